"""How long from starting a terminal program until it has drawn its first screen, in a pseudo-terminal."""

from __future__ import annotations

import os
import pty
import select
import signal
import struct
import sys
import tempfile
from fcntl import ioctl
from termios import TIOCSWINSZ
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LIMIT_S = 20.0
BARE_APP = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("FIRST PAINT")
Bare().run()
"""


def seconds_until(command: Sequence[str], text: str) -> float:
    """Start `command` at 80x24 and wait until `text` was drawn; then end it.

    Raises:
        RuntimeError: it was not drawn in time.
    """
    with tempfile.TemporaryDirectory() as home:
        begin = perf_counter()
        child, terminal = pty.fork()
        if child == 0:
            os.environ.update({"TERM": "xterm-256color", "POSTURE_HOME": home})
            os.execvp(command[0], list(command))
        ioctl(terminal, TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        try:
            return _wait_for(terminal, text.encode(), begin)
        finally:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            os.close(terminal)


def _wait_for(terminal: int, text: bytes, begin: float) -> float:
    drawn = b""
    while perf_counter() - begin < LIMIT_S:
        if select.select([terminal], [], [], 0.005)[0]:
            drawn += os.read(terminal, 65536)
            if text in drawn:
                return perf_counter() - begin
    msg = f"{text!r} was not drawn within {LIMIT_S} s"
    raise RuntimeError(msg)


def bare_app() -> list[str]:
    """The least Textual can do."""
    return [sys.executable, "-c", BARE_APP]
