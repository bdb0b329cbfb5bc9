"""How much of a report fits on one sheet, and how large: an estimate of its height, to the safe side.

Only a browser knows how tall words get; `scripts/check_report_page.py` asks one. Here letters are counted,
wide ones for more than one, and the most generous layout whose estimate fits is taken: first the type gets
smaller, then texts and tables shorter. The last always fits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from posture.adapters.reader_place import Paper
from posture.therapy.report import Section
from posture.therapy.report_blocks import blocks
from posture.therapy.report_first import look_first
from posture.therapy.report_header import header_lines, left_out_line
from posture.therapy.report_room import Room

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from posture.adapters.reader_place import ReaderPlace
    from posture.therapy.report import Report
    from posture.therapy.report_room import Block, Dates, Row

ABOVE = (Section.GOALS, Section.ADHERENCE)
BELOW = (Section.RULES,)
"""What stands over the whole width, above and below two columns."""
_LEFT = (Section.SYMPTOMS, Section.FUNCTION)
_RIGHT = (Section.SITTING, Section.POSTURE, Section.SAFETY, Section.QUALITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How much fits, the size of the type in points, and the heights of charts in millimetres. ENG."""

    room: Room
    points: float
    pain_mm: float
    bars_mm: float
    notes_left: bool = True

    @property
    def columns(self) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
        """What stands in the two columns; the notes in the one with more room."""
        if self.notes_left:
            return (*_LEFT, Section.NOTES), _RIGHT
        return _LEFT, (*_RIGHT, Section.NOTES)


def _layouts() -> Iterator[Layout]:
    everything = Room(exercises=12, rows=12, lines=10, letters=240)
    for points in (9.0, 8.6, 8.2, 7.8, 7.5):
        yield Layout(room=everything, points=points, pain_mm=22.0, bars_mm=14.0)
    yield Layout(
        room=Room(exercises=12, rows=8, lines=8, letters=140), points=7.5, pain_mm=22.0, bars_mm=14.0
    )
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
        yield Layout(room=room, points=7.1, pain_mm=20.0 if lines > 1 else 13.0, bars_mm=13.0)


_PAIN_MM = (44.0, 40.0, 36.0, 32.0, 28.0, 25.0)
_BARS_MM = (26.0, 22.0, 19.0, 16.0)
"""Heights that charts may grow to where paper is left. ENG."""

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
_HEADER_LINES = 3.4
"""The title, and the frame around what to look at first."""
_PAIN_CAPTION_LINES, _CAPTION_LINES = 2.2, 1.2
_CELL_GAP = 1.2
_DATED = (Section.NOTES, Section.SAFETY)
"""Their tables begin with a date, in bold, that is never broken."""
_BOLD = 1.1
_RAGGED_CELL, _RAGGED_LINE = 1.15, 1.1
"""Words that do not fit at the end of a line leave it shorter, the more the narrower it is."""
_WIDE_LETTERS = frozenset("WMwm@%—…")


def best_layout(report: Report, place: ReaderPlace) -> Layout:
    """The most generous layout with which the page fits on one sheet; what is left goes to the charts."""

    def height(layout: Layout) -> float:
        return height_mm(report, place, layout)

    def fits(layout: Layout) -> bool:
        return height(layout) <= _PAGE_MM[place.paper]

    for layout in LAYOUTS:
        chosen = min(layout, replace(layout, notes_left=False), key=height)
        if fits(chosen):
            break
    taller = (replace(chosen, pain_mm=high) for high in _PAIN_MM if high > chosen.pain_mm)
    chosen = next(filter(fits, taller), chosen)
    taller = (replace(chosen, bars_mm=high) for high in _BARS_MM if high > chosen.bars_mm)
    return next(filter(fits, taller), chosen)


def height_mm(report: Report, dates: Dates, layout: Layout) -> float:
    """About how tall the page gets."""
    line = layout.points * _POINT_MM * _LINE
    wide, column = (width / (layout.points * _POINT_MM * _LETTER) for width in (_WIDE_MM, _COLUMN_MM))
    found = blocks(report, dates, layout.room)
    pain = report.symptoms
    charts: dict[str, bool] = {
        Section.ADHERENCE: bool(report.adherence and report.adherence.weeks),
        Section.SYMPTOMS: pain is not None and bool(pain.days or pain.check_ins),
        Section.SITTING: bool(report.sitting and report.sitting.days),
    }

    def tall(block: Block, letters: float) -> float:
        dated = block.section in _DATED
        table = (_TITLE_LINES + bool(block.heads) + _rows(block.rows, letters, dated=dated)) * line
        if not charts.get(block.key):
            return table + _running(block.lines, letters) * line
        if block.section in ABOVE:  # the lines stand beside the chart
            drawn = layout.bars_mm + _CAPTION_LINES * line
            return table + max(drawn, _running(block.lines, letters / 2) * line)
        pain = block.section is Section.SYMPTOMS
        drawn = layout.pain_mm if pain else layout.bars_mm
        caption = _PAIN_CAPTION_LINES if pain else _CAPTION_LINES
        return table + drawn + (caption + _running(block.lines, letters)) * line

    def part(sections: tuple[Section, ...], letters: float) -> float:
        return sum(tall(block, letters) for block in found if block.section in sections)

    header = [
        *header_lines(report.header, dates, layout.room),
        left_out_line(report),
        look_first(report, dates, layout.room),
    ]
    return (
        (_HEADER_LINES + _running(header, wide)) * line
        + part((*ABOVE, *BELOW), wide)
        + max(part(sections, column) for sections in layout.columns)
    )


def _rows(rows: Sequence[Row], letters: float, *, dated: bool) -> float:
    """The lines of a table: a browser gives each column room by its longest cell, dates all they need."""
    if not rows:
        return 0.0
    widths = [[_width(cell) for cell in row] for row in rows]
    longest = [max(column) + _CELL_GAP for column in zip(*widths, strict=True)]
    dates = _BOLD * longest[0] if dated else 0.0
    share = (letters - dates) / sum(longest[dated:])
    if share >= 1:
        return float(len(rows))
    return float(
        sum(
            max(
                ceil(_RAGGED_CELL * width / (share * room))
                for width, room in zip(row[dated:], longest[dated:], strict=True)
            )
            for row in widths
        )
    )


def _running(lines: Iterable[str], letters: float) -> float:
    widths = map(_width, lines)
    return float(sum(ceil(width / letters * (_RAGGED_LINE if width > letters else 1)) for width in widths))


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
