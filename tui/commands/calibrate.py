"""`posture calibrate`: guided calibration in the terminal, without the app."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from calibration.anchors import with_relaxed
from calibration.collector import Collector, Phase, Progress, Result
from calibration.profile import DEFAULT_NAME, Profile
from calibration.quality import Grade
from posture.adapters.native_log import redirect_native_stderr
from posture.adapters.private_files import check_replaceable
from posture.errors import CalibrationError
from posture.landmarks import PoseObservation
from tui.core_setup import open_configured, our_places, settings_for, warn
from tui.options import FpsOption, ModelOption, SetOption, SourceOption

if TYPE_CHECKING:
    from posture.instant import Instant
    from posture.ports import ObservationSource
    from posture.settings import Settings

_INTRODUCTION = """\
Sit the way you are comfortable upright, hands on the desk, and look at the screen you work at.
Nothing is photographed: only the places of your head and shoulders in the picture are measured.
"""

_RELAX = """\
Now sit the way you do when you let go: slumped, relaxed, still looking at the screen. No need to exaggerate.
"""

_BAR = 20


def calibrate(
    *,
    source: SourceOption = None,
    profile: Annotated[
        str, typer.Option("--profile", metavar="NAME", help="What to call it: one for each place or camera.")
    ] = DEFAULT_NAME,
    relaxed: Annotated[
        bool,
        typer.Option(
            "--relaxed", help="Add a second anchor to the profile: the way you sit when you let go."
        ),
    ] = False,
    fps: FpsOption = None,
    set_: SetOption = None,
    model: ModelOption = None,
) -> None:
    """Learn your own comfortable reference: about 15 seconds in front of the camera.

    The first 3 seconds are for settling. A view that cannot be used is not learned from; you are told
    what to change. An older profile of that name is replaced only when the new one is accepted. A second
    run with --relaxed teaches the program how you slump; that helps most with a camera below your eyes.

    Example: posture calibrate --source 0 --profile office
    """
    from calibration.profile_file import profile_path, read_profile, write_profile  # noqa: PLC0415 - slow

    where = our_places()
    settings = settings_for(where, set_, own_file=True)
    path = profile_path(where.profiles, profile)
    first = read_profile(path) if relaxed else None
    check_replaceable(path)
    redirect_native_stderr(where.log_file)
    with open_configured(settings, source, fps=fps, model=model) as opened:
        sys.stderr.write(_RELAX if relaxed else _INTRODUCTION)
        result, at = _collect_until_accepted(opened, settings)
        if first is None:
            made = Profile(
                name=path.stem,
                created=at.wall,
                source=opened.info.name,
                grade=result.verdict.grade,
                baseline=result.baseline,
            )
        else:
            made = replace(first, baseline=with_relaxed(first.baseline, result.baseline))
        write_profile(path, made)
    what = "Relaxed anchor added" if relaxed else "Reference saved"
    typer.echo(f"{what}: {path} ({result.verdict.grade}, {result.baseline.samples} samples)")


def _collect_until_accepted(source: ObservationSource, settings: Settings) -> tuple[Result, Instant]:
    collector: Collector | None = None
    screen = _Screen()
    at: Instant | None = None
    for item in source.observations():
        if not isinstance(item, PoseObservation):
            continue
        at = item.at
        if collector is None:
            collector = Collector(settings, at)
        progress = collector.observe(item)
        screen.show(progress)
        if progress.phase is Phase.DONE:
            screen.clear()
            result = collector.result()
            if _accepted(result):
                return result, at
            collector = None
    screen.clear()
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


class _Screen:
    """One line of live feedback on a terminal; elsewhere a line only when something changes."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._last = ""

    def show(self, progress: Progress) -> None:
        """Say what to do now, how long it takes, and what is in the way."""
        if progress.phase is Phase.DONE:
            return
        what = "Get ready" if progress.phase is Phase.GET_READY else "Hold still"
        hint = progress.advice[0] if progress.advice else "Good, I can see you."
        if self._live:
            self._write(f"\r\x1b[K{what}  {progress.seconds_left:4.1f} s  {_bar(progress)}  {hint}")
        elif f"{what}: {hint}" != self._last:
            self._last = f"{what}: {hint}"
            self._write(self._last + "\n")

    def clear(self) -> None:
        """Leave the line free for what comes next."""
        if self._live:
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


def _bar(progress: Progress) -> str:
    if progress.phase is Phase.GET_READY:
        return "." * _BAR
    done = min(_BAR, round(_BAR * (1 - progress.seconds_left / max(progress.seconds_wanted, 0.1))))
    return "#" * done + "." * (_BAR - done)
