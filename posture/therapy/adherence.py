"""What was done of what was due: counted by the camera and by the patient's word, kept apart.

On each day an exercise is due so many times; of its sessions on that day no more than that count, so a day
with many does not make up for a day without. On a day that is not over yet, and on one on which the program
asked for rest (`resting.rest_days`), only what was done is due: resting as told is no exercise left out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import mean
from typing import TYPE_CHECKING

from posture.events import CountedBy
from posture.therapy.exercise_records import ExerciseSession
from posture.therapy.history import of_kind
from posture.therapy.items import Side
from posture.therapy.outcome import done_percent
from posture.therapy.outcomes import outcome_of
from posture.therapy.plan_use import due_by_day, plan_by_hash
from posture.therapy.report import Adherence, Band, ExerciseAdherence, WeekShare
from posture.therapy.resting import rest_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from posture.therapy.outcome import SessionOutcome
    from posture.therapy.plan_use import PlanUse
    from posture.therapy.records import Record

MOST_FROM_PERCENT = 80.0
SOME_FROM_PERCENT = 50.0
"""Bounds of the bands. ENG."""

_WEEK = 7


@dataclass(frozen=True, slots=True)
class _Day:
    """One exercise on one day."""

    day: date
    due: int
    done: int
    rested: int

    @property
    def counted(self) -> int:
        return min(self.done, self.due)


def band_of(percent: float | None) -> Band | None:
    """The band of a share; none where nothing was due."""
    if percent is None:
        return None
    if percent >= MOST_FROM_PERCENT:
        return Band.MOST
    return Band.SOME if percent >= SOME_FROM_PERCENT else Band.LESS


def adherence(
    uses: Sequence[PlanUse],
    records: Sequence[Record],
    days: Sequence[date],
    *,
    today: date,
    first_weekday: int,
    names: Mapping[str, str],
) -> Adherence:
    """The figures of these days; `names` are those of the exercises by id."""
    begun = [one for one in of_kind(records, ExerciseSession) if days[0] <= one.at.date() <= days[-1]]
    # One that pain kept from beginning, or that was stopped before the first repetition, has no sets.
    sessions = [one for one in begun if one.sets]
    due = due_by_day(uses, records, days)
    ids = dict.fromkeys([*(item.id for use in uses for item in use.plan.items), *_ids(begun)])
    asked_or_done = {one for by_item in due.values() for one in by_item} | set(_ids(begun))
    resting = rest_days(records, days, today)
    counts = Counter((one.exercise, one.at.date()) for one in sessions)
    by_id = {
        one: [
            _day(day, due[day].get(one, 0), counts[one, day], over=day < today, rests=day in resting)
            for day in days
        ]
        for one in ids
        if one in asked_or_done
    }
    together = [day for table in by_id.values() for day in table]
    percent = _percent(together)
    return Adherence(
        exercises=tuple(
            _exercise(one, names.get(one, one), table, _of(begun, one), uses, first_weekday)
            for one, table in by_id.items()
        ),
        due=sum(day.due for day in together),
        done=sum(day.counted for day in together),
        percent=percent,
        band=band_of(percent),
        weeks=_weeks(together, first_weekday),
        days_with_exercise=len({one.at.date() for one in sessions}),
        days_rested=len({day.day for day in together if day.rested}),
    )


def week_start(day: date, first_weekday: int) -> date:
    """The first day of the week of `day`; Monday is 0."""
    return day - timedelta(days=(day.weekday() - first_weekday) % _WEEK)


def _day(day: date, due: int, done: int, *, over: bool, rests: bool) -> _Day:
    asked = due if over and not rests else min(due, done)
    return _Day(day, asked, done, due - asked if rests else 0)


def _ids(sessions: Iterable[ExerciseSession]) -> list[str]:
    return [one.exercise for one in sessions]


def _of(sessions: Iterable[ExerciseSession], exercise: str) -> list[ExerciseSession]:
    return [one for one in sessions if one.exercise == exercise]


def _exercise(
    exercise: str,
    name: str,
    days: Sequence[_Day],
    begun: Sequence[ExerciseSession],
    uses: Sequence[PlanUse],
    first_weekday: int,
) -> ExerciseAdherence:
    sessions = [one for one in begun if one.sets]
    percent = _percent(days)
    outcomes = [(outcome_of(one, plan_by_hash(uses, one.plan_hash), ()), one) for one in sessions]
    shares = [
        share
        for outcome, one in outcomes
        if (share := done_percent(outcome, _side(uses, one))) is not None and _was_asked(uses, one)
    ]
    repetitions = [
        _repetitions(outcome, _side(uses, one)) for outcome, one in outcomes if _was_asked(uses, one)
    ]
    known = [pair for pair in repetitions if pair is not None]
    return ExerciseAdherence(
        id=exercise,
        name=name,
        due=sum(day.due for day in days),
        done=sum(day.counted for day in days),
        extra=sum(day.done - day.counted for day in days),
        by_camera=sum(one.counted_by is CountedBy.CAMERA for one in sessions),
        by_self_report=sum(one.counted_by is CountedBy.SELF_REPORT for one in sessions),
        percent=percent,
        band=band_of(percent),
        amount_percent=mean(shares) if shares else None,
        repetitions_done=sum(done for done, _ in known) if known else None,
        repetitions_asked=sum(asked for _, asked in known) if known else None,
        stopped_early=sum(one.stopped_reason is not None for one in begun),
        rested=sum(day.rested for day in days),
        weeks=_weeks(days, first_weekday),
    )


def _was_asked(uses: Sequence[PlanUse], session: ExerciseSession) -> bool:
    """Whether anybody said how much: the record, or the plan that it names."""
    plan = plan_by_hash(uses, session.plan_hash)
    return session.prescribed is not None or (plan is not None and plan.item(session.exercise) is not None)


def _side(uses: Sequence[PlanUse], session: ExerciseSession) -> Side:
    plan = plan_by_hash(uses, session.plan_hash)
    item = None if plan is None else plan.item(session.exercise)
    return Side.BOTH if item is None else item.side


def _repetitions(outcome: SessionOutcome, side: Side) -> tuple[int, int] | None:
    """Repetitions done and asked for, where both are known."""
    asked = outcome.prescribed
    if outcome.done_repetitions is None or asked.repetitions is None:
        return None
    return outcome.done_repetitions, asked.sets * asked.repetitions * (2 if side is Side.EACH else 1)


def _percent(days: Iterable[_Day]) -> float | None:
    table = list(days)
    due = sum(day.due for day in table)
    return 100.0 * sum(day.counted for day in table) / due if due else None


def _weeks(days: Iterable[_Day], first_weekday: int) -> tuple[WeekShare, ...]:
    due: Counter[date] = Counter()
    done: Counter[date] = Counter()
    for day in days:
        first = week_start(day.day, first_weekday)
        due[first] += day.due
        done[first] += day.counted
    return tuple(WeekShare(first=first, due=due[first], done=done[first]) for first in sorted(due))
