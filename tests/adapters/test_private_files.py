"""Files that only their owner can read, and that a crash cannot leave half written."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from platformdirs import PlatformDirs

from posture.adapters.data_dirs import Places, places
from posture.adapters.private_files import (
    check_replaceable,
    make_private_file,
    make_private_folder,
    write_private_file,
)
from posture.errors import StorageError


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_replaced_whole_and_only_the_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "one" / "two" / "profile.json"
    write_private_file(path, b"old")
    write_private_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert [child.name for child in path.parent.iterdir()] == ["profile.json"]
    if sys.platform != "win32":
        assert (_mode(path), _mode(path.parent), _mode(path.parent.parent)) == (0o600, 0o700, 0o700)


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "profile.json"
    target.mkdir()
    (target / "kept").touch()
    with pytest.raises(StorageError, match="a folder stands where a file is needed"):
        write_private_file(target, b"new")
    assert [child.name for child in tmp_path.iterdir()] == ["profile.json"]
    assert (target / "kept").exists()


def test_whether_a_file_could_be_replaced_is_known_without_touching_it(tmp_path: Path) -> None:
    new = tmp_path / "one" / "profile.json"
    check_replaceable(new)
    assert list(new.parent.iterdir()) == []
    new.write_bytes(b"old")
    check_replaceable(new)
    assert [(child.name, child.read_bytes()) for child in new.parent.iterdir()] == [("profile.json", b"old")]
    with pytest.raises(StorageError, match="a folder stands where a file is needed"):
        check_replaceable(new.parent)
    with pytest.raises(StorageError, match="a file stands where a folder is needed"):
        check_replaceable(new / "profile.json")


def test_an_existing_file_keeps_its_content_and_loses_other_readers(tmp_path: Path) -> None:
    path = tmp_path / "native.log"
    path.write_text("kept")
    path.chmod(0o644)
    make_private_file(path)
    assert path.read_text() == "kept"
    if sys.platform != "win32":
        assert _mode(path) == 0o600


def test_a_file_in_the_way_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    with pytest.raises(StorageError) as error:
        make_private_folder(tmp_path / "data" / "profiles")
    assert str(error.value) == (
        f"cannot use {tmp_path / 'data' / 'profiles'}: a file stands where a folder is needed; "
        "move it away or set POSTURE_HOME to another folder"
    )
    with pytest.raises(StorageError, match="a file stands where a folder is needed"):
        make_private_folder(tmp_path / "data")


def test_one_variable_moves_everything_below_one_folder(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert places({"POSTURE_HOME": str(home)}) == Places(
        database=home / "data" / "posture.sqlite3",
        profiles=home / "data" / "profiles",
        plans=home / "data" / "plans",
        reader_file=home / "data" / "reader.json",
        tips_file=home / "data" / "tips.json",
        settings_file=home / "config" / "settings.toml",
        exercises=home / "config" / "exercises",
        log_file=home / "state" / "native.log",
        runtime=home / "run",
    )
    assert not home.exists()


def test_without_the_variable_each_kind_of_file_has_the_platforms_folder() -> None:
    found = places({})
    assert found == places({"POSTURE_HOME": ""})
    assert found.database.name == "posture.sqlite3"
    paths = (found.database, found.profiles, found.reader_file, found.settings_file, found.exercises)
    for path in (*paths, found.log_file):
        assert path.is_absolute()
        assert "posture" in path.parent.as_posix()
    assert found.runtime.is_absolute()
    assert "posture" in found.runtime.as_posix()


def test_sockets_have_a_place_also_where_the_platform_offers_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_folders: PlatformDirs) -> Path:
        raise PermissionError

    monkeypatch.setattr(PlatformDirs, "user_runtime_path", property(refuse))
    found = places({})
    assert found.runtime == found.log_file.parent / "run"


def test_a_user_without_a_home_folder_is_told_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_folders: PlatformDirs) -> Path:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr(PlatformDirs, "user_data_path", property(refuse))
    with pytest.raises(StorageError, match="no home folder; set HOME, or set POSTURE_HOME to a folder"):
        places({})


def test_a_relative_home_is_taken_from_the_working_folder() -> None:
    assert places({"POSTURE_HOME": "here"}).profiles == Path.cwd() / "here" / "data" / "profiles"
