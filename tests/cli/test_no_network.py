"""No network system call, and no picture anywhere: traced and looked for, not promised.

A tracer counts Unix sockets among network calls. What works on recordings names none. A monitor that runs
has its control socket in the user's own runtime folder, and the stream that the user named; nothing else.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Command, write_story
from tests.cli.test_watch_stream import read_until
from tests.mjpeg_server import mjpeg_server
from tests.portraits import Shot, portrait_frames, portrait_video

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
    command = Command(folder / "home")
    for number, words in enumerate(
        (
            ("replay", "clip.mp4", "--calibrate", "0:5", "--summary"),
            ("record", "clip.mp4", "clip.jsonl.gz"),
            ("watch", "--source", "story.jsonl"),
            ("calibrate", "--source", "story.jsonl"),
            ("demo",),
            ("log", "week"),
        )
    ):
        done = subprocess.run(
            [*TRACER, "-o", f"calls.{number}", sys.executable, "-m", "tui.cli", *words],
            cwd=folder,
            env=command.environment(TMPDIR=str(folder)),
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, (words, done.stderr)
    return folder


def test_no_command_makes_a_network_call(traced: Path) -> None:
    traces = sorted(traced.glob("calls.*"))
    assert len(traces) == 6
    for trace in traces:
        calls = [line for line in trace.read_text().splitlines() if "+++" not in line and "---" not in line]
        families = set(FAMILY.findall("\n".join(calls)))
        assert families <= {"AF_UNIX"}, calls
        assert NAMED.findall("\n".join(calls)) == [], calls


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

    control = f'{{sa_family=AF_UNIX, sun_path="{tmp_path}/home/run/control.sock"}}'
    port = int(server.url.split(":")[2].partition("/")[0])
    stream = f'{{sa_family=AF_INET, sin_port=htons({port}), sin_addr=inet_addr("127.0.0.1")}}'
    named = [NAMED.findall((tmp_path / f"calls.{number}").read_text()) for number in range(3)]
    # Its place first, then the stream: a second monitor would have opened nothing.
    assert named[0][0] == ("bind", control)
    assert set(named[0][1:]) == {("connect", stream)}
    assert named[1] == named[2] == [("connect", control)]


def test_no_command_writes_a_picture(traced: Path) -> None:
    files = [path for path in traced.rglob("*") if path.is_file() and path.name != "clip.mp4"]
    assert {"clip.jsonl.gz", "story.jsonl", "default.json"} <= {path.name for path in files}
    for path in files:
        with path.open("rb") as file:
            assert not file.read(8).startswith(IMAGE_BEGINNINGS), path


def test_what_is_kept_is_kept_for_the_user_alone(traced: Path) -> None:
    home = traced / "home"
    for path in (home, *home.rglob("*")):
        mode = path.stat().st_mode & 0o777
        assert mode == (0o700 if path.is_dir() else 0o600), path
    assert (traced / "clip.jsonl.gz").stat().st_mode & 0o777 == 0o600
