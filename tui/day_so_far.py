"""What is known of the day besides its totals: what was when, and the user's usual day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from posture.day_parts import DayParts, UsualDay
    from posture.events import Event
    from posture.instant import Instant

_WEEKS = 4
"""How far back the usual day reaches: long enough for a habit, short enough to follow one that changes."""
_ANY_OFFSET = timedelta(days=1)
"""More than any zone's distance from UTC: the sessions asked for surely hold the local days wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySoFar:
    """The day up to `now_s`.

    Attributes:
        parts: what was when.
        now_s: seconds since midnight; of a recording that knows no time of day, since its start.
        clock: whether `now_s` is a time of day.
        usual: the usual day up to this time of day, or `None` where too few days are known.
        days_missing: how many days are too few; `None` where only this day can be known.
    """

    parts: DayParts
    now_s: float
    clock: bool
    usual: UsualDay | None = None
    days_missing: int | None = None


def recorded_day(events: Sequence[Event], now: Instant) -> DaySoFar:
    """The day of a recording, which is all that is known of its user."""
    from posture.day_parts import DayParts, day_parts  # noqa: PLC0415 - not before the first paint

    day, now_s = _day_and_seconds(now)
    parts = day_parts([events] if events else [], now.mono_s).get(day, DayParts())
    return DaySoFar(parts=parts, now_s=now_s, clock=now.wall is not None)


class LoggedDay:
    """The day in the user's log, the running session included; earlier days are read only once.

    Args:
        database: the log.
    """

    def __init__(self, database: Path) -> None:
        self._database = database
        self._past: tuple[date, list[DayParts]] | None = None

    def so_far(self, events: Sequence[Event], now: Instant) -> DaySoFar:
        """The day of `now`; `events` are those of the running session.

        Raises:
            StorageError: the log cannot be read.
        """
        if now.wall is None or not events:
            return recorded_day(events, now)
        # Imported here: the log is not looked at before the first paint.
        from posture.adapters.sqlite_reader import SqliteEventReader  # noqa: PLC0415
        from posture.day_parts import LEAST_DAYS, DayParts, day_parts, usual_day  # noqa: PLC0415

        today, now_s = now.wall.date(), _seconds_of_day(now.wall)
        reader = SqliteEventReader(self._database)
        try:
            sessions = reader.between(*_around(today, today))
            until = reader.running_until()
            if self._past is None or self._past[0] != today:
                first, last = today - timedelta(weeks=_WEEKS), today - timedelta(days=1)
                days = day_parts(reader.between(*_around(first, last)))
                wanted = [parts for day, parts in days.items() if day is not None and first <= day <= last]
                self._past = today, [parts for parts in wanted if parts.is_watched]
        finally:
            reader.close()
        past = self._past[1]
        return DaySoFar(
            parts=day_parts(sessions, None if until is None else until.mono_s).get(today, DayParts()),
            now_s=now_s,
            clock=True,
            usual=usual_day(past, now_s),
            days_missing=max(0, LEAST_DAYS - len(past)),
        )


def _around(first: date, last: date) -> tuple[datetime, datetime]:
    """A stretch of time that surely holds these local days."""
    start = datetime.combine(first, time(), tzinfo=UTC) - _ANY_OFFSET
    return start, datetime.combine(last, time(), tzinfo=UTC) + 2 * _ANY_OFFSET


def _day_and_seconds(now: Instant) -> tuple[date | None, float]:
    if now.wall is None:
        return None, now.mono_s
    return now.wall.date(), _seconds_of_day(now.wall)


def _seconds_of_day(wall: datetime) -> float:
    return wall.hour * 3600 + wall.minute * 60 + wall.second + wall.microsecond / 1e6
