"""An exercise as plain lines: done as the plan says, kept, and held back where something holds it."""

from __future__ import annotations

from pathlib import Path

import pytest

from posture.errors import PostureError
from posture.exercise_goal import goal_of
from posture.exercise_view import SetDone
from posture.therapy.exercise_records import ExerciseSession
from tests.exercise_stories import exercises
from tests.tui.homework_home import MONDAY, Home, no_signs
from tests.tui.test_exercise_words import view_of
from tui.homework_lines import refuse_while_paused, with_record
from tui.homework_source import HomeworkSource

CURL = exercises()["elbow_flexion"]


def kept(home: Home, *, own_dose: bool) -> tuple[int | None, ExerciseSession]:
    """The repetitions asked for, and the record of three that were done."""
    source = HomeworkSource(home.where, home.clock)
    exercise, goal, keep = with_record(source, CURL, goal_of(CURL, repetitions=7), own_dose=own_dose)
    view = view_of("elbow_flexion", begun=True, goal=goal)
    assert exercise.id == CURL.id
    keep(view)
    assert home.sessions() == []  # nothing was done yet
    keep(view_of("elbow_flexion", goal=goal, sets=(SetDone(repetitions=3, hold_s=None, duration_s=9.0),)))
    (record,) = home.sessions()
    return goal.repetitions, record


def test_in_the_plan_it_is_homework(tmp_path: Path) -> None:
    home = Home(tmp_path)
    asked, record = kept(home, own_dose=False)
    assert (asked, record.plan_hash, record.pain_before) == (3, home.hash, None)


@pytest.mark.parametrize("plan", [True, False])
def test_a_dose_of_one_s_own_or_no_plan_leaves_a_record_of_its_own(tmp_path: Path, *, plan: bool) -> None:
    asked, record = kept(Home(tmp_path) if plan else Home(tmp_path, plan=""), own_dose=plan)
    assert (asked, record.plan_hash) == (7, None)
    assert record.prescribed is not None
    assert record.prescribed.repetitions == 7


def test_what_holds_exercises_back_is_said(tmp_path: Path) -> None:
    home = Home(tmp_path)
    source = HomeworkSource(home.where, home.clock)
    refuse_while_paused(source)
    home.keep(no_signs(MONDAY, yes=True))
    with pytest.raises(PostureError, match="Exercises rest until midnight"):
        refuse_while_paused(source)
    with pytest.raises(PostureError, match="Exercises rest until midnight"):
        with_record(source, CURL, goal_of(CURL), own_dose=False)
