"""Exercise sessions as they were recorded, as the rules of a plan see them (`outcome.SessionOutcome`)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from posture.therapy.exercise_records import ExerciseSession, NextDayPain
from posture.therapy.history import of_kind
from posture.therapy.items import PlanDose
from posture.therapy.outcome import SessionOutcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from posture.therapy.plan import Plan
    from posture.therapy.records import Record

_HOUR_S = 3600.0


def outcomes_of(records: Sequence[Record], plan: Plan) -> tuple[SessionOutcome, ...]:
    """The sessions that this version of the plan asked for."""
    sessions = [one for one in of_kind(records, ExerciseSession) if one.plan_hash == plan.hash]
    mornings = mornings_by_day(records)
    return tuple(outcome_of(one, plan, mornings) for one in sessions)


def mornings_by_day(records: Iterable[Record]) -> dict[str, NextDayPain]:
    """Pain the next morning, by the day (ISO) of the exercises it is about; the newest answer counts."""
    return {answer.of_day.isoformat(): answer for answer in of_kind(records, NextDayPain)}


def outcome_of(
    session: ExerciseSession, plan: Plan | None, mornings: Mapping[str, NextDayPain]
) -> SessionOutcome:
    """One session; what nobody recorded is `None`."""
    morning = mornings.get(session.at.date().isoformat())
    durations = [one.duration_s for one in session.sets if one.duration_s is not None]
    repetitions = [one.repetitions for one in session.sets if one.repetitions is not None]
    holds = [one.hold_s for one in session.sets if one.hold_s is not None]
    return SessionOutcome(
        when=session.at,
        exercise=session.exercise,
        prescribed=_prescribed(session, plan),
        done_sets=len(session.sets),
        done_repetitions=sum(repetitions) if repetitions else None,
        done_hold_s=sum(holds) if holds else None,
        done_duration_s=sum(durations) if durations else session.duration_s,
        counted_by=session.counted_by,
        pain_before=session.pain_before,
        pain_after=session.pain_after,
        pain_next_day=None if morning is None else morning.pain,
        next_day_after_h=None if morning is None else (morning.at - session.at).total_seconds() / _HOUR_S,
        stopped_reason=session.stopped_reason,
    )


def _prescribed(session: ExerciseSession, plan: Plan | None) -> PlanDose:
    """What was asked for: as recorded with the session, the rest as the plan has it."""
    item = None if plan is None else plan.item(session.exercise)
    dose = PlanDose() if item is None else item.dose
    asked = session.prescribed
    if asked is None:
        return dose
    return replace(
        dose,
        sets=dose.sets if asked.sets is None else asked.sets,
        repetitions=dose.repetitions if asked.repetitions is None else asked.repetitions,
        hold_s=dose.hold_s if asked.hold_s is None else asked.hold_s,
        duration_s=dose.duration_s if asked.duration_s is None else asked.duration_s,
    )
