"""From which day on a plan that is taken up is the one in use."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from posture.therapy.plan_use import takes_over_on
from tests.therapy.plans import START, plan


def day(number: int) -> date:
    return START + timedelta(days=number)


@pytest.mark.parametrize(
    ("new", "start", "end", "takes_over"),
    [
        (4, -7, None, 4),  # the one in use goes on until the day before
        (4, -7, 20, 4),
        (4, -7, 1, 2),  # ... or until its own last day
        (4, -7, 0, 1),
        (4, -7, -1, 0),  # it is over
        (0, -7, None, 0),
        (-3, -7, None, 0),  # a version that has begun counts at once
        (4, 2, None, 4),  # it begins before the new one
        (4, 4, None, 0),  # nothing of it comes before the new one
        (4, 9, None, 0),
    ],
)
def test_the_one_in_use_goes_on_as_long_as_it_has_days(
    new: int, start: int, end: int | None, takes_over: int
) -> None:
    running = plan(start=day(start), end=None if end is None else day(end))
    assert takes_over_on(plan(start=day(new)), running, START) == day(takes_over)
