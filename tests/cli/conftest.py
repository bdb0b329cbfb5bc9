"""The command as a user runs it: a folder of its own, and where it matters a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture.adapters.trace_writer import TraceWriter
from posture.testing.scenario import scenario
from tests.cli.in_process import run_here

if TYPE_CHECKING:
    from typing import Any

LIMIT_S = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Command:
    """Runs `posture` with everything it keeps below `home`."""

    home: Path

    def environment(self, **more: str) -> dict[str, str]:
        """This process's, with the program's own folder elsewhere."""
        return {**os.environ, "POSTURE_HOME": str(self.home), **more}

    def __call__(self, *words: str, cwd: Path | None = None, **more: str) -> Ran:
        """Run it to its end, without a terminal, in this process."""
        code, out, err = run_here(words, self.environment(**more), cwd)
        return Ran(code=code, out=out, err=err)

    def process(self, *words: str, cwd: Path | None = None, **more: str) -> Ran:
        """The same in a process of its own: for what only a fresh interpreter, or its end, can show."""
        done = subprocess.run(
            [sys.executable, "-m", "tui.cli", *words],
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=LIMIT_S,
            check=False,
            cwd=cwd,
            env=self.environment(**more),
        )
        return Ran(code=done.returncode, out=done.stdout, err=done.stderr)

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start it and go on."""
        return subprocess.Popen(
            [sys.executable, "-m", "tui.cli", *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self.environment(),
        )


@pytest.fixture
def posture(tmp_path: Path) -> Command:
    """The command with a folder of its own."""
    return Command(tmp_path / "home")


def write_story(path: Path, script: str, **options: Any) -> Path:
    """A story as a landmark trace."""
    source = scenario(script, **options).source()
    with TraceWriter(path, source.info) as trace:
        for item in source.observations():
            trace.write(item)
    return path
