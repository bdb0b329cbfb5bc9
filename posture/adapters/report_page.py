"""How much of a report fits on one sheet: an estimate of its height, to the safe side.

Only a browser knows how tall words get; `scripts/check_report_page.py` asks one. Here letters are counted,
wide ones for more than one, and the most generous room whose estimate fits is taken. The last always fits.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from posture.therapy.report_blocks import Room, blocks, header_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from datetime import date

    from posture.therapy.report import Report, Section
    from posture.therapy.report_blocks import Block

ROOMS = (
    Room(rows=12, lines=10, letters=240),
    Room(rows=12, lines=8, letters=140),
    Room(rows=8, lines=6, letters=110),
    Room(rows=6, lines=4, letters=80),
    Room(rows=5, lines=3, letters=56),
    Room(rows=4, lines=2, letters=36),
    Room(rows=3, lines=2, letters=28),
    Room(rows=2, lines=1, letters=24),
)
"""From plenty to little."""

LINES = 80.0
"""Lines of 7.1 points on US Letter between margins of 10 mm, less two to be safe."""
_LETTERS_WIDE = 112.0
_LETTERS_COLUMN = 52.0
"""Letters on a line over the whole page, and in one of two columns, of a wide typeface."""
_TITLE_LINES = 2.0
_CHART_LINES = 4.0
_CHARTS = 3
_TABLE_WASTE = 1.3
"""Columns of a table never share a line as evenly as running words."""
_WIDE = frozenset("WMwm@%—…")


def best_room(report: Report, day: Callable[[date], str], wide: Collection[Section]) -> Room:
    """The most generous room with which the page fits on one sheet."""
    for room in ROOMS[:-1]:
        if _lines(report, day, room, wide) <= LINES:
            return room
    return ROOMS[-1]


def _lines(report: Report, day: Callable[[date], str], room: Room, wide: Collection[Section]) -> float:
    """Lines of the whole page; those in two columns count half."""
    total = _TITLE_LINES + _running(header_lines(report.header, day, room), _LETTERS_WIDE)
    total += _CHARTS * _CHART_LINES / 2
    for block in blocks(report, day, room):
        over_all = block.section in wide
        lines = _height(block, _LETTERS_WIDE if over_all else _LETTERS_COLUMN)
        total += lines if over_all else lines / 2
    return total


def _height(block: Block, letters: float) -> float:
    rows = sum(ceil(_TABLE_WASTE * sum(map(_width, row)) / letters) for row in block.rows)
    return _TITLE_LINES + bool(block.heads) + rows + _running(block.lines, letters)


def _running(lines: Iterable[str], letters: float) -> float:
    return float(sum(ceil(_width(line) / letters) for line in lines))


def _width(text: str) -> float:
    """In letters of usual width."""
    return sum(
        1.7 if letter in _WIDE or east_asian_width(letter) in "WF" else 1.15 if letter.isupper() else 1.0
        for letter in text
    )
