"""Replays a recording from Python: `posture.replay`, which the package `posture` offers lazily.

It stands in this package because a reference is part of it, and `posture` itself knows no calibration.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from calibration.from_source import CalibratingMonitor, Stretch
from calibration.profile import Profile
from posture.counting import ExerciseCounter
from posture.errors import UsageError
from posture.exercise_core import EXERCISE_FPS, ExerciseCore
from posture.exercise_credit import ExerciseCredit
from posture.exercise_goal import goal_of
from posture.monitor import Monitor
from posture.runner import run
from posture.settings import Settings
from posture.therapy.targets import target_settings, with_dose
from posture.timeline import Timeline, analysed_frame

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from posture.baseline import Baseline
    from posture.events import Event
    from posture.exercise_core import ExercisedCore
    from posture.exercises import Exercise
    from posture.inputs import UserInput
    from posture.landmarks import PoseObservation
    from posture.ports import Core, ObservationSource
    from posture.therapy.plan import Plan
    from posture.timeline import AnalysedFrame


def replay(
    source: str | os.PathLike[str] | ObservationSource | Iterable[PoseObservation | UserInput],
    *,
    profile: str | os.PathLike[str] | Profile | Baseline | None = None,
    settings: Settings | Mapping[str, object] | None = None,
    plan: str | os.PathLike[str] | Plan | None = None,
    calibrate: tuple[float, float] | None = None,
    calibrate_relaxed: tuple[float, float] | None = None,
    calibrate_standing: tuple[float, float] | None = None,
    exercise: str | Exercise | None = None,
    fps: float | None = None,
    model: str | os.PathLike[str] | None = None,
) -> Timeline:
    """Run a recording through the monitor at full speed; the same every time and everywhere.

    Nothing is stored or printed, and the user's settings file is not read. Without `profile` and
    `calibrate` posture is `unknown`, and presence, sitting and breaks work.

    Args:
        source: a video file or a landmark trace by its path, an open `posture.ports.ObservationSource`
            (closed at the end), or observations and inputs in the order of time.
        profile: the reference: a profile by name or by its `.json` file, or one already read.
        settings: thresholds; a mapping such as `{"slouch.nudge_after_s": 120}` is laid over the defaults.
        plan: a physical therapist's plan, by its file or already read. Its targets for sitting and breaks
            take the place of the defaults, a mapping in `settings` wins over them, and its dose is that of
            `exercise`. The recording's date says which week of the plan it is; without one it is week 1.
        calibrate: take the reference from these seconds of the source, such as `(0, 10)`.
        calibrate_relaxed: take the second anchor, the relaxed slouch, from there.
        calibrate_standing: take the anchor of standing at the desk from there.
        exercise: count this exercise from the start, by id or by definition.
        fps: analyses per second of source time; default 2 for pictures (15 with `exercise`), everything of
            a trace. Not for an open source or a list, which have a rate of their own.
        model: another pose landmarker bundle than the embedded one, for pictures.

    Raises:
        posture.errors.PostureError: the source or the profile cannot be read, or an option is not
            allowed; the message is one sentence that says what to do.
    """
    asked = _plan(plan)
    chosen = _settings(settings, asked, None)
    warnings: list[str] = []
    stretches: dict[str, Stretch | None] = {
        "upright": _stretch(calibrate),
        "relaxed": _stretch(calibrate_relaxed),
        "standing": _stretch(calibrate_standing),
    }
    baseline = _baseline(profile)
    counted = None if exercise is None else _exercise(exercise, asked)

    def core_of(chosen: Settings) -> Core:
        core = reference_core(chosen, baseline, **stretches, warn=warnings.append)
        return core if counted is None else _counting(core, counted, chosen)

    # Options that do not fit together are told before the source is opened.
    core = core_of(chosen)
    picture_fps = chosen.camera.fps if counted is None else max(EXERCISE_FPS, chosen.camera.fps)
    events: list[Event] = []
    frames: list[AnalysedFrame] = []
    with _opened(source, fps, model, picture_fps, warnings.append) as opened:
        if asked is not None:
            # Which week of the plan it is, only the open source tells.
            chosen = _settings(settings, asked, opened.info.started)
            core = core_of(chosen)
        for step in run(opened, core):
            events.extend(step.events)
            if step.observed:
                frames.append(analysed_frame(step.status))
        name = opened.info.name
    return Timeline(
        source=name, settings=chosen, events=tuple(events), frames=tuple(frames), warnings=tuple(warnings)
    )


def reference_core(
    settings: Settings,
    baseline: Baseline | None,
    *,
    upright: Stretch | None,
    relaxed: Stretch | None = None,
    standing: Stretch | None = None,
    warn: Callable[[str], None],
) -> ExercisedCore:
    """The monitor with its reference, or with the means to get one from the source itself.

    Raises:
        UsageError: two references are named, or a further anchor without the first.
    """
    monitor = Monitor(settings, baseline)
    if upright is None:
        for name, stretch in (("relaxed", relaxed), ("standing", standing)):
            if stretch is not None:
                raise UsageError(
                    f"--calibrate-{name} is a second anchor; give the first one with --calibrate A:B"
                )
        return monitor
    if baseline is not None:
        raise UsageError("--profile and --calibrate exclude each other: name one reference")
    return CalibratingMonitor(
        monitor, settings, upright=upright, relaxed=relaxed, standing=standing, warn=warn
    )


def _plan(plan: str | os.PathLike[str] | Plan | None) -> Plan | None:
    if not isinstance(plan, str | os.PathLike):
        return plan
    # Imported here: what checks a plan takes a while to load.
    from posture.adapters.data_dirs import places  # noqa: PLC0415
    from posture.adapters.plan_file import read_plan  # noqa: PLC0415
    from posture.adapters.plan_knowledge import load_knowledge  # noqa: PLC0415

    return read_plan(Path(plan), load_knowledge(places(os.environ).exercises))


def _settings(
    settings: Settings | Mapping[str, object] | None, plan: Plan | None, started: datetime | None
) -> Settings:
    if isinstance(settings, Settings):
        if plan is not None:
            raise UsageError(
                "beside a plan, settings must be a mapping: only then is it known which of them win"
            )
        return settings
    if settings is None and plan is None:
        return Settings()
    from posture.adapters.settings_file import settings_of  # noqa: PLC0415 - only where it is asked for

    targets: dict[str, object] = {}
    if plan is not None:
        targets |= target_settings(plan, plan.start if started is None else started.date())
    return settings_of({**targets, **(settings or {})})


def _baseline(profile: str | os.PathLike[str] | Profile | Baseline | None) -> Baseline | None:
    if isinstance(profile, str | os.PathLike):
        # Imported here: reading a profile needs a library that takes a while to load.
        from calibration.profile_file import profile_path, read_profile  # noqa: PLC0415
        from posture.adapters.data_dirs import places  # noqa: PLC0415

        return read_profile(profile_path(places(os.environ).profiles, os.fspath(profile))).baseline
    return profile.baseline if isinstance(profile, Profile) else profile


def _stretch(seconds: tuple[float, float] | None) -> Stretch | None:
    if seconds is None:
        return None
    begin_s, end_s = map(float, seconds)
    if not 0 <= begin_s < end_s:
        raise UsageError(
            f"({begin_s:g}, {end_s:g}) is not a stretch of time; give two seconds, the earlier one first"
        )
    return Stretch(begin_s=begin_s, end_s=end_s)


def _exercise(exercise: str | Exercise, plan: Plan | None) -> Exercise:
    if isinstance(exercise, str):
        from posture.adapters.data_dirs import places  # noqa: PLC0415
        from posture.adapters.exercise_files import find_exercise  # noqa: PLC0415 - loads slowly

        exercise = find_exercise(places(os.environ).exercises, exercise)
    item = None if plan is None else plan.item(exercise.id)
    return exercise if item is None else with_dose(exercise, item, item.dose)


def _counting(core: ExercisedCore, exercise: Exercise, settings: Settings) -> Core:
    credit = ExerciseCredit(goal_of(exercise), settings.sitting.break_counts_after_s)
    return ExerciseCore(core, ExerciseCounter(exercise), credit)


def _opened(
    source: Any,  # noqa: ANN401 - what `replay` takes
    fps: float | None,
    model: str | os.PathLike[str] | None,
    picture_fps: float,
    warn: Callable[[str], None],
) -> ObservationSource:
    if isinstance(source, str | os.PathLike):
        from posture.adapters.clock import SystemClock  # noqa: PLC0415
        from posture.adapters.open_source import open_source  # noqa: PLC0415 - loads camera libraries
        from posture.adapters.source_kind import is_live  # noqa: PLC0415

        spec = os.fspath(source)
        if is_live(spec):
            raise UsageError(
                f"{spec} is live and would never end; replay takes a video file or a landmark trace"
            )
        return open_source(
            spec,
            fps=fps,
            picture_fps=picture_fps,
            model=None if model is None else Path(model),
            clock=SystemClock(),
            warn=warn,
        )
    if fps is not None or model is not None:
        raise UsageError("fps and model are for a file; an open source or a list is taken as it is")
    if hasattr(source, "observations"):
        return cast("ObservationSource", source)
    from posture.testing.list_source import ListSource  # noqa: PLC0415 - only where it is asked for

    items = tuple(source)
    size = next((item.frame_size for item in items if hasattr(item, "frame_size")), (640, 480))
    return ListSource(items, frame_size=size)
