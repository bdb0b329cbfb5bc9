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

# As numbers: a member of an enumeration is slow to look up, and this is done for each picture.
_LEFT_SHOULDER, _RIGHT_SHOULDER = int(Joint.LEFT_SHOULDER), int(Joint.RIGHT_SHOULDER)
_ALWAYS = (int(Joint.NOSE), int(Joint.LEFT_EAR), int(Joint.RIGHT_EAR), _LEFT_SHOULDER, _RIGHT_SHOULDER)
_WHERE_SEEN = (int(Joint.LEFT_WRIST), int(Joint.RIGHT_WRIST))
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
    left, right = now[_LEFT_SHOULDER], now[_RIGHT_SHOULDER]
    shoulders = hypot((left[0] - right[0]) * aspect, left[1] - right[1]) or 1e-4
    moved, count = 0.0, len(_ALWAYS)
    for joint in _ALWAYS:
        old, new = before[joint], now[joint]
        moved += hypot((new[0] - old[0]) * aspect, new[1] - old[1])
    for joint in _WHERE_SEEN:
        old, new = before[joint], now[joint]
        if old[3] >= _SEEN and old[4] >= _SEEN and new[3] >= _SEEN and new[4] >= _SEEN:
            moved += hypot((new[0] - old[0]) * aspect, new[1] - old[1])
            count += 1
    return moved / count / shoulders / took_s
