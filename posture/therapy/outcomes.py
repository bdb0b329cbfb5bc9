"""From what is kept about exercises to what the rules of a plan look at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from posture.therapy.exercise_records import DoneSet, ExerciseSession, NextDayPain
from posture.therapy.history import of_kind
from posture.therapy.items import PlanDose
from posture.therapy.outcome import SessionOutcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from posture.therapy.plan import Plan
    from posture.therapy.records import Record

_HOUR = timedelta(hours=1)


def outcomes(plan: Plan, records: Iterable[Record]) -> tuple[SessionOutcome, ...]:
    """The sessions under this version of the plan, in the order of their times.

    `records` are those in force. A session that was not begun (pain before it said stop) has no sets and is
    no outcome: nothing was done that a rule could judge. What is no item of the plan is left out.
    """
    known = tuple(records)
    mornings = of_kind(known, NextDayPain)
    found = [
        outcome_of(session, plan, mornings)
        for session in of_kind(known, ExerciseSession)
        if session.plan_hash == plan.hash and plan.item(session.exercise) is not None and session.sets
    ]
    return tuple(sorted(found, key=lambda outcome: outcome.when))


def morning_after(day: date, mornings: Iterable[NextDayPain]) -> NextDayPain | None:
    """The latest rating that was given about the exercises of this day, or `None`."""
    about = [one for one in mornings if one.of_day == day]
    return max(about, key=lambda one: one.at, default=None)


def hours_after(session_at: datetime, later: datetime) -> float:
    """How many hours lie between a session and what was said later."""
    return (later - session_at) / _HOUR


def outcome_of(
    session: ExerciseSession, plan: Plan | None, mornings: Sequence[NextDayPain]
) -> SessionOutcome:
    """One session; what nobody recorded is `None`. `mornings` are those in force."""
    day = session.at.date()
    morning = morning_after(day, mornings)
    return SessionOutcome(
        when=session.at,
        exercise=session.exercise,
        prescribed=_prescribed(session, plan),
        done_sets=len(session.sets),
        done_repetitions=_whole(_sum(session.sets, "repetitions")),
        done_hold_s=_sum(session.sets, "hold_s"),
        done_duration_s=_sum(session.sets, "duration_s"),
        counted_by=session.counted_by,
        pain_before=session.pain_before,
        pain_after=session.pain_after,
        pain_next_day=None if morning is None else morning.pain,
        next_day_after_h=None if morning is None else hours_after(session.at, morning.at),
        pain_next_day_highest=max((one.pain for one in mornings if one.of_day == day), default=None),
        stopped_reason=session.stopped_reason,
    )


def _prescribed(session: ExerciseSession, plan: Plan | None) -> PlanDose:
    """The dose that was asked for; how often a day and which band are the item's, as no record holds them."""
    item = None if plan is None else plan.item(session.exercise)
    dose = PlanDose() if item is None else item.dose
    asked = session.prescribed
    if asked is None:
        return dose
    return replace(
        dose,
        sets=dose.sets if asked.sets is None else asked.sets,
        repetitions=asked.repetitions,
        hold_s=asked.hold_s or 0.0,
        duration_s=asked.duration_s,
    )


def _sum(sets: Iterable[DoneSet], name: str) -> float | None:
    """Of all sets together; `None` where no set knows it."""
    amounts = [amount for one in sets if (amount := getattr(one, name)) is not None]
    return sum(amounts) if amounts else None


def _whole(amount: float | None) -> int | None:
    return None if amount is None else int(amount)
