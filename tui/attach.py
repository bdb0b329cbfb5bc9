"""The status line of the running monitor, live: no second camera is opened."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from posture.adapters.control_client import ANSWER_TIMEOUT_S, GREETING_TIMEOUT_S, ask
from posture.errors import ControlError, NoMonitorError
from tui.status_line import text, text_within
from tui.status_snapshot import Snapshot, snapshot_from
from tui.terminal import keys

if TYPE_CHECKING:
    from pathlib import Path

REFRESH_S = 1.0


def status_of(runtime: Path, *, timeout_s: float = GREETING_TIMEOUT_S) -> Snapshot:
    """How things stand at the running monitor, which answers within `timeout_s` unless it is stopped.

    Raises:
        NoMonitorError: none is running.
        ControlError: it does not answer, or in a way that is not understood.
    """
    try:
        return snapshot_from(ask(runtime, {"request": "status"}, timeout_s=timeout_s))
    except ValueError as error:
        msg = f"the running monitor is of another version ({error}); stop it and start it again"
        raise ControlError(msg) from error


def attach(runtime: Path) -> None:
    """Show the line, anew each second, until q, Ctrl-C or the monitor's end.

    Where standard output is no terminal, a line is printed whenever it changes.

    Raises:
        NoMonitorError: none is running.
    """
    live = sys.stdout.isatty()
    try:
        _show_until_left(runtime, live=live)
    except (KeyboardInterrupt, ControlError):
        if live:
            _write("\n")  # what comes next has a line of its own
        raise


def _show_until_left(runtime: Path, *, live: bool) -> None:
    last = ""
    with keys() as key:
        while True:
            try:
                snapshot = status_of(runtime, timeout_s=ANSWER_TIMEOUT_S)
            except NoMonitorError:
                if not last:
                    raise
                _write("\nThe monitor has ended.\n" if live else "The monitor has ended.\n")
                return
            line = text(snapshot)
            if live:
                room = shutil.get_terminal_size().columns - 1
                _write(f"\r\x1b[K{text_within(snapshot, room)}")
            elif line != last:
                _write(line + "\n")
            last = line
            if key(REFRESH_S) in {"q", "Q"}:
                _write("\n")
                return


def _write(words: str) -> None:
    sys.stdout.write(words)
    sys.stdout.flush()
