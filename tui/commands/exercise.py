"""`posture exercise`: the exercises there are."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.core_setup import our_places
from tui.exercise_text import exercise_list


def exercise(
    *,
    list_: Annotated[bool, typer.Option("--list", help="One line for each exercise (the default).")] = True,
) -> None:
    """List the exercises: ours and your own, each with what the camera makes of it.

    Your own stand in the folder `exercises` beside your settings (docs/exercises.md). To count one in a
    recording: `posture replay SRC --exercise ID`.

    Example: posture exercise --list
    """
    from posture.adapters.exercise_files import load_exercises  # noqa: PLC0415 - its library loads slowly

    if list_:
        typer.echo(exercise_list(load_exercises(our_places().exercises).values()), nl=False)
