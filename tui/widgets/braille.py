"""A bitmap drawn with braille characters: eight dots in every cell of the terminal.

Pure Python on purpose: the first paint must not wait for numpy, and a figure is a few hundred dots.
Dots are about square, because a cell is about twice as high as wide and holds 2 x 4 of them.
"""

from __future__ import annotations

import math
from enum import IntEnum

DOTS_ACROSS = 2
DOTS_DOWN = 4
_BLANK = 0x2800
_DASH = 4
"""Dots of a dash, and of the gap after it."""
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


class Ink(IntEnum):
    """What a dot belongs to. In a cell with both, the higher one gives the colour."""

    NONE = 0
    REFERENCE = 1
    LIMIT = 2
    LIVE = 3
    MARKED = 4


class BrailleGrid:
    """`columns` x `rows` cells; points are in dots, the origin at the top left, outside is ignored."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns = columns
        self.rows = rows
        self._bits = bytearray(columns * rows)
        self._inks = bytearray(columns * rows)

    @property
    def width(self) -> int:
        """Dots across."""
        return self.columns * DOTS_ACROSS

    @property
    def height(self) -> int:
        """Dots down."""
        return self.rows * DOTS_DOWN

    def dot(self, x: float, y: float, ink: Ink) -> None:
        """Set one dot."""
        across, down = math.floor(x), math.floor(y)
        if not (0 <= across < self.width and 0 <= down < self.height):
            return
        cell = (down // DOTS_DOWN) * self.columns + across // DOTS_ACROSS
        self._bits[cell] |= _BITS[down % DOTS_DOWN][across % DOTS_ACROSS]
        self._inks[cell] = max(self._inks[cell], ink)

    def line(self, start: tuple[float, float], end: tuple[float, float], ink: Ink) -> None:
        """A straight line; the reference is dotted and a limit dashed: they differ without any colour."""
        length = math.dist(start, end)
        stride = 4.0 if ink is Ink.REFERENCE else 1.0
        steps = max(1, math.ceil(length / stride))
        if length > 8 * (self.width + self.height):
            return
        for step in range(steps + 1):
            if ink is Ink.LIMIT and step % (2 * _DASH) >= _DASH:
                continue
            share = step / steps
            self.dot(
                start[0] + (end[0] - start[0]) * share,
                start[1] + (end[1] - start[1]) * share,
                ink,
            )

    def ellipse(self, centre: tuple[float, float], radii: tuple[float, float], tilt: float, ink: Ink) -> None:
        """An outline with half axes `radii`, turned by `tilt` radians."""
        if max(radii) > self.width + self.height:
            return
        stride = 4.0 if ink is Ink.REFERENCE else 1.0
        steps = max(8, math.ceil(2 * math.pi * max(radii) / stride))
        cosine, sine = math.cos(tilt), math.sin(tilt)
        for step in range(steps):
            angle = 2 * math.pi * step / steps
            along, down = radii[0] * math.cos(angle), radii[1] * math.sin(angle)
            self.dot(
                centre[0] + along * cosine - down * sine,
                centre[1] + along * sine + down * cosine,
                ink,
            )

    def row(self, number: int) -> list[tuple[str, Ink]]:
        """The cells of one row as runs of text with the same ink, from left to right."""
        runs: list[tuple[str, Ink]] = []
        start = number * self.columns
        for cell in range(start, start + self.columns):
            bits, ink = self._bits[cell], Ink(self._inks[cell])
            character = chr(_BLANK + bits) if bits else " "
            if runs and runs[-1][1] is ink:
                runs[-1] = (runs[-1][0] + character, ink)
            else:
                runs.append((character, ink))
        return runs
