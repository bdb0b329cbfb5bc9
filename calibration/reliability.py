"""What this camera, light and person let the monitor see: noise at rest, and the smallest change it can see.

How the noise is computed, and why so
-------------------------------------
The user sits still. A straight line is taken out of each feature first, because settling in the chair is
a slow drift and no noise: the line's slope is the median of the slopes between each reading and the one
half of the time later, so that a single glance away does not tilt it. What is left (the estimator's
jitter, breathing, small sway) is what a change must stand out from, and its robust standard deviation
(1.4826 x median absolute deviation) is the noise: a few odd frames do not count.

`noise` is that of single frames as the estimator gives them. The monitor does not judge those but
landmarks smoothed over time, so the smallest change it can see is `NOISE_SIGMAS` standard deviations of
the smoothed feature, the same factor that keeps a limit above the noise in `posture.baseline`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import TYPE_CHECKING

from calibration.collector import COLLECT_S, Collector
from posture.baseline import (
    HIP_SEEN,
    MAD_TO_SIGMA,
    NOISE_SIGMAS,
    WIDEST,
    Baseline,
    Comparison,
    shoulder_width,
)
from posture.classifier import judge
from posture.errors import CalibrationError
from posture.features import Features, flatten, measure
from posture.filters import OneEuroFilter
from posture.labels import Label
from posture.side_view import sees_side

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from calibration.collector import Progress
    from posture.instant import Instant
    from posture.landmarks import PoseObservation
    from posture.settings import Settings

MIN_READINGS = 10
"""Fewer usable pictures than this say too little about noise. ENG."""


class Unit(StrEnum):
    """What noise, smallest change and limit of a feature are told in."""

    SHARE = "share"
    """Of the user's own value."""
    SHOULDER_WIDTHS = "shoulder_widths"
    DEGREES = "degrees"


class Power(StrEnum):
    """What can be seen of a change that counts."""

    SEES = "sees"
    """It is larger than the smallest change that stands out from the noise."""
    LARGER_ONLY = "larger_only"
    """Only a change up to `WIDEST` times as large stands out; the limit is widened by the noise."""
    TOO_NOISY = "too_noisy"
    """Noise alone can reach the limit."""


COMPARED: Mapping[str, tuple[str, Unit]] = {
    "neck": ("neck_drop", Unit.SHARE),
    "neck_mouth": ("mouth_drop", Unit.SHARE),
    "face_ratio": ("head_forward", Unit.SHARE),
    "shoulder_y": ("shoulder_drop", Unit.SHOULDER_WIDTHS),
    "head_y": ("head_drop", Unit.SHOULDER_WIDTHS),
    "shoulders": ("closer", Unit.SHARE),
    "face": ("face_closer", Unit.SHARE),
    "head_roll": ("roll_left", Unit.DEGREES),
    "shoulder_tilt": ("tilt_left", Unit.DEGREES),
    "lateral": ("lateral_left", Unit.SHOULDER_WIDTHS),
    "shoulder_x": ("shift_left", Unit.SHOULDER_WIDTHS),
}
"""The features that a deviation is made of, the part of it each makes, and the unit it is told in."""

COMPARED_FROM_SIDE: Mapping[str, tuple[str, Unit]] = {
    "ear_ahead": ("ear_forward", Unit.DEGREES),
    "trunk": ("trunk_forward", Unit.DEGREES),
    "shoulder_y": ("shoulder_drop", Unit.SHOULDER_WIDTHS),
    "head_y": ("head_drop", Unit.SHOULDER_WIDTHS),
    "shoulder_x": ("shift_left", Unit.SHOULDER_WIDTHS),
}
"""The same from a camera at the side; `trunk` only where the hips are in view."""

_WITNESSES = ("face_ratio", "shoulder_y", "head_y")
"""A slouch is a lower neck that one of these agrees with (`posture.classifier`)."""

_WITNESSES_FROM_SIDE = ("trunk", "shoulder_y", "head_y")
"""The same for an ear that is ahead of the shoulder."""

_PLACE = frozenset({"shoulder_y", "head_y", "shoulders", "face", "shoulder_x"})
"""Features that a moved camera or chair changes; the others are shape."""

_IN_FRAME_HEIGHTS = frozenset({"shoulder_y", "head_y", "shoulder_x"})
"""Places in the picture, which are told in shoulder widths."""

_STEP = 1.0
"""Any change will do to ask for a limit: a deviation grows evenly with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureReliability:
    """One feature while its user sits still.

    Attributes:
        name: of the field of `posture.features.Features`.
        at_rest: its median, in the feature's own unit.
        unit: of the three that follow.
        noise: robust standard deviation of single frames.
        smallest: the smallest change that stands out from the noise of the smoothed feature.
        limit: the change that counts, at the user's sensitivity, before noise widens it.
        power: what can be seen of such a change.
    """

    name: str
    at_rest: float
    unit: Unit
    noise: float
    smallest: float
    limit: float
    power: Power


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """What can be seen here.

    Attributes:
        features: in the order of `COMPARED`.
        overall: what can be seen of a slouch: of the neck height and the best of its witnesses.
        advice: what would make the view better, in plain sentences.
        rest: the posture the user sat still in.
        readings: usable pictures it was made from.
        seconds: from the first of them to the last.
    """

    features: tuple[FeatureReliability, ...]
    overall: Power
    advice: tuple[str, ...]
    rest: Features
    readings: int
    seconds: float


class FitGrade(StrEnum):
    """Whether what is seen now still fits a reference."""

    FITS = "fits"
    MOVED = "moved"
    """The shape is that of the reference; place or size in the picture are not."""
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The posture at rest beside a reference made before.

    Attributes:
        grade: whether it fits.
        limits_away: how far each feature is from the reference, in limits.
        farthest: the feature that is farthest.
        label, score: what the monitor would call the posture at rest.
    """

    grade: FitGrade
    limits_away: Mapping[str, float]
    farthest: str
    label: Label
    score: float


class StillCheck:
    """Some seconds of sitting still, without any I/O: observations in, progress out, the result at the end.

    Args:
        settings: the thresholds that decide what is usable, the smoothing and the sensitivity.
        at: when it begins.
        collect_s: usable time wanted, seconds, after the time to settle.
    """

    def __init__(self, settings: Settings, at: Instant, *, collect_s: float = COLLECT_S) -> None:
        self._settings = settings
        self._collector = Collector(settings, at, collect_s=collect_s)
        self._smooth = OneEuroFilter(settings.filter)
        self._times: list[float] = []
        self._raw: list[Features] = []
        self._smoothed: list[Features] = []

    def observe(self, observation: PoseObservation) -> Progress:
        """Take one observation."""
        progress = self._collector.observe(observation)
        if progress.pose is None or progress.view is not None:
            return progress
        t = observation.at.mono_s
        flat = flatten(progress.pose, observation.frame_size)
        # The filter runs from the start, so that it has settled when the readings begin.
        smoothed = measure(self._smooth(t, flat))
        if progress.usable > len(self._raw):
            self._times.append(t)
            self._raw.append(measure(flat))
            self._smoothed.append(smoothed)
        return progress

    def result(self) -> Reliability:
        """What was found.

        Raises:
            CalibrationError: fewer than `MIN_READINGS` observations were usable; the message says what to
                change.
        """
        shortage = self._collector.shortage(MIN_READINGS)
        if shortage is not None:
            msg = f"the noise could not be measured, {shortage}"
            raise CalibrationError(msg)
        rest = Features._make(median(column) for column in zip(*self._raw, strict=True))
        limits = limits_at(rest, self._settings.slouch.sensitivity)
        features = tuple(self._feature(name, rest, limits[name]) for name in limits)
        power = {feature.name: feature.power for feature in features}
        main, witnesses = ("ear_ahead", _WITNESSES_FROM_SIDE) if sees_side(rest) else ("neck", _WITNESSES)
        best_witness = _best(power[name] for name in witnesses if name in power)
        return Reliability(
            features=features,
            overall=_worst((power[main], best_witness)),
            advice=self._collector.result().verdict.advice,
            rest=rest,
            readings=len(self._raw),
            seconds=self._times[-1] - self._times[0],
        )

    def _feature(self, name: str, rest: Features, limit: float) -> FeatureReliability:
        raw = [getattr(features, name) for features in self._raw]
        smoothed = [getattr(features, name) for features in self._smoothed]
        smallest = NOISE_SIGMAS * still_noise(self._times, smoothed)
        unit = compared(rest)[name][1]
        if unit is Unit.SHARE:
            one = getattr(rest, name)
        else:
            one = shoulder_width(rest) if name in _IN_FRAME_HEIGHTS else 1.0
        return FeatureReliability(
            name=name,
            at_rest=getattr(rest, name),
            unit=unit,
            noise=still_noise(self._times, raw) / one,
            smallest=smallest / one,
            limit=limit / one,
            power=_power(smallest, limit),
        )


def compared(rest: Features) -> Mapping[str, tuple[str, Unit]]:
    """The features that count where the camera stands, the part of a deviation each makes, and its unit."""
    if not sees_side(rest):
        return COMPARED
    hips = rest.hip_seen >= HIP_SEEN
    return {name: made for name, made in COMPARED_FROM_SIDE.items() if hips or name != "trunk"}


def still_noise(times: Sequence[float], values: Sequence[float]) -> float:
    """Robust standard deviation of `values` around their slow drift, as the module's opening says.

    `times` are in seconds and never decrease; the noise is in the unit of the values.
    """
    half = len(values) // 2
    slopes = [
        (values[index + half] - values[index]) / (times[index + half] - times[index])
        for index in range(len(values) - half)
        if times[index + half] > times[index]
    ]
    slope = median(slopes) if slopes else 0.0
    left = [value - slope * (t - times[0]) for t, value in zip(times, values, strict=True)]
    middle = median(left)
    return MAD_TO_SIGMA * median(abs(value - middle) for value in left)


def limits_at(centre: Features, sensitivity: float) -> dict[str, float]:
    """The change of each feature that counts, in its own unit, before noise widens it.

    It is asked from the comparison the monitor uses, so that both mean the same.
    """
    still = Features._make([0.0] * len(centre))
    baseline = Baseline(centre=centre, spread=still, samples=MIN_READINGS, frame_size=(1, 1))
    comparison = Comparison(baseline, sensitivity)
    limits = {}
    for name, (part, _) in compared(centre).items():
        changed = centre._replace(**{name: getattr(centre, name) + _STEP})
        limits[name] = _STEP / abs(getattr(comparison.deviation(changed), part))
    return limits


def fit_of(rest: Features, baseline: Baseline, sensitivity: float) -> Fit:
    """How well the posture `rest` fits a reference made before."""
    comparison = Comparison(baseline, sensitivity)
    deviation = comparison.deviation(rest)
    towards = comparison.towards_relaxed(deviation)
    verdict = judge(deviation, Label.UPRIGHT, towards, from_side=comparison.from_side)
    parts = compared(baseline.centre)
    away = {name: abs(getattr(deviation, part)) for name, (part, _) in parts.items()}
    # The mouth feels every look down: alone it says nothing about the shape.
    shape = max(value for name, value in away.items() if name not in _PLACE and name != "neck_mouth")
    if verdict.label.is_slouch or shape >= 1.0:
        grade = FitGrade.DIFFERS
    else:
        grade = (
            FitGrade.MOVED if max(away[name] for name in parts if name in _PLACE) >= 1.0 else FitGrade.FITS
        )
    return Fit(
        grade=grade,
        limits_away=away,
        farthest=max(away, key=lambda name: away[name]),
        label=verdict.label,
        score=verdict.score,
    )


def _power(smallest: float, limit: float) -> Power:
    if smallest <= limit:
        return Power.SEES
    return Power.LARGER_ONLY if smallest <= WIDEST * limit else Power.TOO_NOISY


def _best(powers: Iterable[Power]) -> Power:
    return min(powers, key=list(Power).index)


def _worst(powers: Iterable[Power]) -> Power:
    return max(powers, key=list(Power).index)
