"""The app in a real terminal, with the real pose model: drawn, resized, suspended, resumed, left at once."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import perf_counter

import pytest

from posture.adapters.data_dirs import places
from tests.mjpeg_server import mjpeg_server
from tests.portraits import Shot, portrait_frames

NATIVE_WORDS = re.compile(
    r"W0000|I0000|INFO: |WARNING: |XNNPACK|TensorFlow|mediapipe|libpng|\[ WARN", re.IGNORECASE
)
"""What MediaPipe, TensorFlow Lite and OpenCV print, past Python."""
GAP_S = 2.0
PATIENCE_S = 30.0


TAKE_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp(sys.argv[1], sys.argv[1:])
"""
"""Job control needs a terminal of its own for the session."""


class Terminal:
    """A pseudo-terminal with a program in it; everything that is drawn is kept."""

    def __init__(self, command: list[str], *, size: tuple[int, int], **environment: str) -> None:
        self.ours, theirs = pty.openpty()
        self.theirs = theirs
        self.resize(size)
        inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        self.before = termios.tcgetattr(theirs)
        self.process = subprocess.Popen(
            [sys.executable, "-c", TAKE_TERMINAL, *command],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**inherited, "TERM": "xterm-256color", **environment},
            start_new_session=True,
        )
        self.all = ""
        self.new = ""

    def resize(self, size: tuple[int, int]) -> None:
        """Columns and rows."""
        fcntl.ioctl(self.theirs, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def type(self, keys: str) -> None:
        """Press keys; what is drawn from now on is new."""
        self.new = ""
        os.write(self.ours, keys.encode())

    def read(self, seconds: float) -> bool:
        """Take what is drawn next; false when nothing is within the time."""
        if not select.select([self.ours], [], [], seconds)[0]:
            return False
        drawn = os.read(self.ours, 65536).decode(errors="replace")
        self.all += drawn
        self.new += drawn
        return True

    def until(self, words: str) -> None:
        """Read until this is newly drawn; the suite has a limit."""
        end = perf_counter() + PATIENCE_S
        while words not in self.new:
            assert self.read(max(0.0, end - perf_counter())), (
                f"{words!r} was never drawn: {self.new[-900:]!r}"
            )

    def quiet(self, seconds: float) -> None:
        """Nothing is drawn for so long."""
        while self.read(0.0):
            pass
        assert not self.read(seconds), self.new[-500:]

    def close(self) -> None:
        """End it, whatever state it is in."""
        self.process.kill()
        self.process.wait()
        os.close(self.ours)
        os.close(self.theirs)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def terminal(home: Path) -> Iterator[Terminal]:
    """A shell with job control, 200 x 50, in which the app watches a camera on the network."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("job control needs a shell: bash is not installed")
    with mjpeg_server(portrait_frames([Shot(seconds=3)], fps=5), fps=10) as server:
        terminal = Terminal(
            [bash, "--norc", "--noprofile", "-i"],
            size=(200, 50),
            POSTURE_HOME=str(home),
            PS1="ready> ",
        )
        try:
            terminal.until("ready> ")
            terminal.type(
                f"{sys.executable} -m tui.cli run --source {server.url} --calibrate 0:6 "
                f"--set camera.gap_s={GAP_S}\n"
            )
            yield terminal
        finally:
            terminal.close()


def test_drawn_resized_suspended_resumed_and_left_at_once(terminal: Terminal, home: Path) -> None:
    terminal.until("Reference in use")
    terminal.resize((70, 18))
    terminal.until("Window 70x18")
    terminal.resize((80, 24))
    terminal.type("?")
    terminal.until("escape close")
    terminal.type("\r")
    terminal.resize((200, 50))
    terminal.until("Reference in use")
    terminal.type("\x1a")
    terminal.until("Stopped")
    terminal.until("ready> ")
    terminal.quiet(GAP_S + 0.5)
    terminal.type("fg\n")
    terminal.until("\x1b[?1049h")
    terminal.until("Asleep or stopped")
    terminal.type("q")
    begin = perf_counter()
    terminal.until("ready> ")
    assert perf_counter() - begin < 5.0
    terminal.type("echo code=$?; stty -a\n")
    terminal.until("code=0")
    terminal.until(" echo ")
    assert " icanon " in terminal.new
    assert "Traceback" not in terminal.all
    assert not NATIVE_WORDS.search(terminal.all)
    # There was something to keep off the screen.
    assert NATIVE_WORDS.search(places({"POSTURE_HOME": str(home)}).log_file.read_text())


WAITING = """
import sys
from threading import Event
from posture.settings import Settings
from tui.app import PostureApp
from tui.monitor_session import Feed

app = PostureApp(
    Feed(open_session=lambda: Event().wait(), totals=lambda e, n: None, closing_lines=lambda e: ()),
    Settings(),
)
app.run()
sys.exit(app.return_code)
"""
DRAWING = WAITING.replace(
    "app.run()", "app.call_later(app.set_interval, 0.02, lambda: app.refresh(layout=True))\napp.run()"
)
"""The same with something new to draw all the time."""


@pytest.fixture
def waiting() -> Iterator[Terminal]:
    """The app waiting for a camera that never comes."""
    terminal = Terminal([sys.executable, "-c", WAITING], size=(80, 24))
    try:
        terminal.until("Starting")
        yield terminal
    finally:
        terminal.close()


def test_stopped_and_continued_from_outside_it_draws_anew_and_leaves_the_terminal_as_it_was(
    waiting: Terminal,
) -> None:
    for _ in range(2):
        waiting.process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, waiting.process.pid, os.WSTOPPED)
        waiting.new = ""
        waiting.process.send_signal(signal.SIGCONT)
        waiting.until("Starting")
    waiting.type("q")
    waiting.until("\x1b[?1049l")
    assert waiting.process.wait(timeout=10) == 0
    assert termios.tcgetattr(waiting.theirs) == waiting.before


def test_it_leaves_although_the_terminal_takes_nothing_any_more(waiting: Terminal) -> None:
    os.set_blocking(waiting.theirs, False)
    # What seems full makes room once more when the kernel has moved it on.
    while select.select([], [waiting.theirs], [], 0.3)[1]:
        with suppress(BlockingIOError):
            os.write(waiting.theirs, b" " * 4096)
    os.set_blocking(waiting.theirs, True)
    os.write(waiting.ours, b"q")
    assert waiting.process.wait(timeout=20) == 0


def test_what_a_terminal_that_took_nothing_for_a_while_has_missed_is_drawn_anew() -> None:
    drawing = Terminal([sys.executable, "-c", DRAWING], size=(80, 24))
    try:
        drawing.until("Starting")
        end = perf_counter() + 2.0
        while perf_counter() < end:  # by then nobody waits for the terminal any more
            select.select([], [], [], 0.1)
        while drawing.read(0.0) and perf_counter() < end + 5.0:
            drawing.new = ""
        drawing.until("Starting")
        drawing.type("q")
        drawing.until("\x1b[?1049l")
        assert drawing.process.wait(timeout=20) == 0
    finally:
        drawing.close()


@pytest.mark.parametrize("program", [WAITING, DRAWING], ids=["waiting", "drawing"])
def test_a_terminal_that_goes_away_without_a_signal_ends_the_app(program: str) -> None:
    """As when the connection behind it is cut: nobody tells the process, and reading it would spin."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color"},
        start_new_session=True,
    )
    os.close(theirs)
    try:
        drawn = b""
        while b"Starting" not in drawn:
            drawn += os.read(ours, 65536)
        os.close(ours)
        assert process.wait(timeout=20) == 128 + signal.SIGHUP
    finally:
        process.kill()
