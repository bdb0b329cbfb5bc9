"""How long from starting a terminal program until it has drawn its first screen, in a pseudo-terminal.

Python keeps what it compiled of each module, so a program's second start is quicker than its first one. An
environment that forbids keeping it (`PYTHONDONTWRITEBYTECODE`) makes every start a first one; that one is
measured by itself, not mixed in.
"""

from __future__ import annotations

import os
import pty
import select
import signal
import struct
import sys
import tempfile
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ
from time import perf_counter
from typing import TYPE_CHECKING

from calibration.collector import Collector
from calibration.profile import DEFAULT_NAME, Profile
from calibration.profile_file import profile_path, write_profile
from posture.adapters.data_dirs import places
from posture.adapters.demo_files import CALIBRATION_S, demo_day
from posture.adapters.trace import TraceSource
from posture.instant import Instant
from posture.landmarks import PoseObservation
from posture.settings import Settings

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


def seconds_until(command: Sequence[str], text: str, *, home: Path, compiled: Path) -> float:
    """Start `command` at 80x24 and wait until `text` was drawn; then end it.

    Args:
        command: what to start.
        text: what to wait for.
        home: the user's folder.
        compiled: where Python keeps what it compiled; empty for a first start.

    Raises:
        RuntimeError: it was not drawn in time.
    """
    begin = perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ.update(
            {"TERM": "xterm-256color", "POSTURE_HOME": str(home), "PYTHONPYCACHEPREFIX": str(compiled)}
        )
        os.execvp(command[0], list(command))
    ioctl(terminal, TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    try:
        return _wait_for(terminal, text.encode(), begin)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPaints:
    """Seconds to the first paint, of each start."""

    demo: list[float]
    everyday: list[float]
    bare: list[float]
    very_first: float


def first_paints(posture: Sequence[str], times: int) -> FirstPaints:
    """The demo, the user's own monitor and the least Textual can do, in turn; each warmed up once before.

    Args:
        posture: the program.
        times: how often each is started.
    """
    with tempfile.TemporaryDirectory() as folder:
        home, compiled = Path(folder) / "home", Path(folder) / "compiled"
        _live_in(home)

        def start(command: Sequence[str], text: str) -> float:
            return seconds_until(command, text, home=home, compiled=compiled)

        def demo() -> float:
            return start([*posture, "demo"], "DEMO")

        def everyday() -> float:
            return start(posture, "[1 Now]")

        def bare() -> float:
            return start(bare_app(), "FIRST PAINT")

        very_first = demo()
        everyday()
        bare()
        rounds = [(demo(), everyday(), bare()) for _ in range(times)]
    demos, everydays, bares = (list(column) for column in zip(*rounds, strict=True))
    return FirstPaints(demo=demos, everyday=everydays, bare=bares, very_first=very_first)


def _live_in(home: Path) -> None:
    """A user with a reference and a settings file; what he watches is the demo's recording."""
    day = str(demo_day())
    where = places({"POSTURE_HOME": str(home)})
    where.settings_file.parent.mkdir(parents=True)
    where.settings_file.write_text(f"[camera]\nsource = {day!r}\n\n[sitting]\nnudge_after_s = 3300\n")
    begin_s, end_s = CALIBRATION_S
    collected = Collector(Settings(), Instant(mono_s=begin_s), get_ready_s=0.0)
    for item in TraceSource(day, fps=None, warn=print).observations():
        if isinstance(item, PoseObservation) and begin_s <= item.at.mono_s <= end_s:
            collected.observe(item)
    found = collected.result()
    profile = Profile(
        name=DEFAULT_NAME, created=None, source=day, grade=found.verdict.grade, baseline=found.baseline
    )
    write_profile(profile_path(where.profiles, DEFAULT_NAME), profile)


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
