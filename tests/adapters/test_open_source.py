"""What the user types after `--source` decides what is opened, and how it fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from posture.adapters import camera
from posture.adapters.open_source import open_source
from posture.adapters.trace import TraceSource
from posture.adapters.trace_writer import TraceWriter
from posture.errors import ModelError, SourceError
from posture.instant import Instant
from posture.landmarks import PoseObservation
from posture.ports import SourceInfo
from tests.adapters.scripted_camera import SteppedClock

NO_CAMERA = (
    "There is no picture from {}: plug it in, close other programs that use it, allow access to it in the "
    "system's privacy settings, or try 'posture demo', which needs no camera."
)


def refusal(spec: str) -> str:
    with pytest.raises(SourceError) as caught:
        open_source(spec, fps=None, model=None, clock=SteppedClock())
    return str(caught.value)


def test_a_camera_that_another_program_has_open_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []

    def held(device: Path) -> bool:
        asked.append(device)
        return True

    monkeypatch.setattr(camera, "held_by_another", held)
    assert refusal("97") == ("Another program has camera 97 open: close it, or end its call, and try again.")
    assert set(asked) == {Path("/dev/video97")}


@pytest.mark.parametrize("name", ["day.jsonl", "DAY.JSONL.GZ"])
@pytest.mark.parametrize(("fps", "times"), [(None, [0.0, 0.25, 0.5, 0.75]), (2, [0.0, 0.5])])
def test_a_trace_is_every_observation_or_at_the_rate_asked_for(
    tmp_path: Path, name: str, fps: float | None, times: list[float]
) -> None:
    path = tmp_path / name
    info = SourceInfo(name="0", frame_size=(640, 480), live=True, started=None)
    with TraceWriter(path, info) as writer:
        for quarter in range(4):
            writer.write(PoseObservation(at=Instant(mono_s=quarter / 4), poses=(), frame_size=(640, 480)))

    # No picture is needed, so neither is a model.
    with open_source(str(path), fps=fps, model=tmp_path / "none.task", clock=SteppedClock()) as source:
        assert isinstance(source, TraceSource)
        assert [item.at.mono_s for item in source.observations()] == times


def test_a_trace_that_was_cut_off_is_warned_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "day.jsonl"
    info = SourceInfo(name="0", frame_size=(640, 480), live=True, started=None)
    TraceWriter(path, info).close()
    path.write_text(path.read_text() + '{"t": 0')
    with open_source(str(path), fps=None, model=None, clock=SteppedClock()) as source:
        assert list(source.observations()) == []
    assert capsys.readouterr() == ("", f"The trace {path} is cut off after line 1; what is there is used.\n")


@pytest.mark.parametrize(
    ("spec", "called"), [("97", "camera 97"), ("/dev/video-of-nobody", "the camera /dev/video-of-nobody")]
)
def test_no_camera(spec: str, called: str) -> None:
    assert refusal(spec) == NO_CAMERA.format(called)


def test_no_file_no_name_and_a_strange_address(tmp_path: Path) -> None:
    assert refusal(str(tmp_path / "clip.mp4")).startswith(f"There is no file {tmp_path / 'clip.mp4'}: ")
    assert refusal("") == (
        "No source is named: give a camera number, a video file, a stream or a landmark trace."
    )
    assert refusal("ftp://guest:secret@host/clip.mp4") == (
        "ftp://***@host/clip.mp4 is not a kind of stream that can be read: http, https and rtsp are."
    )


def test_a_model_that_is_missing_is_said_before_any_device_is_opened(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="There is no pose model at"):
        open_source("97", fps=None, model=tmp_path / "none.task", clock=SteppedClock())
