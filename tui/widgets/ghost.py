"""The reference as an outline: how the user looks in this picture when near the own reference.

A profile holds ratios, not places in the picture; and the camera may have moved since. So the outline
is learned while the user is near the reference, and is there as soon as that has been seen once.
"""

from __future__ import annotations

from dataclasses import dataclass

from posture.labels import Label
from posture.landmarks import Landmark, Pose
from posture.status import Status

_MEMORY_S = 20.0
"""The outline follows over about this long: slower than a posture change, faster than a moved chair."""
_NEAR = 0.5
"""Only postures nearer to the reference than this deviation shape the outline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ghost:
    """The outline so far, `None` before the user was near the reference, and when it was last fed."""

    pose: Pose | None = None
    at_s: float | None = None

    def after(self, status: Status) -> Ghost:
        """The outline after one more status."""
        if status.pose is None or status.posture is not Label.UPRIGHT or status.deviation > _NEAR:
            return self
        now = status.at.mono_s
        if self.pose is None or self.at_s is None:
            return Ghost(pose=status.pose, at_s=now)
        share = min(1.0, max(0.0, now - self.at_s) / _MEMORY_S)
        blended = tuple(_blend(old, new, share) for old, new in zip(self.pose, status.pose, strict=True))
        return Ghost(pose=blended, at_s=now)


def _blend(old: Landmark, new: Landmark, share: float) -> Landmark:
    return Landmark(*(before + (after - before) * share for before, after in zip(old, new, strict=True)))
