"""Which days a report is about."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from posture.errors import UsageError

LAST_ALLOWED = "so many days or weeks, as in 28d or 4w"
MOST_DAYS = 366
"""More than a year does not fit on a page. ENG."""
USUAL_DAYS = 28
"""Four weeks: the usual time to a review (docs/checkins.md). Without a plan."""
LEAST_DAYS, LONGEST_DAYS = 7, 84
"""A plan's report is about a week at least, and about the last twelve at most: so long was a published home
programme (S88). ENG."""

_LENGTH = re.compile(r"([1-9][0-9]{0,2})([dw])")
_DAYS = {"d": 1, "w": 7}


def report_period(
    first: str | None,
    last: str | None,
    length: str | None,
    today: date,
    *,
    plan_began: Callable[[date], date | None] = lambda _: None,
) -> tuple[date, date]:
    """The first and the last day, both included.

    `plan_began` says when the plan of a day came into use: with no first day and no length the period begins
    there.

    Raises:
        UsageError: the words are no period, or one that cannot be.
    """
    if first is not None and length is not None:
        raise UsageError("say either --from or --last, not both")
    until = today if last is None else _day("--to", last)
    if until > today:
        raise UsageError(f"--to {until} lies in the future; the last day can be today")
    if first is not None:
        since = _day("--from", first)
    elif length is not None:
        since = _before(until, length)
    else:
        since = _usual(until, plan_began(until))
    if since > until:
        raise UsageError(
            f"the period begins on {since}, after its last day {until}; put the earlier date first"
        )
    if (until - since).days >= MOST_DAYS:
        raise UsageError(f"a report is about at most {MOST_DAYS} days; shorten the period")
    return since, until


def _usual(until: date, began: date | None) -> date:
    """From the day the plan came into use, within limits; four weeks without a plan."""
    days = USUAL_DAYS if began is None else (until - began).days + 1
    return until - timedelta(days=min(max(days, LEAST_DAYS), LONGEST_DAYS) - 1)


def _before(until: date, length: str) -> date:
    found = _LENGTH.fullmatch(length)
    if found is None:
        raise UsageError(f"cannot read --last {length!r}: allowed are {LAST_ALLOWED}")
    days = int(found[1]) * _DAYS[found[2]]
    if days >= until.toordinal():
        raise UsageError(f"a report is about at most {MOST_DAYS} days; shorten the period")
    return until - timedelta(days=days - 1)


def _day(option: str, text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"cannot read {option} {text!r}: write a date such as 2026-11-20") from error
    if day.year < 1970:  # the log begins there
        raise UsageError(f"cannot use {option} {day}: the log begins in 1970")
    return day
