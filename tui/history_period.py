"""The stretch of days that the history shows: a day, a week from Monday, a month of the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import StrEnum


class Unit(StrEnum):
    """How much is shown at once."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A day, week or month, named by its first day; `around` makes one."""

    unit: Unit
    first: date

    @property
    def last(self) -> date:
        """Its last day, included."""
        match self.unit:
            case Unit.DAY:
                return self.first
            case Unit.WEEK:
                return self.first + timedelta(days=6)
            case Unit.MONTH:
                return (self.first + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    @property
    def title(self) -> str:
        """Its name: "Friday 20 November 2026", "16 - 22 November 2026", "November 2026"."""
        match self.unit:
            case Unit.DAY:
                return f"{self.first:%A} {self.first.day} {self.first:%B %Y}"
            case Unit.WEEK:
                if self.first.month == self.last.month:
                    return f"{self.first.day} - {self.last.day} {self.last:%B %Y}"
                return f"{self.first.day} {self.first:%b} - {self.last.day} {self.last:%b %Y}"
            case Unit.MONTH:
                return f"{self.first:%B %Y}"

    @property
    def days(self) -> tuple[date, ...]:
        """All its days."""
        return tuple(
            self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)
        )

    def moved(self, steps: int) -> Period:
        """As many later (or earlier) as `steps` says; it stays where the calendar ends."""
        first = self.last + timedelta(days=1) if steps > 0 else self.first - timedelta(days=1)
        if not MINYEAR + 1 < first.year < MAXYEAR:
            return self
        return around(first, self.unit)


def around(day: date, unit: Unit) -> Period:
    """The period of this unit that the day lies in."""
    match unit:
        case Unit.DAY:
            return Period(unit=unit, first=day)
        case Unit.WEEK:
            return Period(unit=unit, first=day - timedelta(days=day.weekday()))
        case Unit.MONTH:
            return Period(unit=unit, first=day.replace(day=1))
