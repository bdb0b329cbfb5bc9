"""How the live figure differs from the outline of the reference: which part, which way, and by how much.

The monitor says *that* something differs and why (`Status.reasons`). Here the same thing is measured on the
two figures that are drawn, in shoulder widths or degrees, so that words and picture agree. A reason that the
figures do not bear out, or that cannot be read off them, gets no number and no arrow. Pure.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from posture.labels import Label, Reason
from posture.landmarks import Joint, Pose
from tui.wording import reason_words

if TYPE_CHECKING:
    from posture.status import Status

_Point = tuple[float, float]
_MOST = 2
_LEAST_SHIFT = 0.03
"""In shoulder widths: less is not seen in the figure either."""
_LEAST_TILT = 3.0
"""In degrees."""
_LEAST_GROWTH = 0.04
"""Of the size of the face, alone and beside the shoulders, and of the shoulders' width."""


class Part(StrEnum):
    """What of the figure differs."""

    HEAD = "head"
    SHOULDERS = "shoulders"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference.

    Attributes:
        words: what differs, and by how much where that was measured.
        part: where in the figure; `None` where that is not known.
        arrow: which way, as it is drawn (the figure is a mirror); empty where it was not measured.
    """

    words: str
    part: Part | None
    arrow: str


def differences(status: Status | None, reference: Pose | None) -> tuple[Difference, ...]:
    """What differs, the most telling first; nothing near the reference or where nothing is compared."""
    if status is None or status.posture in (Label.UPRIGHT, Label.TURNED, Label.UNKNOWN):
        return ()
    reasons = [reason for reason in status.reasons if reason in _PARTS]
    return tuple(_difference(reason, status, reference) for reason in reasons[:_MOST])


def marked(found: Sequence[Difference]) -> tuple[frozenset[Part], str]:
    """The parts to set off in the figure, and the arrow beside the head."""
    parts = frozenset(difference.part for difference in found if difference.part is not None)
    return parts, next((difference.arrow for difference in found if difference.arrow), "")


def _difference(reason: str, status: Status, reference: Pose | None) -> Difference:
    words, part = reason_words(reason), _PARTS[reason]
    measure = _MEASURES.get(reason)
    if measure is None or reference is None or status.pose is None or status.frame_size is None:
        return Difference(words=words, part=part, arrow="")
    measured = measure(_Body(status.pose, status.frame_size), _Body(reference, status.frame_size))
    if measured is not None:
        words, arrow = measured
        return Difference(words=words, part=part, arrow=arrow)
    return Difference(words=words, part=part, arrow="")


class _Body:
    """The few places that are compared, in pixels; y grows downwards."""

    def __init__(self, pose: Pose, frame_size: tuple[int, int]) -> None:
        def pixel(joint: Joint) -> _Point:
            return pose[joint].x * frame_size[0], pose[joint].y * frame_size[1]

        self.left, self.right = pixel(Joint.LEFT_SHOULDER), pixel(Joint.RIGHT_SHOULDER)
        self.left_ear, self.right_ear = pixel(Joint.LEFT_EAR), pixel(Joint.RIGHT_EAR)
        self.left_eye, self.right_eye = pixel(Joint.LEFT_EYE), pixel(Joint.RIGHT_EYE)
        self.width = max(1.0, math.dist(self.left, self.right))
        self.collar = _middle(self.left, self.right)
        self.head = _middle(self.left_ear, self.right_ear)

    @property
    def neck(self) -> float:
        """The head above the shoulders, in shoulder widths."""
        return (self.collar[1] - self.head[1]) / self.width

    @property
    def aside(self) -> float:
        """The head off the middle of the shoulders, to the own left, in shoulder widths."""
        return (self.head[0] - self.collar[0]) / self.width

    @property
    def face(self) -> float:
        """The breadth of the head, in shoulder widths."""
        return math.dist(self.left_ear, self.right_ear) / self.width


def _lower(live: _Body, reference: _Body) -> tuple[str, str] | None:
    """Lower by a share of the shoulders' width."""
    change = reference.neck - live.neck
    return None if change < _LEAST_SHIFT else (f"head lower by {_share(change)} of your shoulder width", "▼")


def _to_the_side(live: _Body, reference: _Body) -> tuple[str, str] | None:
    """Off to a side; a camera sees the own left at its right, and the figure shows it at the left."""
    change = live.aside - reference.aside
    if abs(change) < _LEAST_SHIFT:
        return None
    side, arrow = ("left", "◀") if change > 0 else ("right", "▶")
    return f"head {_share(abs(change))} of your shoulder width to your {side}", arrow


def _nearer(live: _Body, reference: _Body) -> tuple[str, str] | None:
    """A head that comes forward looks larger beside the shoulders."""
    growth = live.face / reference.face - 1 if reference.face > 0 else 0.0
    return None if growth < _LEAST_GROWTH else (f"head further forward: looks {_share(growth)} larger", "")


def _distance(live: _Body, reference: _Body) -> tuple[str, str] | None:
    """Nearer or farther, where face and shoulders agree: a head that turns looks smaller, but they do not."""
    growth = live.face * live.width / max(1.0, reference.face * reference.width) - 1
    if abs(growth) < _LEAST_GROWTH or growth * (live.width - reference.width) <= 0:
        return None
    way, looks = ("closer to", "larger") if growth > 0 else ("farther from", "smaller")
    return f"face {way} the camera: looks {_share(abs(growth))} {looks}", ""


def _breadth(live: _Body, reference: _Body) -> tuple[str, str] | None:
    """Shoulders that come closer look wider; those that turn or go back look narrower."""
    growth = live.width / reference.width - 1
    if abs(growth) < _LEAST_GROWTH:
        return None
    return f"shoulders look {_share(abs(growth))} {'wider' if growth > 0 else 'narrower'}", ""


def _shoulder_height(live: _Body, reference: _Body) -> tuple[str, str] | None:
    """Where they are in the picture."""
    change = (live.collar[1] - reference.collar[1]) / reference.width
    if abs(change) < _LEAST_SHIFT:
        return None
    return f"shoulders {'lower' if change > 0 else 'higher'} by {_share(abs(change))} of their width", ""


def _head_tilt(live: _Body, reference: _Body) -> tuple[str, str] | None:
    """The line through the eyes."""
    change = _slope(live.right_eye, live.left_eye) - _slope(reference.right_eye, reference.left_eye)
    return _turned("head", change)


def _shoulder_tilt(live: _Body, reference: _Body) -> tuple[str, str] | None:
    """The line through the shoulders."""
    change = _slope(live.right, live.left) - _slope(reference.right, reference.left)
    return _turned("shoulders", change)


def _turned(what: str, degrees: float) -> tuple[str, str] | None:
    """Down at the own left is positive."""
    if abs(degrees) < _LEAST_TILT:
        return None
    side, arrow = ("left", "◀") if degrees > 0 else ("right", "▶")
    return f"{what} tilted {abs(degrees):.0f}° to your {side}", arrow


def _slope(start: _Point, end: _Point) -> float:
    return math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))


def _share(value: float) -> str:
    return f"{value * 100:.0f} %"


def _middle(one: _Point, other: _Point) -> _Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


_PARTS: dict[str, Part | None] = {
    Reason.NECK_HEIGHT: Part.HEAD,
    Reason.FACE_TO_SHOULDERS: Part.HEAD,
    Reason.FACE_SIZE: Part.HEAD,
    Reason.HEAD_ROLL: Part.HEAD,
    Reason.LATERAL_OFFSET: Part.HEAD,
    Reason.NECK_ANGLE: Part.HEAD,
    Reason.SHOULDER_HEIGHT: Part.SHOULDERS,
    Reason.SHOULDER_WIDTH: Part.SHOULDERS,
    Reason.SHOULDER_TILT: Part.SHOULDERS,
    Reason.TRUNK_ANGLE: Part.SHOULDERS,
}
_MEASURES: dict[str, Callable[[_Body, _Body], tuple[str, str] | None]] = {
    Reason.NECK_HEIGHT: _lower,
    Reason.FACE_TO_SHOULDERS: _nearer,
    Reason.FACE_SIZE: _distance,
    Reason.SHOULDER_WIDTH: _breadth,
    Reason.SHOULDER_HEIGHT: _shoulder_height,
    Reason.HEAD_ROLL: _head_tilt,
    Reason.LATERAL_OFFSET: _to_the_side,
    Reason.SHOULDER_TILT: _shoulder_tilt,
}
