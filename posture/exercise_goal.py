"""How much of an exercise is to be done now: the exercise's own dose, or what a plan or the user says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture.events import Side

if TYPE_CHECKING:
    from posture.exercises import Exercise

REST_S = 30.0
"""Between two sets. ENG: our own choice; a plan may say otherwise, and a key ends it."""
RELEASE_S = 3.0
"""Between two holds of an exercise that is only timed. ENG."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """How much is asked for. It is never enforced: a key ends every part early.

    Attributes:
        repetitions: in one set, for each side of `per_side`; `None` where time is the measure.
        sets: how many sets.
        hold_s: how long each repetition is held, 0 for none.
        duration_s: how long one set lasts where time is the measure, or `None`.
        per_side: whether each side has its own repetitions.
        side: the only side that is asked for, or `None`.
        rest_s: between two sets.
        tempo_s: seconds that one repetition should take, where a plan or an exercise says so; else `None`.
        range_limits: how far to go, in the words of a plan; said all the while.
    """

    repetitions: int | None
    sets: int
    hold_s: float
    duration_s: float | None
    per_side: bool
    side: Side | None = None
    rest_s: float = REST_S
    tempo_s: float | None = None
    range_limits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SideCounts:
    """Repetitions by side."""

    left: int = 0
    right: int = 0
    both: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.left + self.right + self.both

    def plus(self, side: Side) -> SideCounts:
        """One more of this side."""
        return SideCounts(
            left=self.left + (side is Side.LEFT),
            right=self.right + (side is Side.RIGHT),
            both=self.both + (side is Side.BOTH),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedPart:
    """One part of an exercise that is only timed.

    Attributes:
        kind: `hold`, `release` or `go` (move on for the whole time).
        seconds: how long.
        side: which side, or `None`.
        number, of: which hold of how many.
    """

    kind: str
    seconds: float
    side: Side | None = None
    number: int = 1
    of: int = 1


def goal_of(
    exercise: Exercise,
    *,
    repetitions: int | None = None,
    sets: int | None = None,
    side: Side | None = None,
) -> Goal:
    """The dose of the exercise, with what is given instead."""
    dose = exercise.dose
    return Goal(
        repetitions=dose.repetitions if repetitions is None else repetitions,
        sets=dose.sets if sets is None else sets,
        hold_s=dose.hold_s,
        duration_s=dose.duration_s,
        per_side=dose.per_side and side is None,
        side=side,
    )


def is_reached(goal: Goal, counts: SideCounts) -> bool:
    """Whether a set is complete; a movement of both sides counts for each."""
    if goal.repetitions is None:
        return False
    left, right = counts.left + counts.both, counts.right + counts.both
    if goal.side is not None:
        return (left if goal.side is Side.LEFT else right) >= goal.repetitions
    if goal.per_side:
        return min(left, right) >= goal.repetitions
    return counts.total >= goal.repetitions


def repetitions_of(goal: Goal, counts: SideCounts) -> int:
    """How many repetitions of the goal these are: of one side, of each side together, or all."""
    if goal.side is not None:
        return counts.both + (counts.left if goal.side is Side.LEFT else counts.right)
    return counts.total + counts.both if goal.per_side else counts.total


def timed_parts(goal: Goal) -> tuple[TimedPart, ...]:
    """One set of an exercise that is only timed: its holds with pauses, or one stretch of time."""
    if goal.repetitions is None or not goal.hold_s:
        return (TimedPart(kind="go", seconds=goal.duration_s or 60.0),)
    sides: tuple[Side | None, ...] = (goal.side,)
    if goal.per_side:
        sides = (Side.LEFT, Side.RIGHT)
    return tuple(
        TimedPart(kind=kind, seconds=seconds, side=side, number=number, of=goal.repetitions)
        for side in sides
        for number in range(1, goal.repetitions + 1)
        for kind, seconds in (("hold", goal.hold_s), ("release", RELEASE_S))
    )
