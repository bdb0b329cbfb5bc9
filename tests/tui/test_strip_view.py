"""The strip of the day: one sign for each kind of time, the hours below."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posture.day_parts import DayParts, Passage, Stretch
from posture.partition import Kind
from tui.strip_view import LOOKS, Cell, day_strip, legend_cells

HOUR = 3600.0


def stretch(kind: Kind, start_h: float, end_h: float) -> Stretch:
    return Stretch(kind=kind, start_s=start_h * HOUR, end_s=end_h * HOUR)


def passage(start_h: float, end_h: float) -> Passage:
    return Passage(start_s=start_h * HOUR, end_s=end_h * HOUR)


MORNING = DayParts(
    stretches=(
        stretch(Kind.SITTING, 9, 10),
        stretch(Kind.AWAY, 10, 10.5),
        stretch(Kind.STANDING, 10.5, 11.5),
        stretch(Kind.UNKNOWN, 11.5, 12),
        stretch(Kind.SITTING, 12, 13),
        stretch(Kind.PAUSED, 13, 13.5),
        stretch(Kind.SUSPENDED, 13.5, 14),
        stretch(Kind.SITTING, 14, 14.5),
    ),
    off_reference=(passage(9.5, 10),),
    breaks=(passage(10.25, 10.5), passage(12.1, 12.1)),
)


def test_each_kind_of_time_has_its_sign_and_no_two_share_one() -> None:
    strip = day_strip(MORNING, 14.5 * HOUR, 32, clock=True)
    assert strip.text == "▄▄▁▁·+████??+▄▄▄==zz▄▄" + " " * 10
    assert strip.times == "    10 h    12 h    14 h    16 h"
    assert len({look.glyph for look in LOOKS.values()}) == len(Cell)


def test_a_break_of_a_minute_is_seen_in_a_cell_of_seven() -> None:
    parts = DayParts(
        stretches=(
            stretch(Kind.SITTING, 9, 9.5),
            stretch(Kind.AWAY, 9.5, 9.52),
            stretch(Kind.SITTING, 9.52, 10),
        ),
        breaks=(passage(9.5, 9.52),),
    )
    assert day_strip(parts, 10 * HOUR, 64, clock=True).text.rstrip() == "▄▄▄▄+▄▄▄"


def test_a_late_day_ends_at_midnight_and_a_long_one_grows_past_eight_hours() -> None:
    late = DayParts(stretches=(stretch(Kind.SITTING, 22, 23),))
    assert day_strip(late, 23 * HOUR, 20, clock=True).text == "▄" * 10 + " " * 10
    long = DayParts(stretches=(stretch(Kind.SITTING, 8, 20),))
    assert day_strip(long, 20 * HOUR, 24, clock=True).text == "▄" * 24


def test_without_a_time_of_day_the_strip_is_the_recording() -> None:
    parts = DayParts(stretches=(Stretch(kind=Kind.SITTING, start_s=0, end_s=300),))
    strip = day_strip(parts, 300.0, 20, clock=False)
    assert (strip.text, strip.times) == ("▄" * 10 + " " * 10, "0 min     5 min")


def test_an_empty_day_has_only_its_hours() -> None:
    strip = day_strip(DayParts(), 9.2 * HOUR, 24, clock=True)
    assert (strip.text, strip.times) == (" " * 24, "9 h      12 h     15 h")


def test_a_session_that_overlaps_midnight_or_the_hours_shown_draws_nothing_outside() -> None:
    parts = DayParts(stretches=(stretch(Kind.SITTING, 9, 9.1),), breaks=(passage(5.0, 5.1), passage(23, 23)))
    assert day_strip(parts, 9.1 * HOUR, 8, clock=True).text == "▄" + " " * 7


def _sitting_but(kind: Kind, start_h: float, end_h: float) -> DayParts:
    return DayParts(
        stretches=(
            stretch(Kind.SITTING, 9, start_h),
            stretch(kind, start_h, end_h),
            stretch(Kind.SITTING, end_h, 18),
        )
    )


@pytest.mark.parametrize("now_h", [11.3, 14, 16.9, 17.1, 18])
@pytest.mark.parametrize("width", [40, 76, 116, 196])
def test_what_lasted_a_minute_stays_on_the_strip_however_long_a_cell_gets(width: int, now_h: float) -> None:
    for kind, cell in ((Kind.UNKNOWN, Cell.UNKNOWN), (Kind.SUSPENDED, Cell.ASLEEP), (Kind.AWAY, Cell.AWAY)):
        strip = day_strip(_sitting_but(kind, 10.12, 10.12 + 1 / 60), now_h * HOUR, width, clock=True)
        assert strip.cells.count(cell) in (1, 2)
    for short in (passage(10.1, 10.105), passage(10.1, 10.12)):
        parts = DayParts(stretches=(stretch(Kind.SITTING, 9, 18),), off_reference=(short,))
        assert day_strip(parts, now_h * HOUR, width, clock=True).cells.count(Cell.OFF_REFERENCE) in (1, 2)


def test_the_second_without_a_view_at_the_start_of_a_day_is_no_cell() -> None:
    parts = DayParts(stretches=(stretch(Kind.UNKNOWN, 9, 9.0005), stretch(Kind.SITTING, 9.0005, 10)))
    assert Cell.UNKNOWN not in day_strip(parts, 10 * HOUR, 76, clock=True).cells


def test_the_legend_names_what_is_not_of_every_day_when_it_was() -> None:
    everyday = legend_cells(DayParts())
    assert {Cell.PAUSED, Cell.ASLEEP, Cell.NOTHING}.isdisjoint(everyday)
    assert set(legend_cells(MORNING)) == set(Cell) - {Cell.NOTHING}
    assert set(everyday) < set(legend_cells(_sitting_but(Kind.SUSPENDED, 14, 14.2)))


@st.composite
def days(draw: st.DrawFn) -> DayParts:
    """A day from eight on, in stretches of whole minutes, with what may lie over them."""
    at_s = 8 * HOUR
    stretches: list[Stretch] = []
    off: list[Passage] = []
    breaks: list[Passage] = []
    for kind in draw(st.lists(st.sampled_from(Kind), min_size=1, max_size=30)):
        end_s = at_s + 60.0 * draw(st.integers(1, 30))
        stretches.append(Stretch(kind=kind, start_s=at_s, end_s=end_s))
        whole = Passage(start_s=at_s, end_s=end_s)
        if kind is Kind.SITTING and draw(st.booleans()):
            off.append(Passage(start_s=at_s + draw(st.integers(1, 40)), end_s=end_s - 10))
        elif kind in (Kind.AWAY, Kind.STANDING) and draw(st.booleans()):
            breaks.append(whole)
        at_s = end_s
    return DayParts(stretches=tuple(stretches), off_reference=tuple(off), breaks=tuple(breaks))


@settings(max_examples=60, deadline=None)
@given(days(), st.integers(30, 200))
def test_each_kind_of_time_that_the_totals_name_is_seen(parts: DayParts, width: int) -> None:
    now_s = parts.stretches[-1].end_s
    strip = day_strip(parts, now_s, width, clock=True)
    named = {_CELL_OF[one.kind] for one in parts.stretches if not _is_covered(one, parts)}
    named |= {Cell.OFF_REFERENCE} if parts.off_reference else set()
    named |= {Cell.BREAK} if parts.breaks else set()
    for missing in named - set(strip.cells):
        # It can only be left out where it would take the one cell that another kind has.
        assert {strip.cells.count(strip.cells[number]) for number in _touched(missing, parts, width)} == {1}
    assert set(strip.cells) <= named | {_CELL_OF[one.kind] for one in parts.stretches} | {Cell.NOTHING}


_CELL_OF = {
    Kind.SITTING: Cell.SITTING,
    Kind.STANDING: Cell.STANDING,
    Kind.AWAY: Cell.AWAY,
    Kind.UNKNOWN: Cell.UNKNOWN,
    Kind.PAUSED: Cell.PAUSED,
    Kind.SUSPENDED: Cell.ASLEEP,
}


def _touched(cell: Cell, parts: DayParts, width: int) -> set[int]:
    """The cells in which there is any of this, apart from what was a break or off the reference."""
    end_s = max(16 * HOUR, math.ceil(parts.stretches[-1].end_s / HOUR) * HOUR)
    cell_s = (end_s - 8 * HOUR) / width
    of_kind: list[Stretch | Passage] = [
        one for one in parts.stretches if _CELL_OF[one.kind] is cell and not _is_covered(one, parts)
    ]
    of_kind += {Cell.BREAK: parts.breaks, Cell.OFF_REFERENCE: parts.off_reference}.get(cell, ())
    return {
        number
        for one in of_kind
        for number in range(width)
        if one.start_s < 8 * HOUR + (number + 1) * cell_s - 0.5
        and one.end_s > 8 * HOUR + number * cell_s + 0.5
    }


def _is_covered(one: Stretch, parts: DayParts) -> bool:
    """Whether a break took all of it, or time off the reference nearly all."""
    over = (*parts.breaks, *parts.off_reference)
    return any(one.start_s <= passage.start_s and passage.end_s <= one.end_s for passage in over)
