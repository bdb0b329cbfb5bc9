"""What in a plan is probably a slip: a year, a scale, a direction, a name left from the template.

For the therapist to know, as `plan_advice.py`, and never a refusal. All limits are ENG, our own choice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from posture.therapy.plan import Direction, Scoring
from posture.therapy.plan_advice import OURS, Advice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from posture.therapy.plan import Goal, Plan

PATIENT, THERAPIST = "A. Patient", "Your name"
"""What stands in a plan where nobody answered."""
FARTHEST_START_DAYS = 183
"""A plan begins within half a year. ENG: what lies farther away is mostly a year that was mistyped."""

_SCALE = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*(?:-|to|\.\.|/|\N{EN DASH})\s*(-?\d+(?:\.\d+)?)\s*")
_RATED = (0.0, 10.0)
"""The scale of pain and of activities in a check-in."""
_FOR_THE_BETTER = {
    "pain_now": Direction.LOWER_IS_BETTER,
    "pain_average": Direction.LOWER_IS_BETTER,
    "pain_worst": Direction.LOWER_IS_BETTER,
    "activities": Direction.HIGHER_IS_BETTER,
    "longest_sitting": Direction.LOWER_IS_BETTER,
    "breaks_a_day": Direction.HIGHER_IS_BETTER,
}
_QUESTIONNAIRE = "questionnaire:"


def slips_in(plan: Plan, today: date | None) -> tuple[Advice, ...]:
    """Everything that looks like a slip, in the order of the file; `today` is the date, where it is known."""
    return (
        *_of_names(plan),
        *(() if today is None else _of_dates(plan, today)),
        *(advice for number, goal in enumerate(plan.goals) for advice in _of_goal(plan, number, goal)),
    )


def _of_names(plan: Plan) -> Iterator[Advice]:
    for key, name, left in (("for", plan.patient, PATIENT), ("from", plan.therapist, THERAPIST)):
        if name == left:
            yield Advice(path=(key,), text=f'"{left}" still stands there from the template', basis=OURS)


def _of_dates(plan: Plan, today: date) -> Iterator[Advice]:
    last = plan.end or plan.review
    if last is not None and last < today:
        key, words = ("end", "the last day") if plan.end is not None else ("review", "the review")
        due = ", so nothing is due any more" if plan.end is not None else ""
        yield Advice(path=(key,), text=f"{words}, {last}, is over{due}; is the year right?", basis=OURS)
    elif abs((plan.start - today).days) > FARTHEST_START_DAYS:
        way = "ago" if plan.start < today else "away"
        yield Advice(
            path=("start",),
            text=f"the start, {plan.start}, is more than half a year {way}; is the year right?",
            basis=OURS,
        )


def _of_goal(plan: Plan, number: int, goal: Goal) -> Iterator[Advice]:
    lowest, highest, scale = _scale(plan, goal)
    for key, value in (("baseline", goal.baseline), ("target", goal.target)):
        if value is not None and not lowest <= value <= highest:
            yield Advice(
                path=("goals", number, key), text=f"{value:g} is not on the scale {scale}", basis=OURS
            )
    better = _better(plan, goal)
    if goal.baseline is None or better is None or goal.baseline == goal.target:
        return
    if (goal.target > goal.baseline) != (better is Direction.HIGHER_IS_BETTER):
        way = "more" if better is Direction.HIGHER_IS_BETTER else "less"
        yield Advice(
            path=("goals", number, "target"),
            text=f"the target, {goal.target:g}, is worse than the baseline, {goal.baseline:g}: here {way} is "
            "better",
            basis=OURS,
        )


def _scale(plan: Plan, goal: Goal) -> tuple[float, float, str]:
    """The lowest and highest figure there is, and the scale in words; without one, everything fits."""
    if goal.measured_by.startswith("pain_") or goal.measured_by == "activities":
        return *_RATED, "0-10 of the check-ins"
    asked = next((one for one in plan.questionnaires if goal.measured_by == _QUESTIONNAIRE + one.id), None)
    if asked is not None:
        items = len(asked.items) if asked.scoring is Scoring.SUM else 1
        lowest, highest = float(asked.scale_from * items), float(asked.scale_to * items)
        return lowest, highest, f"{lowest:g} to {highest:g} of the questionnaire"
    found = _SCALE.fullmatch(goal.unit)
    if found is None:
        return float("-inf"), float("inf"), ""
    ends = float(found[1]), float(found[2])
    return min(ends), max(ends), f'"{goal.unit}"'


def _better(plan: Plan, goal: Goal) -> Direction | None:
    """Which way is for the better, where the program knows it."""
    asked = {_QUESTIONNAIRE + one.id: one.direction for one in plan.questionnaires}
    return {**_FOR_THE_BETTER, **asked}.get(goal.measured_by)
