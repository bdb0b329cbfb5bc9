"""Events of sessions to the figures of a session, a day, a range of days (TUI, CLI and reports alike).

Time is cut at local midnights (`local_days`). A sitting bout, an episode and a micro-break belong to
the day on which they began, whole; a break and a reminder to the day on which they were recorded. The
figures of a session on its days are worked out by themselves and then added up, so that those of sessions
that have ended can be kept (`adapters/daily_figures.py`) and give the same sums.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from posture.episodes import SlouchEpisode, absences_inside, sitting_bouts, slouch_episodes
from posture.events import (
    BreakDue,
    BreakMissed,
    BreakSnoozed,
    BreakTaken,
    CountedBy,
    ExerciseFinished,
    PostureShift,
    VerifiedBy,
)
from posture.figures import SLOUCH_LABELS, BreakFigures, ExerciseFigures, Figures, combined, exact
from posture.local_days import LocalDays, LocalHours
from posture.partition import Kind, partition, to_ms
from posture.settings import SittingSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from posture.events import Event
    from posture.instant import Instant
    from posture.labels import Label

_DEFAULT_SITTING = SittingSettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySummary:
    """The figures of one local day, or of one session; `day` is `None` where no wall time is known."""

    day: date | None
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeSummary:
    """The figures of the days from `first` to `last`, both included.

    Attributes:
        days: the days on which a session ran, in order; a day without one is not listed.
        totals: all days together.
    """

    first: date
    last: date
    days: tuple[DaySummary, ...]
    totals: Figures

    @property
    def days_watched(self) -> int:
        """How many days have time that was watched: what daily means divide by."""
        return sum(day.figures.watched_s > 0 for day in self.days)

    def mean(self, figure: Callable[[Figures], float]) -> float | None:
        """The mean of a figure over the days watched, or `None` without any."""
        watched = self.days_watched
        return figure(self.totals) / watched if watched else None


def summarise(
    sessions: Sequence[Sequence[Event]],
    first: date,
    last: date,
    *,
    until: Instant | None = None,
    sitting: SittingSettings = _DEFAULT_SITTING,
) -> RangeSummary:
    """The figures of each local day from `first` to `last`.

    Args:
        sessions: whole sessions, as `EventReader.between` gives them; those that reach beyond the
            range are cut at its midnights.
        first: the first day.
        last: the last day, included.
        until: up to where the last session is known when it still runs.
        sitting: what counts as a micro-break, and as a whole one.

    Raises:
        ValueError: a session has no wall times; use `summarise_session`.
    """
    days: list[DaySummary] = []
    for number, events in enumerate(sessions, start=1):
        days += days_of_session(events, until=until if number == len(sessions) else None, sitting=sitting)
    return summary_of(days, first, last)


def days_of_session(
    events: Sequence[Event],
    *,
    until: Instant | None = None,
    sitting: SittingSettings = _DEFAULT_SITTING,
) -> tuple[DaySummary, ...]:
    """The figures of one session on each local day it lies on, in order.

    Raises:
        ValueError: the session has no wall times; use `summarise_session`.
    """
    return _by_stretch(events, LocalDays(events), until, sitting)


def hours_of_session(
    events: Sequence[Event],
    *,
    until: Instant | None = None,
    sitting: SittingSettings = _DEFAULT_SITTING,
) -> tuple[tuple[datetime, Figures], ...]:
    """The figures of one session in each local hour it lies on, in order; hours as `LocalHours` names them.

    Raises:
        ValueError: the session has no wall times.
    """
    parts = _by_stretch(events, LocalHours(events), until, sitting)
    return tuple((part.day, part.figures) for part in parts if isinstance(part.day, datetime))


def summary_of(days: Iterable[DaySummary], first: date, last: date) -> RangeSummary:
    """The range from `first` to `last` of the figures of any sessions on their days, added up day by day."""
    parts: defaultdict[date, list[Figures]] = defaultdict(list)
    for one in days:
        if one.day is not None and first <= one.day <= last:
            parts[one.day].append(one.figures)
    whole = tuple(DaySummary(day=day, figures=combined(parts[day])) for day in sorted(parts))
    return RangeSummary(first=first, last=last, days=whole, totals=combined([day.figures for day in whole]))


def summarise_session(
    events: Sequence[Event],
    *,
    until: Instant | None = None,
    sitting: SittingSettings = _DEFAULT_SITTING,
) -> DaySummary:
    """The figures of one session as a whole, across midnights; `day` is the one it began on."""
    tallies: defaultdict[date | None, _Tally] = defaultdict(_Tally)
    _add_session(tallies, events, LocalDays(()), None if until is None else until.mono_s, sitting)
    day = LocalDays(events).day_at(to_ms(events[0].at.mono_s)) if events else None
    return DaySummary(day=day, figures=tallies[None].figures())


def _by_stretch(
    events: Sequence[Event], days: LocalDays, until: Instant | None, sitting: SittingSettings
) -> tuple[DaySummary, ...]:
    tallies: defaultdict[date | None, _Tally] = defaultdict(_Tally)
    _add_session(tallies, events, days, None if until is None else until.mono_s, sitting)
    if None in tallies:
        msg = "a session without wall times belongs to no day"
        raise ValueError(msg)
    dated = {day: tally for day, tally in tallies.items() if day is not None}
    return tuple(DaySummary(day=day, figures=dated[day].figures()) for day in sorted(dated))


@dataclass(slots=True)
class _Tally:
    """One day's sums while they grow, in milliseconds."""

    time_ms: Counter[Kind] = field(default_factory=Counter)
    bouts_ms: list[int] = field(default_factory=list)
    breaks: Counter[str] = field(default_factory=Counter)
    slouch_ms: Counter[Label] = field(default_factory=Counter)
    episodes: int = 0
    shifts: int = 0
    worth: float = 0.0
    exercises: dict[str, ExerciseFigures] = field(default_factory=dict)

    def figures(self) -> Figures:
        return Figures(
            sitting_s=self.time_ms[Kind.SITTING] / 1000,
            standing_s=self.time_ms[Kind.STANDING] / 1000,
            away_s=self.time_ms[Kind.AWAY] / 1000,
            unknown_s=self.time_ms[Kind.UNKNOWN] / 1000,
            paused_s=self.time_ms[Kind.PAUSED] / 1000,
            suspended_s=self.time_ms[Kind.SUSPENDED] / 1000,
            bouts_s=tuple(bout_ms / 1000 for bout_ms in self.bouts_ms),
            breaks=BreakFigures(**self.breaks, worth=exact(self.worth)),
            slouch_s_by_label={label: self.slouch_ms[label] / 1000 for label in SLOUCH_LABELS},
            slouch_episodes=self.episodes,
            posture_shifts=self.shifts,
            exercises=dict(self.exercises),
        )


def _add_session(
    tallies: Mapping[date | None, _Tally],
    events: Sequence[Event],
    days: LocalDays,
    until_t: float | None,
    sitting: SittingSettings,
) -> None:
    spans = partition(events, until_t)
    for span in spans:
        for day, length_ms in days.split(span.start_ms, span.end_ms):
            tallies[day].time_ms[span.kind] += length_ms
    shortest_ms, limit_ms = to_ms(sitting.micro_break_after_s), to_ms(sitting.break_counts_after_s)
    for bout in sitting_bouts(events, spans):
        if bout.sitting_ms:  # none when the user was gone before it began, which was seen only later
            tallies[days.day_at(bout.start_ms)].bouts_ms.append(bout.sitting_ms)
        for absence in absences_inside(bout, spans):
            if shortest_ms <= absence.length_ms < limit_ms:
                tallies[days.day_at(absence.start_ms)].breaks["micro"] += 1
    for episode in slouch_episodes(events, spans):
        tallies[days.day_at(episode.start_ms)].episodes += 1
        for day, length_ms in _slouch_by_day(episode, days):
            tallies[day].slouch_ms[episode.label] += length_ms
    for t_ms, count in _break_counts(events):
        tallies[days.day_at(t_ms)].breaks[count] += 1
    _add_moments(tallies, events, days, sitting)


def _add_moments(
    tallies: Mapping[date | None, _Tally],
    events: Sequence[Event],
    days: LocalDays,
    sitting: SittingSettings,
) -> None:
    for event in events:
        day = days.day_at(to_ms(event.at.mono_s))
        if isinstance(event, PostureShift):
            tallies[day].shifts += 1
        elif isinstance(event, ExerciseFinished):
            done = tallies[day].exercises
            done[event.exercise] = done.get(event.exercise, ExerciseFigures()).plus(_exercise(event))
        elif isinstance(event, BreakTaken) and event.verified_by is not VerifiedBy.SELF_REPORT:
            # Partial credit: a minute counts as a break, and as a part of a whole one.
            tallies[day].worth += min(1.0, event.duration_s / sitting.break_target_s)


def _exercise(event: ExerciseFinished) -> ExerciseFigures:
    """One exercise; one that the camera watched without seeing any of it was not done."""
    if event.counted_by is CountedBy.SELF_REPORT:
        return ExerciseFigures(told=1, repetitions_told=event.repetitions)
    return ExerciseFigures(seen=1 if event.repetitions else 0, repetitions_seen=event.repetitions)


def _slouch_by_day(episode: SlouchEpisode, days: LocalDays) -> Iterable[tuple[date | None, int]]:
    """The episode's counted time on the days it lies on; its parts tell how it divides at midnight."""
    by_day: Counter[date | None] = Counter()
    for part in episode.parts:
        for day, length_ms in days.split(part.start_ms, part.end_ms):
            by_day[day] += length_ms
    most = max(by_day, key=lambda day: by_day[day], default=days.day_at(episode.start_ms))
    by_day[most] += episode.counted_ms - by_day.total()
    return by_day.items()


def _break_counts(events: Sequence[Event]) -> Iterator[tuple[int, str]]:
    """Every event about breaks: when it was recorded, and which field of `BreakFigures` counts it."""
    for event in events:
        count = _break_count(event)
        if count is not None:
            yield to_ms(event.at.mono_s), count


def _break_count(event: Event) -> str | None:
    """The field of `BreakFigures` that counts this event, or `None`."""
    match event:
        case BreakDue():
            return None if event.after_snooze else "due"
        case BreakMissed():
            return "missed"
        case BreakSnoozed():
            return "snoozed"
        case BreakTaken():
            prompted = "prompted" if event.prompted else "natural"
            return f"{prompted}_{'told' if event.verified_by is VerifiedBy.SELF_REPORT else 'seen'}"
        case _:
            return None
