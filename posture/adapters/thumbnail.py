"""A cheap test on the picture: whether it looks like the one that was analysed last.

Both are made tiny and grey, and compared cell by cell. The *largest* difference decides and not the mean: in
a mean a small person far from the camera would vanish. It is measured in the contrast of the picture itself,
so that a dim room is not blind. Compared is with the picture *analysed* last and not with the one before, so
slow changes add up until they show.

Each cell is the mean of some hundred pixels, which leaves next to nothing of the sensor's noise. Somebody who
breathes and sways by less than a pixel moves edges, and those alone read up to 0.4 of the contrast on the
portraits of the tests; a head that sinks by a twentieth of the shoulders' width, a quarter of what counts as
a deviation, reads 1.2 and more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.adapters.native_libraries import load_opencv

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

WIDTH, HEIGHT = 32, 24
CHANGED = 0.5
"""Largest difference of a cell, in standard deviations of the cells, that is a change. ENG, see above."""
LEAST_CHANGE = 4.0
"""Grey levels (of 255) that are no change in any picture: flicker and noise of an empty wall. ENG."""


class Thumbnail:
    """A picture made tiny and grey."""

    def __init__(self, bgr: npt.NDArray[np.uint8]) -> None:
        opencv = load_opencv()
        small = opencv.resize(bgr, (WIDTH, HEIGHT), interpolation=opencv.INTER_AREA)
        self._cells = opencv.cvtColor(small, opencv.COLOR_BGR2GRAY).astype("float32")
        self._shape = bgr.shape

    def looks_like(self, other: Thumbnail) -> bool:
        """Whether nothing changed that matters."""
        if self._shape != other._shape:
            return False
        change = float(abs(self._cells - other._cells).max())
        return change <= max(LEAST_CHANGE, CHANGED * float(other._cells.std()))
