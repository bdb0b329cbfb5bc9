"""Runs whole processes and reads what they cost from the operating system."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One finished process: seconds on the clock, seconds of processor, peak resident megabytes."""

    wall_s: float
    cpu_s: float
    peak_mb: float


def run(command: Sequence[str]) -> Cost:
    """Run a command to its end, its output thrown away; its own data in a throw-away folder.

    Raises:
        RuntimeError: it failed.
    """
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "POSTURE_HOME": home}
        begin = perf_counter()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall_s = perf_counter() - begin
    if os.waitstatus_to_exitcode(status) != 0:
        msg = f"{' '.join(command)} failed; run it by hand to see why"
        raise RuntimeError(msg)
    return Cost(wall_s=wall_s, cpu_s=usage.ru_utime + usage.ru_stime, peak_mb=usage.ru_maxrss / 1024)


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
