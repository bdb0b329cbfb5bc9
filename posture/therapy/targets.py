"""What a plan says about sitting and exercises, laid over the settings and the exercise library."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from posture.events import Side as BodySide
from posture.exercise_goal import Goal
from posture.exercises import Dose
from posture.therapy.items import Side
from posture.therapy.schedule import week_of_plan

if TYPE_CHECKING:
    from datetime import date

    from posture.exercises import Exercise
    from posture.therapy.items import PlanDose, PlanItem
    from posture.therapy.plan import Plan, SittingStep


def sitting_step(plan: Plan, day: date) -> SittingStep | None:
    """The targets for sitting and breaks on this day; before the start those of week 1."""
    week = week_of_plan(plan, day)
    reached = [step for step in plan.sitting if step.from_week <= week]
    return reached[-1] if reached else None


def target_settings(plan: Plan, day: date) -> dict[str, float]:
    """The plan's targets for sitting and breaks on this day, by the keys of the settings they replace."""
    step = sitting_step(plan, day)
    if step is None:
        return {}
    return {"sitting.nudge_after_s": step.break_after_s, "sitting.break_target_s": step.break_s}


def with_dose(exercise: Exercise, item: PlanItem, dose: PlanDose) -> Exercise:
    """The exercise of the library with the plan's dose in place of its own."""
    return replace(
        exercise,
        dose=Dose(
            repetitions=dose.repetitions,
            sets=dose.sets,
            hold_s=dose.hold_s,
            duration_s=dose.duration_s,
            per_side=item.side is Side.EACH,
            basis="Your physical therapist's plan.",
        ),
    )


def as_planned(exercise: Exercise, item: PlanItem, dose: PlanDose, plan: Plan) -> Exercise:
    """The exercise with the plan's dose, and with what the therapist wrote before the library's own words.

    A hold that the plan makes shorter is counted as the plan asks for it.
    """
    counting = exercise.counting
    if counting is not None and counting.hold_s > dose.hold_s:
        counting = replace(counting, hold_s=dose.hold_s)
    band = (f"With the {item.resistances[dose.resistance]}.",) if item.resistances else ()
    cautions = (*item.precautions, *plan.precautions, *item.stop_rules, *plan.stop_rules, *exercise.cautions)
    return replace(
        with_dose(exercise, item, dose),
        cues=(*band, *(item.cues or exercise.cues)),
        cautions=tuple(dict.fromkeys(cautions)),
        counting=counting,
    )


def goal_for(item: PlanItem, dose: PlanDose) -> Goal:
    """How much of it is asked for now."""
    only = {Side.LEFT: BodySide.LEFT, Side.RIGHT: BodySide.RIGHT}.get(item.side)
    tempo = item.tempo
    return Goal(
        repetitions=dose.repetitions,
        sets=dose.sets,
        hold_s=dose.hold_s,
        duration_s=dose.duration_s,
        per_side=item.side is Side.EACH,
        side=only,
        rest_s=item.rest_s,
        tempo_s=None if tempo is None else tempo.out_s + tempo.hold_s + tempo.back_s,
        range_limits=item.range_limits,
    )
