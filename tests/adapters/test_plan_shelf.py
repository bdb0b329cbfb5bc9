"""The plans in use: private, every version kept, and a failure leaves the one in use."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Thread

import pytest

from posture.adapters import plan_shelf
from posture.adapters.file_lock import FileLock
from posture.adapters.plan_file import check_plan
from posture.adapters.plan_shelf import LIST_NAME, LOCK_NAME, PlanShelf
from posture.errors import PlanError, StorageError
from tests.adapters.test_plan_file import KNOWN, LITTLE, usable

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
THIRD = LITTLE.replace("revision = 1", "revision = 3").replace("= 10", "= 14")
MIDNIGHT = NOON - timedelta(hours=12)
SECOND = LITTLE.replace("revision = 1", "revision = 2").replace("= 10", "= 12")


@pytest.fixture
def shelf(tmp_path: Path) -> PlanShelf:
    return PlanShelf(tmp_path / "data" / "plans")


def start(shelf: PlanShelf, text: str, at: datetime = NOON) -> None:
    shelf.use(usable(text), text.encode(), at)


def test_nothing_is_there_before_the_first_plan(shelf: PlanShelf, tmp_path: Path) -> None:
    assert (shelf.history(), shelf.in_use(NOON), shelf.plan_in_use(KNOWN, NOON)) == ((), None, None)
    assert list(tmp_path.iterdir()) == []


def test_a_plan_is_kept_as_it_came_with_its_comments(shelf: PlanShelf) -> None:
    text = LITTLE + "# a remark\n"
    start(shelf, text)
    used = shelf.in_use(NOON)
    assert used is not None
    assert used.file.read_text() == text
    assert (used.id, used.revision, used.title, used.hash) == ("little", 1, "Little", usable(text).hash)
    assert (used.started, used.stopped) == (NOON, None)
    assert shelf.plan_in_use(KNOWN, NOON) == usable(text)


def test_files_are_the_owners_alone(shelf: PlanShelf, tmp_path: Path) -> None:
    start(shelf, LITTLE)
    folder = tmp_path / "data" / "plans"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert sorted(path.name for path in folder.iterdir()) == ["0001-little-r1.toml", LIST_NAME, LOCK_NAME]


def test_the_next_version_ends_the_one_before_and_keeps_it(shelf: PlanShelf) -> None:
    start(shelf, LITTLE)
    start(shelf, SECOND, NOON + timedelta(days=7))
    assert [(one.revision, one.started, one.stopped) for one in shelf.history()] == [
        (1, NOON, NOON + timedelta(days=7)), (2, NOON + timedelta(days=7), None),
    ]  # fmt: skip
    assert [one.file.read_text() for one in shelf.history()] == [LITTLE, SECOND]


def test_two_that_start_a_plan_at_once_take_turns_and_lose_nothing(
    shelf: PlanShelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second begins between the reading and the writing of the first, where it could do harm."""
    start(shelf, LITTLE)
    second = Thread(target=lambda: start(PlanShelf(tmp_path / "data" / "plans"), SECOND, NOON))
    write = plan_shelf.write_private_file

    def interrupted(path: Path, content: bytes) -> None:
        if not second.ident:
            second.start()
            second.join(0.1)  # it waits for its turn
            assert second.is_alive()
        write(path, content)

    monkeypatch.setattr(plan_shelf, "write_private_file", interrupted)
    start(shelf, THIRD)
    second.join()
    assert [(one.revision, one.file.name[:4]) for one in shelf.history()] == [
        (1, "0001"), (3, "0002"), (2, "0003"),
    ]  # fmt: skip
    assert [one.file.read_text() for one in shelf.history()] == [LITTLE, THIRD, SECOND]
    assert [one.stopped is None for one in shelf.history()] == [False, False, True]


def test_one_that_holds_the_list_for_too_long_is_told(
    shelf: PlanShelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(shelf, LITTLE)
    monkeypatch.setattr(plan_shelf, "_PATIENCE_S", 0.0)
    other = FileLock(tmp_path / "data" / "plans" / LOCK_NAME)
    with pytest.raises(PlanError, match="another command is changing the plan in use; wait"):
        start(shelf, SECOND)
    other.release()
    assert shelf.plan_in_use(KNOWN, NOON) == usable(LITTLE)


def test_a_stopped_plan_stays_in_the_history_and_can_be_started_again(shelf: PlanShelf) -> None:
    start(shelf, LITTLE)
    shelf.stop(NOON + timedelta(days=1))
    assert shelf.in_use(NOON + timedelta(days=1)) is None
    start(shelf, LITTLE, NOON + timedelta(days=2))
    assert [one.stopped for one in shelf.history()] == [NOON + timedelta(days=1), None]
    assert len({one.file for one in shelf.history()}) == 2


def test_a_version_that_waits_begins_on_its_day_and_the_one_before_goes_on_until_then(
    shelf: PlanShelf,
) -> None:
    def revisions(days: float) -> tuple[int | None, int | None]:
        at = NOON + timedelta(days=days)
        found = (shelf.in_use(at), shelf.waiting(at))
        first, second = (None if one is None else one.revision for one in found)
        return first, second

    third, fourth = (LITTLE.replace("revision = 1", f"revision = {number}") for number in (3, 4))
    start(shelf, LITTLE)
    start(shelf, SECOND, MIDNIGHT + timedelta(days=7))
    start(shelf, third, MIDNIGHT + timedelta(days=14))
    days = (0, 6.49, 6.5, 13.49, 13.5, 99)
    assert [revisions(day) for day in days] == [(1, 3), (1, 3), (2, 3), (2, 3), (3, None), (3, None)]
    # One that begins before them takes the place of both.
    start(shelf, fourth, MIDNIGHT + timedelta(days=2))
    assert [revisions(day) for day in (0, 1.49, 1.5, 99)] == [(1, 4), (1, 4), (4, None), (4, None)]
    assert [one.never_began for one in shelf.history()] == [False, True, True, False]
    shelf.stop(NOON + timedelta(days=1))
    assert revisions(99) == (None, None)
    assert [one.never_began for one in shelf.history()] == [False, True, True, True]


def test_a_day_is_the_patients_own_also_on_a_journey(shelf: PlanShelf) -> None:
    start(shelf, LITTLE)
    start(shelf, SECOND, MIDNIGHT + timedelta(days=1))
    far_west = timezone(timedelta(hours=-10))
    for day, hour, revision in ((23, 23, 1), (24, 0, 2)):
        used = shelf.in_use(datetime(2026, 11, day, hour, tzinfo=far_west))
        assert used is not None
        assert used.revision == revision


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_folder_that_cannot_be_written_leaves_the_plan_in_use(shelf: PlanShelf, tmp_path: Path) -> None:
    start(shelf, LITTLE)
    folder = tmp_path / "data" / "plans"
    folder.chmod(0o500)
    try:
        with pytest.raises(StorageError, match="permission is denied"):
            start(shelf, SECOND)
        assert shelf.plan_in_use(KNOWN, NOON) == usable(LITTLE)
    finally:
        folder.chmod(0o700)


def test_a_list_that_cannot_be_replaced_leaves_the_plan_in_use(
    shelf: PlanShelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(shelf, LITTLE)
    replace = Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name == LIST_NAME:
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StorageError, match="the disk is full"):
        start(shelf, SECOND)
    monkeypatch.undo()
    assert shelf.plan_in_use(KNOWN, NOON) == usable(LITTLE)
    start(shelf, SECOND)
    assert [one.revision for one in shelf.history()] == [1, 2]
    assert not [path for path in (tmp_path / "data" / "plans").iterdir() if path.suffix == ".new"]


@pytest.mark.parametrize(
    "content", ["", "{}", "[1]", '{"format": "posture-plans", "version": 9, "entries": []}']
)
def test_a_list_that_is_something_else(shelf: PlanShelf, tmp_path: Path, content: str) -> None:
    start(shelf, LITTLE)
    (tmp_path / "data" / "plans" / LIST_NAME).write_text(content)
    with pytest.raises(PlanError, match=r"list of plans .* move it away and start again"):
        shelf.in_use(NOON)
    with pytest.raises(PlanError):
        start(shelf, SECOND)


def test_a_list_may_not_lead_out_of_its_folder(shelf: PlanShelf, tmp_path: Path) -> None:
    start(shelf, LITTLE)
    listing = tmp_path / "data" / "plans" / LIST_NAME
    listing.write_text(listing.read_text().replace("0001-little-r1.toml", "../../secret.toml"))
    with pytest.raises(PlanError, match="list of plans"):
        shelf.in_use(NOON)


def test_a_copy_that_was_broken_by_hand_is_told(shelf: PlanShelf) -> None:
    start(shelf, LITTLE)
    used = shelf.in_use(NOON)
    assert used is not None
    used.file.write_text(LITTLE.replace("= 10", "= ten"))
    assert check_plan(used.file.read_bytes(), KNOWN).plan is None
    with pytest.raises(PlanError, match=r"cannot be used on line 12, not valid TOML"):
        shelf.plan_in_use(KNOWN, NOON)
