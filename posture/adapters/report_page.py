"""How much of a report fits on one sheet, and how large: an estimate of its height, to the safe side.

Only a browser knows how tall words get; `scripts/check_report_page.py` asks one. Here letters are counted,
wide ones for more than one, and the most generous layout whose estimate fits is taken: first the type gets
smaller, then texts and tables shorter. The last always fits.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from posture.adapters.reader_place import Paper
from posture.therapy.report import Section
from posture.therapy.report_blocks import Room, blocks, header_lines, left_out_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from posture.adapters.reader_place import ReaderPlace
    from posture.therapy.report import Report
    from posture.therapy.report_blocks import Block, Row

ABOVE = (Section.GOALS, Section.ADHERENCE)
LEFT = (Section.SYMPTOMS, Section.FUNCTION, Section.NOTES)
RIGHT = (Section.SITTING, Section.POSTURE, Section.SAFETY, Section.QUALITY)
BELOW = (Section.RULES,)
"""Where sections stand: over the whole width, in two columns, over the whole width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How much fits, the size of the type in points, and the height of a chart in millimetres. ENG."""

    room: Room
    points: float
    chart_mm: float


def _layouts() -> Iterator[Layout]:
    everything = Room(exercises=12, rows=12, lines=10, letters=240)
    for points, chart_mm in ((9.0, 22.0), (8.6, 20.0), (8.2, 19.0), (7.8, 17.0), (7.5, 16.0)):
        yield Layout(room=everything, points=points, chart_mm=chart_mm)
    yield Layout(room=Room(exercises=12, rows=8, lines=8, letters=140), points=7.5, chart_mm=16)
    for exercises, rows, lines, letters in (
        (12, 6, 6, 90),
        (12, 5, 4, 60),
        (12, 4, 3, 44),
        (12, 3, 2, 36),
        (12, 3, 1, 30),
        (12, 2, 1, 30),
        (8, 2, 1, 26),
        (5, 2, 1, 24),
        (3, 2, 1, 24),
    ):
        room = Room(exercises=exercises, rows=rows, lines=lines, letters=letters)
        yield Layout(room=room, points=7.1, chart_mm=12)


LAYOUTS = tuple(_layouts())
"""From plenty to little."""

_PAGE_MM = {Paper.A4: 265.0, Paper.LETTER: 248.0}
"""The height between margins of 10 mm is 277 and 259; the rest is for what the estimate does not know."""
_WIDE_MM, _COLUMN_MM = 190.0, 92.0
"""The width of A4 between its margins, and of a column of it."""
_POINT_MM = 25.4 / 72
_LINE = 1.2
"""The height of a line, in sizes of type: what the page asks for, and a little for the rows of tables."""
_LETTER = 0.51
"""The width of a letter, in sizes of type: running words in Arial have about 0.47."""
_TITLE_LINES = 2.0
_HEADER_LINES = 2.6
_CAPTION_LINES = 1.2
_CELL_GAP = 1.2
_RAGGED = 1.12
"""Words that do not fit at the end of a line leave it shorter."""
_WIDE_LETTERS = frozenset("WMwm@%—…")


def best_layout(report: Report, place: ReaderPlace) -> Layout:
    """The most generous layout with which the page fits on one sheet."""
    for layout in LAYOUTS[:-1]:
        if height_mm(report, place.day, layout) <= _PAGE_MM[place.paper]:
            return layout
    return LAYOUTS[-1]


def height_mm(report: Report, day: Callable[[date], str], layout: Layout) -> float:
    """About how tall the page gets."""
    line = layout.points * _POINT_MM * _LINE
    wide, column = (width / (layout.points * _POINT_MM * _LETTER) for width in (_WIDE_MM, _COLUMN_MM))
    found = {block.section: block for block in blocks(report, day, layout.room)}
    charts = {
        Section.ADHERENCE: bool(report.adherence and report.adherence.weeks),
        Section.SYMPTOMS: bool(report.symptoms and report.symptoms.days),
        Section.SITTING: bool(report.sitting and report.sitting.days),
    }

    def part(sections: Iterable[Section], letters: float) -> float:
        blocks_here = [found[section] for section in sections if section in found]
        drawn = sum(charts.get(block.section, False) for block in blocks_here)
        words = sum(_lines(block, letters) for block in blocks_here) + drawn * _CAPTION_LINES
        return words * line + drawn * layout.chart_mm

    header = [*header_lines(report.header, day, layout.room), left_out_line(report)]
    return (
        (_HEADER_LINES + _running(header, wide)) * line
        + part((*ABOVE, *BELOW), wide)
        + max(part(LEFT, column), part(RIGHT, column))
    )


def _lines(block: Block, letters: float) -> float:
    heads = bool(block.heads)
    return _TITLE_LINES + heads + _rows(block.rows, letters) + _running(block.lines, letters)


def _rows(rows: Sequence[Row], letters: float) -> float:
    """The lines of a table: a browser gives each column room by its longest cell."""
    if not rows:
        return 0.0
    widths = [[_width(cell) for cell in row] for row in rows]
    longest = [max(column) + _CELL_GAP for column in zip(*widths, strict=True)]
    share = letters / sum(longest)
    if share >= 1:
        return float(len(rows))
    return float(
        sum(
            max(ceil(_RAGGED * width / (share * room)) for width, room in zip(row, longest, strict=True))
            for row in widths
        )
    )


def _running(lines: Iterable[str], letters: float) -> float:
    widths = map(_width, lines)
    return float(sum(ceil(width / letters * (_RAGGED if width > letters else 1)) for width in widths))


def _width(text: str) -> float:
    """In letters of usual width."""
    return sum(
        1.8
        if letter in _WIDE_LETTERS or east_asian_width(letter) in "WF"
        else 1.2
        if letter.isupper()
        else 1.0
        for letter in text
    )
