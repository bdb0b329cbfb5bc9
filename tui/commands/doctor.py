"""`posture doctor`: what works here, and what to do about the rest."""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from posture.adapters.clock import SystemClock
from posture.adapters.native_log import redirect_native_stderr
from posture.errors import NotYetError, PostureError, StorageError
from tui.core_setup import load_profile, our_places, settings_for, warn
from tui.options import ModelOption, SetOption, SourceOption

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from posture.adapters.data_dirs import Places
    from posture.settings import Settings

_LOOK_S = 5.0
"""How long a live source may take to deliver a picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One check: whether it works, and what was found or what to do.

    Attributes:
        works: whether it works; `None` for what is not there yet, which is no fault.
    """

    works: bool | None
    what: str
    told: str


def doctor(
    *,
    source: SourceOption = None,
    set_: SetOption = None,
    model: ModelOption = None,
    cost: Annotated[
        bool,
        typer.Option("--cost", help="Show what the running monitor costs; without one, measure 10 s of it."),
    ] = False,
) -> None:
    """Check settings, storage, libraries, model, camera, reference, prompts and terminal; say what to do.

    Exit code 1 when something does not work.

    Example: posture doctor --source 1

    Example: posture doctor --cost
    """
    where = our_places()
    redirect_native_stderr(where.log_file)
    if cost:
        for line in cost_found(where, source, set_, model):
            typer.echo(line)
        return
    all_work = True
    for what, check in checks(where, source, set_, model):
        finding = run_check(what, check)
        all_work = all_work and finding.works is not False
        typer.echo(f"{_SIGNS[finding.works]}  {finding.what:<10} {finding.told}")
    if not all_work:
        raise typer.Exit(1)


_SIGNS = {True: "ok  ", False: "FAIL", None: "-   "}


def run_check(what: str, check: Callable[[], str]) -> Finding:
    """What one check found."""
    try:
        return Finding(works=True, what=what, told=check())
    except NotYetError as error:
        return Finding(works=None, what=what, told=str(error))
    except PostureError as error:
        return Finding(works=False, what=what, told=str(error))
    except OSError as error:
        from tui.output_errors import refused_file  # noqa: PLC0415 - no fault, no need

        refused = refused_file(error)
        if refused is None:
            raise
        return Finding(works=False, what=what, told=refused)


def checks(
    where: Places, source: str | None, set_: list[str] | None, model: Path | None
) -> tuple[tuple[str, Callable[[], str]], ...]:
    """Every check by its name, in order; each tells what was found, or raises what to do."""

    def settings() -> Settings:
        return settings_for(where, set_, own_file=True)

    def known_settings() -> Settings:
        try:
            return settings()
        except PostureError as error:
            raise NotYetError("not checked: it needs the settings, see above") from error

    return (
        ("python", lambda: f"{platform.python_version()} on {platform.system()} {platform.machine()}"),
        ("terminal", _terminal),
        ("settings", lambda: _settings(where, settings())),
        ("storage", lambda: _storage(where)),
        ("privacy", _privacy),
        ("libraries", _libraries),
        ("model", lambda: _model(model)),
        ("reference", lambda: _reference(where)),
        ("monitor", lambda: monitor_found(where)),
        ("prompts", lambda: _prompts(known_settings())),
        ("source", lambda: _source(source or known_settings().camera.source, model)),
    )


def _terminal() -> str:
    if not sys.stdout.isatty():
        return "standard output is not a terminal: the app needs one, the other commands do not"
    size = os.get_terminal_size()
    colours = os.environ.get("COLORTERM") or os.environ.get("TERM", "unknown")
    return f"{size.columns}x{size.lines}, {colours}"


def _settings(where: Places, _settings: Settings) -> str:
    if where.settings_file.exists():
        return str(where.settings_file)
    return f"defaults (no file at {where.settings_file})"


def _storage(where: Places) -> str:
    from posture.adapters.private_files import is_full, make_private_folder  # noqa: PLC0415
    from posture.adapters.sqlite_reader import SqliteEventReader  # noqa: PLC0415

    folder = where.database.parent
    make_private_folder(folder)
    if not os.access(folder, os.W_OK):
        msg = f"{folder} is not writable; make it so, or set POSTURE_HOME to another folder"
        raise StorageError(msg)
    if is_full(folder):
        msg = f"the disk that holds {folder} is full; free some space, or set POSTURE_HOME to another folder"
        raise StorageError(msg)
    SqliteEventReader(where.database).close()
    return str(where.database)


def _privacy() -> str:
    """What this process, and so every command, gave up; asked of the system, not remembered."""
    from posture.adapters import sandbox  # noqa: PLC0415

    network = {
        True: "the network is refused to this program by the system",
        False: "the network is not refused: a stream is named, or the system offers no way to refuse it",
        None: "this system offers no way to refuse a program the network from within",
    }[sandbox.network_is_refused()]
    cores = "no core dumps" if sandbox.core_dumps_are_off() else "core dumps are as the system has them"
    privileges = {
        True: "no new privileges",
        False: "privileges are as the system has them",
        None: "privileges cannot be given up here",
    }[sandbox.privileges_are_fixed()]
    return f"{network}; {cores}; {privileges}"


def _libraries() -> str:
    from posture.adapters.native_libraries import load_mediapipe, load_opencv  # noqa: PLC0415

    opencv = load_opencv()
    load_mediapipe()
    mediapipe = sys.modules["mediapipe"]
    return f"OpenCV {opencv.__version__}, MediaPipe {mediapipe.__version__}"


def _model(model: Path | None) -> str:
    from posture.adapters.mediapipe_pose import MediapipePoseEstimator  # noqa: PLC0415
    from posture.adapters.model_file import model_path  # noqa: PLC0415

    path = model_path(model)
    MediapipePoseEstimator(path).close()
    return f"{path} loads"


def _reference(where: Places) -> str:
    profile = load_profile(where, None, default=True)
    if profile is None:
        raise NotYetError("none yet: make one with `posture calibrate`, or `c` in the app")
    made = "" if profile.created is None else f", made {profile.created:%Y-%m-%d %H:%M}"
    return f"{profile.name} ({profile.grade}){made}"


def cost_found(where: Places, source: str | None, set_: list[str] | None, model: Path | None) -> list[str]:
    """What the running monitor has cost; where none runs, what ten seconds of the source cost."""
    from posture.errors import NoMonitorError  # noqa: PLC0415
    from tui.attach import status_of  # noqa: PLC0415
    from tui.own_cost import cost_lines  # noqa: PLC0415
    from tui.wording import duration  # noqa: PLC0415

    try:
        snapshot = status_of(where.runtime)
    except NoMonitorError:
        from tui.cost_trial import trial  # noqa: PLC0415

        settings = settings_for(where, set_, own_file=True)
        measured = trial(
            settings, source or settings.camera.source, model, load_profile(where, None, default=True)
        )
        return [f"no monitor is running; measured for {measured.running_s:.0f} s", *cost_lines(measured)]
    if snapshot.cost is None:
        return [f"the monitor (process {snapshot.pid}) has just been started; ask again in a moment"]
    running = duration(snapshot.cost.running_s)
    return [f"the monitor (process {snapshot.pid}) has run for {running}", *cost_lines(snapshot.cost)]


def monitor_found(where: Places) -> str:
    """Whether one runs; one that does not answer is a fault, none at all is not."""
    from posture.adapters.control_client import ask, holder_words  # noqa: PLC0415
    from posture.errors import ControlError, NoMonitorError  # noqa: PLC0415

    try:
        status = ask(where.runtime, {"request": "status"})
    except NoMonitorError:
        return "none is running"
    except ControlError as error:
        msg = "a monitor is running and does not answer; stop it and start it again"
        raise ControlError(msg) from error
    given_up = status.get("given_up")
    return f"{holder_words(status)}{'' if given_up is None else _given_up(given_up)}"


def _given_up(told: dict[str, bool]) -> str:
    """What the running monitor says that it gave up at its start."""
    words = {"network": "the network", "privileges": "new privileges", "core_dumps": "core dumps"}
    gone = [word for key, word in words.items() if told.get(key)]
    kept = "" if told.get("network") else "; it keeps the network, which the stream it was given may need"
    return f"; it gave up {' and '.join(gone) or 'nothing'}{kept}"


def _prompts(settings: Settings) -> str:
    """Whether prompts can reach a user who looks elsewhere, by the means that are set."""
    from posture.adapters.notify import why_no_notifications  # noqa: PLC0415

    method = settings.notify.method
    if method != "desktop":
        return f"notify.method = {method}: no desktop notifications are sent"
    why = why_no_notifications()
    if why is not None:
        return (
            f"no desktop notifications here ({why}): prompts stand on the screen, notify.method = bell rings"
        )
    return "desktop notifications can be sent"


def _source(spec: str, model: Path | None) -> str:
    from posture.adapters.open_source import open_source  # noqa: PLC0415

    with open_source(spec, fps=None, model=model, clock=SystemClock(), warn=warn) as opened:
        width, height = opened.info.frame_size
        for item in opened.observations():
            poses = getattr(item, "poses", ())
            if poses is not None:
                seen = "somebody is in view" if poses else "nobody is in view"
                return f"{opened.info.name} gives {width}x{height} pictures, {seen}"
            if item.at.mono_s > _LOOK_S:
                break
    return f"{spec} opens but gives no picture: is its shutter open, or does another program use it?"
