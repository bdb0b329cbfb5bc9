"""Measure and write the table of docs/performance.md: `uv run python -m benchmarks [NAME...]`.

Without names everything is measured but `video`, an hour of it, which takes a quarter of an hour. A
measurement that was not made keeps its line in the table. Figures of speed are ratios to something measured
in the same run, because machines differ and drift; the absolute numbers beside them are of this machine.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from benchmarks.first_paint import first_paints
from benchmarks.history_opening import opening_times
from benchmarks.key_latency import bare_app as bare_keys
from benchmarks.key_latency import latencies
from benchmarks.long_traces import eight_hours, week_of_memory
from benchmarks.measure import in_turn, median_ratio
from benchmarks.table import Line, write_table
from benchmarks.watch_cost import watch_costs
from benchmarks.year_of_history import year_over_a_day
from calibration.collector import Collector
from posture.adapters.model_file import model_path
from posture.inputs import UserInput
from posture.monitor import Monitor
from posture.settings import Settings
from posture.testing.scenario import scenario
from tests.mjpeg_server import mjpeg_server
from tests.portraits import AWAY, LEAN_LEFT, SINK, Shot, Warp, portrait_frames, portrait_video

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 5
PAINT_RUNS = 9
KEY_RUNS = 40
ANALYSES_PER_SECOND = 2.0
SCENES_S = 180
HOUR_S = 3600


def posture(*words: str) -> list[str]:
    """A command of the program."""
    return [sys.executable, "-m", "tui.cli", *words]


def replay_of_a_clip() -> list[Line]:
    """Whole processes on three minutes of real pixels; start and loading weigh a good deal."""
    return replay_over_bare_inference("three minutes", SCENES_S, fps=25, runs=RUNS, aim="")


def replay_of_an_hour() -> list[Line]:
    """The same for an hour, once."""
    return replay_over_bare_inference("an hour", HOUR_S, fps=10, runs=1, aim="1.05")


def replay_over_bare_inference(name: str, lasts_s: int, *, fps: float, runs: int, aim: str) -> list[Line]:
    """Whole processes on a video of real pixels, two pictures a second analysed."""
    scenes = [Shot(seconds=SCENES_S / 4, warp=warp) for warp in (Warp(), SINK, LEAN_LEFT, AWAY)]
    with tempfile.TemporaryDirectory() as folder:
        video = Path(folder) / "portrait.mp4"
        portrait_video(video, scenes * (lasts_s // SCENES_S), fps=fps)
        ours, bare = in_turn(
            posture("replay", str(video), "--calibrate", "0:10", "--events", "-"),
            [
                sys.executable,
                str(Path(__file__).parent / "bare_inference.py"),
                str(video),
                str(model_path(None)),
                str(ANALYSES_PER_SECOND),
            ],
            runs,
        )
    lines = []
    for what, key in (("wall time", "wall_s"), ("processor time", "cpu_s"), ("peak memory", "peak_mb")):
        one, other = [getattr(cost, key) for cost in ours], [getattr(cost, key) for cost in bare]
        low, middle, high = median_ratio(one, other)
        lines.append(
            Line(
                what=f"replay of {name} of video / bare decode and inference, {what}",
                ratio=f"{middle:.2f} ({low:.2f} to {high:.2f})" if runs > 1 else f"{middle:.3f}",
                aim=aim if key == "cpu_s" else "",
                absolute=f"{statistics.median(one):.2f} / {statistics.median(other):.2f}",
            )
        )
    return lines


def core_throughput() -> list[Line]:
    """Observations a second through the pure core, posture judged in each."""
    story = scenario("upright 4m; slouch 1m; look_down 20s; lean_left 20s; upright 2m", fps=10)
    items = [item for item in story.observations() if not isinstance(item, UserInput)]
    collector = Collector(Settings(), items[0].at, get_ready_s=0.0)
    for item in items[:100]:
        collector.observe(item)
    baseline = collector.result().baseline
    rates = []
    for _ in range(RUNS):
        monitor = Monitor(Settings(), baseline)
        monitor.start(items[0].at, "benchmark")
        begin = process_time()
        for item in items:
            monitor.observe(item)
        rates.append(len(items) / (process_time() - begin))
    return [
        Line(
            what="pure core, observations a second",
            ratio=f"{statistics.median(rates):,.0f}",
            aim="",
            absolute=f"{min(rates):,.0f} to {max(rates):,.0f}",
        )
    ]


def first_paint() -> list[Line]:
    """The app's first screen against the least Textual can do."""
    seen = first_paints(posture(), PAINT_RUNS)
    lines = []
    for what, ours in (
        ("first paint", seen.demo),
        ("first paint with a reference and settings", seen.everyday),
    ):
        low, middle, high = median_ratio(ours, seen.bare)
        lines.append(
            Line(
                what=f"{what} / bare Textual",
                ratio=f"{middle:.2f} ({low:.2f} to {high:.2f})",
                aim="0.5 s",
                absolute=f"{statistics.median(ours):.2f} s / {statistics.median(seen.bare):.2f} s",
            )
        )
    lines.append(
        Line(
            what="first paint of the very first start",
            ratio=f"{seen.very_first:.2f} s",
            aim="",
            absolute="Python compiles every module once",
        )
    )
    return lines


def year_of_history() -> list[Line]:
    """The days of a year as the history reads them, against one day worked out from its events."""
    year, day, events = year_over_a_day()
    low, middle, high = median_ratio(year, day)
    return [
        Line(
            what=f"a year of history / one day of {events} events",
            ratio=f"{middle:.2f} ({low:.2f} to {high:.2f})",
            aim="",
            absolute=f"{1000 * statistics.median(year):.0f} ms / {1000 * statistics.median(day):.0f} ms",
        )
    ]


def watching() -> list[Line]:
    """What a live monitor costs on what it mostly sees."""
    costs = watch_costs()
    every = costs.pop("every frame, ten a second")
    return [
        Line(
            what=f"watching {name} / analysing every frame, ten a second",
            ratio=f"1 / {every.share / cost.share:.0f}",
            aim="" if name == "a working person" else "1 / 20",
            absolute=(
                f"{cost.share:.2%} / {every.share:.1%} of a core; "
                f"{cost.looks_per_s:.2f} looks/s, {cost.analysed_per_s:.2f} analysed/s"
            ),
        )
        for name, cost in costs.items()
    ]


def eight_hours_of_trace() -> list[Line]:
    """A working day through the command, start of Python included."""
    cost, observations = eight_hours()
    return [
        Line(
            what=f"eight hours of trace ({observations:,} observations)",
            ratio=f"{cost.cpu_s:.1f} s",
            aim="2 s",
            absolute=f"processor; {1e6 * cost.cpu_s / observations:.0f} us each, {cost.peak_mb:.0f} MB",
        )
    ]


def memory_over_a_week() -> list[Line]:
    """Whether the core keeps what it need not."""
    days = week_of_memory()
    return [
        Line(
            what="memory after seven days / after one",
            ratio=f"{days[-1] / days[0]:.3f}",
            aim="1.00 (flat)",
            absolute=f"{days[-1]:.1f} / {days[0]:.1f} MB",
        )
    ]


def key_to_effect() -> list[Line]:
    """A key that opens and closes the help, while a video is analysed as a camera is."""
    shots = [Shot(seconds=3)]
    with mjpeg_server(portrait_frames(shots, fps=5), fps=10) as server:
        words = posture("run", "--source", server.url, "--calibrate", "0:5")
        ours = latencies(
            words, ready="Reference in use", shown="escape close", hidden="Sitting", times=KEY_RUNS
        )
    bare = latencies(bare_keys(), ready="READY", shown="SHOWN", hidden="READY", times=KEY_RUNS)
    return [
        Line(
            what="key to effect, while pictures are analysed / bare Textual",
            ratio=f"{statistics.median(ours) / statistics.median(bare):.2f}",
            aim="50 ms",
            absolute=(
                f"{1000 * statistics.median(ours):.0f} ms "
                f"({1000 * min(ours):.0f} to {1000 * max(ours):.0f}) / "
                f"{1000 * statistics.median(bare):.0f} ms ({1000 * min(bare):.0f} to {1000 * max(bare):.0f})"
            ),
        )
    ]


def history_opens() -> list[Line]:
    """The key of the history until figures and chart are drawn, while a video is analysed as a camera is."""
    with mjpeg_server(portrait_frames([Shot(seconds=3)], fps=5), fps=10) as server:
        first, later = opening_times(posture("run", "--source", server.url, "--calibrate", "0:5"))
    bare = latencies(bare_keys(), ready="READY", shown="SHOWN", hidden="READY", times=KEY_RUNS)
    return [
        Line(
            what="history with a year of data, key to drawn, while pictures are analysed / bare Textual",
            ratio=f"{statistics.median(later) / statistics.median(bare):.1f}",
            aim="100 ms",
            absolute=(
                f"{1000 * statistics.median(later):.0f} ms "
                f"({1000 * min(later):.0f} to {1000 * max(later):.0f}; "
                f"first after a start {1000 * statistics.median(first):.0f}) / "
                f"{1000 * statistics.median(bare):.0f} ms"
            ),
        )
    ]


MEASUREMENTS: dict[str, Callable[[], list[Line]]] = {
    "core": core_throughput,
    "memory": memory_over_a_week,
    "trace": eight_hours_of_trace,
    "year": year_of_history,
    "paint": first_paint,
    "keys": key_to_effect,
    "history": history_opens,
    "watch": watching,
    "clip": replay_of_a_clip,
}
"""By their names, quickest first."""

WHEN_ASKED: dict[str, Callable[[], list[Line]]] = {"video": replay_of_an_hour}
"""Too long for a run of everything: a quarter of an hour on a calm machine."""


def main() -> None:
    """Measure what is asked for."""
    names = sys.argv[1:] or list(MEASUREMENTS)
    measurements = MEASUREMENTS | WHEN_ASKED
    unknown = [name for name in names if name not in measurements]
    if unknown:
        sys.exit(f"there is no measurement {unknown[0]}; use some of {', '.join(measurements)}")
    for name in names:
        for line in measurements[name]():
            print(line.as_row())
            write_table(line)


if __name__ == "__main__":
    main()
