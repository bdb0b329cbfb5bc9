"""The embedded day is what its script builds, in the trace format, at a pace fit for a newcomer."""

from __future__ import annotations

import gzip
import importlib.util
import json
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from posture.adapters.demo_files import CALIBRATION_S, demo_day, demo_pace

if TYPE_CHECKING:
    from types import ModuleType

SCRIPT = Path(__file__).parents[2] / "scripts" / "build_demo_trace.py"
FIRST_LINES = 420
"""The morning up to the end of the first slouch: enough to see that file and script belong together."""


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    """The build script, which is no package."""
    spec = importlib.util.spec_from_file_location("build_demo_trace", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def lines() -> list[dict[str, Any]]:
    """Every line of the embedded trace."""
    with gzip.open(demo_day(), "rt", encoding="utf-8") as trace:
        return [json.loads(line) for line in trace]


def test_the_day_begins_with_a_header_and_holds_well_formed_poses(lines: list[dict[str, Any]]) -> None:
    assert lines[0] == {
        "format": "posture-trace",
        "version": 1,
        "landmarks": "mediapipe-pose-33",
        "frame_size": [640, 480],
        "started": "2026-11-16T08:58:00+01:00",
    }
    poses = [pose for line in lines[1:] for pose in line["poses"] or ()]
    assert {len(pose) for pose in poses} == {33}
    assert {len(landmark) for pose in poses for landmark in pose} == {5}


def test_the_day_is_small_and_names_nobody() -> None:
    packed = demo_day().read_bytes()

    assert len(packed) < 1_500_000
    assert packed[3] == 0, "a gzip header without a file name"
    assert packed[4:8] == bytes(4), "a gzip header without a time"


def test_file_and_script_belong_together(builder: ModuleType, lines: list[dict[str, Any]]) -> None:
    built = [json.loads(line) for line in islice(builder.trace_lines(), FIRST_LINES)]

    assert built[0] == lines[0]
    for wanted, got in zip(built[1:], lines[1:FIRST_LINES], strict=True):
        assert got["t"] == wanted["t"]
        # The last digit may round otherwise where another machine computes sines.
        flat = [
            [value for pose in line["poses"] or () for landmark in pose for value in landmark]
            for line in (got, wanted)
        ]
        assert flat[0] == pytest.approx(flat[1], abs=0.011)


def test_every_observation_shows_what_the_story_says(
    builder: ModuleType, lines: list[dict[str, Any]]
) -> None:
    truth = builder.the_day().truth()
    spans = {start: (end, verb) for start, end, verb in truth}
    assert truth[-1][1] == builder.seconds_at("17:05:00") == 29220.0

    shown = {line["t"]: None if line["poses"] is None else len(line["poses"]) for line in lines[1:]}

    wanted: dict[float, int | None] = {}
    count = {"away": 0, "no_frame": None}
    for start, (end, verb) in spans.items():
        if verb != "gap":
            # Walking out takes a second, so at the very start of an absence the user is still there.
            first = 1 if verb == "away" else count.get(verb, 1)
            came_back = any(done == start and before == "away" for _, done, before in truth)
            wanted[start] = 0 if came_back else first
            wanted |= {float(t): count.get(verb, 1) for t in range(int(start) + 2, int(end), 2)}
    assert shown == wanted


def test_the_reference_is_taken_from_calm_upright_sitting(builder: ModuleType) -> None:
    start, end, verb = builder.the_day().truth()[0]

    assert (start, verb) == (0.0, "upright")
    assert CALIBRATION_S[1] <= end


def test_the_pace_is_the_one_of_the_script(builder: ModuleType) -> None:
    steps = [{"from_t": step.from_t, "to_t": step.to_t, "speed": step.speed} for step in demo_pace()]

    assert steps == builder.pace_steps()


def test_the_whole_day_plays_in_less_than_two_minutes_and_the_first_hour_in_one(builder: ModuleType) -> None:
    steps = demo_pace()

    assert steps[0].from_t == 0.0
    assert all(before.to_t == after.from_t for before, after in pairwise(steps))
    assert all(step.from_t < step.to_t and step.speed >= 1.0 for step in steps)
    assert steps[-1].to_t == builder.the_day().duration_s

    assert 100.0 <= played_after(29220.0) <= 110.0
    assert played_after(builder.seconds_at("09:34:45")) <= 55.0


@pytest.mark.parametrize("moment", ["09:12:33", "09:17:30", "09:28:00", "09:29:27", "09:30:22", "09:34:43"])
def test_the_first_moments_play_slowly_enough_to_be_seen(builder: ModuleType, moment: str) -> None:
    t = builder.seconds_at(moment)

    assert played_after(t + 10.0) - played_after(t - 10.0) >= 1.0


def played_after(t: float) -> float:
    """Seconds of the newcomer's time until second `t` of the day."""
    return sum(max(0.0, min(t, step.to_t) - step.from_t) / step.speed for step in demo_pace())
