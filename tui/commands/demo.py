"""`posture demo`: the whole app on an embedded day, without a camera."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from posture.adapters.native_log import redirect_native_stderr
from posture.event_json import to_line
from posture.runner import run as run_core
from tui.core_setup import build_core, our_places, settings_for, warn
from tui.options import SetOption
from tui.session_text import session_text

if TYPE_CHECKING:
    from posture.events import Event
    from posture.settings import Settings


def demo(
    *,
    text: Annotated[bool, typer.Option("--text", help="Print the day as text, also on a terminal.")] = False,
    set_: SetOption = None,
) -> None:
    """Play a recorded day, sped up: a slouch, a break prompt, a confirmed break, the log of the day.

    It replays landmarks, so it needs neither a camera nor the camera libraries, and stores nothing. Where
    standard output is not a terminal it prints the day's events and figures and ends.

    Example: posture demo
    """
    settings = settings_for(our_places(), set_, own_file=False)
    if text or not (sys.stdin.isatty() and sys.stdout.isatty()):
        _print_day(settings)
        return
    redirect_native_stderr(our_places().log_file)
    from tui.app import PostureApp  # noqa: PLC0415 - Textual must see the screen's new descriptor
    from tui.feeds import demo_feed  # noqa: PLC0415

    app = PostureApp(demo_feed(settings), settings)
    app.run()
    if app.defect is not None:
        raise app.defect


def _print_day(settings: Settings) -> None:
    from posture.adapters.demo_files import CALIBRATION_S, demo_day  # noqa: PLC0415
    from posture.adapters.trace import TraceSource  # noqa: PLC0415

    begin_s, end_s = CALIBRATION_S
    core = build_core(settings, None, f"{begin_s}:{end_s}")
    happened: list[Event] = []
    for step in run_core(TraceSource(str(demo_day()), fps=None, warn=warn), core):
        for event in step.events:
            typer.echo(to_line(event))
            happened.append(event)
    typer.echo("")
    typer.echo(session_text(happened), nl=False)
