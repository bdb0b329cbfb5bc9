"""What is due on a day, and what of it is done.

A day is the patient's local date. A day that was missed is a day without anything done: nothing is carried
over, added up or caught up. There are no weeks in here; a display that shows seven days chooses the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from posture.therapy.items import PlanDose, PlanItem
    from posture.therapy.outcome import SessionOutcome
    from posture.therapy.plan import Plan


class Phase(StrEnum):
    """Where in a plan a day lies."""

    BEFORE = "before"
    RUNNING = "running"
    REVIEW = "review"
    """The day of the review has come; the plan goes on until its end."""
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One item on one day.

    Attributes:
        item: what.
        dose: how much of it now.
        times: how often on this day.
        done: how often it was done on this day, with whatever result.
    """

    item: PlanItem
    dose: PlanDose
    times: int
    done: int

    @property
    def left(self) -> int:
        """How often it is still due; done more often than asked for leaves nothing."""
        return max(0, self.times - self.done)


def phase_on(plan: Plan, day: date) -> Phase:
    """Where this day lies; start and end belong to the plan."""
    if day < plan.start:
        return Phase.BEFORE
    if plan.end is not None and day > plan.end:
        return Phase.OVER
    return Phase.REVIEW if plan.review is not None and day >= plan.review else Phase.RUNNING


def week_of_plan(plan: Plan, day: date) -> int:
    """Which week of the plan: 1 for the seven days from its start on, and before it."""
    return max(0, (day - plan.start).days) // 7 + 1


def due_on(
    plan: Plan,
    day: date,
    outcomes: Sequence[SessionOutcome] = (),
    doses: Mapping[str, PlanDose] | None = None,
) -> tuple[Due, ...]:
    """What is due on this day, in the plan's order, and how much of it is done.

    `doses` are those of now (`progression.current_dose`); the plan's own where it names none.
    """
    if phase_on(plan, day) in (Phase.BEFORE, Phase.OVER):
        return ()
    doses = doses or {}
    done = [outcome.exercise for outcome in outcomes if outcome.when.date() == day]
    found = []
    for item in plan.items:
        if day.weekday() in item.days:
            dose = doses.get(item.id, item.dose)
            found.append(Due(item=item, dose=dose, times=dose.times_a_day, done=done.count(item.id)))
    return tuple(found)


def days_due(plan: Plan, first: date, last: date) -> tuple[date, ...]:
    """The days from first to last, both included, on which anything is due."""
    count = (last - first).days + 1
    days = (first + timedelta(days=number) for number in range(count))
    return tuple(day for day in days if due_on(plan, day))
