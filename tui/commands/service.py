"""`posture service`: the monitor as a service of the user, which the terminal app attaches to."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from posture.adapters.data_dirs import HOME_VARIABLE
from posture.adapters.source_kind import STREAM_SCHEMES, is_live, scheme_of
from posture.errors import UsageError
from tui.core_setup import our_places, settings_for
from tui.options import SOURCE_HELP
from tui.parser_words import needs_command

if TYPE_CHECKING:
    from posture.adapters.service_files import Service
    from posture.adapters.service_manager import ServiceManager

_TRIED_AGAIN = ("activating", "failed")
"""What systemd says of a monitor that ended with an error, such as a camera that is not there."""

app = typer.Typer()


@app.callback(invoke_without_command=True)
def service(context: typer.Context) -> None:
    """The monitor as a service of yours, without a screen. It runs `posture watch` from login on.

    Example: posture service install --print
    """
    needs_command(context)


@app.command()
def install(
    *,
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="SRC", help=f"{SOURCE_HELP} Default: the setting camera.source."),
    ] = None,
    print_: Annotated[
        bool, typer.Option("--print", help="Show what would be written, and write nothing.")
    ] = False,
) -> None:
    """Run the monitor from now on and after every login; `posture` and `posture attach` show what it sees.

    A systemd user unit on Linux, a launchd agent on macOS, a scheduled task on Windows.

    Example: posture service install --print
    """
    from posture.adapters.private_files import make_private_folder  # noqa: PLC0415 - only here

    wanted = _service(source)
    manager = _manager()
    if print_:
        typer.echo(manager.text(wanted), nl=False)
        return
    for folder in wanted.writes:
        make_private_folder(folder)
    where = manager.install(wanted)
    typer.echo(
        f"posture: the service is installed and started ({where}); "
        "`posture service status` tells how it is, `posture attach` shows what it sees",
        err=True,
    )


@app.command()
def remove() -> None:
    """Stop the service and remove it. Your log and your settings stay.

    Example: posture service remove
    """
    removed = _manager().remove()
    typer.echo(
        f"posture: {'the service is removed' if removed else 'there is no service to remove'}", err=True
    )


@app.command()
def status() -> None:
    """Print how the service is, in a word of the system's; `posture status` tells what it sees.

    Example: posture service status
    """
    found = _manager().status()
    typer.echo(found)
    if found in _TRIED_AGAIN:
        typer.echo(
            "posture: it could not go on and is tried again; `journalctl --user -u posture -n 5` says why",
            err=True,
        )


def _manager() -> ServiceManager:
    from posture.adapters.service_manager import manager_for  # noqa: PLC0415 - for these commands only

    return manager_for(sys.platform, os.environ)


def _service(source: str | None) -> Service:
    from posture.adapters.service_files import Service, runtime_folder_name  # noqa: PLC0415

    where = our_places()
    spec = source or settings_for(where, None, own_file=True).camera.source
    if not is_live(spec):
        msg = f"a service watches a camera or a stream, and {spec} is neither"
        raise UsageError(msg)
    runtime = runtime_folder_name(where.runtime, os.environ.get("XDG_RUNTIME_DIR"))
    writes = dict.fromkeys((where.database.parent, where.settings_file.parent, where.log_file.parent))
    if runtime is None:
        writes[where.runtime] = None
    home = os.environ.get(HOME_VARIABLE)
    return Service(
        command=(*_program(), "watch", *(() if source is None else ("--source", source))),
        environment=((HOME_VARIABLE, str(Path(home).expanduser().absolute())),) if home else (),
        writes=tuple(writes),
        runtime_folder=runtime,
        network=scheme_of(spec) in STREAM_SCHEMES,
        account=_windows_account(),
    )


def _windows_account() -> str | None:
    """The user as Windows names him at a logon; other systems have no such names."""
    name = os.environ.get("USERNAME")
    if sys.platform != "win32" or not name:
        return None
    domain = os.environ.get("USERDOMAIN")
    return f"{domain}\\{name}" if domain else name


def _program() -> tuple[str, ...]:
    """The console command beside this Python, or this Python with our module."""
    found = shutil.which("posture", path=str(Path(sys.executable).parent))
    return (sys.executable, "-m", "tui.cli") if found is None else (found,)
