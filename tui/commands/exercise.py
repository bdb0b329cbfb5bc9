"""`posture exercise`: one guided exercise, or the exercises there are."""

from __future__ import annotations

from typing import Annotated

import typer

from posture.adapters.control_client import ask, name_holder
from posture.adapters.source_kind import is_live
from posture.errors import ControlError, MonitorRunningError, NoMonitorError, UsageError
from posture.events import Side
from tui.core_setup import our_places, settings_for
from tui.exercise_text import exercise_list
from tui.options import EventsOption, FpsOption, ModelOption, SetOption, SourceOption
from tui.terminal import on_a_terminal

_MOST = 999


def exercise(
    exercise_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Which one; without it they are listed.")
    ] = None,
    *,
    list_: Annotated[bool, typer.Option("--list", help="One line for each exercise.")] = False,
    source: SourceOption = None,
    repetitions: Annotated[
        int | None,
        typer.Option("--repetitions", min=1, max=_MOST, help="How often, not the usual dose."),
    ] = None,
    sets: Annotated[int | None, typer.Option("--sets", min=1, max=20, help="How many sets.")] = None,
    side: Annotated[
        str | None, typer.Option("--side", metavar="left|right", help="Only with this side of yours.")
    ] = None,
    text: Annotated[
        bool, typer.Option("--text", help="Plain lines instead of a screen (the default without a terminal).")
    ] = False,
    events: EventsOption = None,
    fps: FpsOption = None,
    set_: SetOption = None,
    model: ModelOption = None,
) -> None:
    """Do one exercise in front of the camera, which counts it; or list them: ours and your own.

    Your own stand in the folder `exercises` beside your settings (docs/exercises.md). A recording is played
    at its own speed; to count in one at once: `posture replay SRC --exercise ID`. With a camera or a stream
    what was done goes into your log; Ctrl-C ends with what was counted. An exercise of the plan you use is
    done as the plan says, unless you give a dose of your own.

    Example: posture exercise neck_rotation --repetitions 5
    """
    from posture.adapters.exercise_files import find_exercise, load_exercises  # noqa: PLC0415 - loads slowly
    from posture.exercise_goal import goal_of  # noqa: PLC0415

    where = our_places()
    if exercise_id is None or list_:
        typer.echo(exercise_list(load_exercises(where.exercises).values()), nl=False)
        return
    chosen = find_exercise(where.exercises, exercise_id)
    if side not in (None, "left", "right"):
        raise UsageError(f"--side is left or right, not {side!r}")
    if repetitions is not None and chosen.dose.repetitions is None:
        raise UsageError(f"{chosen.id} is done for a time, so --repetitions means nothing for it")
    goal = goal_of(chosen, repetitions=repetitions, sets=sets, side=None if side is None else Side(side))
    settings = settings_for(where, set_, own_file=True)
    from tui.feeds import Watching  # noqa: PLC0415 - a list needs none of it
    from tui.homework_lines import refuse_while_paused, with_record  # noqa: PLC0415
    from tui.homework_source import HomeworkSource  # noqa: PLC0415

    homework = HomeworkSource(where)
    live = is_live(source or settings.camera.source)
    if live:
        refuse_while_paused(homework)
        _refuse_a_second_monitor()
    watching = Watching(settings=settings, source=source, fps=fps, model=model, guided=True)
    if text or events is not None or not on_a_terminal():
        from tui.exercise_lines import exercise_as_lines  # noqa: PLC0415 - only here

        keep = None
        if live:
            own_dose = (repetitions, sets, side) != (None, None, None)
            chosen, goal, keep = with_record(homework, chosen, goal, own_dose=own_dose)
        exercise_as_lines(watching, chosen, goal, events, keep=keep)
        return
    from tui.start import start_exercise  # noqa: PLC0415 - only here

    raise typer.Exit(start_exercise(watching, chosen, goal))


def _refuse_a_second_monitor() -> None:
    """Say where to do it when a monitor runs already: it has the camera, and looks at the user anyway."""
    runtime = our_places().runtime
    try:
        ask(runtime, {"request": "status"})
    except NoMonitorError:
        return
    except ControlError:
        pass  # it is there, and says nothing
    raise MonitorRunningError(
        f"{name_holder(runtime)}: do the exercise there (key 3 in the app), or end it first"
    )
