"""`posture demo`: the whole app on an embedded day, without a camera."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.options import SetOption
from tui.start import print_demo, start_demo


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
    if text:
        print_demo(set_=set_)
    else:
        raise typer.Exit(start_demo(set_=set_))
