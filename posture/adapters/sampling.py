"""Which moments of source time are analysed."""

from __future__ import annotations

from math import floor

HALF_MILLISECOND_S = 0.0005
"""Times are rounded to the millisecond, so one may lie this much before the grid point it belongs to."""


class SamplingGrid:
    """The fixed grid k/fps seconds: of each interval the first moment offered is taken.

    The grid is fixed to source time and not to the frame taken last, so the same recording gives the
    same moments however it is cut into frames, and a gap is followed by the next grid point.
    """

    def __init__(self, fps: float) -> None:
        """`fps`: moments per second of source time, above 0."""
        if not fps > 0:
            msg = f"the analysis rate must be above 0, not {fps}"
            raise ValueError(msg)
        self._fps = fps
        self._interval = -1

    def takes(self, t_s: float) -> bool:
        """Whether the moment `t_s` is the first of its interval; if so, the interval is used up."""
        interval = floor((t_s + HALF_MILLISECOND_S) * self._fps)
        if interval <= self._interval:
            return False
        self._interval = interval
        return True

    def change(self, fps: float) -> None:
        """Go on with another rate; the moment taken last stays taken."""
        last_s = self._interval / self._fps
        self._fps = fps
        # At most the interval that the last moment lies in is used up, so that the next is a later one.
        self._interval = -1 if self._interval < 0 else floor((last_s + HALF_MILLISECOND_S) * fps)

    def next_s(self) -> float:
        """When the next interval begins, seconds."""
        return (self._interval + 1) / self._fps
