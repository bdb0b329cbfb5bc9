"""Native noise goes to the log, our own sentences to standard error.

Each in a process of its own, for it rebinds what a process has once.
"""

from __future__ import annotations

import stat
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """
import os, sys
from pathlib import Path
from posture.adapters.native_log import redirect_native_stderr
redirect_native_stderr(Path(sys.argv[1]))
os.write(2, b"native noise\\n")
print("our sentence", file=sys.stderr)
print("the screen", file=sys.__stderr__)
os.write(2, b"more noise\\n")
"""


def run(log: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, str(log)], capture_output=True, text=True, check=True, timeout=30
    )


def test_noise_in_the_log_sentences_on_standard_error(tmp_path: Path) -> None:
    log = tmp_path / "new" / "native.log"

    finished = run(log)

    assert (finished.stdout, finished.stderr) == ("", "our sentence\nthe screen\n")
    assert log.read_text() == "native noise\nmore noise\n"
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700


def test_a_long_log_is_begun_anew_and_a_short_one_goes_on(tmp_path: Path) -> None:
    long, short = tmp_path / "long.log", tmp_path / "short.log"
    long.write_text("x" * 1_000_001)
    short.write_text("yesterday\n")

    run(long)
    run(short)

    assert long.read_text() == "native noise\nmore noise\n"
    assert short.read_text() == "yesterday\nnative noise\nmore noise\n"


def test_a_log_that_cannot_be_opened_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert run(tmp_path / "file" / "native.log").stderr == "our sentence\nthe screen\n"
