"""Runs whole processes and reads what they cost from the operating system."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One finished process: seconds on the clock, seconds of processor, peak resident megabytes."""

    wall_s: float
    cpu_s: float
    peak_mb: float


_BESIDE = """
import json, os, subprocess, sys, time
quiet = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
begin = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], **quiet)
_, status, usage = os.wait4(process.pid, 0)
wall_s = time.perf_counter() - begin
cpu_s = usage.ru_utime + usage.ru_stime
print(json.dumps([os.waitstatus_to_exitcode(status), wall_s, cpu_s, usage.ru_maxrss / 1024]))
"""
"""Starts the command from a small process: the system counts the memory of whoever starts one as its own."""


def run(command: Sequence[str]) -> Cost:
    """Run a command to its end, its output thrown away; its own data in a throw-away folder.

    Raises:
        RuntimeError: it failed.
    """
    with tempfile.TemporaryDirectory() as home:
        told = subprocess.run(
            [sys.executable, "-S", "-c", _BESIDE, *command],
            stdout=subprocess.PIPE,
            check=True,
            env={**os.environ, "POSTURE_HOME": home},
        ).stdout
    code, wall_s, cpu_s, peak_mb = json.loads(told)
    if code != 0:
        msg = f"{' '.join(command)} failed; run it by hand to see why"
        raise RuntimeError(msg)
    return Cost(wall_s=wall_s, cpu_s=cpu_s, peak_mb=peak_mb)


def in_turn(one: Sequence[str], other: Sequence[str], runs: int) -> tuple[list[Cost], list[Cost]]:
    """Both commands in turn: a drift of the machine meets both.

    Of several runs there is one before of each that is not counted; one alone is long enough not to feel it.
    """
    if runs > 1:
        run(one)
        run(other)
    pairs = [(run(one), run(other)) for _ in range(runs)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def median_ratio(ones: Sequence[float], others: Sequence[float]) -> tuple[float, float, float]:
    """The ratios pair by pair: smallest, median, largest."""
    ratios = [one / other for one, other in zip(ones, others, strict=True)]
    return min(ratios), statistics.median(ratios), max(ratios)
