"""What the history shows, read from the user's log; called in a thread of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from posture.figures import Figures, combined
from posture.summary import RangeSummary, hours_of_session, summary_of
from posture.trends import looked_back_to, usual_weeks
from tui.history_period import Period, Unit

if TYPE_CHECKING:
    from posture.adapters.sqlite_reader import SqliteEventReader

PainPoint = tuple[date, float]
"""A pain check-in: the day, and what the user said, 0 to 10."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A period with everything to compare it with.

    Attributes:
        summary: its days and their sum.
        hours: its hours, by the hour of the clock, where it is a day.
        weeks: figures of earlier weeks, and how many days were watched in each.
        pain: the pain check-ins of the period.
    """

    period: Period
    summary: RangeSummary
    weeks: tuple[tuple[Figures, int], ...] = ()
    hours: tuple[tuple[int, Figures], ...] = ()
    pain: tuple[PainPoint, ...] = ()


class HistorySource(Protocol):
    """Where the history comes from."""

    @property
    def note(self) -> str:
        """A line about it that stands above everything; empty for the user's own log."""
        ...

    def today(self) -> date:
        """The local date now."""
        ...

    def read(self, period: Period) -> History:
        """Everything about a period.

        Raises:
            StorageError: it cannot be read.
        """
        ...


def nobody_asked(first: date, last: date) -> Sequence[PainPoint]:
    """No pain check-ins: what stands for them until they are made."""
    del first, last
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LogHistory:
    """The user's own log.

    Attributes:
        database: where it is.
        today_is: tells the local date.
        pain: the pain check-ins from one day to another, both included.
    """

    database: Path
    today_is: Callable[[], date]
    pain: Callable[[date, date], Sequence[PainPoint]] = nobody_asked
    note: str = ""

    def today(self) -> date:
        """The local date now."""
        return self.today_is()

    def read(self, period: Period) -> History:
        """The period and the weeks before it; a day with its hours."""
        from posture.adapters.sqlite_reader import SqliteEventReader  # noqa: PLC0415 - not before it is needed

        reader = SqliteEventReader(self.database)
        try:
            days = reader.days(looked_back_to(period.first), period.last).days
            hours = hours_of_day(reader, period.first) if period.unit is Unit.DAY else ()
        finally:
            reader.close()
        return History(
            period=period,
            summary=summary_of(days, period.first, period.last),
            weeks=tuple(usual_weeks(days, period.first)),
            hours=hours,
            pain=tuple(self.pain(period.first, period.last)),
        )


def hours_of_day(reader: SqliteEventReader, day: date) -> tuple[tuple[int, Figures], ...]:
    """The figures of each hour of a local day on which something ran."""
    start = datetime.combine(day, time(), tzinfo=UTC) - timedelta(days=1)
    running = reader.running_until()
    parts: defaultdict[int, list[Figures]] = defaultdict(list)
    for events in reader.between(start, start + timedelta(days=3)):
        for begin, figures in hours_of_session(events, until=running):
            if begin.date() == day:
                parts[begin.hour].append(figures)
    return tuple((hour, combined(parts[hour])) for hour in sorted(parts))
