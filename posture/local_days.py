"""Which local day a moment of a session belongs to, by the wall times its events carry.

The day is the one where and when the user was: each event brings its own offset from UTC, so a change
to summer time or a journey moves midnight and never the length of anything. Hours are the same, cut finer.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, ClassVar

from posture.partition import to_ms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from posture.events import Event

_DAY_MS = 86_400_000
_HOUR_MS = 3_600_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = date(1970, 1, 1).toordinal()


class LocalDays:
    """Moments of one session (milliseconds since its start) to local dates.

    Between two events the wall clock is taken to run on from the first of them; before the first
    event, back from it. Without any wall time there is no day (`None`).
    """

    _unit_ms: ClassVar[int] = _DAY_MS

    def __init__(self, events: Sequence[Event]) -> None:
        """Read the wall times of the events that have one."""
        self._starts_ms: list[int] = []
        self._shifts_ms: list[int] = []
        for event in events:
            wall = event.at.wall
            offset = None if wall is None else wall.utcoffset()
            if wall is None or offset is None:
                continue
            t_ms = to_ms(event.at.mono_s)
            self._starts_ms.append(t_ms)
            self._shifts_ms.append((wall - _EPOCH + offset) // timedelta(milliseconds=1) - t_ms)

    def day_at(self, t_ms: int) -> date | None:
        """The local date at this moment."""
        if not self._shifts_ms:
            return None
        return self._day(t_ms + self._shifts_ms[self._segment(t_ms)])

    def moment(self, t_ms: int) -> tuple[date | None, int]:
        """The local date, and milliseconds since its midnight; without wall times, `t_ms` as it is."""
        if not self._shifts_ms:
            return None, t_ms
        local = t_ms + self._shifts_ms[self._segment(t_ms)]
        return self._day(local), local % _DAY_MS

    def split(self, start_ms: int, end_ms: int) -> Iterator[tuple[date | None, int]]:
        """The stretch cut at local midnights: dates and lengths in milliseconds, which add up."""
        for day, begin_ms, until_ms in self.pieces(start_ms, end_ms):
            yield day, until_ms - begin_ms

    def pieces(self, start_ms: int, end_ms: int) -> Iterator[tuple[date | None, int, int]]:
        """The same with when each piece begins and ends, in milliseconds since its own beginning."""
        if not self._shifts_ms:
            yield None, start_ms, end_ms
            return
        at = start_ms
        while at < end_ms:
            segment = self._segment(at)
            local = at + self._shifts_ms[segment]
            since_ms = local % self._unit_ms
            cut = min(end_ms, at + self._unit_ms - since_ms)
            if segment + 1 < len(self._starts_ms):
                cut = min(cut, self._starts_ms[segment + 1])
            yield self._day(local), since_ms, since_ms + cut - at
            at = cut

    def _segment(self, t_ms: int) -> int:
        return max(bisect_right(self._starts_ms, t_ms) - 1, 0)

    @staticmethod
    def _day(local_ms: int) -> date:
        return date.fromordinal(_EPOCH_DAY + local_ms // _DAY_MS)


class LocalHours(LocalDays):
    """The same cut at every full local hour: each moment to the beginning of its hour, without a zone."""

    _unit_ms = _HOUR_MS

    @staticmethod
    def _day(local_ms: int) -> datetime:
        hours = local_ms // _HOUR_MS
        return datetime.combine(date.fromordinal(_EPOCH_DAY + hours // 24), time(hour=hours % 24))
