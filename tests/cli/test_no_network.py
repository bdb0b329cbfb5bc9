"""No network system call, and no picture anywhere: traced and looked for, not promised.

A tracer counts Unix sockets among network calls. What works on recordings names none. A monitor that runs
has its control socket in the user's own runtime folder, and the stream that the user named; nothing else.
"""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import shutil
import signal
import struct
import subprocess
import sys
import termios
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.conftest import Command, write_story
from tests.cli.test_watch_stream import read_until
from tests.mjpeg_server import mjpeg_server
from tests.portraits import Shot, portrait_frames, portrait_video

ROOT = Path(__file__).parents[2]
IMAGE_BEGINNINGS = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"BM",
    b"GIF8",
    b"RIFF",
    b"\x93NUMPY",
    b"II*\x00",
    b"MM\x00*",
)
TRACER = ("strace", "-f", "-qq", "-e", "trace=network")
FAMILY = re.compile(r"\b(?:socket|socketpair)\((AF_\w+)")
NAMED = re.compile(r"\b(bind|connect)\(\d+, (\{.*?\})")
"""A socket given an address, or connected to one: what it is, and which."""


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every command ran under the tracer."""
    if sys.platform != "linux":
        pytest.fail("this test traces Linux system calls; run it on Linux")
    if shutil.which("strace") is None:
        pytest.fail("strace is missing; install it (Debian: apt-get install strace)")
    folder = tmp_path_factory.mktemp("traced")
    portrait_video(folder / "clip.mp4", [Shot(seconds=8)], fps=4)
    write_story(folder / "story.jsonl", "upright 60s; slouch 20s; away 70s; upright 20s")
    done = subprocess.run(
        [*TRACER, "-o", "calls", sys.executable, "-m", "tests.cli.many_commands"],
        cwd=folder,
        env=Command(folder / "home").environment(PYTHONPATH=str(ROOT)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


def network_calls(trace: Path) -> str:
    """What was traced, without the ends of processes and the signals."""
    lines = trace.read_text().splitlines()
    return "\n".join(line for line in lines if "+++" not in line and "---" not in line)


def test_no_command_makes_a_network_call(traced: Path) -> None:
    """In a process that is not confined, so a call that a command tried would be seen to succeed."""
    calls = network_calls(traced / "calls")
    assert set(FAMILY.findall(calls)) <= {"AF_UNIX"}, calls
    # Two commands ask whether a monitor runs; that is a socket in the user's own folder.
    assert {address for _, address in NAMED.findall(calls)} <= {control_of(traced)}, calls


def control_of(folder: Path) -> str:
    return f'{{sa_family=AF_UNIX, sun_path="{folder}/home/run/control.sock"}}'


def test_the_app_at_a_terminal_makes_no_network_call(traced: Path) -> None:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    app = subprocess.Popen(
        [*TRACER, "-o", "calls.app", sys.executable, "-m", "tui.cli", "run", "--source", "story.jsonl"],
        cwd=traced,
        env=Command(traced / "home").environment(TERM="xterm-256color"),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    with suppress(OSError):  # the terminal is gone with the app
        while piece := os.read(ours, 65536):
            shown += piece
            if b"Sitting" in shown or b"sitting" in shown:
                os.write(ours, b"q")
                shown = b""
    os.close(ours)
    app.wait(timeout=30)
    calls = network_calls(traced / "calls.app")
    assert set(FAMILY.findall(calls)) <= {"AF_UNIX"}, calls
    assert NAMED.findall(calls) == [], calls


def test_a_command_is_refused_the_network_and_doctor_says_so(traced: Path) -> None:
    done = subprocess.run(
        [*TRACER, "-o", "calls.doctor", sys.executable, "-m", "tui.cli", "doctor", "--source", "story.jsonl"],
        cwd=traced,
        env=Command(traced / "home").environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    told = next(line for line in done.stdout.splitlines() if "privacy" in line)
    assert told == (
        "ok    privacy    the network is refused to this program by the system; no core dumps; "
        "no new privileges"
    )
    calls = network_calls(traced / "calls.doctor")
    inet = [line for line in calls.splitlines() if "AF_INET" in line]
    assert len(inet) == 1, calls  # the question itself
    assert inet[0].endswith("= -1 EPERM (Operation not permitted)")


def test_a_running_monitor_uses_its_own_socket_and_the_named_stream_only(tmp_path: Path) -> None:
    command = Command(tmp_path / "home")
    environment = command.environment(TMPDIR=str(tmp_path))

    def traced_command(number: int, *words: str) -> list[str]:
        return [*TRACER, "-o", str(tmp_path / f"calls.{number}"), sys.executable, "-m", "tui.cli", *words]

    def ask(number: int, *words: str) -> str:
        return subprocess.run(
            traced_command(number, *words), env=environment, capture_output=True, text=True, check=True
        ).stdout

    with mjpeg_server(portrait_frames([Shot(seconds=2)], fps=5), fps=5) as server:
        monitor = subprocess.Popen(
            traced_command(0, "watch", "--source", server.url),
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        read_until(monitor, "sitting_started")
        pid = json.loads(ask(1, "status", "--format", "json"))["pid"]
        ask(2, "pause")
        os.kill(pid, signal.SIGTERM)
        monitor.communicate(timeout=60)

    control = control_of(tmp_path)
    port = int(server.url.split(":")[2].partition("/")[0])
    stream = f'{{sa_family=AF_INET, sin_port=htons({port}), sin_addr=inet_addr("127.0.0.1")}}'
    named = [NAMED.findall((tmp_path / f"calls.{number}").read_text()) for number in range(3)]
    # Whether somebody has its place, then the place, then the stream: a second monitor would open nothing.
    assert named[0][:2] == [("connect", control), ("bind", control)]
    assert set(named[0][2:]) == {("connect", stream)}
    assert named[1] == named[2] == [("connect", control)]


def test_no_command_writes_a_picture(traced: Path) -> None:
    files = [path for path in traced.rglob("*") if path.is_file() and path.name != "clip.mp4"]
    assert {"clip.jsonl.gz", "story.jsonl", "default.json", "all.zip"} <= {path.name for path in files}
    for path in files:
        with path.open("rb") as file:
            assert not file.read(8).startswith(IMAGE_BEGINNINGS), path


def test_what_is_kept_is_kept_for_the_user_alone(traced: Path) -> None:
    home = traced / "home"
    for path in (home, *home.rglob("*")):
        mode = path.stat().st_mode & 0o777
        assert mode == (0o700 if path.is_dir() else 0o600), path
    for name in ("clip.jsonl.gz", "all.zip"):
        assert (traced / name).stat().st_mode & 0o777 == 0o600
