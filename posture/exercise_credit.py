"""When an exercise that the camera counted is enough to be a break.

A completed set (`exercise_goal.is_reached`), or at least `sitting.break_counts_after_s` (one minute) of
repetitions that follow one another. The minute is the least time out of the chair that is a break, so a
movement break at the desk is no shorter; a set may be shorter, because it is what was asked for. Told once
for each exercise, as soon as it is enough: who sits down right afterwards has one break, not two. ENG.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.exercise_goal import SideCounts, is_reached

if TYPE_CHECKING:
    from posture.events import ExerciseRepetition
    from posture.exercise_goal import Goal

FOLLOWS_S = 30.0
"""Repetitions farther apart than this do not follow one another: the time between is no exercise. ENG."""
ANEW_S = 120.0
"""After so long without a repetition it is another exercise, and may be another break. ENG."""


class ExerciseCredit:
    """Repetitions in, at most one break out for each exercise.

    Args:
        goal: what makes a set.
        enough_s: how long repetitions that follow one another are enough without a set.
    """

    def __init__(self, goal: Goal, enough_s: float) -> None:
        self._goal = goal
        self._enough_s = enough_s
        self._last_t: float | None = None
        self._begin()

    def _begin(self) -> None:
        self._counts = SideCounts()
        self._moved_s = 0.0
        self._told = False

    def take(self, repetition: ExerciseRepetition) -> float | None:
        """How long the exercise has lasted, in seconds, when this repetition makes it a break; else `None`.

        From the end of the first repetition to that of this one, without pauses.
        """
        t = repetition.at.mono_s
        since_s = 0.0 if self._last_t is None else t - self._last_t
        if since_s > ANEW_S:
            self._begin()
        elif since_s <= FOLLOWS_S:
            self._moved_s += since_s
        self._last_t = t
        self._counts = self._counts.plus(repetition.side)
        if self._told or not (is_reached(self._goal, self._counts) or self._moved_s >= self._enough_s):
            return None
        self._told = True
        return self._moved_s
