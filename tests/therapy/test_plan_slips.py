"""What is probably a slip is told: the year, the scale, the direction, names left from the template."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from posture.therapy.plan import Direction, Goal, Questionnaire, Scoring
from posture.therapy.plan_slips import PATIENT, THERAPIST, slips_in
from tests.therapy.plans import START, plan

QUESTIONS = Questionnaire(
    id="q",
    title="Q",
    intro="",
    items=("a", "b", "c"),
    scale_from=0,
    scale_to=4,
    from_means="",
    to_means="",
    scoring=Scoring.SUM,
    meaningful_change=None,
    direction=Direction.HIGHER_IS_BETTER,
    every_days=None,
)


def goal(measured_by: str, baseline: float | None, target: float, unit: str = "0-10") -> Goal:
    return Goal(text="x", measure="y", measured_by=measured_by, unit=unit, baseline=baseline, target=target)


def told(today: date | None = START, **changes: Any) -> list[tuple[tuple[str | int, ...], str]]:
    found = slips_in(plan(**changes), today)
    assert all(one.basis for one in found)
    return [(one.path, one.text) for one in found]


def test_a_usual_plan_is_left_alone() -> None:
    assert told(goals=(goal("pain_worst", 5, 3), goal("activities", None, 7))) == []


@pytest.mark.parametrize(
    ("days", "changes", "path", "text"),
    [
        (28, {}, "end", "the last day, 2026-12-20, is over, so nothing is due any more; is the year right?"),
        (27, {}, None, ""),
        (15, {"end": None}, "review", "the review, 2026-12-07, is over; is the year right?"),
        (14, {"end": None}, None, ""),
        (
            184,
            {"end": None, "review": None},
            "start",
            "the start, 2026-11-23, is more than half a year ago; is the year right?",
        ),
        (183, {"end": None, "review": None}, None, ""),
        (-184, {}, "start", "the start, 2026-11-23, is more than half a year away; is the year right?"),
        (-183, {}, None, ""),
    ],
)
def test_a_year_that_may_be_mistyped(days: int, changes: dict[str, Any], path: str | None, text: str) -> None:
    expected = [] if path is None else [((path,), text)]
    assert told(START + timedelta(days=days), **changes) == expected
    assert told(None, **changes) == []


def test_names_left_from_the_template() -> None:
    assert told(patient=PATIENT, therapist=THERAPIST) == [
        (("for",), '"A. Patient" still stands there from the template'),
        (("from",), '"Your name" still stands there from the template'),
    ]


@pytest.mark.parametrize(
    ("one", "key", "text"),
    [
        (goal("therapist", 60, 3), "baseline", '60 is not on the scale "0-10"'),
        (goal("therapist", 6, 30, "0 to 10"), "target", '30 is not on the scale "0 to 10"'),
        (goal("therapist", 6, 30, "min"), None, ""),
        (goal("therapist", 60, 3, "0-100"), None, ""),
        (goal("pain_now", 60, 3, "points"), "baseline", "60 is not on the scale 0-10 of the check-ins"),
        (goal("activities", 4, 70), "target", "70 is not on the scale 0-10 of the check-ins"),
        (goal("questionnaire:q", 1, 13), "target", "13 is not on the scale 0 to 12 of the questionnaire"),
        (goal("questionnaire:q", 1, 12), None, ""),
        (
            goal("pain_worst", 3, 5),
            "target",
            "the target, 5, is worse than the baseline, 3: here less is better",
        ),
        (
            goal("activities", 7, 4),
            "target",
            "the target, 4, is worse than the baseline, 7: here more is better",
        ),
        (
            goal("questionnaire:q", 7, 4),
            "target",
            "the target, 4, is worse than the baseline, 7: here more is better",
        ),
        (
            goal("breaks_a_day", 8, 3, "a day"),
            "target",
            "the target, 3, is worse than the baseline, 8: here more is better",
        ),
        (
            goal("longest_sitting", 50, 90, "min"),
            "target",
            "the target, 90, is worse than the baseline, 50: here less is better",
        ),
        (goal("therapist", 7, 4), None, ""),  # which way is better nobody told
        (goal("pain_worst", 3, 3), None, ""),
        (goal("pain_worst", None, 5), None, ""),
    ],
)
def test_figures_of_a_goal(one: Goal, key: str | None, text: str) -> None:
    expected = [] if key is None else [(("goals", 1, key), text)]
    assert told(goals=(goal("pain_worst", 5, 3), one), questionnaires=(QUESTIONS,)) == expected
