"""`posture replay`: a recorded source at full speed, with the same result every time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from posture.adapters.native_log import redirect_native_stderr
from posture.exercise_core import EXERCISE_FPS, ExerciseCore
from posture.exercise_credit import ExerciseCredit
from posture.exercise_goal import goal_of
from posture.runner import run as run_core
from posture.thinned_source import at_a_pace
from tui.core_setup import (
    build_core,
    exercise_counter,
    load_profile,
    open_configured,
    our_places,
    settings_for,
)
from tui.exercise_text import exercise_text
from tui.line_sink import STANDARD_OUTPUT, output_sinks
from tui.options import (
    CalibrateOption,
    EventsOption,
    ExerciseOption,
    FpsOption,
    FramesOption,
    ModelOption,
    PlanOption,
    ProfileOption,
    RecordedSourceArgument,
    RelaxedOption,
    SetOption,
    StandingOption,
)
from tui.plan_setup import read_plan_file, settings_with_plan
from tui.plan_words import dose_words
from tui.session_text import session_text

if TYPE_CHECKING:
    from posture.events import Event
    from posture.ports import Core, Sink
    from posture.settings import Settings


def replay(
    source: RecordedSourceArgument,
    *,
    fps: FpsOption = None,
    profile: ProfileOption = None,
    calibrate: CalibrateOption = None,
    calibrate_relaxed: RelaxedOption = None,
    calibrate_standing: StandingOption = None,
    exercise: ExerciseOption = None,
    plan: PlanOption = None,
    events: EventsOption = None,
    frames: FramesOption = None,
    summary: Annotated[
        bool,
        typer.Option(
            "--summary", help="Print what happened and the totals (the default without --events or --frames)."
        ),
    ] = False,
    set_: SetOption = None,
    model: ModelOption = None,
) -> None:
    """Run a recorded source through the monitor at full speed.

    Nothing is stored and your settings file is not read, so the result is the same everywhere.

    Example: posture replay clip.mp4 --calibrate 0:10 --events - --set slouch.nudge_after_s=120

    Example: posture replay squats.mp4 --exercise squat

    Example: posture replay day.jsonl.gz --plan anna.toml
    """
    where = our_places()
    settings = settings_for(where, set_, own_file=False)
    asked = None if plan is None else read_plan_file(where, plan)
    counter = None if exercise is None else exercise_counter(where, exercise, asked)

    def core_of(chosen: Settings) -> Core:
        core = build_core(
            chosen,
            load_profile(where, profile, default=False),
            calibrate,
            calibrate_relaxed,
            calibrate_standing,
        )
        if counter is None:
            return core
        credit = ExerciseCredit(goal_of(counter.exercise), chosen.sitting.break_counts_after_s)
        return ExerciseCore(core, counter, credit)

    # Options that do not fit together are told before the source is opened.
    core = core_of(settings)
    redirect_native_stderr(where.log_file)
    happened: list[Event] = []
    try:
        rate = None if counter is None else max(EXERCISE_FPS, settings.camera.fps)
        with open_configured(settings, source, fps=fps, model=model, picture_fps=rate) as opened:
            if asked is not None:
                # Which week of the plan it is, only the open source tells.
                core = core_of(settings_with_plan(where, asked, opened.info.started, set_))
            sinks: list[Sink] = output_sinks(events, frames)
            observed = opened
            if counter is None:
                observed, pace = at_a_pace(opened, settings, awaits_reference=calibrate is not None)
                sinks += [] if pace is None else [pace]
            for step in run_core(observed, core, sinks):
                happened.extend(step.events)
    finally:
        # Also after a source that broke: what was seen until then is worth its table.
        if happened and (summary or (events is None and frames is None)):
            # Standard output carries one kind of thing: with JSON Lines there, the table goes aside.
            aside = STANDARD_OUTPUT in (events, frames)
            typer.echo(session_text(happened), nl=False, err=aside)
            if counter is not None:
                typer.echo("\n" + exercise_text(counter.exercise, counter.report()), nl=False, err=aside)
                item = None if asked is None else asked.item(counter.exercise.id)
                if item is not None:
                    typer.echo(f"  the plan asks for {dose_words(item, item.dose)}", err=aside)
