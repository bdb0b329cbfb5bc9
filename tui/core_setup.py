"""Puts settings, reference and monitor together for a command."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from posture.adapters.clock import SystemClock
from posture.adapters.data_dirs import Places, places
from posture.adapters.settings_file import load_settings
from posture.adapters.source_kind import is_trace
from posture.errors import UsageError
from tui.stretch import parse_stretch

if TYPE_CHECKING:
    from pathlib import Path

    from calibration.profile import Profile
    from posture.counting import ExerciseCounter
    from posture.exercise_core import ExercisedCore
    from posture.ports import ObservationSource
    from posture.settings import Settings
    from posture.therapy.plan import Plan


def our_places() -> Places:
    """Where this user's files are."""
    return places(os.environ)


def warn(sentence: str) -> None:
    """One sentence on standard error."""
    sys.stderr.write(f"posture: {sentence}\n")
    sys.stderr.flush()


def settings_for(where: Places, overrides: list[str] | None, *, own_file: bool) -> Settings:
    """The settings of a command.

    `own_file` says whether the user's settings file counts: it does for what watches him, and not for
    `replay`, whose result must be the same on every machine.
    """
    file = where.settings_file if own_file else None
    return load_settings(file, overrides or ())


def load_profile(where: Places, name: str | None, *, default: bool) -> Profile | None:
    """The profile asked for, or, with `default`, the default one if there is one."""
    if name is None and not default:
        return None
    # Imported here: reading a profile needs a library that takes a while to load.
    from calibration.profile import DEFAULT_NAME  # noqa: PLC0415
    from calibration.profile_file import profile_path, read_profile  # noqa: PLC0415

    if name is not None:
        return read_profile(profile_path(where.profiles, name))
    path = profile_path(where.profiles, DEFAULT_NAME)
    return read_profile(path) if path.exists() else None


def exercise_counter(where: Places, exercise: str, plan: Plan | None = None) -> ExerciseCounter:
    """What counts the exercise with this id, one of ours or of the user's own, with the plan's dose if any.

    Raises:
        UsageError: there is no such exercise.
    """
    from posture.adapters.exercise_files import find_exercise  # noqa: PLC0415 - its library loads slowly
    from posture.counting import ExerciseCounter  # noqa: PLC0415
    from posture.therapy.targets import with_dose  # noqa: PLC0415

    found = find_exercise(where.exercises, exercise)
    item = None if plan is None else plan.item(found.id)
    return ExerciseCounter(found if item is None else with_dose(found, item, item.dose))


def open_configured(
    settings: Settings,
    source: str | None,
    *,
    fps: float | None,
    model: Path | None,
    picture_fps: float | None = None,
) -> ObservationSource:
    """The source asked for, or the one in the settings, at the rate asked for or set.

    `picture_fps` is the rate for pictures where none is asked for, instead of the one in the settings.
    """
    spec = source or settings.camera.source
    refuse_model_for_trace(spec, model)
    # Imported here: opening a source can pull in the camera and video libraries.
    from posture.adapters.open_source import open_source  # noqa: PLC0415

    return open_source(
        spec,
        fps=fps,
        picture_fps=settings.camera.fps if picture_fps is None else picture_fps,
        model=model,
        clock=SystemClock(),
        warn=warn,
    )


def refuse_model_for_trace(spec: str, model: Path | None) -> None:
    """Refuse a model where there are no pictures, rather than ignore it."""
    if model is not None and is_trace(spec):
        raise UsageError(f"--model {model} is for pictures, and {spec} is a trace, which needs no model")


def build_core(
    settings: Settings,
    profile: Profile | None,
    calibrate: str | None,
    calibrate_relaxed: str | None = None,
    calibrate_standing: str | None = None,
) -> ExercisedCore:
    """The monitor with its reference, or with the means to get one from the source itself."""
    # The first paint need not wait for them.
    from calibration.from_source import Stretch  # noqa: PLC0415
    from calibration.replaying import reference_core  # noqa: PLC0415

    def parsed(text: str | None, option: str) -> Stretch | None:
        if text is None:
            return None
        begin_s, end_s = parse_stretch(text, option)
        return Stretch(begin_s=begin_s, end_s=end_s)

    return reference_core(
        settings,
        None if profile is None else profile.baseline,
        upright=parsed(calibrate, "--calibrate"),
        relaxed=parsed(calibrate_relaxed, "--calibrate-relaxed"),
        standing=parsed(calibrate_standing, "--calibrate-standing"),
        warn=warn,
    )
