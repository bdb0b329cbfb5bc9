"""What is kept of an exercise: as the guide saw it, or as the patient says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.events import CountedBy
from posture.therapy.exercise_records import DoneSet, ExerciseSession, PrescribedDose, RangeReached
from posture.therapy.items import Side

if TYPE_CHECKING:
    from datetime import datetime

    from posture.exercise_goal import Goal
    from posture.exercise_view import ExerciseView
    from posture.therapy.items import Light, PlanDose, PlanItem
    from posture.therapy.plan import Plan


def prescribed_of(dose: PlanDose) -> PrescribedDose:
    """A plan's dose as it stands in a record."""
    return PrescribedDose(
        sets=dose.sets,
        repetitions=dose.repetitions,
        hold_s=dose.hold_s or None,
        duration_s=dose.duration_s,
    )


def prescribed_by_goal(goal: Goal) -> PrescribedDose:
    """What was asked for where no plan did."""
    return PrescribedDose(
        sets=goal.sets,
        repetitions=goal.repetitions,
        hold_s=goal.hold_s or None,
        duration_s=goal.duration_s,
    )


def guided_session(
    view: ExerciseView,
    at: datetime,
    *,
    plan: Plan | None = None,
    dose: PlanDose | None = None,
    pain_before: int | None = None,
    pain_after: int | None = None,
    stopped_reason: str | None = None,
) -> ExerciseSession | None:
    """The record of a guided exercise that is over; `None` where nothing was done.

    One of a plan that was begun and stopped before the first repetition has no sets: why it ended is worth
    keeping.     A number that the user gave takes the place of the camera's, and is his word.
    """
    nothing = not _anything(view)
    if nothing and (plan is None or not view.begun):
        return None
    sets = (
        ()
        if nothing
        else tuple(
            DoneSet(repetitions=one.repetitions, hold_s=one.hold_s, duration_s=one.duration_s)
            for one in view.sets
        )
    )
    counted_by = view.report.counted_by
    if view.answer is not None and not nothing:
        counted_by = CountedBy.SELF_REPORT
        if view.answer != sum(one.repetitions or 0 for one in sets):
            sets = (_all_in_one(view, view.answer),)  # nobody knows in which set the others were
    return ExerciseSession(
        at=at,
        exercise=view.exercise.id,
        plan_hash=None if plan is None else plan.hash,
        prescribed=prescribed_by_goal(view.goal) if dose is None else prescribed_of(dose),
        sets=sets,
        counted_by=counted_by,
        range_reached=_range(view),
        pain_before=pain_before,
        pain_after=pain_after,
        light=light_of_pain(plan, pain_before, pain_after),
        stopped_reason=stopped_reason,
        duration_s=view.lasted_s,
    )


def whole_dose(item: PlanItem, dose: PlanDose) -> tuple[int | None, float | None]:
    """Repetitions, or seconds, of a whole dose: all sets together, and both sides where each is asked for."""
    times = dose.sets * (2 if item.side is Side.EACH else 1)
    repetitions = None if dose.repetitions is None else times * dose.repetitions
    return repetitions, None if dose.duration_s is None else times * dose.duration_s


def reported_session(
    item_id: str,
    at: datetime,
    *,
    plan: Plan,
    dose: PlanDose,
    repetitions: int | None = None,
    duration_s: float | None = None,
    pain_after: int | None = None,
) -> ExerciseSession:
    """The record of what the patient says was done: so many repetitions altogether, or so long."""
    return ExerciseSession(
        at=at,
        exercise=item_id,
        plan_hash=plan.hash,
        prescribed=prescribed_of(dose),
        sets=(DoneSet(repetitions=repetitions, duration_s=duration_s),),
        counted_by=CountedBy.SELF_REPORT,
        pain_after=pain_after,
        light=light_of_pain(plan, None, pain_after),
        duration_s=duration_s or 0.0,
    )


def not_begun(item_id: str, at: datetime, *, plan: Plan, dose: PlanDose, pain: int) -> ExerciseSession:
    """The record of an exercise that pain on red kept from beginning."""
    return ExerciseSession(
        at=at,
        exercise=item_id,
        plan_hash=plan.hash,
        prescribed=prescribed_of(dose),
        sets=(),
        counted_by=CountedBy.SELF_REPORT,
        pain_before=pain,
        light=plan.pain.light(pain),
        stopped_reason=f"not begun: pain {pain} of 10 before it",
        duration_s=0.0,
    )


def light_of_pain(plan: Plan | None, before: int | None, after: int | None) -> Light | None:
    """The colour of the pain after it, else of the pain before it; `None` without a plan or a rating."""
    pain = before if after is None else after
    return None if plan is None or pain is None else plan.pain.light(pain)


def _all_in_one(view: ExerciseView, repetitions: int) -> DoneSet:
    held = [one.hold_s for one in view.sets if one.hold_s is not None]
    return DoneSet(
        repetitions=repetitions,
        hold_s=sum(held) if held else None,
        duration_s=sum(one.duration_s for one in view.sets),
    )


def _range(view: ExerciseView) -> RangeReached | None:
    """Rounded: a camera does not know more than this."""
    reached = view.report.reached
    if reached is None:
        return None
    return RangeReached(
        unit=reached.unit,
        farthest=_figure(reached.farthest, reached.unit),
        usual=_figure(reached.usual, reached.unit),
        counts_from=_figure(reached.counts_from, reached.unit),
    )


def _figure(amount: float, unit: str) -> float:
    """Whole degrees, hundredths of a shoulder width."""
    return float(round(amount)) if unit == "degrees" else round(amount, 2)


def _anything(view: ExerciseView) -> bool:
    """Whether anything was done: a repetition, some seconds of a hold, or of what is only timed."""
    if view.answer is not None:
        return view.answer > 0
    counted = view.exercise.counting is not None
    return any(one.repetitions or one.hold_s or (not counted and one.duration_s > 0) for one in view.sets)
