"""Measure everything and print a table: `uv run python -m benchmarks`.

Figures of speed are ratios to something measured in the same run, because machines differ and drift; the
absolute numbers beside them are of this machine.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks.first_paint import bare_app, seconds_until
from benchmarks.key_latency import bare_app as bare_keys
from benchmarks.key_latency import latencies
from benchmarks.measure import in_turn, median_ratio
from benchmarks.year_of_history import year_over_a_day
from calibration.collector import Collector
from posture.adapters.model_file import model_path
from posture.inputs import UserInput
from posture.monitor import Monitor
from posture.settings import Settings
from posture.testing.scenario import scenario
from tests.mjpeg_server import mjpeg_server
from tests.portraits import AWAY, LEAN_LEFT, SINK, Shot, portrait_frames, portrait_video

RUNS = 5
PAINT_RUNS = 9
KEY_RUNS = 40
ANALYSES_PER_SECOND = 2.0
REPLAYED_S = 180


def posture(*words: str) -> list[str]:
    """A command of the program."""
    return [sys.executable, "-m", "tui.cli", *words]


def replay_over_bare_inference() -> None:
    """Whole processes on a video of real pixels: 25 pictures a second, two analysed."""
    with tempfile.TemporaryDirectory() as folder:
        video = Path(folder) / "portrait.mp4"
        quarter = REPLAYED_S / 4
        shots = [
            Shot(seconds=quarter),
            *(Shot(seconds=quarter, warp=warp) for warp in (SINK, LEAN_LEFT, AWAY)),
        ]
        portrait_video(video, shots, fps=25)
        ours, bare = in_turn(
            posture("replay", str(video), "--calibrate", "0:10", "--events", "-"),
            [
                sys.executable,
                str(Path(__file__).parent / "bare_inference.py"),
                str(video),
                str(model_path(None)),
                str(ANALYSES_PER_SECOND),
            ],
            RUNS,
        )
    for name, key in (("wall time", "wall_s"), ("processor time", "cpu_s"), ("peak memory", "peak_mb")):
        one, other = [getattr(cost, key) for cost in ours], [getattr(cost, key) for cost in bare]
        low, middle, high = median_ratio(one, other)
        print(
            f"replay / bare inference, {name}: {middle:.2f} ({low:.2f} to {high:.2f})   "
            f"{statistics.median(one):.2f} / {statistics.median(other):.2f}"
        )


def core_throughput() -> None:
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
        begin = perf_counter()
        for item in items:
            monitor.observe(item)
        rates.append(len(items) / (perf_counter() - begin))
    print(
        f"pure core: {statistics.median(rates):,.0f} observations/s ({min(rates):,.0f} to {max(rates):,.0f})"
    )


def first_paint() -> None:
    """The app's first screen against the least Textual can do."""
    ours, bare = [], []
    for _ in range(PAINT_RUNS):
        ours.append(seconds_until(posture("demo"), "DEMO"))
        bare.append(seconds_until(bare_app(), "FIRST PAINT"))
    low, middle, high = median_ratio(ours, bare)
    print(
        f"first paint / bare Textual: {middle:.2f} ({low:.2f} to {high:.2f})   "
        f"{statistics.median(ours):.2f} s / {statistics.median(bare):.2f} s"
    )


def year_of_history() -> None:
    """The days of a year as the history reads them, against one day worked out from its events."""
    year, day, events = year_over_a_day()
    low, middle, high = median_ratio(year, day)
    print(
        f"a year of history / one day of {events} events: {middle:.2f} ({low:.2f} to {high:.2f})   "
        f"{1000 * statistics.median(year):.0f} ms / {1000 * statistics.median(day):.0f} ms"
    )


def key_to_effect() -> None:
    """A key that opens and closes the help, while a video is analysed as a camera is."""
    shots = [Shot(seconds=3)]
    with mjpeg_server(portrait_frames(shots, fps=5), fps=10) as server:
        words = posture("run", "--source", server.url, "--calibrate", "0:5")
        ours = latencies(
            words, ready="Reference in use", shown="escape close", hidden="Sitting", times=KEY_RUNS
        )
    bare = latencies(bare_keys(), ready="READY", shown="SHOWN", hidden="READY", times=KEY_RUNS)
    print(
        f"key to effect / bare Textual: {statistics.median(ours) / statistics.median(bare):.2f}   "
        f"{1000 * statistics.median(ours):.0f} ms ({1000 * min(ours):.0f} to {1000 * max(ours):.0f}) / "
        f"{1000 * statistics.median(bare):.0f} ms ({1000 * min(bare):.0f} to {1000 * max(bare):.0f})"
    )


def main() -> None:
    """All of it, quickest first."""
    core_throughput()
    year_of_history()
    first_paint()
    key_to_effect()
    replay_over_bare_inference()


if __name__ == "__main__":
    main()
