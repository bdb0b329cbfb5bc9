"""The strip of the day: one sign for each kind of time, the hours below."""

from __future__ import annotations

from posture.day_parts import DayParts, Passage, Stretch
from posture.partition import Kind
from tui.strip_view import LOOKS, Cell, day_strip

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
    assert strip.text == "▄▄▁▁·+████??+▄▄▄==  ▄▄" + " " * 10
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
