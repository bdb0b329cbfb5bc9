"""What is due, done, next, and what holds it back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from posture.events import CountedBy
from posture.therapy.items import Light, PlanDose
from posture.therapy.remind import REMINDS_FOR, is_worth_saying, reminder_time
from posture.therapy.resting import STOP_RULE
from posture.therapy.schedule import Phase
from posture.therapy.today import Held, Today, today_of
from tests.therapy.builders import signs
from tests.therapy.homework import amber, at, done, morning
from tests.therapy.plans import START, item, plan

TWICE = item(dose=PlanDose(sets=2, repetitions=10, times_a_day=2))
WALK = item(id="walk", dose=PlanDose(duration_s=900.0))


def today(*records: Any, now: Any = None) -> Today:
    return today_of(plan(TWICE, WALK), records, now or at(0, 18))


def test_camera_and_word_are_kept_apart_and_only_this_day_counts() -> None:
    found = today(
        done(0, 8), done(0, 9, counted_by=CountedBy.SELF_REPORT), done(-1), done(0, 10, plan_hash=None)
    )
    squat, walk = found.homework
    assert (squat.counted, squat.reported, squat.left) == (1, 1, 0)
    assert (walk.counted, walk.reported, walk.left) == (0, 0, 1)


def test_next_is_what_is_left_and_was_done_least() -> None:
    def following(*records: Any) -> str | None:
        found = today(*records).next
        return None if found is None else found.item.id

    walked = done(0, 8, exercise="walk", counted_by=CountedBy.SELF_REPORT)
    assert following() == "squat"
    assert following(done(0, 8)) == "walk"
    assert following(done(0, 8), walked) == "squat"
    assert following(done(0, 8), walked, done(0, 9)) is None


def test_done_under_an_older_version_today_is_done() -> None:
    assert today(done(0, 8, plan_hash="9" * 64)).homework[0].counted == 1


def test_a_missed_day_leaves_nothing_behind() -> None:
    assert today(now=at(3)).homework == today(now=at(0)).homework


def test_the_dose_is_that_after_the_rules() -> None:
    found = today(done(0), done(1), done(2), now=at(3))
    assert found.homework[0].dose.repetitions == found.doses["squat"].repetitions == 12


@pytest.mark.parametrize(
    ("record", "held", "by_it"),
    [
        (signs(at(0, 8), tier=1), Held.WARNING_SIGN, False),
        (done(0, 8, stopped_reason=f"{STOP_RULE}the knee swells"), Held.STOP_RULE, True),
        (done(0, 8, pain_after=8, light=Light.RED), Held.RED, True),
        (
            done(0, 8, sets=(), pain_before=7, pain_after=None, light=Light.RED, stopped_reason="not begun"),
            Held.RED,
            True,
        ),
        (done(0, 8, stopped_reason="enough for now"), None, False),
    ],
)
def test_what_holds_exercises_back_and_until_when(record: Any, held: Any, *, by_it: bool) -> None:
    found = today(record)
    assert (found.held, found.held_by) == (held, record if by_it else None)
    later = Held.WARNING_SIGN if held is Held.WARNING_SIGN else None  # that one waits for an answer
    assert today(record, now=at(1, 0)).held is later


def test_amber_asks_to_go_gently_until_a_green_one() -> None:
    assert today(amber(0, 8)).gently
    assert not today(amber(0, 8), done(0, 9)).gently
    assert not today(amber(0, 8), now=at(1)).gently


def test_the_morning_after_amber_is_asked_once_and_again_when_it_had_not_settled() -> None:
    monday = START
    assert today(amber(0, 17)).ask_about is None
    assert today(amber(0, 17), now=at(1, 8)).ask_about == monday
    assert today(amber(0, 17), now=at(2, 8)).ask_about is None  # the next morning is over
    settled = (amber(0, 17), morning(1, 2))
    assert today(*settled, now=at(1, 20)).ask_about is None
    raised = (amber(0, 17), morning(1, 5))
    assert today(*raised, now=at(1, 16)).ask_about is None  # the plan's 24 hours are not over
    assert today(*raised, now=at(1, 17)).ask_about == monday
    assert today(*raised, morning(1, 5, hour=18), now=at(1, 19)).ask_about is None
    assert today(done(0, 17), now=at(1, 8)).ask_about is None


def test_the_morning_after_red_is_asked_too() -> None:
    red = done(0, 17, pain_after=7, light=Light.RED)
    assert today(red, now=at(1, 8)).ask_about == START
    assert today(red, morning(1, 2), now=at(1, 9)).ask_about is None
    not_begun = done(0, 17, sets=(), pain_before=7, pain_after=None, light=Light.RED)
    assert today(not_begun, now=at(1, 8)).ask_about is None


def test_before_the_start_and_after_the_end_nothing_is_due() -> None:
    assert (today(now=at(-1)).phase, today(now=at(-1)).homework) == (Phase.BEFORE, ())
    assert (today(now=at(40)).phase, today(now=at(40)).homework) == (Phase.OVER, ())
    assert today(now=at(0)).day == date(2026, 11, 23)


def test_a_reminder_comes_at_the_latest_time_and_is_let_go_when_it_is_old() -> None:
    times = (8 * 60, 17 * 60 + 30)
    assert reminder_time(times, at(0, 7)) is None
    assert reminder_time(times, at(0, 8)) == at(0, 8)
    assert reminder_time(times, at(0, 8) + REMINDS_FOR - timedelta(seconds=1)) == at(0, 8)
    assert reminder_time(times, at(0, 8) + REMINDS_FOR) is None
    assert reminder_time((8 * 60, 8 * 60 + 10), at(0, 8) + timedelta(minutes=20)) == at(0, 8) + timedelta(
        minutes=10
    )
    assert reminder_time((), at()) is None


def test_there_is_something_to_say_only_while_something_is_left_and_nothing_holds_it_back() -> None:
    assert is_worth_saying(today())
    assert not is_worth_saying(None)
    assert not is_worth_saying(today(signs(at(0, 8), tier=1)))
    walked = done(0, 8, exercise="walk", counted_by=CountedBy.SELF_REPORT)
    assert not is_worth_saying(today(done(0, 8), done(0, 9), walked))
