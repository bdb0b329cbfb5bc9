"""An exercise without a screen: what holds it back, whether it is homework, and the record of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.errors import PostureError
from posture.therapy.done import guided_session
from posture.therapy.targets import as_planned, goal_for
from posture.therapy.warning_signs import exercises_paused
from tui.homework_view import PAUSED, held_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture.exercise_goal import Goal
    from posture.exercise_view import ExerciseView
    from posture.exercises import Exercise
    from tui.homework_source import HomeworkSource


def refuse_while_paused(source: HomeworkSource) -> None:
    """Say so where a warning sign pauses exercises for the day.

    Raises:
        PostureError: it does.
    """
    now = source.read()
    if exercises_paused(now.records, now.at) is not None:
        raise PostureError(PAUSED)


def with_record(
    source: HomeworkSource, exercise: Exercise, goal: Goal, *, own_dose: bool
) -> tuple[Exercise, Goal, Callable[[ExerciseView], None]]:
    """What is to be done, and what keeps the record of it.

    An exercise of the plan in use is done as the plan says, unless the user asks for a dose of his own.

    Raises:
        PostureError: the plan says to stop for today.
    """
    now = source.read()
    plan = None if own_dose else now.plan
    item = None if plan is None else plan.item(exercise.id)
    dose = None
    if plan is not None and item is not None and now.today is not None and now.today.is_running:
        held = held_words(now.today)
        if held is not None:
            raise PostureError(held)
        dose = now.today.doses[item.id]
        exercise, goal = as_planned(exercise, item, dose, plan), goal_for(item, dose)

    def keep(view: ExerciseView) -> None:
        record = guided_session(
            view, source.now(), plan=None if dose is None else plan, dose=dose, stopped_reason=None
        )
        if record is not None:
            source.keep([record])

    return exercise, goal, keep
