"""Postural shifts, and how long the user has been sitting without one.

A postural shift is a change of position that is larger than the user's own noise in two independent signals
and lasts for `stillness.shift_held_s`. Features that share a cause are one signal: a tilted lid moves
head and shoulders together and is one signal, so it is no shift. A glance or a gesture is over before that.

    SETTLED --(two signals, or one, beyond the noise)--> CHANGING --(back)--> SETTLED
    CHANGING --(held; two signals)--> SETTLED in the new position, a shift: the clock starts from zero
    CHANGING --(held; one signal)--> SETTLED in the new position, no shift (a lid, a slow drift)

The clock runs while the user is seen sitting. Where nobody can tell whether he moved (turned away, out of a
usable view) it stands still; leaving the chair, standing up and losing the user set it back to zero. So
reading or watching a film without moving is sitting, and is noticed.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, NamedTuple

from posture.baseline import FACE_YAW, LIMITS, NOISE_SIGMAS
from posture.features import Features

if TYPE_CHECKING:
    from posture.settings import StillnessSettings

SHARE = 0.5
"""A signal changed when it moved by this share of what counts as a deviation, or by the noise if that is

larger. ENG: half a deviation is a movement one makes, not the sway of somebody who sits still.
"""

_FOLLOW_S = 60.0
"""The settled position follows slow drift with this time constant. ENG."""

_NO_NOISE = Features._make([0.0] * len(Features._fields))
"""Without a reference nothing is known of it."""


class Shift(NamedTuple):
    """A change of position that held: since when (seconds), and whether two signals took part."""

    since: float
    counts: bool


class Stillness:
    """The state machine above. All times in seconds of the session.

    Attributes:
        spread: standard deviation of each feature while the user sat still, or `None` without a reference.
        deadline: when a changed position will have held long enough, or `None`.
    """

    __slots__ = (
        "_changed",
        "_rate",
        "_settings",
        "_settled",
        "_since",
        "_still_s",
        "_t",
        "_told_s",
        "deadline",
        "spread",
    )

    def __init__(self, settings: StillnessSettings) -> None:
        self._settings = settings
        self.spread: Features | None = None
        self.deadline: float | None = None
        self._settled: Features | None = None
        self._changed: Features | None = None
        self._since = 0.0
        self._still_s = 0.0
        self._told_s = 0.0
        self._rate = 0.0
        self._t = 0.0

    def use(self, settings: StillnessSettings) -> None:
        """Go by these from now on; what is under way goes on."""
        self._settings = settings

    def still_s(self, t: float) -> float:
        """Seconds seen sitting since the last shift."""
        return self._still_s + self._rate * (t - self._t)

    @property
    def prolonged_at(self) -> float | None:
        """When the next nudge is due if the user stays as he is, or `None`."""
        if self._rate == 0.0:
            return None
        return self._t + max(0.0, self._told_s + self._settings.nudge_after_s - self._still_s)

    def prolonged(self, t: float) -> float:
        """`prolonged_at` has come: how long without a shift. The next nudge comes as much later again."""
        self._told_s = self.still_s(t)
        return self._told_s

    def reset(self, t: float) -> None:
        """The user is not in his chair, or out of sight: whatever comes is a new beginning."""
        self._settled = None
        self._restart(t)
        self._run(t, 0.0)

    def freeze(self, t: float) -> None:
        """He sits there, but nobody can tell whether he moves."""
        self.deadline = None
        self._changed = None
        self._run(t, 0.0)

    def observe(self, t: float, features: Features) -> None:
        """He sits there like this."""
        took_s = t - self._t
        self._run(t, 1.0)
        if self._settled is None:
            self._settled = features
            return
        if not self._moved(self._settled, features):
            self.deadline = None
            self._changed = None
            gain = 1.0 - exp(-max(0.0, took_s) / _FOLLOW_S)
            self._settled = Features._make(
                [old + gain * (new - old) for old, new in zip(self._settled, features, strict=True)]
            )
        else:
            if self.deadline is None:
                self._since = t
                self.deadline = t + self._settings.shift_held_s
            self._changed = features

    def take(self, t: float) -> Shift:
        """`deadline` has come: the user is settled in the new position."""
        assert self._settled is not None
        assert self._changed is not None
        counts = self._moved(self._settled, self._changed) > 1
        self._settled = self._changed
        self.deadline = None
        self._changed = None
        if counts:
            # The new position is as old as the change; the clock has run meanwhile.
            self._restart(self._since)
            self._still_s = t - self._since if self._rate else 0.0
            self._t = t
        return Shift(self._since, counts)

    def _restart(self, t: float) -> None:
        self.deadline = None
        self._changed = None
        self._still_s = self._told_s = 0.0
        self._t = t

    def _run(self, t: float, rate: float) -> None:
        self._still_s = self.still_s(t)
        self._t = t
        self._rate = rate

    def _moved(self, before: Features, now: Features) -> int:
        """How many signals differ by more than the user's noise; what has one cause is one signal."""
        spread = self.spread or _NO_NOISE
        # The size of a face that is turned away is a guess.
        faces = abs(now.yaw - before.yaw) < FACE_YAW
        width = before.shoulders
        height = LIMITS.shoulder_drop * width
        rounding = _differs(now.neck - before.neck, LIMITS.neck * before.neck, spread.neck) or (
            faces
            and _differs(
                now.face_ratio - before.face_ratio, LIMITS.face_ratio * before.face_ratio, spread.face_ratio
            )
        )
        trunk_distance = _differs(now.shoulders - width, LIMITS.size * width, spread.shoulders)
        head_distance = faces and _differs(now.face - before.face, LIMITS.size * before.face, spread.face)
        up_or_down = _differs(now.shoulder_y - before.shoulder_y, height, spread.shoulder_y) or _differs(
            now.head_y - before.head_y, height, spread.head_y
        )
        sideways = _differs(
            now.shoulder_x - before.shoulder_x, LIMITS.shift * width, spread.shoulder_x
        ) or _differs(now.lateral - before.lateral, LIMITS.lateral, spread.lateral)
        tilt = _differs(
            now.shoulder_tilt - before.shoulder_tilt, LIMITS.shoulder_tilt, spread.shoulder_tilt
        ) or _differs(now.head_roll - before.head_roll, LIMITS.head_roll, spread.head_roll)
        return rounding + trunk_distance + head_distance + up_or_down + sideways + tilt


def _differs(change: float, limit: float, spread: float) -> bool:
    """Whether a change is larger than it may be without anything having changed, in the feature's unit."""
    reach = SHARE * limit
    return not (-reach <= change <= reach) and abs(change) > NOISE_SIGMAS * spread
