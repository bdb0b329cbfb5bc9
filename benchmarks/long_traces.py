"""Eight hours of trace through `posture replay`, and a week through the core: time and memory."""

from __future__ import annotations

import re
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from benchmarks.measure import Cost, run
from calibration.collector import Collector
from posture.adapters.process_cost import memory_mb
from posture.adapters.trace_lines import header_line, item_line
from posture.inputs import UserInput
from posture.instant import Instant
from posture.landmarks import PoseObservation
from posture.monitor import Monitor
from posture.settings import Settings
from posture.testing.scenario import scenario

HOUR = "upright 20m; slouch 4m; upright 10m; away 6m; upright 15m; lean_left 2m; turned 1m; upright 2m"
HOUR_S = 3600
HOURS = 8
DAYS = 7
WEEK_FPS = 0.5
"""As often as a calm person is looked at."""


def eight_hours() -> tuple[Cost, int]:
    """What the command costs, and how many observations there are: an hour, eight times."""
    story = scenario(HOUR)
    lines = [item_line(item) for item in story.observations()]
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / "day.jsonl"
        with trace.open("w") as file:
            file.write(header_line(story.source().info) + "\n")
            for hour in range(HOURS):
                file.writelines(_later(line, hour) + "\n" for line in lines)
        command = [
            sys.executable,
            "-m",
            "tui.cli",
            "replay",
            str(trace),
            "--calibrate",
            "0:10",
            "--events",
            "-",
        ]
        return run(command), HOURS * len(lines)


def _later(line: str, hours: int) -> str:
    """The line of a trace, some hours later."""
    begin, t, rest = re.split(r'("t": [\d.]+)', line, maxsplit=1)
    return f'{begin}"t": {float(t.split()[1]) + hours * HOUR_S:g}{rest}'


def week_of_memory() -> list[float]:
    """Resident megabytes at the end of each day of a week that a core watched."""
    items = [
        item for item in scenario(HOUR, fps=WEEK_FPS).observations() if isinstance(item, PoseObservation)
    ]
    collector = Collector(Settings(), Instant(mono_s=0.0), get_ready_s=0.0)
    for item in scenario("upright 15s", fps=10).observations():
        if not isinstance(item, UserInput):
            collector.observe(item)
    monitor = Monitor(Settings(), collector.result().baseline)
    monitor.start(Instant(mono_s=0.0), "week")
    days = []
    for hour in range(24 * DAYS):
        for item in items:
            monitor.observe(replace(item, at=Instant(mono_s=item.at.mono_s + hour * HOUR_S)))
        if hour % 24 == 23:
            memory = memory_mb()
            if memory is None:
                msg = "this system does not tell how much memory a process has"
                raise RuntimeError(msg)
            days.append(memory)
    return days
