"""The replay of one recording of a collection: a pure function of its content and the options.

It runs in this process, in one of many, or on another computer, and gives the same everywhere; so what was
done before is known by a key made of both, and need not be done again.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import asdict, dataclass, replace
from importlib import metadata
from typing import TYPE_CHECKING, Any

from calibration.replaying import replay
from posture import event_json
from posture.errors import PostureError
from posture.labels import Label
from tui.fault_text import fault_words
from tui.log_format import figures_dict

if TYPE_CHECKING:
    from pathlib import Path

    from posture.baseline import Baseline
    from posture.settings import Settings
    from posture.timeline import Timeline

Result = dict[str, Any]
"""What one replay gave, ready for JSON: `error` is a sentence where it failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How every recording is replayed; as `posture.replay` takes them."""

    settings: Settings
    baseline: Baseline | None
    calibrate: tuple[float, float] | None
    calibrate_relaxed: tuple[float, float] | None
    calibrate_standing: tuple[float, float] | None
    fps: float | None
    model: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One recording to replay; `key` names its result."""

    name: str
    path: str
    key: str
    options: Options


def key_of(path: Path, options: Options) -> str:
    """What a result depends on, as one word: the recording, the options, the model and this program.

    Raises:
        OSError: the recording or the model cannot be read.
    """
    told = {
        "program": metadata.version("posture"),
        "recording": _digest(path),
        "options": asdict(replace(options, model=None)),
        "model": None if options.model is None else _digest(options.model),
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:32]


def replay_one(job: Job) -> Result:
    """Replay one recording; whatever goes wrong is told in the result and stops nobody else."""
    options = job.options
    try:
        timeline = replay(
            job.path,
            profile=options.baseline,
            settings=options.settings,
            calibrate=options.calibrate,
            calibrate_relaxed=options.calibrate_relaxed,
            calibrate_standing=options.calibrate_standing,
            fps=options.fps,
            model=options.model,
        )
    except PostureError as error:
        return failed(str(error))
    except Exception as error:  # noqa: BLE001 - one broken recording must not stop the collection
        return failed(f"a fault in this program ({fault_words(error)})")
    return _told(timeline)


def failed(sentence: str) -> Result:
    """The result of a recording that could not be replayed."""
    return {"error": sentence, "warnings": [], "figures": {}, "events": []}


def _told(timeline: Timeline) -> Result:
    labels = Counter(frame.posture for frame in timeline.frames)
    figures: dict[str, float | int | None] = {"length_s": timeline.end_s, "frames": len(timeline.frames)}
    figures |= {f"frames_{label}": labels[label] for label in Label}
    figures |= figures_dict(timeline.figures)
    return {
        "error": None,
        "warnings": list(timeline.warnings),
        "figures": figures,
        # The first says where the recording lies, which is not what happened in it.
        "events": [event_json.to_dict(event) for event in timeline.events[1:]],
    }


def _digest(path: Path | str) -> str:
    with open(path, "rb") as file:  # noqa: PTH123 - a path or its text
        return hashlib.file_digest(file, "sha256").hexdigest()
