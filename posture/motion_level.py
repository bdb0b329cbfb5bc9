"""Whether the user holds still at the moment, so that a break can be offered at a pause.

The level is the mean speed of nose, ears, shoulders and of the wrists that are seen, in shoulder widths per
second, smoothed over about a second. Somebody who reads moves by less than `QUIET_BELOW`; turning, reaching
and talking hands move more. It says nothing about posture and is kept nowhere.
"""

from __future__ import annotations

from math import exp, hypot
from typing import TYPE_CHECKING

from posture.landmarks import Joint

if TYPE_CHECKING:
    from posture.landmarks import Pose

QUIET_BELOW = 0.03
"""Shoulder widths per second: about 1 cm. ENG: an estimator's jitter at 2 pictures a second reads .006."""

QUIET_AFTER_S = 2.0
"""Quiet for this long is a quiet moment. ENG."""

_AVERAGE_S = 1.0
"""Time constant of the smoothing. ENG."""

_LONGEST_STEP_S = 3.0
"""Two pictures further apart say nothing about a speed. ENG."""

_ALWAYS = (Joint.NOSE, Joint.LEFT_EAR, Joint.RIGHT_EAR, Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER)
_WHERE_SEEN = (Joint.LEFT_WRIST, Joint.RIGHT_WRIST)
_SEEN = 0.5


class MotionLevel:
    """Follows the user from picture to picture. Times in seconds.

    Attributes:
        quiet_since: since when the user holds still, or `None`.
    """

    __slots__ = ("_level", "_pose", "_t", "quiet_since")

    def __init__(self) -> None:
        self._pose: Pose | None = None
        self._t = 0.0
        self._level = 0.0
        self.quiet_since: float | None = None

    def forget(self) -> None:
        """Nothing is seen: nobody knows whether he moves."""
        self._pose = None
        self.quiet_since = None

    def observe(self, t: float, pose: Pose, frame_size: tuple[int, int]) -> None:
        """Take one picture of the user."""
        before, took_s = self._pose, t - self._t
        self._pose, self._t = pose, t
        if before is None or not 0.0 < took_s <= _LONGEST_STEP_S:
            self._level = 0.0
            self.quiet_since = None
            return
        gain = 1.0 - exp(-took_s / _AVERAGE_S)
        self._level += gain * (_speed(before, pose, frame_size, took_s) - self._level)
        if self._level >= QUIET_BELOW:
            self.quiet_since = None
        elif self.quiet_since is None:
            self.quiet_since = t


def _speed(before: Pose, now: Pose, frame_size: tuple[int, int], took_s: float) -> float:
    """Mean speed between two pictures, in shoulder widths per second."""
    aspect = frame_size[0] / frame_size[1]
    left, right = now[Joint.LEFT_SHOULDER], now[Joint.RIGHT_SHOULDER]
    shoulders = hypot((left.x - right.x) * aspect, left.y - right.y) or 1e-4
    joints = [
        *_ALWAYS,
        *(
            joint
            for joint in _WHERE_SEEN
            if all(
                pose[joint].visibility >= _SEEN and pose[joint].presence >= _SEEN for pose in (before, now)
            )
        ),
    ]
    moved = sum(
        hypot((now[joint].x - before[joint].x) * aspect, now[joint].y - before[joint].y) for joint in joints
    )
    return moved / len(joints) / shoulders / took_s
