"""What is due on a day: from the first day to the last, on its days, and never more because of yesterday."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from posture.therapy.items import PlanDose
from posture.therapy.plan import Plan, SittingStep
from posture.therapy.schedule import Phase, days_due, due_on, phase_on, week_of_plan
from posture.therapy.targets import sitting_step, target_settings
from tests.therapy.plans import START, item, plan, session


def day(number: int) -> date:
    return START + timedelta(days=number)


def test_nothing_is_due_before_the_first_day_and_after_the_last() -> None:
    made = plan()
    assert [len(due_on(made, day(number))) for number in (-1, 0, 27, 28)] == [0, 1, 1, 0]
    assert [phase_on(made, day(number)) for number in (-1, 0, 13, 14, 27, 28)] == [
        Phase.BEFORE, Phase.RUNNING, Phase.RUNNING, Phase.REVIEW, Phase.REVIEW, Phase.OVER,
    ]  # fmt: skip


def test_an_open_plan_goes_on() -> None:
    made = plan(review=None, end=None)
    assert phase_on(made, day(3000)) is Phase.RUNNING
    assert len(due_on(made, day(3000))) == 1


def test_days_of_the_week() -> None:
    made = plan(item(days=(0, 2, 4)), item(id="walk", days=(2, 6)))
    names = [[due.item.id for due in due_on(made, day(number))] for number in range(7)]
    assert names == [["squat"], [], ["squat", "walk"], [], ["squat"], [], ["walk"]]
    assert days_due(made, day(0), day(6)) == (day(0), day(2), day(4), day(6))


def test_what_is_left_of_a_day_and_nothing_of_the_day_before() -> None:
    made = plan(item(dose=PlanDose(repetitions=10, times_a_day=2)))
    done = [session(1), session(1, when=datetime(2026, 11, 24, 20, tzinfo=UTC)), session(2)]
    left = [(due.done, due.left) for number in range(4) for due in due_on(made, day(number), done)]
    assert left == [(0, 2), (2, 0), (1, 1), (0, 2)]


def test_done_more_often_than_asked_for_leaves_nothing() -> None:
    made = plan()
    (due,) = due_on(made, day(0), [session(), session()])
    assert (due.done, due.times, due.left) == (2, 1, 0)


def test_the_day_is_the_patients_own() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=timezone(-timedelta(hours=8)))
    made = plan()
    assert [due_on(made, day(number), [session(when=late)])[0].done for number in (0, 1)] == [1, 0]


def test_the_dose_of_now_says_how_often() -> None:
    made = plan()
    now = PlanDose(repetitions=12, times_a_day=3)
    (due,) = due_on(made, day(0), doses={"squat": now})
    assert (due.dose, due.times) == (now, 3)


@pytest.mark.parametrize(("number", "week"), [(-3, 1), (0, 1), (6, 1), (7, 2), (20, 3)])
def test_weeks_are_counted_from_the_first_day(number: int, week: int) -> None:
    assert week_of_plan(plan(), day(number)) == week


def graded() -> Plan:
    steps = ((1, 3600.0, 120.0), (3, 1800.0, 300.0))
    return plan(
        sitting=tuple(
            SittingStep(from_week=week, break_after_s=after, break_s=length) for week, after, length in steps
        )
    )


@pytest.mark.parametrize(("number", "after_s"), [(-5, 3600), (0, 3600), (13, 3600), (14, 1800), (60, 1800)])
def test_targets_for_sitting_change_with_the_week(number: int, after_s: float) -> None:
    step = sitting_step(graded(), day(number))
    assert step is not None
    assert step.break_after_s == after_s


def test_targets_are_settings_and_a_plan_without_any_leaves_them() -> None:
    assert target_settings(graded(), day(14)) == {
        "sitting.nudge_after_s": 1800.0,
        "sitting.break_target_s": 300.0,
    }
    assert target_settings(plan(), day(14)) == {}
