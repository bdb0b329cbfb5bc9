"""What will count, drawn into the picture: where head and shoulders would have to be.

A reference holds limits, not places, and no label hangs on one limit alone. So a body is moved step by step
in the way people move, its features are put to the very comparison and classifier the monitor uses, and the
lines lie where the label first appears. The ways (docs/geometry.md):

slump   shoulders sink, the head sinks more than they do, comes forward and everything comes a little nearer.
        With a relaxed anchor the user's own way from upright to relaxed takes its place.
lean    head and trunk tilt together about the seat, `SEAT` shoulder widths below the shoulders.
ahead   from the side: the ear goes ahead of a shoulder that stays.

The lines belong to the way they were worked out for: somebody whose head alone comes forward is told before
his chin is at the line, and seen from far below the eyes a slump lies a little higher than drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, radians, sin
from typing import TYPE_CHECKING, NamedTuple

from posture.baseline import Comparison
from posture.classifier import judge
from posture.features import Features
from posture.labels import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture.baseline import Baseline

HEAD_PER_SHOULDERS = 1.3
"""A slump of 5 cm lowers the ears by this many times what it lowers the shoulders. From the body model."""

FORWARD_PER_WIDTH = 0.4
"""Face over shoulders grows by this share for each shoulder width they sink. From the body model."""

NEARER_PER_WIDTH = 0.35
"""The same for the size of the shoulders."""

SEAT = 1.33
"""A trunk of 48 cm over shoulders of 36 cm, as in the body model."""

CHIN = 0.73
"""The chin is this many ear distances below the ears. ENG, as the figure is drawn."""

_DEEPEST_WIDTHS = 0.8
_WIDEST_DEG = 30.0
_FARTHEST_DEG = 45.0
_FARTHEST_ALONG = 1.5
"""How far the ways are followed: in shoulder widths, degrees, degrees, and times the way to relaxed."""

_STEPS = 240
"""Steps to there: the lines are exact to a third of a hundredth of a shoulder width. ENG."""


class Line(NamedTuple):
    """From one point to another, in fractions of the picture's width and height."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitLines:
    """Where a posture begins to count; `None` where this reference never gets there on that way.

    Attributes:
        chin, shoulders: both sunk to these lines are a slump.
        own_left, own_right: the sides of the head of somebody who leans that way, his own left and right.
        ear: from the side, from the shoulder to where the ear would be.
    """

    chin: Line | None = None
    shoulders: Line | None = None
    own_left: Line | None = None
    own_right: Line | None = None
    ear: Line | None = None

    def all(self) -> tuple[Line, ...]:
        """Those there are."""
        lines = (self.chin, self.shoulders, self.own_left, self.own_right, self.ear)
        return tuple(line for line in lines if line is not None)


def limit_lines(baseline: Baseline, sensitivity: float) -> LimitLines:
    """The lines of a reference, in the pictures it was made from."""
    comparison = Comparison(baseline, sensitivity)
    if comparison.from_side:
        return LimitLines(ear=_ear(comparison))
    at_slump = _first(comparison, *_slump(comparison), label=Label.SLOUCHED)
    chin = shoulders = None
    if at_slump is not None:
        middle = _head_x(at_slump)
        chin_y = at_slump.head_y + CHIN * at_slump.face
        chin = _level(baseline, middle, 0.8 * at_slump.face, chin_y)
        shoulders = _level(baseline, at_slump.shoulder_x, 0.5 * at_slump.shoulders, at_slump.shoulder_y)
    return LimitLines(
        chin=chin,
        shoulders=shoulders,
        own_left=_side(comparison, 1.0, Label.LEANING_LEFT),
        own_right=_side(comparison, -1.0, Label.LEANING_RIGHT),
    )


def _first(
    comparison: Comparison, way: Callable[[float], Features], far: float, *, label: Label
) -> Features | None:
    """The first posture on `way`, up to `far`, that has this label."""
    for step in range(1, _STEPS + 1):
        features = way(far * step / _STEPS)
        deviation = comparison.deviation(features)
        towards = comparison.towards_relaxed(deviation)
        if judge(deviation, Label.UPRIGHT, towards, from_side=comparison.from_side).label is label:
            return features
    return None


def _slump(comparison: Comparison) -> tuple[Callable[[float], Features], float]:
    """The way into a slump, and how far it is followed."""
    centre, relaxed = comparison.centre, comparison.baseline.relaxed
    if relaxed is not None and comparison.knows_relaxed:
        return lambda share: _between(centre, relaxed, share), _FARTHEST_ALONG

    def sunk(widths: float) -> Features:
        down = widths * centre.shoulders
        bent = (HEAD_PER_SHOULDERS - 1.0) * widths
        nearer, forward = 1.0 + NEARER_PER_WIDTH * widths, 1.0 + FORWARD_PER_WIDTH * widths
        return centre._replace(
            neck=(centre.neck - bent) / nearer,
            neck_mouth=(centre.neck_mouth - bent) / nearer,
            shoulders=centre.shoulders * nearer,
            face=centre.face * nearer * forward,
            face_ratio=centre.face_ratio * forward,
            shoulder_y=centre.shoulder_y + down,
            head_y=centre.head_y + HEAD_PER_SHOULDERS * down,
        )

    return sunk, _DEEPEST_WIDTHS


def _between(one: Features, other: Features, share: float) -> Features:
    return Features._make(here + share * (there - here) for here, there in zip(one, other, strict=True))


def _side(comparison: Comparison, side: float, label: Label) -> Line | None:
    """The side of the head of somebody who leans; `side` is 1 for his own left."""
    centre = comparison.centre

    def leaning(angle_deg: float) -> Features:
        angle = radians(angle_deg)
        return centre._replace(
            head_roll=centre.head_roll + side * angle_deg,
            shoulder_tilt=centre.shoulder_tilt + side * angle_deg,
            lateral=centre.lateral + side * centre.neck * sin(angle),
            shoulder_x=centre.shoulder_x + side * SEAT * centre.shoulders * sin(angle),
        )

    at_lean = _first(comparison, leaning, _WIDEST_DEG, label=label)
    if at_lean is None:
        return None
    x = (_head_x(at_lean) + side * 0.5 * centre.face) / _aspect(comparison.baseline)
    return Line(x, centre.head_y - 0.5 * centre.face, x, centre.head_y + CHIN * centre.face)


def _ear(comparison: Comparison) -> Line | None:
    """From the shoulder to the ear of somebody whose head is pushed forward."""
    centre = comparison.centre
    long = hypot(centre.neck, centre.lateral) * centre.shoulders

    def ahead(angle_deg: float) -> Features:
        lower = long * (cos(radians(centre.ear_ahead)) - cos(radians(centre.ear_ahead + angle_deg)))
        return centre._replace(ear_ahead=centre.ear_ahead + angle_deg, head_y=centre.head_y + lower)

    there = _first(comparison, ahead, _FARTHEST_DEG, label=Label.SLOUCHED)
    if there is None:
        return None
    forward = 1.0 if centre.yaw >= 0.0 else -1.0
    aspect, angle = _aspect(comparison.baseline), radians(there.ear_ahead)
    ear_x = centre.shoulder_x + forward * long * sin(angle)
    return Line(
        centre.shoulder_x / aspect, centre.shoulder_y, ear_x / aspect, centre.shoulder_y - long * cos(angle)
    )


def _head_x(features: Features) -> float:
    return features.shoulder_x + features.lateral * features.shoulders


def _aspect(baseline: Baseline) -> float:
    return baseline.frame_size[0] / baseline.frame_size[1]


def _level(baseline: Baseline, middle: float, half: float, y: float) -> Line:
    """A level line around `middle`, all in frame heights."""
    aspect = _aspect(baseline)
    return Line((middle - half) / aspect, y, (middle + half) / aspect, y)
