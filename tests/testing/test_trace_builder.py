"""A trace built piece by piece is read back as what was built."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from posture.adapters.trace import TraceSource, read_labelled
from posture.inputs import InputKind, UserInput
from posture.landmarks import Landmark, PoseObservation
from posture.testing.trace_builder import TraceBuilder

if TYPE_CHECKING:
    from pathlib import Path

NINE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
POINTS = (Landmark(0.5, 0.5, 0.0, 1.0, 1.0),) * 33


@pytest.mark.parametrize("name", ["clip.jsonl", "clip.jsonl.gz"])
def test_every_kind_of_piece(tmp_path: Path, name: str) -> None:
    built = (
        TraceBuilder(fps=2, frame_size=(320, 240), started=NINE)
        .story("upright 1s; !standing; upright 1s", label="upright")
        .people(POINTS, seconds=1, label="turned")
        .people(seconds=0.5)
        .no_frame(0.5)
        .gap(10)
        .press("snooze", 5)
        .story("slouch 0.5s", seed=3)
    )
    assert built.end_s == 14.5
    path = built.write(tmp_path / name)
    items = list(read_labelled(str(path), warn=pytest.fail))
    assert [(item.value.at.mono_s, item.label) for item in items] == [
        (0.0, "upright"),
        (0.5, "upright"),
        (1.0, None),
        (1.0, "upright"),
        (1.5, "upright"),
        (2.0, "turned"),
        (2.5, "turned"),
        (3.0, None),
        (3.5, None),
        (14.0, None),
        (14.0, None),
    ]
    values = [item.value for item in items]
    assert values == built.observations()
    seen = [value for value in values if isinstance(value, PoseObservation)]
    assert [None if one.poses is None else len(one.poses) for one in seen] == [1, 1, 1, 1, 1, 1, 0, None, 1]
    assert {one.frame_size for one in seen} == {(320, 240)}
    pressed = [value for value in values if isinstance(value, UserInput)]
    assert [(one.kind, one.minutes) for one in pressed] == [
        (InputKind.STANDING, None),
        (InputKind.SNOOZE, 5.0),
    ]
    with TraceSource(str(path), warn=pytest.fail) as source:
        assert (source.info.started, source.info.frame_size) == (NINE, (320, 240))
    assert list(built.source().observations()) == values


def test_it_is_written_anew_and_refuses_nonsense(tmp_path: Path) -> None:
    path = tmp_path / "clip.jsonl"
    TraceBuilder().story("upright 5s").write(path)
    assert len(path.read_text().splitlines()) == 11
    TraceBuilder().story("upright 1s").write(path)
    assert len(path.read_text().splitlines()) == 3
    with pytest.raises(ValueError, match="must be above 0"):
        TraceBuilder(fps=0)
