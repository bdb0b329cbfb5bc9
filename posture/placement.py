"""Whether the camera or the chair moved, rather than the user.

A tilted lid, a turned laptop, another chair height or a chair that rolled changes *where* the user is in
the picture and how large, and nothing about his shape: neck height over shoulder width, face over
shoulders and the tilts stay as they were (docs/geometry.md). A slump changes the shape. So when the place
or the size has changed, the shape has not, and this holds for a while, the reference is set into the new
place: sizes and positions are taken over, the shape never. Detection goes on without a break, and a large
change is told as `camera_moved`, so that the user can recalibrate with one key if he likes.

Leaning back keeps the shape as well and looks like a chair that rolled back, so what looks like it must hold
for `view.moved_back_after_s`, much longer than other changes (`view.moved_after_s`).
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from posture.baseline import Deviation
from posture.features import Features
from posture.labels import Label
from posture.side_view import sees_side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture.settings import ViewSettings

SAME_SHAPE = 0.6
"""Shape features may differ by this share of their limits. ENG."""

MOVED = 1.0
"""Limits of place or size beyond which it counts as moved: 0.1 shoulder widths, 8 % of size. ENG."""

STEADY = 0.5
"""While waiting, place and size may wander by this many limits. ENG."""

LINGERS_TIMES = 3.0
"""A move that follows on leaning in must hold this many times as long. ENG."""

GLANCE_S = 3.0
"""For so long the shape may be another one while a move is pending. ENG, as long as a glance."""

_SMOOTH_S = 1.5
"""Time constant of the deviations that shape and place are told from. ENG."""

_AVERAGE_S = 3.0
"""Time constant of the average that is taken over. ENG."""


class Placement:
    """Watches for a change of place that keeps the shape. All times in seconds."""

    __slots__ = ("_average", "_fits_t", "_place", "_settings", "_shape", "_shape_t", "deadline", "since")

    def __init__(self, settings: ViewSettings) -> None:
        self._settings = settings
        self._average: list[float] | None = None
        self._shape: Deviation | None = None
        self._shape_t = 0.0
        self._place: tuple[float, ...] = ()
        self._fits_t = self.since = 0.0
        self.deadline: float | None = None

    def use(self, settings: ViewSettings) -> None:
        """Go by these from now on; what is under way goes on."""
        self._settings = settings

    def reset(self) -> None:
        """Nothing is seen: what was pending begins anew."""
        self._average = None
        self._shape = None
        self.deadline = None

    def interrupted(self, t: float) -> None:
        """Nothing can be told at `t`: a glance away or a slip of the estimator, unless it lasts."""
        if self._average is not None and t - self._fits_t > GLANCE_S:
            self.reset()

    def observe(
        self, t: float, features: Features, deviation: Deviation, label: Label, *, lingers: bool = False
    ) -> None:
        """Take one usable observation; sets `deadline` when the place has changed and the shape has not.

        `label` is what the observation looks like by itself, whatever came before it; `lingers` says that
        something else did, which makes a move less likely.
        """
        deviation = self._smoothed(t, deviation)
        place = (deviation.shoulder_drop, deviation.head_drop, deviation.closer, deviation.shift_left)
        moved = max(map(abs, place)) >= MOVED and _same_shape(deviation) and not label.is_slouch
        if self._average is not None and moved and _near(place, self._place):
            self._average = _averaged(self._average, features, t - self._fits_t, _AVERAGE_S)
        elif self._average is not None and t - self._fits_t <= GLANCE_S:
            return
        elif moved:
            self._average = list(features)
            self._place = place
            self.since = t
        else:
            self._average = None
            self.deadline = None
            return
        self._fits_t = t
        settings = self._settings
        hold_s = settings.moved_after_s if label is Label.UPRIGHT else settings.moved_back_after_s
        if lingers:
            hold_s = max(hold_s, LINGERS_TIMES * settings.moved_after_s)
        self.deadline = self.since + hold_s

    def _smoothed(self, t: float, deviation: Deviation) -> Deviation:
        """Deviations averaged over `_SMOOTH_S`: on real pictures a still shape wavers by half its limits."""
        past = self._shape
        if past is not None and t - self._shape_t < GLANCE_S:
            deviation = Deviation._make(_averaged(past, deviation, t - self._shape_t, _SMOOTH_S))
        self._shape, self._shape_t = deviation, t
        return deviation

    def take(self, centre: Features) -> Features:
        """The deadline has come: `centre` in its new place, with its old shape."""
        assert self._average is not None
        now = Features._make(self._average)
        self.reset()
        # Both sizes by one factor, since their ratio belongs to the shape. From the side the size of the head
        # changes with every turn of it, so it is left alone.
        factor = 1.0 if sees_side(centre) else now.shoulders / centre.shoulders
        return centre._replace(
            shoulders=centre.shoulders * factor,
            face=centre.face * factor,
            shoulder_x=now.shoulder_x,
            shoulder_y=now.shoulder_y,
            head_y=now.head_y,
        )


def _averaged(past: Sequence[float], now: Sequence[float], elapsed_s: float, over_s: float) -> list[float]:
    """An exponential average with the time constant `over_s`, `elapsed_s` after the last value."""
    gain = 1.0 - exp(-elapsed_s / over_s)
    return [old + gain * (new - old) for old, new in zip(past, now, strict=True)]


def _same_shape(d: Deviation) -> bool:
    return (
        -SAME_SHAPE < d.neck_drop < SAME_SHAPE
        and -SAME_SHAPE < d.head_forward < SAME_SHAPE
        and -SAME_SHAPE < d.tilt_left < SAME_SHAPE
        and -SAME_SHAPE < d.lateral_left < SAME_SHAPE
        and -SAME_SHAPE < d.ear_forward < SAME_SHAPE
        and -SAME_SHAPE < d.trunk_forward < SAME_SHAPE
    )


def _near(place: tuple[float, ...], before: tuple[float, ...]) -> bool:
    return all(-STEADY < one - other < STEADY for one, other in zip(place, before, strict=True))
