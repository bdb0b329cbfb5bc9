"""What a plan may refer to on this computer: exercises, the user's own included, and pieces to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.adapters.education_files import load_library
from posture.adapters.exercise_files import load_exercises
from posture.adapters.plan_file import Knowledge

if TYPE_CHECKING:
    from pathlib import Path


def load_knowledge(own_exercises: Path | None) -> Knowledge:
    """Everything a plan may name; `own_exercises` is the folder of the user's own.

    Raises:
        ExerciseError: one of those files is not an exercise.
    """
    return Knowledge(
        exercises=load_exercises(own_exercises),
        education=frozenset(piece.id for piece in load_library().pieces),
    )
