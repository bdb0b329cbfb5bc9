"""Exercises told as stories: what somebody does goes through the real counter."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from posture.adapters.exercise_files import load_exercises
from posture.counting import CountReport, ExerciseCounter
from posture.events import ExerciseRepetition, Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from posture.exercises import Exercise
    from posture.landmarks import PoseObservation

JUDGED = ("neck_rotation", "neck_side_bend", "overhead_reach", "elbow_flexion", "squat")
"""The exercises that most depends on."""


@lru_cache(maxsize=1)
def exercises() -> dict[str, Exercise]:
    """Those that ship with the package."""
    return load_exercises(None)


def counted(name: str, observations: Sequence[PoseObservation]) -> CountReport:
    """How the exercise went, to the end of these observations."""
    counter = ExerciseCounter(exercises()[name])
    for observation in observations:
        counter.observe(observation)
    if observations:
        counter.finish(observations[-1].at)
    return counter.report()


def repetitions(name: str, observations: Iterable[PoseObservation]) -> list[tuple[float, Side]]:
    """Every repetition with its time and side."""
    counter = ExerciseCounter(exercises()[name])
    return [
        (event.at.mono_s, event.side)
        for observation in observations
        for event in counter.observe(observation)
        if isinstance(event, ExerciseRepetition)
    ]


def sides(report: CountReport) -> tuple[int, int, int]:
    """Left, right, both."""
    return report.left, report.right, report.both
