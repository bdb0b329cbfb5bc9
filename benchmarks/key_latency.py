"""From a key press to its effect on the screen, in a pseudo-terminal, while something else may compute."""

from __future__ import annotations

import os
import pty
import select
import signal
import struct
import sys
import tempfile
from contextlib import contextmanager
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LIMIT_S = 60.0
BARE_APP = """
from textual.app import App
from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Static
class Help(ModalScreen):
    BINDINGS = [Binding("question_mark", "dismiss", "Close")]
    def compose(self):
        yield Static("SHOWN")
class Bare(App):
    BINDINGS = [Binding("question_mark", "help", "Help")]
    def compose(self):
        yield Static("READY")
    def action_help(self):
        self.push_screen(Help())
Bare().run()
"""


def bare_app() -> list[str]:
    """The least Textual can do: a key opens a screen with a line of text, and closes it."""
    return [sys.executable, "-c", BARE_APP]


def latencies(command: Sequence[str], *, ready: str, shown: str, hidden: str, times: int) -> list[float]:
    """Seconds from the key `?` until `shown` is drawn, each time anew.

    Args:
        command: the program, started at 80x24.
        ready: what it has drawn when it may be measured.
        shown: what the key brings.
        hidden: what is drawn when the same key took it away.
        times: how often.
    """
    with tempfile.TemporaryDirectory() as home, program(command, Path(home)) as terminal:
        wait_for(terminal, ready)
        taken = []
        for _ in range(times):
            begin = perf_counter()
            os.write(terminal, b"?")
            wait_for(terminal, shown)
            taken.append(perf_counter() - begin)
            os.write(terminal, b"?")
            wait_for(terminal, hidden)
        return taken


@contextmanager
def program(command: Sequence[str], home: Path) -> Iterator[int]:
    """A program in a pseudo-terminal of 80x24, with the user's folder at `home`."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update({"TERM": "xterm-256color", "POSTURE_HOME": str(home)})
        os.execvp(command[0], list(command))
    ioctl(terminal, TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    try:
        yield terminal
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def wait_for(terminal: int, *texts: str) -> None:
    """Wait until each of these was drawn from now on.

    Raises:
        RuntimeError: one was not, in time.
    """
    drawn, begin = b"", perf_counter()
    while perf_counter() - begin < LIMIT_S:
        if select.select([terminal], [], [], 0.005)[0]:
            drawn += os.read(terminal, 65536)
            if all(text.encode() in drawn for text in texts):
                return
    msg = f"{texts!r} were not drawn within {LIMIT_S} s"
    raise RuntimeError(msg)
