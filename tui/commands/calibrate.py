"""`posture calibrate`: guided calibration in the terminal, without the app."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from calibration.anchors import with_relaxed, with_standing
from calibration.collector import Collector, Phase, Result
from calibration.profile import DEFAULT_NAME, Profile
from calibration.quality import Grade
from posture.adapters.native_log import redirect_native_stderr
from posture.adapters.private_files import check_replaceable
from posture.errors import CalibrationError, UsageError
from posture.landmarks import PoseObservation
from tui.calibration_trials import measure_view, show_collecting, try_reference
from tui.camera_taken import refuse_if_watched
from tui.completions import reference_names
from tui.core_setup import open_configured, our_places, settings_for, warn
from tui.evaluation_format import Format
from tui.live_line import LiveLine
from tui.options import FpsOption, ModelOption, SetOption, SourceOption

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from posture.inputs import UserInput
    from posture.instant import Instant
    from posture.settings import Settings

_INTRODUCTION = """\
Sit the way you are comfortable upright, hands on the desk, and look at the screen you work at.
Nothing is photographed: only the places of your head and shoulders in the picture are measured.
"""

_RELAX = """\
Now sit the way you do when you let go: slumped, relaxed, still looking at the screen. No need to exaggerate.
"""

_STAND = """\
Now stand the way you stand to work, hands on the desk, looking at the screen.
"""


_IN_THE_APP = "in the app `c` sets a reference; a monitor without a screen has to be ended first"


def calibrate(
    *,
    source: SourceOption = None,
    profile: Annotated[
        str,
        typer.Option(
            "--profile",
            metavar="NAME",
            help="What to call it: one for each place or camera.",
            autocompletion=reference_names,
        ),
    ] = DEFAULT_NAME,
    relaxed: Annotated[
        bool,
        typer.Option(
            "--relaxed", help="Add a second anchor to the profile: the way you sit when you let go."
        ),
    ] = False,
    standing: Annotated[
        bool,
        typer.Option(
            "--standing",
            help="Add an anchor to the profile: you standing at your desk, for a sit-stand desk.",
        ),
    ] = False,
    validate: Annotated[
        bool | None,
        typer.Option(
            "--validate/--no-validate",
            help="Try the reference for half a minute afterwards. Default: on a live source at a terminal.",
        ),
    ] = None,
    check: Annotated[
        bool,
        typer.Option(
            "--check",
            help="Make nothing: sit still for 10 s, and see how small a change can be seen here and whether "
            "the reference still fits.",
        ),
    ] = False,
    output_format: Annotated[
        Format, typer.Option("--format", help="How to print what --check found.")
    ] = Format.TABLE,
    fps: FpsOption = None,
    set_: SetOption = None,
    model: ModelOption = None,
) -> None:
    """Learn your own comfortable reference: about 15 seconds in front of the camera.

    The first 3 seconds are for settling. A view that cannot be used is not learned from; you are told
    what to change. An older profile of that name is replaced only when the new one is accepted. A second
    run with --relaxed teaches the program how you slump; that helps most with a camera below your eyes. One
    with --standing teaches it how you stand at a desk that comes up with you.
    Afterwards half a minute of sitting, slumping and sitting upright says whether it will work; Ctrl-C skips
    that part.

    Example: posture calibrate --source 0 --profile office
    """
    from calibration.profile_file import profile_path, read_profile, write_profile  # noqa: PLC0415 - slow

    where = our_places()
    settings = settings_for(where, set_, own_file=True)
    path = profile_path(where.profiles, profile)
    if check:
        if relaxed or standing or validate is not None:
            raise UsageError(
                "--check makes no reference: leave out --relaxed, --standing, --validate and --no-validate"
            )
    elif output_format is not Format.TABLE:
        raise UsageError("--format is for --check; making a reference prints one line")
    if relaxed and standing:
        raise UsageError("--relaxed and --standing are two anchors: take one after the other")
    first = read_profile(path) if relaxed or standing or (check and path.exists()) else None
    if not check:
        check_replaceable(path)
    refuse_if_watched(
        where.runtime, source or settings.camera.source, "end it first" if check else _IN_THE_APP
    )
    redirect_native_stderr(where.log_file)
    with open_configured(settings, source, fps=fps, model=model) as opened:
        observations = iter(opened.observations())
        if check:
            _print_check(observations, settings, first, path, output_format)
            return
        sys.stderr.write(_STAND if standing else _RELAX if relaxed else _INTRODUCTION)
        result, at = _collect_until_accepted(observations, settings)
        if first is None:
            made = Profile(
                name=path.stem,
                created=at.wall,
                source=opened.info.name,
                grade=result.verdict.grade,
                baseline=result.baseline,
            )
        else:
            add = with_standing if standing else with_relaxed
            made = replace(first, baseline=add(first.baseline, result.baseline))
        write_profile(path, made)
        what = "Reference saved"
        if first is not None:
            what = "Standing anchor added" if standing else "Relaxed anchor added"
        view = ", from the side" if result.baseline.from_side else ""
        typer.echo(f"{what}: {path} ({result.verdict.grade}, {result.baseline.samples} samples{view})")
        if validate is None:
            validate = opened.info.live and sys.stdin.isatty() and not standing
        if validate:
            try_reference(observations, settings, made.baseline)


def _print_check(
    observations: Iterable[PoseObservation | UserInput],
    settings: Settings,
    profile: Profile | None,
    path: Path,
    output_format: Format,
) -> None:
    """Measure the view and print what it can see, beside the reference at `path` if there is one."""
    from calibration.reliability import fit_of  # noqa: PLC0415 - where it is asked for
    from tui.reliability_format import reliability_dict, reliability_table  # noqa: PLC0415

    found = measure_view(observations, settings)
    fit = None if profile is None else fit_of(found.rest, profile.baseline, settings.slouch.sensitivity)
    if output_format is Format.JSON:
        typer.echo(json.dumps(reliability_dict(found, fit, path.stem), indent=2))
    else:
        typer.echo(reliability_table(found, fit, path.stem), nl=False)


def _collect_until_accepted(
    observations: Iterable[PoseObservation | UserInput], settings: Settings
) -> tuple[Result, Instant]:
    collector: Collector | None = None
    line = LiveLine()
    at: Instant | None = None
    for item in observations:
        if not isinstance(item, PoseObservation):
            continue
        at = item.at
        if collector is None:
            collector = Collector(settings, at)
        progress = collector.observe(item)
        show_collecting(line, progress)
        if progress.phase is Phase.DONE:
            line.clear()
            result = collector.result()
            if _accepted(result):
                return result, at
            collector = None
    line.clear()
    if collector is None or at is None:
        msg = "no reference was made: the source ended first; use a longer one or a camera"
        raise CalibrationError(msg)
    return collector.result(), at


def _accepted(result: Result) -> bool:
    """Whether to keep it: a good one always, another as the user says (a script keeps what it gets)."""
    verdict = result.verdict
    for sentence in verdict.advice:
        warn(sentence)
    if verdict.grade is Grade.GOOD or not sys.stdin.isatty():
        return True
    answer: str = typer.prompt(
        f"This reference is {verdict.grade}. Keep it (k), try again (r) or stop (s)?", default="r", err=True
    )
    if answer.strip().lower().startswith("s"):
        raise typer.Abort
    return answer.strip().lower().startswith("k")
