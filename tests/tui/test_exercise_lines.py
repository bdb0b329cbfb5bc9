"""A guided exercise without a screen: lines as things happen, JSON Lines, and a calm end."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from posture.exercise_goal import goal_of
from posture.settings import Settings
from posture.testing.exercising import HEAD_LEFT, HEAD_RIGHT, Performance, Repetition, performance
from posture.testing.list_source import ListSource
from tests.exercise_stories import exercises
from tui.exercise_lines import exercise_as_lines
from tui.feeds import Watching

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from posture.inputs import UserInput
    from posture.landmarks import PoseObservation
    from posture.ports import ObservationSource

TURNS = performance([Repetition(out=out) for out in (HEAD_LEFT, HEAD_RIGHT)] * 2, lead_s=2.0, fps=10)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTURE_HOME", str(tmp_path))
    monkeypatch.setattr("tui.exercise_lines.redirect_native_stderr", lambda _file: None)


class InterruptedSource(ListSource):
    """Ctrl-C at the tenth second."""

    def observations(self) -> Iterator[PoseObservation | UserInput]:
        """The list until then."""
        for item in super().observations():
            if item.at.mono_s >= 10.0:
                raise KeyboardInterrupt
            yield item


def guide(
    name: str,
    done: Performance,
    *,
    events: str | None = None,
    range_limits: tuple[str, ...] = (),
    **goal: int,
) -> None:
    """Do it, as fast as it can be looked at."""

    def opened(_watching: Watching) -> ObservationSource:
        return done.source()

    exercise = exercises()[name]
    watching = Watching(settings=Settings(), source="list.jsonl", guided=True)
    asked = replace(goal_of(exercise, **goal), range_limits=range_limits)  # type: ignore[arg-type]
    exercise_as_lines(watching, exercise, asked, events, open_source=opened)


def test_how_far_the_plan_says_to_go_is_said_with_each_set(capsys: pytest.CaptureFixture[str]) -> None:
    guide("neck_rotation", TURNS, repetitions=1, range_limits=("No farther than the first pull.",))
    said = capsys.readouterr().out.splitlines()
    assert said[said.index("Counting") + 1] == "  How far: No farther than the first pull."
    assert said.count("  How far: No farther than the first pull.") == 2  # before it, and when it begins


def test_every_change_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    guide("neck_rotation", TURNS, repetitions=1)
    said = capsys.readouterr().out
    assert "  ! Small and slow while the neck is sore.\n" in said
    begun = said.index("Get into position\n")
    assert said[begun:].splitlines() == [
        "Get into position",
        "Counting",
        "  1 left",
        "  2 right",
        "Neck rotation",
        "  2 repetitions counted by the camera",
        "  1 left, 1 right",
        *[line for line in said.splitlines() if line.startswith("  held for")][:1],
        "  3.3 s a repetition",
        "  64 degrees at the farthest, usually 60, as seen in the picture",
        "  6 s of exercise",
    ]


def test_events_go_to_standard_output_and_the_lines_aside(capsys: pytest.CaptureFixture[str]) -> None:
    guide("neck_rotation", TURNS, events="-", repetitions=1)
    captured = capsys.readouterr()
    types = [json.loads(line)["type"] for line in captured.out.splitlines()]
    assert [kind for kind in types if kind.startswith("exercise")] == [
        "exercise_repetition",
        "exercise_repetition",
        "exercise_finished",
    ]
    assert types[-1] == "session_ended"
    assert "  1 left\n" in captured.err


def test_where_nobody_can_answer_the_cameras_number_stands(capsys: pytest.CaptureFixture[str]) -> None:
    guide("trunk_rotation", performance([], lead_s=3.0, fps=10), events="-")
    ends = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (end,) = [event for event in ends if event["type"] == "exercise_finished"]
    assert (end["repetitions"], end["counted_by"], end["counted"]) == (0, "camera", None)


def test_interrupted_it_tells_what_was_counted(capsys: pytest.CaptureFixture[str]) -> None:
    source = InterruptedSource(TURNS.observations(), frame_size=TURNS.camera.frame_size)
    exercise = exercises()["neck_rotation"]
    watching = Watching(settings=Settings(), source="list.jsonl", guided=True)
    with pytest.raises(KeyboardInterrupt):
        exercise_as_lines(watching, exercise, goal_of(exercise), None, open_source=lambda _watching: source)
    assert "  2 repetitions counted by the camera\n" in capsys.readouterr().out
