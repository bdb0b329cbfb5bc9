"""Runs a labelled recording through the monitor, with a reference from a few of its own frames."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from calibration.collector import MIN_SAMPLES, Collector
from posture.baseline import Baseline
from posture.episode_scores import Span, Told, WatchedRecording, labelled_stretches
from posture.errors import CalibrationError
from posture.evaluation import ABSTAINED, ScoredFrame
from posture.events import SlouchEnded, SlouchProlonged, SlouchStarted
from posture.features import measure
from posture.inputs import UserInput
from posture.instant import Instant
from posture.labels import Label
from posture.monitor import Monitor
from posture.side_view import mostly_side, sees_side, why_unusable
from posture.sight import Sight
from posture.tracking import UserTracker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from calibration.collector import Result
    from calibration.from_source import Stretch
    from posture.events import Event
    from posture.features import Features
    from posture.landmarks import PoseObservation
    from posture.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledObservation:
    """An observation, or what the user did, with the label somebody gave it."""

    value: PoseObservation | UserInput
    label: Label | None


def own_reference(
    items: Sequence[LabelledObservation], settings: Settings, count: int
) -> tuple[Baseline, frozenset[int]]:
    """A reference from `count` upright frames spread evenly over all of them, and which they were.

    Raises:
        CalibrationError: fewer than `MIN_SAMPLES` upright frames are usable.
    """
    usable: list[tuple[int, Features, tuple[int, int]]] = []
    for index, item in enumerate(items):
        if item.label is Label.UPRIGHT and not isinstance(item.value, UserInput):
            features = _usable(item.value, settings)
            if features is not None:
                usable.append((index, features, item.value.frame_size))
    side = mostly_side([features for _, features, _ in usable])
    usable = [entry for entry in usable if sees_side(entry[1]) is side]
    if len(usable) < MIN_SAMPLES:
        msg = (
            f"only {len(usable)} frames labelled upright are usable, and a reference needs {MIN_SAMPLES}; "
            "take the reference from elsewhere with --calibrate A:B or --profile NAME"
        )
        raise CalibrationError(msg)
    count = min(count, len(usable))
    chosen = [usable[round(k * (len(usable) - 1) / max(1, count - 1))] for k in range(count)]
    baseline = Baseline.from_samples([features for _, features, _ in chosen], chosen[0][2])
    return baseline, frozenset(index for index, _, _ in chosen)


def stretch_reference(
    items: Sequence[LabelledObservation], settings: Settings, stretch: Stretch
) -> tuple[Result, list[LabelledObservation]]:
    """A reference from one stretch of the recording, and the recording without the labels in there.

    Raises:
        CalibrationError: fewer than `MIN_SAMPLES` observations in the stretch are usable.
    """
    collector = Collector(
        settings,
        Instant(mono_s=stretch.begin_s),
        get_ready_s=0.0,
        collect_s=stretch.end_s - stretch.begin_s,
        patience=1.0,
    )
    rest = []
    for item in items:
        if not isinstance(item.value, UserInput):
            collector.observe(item.value)
        inside = stretch.begin_s <= item.value.at.mono_s < stretch.end_s
        rest.append(replace(item, label=None) if inside else item)
    return collector.result(), rest


def score_recording(
    items: Sequence[LabelledObservation],
    settings: Settings,
    baseline: Baseline,
    left_out: frozenset[int] = frozenset(),
) -> tuple[list[ScoredFrame], WatchedRecording]:
    """What the monitor sees in a recording, frame by frame and episode by episode.

    Frames in `left_out` (those the reference was made of) and frames without a label are not scored.
    """
    monitor = Monitor(settings, baseline)
    frames: list[ScoredFrame] = []
    seen: list[tuple[float, Label | None, Label]] = []
    events: list[Event] = []
    if items:
        monitor.start(items[0].value.at, "evaluation")
    for index, item in enumerate(items):
        if isinstance(item.value, UserInput):
            events += monitor.apply(item.value).events
            continue
        step = monitor.observe(item.value)
        events += step.events
        t = item.value.at.mono_s
        seen.append((t, item.label, step.status.seen))
        if item.label is not None and index not in left_out:
            frames.append(ScoredFrame(t=t, truth=item.label, seen=step.status.seen))
    if items:
        events += monitor.finish(items[-1].value.at, "end_of_source").events
    return frames, _watched(seen, events, settings.camera.gap_s)


def score_stills(
    items: Sequence[LabelledObservation],
    settings: Settings,
    baseline: Baseline,
    left_out: frozenset[int] = frozenset(),
) -> list[ScoredFrame]:
    """The same for pictures that have nothing to do with each other: each is judged by itself."""
    frames = []
    for index, item in enumerate(items):
        if item.label is None or index in left_out or isinstance(item.value, UserInput):
            continue
        seen = Sight(settings, baseline).look(item.value, item.value.at.mono_s, Label.UPRIGHT)
        label = Label.UNKNOWN if seen.verdict is None else seen.verdict.label
        frames.append(ScoredFrame(t=item.value.at.mono_s, truth=item.label, seen=label))
    return frames


def _watched(
    seen: Sequence[tuple[float, Label | None, Label]], events: Sequence[Event], gap_s: float
) -> WatchedRecording:
    """The recording as stretches and episodes; an observation counts until the next, at most for `gap_s`."""
    slouches, others = labelled_stretches([(t, truth) for t, truth, _ in seen])
    labelled_s = judged_upright_s = 0.0
    for (t, truth, what), (next_t, _, _) in pairwise(seen):
        lasts_s = min(next_t - t, gap_s)
        if truth is not None:
            labelled_s += lasts_s
            if not truth.is_slouch and what not in ABSTAINED:
                judged_upright_s += lasts_s
    told: list[Told] = []
    begun_at = 0.0
    for event in events:
        if isinstance(event, SlouchStarted):
            begun_at = event.at.mono_s
        elif isinstance(event, SlouchEnded):
            told.append(Told(span=Span(begin=event.since_t, end=event.until_t), at=begun_at))
    return WatchedRecording(
        slouches=slouches,
        others=others,
        labelled_s=labelled_s,
        judged_upright_s=judged_upright_s,
        told=tuple(told),
        prompts=tuple(event.at.mono_s for event in events if isinstance(event, SlouchProlonged)),
    )


def _usable(observation: PoseObservation, settings: Settings) -> Features | None:
    poses = observation.poses or ()
    user = UserTracker(settings.view).pick(observation.at.mono_s, poses, observation.frame_size, None)
    if user is None:
        return None
    pose, flat = user
    features = measure(flat)
    if why_unusable(pose, features, observation.frame_size, settings.view, own=None) is not None:
        return None
    return features
