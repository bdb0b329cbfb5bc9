"""Which of the people in view is the user.

The one who continues the pose seen a moment ago; without one, the person nearest to the calibrated
place and size; without a reference, the largest. Anybody much smaller than the reference sits or walks
behind the user and is nobody to us.
"""

from __future__ import annotations

from math import hypot, log
from typing import TYPE_CHECKING, NamedTuple

from posture.features import flatten, is_person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture.features import Features
    from posture.landmarks import Pose
    from posture.settings import ViewSettings

_SMALLEST = 0.55
"""Shoulders (or face) under this share of the reference belong to somebody behind the user. ENG."""

_REMEMBER_S = 3.0
"""After this long unseen, continuity says nothing any more. ENG."""


class Place(NamedTuple):
    """Where somebody is in the picture and how large, in frame heights."""

    x: float
    y: float
    shoulders: float
    face: float


class UserTracker:
    """Follows one person from frame to frame."""

    __slots__ = ("_last", "_last_t", "_settings")

    def __init__(self, settings: ViewSettings) -> None:
        self._settings = settings
        self._last: Place | None = None
        self._last_t = 0.0

    def reset(self) -> None:
        """Forget who was seen."""
        self._last = None

    def pick(
        self, t: float, poses: tuple[Pose, ...], frame_size: tuple[int, int], reference: Features | None
    ) -> tuple[Pose, Sequence[float]] | None:
        """The user's pose and its flattened landmarks, or `None` when the user is not among `poses`."""
        usual = None
        if reference is not None:
            usual = Place(reference.shoulder_x, reference.head_y, reference.shoulders, reference.face)
        near = self._last if self._last is not None and t - self._last_t <= _REMEMBER_S else usual
        best: tuple[Pose, Sequence[float]] | None = None
        best_place: Place | None = None
        best_cost = float("inf")
        for pose in poses:
            if not is_person(pose, frame_size, self._settings):
                continue
            flat = flatten(pose, frame_size)
            place = _place(flat)
            if usual is not None and (
                place.shoulders < _SMALLEST * usual.shoulders and place.face < _SMALLEST * usual.face
            ):
                continue
            cost = _distance(place, near) if near is not None else -place.shoulders
            if cost < best_cost:
                best, best_place, best_cost = (pose, flat), place, cost
        if best is not None:
            self._last, self._last_t = best_place, t
        return best


def _place(flat: Sequence[float]) -> Place:
    _, _, left_ear_x, left_ear_y, right_ear_x, right_ear_y, _, left_x, left_y, right_x, right_y = flat
    return Place(
        (left_x + right_x) / 2,
        (left_ear_y + right_ear_y) / 2,
        hypot(left_x - right_x, left_y - right_y),
        hypot(left_ear_x - right_ear_x, left_ear_y - right_ear_y),
    )


def _distance(place: Place, near: Place) -> float:
    """How unlike two sightings are: place in shoulder widths plus log of size."""
    scale = max(near.shoulders, near.face)
    return (
        abs(place.x - near.x) / scale
        + abs(place.y - near.y) / scale
        + abs(log(max(place.face, 1e-6) / max(near.face, 1e-6)))
    )
