"""A signal without what an estimator makes of single pictures.

The median of a quarter of a second, then a short low-pass. Both work on seconds, so that the rate hardly
matters; where pictures are few, the median still has three to choose from.
"""

from __future__ import annotations

from collections import deque
from math import exp
from statistics import median

_MEDIAN_S = 0.25
"""ENG: longer than the flicker of an estimator, a quarter of the quickest repetition."""
_MEDIAN_OF = 3
"""However few observations a second: no fewer outvote a single one. ENG."""
_SMOOTH_S = 0.06
"""Time constant of the low-pass. ENG."""


class Smoother:
    """A number that does not jump; forgets with `reset`."""

    __slots__ = ("_recent", "_t", "_value")

    def __init__(self) -> None:
        self._recent: deque[tuple[float, float]] = deque()
        self._t = 0.0
        self._value: float | None = None

    def reset(self) -> None:
        """Forget everything."""
        self._recent.clear()
        self._value = None

    @property
    def last(self) -> float | None:
        """The value of the last call, `None` before the first."""
        return self._value

    def __call__(self, t: float, raw: float) -> float:
        """The smoothed value at `t` seconds; time must not go back."""
        recent = self._recent
        recent.append((t, raw))
        while recent[0][0] < t - _MEDIAN_S and len(recent) > _MEDIAN_OF:
            recent.popleft()
        middle = median(value for _, value in recent)
        if self._value is None:
            self._value = middle
        else:
            self._value += (1.0 - exp((self._t - t) / _SMOOTH_S)) * (middle - self._value)
        self._t = t
        return self._value
