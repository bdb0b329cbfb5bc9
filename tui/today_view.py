"""Today's totals in words, alone or beside the user's usual day. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.view_model import Line
from tui.wording import Tone, duration

if TYPE_CHECKING:
    from posture.day_parts import UsualDay
    from posture.figures import Figures
    from tui.day_so_far import DaySoFar

_LABEL_WIDTH, _VALUE_WIDTH = 15, 14


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeworkLine:
    """The next piece of homework.

    Attributes:
        text: which exercise and how much of it, in a few words.
        suspended: whether prompts and exercises rest because emergency care is needed.
    """

    text: str
    suspended: bool = False


def today(figures: Figures | None) -> tuple[Line, ...]:
    """Today's totals in three short lines."""
    if figures is None:
        return (Line("nothing yet", Tone.QUIET),)
    longest = duration(figures.longest_bout_s or 0.0)
    breaks = figures.breaks
    return (
        Line(f"Sitting {duration(figures.sitting_s)} · longest {longest}", Tone.CALM),
        Line(
            f"Breaks {breaks.taken} taken, {breaks.due} fell due · away {duration(figures.away_s)}",
            Tone.CALM,
        ),
        Line(
            f"Off your reference {duration(figures.slouch_s)} in {_times(figures.slouch_episodes)}",
            Tone.CALM,
        ),
    )


def _times(count: int) -> str:
    return "1 spell" if count == 1 else f"{count} spells"


def today_panel(
    figures: Figures | None, day: DaySoFar | None, homework: HomeworkLine | None
) -> tuple[Line, ...]:
    """The panel: the totals, beside the usual ones where they are known, and the next homework."""
    lines = today(figures)
    if figures is not None and day is not None and day.usual is not None:
        lines = tuple(_beside(figures, day.usual))
    if homework is not None:
        lines = (*lines, Line(f"Homework: {homework.text}", Tone.CALM))
    return lines


def today_title(day: DaySoFar | None) -> str:
    """What the panel is called, and why no usual day stands in it where none does."""
    if day is None or day.days_missing is None:
        return "Today"
    if day.usual is not None:
        return f"Today so far · usual: median of {day.usual.days} days"
    days = "1 more day" if day.days_missing == 1 else f"{day.days_missing} more days"
    return f"Today · your usual day: after {days}"


def _beside(figures: Figures, usual: UsualDay) -> Iterator[Line]:
    breaks = figures.breaks
    rows = (
        ("Sitting", duration(figures.sitting_s), duration(usual.sitting_s)),
        ("Breaks", f"{breaks.taken} ({breaks.due} due)", f"{usual.breaks:g}"),
        ("Off reference", duration(figures.slouch_s), duration(usual.off_reference_s)),
    )
    for label, value, expected in rows:
        yield Line(f"{label:<{_LABEL_WIDTH}}{value:<{_VALUE_WIDTH}} usual {expected}", Tone.CALM)
