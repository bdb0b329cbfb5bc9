"""The reference follows the user slowly, and only while he is near it.

Over a day people settle: a jumper, a cushion, another way to sit. The centre of the reference therefore
drifts towards what is seen, with a time constant of half an hour. It learns only from frames well inside
the reference (`LEARN_BELOW`), never from a deviation, an unusable view or an absence, and it never gets
further than `CLAMP` limits from what was calibrated: a slump that creeps in over an hour is still found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.baseline import shape_limits
from posture.features import Features

if TYPE_CHECKING:
    from posture.baseline import Baseline

TIME_CONSTANT_S = 1800.0
"""ENG: a day has time for it, a slouch has not."""

LEARN_BELOW = 0.5
"""Only frames whose score is under this are learned from. ENG."""

CLAMP = 0.4
"""The centre never drifts further than this many limits from the calibration. ENG."""

STEP_S = 30.0
"""The reference is moved this often, by what was seen meanwhile. ENG."""


class Adaptation:
    """Averages what may be learned and says, every `STEP_S`, where the centre should be."""

    __slots__ = ("_began_t", "_calibrated", "_seen")

    def __init__(self, calibrated: Baseline) -> None:
        self._calibrated = calibrated.centre
        self._seen: list[Features] = []
        self._began_t: float | None = None

    def learn(self, t: float, features: Features, score: float, centre: Features) -> Features | None:
        """Take one usable observation; the new centre when it is time for one, else `None`."""
        if score >= LEARN_BELOW:
            return None
        if self._began_t is None:
            self._began_t = t
        self._seen.append(features)
        if t - self._began_t < STEP_S:
            return None
        share = min(STEP_S, t - self._began_t) / TIME_CONSTANT_S
        seen = [sum(values) / len(values) for values in zip(*self._seen, strict=True)]
        self._seen.clear()
        self._began_t = None
        moved = Features._make(old + share * (new - old) for old, new in zip(centre, seen, strict=True))
        return self._clamped(moved)

    def _clamped(self, moved: Features) -> Features:
        """Shape features stay near the calibration; place and size are `placement`'s business."""
        start = self._calibrated
        kept = {}
        for name, limit in shape_limits(start).items():
            reach = CLAMP * limit
            value = getattr(moved, name)
            begin = getattr(start, name)
            kept[name] = max(begin - reach, min(begin + reach, value))
        return moved._replace(**kept)
