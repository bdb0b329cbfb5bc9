"""Sitting, breaks, time away from the reference, and how far all that can be relied on."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from posture.events import (
    Away,
    CameraLost,
    CameraMoved,
    Paused,
    SessionEnded,
    Suspended,
    ViewRestored,
    ViewUnusable,
)
from posture.figures import combined
from posture.labels import Presence
from posture.local_days import LocalDays
from posture.partition import to_ms
from posture.therapy.plan_use import use_on
from posture.therapy.report import PostureTime, Quality, Section, Sitting, SittingDay, WeekdayLine
from posture.therapy.targets import sitting_step

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from posture.events import Event
    from posture.figures import Figures
    from posture.therapy.report_sources import Sources

DAYS_LOOKED_AT = 30
"""Days with data are counted over so many [S115]; what they entitle to is not for this program to say."""

ENOUGH_WATCHED_S_A_DAY = 4 * 3600.0
"""Half of a usual working day: with less watched, breaks are not compared with those of a plan. ENG."""

HOUR_S = 3600.0
_BOUND_30_MIN_S = 1800.0
_BOUND_60_MIN_S = 3600.0
_WEEK = 7


def watched_days(sources: Sources) -> list[tuple[date, Figures]]:
    """The days of the period on which anything was watched."""
    return [
        (one.day, one.figures)
        for one in sources.summary.days
        if one.day is not None and sources.first <= one.day <= sources.last and one.figures.watched_s
    ]


def sitting(sources: Sources) -> Sitting:
    """The section on sitting."""
    days = watched_days(sources)
    total = combined([figures for _, figures in days])
    bouts = total.bouts_s
    use = use_on(sources.uses, sources.last)
    step = None if use is None else sitting_step(use.plan, sources.last)
    watched_s = _over(total.watched_s, len(days))
    return Sitting(
        days_watched=len(days),
        sitting_s_a_day=_over(total.sitting_s, len(days)),
        standing_s_a_day=_over(total.standing_s, len(days)),
        bouts=len(bouts),
        median_bout_s=total.median_bout_s,
        longest_bout_s=total.longest_bout_s,
        over_30_min_percent=_percent(sum(bout > _BOUND_30_MIN_S for bout in bouts), len(bouts)),
        over_60_min_percent=_percent(sum(bout > _BOUND_60_MIN_S for bout in bouts), len(bouts)),
        breaks_a_day=_over(total.breaks.taken, len(days)),
        breaks_seen=total.breaks.seen,
        breaks_self_reported=total.breaks.told,
        breaks_missed=total.breaks.missed,
        shifts_an_hour=_over(total.posture_shifts, total.sitting_s / HOUR_S),
        asked_break_after_s=None if step is None else step.break_after_s,
        asked_breaks_a_day=None if use is None else use.plan.breaks_a_day,
        weekdays=_weekdays(days, sources.first_weekday),
        days=tuple(
            SittingDay(
                day=day,
                watched_s=figures.watched_s,
                sitting_s=figures.sitting_s,
                standing_s=figures.standing_s,
                longest_bout_s=figures.longest_bout_s,
                breaks=figures.breaks.taken,
                slouch_s=None if Section.POSTURE in sources.without else figures.slouch_s,
            )
            for day, figures in days
        ),
        watched_s_a_day=watched_s,
        enough_watched=watched_s is not None and watched_s >= ENOUGH_WATCHED_S_A_DAY,
    )


def posture_time(sources: Sources) -> PostureTime:
    """The section on time away from the reference."""
    days = watched_days(sources)
    total = combined([figures for _, figures in days])
    return PostureTime(
        seconds_a_day=_over(total.slouch_s, len(days)),
        sitting_percent=_percent(total.slouch_s, total.sitting_s),
        episodes=total.slouch_episodes,
        seconds_by_label={label.value: seconds for label, seconds in total.slouch_s_by_label.items()},
    )


def quality(sources: Sources) -> Quality:
    """The section on how far the figures can be relied on."""
    # A day of pauses alone was not watched, and belongs to the time the program ran.
    figures = [
        one.figures
        for one in sources.summary.days
        if one.day is not None and sources.first <= one.day <= sources.last
    ]
    total = combined(figures)
    ran_s = total.watched_s + total.paused_s + total.suspended_s
    since = sources.last - timedelta(days=DAYS_LOOKED_AT - 1)
    return Quality(
        watched_s=total.watched_s,
        paused_s=total.paused_s,
        asleep_s=total.suspended_s,
        watching_percent=_percent(total.watched_s, ran_s),
        unknown_percent=_percent(total.unknown_s, total.watched_s),
        not_judged_percent=_percent(_not_judged_s(sources), total.watched_s),
        data_days_of_30=len(data_days(sources, since)),
        camera_moved=sum(
            isinstance(event, CameraMoved) and not event.compensated and _in_period(sources, event)
            for events in sources.sessions
            for event in events
        ),
    )


def data_days(sources: Sources, since: date) -> set[date]:
    """Days from `since` to the last on which anything was watched, done or answered."""
    watched = {one.day for one in sources.summary.days if one.day is not None and one.figures.watched_s}
    told = {record.at.date() for record in sources.records}
    return {day for day in watched | told if since <= day <= sources.last}


def _weekdays(days: Sequence[tuple[date, Figures]], first_weekday: int) -> tuple[WeekdayLine, ...]:
    by_weekday: defaultdict[int, list[Figures]] = defaultdict(list)
    for day, figures in days:
        by_weekday[day.weekday()].append(figures)
    order = sorted(by_weekday, key=lambda weekday: (weekday - first_weekday) % _WEEK)
    return tuple(
        WeekdayLine(
            weekday=weekday,
            days=len(by_weekday[weekday]),
            sitting_s=sum(one.sitting_s for one in by_weekday[weekday]) / len(by_weekday[weekday]),
            breaks=sum(one.breaks.taken for one in by_weekday[weekday]) / len(by_weekday[weekday]),
        )
        for weekday in order
    )


def _not_judged_s(sources: Sources) -> float:
    """Time in the period with somebody there whose posture could not be judged."""
    total_ms = 0
    for events in sources.sessions:
        days = LocalDays(events)
        for begin_s, end_s in _unusable(events):
            total_ms += sum(
                length_ms
                for day, length_ms in days.split(to_ms(begin_s), to_ms(end_s))
                if day is not None and sources.first <= day <= sources.last
            )
    return total_ms / 1000


def _unusable(events: Sequence[Event]) -> list[tuple[float, float]]:
    """Stretches from a view that cannot be judged to whatever ends it, in seconds of the session."""
    found: list[tuple[float, float]] = []
    since: float | None = None
    for event in events:
        if isinstance(event, ViewUnusable):
            since = event.since_t if since is None and event.presence is Presence.PRESENT else since
        elif since is not None and isinstance(
            event, ViewRestored | Away | CameraLost | Paused | Suspended | SessionEnded
        ):
            end = event.at.mono_s if isinstance(event, Paused | SessionEnded) else event.since_t
            found.append((since, max(since, end)))
            since = None
    return found


def _in_period(sources: Sources, event: Event) -> bool:
    return event.at.wall is not None and sources.first <= event.at.wall.date() <= sources.last


def _over(amount: float, count: float) -> float | None:
    return amount / count if count else None


def _percent(part: float, whole: float) -> float | None:
    return 100.0 * part / whole if whole else None
