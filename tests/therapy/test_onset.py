"""How long it has lasted: weeks for the patient, a label for the PT, and when to book."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from posture.therapy.onset import Course, Stage, course
from posture.therapy.records import Onset
from tests.therapy.builders import MONDAY

BEGAN = date(2026, 8, 1)


def onset(*, assessed: bool | None = None) -> Onset:
    return Onset(at=MONDAY, began=BEGAN, assessed=assessed)


@pytest.mark.parametrize(
    ("days", "weeks", "stage", "book_pt"),
    [
        (0, 0, Stage.ACUTE, False),
        (27, 3, Stage.ACUTE, False),
        (28, 4, Stage.SUBACUTE, False),
        (41, 5, Stage.SUBACUTE, False),
        (42, 6, Stage.SUBACUTE, True),
        (83, 11, Stage.SUBACUTE, True),
        (84, 12, Stage.CHRONIC, True),
        (2000, 285, Stage.CHRONIC, True),
    ],
)
def test_the_time_lines(days: int, weeks: int, stage: Stage, book_pt: bool) -> None:  # noqa: FBT001
    found = course([onset()], BEGAN + timedelta(days=days))
    assert found == Course(began=BEGAN, days=days, stage=stage, assessed=None, book_pt=book_pt)
    assert found.weeks == weeks


def test_who_was_assessed_or_has_a_plan_needs_no_advice_to_book() -> None:
    later = BEGAN + timedelta(days=100)
    advised = [
        course([onset(assessed=False)], later),
        course([onset(assessed=True)], later),
        course([onset(assessed=False)], later, under_a_pt=True),
    ]
    assert [one.book_pt for one in advised if one is not None] == [True, False, False]


def test_the_beginning_named_last_counts_and_without_one_nothing_is_known() -> None:
    newer = Onset(at=MONDAY, began=date(2026, 10, 30))
    found = course([onset(), newer], MONDAY.date())
    assert found is not None
    assert (found.began, found.days) == (date(2026, 10, 30), 3)
    assert course([], MONDAY.date()) is None
