"""Build the office day that `posture demo` plays: posture/data/demo/day.jsonl.gz and pace.json.

    python scripts/build_demo_trace.py [FOLDER]

The day is simulated (posture.testing), so nobody's pictures or landmarks are in it, and the same bytes
come out each time. One observation every two seconds, 08:58 to 17:05 on a Monday.

What a monitor with default settings, calibrated with `--calibrate 0:40`, must find (times of day, to
within some ten seconds; the day's first second is 08:58:00):

    09:12:20  first slouch begins (creeping in over 20 s), and ends at 09:19:20
    09:17:20  the slouch prompt, after 5 min of exposure
    09:28:00  break due after 30 min of sitting
    09:29:20  leaves; back at 09:34:40: a prompted break of 5 min 20 s, confirmed by absence
    09:57:40  leaves unprompted for 4 min 20 s: a natural break, confirmed by absence
    10:17:00  out of the chair for 30 s: a micro-break, which ends no bout
    10:32:30  break due; goes on sitting: break missed at 10:42:30
    10:50:30  leaves for 4 min
    11:10:00  no frames for 2 min (a meeting takes the camera): camera_lost, camera_restored
    11:26:30  break due; leaves at 11:27:30 for 6 min
    12:01:00  lunch: away for 45 min
    12:58:00  leans to the left for 3 min: an episode without a prompt
    13:16:00  break due; leaves at 13:17:00 for 5 min
    13:48:00  the laptop sleeps for 12 min: suspended, which is neither sitting nor a break
    14:30:00  break due; leaves at 14:31:00 for 5 min
    14:48:00  second long slouch, 7 min: the second prompt, at about 14:53
    15:06:00  break due; leaves at 15:07:30 for 5 min
    15:38:00  leaves unprompted for 7 min
    16:15:00  break due; leaves at 16:16:00 for 5 min
    16:51:00  break due; leaves at 16:52:00 for 4 min
    17:04:30  leaves for the day; the recording ends at 17:05:00

No other episode, prompt or break: the glances at the keyboard, the drinks, the talking hands, the hand at
the chin and the leaning back are ordinary work; leaning back, slumping and sitting up again are postural
shifts. The phone call at 09:03:30 and the turns to the second
monitor may be reported as a view from which posture cannot be judged, never as anything else.
"""

from __future__ import annotations

import gzip
import json
import sys
from datetime import datetime
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

from posture.landmarks import Landmark, PoseObservation
from posture.testing.scenario import Scenario, scenario

if TYPE_CHECKING:
    from collections.abc import Iterator

STARTED = "2026-11-16T08:58:00+01:00"
OBSERVATIONS_PER_S = 0.5
SEED = 8

ORDINARY_WORK = (
    "upright 110s; look_down 2s; upright 64s; drink 4s; upright 82s; look_down 4s; upright 58s; "
    "talking 12s; upright 98s; hand_at_face 8s; upright 70s; look_down 2s; upright 120s; "
    "lean_back 30s; upright 76s; turned_right 22s; upright 104s; drink 4s; upright 48s; look_down 4s"
)
"""What somebody at a desk does all day; cut to the length that is needed."""

_UNSEEN = 0.05
"""Visibility below which a landmark stays where it was first: its guesses would only fill the file."""

PACE = (
    ("08:58:00", 20),
    ("08:59:20", 150),
    ("09:12:00", 12),
    ("09:12:50", 80),
    ("09:16:50", 11),
    ("09:17:50", 60),
    ("09:19:00", 20),
    ("09:19:40", 170),
    ("09:27:35", 10),
    ("09:28:25", 28),
    ("09:29:10", 17),
    ("09:30:45", 80),
    ("09:34:20", 11),
    ("09:35:10", 700),
    ("09:57:20", 60),
    ("10:02:30", 900),
    ("10:16:40", 40),
    ("10:18:00", 900),
    ("10:42:00", 40),
    ("10:43:00", 700),
    ("11:09:30", 60),
    ("11:12:40", 900),
    ("12:00:30", 60),
    ("12:02:00", 1500),
    ("12:45:30", 60),
    ("12:46:30", 900),
    ("12:57:50", 60),
    ("13:01:30", 900),
    ("13:47:50", 700),
    ("14:00:20", 1000),
    ("14:47:50", 100),
    ("14:55:30", 1000),
    ("16:50:30", 100),
    ("17:04:00", 20),
    ("17:05:00", 0),
)
"""From when the day plays how many times as fast; the interesting moments slowly. The last line ends it."""


def the_day() -> Scenario:
    """The whole day as a scenario."""
    day = _Day()
    day.does("upright 80s")
    day.works_until("09:03:30")
    day.does("phone 90s")
    day.works_until("09:12:20")
    day.does("creep 20s; slouch 400s")
    day.works_until("09:29:20")
    day.does("away 320s")
    day.works_until("09:57:40")
    day.does("away 260s")
    day.works_until("10:17:00")
    day.does("away 30s")
    day.works_until("10:50:30")
    day.does("away 4m")
    day.works_until("11:10:00")
    day.does("no_frame 2m")
    day.works_until("11:27:30")
    day.does("away 6m")
    day.works_until("12:01:00")
    day.does("away 45m")
    day.works_until("12:58:00")
    day.does("lean_left 3m")
    day.works_until("13:17:00")
    day.does("away 5m")
    day.works_until("13:48:00")
    day.does("gap 12m")
    day.works_until("14:31:00")
    day.does("away 5m")
    day.works_until("14:48:00")
    day.does("slouch 7m")
    day.works_until("15:07:30")
    day.does("away 5m")
    day.works_until("15:38:00")
    day.does("away 7m")
    day.works_until("16:16:00")
    day.does("away 5m")
    day.works_until("16:52:00")
    day.does("away 4m")
    day.works_until("17:04:30")
    day.does("away 30s")
    return scenario(day.script, fps=OBSERVATIONS_PER_S, seed=SEED, started=datetime.fromisoformat(STARTED))


class _Day:
    """Writes the script; knows what time it is."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._now_s = 0.0
        self._work = cycle(scenario(ORDINARY_WORK).truth())

    @property
    def script(self) -> str:
        return "; ".join(self._pieces)

    def does(self, script: str) -> None:
        self._pieces.append(script)
        self._now_s += scenario(script).duration_s

    def works_until(self, clock: str) -> None:
        until_s = seconds_at(clock)
        # Whatever was left behind, a person first sits down and looks at the screen.
        self.does(f"upright {min(30.0, until_s - self._now_s):g}s")
        while self._now_s < until_s:
            start_s, end_s, verb = next(self._work)
            self.does(f"{verb} {min(end_s - start_s, until_s - self._now_s):g}s")


def seconds_at(clock: str) -> float:
    """Seconds of the recording at a time of day."""
    began = datetime.fromisoformat(STARTED)
    return (datetime.fromisoformat(f"{began.date()}T{clock}{STARTED[-6:]}") - began).total_seconds()


def trace_lines() -> Iterator[str]:
    """The trace: a header, then one line for each observation."""
    day = the_day()
    yield _json(
        {
            "format": "posture-trace",
            "version": 1,
            "landmarks": "mediapipe-pose-33",
            "frame_size": list(day.camera.frame_size),
            "started": STARTED,
        }
    )
    unseen: dict[int, list[float]] = {}
    for observation in day.stream():
        if isinstance(observation, PoseObservation):
            poses = observation.poses
            rows = None if poses is None else [_rows(pose, unseen) for pose in poses]
            yield _json({"t": observation.at.mono_s, "poses": rows})


def pace_steps() -> list[dict[str, float]]:
    """The pace in seconds of the recording."""
    ends = PACE[1:]
    return [
        {"from_t": seconds_at(start), "to_t": seconds_at(end), "speed": float(speed)}
        for (start, speed), (end, _) in zip(PACE, ends, strict=False)
    ]


def _rows(pose: tuple[Landmark, ...], unseen: dict[int, list[float]]) -> list[list[float]]:
    rows = []
    for index, landmark in enumerate(pose):
        row = [round(landmark.x, 4), round(landmark.y, 4), *(round(value, 2) for value in landmark[2:])]
        rows.append(unseen.setdefault(index, row) if landmark.visibility < _UNSEEN else row)
    return rows


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, separators=(",", ":")) + "\n"


def main(folder: Path) -> None:
    """Write both files into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    trace = "".join(trace_lines()).encode()
    # No time and no name in the gzip header: the same day gives the same bytes.
    (folder / "day.jsonl.gz").write_bytes(gzip.compress(trace, compresslevel=9, mtime=0))
    steps = ",\n".join("  " + json.dumps(step) for step in pace_steps())
    (folder / "pace.json").write_text(f"[\n{steps}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    default = Path(__file__).resolve().parent.parent / "posture" / "data" / "demo"
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else default)
