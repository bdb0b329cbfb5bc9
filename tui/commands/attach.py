"""`posture attach`: the status line of the running monitor, live."""

from __future__ import annotations

from tui import attach as live
from tui.core_setup import our_places


def attach() -> None:
    """Show the status line of the running monitor, anew each second. Press q to leave; the monitor goes on.

    Example: posture attach
    """
    live.attach(our_places().runtime)
