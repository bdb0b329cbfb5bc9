"""Which of the people in view is the user.

The one who continues the pose seen a moment ago; without one, the person nearest to the calibrated
place and size; without a reference, the largest. Anybody much smaller than the reference sits or walks
behind the user and is nobody to us.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from posture.features import flatten, is_person, measure

if TYPE_CHECKING:
    from posture.features import Features
    from posture.landmarks import Pose
    from posture.settings import ViewSettings

_SMALLEST = 0.55
"""Shoulders (or face) under this share of the reference belong to somebody behind the user. ENG."""

_REMEMBER_S = 3.0
"""After this long unseen, continuity says nothing any more. ENG."""


class UserTracker:
    """Follows one person from frame to frame."""

    __slots__ = ("_last", "_last_t", "_settings")

    def __init__(self, settings: ViewSettings) -> None:
        self._settings = settings
        self._last: Features | None = None
        self._last_t = 0.0

    def reset(self) -> None:
        """Forget who was seen."""
        self._last = None

    def pick(
        self, t: float, poses: tuple[Pose, ...], frame_size: tuple[int, int], reference: Features | None
    ) -> tuple[Pose, list[float]] | None:
        """The user's pose and its flattened landmarks, or `None` when the user is not among `poses`."""
        best: tuple[Pose, list[float]] | None = None
        best_features: Features | None = None
        best_cost = float("inf")
        near = self._last if self._last is not None and t - self._last_t <= _REMEMBER_S else reference
        for pose in poses:
            if not is_person(pose, frame_size, self._settings):
                continue
            flat = flatten(pose, frame_size)
            features = measure(flat)
            if reference is not None and (
                features.shoulders < _SMALLEST * reference.shoulders
                and features.face < _SMALLEST * reference.face
            ):
                continue
            cost = _distance(features, near) if near is not None else -features.shoulders
            if cost < best_cost:
                best, best_features, best_cost = (pose, flat), features, cost
        if best is not None:
            self._last, self._last_t = best_features, t
        return best


def _distance(features: Features, near: Features) -> float:
    """How unlike two sightings are: place in shoulder widths plus log of size."""
    scale = max(near.shoulders, near.face)
    return (
        abs(features.shoulder_x - near.shoulder_x) / scale
        + abs(features.head_y - near.head_y) / scale
        + abs(log(max(features.face, 1e-6) / max(near.face, 1e-6)))
    )
