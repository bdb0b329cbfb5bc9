"""What was written is read back to the last digit, even after the writer was killed."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture.adapters.trace import TraceSource
from posture.adapters.trace_lines import header_line, item_line, parse_header, parse_item
from posture.adapters.trace_writer import TraceWriter
from posture.errors import StorageError
from posture.inputs import InputKind, UserInput
from posture.instant import Instant
from posture.landmarks import Landmark, Pose, PoseObservation
from posture.ports import SourceInfo

if TYPE_CHECKING:
    from pathlib import Path

NINE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
INFO = SourceInfo(name="0", frame_size=(640, 480), live=True, started=NINE)
POSE: Pose = tuple(Landmark(index / 33, 0.1, -1 / 3, 0.999999, 1e-06) for index in range(33))

finite = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e6, max_value=1e6)
instants = st.floats(0, 1e6).map(lambda t: Instant(mono_s=t, wall=NINE + timedelta(seconds=t)))
poses = st.lists(st.builds(Landmark, finite, finite, finite, finite, finite), min_size=33, max_size=33).map(
    tuple
)
values = st.one_of(
    st.builds(
        PoseObservation,
        at=instants,
        poses=st.none() | st.lists(poses, max_size=2).map(tuple),
        frame_size=st.just((640, 480)),
        brightness=st.none() | st.floats(0, 1),
        contrast=st.none() | st.floats(0, 1),
    ),
    st.builds(
        UserInput, at=instants, kind=st.sampled_from(InputKind), minutes=st.none() | st.floats(0.1, 1000)
    ),
)


def observation(t_s: float) -> PoseObservation:
    at = Instant(mono_s=t_s, wall=NINE + timedelta(seconds=t_s))
    return PoseObservation(at=at, poses=(POSE,), frame_size=(640, 480), brightness=0.4, contrast=0.25)


def read(path: Path) -> tuple[SourceInfo, list[PoseObservation | UserInput], list[str]]:
    warnings: list[str] = []
    with TraceSource(str(path), warn=warnings.append) as source:
        return source.info, list(source.observations()), warnings


@given(values)
def test_a_line_is_read_as_it_was_written(value: PoseObservation | UserInput) -> None:
    header = parse_header(header_line(INFO).encode())
    item = parse_item(item_line(value).encode(), header)
    assert (item.value, item.label) == (value, None)
    # Equal is not enough for the last digit of a negative zero.
    assert repr(item.value) == repr(value)


@pytest.mark.parametrize("name", ["day.jsonl", "day.jsonl.gz"])
def test_a_file_is_read_as_it_was_written(tmp_path: Path, name: str) -> None:
    written: list[PoseObservation | UserInput] = [
        observation(0.0),
        UserInput(
            at=Instant(mono_s=0.25, wall=NINE + timedelta(seconds=0.25)), kind=InputKind.SNOOZE, minutes=5.0
        ),
        observation(0.5),
    ]
    with TraceWriter(tmp_path / name, INFO) as writer:
        for value in written:
            writer.write(value)
    writer.close()

    info, found, warnings = read(tmp_path / name)

    assert found == written
    assert warnings == []
    assert (info.frame_size, info.started, info.live) == ((640, 480), NINE, False)
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_the_same_recording_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.jsonl.gz", "two.jsonl.gz"):
        with TraceWriter(tmp_path / name, INFO) as writer:
            writer.write(observation(0.0))
    assert (tmp_path / "one.jsonl.gz").read_bytes() == (tmp_path / "two.jsonl.gz").read_bytes()


@pytest.mark.parametrize("name", ["day.jsonl", "day.jsonl.gz"])
def test_what_a_killed_writer_leaves_lacks_the_last_seconds_only(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    writer = TraceWriter(path, INFO)
    for half_second in range(121):
        writer.write(observation(half_second / 2))
    left = tmp_path / f"left-{name}"
    left.write_bytes(path.read_bytes())  # as a kill would leave it: nothing is flushed by closing
    writer.close()

    found = read(left)[1]

    assert found == [observation(half_second / 2) for half_second in range(len(found))]
    assert found[-1].at.mono_s >= 60.0 - 10.0
    assert len(read(path)[1]) == 121


def test_a_trace_is_never_written_over_by_accident(tmp_path: Path) -> None:
    path = tmp_path / "day.jsonl"
    path.write_text("precious")
    with pytest.raises(StorageError) as caught:
        TraceWriter(path, INFO)
    assert str(caught.value) == f"{path} exists already: choose another name, or replace it with --force."
    assert path.read_text() == "precious"


def test_writing_over_is_possible_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "day.jsonl"
    path.write_text("old" * 1000)
    path.chmod(0o644)
    TraceWriter(path, INFO, overwrite=True).close()
    assert read(path)[1] == []
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_place_that_does_not_exist_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(
        StorageError, match=r"cannot be created .*: choose a place that exists and is yours\."
    ):
        TraceWriter(tmp_path / "none" / "day.jsonl", INFO)


def test_a_number_that_is_none_is_never_written(tmp_path: Path) -> None:
    bad = PoseObservation(
        at=Instant(mono_s=0.0), poses=((Landmark(float("nan"), 0, 0, 0, 0),) * 33,), frame_size=(640, 480)
    )
    with (
        TraceWriter(tmp_path / "day.jsonl", INFO) as writer,
        pytest.raises(ValueError, match="not JSON compliant"),
    ):
        writer.write(bad)


def test_carried_landmarks_and_a_closed_camera_are_read_as_such() -> None:
    info = SourceInfo(name="x", frame_size=(640, 480), live=True, started=None)
    header = parse_header(header_line(info).encode())
    at = Instant(mono_s=1.5)
    for written in (
        PoseObservation(at=at, frame_size=(640, 480), poses=(), estimated=False),
        PoseObservation(at=at, frame_size=(640, 480), poses=None, looked=False),
    ):
        assert parse_item(item_line(written).encode(), header).value == written
