"""Many commands one after the other in one process, for a tracer to look at.

Usage: python -m tests.cli.many_commands, in a folder with clip.mp4 and story.jsonl.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.cli.in_process import run_here

COMMANDS = (
    "replay clip.mp4 --calibrate 0:5 --summary",
    "record clip.mp4 clip.jsonl.gz",
    "watch --source story.jsonl",
    "calibrate --source story.jsonl",
    "replay story.jsonl --events events.jsonl --frames frames.jsonl",
    "replay story.jsonl --exercise chin_tuck --summary",
    "demo",
    "log week",
    "learn",
    "exercise --list",
    "plan new plan.toml --yes",
    "plan check plan.toml",
    "plan use plan.toml",
    "settings",
    "status",
    "data where",
    "data export all.zip",
    "service install --source 0 --print",
    "service status",
    "data purge --older-than 90d --yes",
)
MAY_FAIL = {"status"}
"""No monitor runs here."""


def main() -> None:
    environment = {**os.environ, "HOME": str(Path.cwd() / "home"), "TMPDIR": str(Path.cwd())}
    for words in COMMANDS:
        code, _, err = run_here(words.split(), environment, None)
        if code != 0 and words not in MAY_FAIL:
            sys.exit(f"{words}: {code} {err}")


if __name__ == "__main__":
    main()
