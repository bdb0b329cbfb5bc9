"""Which version of a plan was in use on which day, from when on a new one is, and what it asked for there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from posture.therapy.outcomes import outcomes
from posture.therapy.progression import Follower
from posture.therapy.schedule import due_on

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from posture.therapy.items import PlanDose, PlanItem
    from posture.therapy.outcome import SessionOutcome
    from posture.therapy.plan import Plan
    from posture.therapy.progression import Suggestion
    from posture.therapy.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanUse:
    """A version and its days; `stopped` is the day it ended, or `None` for the one in use."""

    plan: Plan
    started: date
    stopped: date | None


def only_use(plan: Plan) -> tuple[PlanUse, ...]:
    """A plan of which no other version is known: in use from its own start on."""
    return (PlanUse(plan=plan, started=plan.start, stopped=None),)


def takes_over_on(new: Plan, before: Plan, today: date) -> date:
    """From which day on a plan that is taken up today is the one in use.

    One that begins later leaves the days until then to the one before, as long as that one has any.
    """
    until_new = new.start - timedelta(days=1)
    last = until_new if before.end is None else min(before.end, until_new)
    return max(today, last + timedelta(days=1)) if before.start <= last else today


def use_on(uses: Sequence[PlanUse], day: date) -> PlanUse | None:
    """The version of this day: the one started last; where one ends and another begins, the new one."""
    found = [use for use in uses if use.started <= day and (use.stopped is None or day <= use.stopped)]
    return found[-1] if found else None


def plan_by_hash(uses: Sequence[PlanUse], plan_hash: str | None) -> Plan | None:
    """The version with this hash, or `None`."""
    return next((use.plan for use in uses if use.plan.hash == plan_hash), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """Where an item stood under the version before, and how that version described it."""

    item: PlanItem
    dose: PlanDose


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One version of a plan with what its rules made of the sessions under it.

    Attributes:
        use: which version, and its days.
        begun: the dose of each item when it began: the plan's own, or the one reached before.
        before: of the items whose dose the therapist changed, where they stood under the version before.
        suggestions: one for each session, in the order of their times.
    """

    use: PlanUse
    begun: Mapping[str, PlanDose]
    before: Mapping[str, Reached]
    suggestions: tuple[Suggestion, ...]

    def doses(self, before: date | None = None) -> dict[str, PlanDose]:
        """The dose of each item now, or at the beginning of this day."""
        told = (one for one in self.suggestions if before is None or one.when.date() < before)
        return {**self.begun, **{one.exercise: one.dose for one in told}}


def courses(uses: Sequence[PlanUse], records: Sequence[Record]) -> tuple[Course, ...]:
    """Every version in its order; a later version of the same plan goes on where the one before led to.

    `records` are those in force. A session belongs to the version that it names; where that was in use twice,
    to the first time that had not ended by then.
    """
    found: list[Course] = []
    by_plan: dict[str, dict[str, Follower]] = {}
    taken: set[SessionOutcome] = set()
    for number, use in enumerate(uses):
        plan = use.plan
        known = by_plan.get(plan.id, {})
        followers: dict[str, Follower] = {}
        begun: dict[str, PlanDose] = {}
        before: dict[str, Reached] = {}
        for item in plan.items:
            old = known.get(item.id)
            goes_on = old is not None and old.under(item, plan)
            if old is not None and not goes_on:
                before[item.id] = Reached(item=old.item, dose=old.dose)
            followers[item.id] = old if old is not None and goes_on else Follower(item, plan)
            begun[item.id] = followers[item.id].dose
        by_plan[plan.id] = followers
        again = any(later.plan.hash == plan.hash for later in uses[number + 1 :])
        mine = [
            one
            for one in outcomes(plan, records)
            if one not in taken and not (again and use.stopped is not None and one.when.date() > use.stopped)
        ]
        taken.update(mine)
        found.append(
            Course(
                use=use,
                begun=begun,
                before=before,
                suggestions=tuple(followers[one.exercise].take(one) for one in mine),
            )
        )
    return tuple(found)


def due_by_day(
    uses: Sequence[PlanUse], records: Sequence[Record], days: Sequence[date]
) -> dict[date, dict[str, int]]:
    """How often each item was due on each day, with the dose that the plan's rules had led to by then."""
    by_use = {course.use: course for course in courses(uses, records)}
    found: dict[date, dict[str, int]] = {}
    for day in days:
        use = use_on(uses, day)
        doses = {} if use is None else by_use[use].doses(day)
        asked = () if use is None else due_on(use.plan, day, doses=doses)
        found[day] = {due.item.id: due.times for due in asked}
    return found
