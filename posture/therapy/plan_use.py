"""Which version of a plan was in use on which day, from when on a new one is, and what it asked for there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from posture.therapy.outcomes import outcomes
from posture.therapy.progression import evaluate
from posture.therapy.schedule import due_on

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from posture.therapy.plan import Plan
    from posture.therapy.progression import Suggestion
    from posture.therapy.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanUse:
    """A version and its days; `stopped` is the day it ended, or `None` for the one in use."""

    plan: Plan
    started: date
    stopped: date | None


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


def due_by_day(
    uses: Sequence[PlanUse], records: Sequence[Record], days: Sequence[date]
) -> dict[date, dict[str, int]]:
    """How often each item was due on each day, with the dose that the plan's rules had led to by then."""
    followed = {
        use.plan.hash: evaluate(use.plan, outcomes(use.plan, records))
        for use in uses
        if use.started <= days[-1] and (use.stopped is None or use.stopped >= days[0])
    }
    return {day: _due(use_on(uses, day), followed, day) for day in days}


def _due(use: PlanUse | None, followed: Mapping[str, Sequence[Suggestion]], day: date) -> dict[str, int]:
    if use is None:
        return {}
    doses = {one.exercise: one.dose for one in followed[use.plan.hash] if one.when.date() < day}
    return {due.item.id: due.times for due in due_on(use.plan, day, doses=doses)}
