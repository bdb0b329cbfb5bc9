"""A local day in its parts, and what of it lies before a time of day: the strip of today, the usual day.

All times are seconds since the local midnight; of a session that knows no time of day they are seconds
since its start, and its day is `None`. A stretch says what the partition says (`partition.Kind`); time off
the reference and breaks lie over it: whoever slouches sits, whoever takes a break is away or stands.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from posture.episodes import slouch_episodes
from posture.events import BreakTaken, VerifiedBy
from posture.local_days import LocalDays
from posture.partition import OUT_OF_THE_CHAIR, WATCHED, Kind, Span, partition, to_ms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from posture.events import Event

LEAST_DAYS = 5
"""Fewer watched days than this show no usual day. ENG: a working week; a median of less says little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """From `start_s` to `end_s` it was this."""

    kind: Kind
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """From `start_s` to `end_s`; the two are equal for a break that only the user told."""

    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DayParts:
    """One day.

    Attributes:
        stretches: what it was when, in order, without overlaps within a session.
        off_reference: the parts of slouch episodes that count.
        breaks: the breaks that were taken.
    """

    stretches: tuple[Stretch, ...] = ()
    off_reference: tuple[Passage, ...] = ()
    breaks: tuple[Passage, ...] = ()

    @property
    def is_watched(self) -> bool:
        """Whether the monitor was watching at any time of the day."""
        return any(stretch.kind in WATCHED for stretch in self.stretches)

    def sitting_s(self, until_s: float) -> float:
        """Sitting before a time of day."""
        sitting = [stretch for stretch in self.stretches if stretch.kind is Kind.SITTING]
        return sum(_before(stretch, until_s) for stretch in sitting)

    def off_reference_s(self, until_s: float) -> float:
        """Time off the reference before a time of day."""
        return sum(_before(passage, until_s) for passage in self.off_reference)

    def breaks_taken(self, until_s: float) -> int:
        """Breaks that were over before a time of day."""
        return sum(passage.end_s <= until_s for passage in self.breaks)


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualDay:
    """Medians over the watched days of what lay before a time of day; `days` is how many days those are."""

    days: int
    sitting_s: float
    off_reference_s: float
    breaks: float


def _before(part: Stretch | Passage, until_s: float) -> float:
    return max(0.0, min(part.end_s, until_s) - part.start_s)


def usual_day(past: Sequence[DayParts], until_s: float) -> UsualDay | None:
    """The user's usual day up to a time of day, or `None` with fewer than `LEAST_DAYS` days watched."""
    watched = [day for day in past if day.is_watched]
    if len(watched) < LEAST_DAYS:
        return None
    return UsualDay(
        days=len(watched),
        sitting_s=median(day.sitting_s(until_s) for day in watched),
        off_reference_s=median(day.off_reference_s(until_s) for day in watched),
        breaks=median(day.breaks_taken(until_s) for day in watched),
    )


@dataclass(slots=True)
class _Growing:
    stretches: list[Stretch] = field(default_factory=list)
    off_reference: list[Passage] = field(default_factory=list)
    breaks: list[Passage] = field(default_factory=list)

    def parts(self) -> DayParts:
        return DayParts(
            stretches=tuple(self.stretches),
            off_reference=tuple(self.off_reference),
            breaks=tuple(self.breaks),
        )


def day_parts(
    sessions: Sequence[Sequence[Event]], until_t: float | None = None
) -> dict[date | None, DayParts]:
    """The days of these sessions; `until_t` is how far the last one is known while it runs, in seconds."""
    days: defaultdict[date | None, _Growing] = defaultdict(_Growing)
    for number, events in enumerate(sessions, start=1):
        local = LocalDays(events)
        spans = partition(events, until_t if number == len(sessions) else None)
        for span in spans:
            for day, start_s, end_s in _pieces(local, span):
                days[day].stretches.append(Stretch(kind=span.kind, start_s=start_s, end_s=end_s))
        for episode in slouch_episodes(events, spans):
            for part in episode.parts:
                for day, start_s, end_s in _pieces(local, part):
                    days[day].off_reference.append(Passage(start_s=start_s, end_s=end_s))
        for event in events:
            if isinstance(event, BreakTaken):
                _add_break(days, local, *_bounds(event, spans))
    return {day: growing.parts() for day, growing in days.items()}


def _pieces(local: LocalDays, span: Span) -> Iterator[tuple[date | None, float, float]]:
    """The span on the days it lies on, in seconds; it is cut at midnight and where the wall clock jumped."""
    begun: tuple[date | None, int, int] | None = None
    for day, start_ms, end_ms in local.pieces(span.start_ms, span.end_ms):
        if begun is not None and begun[0] == day and begun[2] == start_ms:
            begun = day, begun[1], end_ms
            continue
        if begun is not None:
            yield begun[0], begun[1] / 1000, begun[2] / 1000
        begun = day, start_ms, end_ms
    if begun is not None:
        yield begun[0], begun[1] / 1000, begun[2] / 1000


def _add_break(
    days: defaultdict[date | None, _Growing], local: LocalDays, start_ms: int, end_ms: int
) -> None:
    """A break belongs to the day on which it ended, whole; what lies before its midnight is not shown."""
    day, at_ms = local.moment(end_ms)
    begin_s = max(0, at_ms - (end_ms - start_ms)) / 1000
    days[day].breaks.append(Passage(start_s=begin_s, end_s=at_ms / 1000))


def _bounds(event: BreakTaken, spans: Sequence[Span]) -> tuple[int, int]:
    """When the break was: it is told only once the user is surely back, which is a little later."""
    at_ms, length_ms = to_ms(event.at.mono_s), to_ms(event.duration_s)
    end_ms = at_ms
    if event.verified_by in {VerifiedBy.ABSENCE, VerifiedBy.STANDING}:
        out = [span for span in spans if span.kind in OUT_OF_THE_CHAIR and span.start_ms < at_ms]
        end_ms = min(out[-1].end_ms, at_ms) if out else at_ms
    return end_ms - length_ms, end_ms
