"""`posture exercise`: one guided exercise, or the exercises there are."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from posture.adapters.control_client import ask, name_holder
from posture.adapters.source_kind import is_live
from posture.errors import ControlError, MonitorRunningError, NoMonitorError, UsageError
from posture.events import Side
from tui.completions import exercise_ids
from tui.core_setup import our_places, settings_for
from tui.exercise_text import exercise_list
from tui.options import EventsOption, FpsOption, ModelOption, SetOption, SourceOption
from tui.terminal import on_a_terminal

if TYPE_CHECKING:
    from posture.therapy.warning_signs import Advice
    from tui.homework_lines import HomeworkInLines
    from tui.homework_source import HomeworkSource

_MOST = 999
_MOST_PAIN = 10


def exercise(
    exercise_id: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]", help="Which one; without it they are listed.", autocompletion=exercise_ids
        ),
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
    pain_before: Annotated[
        int | None,
        typer.Option(
            "--pain-before", min=0, max=_MOST_PAIN, help="Your pain before it, 0 to 10; plain lines."
        ),
    ] = None,
    pain_after: Annotated[
        int | None,
        typer.Option("--pain-after", min=0, max=_MOST_PAIN, help="Your pain after it, 0 to 10; plain lines."),
    ] = None,
    events: EventsOption = None,
    fps: FpsOption = None,
    set_: SetOption = None,
    model: ModelOption = None,
) -> None:
    """Do one exercise in front of the camera, which counts it; or list them: ours and your own.

    Your own stand in the folder `exercises` beside your settings (docs/exercises.md). A recording is played
    at its own speed; to count in one at once: `posture replay SRC --exercise ID`. With a camera or a stream
    what was done goes into your log; Ctrl-C ends with what was counted. An exercise of the plan you use is
    done as the plan says, unless you give a dose of your own; then your pain before and after is asked, where
    there is a terminal, and the plan's limits and stop rules hold.

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
    from tui.homework_lines import refuse_while_resting  # noqa: PLC0415
    from tui.homework_source import HomeworkSource  # noqa: PLC0415
    from tui.recording import ask_here, say_here  # noqa: PLC0415

    homework = HomeworkSource(where)
    live = is_live(source or settings.camera.source)
    given = (pain_before, pain_after) != (None, None)
    if given and not live:
        raise UsageError(
            "--pain-before and --pain-after go with a camera or a stream: of a recording nothing is kept"
        )
    if live:
        refuse_while_resting(homework, ask_here if sys.stdin.isatty() else None, say_here)
        _refuse_a_second_monitor()
    watching = Watching(settings=settings, source=source, fps=fps, model=model, guided=True)
    if text or given or events is not None or not on_a_terminal():
        from tui.exercise_lines import exercise_as_lines  # noqa: PLC0415 - only here

        lines = None
        if live:
            lines = _homework_in_lines(homework, pain_before, pain_after)
            own_dose = (repetitions, sets, side) != (None, None, None)
            chosen, goal = lines.begin(chosen, goal, own_dose=own_dose)
        exercise_as_lines(watching, chosen, goal, events, homework=lines)
        return
    from tui.start import start_exercise  # noqa: PLC0415 - only here

    raise typer.Exit(start_exercise(watching, chosen, goal))


def _homework_in_lines(
    source: HomeworkSource, pain_before: int | None, pain_after: int | None
) -> HomeworkInLines:
    """What asks before and after, where standard input is a terminal, and keeps the record."""
    from posture.adapters.warning_sign_file import load_warning_signs  # noqa: PLC0415 - loads slowly
    from tui.homework_lines import HomeworkInLines  # noqa: PLC0415
    from tui.recording import check_in  # noqa: PLC0415
    from tui.warning_sign_text import advice_text  # noqa: PLC0415

    def show(called_for: Advice) -> None:
        typer.echo(advice_text(called_for, shutil.get_terminal_size().columns), nl=False, err=True)

    return HomeworkInLines(
        source,
        check_in(load_warning_signs(), show, source.plan_in_use()),
        asks=sys.stdin.isatty(),
        pain_before=pain_before,
        pain_after=pain_after,
    )


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
