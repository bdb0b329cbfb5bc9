"""What is kept becomes what the rules of a plan look at."""

from __future__ import annotations

from dataclasses import replace

from posture.events import CountedBy
from posture.therapy.exercise_records import DoneSet, NextDayPain, PrescribedDose
from posture.therapy.items import PlanDose
from posture.therapy.outcome import SessionOutcome, done_percent
from posture.therapy.outcomes import outcomes
from posture.therapy.progression import Rule, current_dose, evaluate
from tests.therapy.homework import amber, at, done, morning
from tests.therapy.plans import DOSE, item, plan


def test_a_session_becomes_an_outcome_with_all_its_figures() -> None:
    assert outcomes(plan(), [done()]) == (
        SessionOutcome(
            when=at(),
            exercise="squat",
            prescribed=DOSE,
            done_sets=2,
            done_repetitions=20,
            done_hold_s=None,
            done_duration_s=60.0,
            counted_by=CountedBy.CAMERA,
            pain_before=2,
            pain_after=2,
        ),
    )


def test_other_versions_other_exercises_and_what_was_not_begun_are_left_out() -> None:
    others = [
        done(plan_hash="1" * 64),
        done(plan_hash=None),
        done(exercise="calf_raise"),
        done(sets=(), stopped_reason="not begun: pain 7 of 10 before it"),
    ]
    assert outcomes(plan(), others) == ()


def test_the_order_is_that_of_the_times() -> None:
    assert [one.when for one in outcomes(plan(), [done(2), done(0), done(1)])] == [at(0), at(1), at(2)]


def test_the_morning_after_goes_to_every_session_of_its_day_and_the_last_word_counts() -> None:
    found = outcomes(plan(), [done(0, 9), done(0, 20), done(1, 9), morning(1, 6), morning(1, 3, hour=12)])
    assert [(one.pain_next_day, one.next_day_after_h) for one in found] == [
        (3, 27.0),
        (3, 16.0),
        (None, None),
    ]


def test_what_is_not_known_stays_unknown_and_times_a_day_is_the_item_s() -> None:
    walk = item(id="walk", dose=PlanDose(duration_s=900.0, times_a_day=3))
    session = done(
        exercise="walk",
        prescribed=PrescribedDose(sets=1, duration_s=600.0),
        sets=(DoneSet(duration_s=600.0),),
        counted_by=CountedBy.SELF_REPORT,
    )
    (one,) = outcomes(plan(walk), [session])
    assert (one.done_repetitions, one.done_hold_s, one.done_duration_s) == (None, None, 600.0)
    assert one.prescribed == PlanDose(duration_s=600.0, times_a_day=3)
    assert done_percent(one, walk.side) == 100.0
    (bare,) = outcomes(plan(walk), [replace(session, prescribed=None)])
    assert bare.prescribed == walk.dose


def test_three_good_records_step_the_dose_and_a_flare_steps_it_back() -> None:
    records = [done(0), done(1), done(2)]
    assert current_dose(plan(), outcomes(plan(), records))["squat"].repetitions == 12
    twelve = PrescribedDose(sets=2, repetitions=12)
    more = tuple(DoneSet(repetitions=12, duration_s=40.0) for _ in range(2))
    # Amber, and still raised a whole day later: not settled within the plan's hours.
    flared = [
        *records,
        amber(3, prescribed=twelve, sets=more),
        NextDayPain(at=at(4, 10), of_day=at(3).date(), pain=5),
    ]
    assert [one.rule for one in evaluate(plan(), outcomes(plan(), flared))][-2:] == [
        Rule.GOOD_SESSIONS,
        Rule.FLARE,
    ]
    assert current_dose(plan(), outcomes(plan(), flared))["squat"].repetitions == 10
