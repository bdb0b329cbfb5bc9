"""Tests with types, as somebody writes them whose own project is checked strictly; this one is."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

import posture
from posture.errors import SourceError
from posture.events import BreakTaken
from posture.labels import Label
from posture.testing.plugin import AssertEvents, Replay, ReplayOptions, Story
from posture.testing.trace_builder import TraceBuilder


def test_a_recording(
    posture_replay: Replay, assert_events: AssertEvents, trace_builder: type[TraceBuilder], tmp_path: Path
) -> None:
    clip = trace_builder(fps=1).story("upright 30s; away 70s; upright 5s").write(tmp_path / "clip.jsonl")
    timeline = posture_replay(clip, calibrate=(0, 10), settings={"sitting.nudge_after_s": 1000})
    assert_events(timeline, "103 break_taken verified_by=absence", only=["break_taken"], within_s=3)
    taken: BreakTaken = timeline.of(BreakTaken)[0]
    assert taken.duration_s == pytest.approx(70, abs=3)
    assert timeline.share_of(Label.UPRIGHT, 12, 28) == 1.0


def test_a_story(posture_scenario: Story, assert_events: AssertEvents) -> None:
    assert_events(posture_scenario("upright 5s", fps=1, calibrate=(0, 5)), "", only=["away"])


def test_a_recording_that_is_not_there_is_one_sentence_and_where_it_was_looked_for(
    posture_replay: Replay,
) -> None:
    with pytest.raises(SourceError, match=r"There is no file none\.mp4: ") as raised:
        posture_replay("none.mp4")
    assert raised.value.__notes__ == [
        f"a relative path is looked up in {Path(__file__).parent}, then in {Path.cwd()}"
    ]
    assert [Path(entry.path).name for entry in raised.traceback] == ["test_typed_tests.py", "plugin.py"]


def test_the_options_are_those_of_replay() -> None:
    parameters = set(inspect.signature(posture.replay).parameters)
    assert ReplayOptions.__optional_keys__ == parameters - {"source"}
