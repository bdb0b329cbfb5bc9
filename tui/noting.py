"""What a note about an earlier day belongs to: its time, the plan then, the dose then. Pure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from posture.errors import UsageError
from posture.therapy.plan_use import courses, only_use, use_on

if TYPE_CHECKING:
    from posture.therapy.items import PlanDose, PlanItem
    from posture.therapy.plan import Plan
    from tui.homework_source import HomeworkNow

EARLIEST_DAYS = 7
"""What was done longer ago is not remembered well enough to be noted. ENG."""
_NOON = time(12)


def day_to_note(text: str, now: datetime) -> datetime:
    """When a note about this day is of: now for today, noon for an earlier day, as nobody knows the hour.

    Raises:
        UsageError: it is no day, or none of the last ones.
    """
    today = now.date()
    first = today - timedelta(days=EARLIEST_DAYS)
    try:
        day = {"today": today, "yesterday": today - timedelta(days=1)}.get(text) or date.fromisoformat(text)
    except ValueError as error:
        msg = f"--on {text!r} is no date: give one from {first} to {today}, or yesterday"
        raise UsageError(msg) from error
    if not first <= day <= today:
        msg = f"--on {text}: only the last {EARLIEST_DAYS} days can be noted, {first} to {today}"
        raise UsageError(msg)
    return now if day == today else datetime.combine(day, _NOON, tzinfo=now.tzinfo)


def noted_under(now: HomeworkNow, item_id: str, at: datetime) -> tuple[Plan, PlanItem, PlanDose]:
    """The version of the plan on the day of `at`, this item of it, and its dose then.

    Raises:
        UsageError: no plan was in use on that day, or it has no such item.
    """
    assert now.plan is not None
    day = at.date()
    uses = now.uses or only_use(now.plan)
    use = uses[-1] if day == now.at.date() else use_on(uses, day)
    if use is None:
        msg = f"no plan was in use on {day}; `posture plan history` shows the days of each"
        raise UsageError(msg)
    item = use.plan.item(item_id)
    if item is None:
        known = ", ".join(one.id for one in use.plan.items)
        msg = f"the plan has no {item_id!r}; it has {known}"
        raise UsageError(msg)
    course = next(one for one in courses(uses, now.records) if one.use == use)
    doses = course.doses() if day == now.at.date() else course.doses(day)
    return use.plan, item, doses[item_id]
