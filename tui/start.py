"""Starts the app. Imports nothing that is not needed before the first paint, the option parser included."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from posture.adapters.native_log import redirect_native_stderr
from posture.adapters.source_kind import is_live
from posture.errors import PostureError
from tui.core_setup import open_configured, our_places, settings_for
from tui.feeds import Watching, demo_feed, watching_feed
from tui.homework_source import HomeworkSource
from tui.plan_targets import PlanTargets
from tui.terminal import on_a_terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from typing import Any

    from posture.adapters.data_dirs import Places
    from posture.exercise_goal import Goal
    from posture.exercises import Exercise
    from posture.settings import Settings
    from tui.first_run import FirstRun
    from tui.monitor_session import Feed


def start_watching(
    *,
    source: str | None = None,
    fps: float | None = None,
    profile: str | None = None,
    calibrate: str | None = None,
    calibrate_relaxed: str | None = None,
    calibrate_standing: str | None = None,
    set_: list[str] | None = None,
    model: Path | None = None,
    compact: bool = False,
) -> int:
    """The app on a source, until the user quits; its exit code.

    Where a monitor runs already, it offers to show what that one sees.

    Raises:
        PostureError: there is no terminal, or an option, the settings or the profile is not allowed.
    """
    if not on_a_terminal():
        raise PostureError("the terminal app needs a terminal, and this is none; `posture watch` needs none")
    where = our_places()
    settings = settings_for(where, set_, own_file=True)
    if is_live(source or settings.camera.source):
        from tui.control import attached_instead  # noqa: PLC0415 - only what is live can be watched already

        if attached_instead(where):
            return 0
    targets = PlanTargets(HomeworkSource(where), set_)
    feed = watching_feed(
        Watching(
            settings=settings,
            targets=targets,
            source=source,
            fps=fps,
            model=model,
            profile=profile,
            calibrate=calibrate,
            calibrate_relaxed=calibrate_relaxed,
            calibrate_standing=calibrate_standing,
        )
    )
    asked = (source, fps, profile, calibrate, set_, model)
    first = _first_run(where, settings, targets) if all(value is None for value in asked) else None
    return _run(
        feed,
        settings,
        demo=lambda: demo_feed(settings),
        where=where,
        compact=compact,
        first_run=first,
        targets=targets,
    )


def start_exercise(watching: Watching, exercise: Exercise, goal: Goal) -> int:
    """The app for one exercise on a source; its exit code.

    Raises:
        PostureError: the source or something else does not work, or another monitor has the camera.
    """
    where = our_places()
    return _run(watching_feed(watching), watching.settings, where=where, exercise=(exercise, goal))


def _first_run(where: Places, settings: Settings, targets: PlanTargets) -> FirstRun | None:
    """What leads through the first start, or `None` where there are settings or references already."""
    if not where.is_new:
        return None
    from posture.adapters.camera_list import listed_cameras  # noqa: PLC0415 - only the first time
    from posture.adapters.settings_editor import change_settings  # noqa: PLC0415
    from tui.first_run import FirstRun  # noqa: PLC0415

    def choose(values: Mapping[str, Any]) -> tuple[Feed, Settings]:
        chosen = change_settings(where.settings_file, values)
        return watching_feed(Watching(settings=chosen, targets=targets)), chosen

    return FirstRun(
        cameras=listed_cameras,
        open_camera=lambda camera: open_configured(settings, camera, fps=None, model=None),
        choose=choose,
    )


def start_demo(*, set_: list[str] | None = None) -> int:
    """The app on the embedded day, or where there is no terminal the day as text; the exit code."""
    settings = settings_for(our_places(), set_, own_file=False)
    if on_a_terminal():
        return _run(demo_feed(settings), settings)
    print_demo(set_=set_)
    return 0


def print_demo(*, set_: list[str] | None = None) -> None:
    """The embedded day at full speed, as events and figures on standard output."""
    from posture.adapters.demo_files import CALIBRATION_S, demo_day  # noqa: PLC0415
    from posture.adapters.trace import TraceSource  # noqa: PLC0415
    from posture.event_json import to_line  # noqa: PLC0415
    from posture.runner import run as run_core  # noqa: PLC0415
    from tui.core_setup import build_core, warn  # noqa: PLC0415
    from tui.session_text import session_text  # noqa: PLC0415

    begin_s, end_s = CALIBRATION_S
    core = build_core(settings_for(our_places(), set_, own_file=False), None, f"{begin_s}:{end_s}")
    happened = []
    for step in run_core(TraceSource(str(demo_day()), fps=None, warn=warn), core):
        for event in step.events:
            sys.stdout.write(to_line(event) + "\n")
            happened.append(event)
    sys.stdout.write("\n" + session_text(happened))


def _run(
    feed: Feed,
    settings: Settings,
    *,
    demo: Callable[[], Feed] | None = None,
    where: Places | None = None,
    compact: bool = False,
    exercise: tuple[Exercise, Goal] | None = None,
    first_run: FirstRun | None = None,
    targets: PlanTargets | None = None,
) -> int:
    redirect_native_stderr(None if where is None else where.log_file)
    # What is imported and drawn first is kept to the end: looking for garbage in it only takes time.
    gc.disable()
    try:
        from tui.app import PostureApp  # noqa: PLC0415 - Textual must see the screen's new descriptor

        app = PostureApp(
            feed,
            settings,
            demo=demo,
            where=where,
            compact=compact,
            exercise=exercise,
            first_run=first_run,
            painted=_collect_garbage,
            targets=targets,
        )
        app.run()
    finally:
        gc.enable()
    if app.defect is not None:
        raise app.defect
    if app.sentence is not None:
        raise PostureError(app.sentence)
    return app.return_code or 0


def _collect_garbage() -> None:
    """From the first paint on, and only in what is made from then on."""
    gc.freeze()
    gc.enable()
