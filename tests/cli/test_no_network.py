"""No network system call, and no picture anywhere: traced and looked for, not promised."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Command, write_story
from tests.portraits import Shot, portrait_video

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


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every command ran under the tracer."""
    if sys.platform != "linux":
        pytest.fail("this test traces Linux system calls; run it on Linux")
    if shutil.which("strace") is None:
        pytest.fail("strace is missing; install it (Debian: apt-get install strace)")
    folder = tmp_path_factory.mktemp("traced")
    portrait_video(folder / "clip.mp4", [Shot(seconds=12)], fps=4)
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
