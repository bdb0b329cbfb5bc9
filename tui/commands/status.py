"""`posture status`: the running monitor in one line."""

from __future__ import annotations

from typing import Annotated

import typer

from posture.errors import NoMonitorError
from tui.attach import status_of
from tui.core_setup import our_places
from tui.status_line import NO_MONITOR, Format, render


def status(
    output_format: Annotated[Format, typer.Option("--format", help="For whom to print it.")] = Format.TEXT,
) -> None:
    """Print one line from the running monitor: what it sees, the next break, today's totals.

    Exit code 1 when no monitor is running; the formats for status bars then print what shows nothing there,
    with exit code 0.

    Example: posture status --format tmux
    """
    try:
        line = render(status_of(our_places().runtime), output_format)
    except NoMonitorError:
        if output_format not in NO_MONITOR:
            raise
        line = NO_MONITOR[output_format]
    typer.echo(line)
