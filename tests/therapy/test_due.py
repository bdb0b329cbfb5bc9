"""What is asked when: at the start, after so many days, at review, and when pain is worse."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from posture.settings import CheckinSettings
from posture.therapy.due import Due, Topic, cadence_of, what_is_due
from posture.therapy.exercise_records import NextDayPain
from posture.therapy.items import Light
from posture.therapy.plan import PainLimits
from posture.therapy.records import Occasion, Onset, QuestionnaireAnswers
from tests.therapy.builders import MONDAY, able, change, day, pain, signs
from tests.therapy.homework import done

if TYPE_CHECKING:
    from posture.therapy.records import Record

CADENCE = cadence_of(CheckinSettings())
START: tuple[Record, ...] = (
    signs(day(0)),
    Onset(at=day(0), began=date(2026, 10, 1)),
    pain(0, 5),
    able(0, "sitting", 4),
)


def topics(records: tuple[Record, ...], number: int) -> dict[Topic, date]:
    return {due.topic: due.since for due in what_is_due(records, day(number), CADENCE)}


def test_at_the_start_everything_is_due_but_the_change() -> None:
    today = MONDAY.date()
    assert what_is_due((), MONDAY, CADENCE) == (
        Due(topic=Topic.WARNING_SIGNS, since=today, occasion=Occasion.FIRST_USE),
        Due(topic=Topic.ONSET, since=today),
        Due(topic=Topic.PAIN, since=today),
        Due(topic=Topic.ACTIVITIES, since=today),
    )


def test_right_after_the_start_nothing_is_due() -> None:
    assert what_is_due(START, day(0, hour=20), CADENCE) == ()
    assert topics(START, 6) == {}


def test_each_comes_again_after_its_days() -> None:
    week, fortnight = day(7).date(), day(14).date()
    assert topics(START, 7) == {Topic.PAIN: week}
    assert topics((*START, pain(7, 5)), 13) == {}
    assert topics((*START, pain(7, 5)), 14) == {Topic.PAIN: fortnight, Topic.ACTIVITIES: fortnight}
    assert Topic.CHANGE not in topics(START, 27)
    assert topics(START, 28)[Topic.CHANGE] == day(28).date()
    assert Topic.CHANGE not in topics((*START, change(28, 2)), 55)
    assert Topic.WARNING_SIGNS not in topics(START, 29)
    assert topics(START, 30)[Topic.WARNING_SIGNS] == day(30).date()


def test_what_is_overdue_says_since_when() -> None:
    assert topics(START, 100)[Topic.PAIN] == day(7).date()


def test_the_change_is_asked_at_review_and_not_again_the_day_after() -> None:
    review = day(20).date()
    assert Topic.CHANGE not in {due.topic for due in what_is_due(START, day(19), CADENCE, review=review)}
    assert Due(topic=Topic.CHANGE, since=review) in what_is_due(START, day(20), CADENCE, review=review)
    asked = (*START, change(20, 3))
    assert Topic.CHANGE not in {due.topic for due in what_is_due(asked, day(21), CADENCE, review=review)}


def test_a_plan_can_leave_questions_out_but_not_the_warning_signs() -> None:
    none = replace(CADENCE, pain_every_days=None, activities_every_days=None, change_every_days=None)
    assert [due.topic for due in what_is_due((), MONDAY, none)] == [Topic.WARNING_SIGNS, Topic.ONSET]
    late = what_is_due(START, day(99), none, review=day(50).date())
    assert [due.topic for due in late] == [Topic.WARNING_SIGNS, Topic.CHANGE]


def test_questionnaires_of_the_plan_have_days_of_their_own() -> None:
    answered = QuestionnaireAnswers(at=day(0), questionnaire="desk", answers=(), score=None)
    twice = QuestionnaireAnswers(at=day(1), questionnaire="twice", answers=(), score=None)
    ids = {"desk": 10, "sleep": 28, "twice": None, "never asked": None}

    def due(number: int) -> list[str | None]:
        found = what_is_due(
            (*START, answered, twice), day(number), CADENCE, review=day(20).date(), questionnaires=ids
        )
        return [one.questionnaire for one in found if one.topic is Topic.QUESTIONNAIRE]

    assert due(0) == ["sleep", "never asked"]
    assert due(10) == ["desk", "sleep", "never asked"]
    assert due(20) == ["desk", "sleep", "twice", "never asked"]  # without days: at the start and the review


def test_a_plan_that_began_later_counts_from_its_own_start() -> None:
    assert Topic.CHANGE not in {
        due.topic for due in what_is_due(START, day(28), CADENCE, started=day(10).date())
    }


def test_worse_pain_asks_for_the_signs_once() -> None:
    worse = (*START, pain(3, 7))
    assert what_is_due(worse, day(3), CADENCE)[0] == Due(
        topic=Topic.WARNING_SIGNS, since=day(3).date(), occasion=Occasion.PAIN_WORSE
    )
    assert topics((*worse, pain(4, 7)), 4) == {Topic.WARNING_SIGNS: day(3).date()}
    assert topics((*worse, signs(day(3, hour=10))), 4) == {}
    assert topics((*START, pain(3, 6)), 3) == {}


def test_pain_on_red_around_an_exercise_is_pain_that_got_worse() -> None:
    red = done(at=day(3, hour=12), pain_after=8, light=Light.RED)
    due = what_is_due((*START, red), day(3, hour=13), CADENCE)
    assert due == (Due(topic=Topic.WARNING_SIGNS, since=day(3).date(), occasion=Occasion.PAIN_WORSE),)
    assert topics((*START, red, signs(day(3, hour=13))), 4) == {}
    amber = done(at=day(3), pain_after=5, light=Light.AMBER)
    assert topics((*START, amber), 3) == {}
    morning = NextDayPain(at=day(4), of_day=day(3).date(), pain=6)
    assert topics((*START, amber, morning), 4) == {}  # without a plan nobody knows where red begins
    due = what_is_due((*START, amber, morning), day(4), CADENCE, limits=PainLimits())
    assert [one.occasion for one in due] == [Occasion.PAIN_WORSE]


def test_answers_that_were_broken_off_do_not_count_but_an_emergency_does() -> None:
    assert what_is_due((signs(MONDAY, complete=False),), MONDAY, CADENCE)[0].occasion is Occasion.FIRST_USE
    assert Topic.WARNING_SIGNS not in topics((signs(MONDAY, tier=1, complete=False),), 0)


def test_the_day_is_the_one_where_the_patient_is() -> None:
    late = day(6, hour=23) + timedelta(minutes=59)
    assert what_is_due(START, late, CADENCE) == ()
    assert [due.topic for due in what_is_due(START, late + timedelta(minutes=1), CADENCE)] == [Topic.PAIN]
