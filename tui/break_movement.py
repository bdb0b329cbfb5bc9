"""Which movement is shown while a break runs: of the plan where one is due, else for a break. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture.exercises import Position, Tier
from posture.therapy.items import Kind
from tui.plan_words import dose_words
from tui.resting_words import held_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from posture.exercises import Exercise
    from tui.homework_source import HomeworkNow

_ON_FOOT = (Position.STANDING, Position.EITHER)
"""Who is out of his chair is not asked to sit or to lie down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakMovement:
    """What is shown.

    Attributes:
        exercise: moves as a figure.
        dose: how much of it the plan asks for; empty for what is not of the plan.
    """

    exercise: Exercise
    dose: str = ""


def movement_for(
    exercises: Mapping[str, Exercise], now: HomeworkNow | None, turn: int
) -> BreakMovement | None:
    """The movement for a break on foot, another one at each `turn`; `None` where exercises rest.

    Args:
        exercises: the library, the user's own among them.
        now: the homework; `None` where there is none to read.
        turn: which break it is, from 1.
    """
    if now is not None and (now.rest is not None or held_words(now) is not None):
        return None
    planned = [] if now is None else _planned(now)
    if planned:
        return planned[(turn - 1) % len(planned)]
    on_foot = [one for one in exercises.values() if one.position is Position.STANDING and one.drawing]
    on_foot.sort(key=lambda one: one.tier is not Tier.UNSEEN)  # a walk, which needs nothing, comes first
    return BreakMovement(exercise=on_foot[(turn - 1) % len(on_foot)]) if on_foot else None


def _planned(now: HomeworkNow) -> list[BreakMovement]:
    """Exercises of the plan that are still due today and done on one's feet."""
    if now.today is None or not now.today.is_running:
        return []
    return [
        BreakMovement(exercise=now.exercises[one.item.id], dose=dose_words(one.item, one.dose))
        for one in now.today.homework
        if one.left
        and one.item.kind is Kind.EXERCISE
        and one.item.id in now.exercises
        and now.exercises[one.item.id].position in _ON_FOOT
    ]
