"""The embedded office day that `posture demo` plays: a landmark trace and the pace to play it at."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

CALIBRATION_S = (0.0, 40.0)
"""The first seconds of the demo day are calm and upright: its reference comes from there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceStep:
    """Between two times of the recording, in seconds, it plays `speed` times as fast as it happened."""

    from_t: float
    to_t: float
    speed: float


def demo_day() -> Path:
    """The landmark trace of the day."""
    return _folder() / "day.jsonl.gz"


def demo_pace() -> tuple[PaceStep, ...]:
    """How fast to play each part: without gaps, from the first observation to beyond the last."""
    steps = json.loads((_folder() / "pace.json").read_text(encoding="utf-8"))
    return tuple(PaceStep(from_t=step["from_t"], to_t=step["to_t"], speed=step["speed"]) for step in steps)


def _folder() -> Path:
    # An installed package is a folder (hatchling wheels are never run zipped), so a path can be handed on.
    return Path(str(files("posture"))) / "data" / "demo"
