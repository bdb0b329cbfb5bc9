"""The day as a strip of cells with the hours below. Pure: cells and strings, no widget.

Every kind of time has a shape of its own, so that nothing depends on colour: the height of a block says
how upright somebody was, everything else is a sign.

What a cell shows, in this order: a break, in the cell in which its middle lies; what lasted a minute, or as
long as a cell, and would be seen nowhere else, in the cell that holds most of it; what most of the cell's
time was. In the end each kind of time that is told in the totals has a cell, where it can have one without
taking the only one of another kind.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from posture.day_parts import DayParts, Passage
from posture.partition import OUT_OF_THE_CHAIR, Kind

_HOUR_S = 3600.0
_DAY_S = 24 * _HOUR_S
_LEAST_S = 8 * _HOUR_S
"""The strip holds at least a working day, so that a cell means the same from morning to evening."""
_LEAST_RECORDING_S = 600.0
_STEPS_S = (60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600)
_LABEL_ROOM = 7
"""Cells from one time of day below the strip to the next, at least."""


class Cell(StrEnum):
    """What a cell of the strip says of its time."""

    NOTHING = "nothing"
    SITTING = "sitting"
    OFF_REFERENCE = "off reference"
    STANDING = "standing"
    BREAK = "break"
    AWAY = "away"
    UNKNOWN = "unknown"
    PAUSED = "paused"
    ASLEEP = "asleep"


class Look(NamedTuple):
    """A cell's sign and Textual style; `always` says that the legend names it also without any of it."""

    glyph: str
    style: str
    always: bool = True


LOOKS: dict[Cell, Look] = {
    Cell.STANDING: Look("█", "$text-primary"),
    Cell.SITTING: Look("▄", "$text-primary"),
    Cell.OFF_REFERENCE: Look("▁", "bold $text-warning"),
    Cell.BREAK: Look("+", "bold"),
    Cell.AWAY: Look("·", "$foreground-muted"),
    Cell.UNKNOWN: Look("?", "$foreground-muted"),
    Cell.PAUSED: Look("=", "$foreground-muted", always=False),
    Cell.ASLEEP: Look("z", "$foreground-muted", always=False),
    Cell.NOTHING: Look(" ", "", always=False),
}
"""In the order of the legend."""

_SEEN_FROM_S = 60.0
"""What lasts so long is seen, however long a cell is. ENG: what is shorter is seldom told in minutes."""
_COUNTED = (Cell.OFF_REFERENCE, Cell.BREAK)
"""Of these the totals tell how many there were: none is too short."""

_CELL_OF_KIND = {
    Kind.SITTING: Cell.SITTING,
    Kind.STANDING: Cell.STANDING,
    Kind.AWAY: Cell.AWAY,
    Kind.UNKNOWN: Cell.UNKNOWN,
    Kind.PAUSED: Cell.PAUSED,
    Kind.SUSPENDED: Cell.ASLEEP,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The cells from left to right, and the line of times below them."""

    cells: tuple[Cell, ...]
    times: str

    @property
    def text(self) -> str:
        """The cells as their signs alone."""
        return "".join(LOOKS[cell].glyph for cell in self.cells)


def legend_cells(parts: DayParts) -> tuple[Cell, ...]:
    """What the legend names: what it names on every day, and what else there was on this one."""
    there = {_CELL_OF_KIND[stretch.kind] for stretch in parts.stretches}
    return tuple(cell for cell, look in LOOKS.items() if look.always or cell in there)


def day_strip(parts: DayParts, now_s: float, width: int, *, clock: bool) -> Strip:
    """The day up to `now_s` in `width` cells; `clock` says that times are times of day."""
    start_s, end_s = _window(parts, now_s, clock=clock)
    cell_s = (end_s - start_s) / width
    tallies: list[dict[Cell, float]] = [defaultdict(float) for _ in range(width)]
    shares: list[_Share] = []
    for cell, passage in _passages(parts):
        spread = dict(_spread(passage, start_s, cell_s, width))
        for number, seconds in spread.items():
            tallies[number][cell] += seconds
        if spread:
            shares.append(_Share(cell, spread, lasted_s=passage.end_s - passage.start_s))
    cells = [max(tally, key=lambda cell: tally[cell], default=Cell.NOTHING) for tally in tallies]
    breaks = set()
    for passage in parts.breaks:
        number = int(((passage.start_s + passage.end_s) / 2 - start_s) / cell_s)
        if 0 <= number < width:
            cells[number] = Cell.BREAK
            breaks.add(number)
    _show_short_ones(cells, breaks, shares, least_s=min(_SEEN_FROM_S, cell_s))
    _show_each_kind(cells, shares, least_s=min(_SEEN_FROM_S, cell_s))
    return Strip(cells=tuple(cells), times=_times(start_s, end_s, width, clock=clock))


class _Share(NamedTuple):
    """A passage: how many of its seconds lie in which cell, and how long it lasted in all."""

    cell: Cell
    spread: dict[int, float]
    lasted_s: float


def _show_short_ones(cells: list[Cell], taken: set[int], shares: Sequence[_Share], *, least_s: float) -> None:
    """The shortest first: what is longer finds another cell, or is seen already.

    Sitting is the ground on which the rest stands out.
    """
    for share in sorted(shares, key=lambda share: share.lasted_s):
        if share.cell is Cell.SITTING or share.lasted_s < least_s:
            continue
        if any(cells[number] is share.cell for number in share.spread):
            continue
        free = [number for number in share.spread if number not in taken]
        if free:
            number = max(free, key=lambda number: share.spread[number])
            cells[number] = share.cell
            taken.add(number)


def _show_each_kind(cells: list[Cell], shares: Sequence[_Share], *, least_s: float) -> None:
    """A kind of which nothing is seen gets a cell of one that is seen elsewhere too."""
    totals: dict[Cell, float] = defaultdict(float)
    for share in shares:
        totals[share.cell] += sum(share.spread.values())
    for kind in sorted(totals, key=lambda kind: totals[kind]):
        if kind in cells or (totals[kind] < least_s and kind not in _COUNTED):
            continue
        seen = Counter(cells)
        own = [share for share in shares if share.cell is kind]
        for share in sorted(own, key=lambda share: share.lasted_s, reverse=True):
            others = [number for number in share.spread if seen[cells[number]] > 1]
            if others:
                cells[max(others, key=lambda number: share.spread[number])] = kind
                break


def _window(parts: DayParts, now_s: float, *, clock: bool) -> tuple[float, float]:
    if not clock:
        return 0.0, max(now_s, _LEAST_RECORDING_S)
    first_s = min((stretch.start_s for stretch in parts.stretches), default=now_s)
    start_s = math.floor(min(first_s, now_s) / _HOUR_S) * _HOUR_S
    end_s = max(start_s + _LEAST_S, math.ceil(now_s / _HOUR_S) * _HOUR_S)
    return start_s, min(end_s, _DAY_S)


def _passages(parts: DayParts) -> Iterator[tuple[Cell, Passage]]:
    """Each time once: what lies over a stretch is taken out of it."""
    for stretch in parts.stretches:
        whole = Passage(start_s=stretch.start_s, end_s=stretch.end_s)
        over, cell_over = parts.off_reference, Cell.OFF_REFERENCE
        if stretch.kind in OUT_OF_THE_CHAIR:
            over, cell_over = parts.breaks, Cell.BREAK
        at_s = whole.start_s
        for passage in sorted(over, key=lambda passage: passage.start_s):
            begin_s, until_s = max(passage.start_s, at_s), min(passage.end_s, whole.end_s)
            if begin_s >= until_s:
                continue
            yield _CELL_OF_KIND[stretch.kind], Passage(start_s=at_s, end_s=begin_s)
            yield cell_over, Passage(start_s=begin_s, end_s=until_s)
            at_s = until_s
        yield _CELL_OF_KIND[stretch.kind], Passage(start_s=at_s, end_s=whole.end_s)


def _spread(passage: Passage, start_s: float, cell_s: float, width: int) -> Iterator[tuple[int, float]]:
    """How many seconds of the passage lie in which cell."""
    first = max(0, int((passage.start_s - start_s) / cell_s))
    last = min(width - 1, int((passage.end_s - start_s) / cell_s))
    for number in range(first, last + 1):
        begin_s = start_s + number * cell_s
        seconds = min(passage.end_s, begin_s + cell_s) - max(passage.start_s, begin_s)
        if seconds > 0:
            yield number, seconds


def _times(start_s: float, end_s: float, width: int, *, clock: bool) -> str:
    """Times below the cells at which they begin, as many as there is room for."""
    cell_s = (end_s - start_s) / width
    step_s = next((step for step in _STEPS_S if step / cell_s >= _LABEL_ROOM), _STEPS_S[-1])
    line = ""
    t = math.ceil(start_s / step_s) * step_s
    while t < end_s:
        column = round((t - start_s) / cell_s)
        label = _time_label(t, clock=clock)
        if column >= len(line) and column + len(label) <= width:
            line = f"{line:<{column}}{label}"
        t += step_s
    return line


def _time_label(t: float, *, clock: bool) -> str:
    minutes = round(t / 60)
    if not clock:
        return f"{minutes} min" if minutes < 60 else f"{minutes // 60}:{minutes % 60:02d} h"
    return f"{minutes // 60}:{minutes % 60:02d}" if minutes % 60 else f"{minutes // 60} h"
