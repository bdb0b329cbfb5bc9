"""The embedded model is whole, and anything else is one clear sentence."""

from __future__ import annotations

import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from posture.adapters.model_file import BUNDLE_MEMBERS, EMBEDDED_MODEL, embedded_model, model_path
from posture.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path


def copied_model(folder: Path) -> Path:
    for name in (EMBEDDED_MODEL.name, "SHA256SUMS"):
        shutil.copy(EMBEDDED_MODEL.parent / name, folder / name)
    return folder / EMBEDDED_MODEL.name


def refusal(path: Path) -> str:
    with pytest.raises(ModelError) as caught:
        model_path(path)
    return str(caught.value)


def test_the_embedded_bundle_has_its_recorded_checksum_and_holds_the_two_networks() -> None:
    assert model_path(None) == EMBEDDED_MODEL
    with zipfile.ZipFile(EMBEDDED_MODEL) as archive:
        assert set(archive.namelist()) == BUNDLE_MEMBERS
        assert {member.compress_type for member in archive.infolist()} == {zipfile.ZIP_STORED}


def test_its_origin_and_licence_stand_beside_it() -> None:
    notice = (EMBEDDED_MODEL.parent / "NOTICE").read_text()
    assert "Apache License, Version 2.0" in notice
    assert "mediapipe-0.10.21" in notice


def test_one_changed_byte_of_the_embedded_bundle_is_noticed(tmp_path: Path) -> None:
    path = copied_model(tmp_path)
    content = bytearray(path.read_bytes())
    content[5_000_000] ^= 1
    path.write_bytes(content)

    with pytest.raises(ModelError) as caught:
        embedded_model(path)

    assert str(caught.value) == (
        f"The embedded pose model {path} is damaged (its checksum differs): "
        "install this program again, or name another bundle with --model."
    )


@pytest.mark.parametrize("missing", [EMBEDDED_MODEL.name, "SHA256SUMS"])
def test_a_missing_embedded_file_is_noticed(tmp_path: Path, missing: str) -> None:
    path = copied_model(tmp_path)
    (tmp_path / missing).unlink()
    with pytest.raises(ModelError, match=r"cannot be read .*: install this program again"):
        embedded_model(path)


def test_another_whole_bundle_is_accepted(tmp_path: Path) -> None:
    other = tmp_path / "other.task"
    with zipfile.ZipFile(other, "w") as archive:
        for name in BUNDLE_MEMBERS:
            archive.writestr(name, "network")
    assert model_path(other) == other


def test_a_named_model_that_is_not_there(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.task").startswith(f"There is no pose model at {tmp_path / 'none.task'}: ")


def test_a_file_that_is_no_bundle(tmp_path: Path) -> None:
    text = tmp_path / "notes.task"
    text.write_text("hello\n")
    assert f"{text} is not a readable pose model" in refusal(text)


def test_a_bundle_cut_in_half(tmp_path: Path) -> None:
    half = tmp_path / "half.task"
    content = EMBEDDED_MODEL.read_bytes()
    half.write_bytes(content[: len(content) // 2])
    assert "is not a readable pose model" in refusal(half)


def test_a_bundle_of_something_else(tmp_path: Path) -> None:
    hands = tmp_path / "hands.task"
    with zipfile.ZipFile(hands, "w") as archive:
        archive.writestr("pose_detector.tflite", "network")
        archive.writestr("hand.tflite", "network")
    assert "it lacks pose_landmarks_detector.tflite" in refusal(hands)


def test_a_bundle_with_a_flipped_bit(tmp_path: Path) -> None:
    path = copied_model(tmp_path).rename(tmp_path / "flipped.task")
    content = bytearray(path.read_bytes())
    content[5_000_000] ^= 1
    path.write_bytes(content)
    assert refusal(path) == (
        f"The pose model {path} is damaged in pose_landmarks_detector.tflite: fetch or copy it again."
    )
