"""What is compared over weeks, and what is usual for this user: his own weeks, nobody else's.

A measure is a number a day (or an hour of sitting), so that a day, a week and a month compare. What is
usual is the median of earlier weeks; until there are enough of them, nothing is called usual.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median
from typing import TYPE_CHECKING

from posture.figures import Figures, combined

if TYPE_CHECKING:
    from posture.summary import DaySummary

WEEKS_LOOKED_AT = 8
"""Usual is what these many latest weeks show. ENG: two months follow the user through a change of work."""
WEEKS_NEEDED = 3
"""Fewer weeks say nothing about what is usual. ENG."""
DAYS_OF_A_WEEK = 3
"""A week with fewer days watched is left out. ENG: one long day is no week."""
ALIKE_WITHIN = 0.15
"""A difference of no more than this share of the usual is called none. ENG: days differ."""
RATE_NEEDS_S = 600.0
"""Less sitting than this has no rate an hour: one change in its first minute would be sixty an hour. ENG."""
_LOOKED_BACK_DAYS = 7 * 3 * WEEKS_LOOKED_AT
"""Far enough back to find that many weeks in spite of holidays. ENG."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number that is followed.

    Attributes:
        id: its stable key in exports.
        of: its value for some days together and how many were watched; `None` where there is none.
    """

    id: str
    of: Callable[[Figures, int], float | None]


def _a_day(figure: Callable[[Figures], float], scale: float = 1.0) -> Callable[[Figures, int], float | None]:
    return lambda figures, days: figure(figures) / scale / days if days else None


def _shifts_an_hour(figures: Figures, days: int) -> float | None:
    del days
    return None if figures.sitting_s < RATE_NEEDS_S else figures.posture_shifts / (figures.sitting_s / 3600)


SITTING = Measure(id="sitting_h_per_day", of=_a_day(lambda figures: figures.sitting_s, 3600))
LONG_BOUTS = Measure(
    id="bouts_of_60_min_or_more_per_day", of=_a_day(lambda figures: sum(figures.bouts_by_class[2:]))
)
BREAKS = Measure(id="breaks_taken_per_day", of=_a_day(lambda figures: figures.breaks.taken))
SLOUCH = Measure(id="slouch_min_per_day", of=_a_day(lambda figures: figures.slouch_s, 60))
VARIETY = Measure(id="posture_shifts_per_hour_of_sitting", of=_shifts_an_hour)
STANDING = Measure(id="standing_min_per_day", of=_a_day(lambda figures: figures.standing_s, 60))
MEASURES = (SITTING, LONG_BOUTS, BREAKS, SLOUCH, VARIETY, STANDING)


class Trend(StrEnum):
    """A value beside what is usual."""

    MORE = "more"
    ALIKE = "alike"
    LESS = "less"


def looked_back_to(first: date) -> date:
    """The first day that can count for what was usual before the day `first`."""
    return first - timedelta(days=_LOOKED_BACK_DAYS)


def usual_weeks(days: Iterable[DaySummary], before: date) -> list[tuple[Figures, int]]:
    """The figures of the latest whole weeks (from Monday) before a day, and the days watched in each."""
    weeks: defaultdict[date, list[Figures]] = defaultdict(list)
    for one in days:
        if one.day is not None and one.figures.watched_s > 0:
            weeks[one.day - timedelta(days=one.day.weekday())].append(one.figures)
    whole = [
        (combined(weeks[monday]), len(weeks[monday]))
        for monday in sorted(weeks)
        if monday + timedelta(days=7) <= before and len(weeks[monday]) >= DAYS_OF_A_WEEK
    ]
    return whole[-WEEKS_LOOKED_AT:]


def usual(measure: Measure, weeks: list[tuple[Figures, int]]) -> float | None:
    """The median of these weeks, or `None` where they are too few."""
    values = [value for week in weeks if (value := measure.of(*week)) is not None]
    return median(values) if len(values) >= WEEKS_NEEDED else None


def trend(value: float | None, usual_value: float | None) -> Trend | None:
    """A value beside the usual one, or `None` where one of them is not known."""
    if value is None or usual_value is None:
        return None
    if abs(value - usual_value) <= ALIKE_WITHIN * abs(usual_value):
        return Trend.ALIKE
    return Trend.MORE if value > usual_value else Trend.LESS
