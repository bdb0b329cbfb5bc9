"""A fault in the middle of a picture or a pose tells where it was, and nothing of what was seen."""

from __future__ import annotations

import threading
from io import StringIO
from typing import TYPE_CHECKING, Never

import numpy as np
import pytest

from posture.adapters import open_source
from posture.errors import SourceError
from posture.monitor import Monitor
from tests.cli.conftest import Command, write_story
from tests.portraits import Shot, portrait_video
from tui.fault_text import fault_places, fault_words, tell_faults_of_threads

if TYPE_CHECKING:
    from pathlib import Path

    from posture.landmarks import PoseObservation

PICTURE = np.full((4, 6, 3), 171, dtype=np.uint8)
SEEN = ("171", "0xab", "\\xab", "array", "Landmark", "PoseObservation", "0.12345", "visibility")


def everything_left(home: Path, *said: str) -> str:
    """What was printed, and the content of every file that was written."""
    files = [path.read_bytes().decode("latin-1") for path in home.rglob("*") if path.is_file()]
    return "\n".join((*said, *files))


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ValueError(PICTURE), "ValueError..."),
        (ValueError(f"cannot reshape {PICTURE!r}"), "ValueError: cannot reshape array..."),
        (ValueError(f"odd bytes {PICTURE.tobytes()!r}"), "ValueError: odd bytes..."),
        (TypeError("f() takes 2 arguments"), "TypeError: f..."),
        (RuntimeError("first\nsecond 171"), "RuntimeError: first..."),
        (KeyError("label"), "KeyError: 'label'"),
        (AssertionError(), "AssertionError"),
        (ValueError("x" * 500), f"ValueError: {'x' * 120}..."),
        (
            SourceError("Camera 0 (in use) cannot be opened."),
            "SourceError: Camera 0 (in use) cannot be opened.",
        ),
    ],
    ids=["array", "its words", "bytes", "brackets", "lines", "key", "nothing", "long", "ours"],
)
def test_of_a_message_the_first_words_are_told_and_no_values(error: Exception, told: str) -> None:
    assert fault_words(error) == told


def test_a_traceback_names_the_places_of_all_that_led_to_it_and_no_values() -> None:
    def fails(picture: object) -> None:
        try:
            np.zeros(2).reshape(picture)  # type: ignore[call-overload]
        except TypeError as error:
            raise RuntimeError(f"while at {picture!r}") from error

    with pytest.raises(RuntimeError) as raised:
        fails(PICTURE)
    told = fault_places(raised.value)
    assert told.count("Traceback (most recent call last):") == 2
    assert told.count("in fails") == 2
    assert told.endswith("RuntimeError: while at array...\n")
    assert "171" not in told


def test_a_thread_that_ends_by_a_fault_tells_no_values(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise ValueError(PICTURE)

    told = StringIO()
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    tell_faults_of_threads(told)
    thread = threading.Thread(target=fails)
    thread.start()
    thread.join()
    assert "in fails" in told.getvalue()
    assert told.getvalue().endswith("ValueError...\n")


@pytest.mark.parametrize("words", [(), ("--debug",)], ids=["as usual", "with --debug"])
def test_a_fault_on_landmarks_leaves_none_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    def breaks(_monitor: Monitor, observation: PoseObservation) -> Never:
        poses, marker = observation.poses, 0.12345
        raise ValueError(f"no sense in {poses!r} {marker}")

    monkeypatch.setattr(Monitor, "observe", breaks)
    posture = Command(tmp_path / "home")
    ran = posture("replay", str(write_story(tmp_path / "clip.jsonl", "upright 3s")), "--events", "-", *words)
    assert ran.code == 1
    assert "a fault in this program (ValueError: no sense in...); run it with --debug to see where" in ran.err
    assert ("in breaks" in ran.err) is bool(words)
    left = everything_left(posture.home, ran.out, ran.err.replace("{poses!r} {marker}", ""))
    assert [sign for sign in SEEN if sign in left] == []


def test_a_fault_on_a_picture_leaves_none_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Breaks:
        def __init__(self, *_: object, **__: object) -> None:
            pass

        def estimate(self, frame: object, _t_ms: int) -> Never:
            kept = (frame, PICTURE)
            raise ValueError(*kept)

        def close(self) -> None:
            pass

    monkeypatch.setattr(open_source, "MediapipePoseEstimator", Breaks)
    posture = Command(tmp_path / "home")
    portrait_video(tmp_path / "clip.mp4", [Shot(seconds=1)], fps=4)
    ran = posture("replay", str(tmp_path / "clip.mp4"), "--debug")
    assert ran.code == 1
    assert "in estimate" in ran.err
    left = everything_left(posture.home, ran.out, ran.err)
    assert [sign for sign in SEEN if sign in left] == []
