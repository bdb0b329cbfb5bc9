"""The therapist's rules over sessions: what fires, with which numbers, and what the dose is then."""

from __future__ import annotations

from typing import Any

import pytest

from posture.therapy.items import Apply, Light, PlanDose, PlanItem, Side, Variable
from posture.therapy.outcome import SessionOutcome, done_percent
from posture.therapy.progression import Action, Rule, Suggestion, at_review, current_dose, evaluate
from tests.therapy.plans import DOSE, item, less, more, plan, session


def followed(sessions: list[SessionOutcome], made: PlanItem | None = None) -> list[Suggestion]:
    return list(evaluate(plan(made or item()), sessions))


def told(suggestions: list[Suggestion]) -> list[tuple[str, str, bool, int | None]]:
    """Rule, action, whether it was done, and the repetitions then."""
    return [(one.rule.value, one.action.value, one.applied, one.dose.repetitions) for one in suggestions]


HOLD_10 = ("none", "hold", False, 10)


def test_three_good_sessions_in_a_row_are_one_step_up() -> None:
    suggestions = followed([session(day) for day in range(4)])
    assert told(suggestions) == [
        HOLD_10, HOLD_10, ("good_sessions", "progress", True, 12), ("none", "hold", False, 12),
    ]  # fmt: skip
    third = suggestions[2]
    assert (third.variable, third.amount_from, third.amount_to) == (Variable.REPETITIONS, 10, 12)
    assert (third.good_sessions, third.sessions_needed) == (3, 3)
    assert (third.done_percent, third.light) == (100.0, Light.GREEN)


def test_never_above_what_the_therapist_wrote() -> None:
    made = item(progressions=(more(up_to=11.0),))
    assert [one.dose.repetitions for one in followed([session(day) for day in range(9)], made)] == [
        10, 10, 11, 11, 11, 11, 11, 11, 11,
    ]  # fmt: skip


def test_a_suggestion_leaves_the_dose_and_stands_until_the_plan_changes() -> None:
    made = item(progressions=(more(apply=Apply.SUGGEST),))
    assert told(followed([session(day) for day in range(4)], made)) == [
        HOLD_10, HOLD_10, ("good_sessions", "progress", False, 10), ("good_sessions", "progress", False, 10),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "not_good",
    [
        {"done_repetitions": 19},
        {"pain_after": 4},
        {"stopped_reason": "the doorbell"},
    ],
)
def test_a_session_that_is_not_good_begins_the_row_anew(not_good: dict[str, Any]) -> None:
    sessions = [session(0), session(1), session(2, **not_good), session(3), session(4)]
    assert [one.good_sessions for one in followed(sessions)] == [1, 2, 0, 1, 2]


@pytest.mark.parametrize("unknown", [{"pain_after": None}, {"done_repetitions": None}])
def test_what_is_not_known_neither_lengthens_nor_breaks_a_row(unknown: dict[str, Any]) -> None:
    sessions = [session(0), session(1, **unknown), session(2)]
    assert [one.good_sessions for one in followed(sessions)] == [1, 1, 2]


def test_amber_can_be_good_where_the_therapist_says_so() -> None:
    made = item(progressions=(more(good_light=Light.AMBER),))
    assert followed([session(day, pain_after=5) for day in range(3)], made)[-1].dose.repetitions == 12


def test_three_poor_sessions_in_a_row_are_one_step_back_and_no_further_than_written() -> None:
    sessions = [session(day, done_repetitions=14) for day in range(9)]
    suggestions = followed(sessions, item(regressions=(less(down_to=7.0),)))
    assert [one.dose.repetitions for one in suggestions] == [10, 10, 8, 8, 8, 7, 7, 7, 7]
    assert suggestions[2].rule is Rule.POOR_SESSIONS
    assert (suggestions[2].amount_from, suggestions[2].amount_to) == (10, 8)
    assert suggestions[-1].action is Action.HOLD


def test_a_flare_goes_back_to_the_last_dose_with_a_green_session() -> None:
    sessions = [session(day) for day in range(3)] + [session(3, pain_after=7)]
    last = followed(sessions)[-1]
    assert (last.rule, last.action, last.applied) == (Rule.FLARE, Action.STEP_BACK, True)
    assert (last.amount_from, last.amount_to, last.dose) == (12, 10, DOSE)


def test_a_step_that_was_green_once_stays_the_dose_to_go_back_to() -> None:
    sessions = [session(day) for day in range(6)] + [session(6, pain_after=7), session(7, pain_after=8)]
    assert [one.dose.repetitions for one in followed(sessions)] == [10, 10, 12, 12, 12, 14, 12, 12]


def test_amber_that_did_not_settle_is_a_flare_and_amber_that_did_is_none() -> None:
    before = [session(day) for day in range(3)]
    stays = followed([*before, session(3, pain_after=5, pain_next_day=5)])[-1]
    settles = followed([*before, session(3, pain_after=5, pain_next_day=2)])[-1]
    assert (stays.rule, stays.dose.repetitions) == (Rule.FLARE, 10)
    assert (settles.rule, settles.dose.repetitions) == (Rule.NONE, 12)


def test_a_session_that_was_green_and_red_the_next_day_is_not_what_to_go_back_to() -> None:
    sessions = [session(day) for day in range(3)] + [session(3, pain_next_day=7)]
    last = followed(sessions)[-1]
    assert (last.rule, last.light, last.dose.repetitions) == (Rule.FLARE, Light.GREEN, 10)


def test_a_poor_row_waits_too_for_what_is_not_known() -> None:
    sessions = [
        session(0, done_repetitions=5),
        session(1, done_repetitions=None),
        session(2, done_repetitions=5),
    ]
    assert [one.poor_sessions for one in followed(sessions)] == [1, 1, 2]
    assert followed([*sessions, session(3)])[-1].poor_sessions == 0


def test_flares_at_the_lowest_tolerated_dose_count_as_poor_sessions() -> None:
    suggestions = followed([session(day, pain_after=8) for day in range(4)])
    assert told(suggestions) == [
        ("flare", "hold", False, 10), ("flare", "hold", False, 10),
        ("poor_sessions", "step_back", True, 8), ("flare", "hold", False, 8),
    ]  # fmt: skip


def test_a_flare_after_a_step_back_never_leads_up_again() -> None:
    poor = [session(day, done_repetitions=10) for day in range(3)]
    assert followed([*poor, session(3, pain_after=9)])[-1].dose.repetitions == 8


def test_one_variable_after_the_other_in_the_order_of_the_rules() -> None:
    made = item(progressions=(more(up_to=12.0), more(Variable.SETS, by=1.0, up_to=3.0)))
    doses = [
        (one.dose.repetitions, one.dose.sets) for one in followed([session(day) for day in range(9)], made)
    ]
    assert doses == [(10, 2)] * 2 + [(12, 2)] * 3 + [(12, 3)] * 4


def test_bands_are_taken_one_place_further() -> None:
    made = item(
        resistances=("yellow", "red", "blue"),
        dose=PlanDose(repetitions=10, resistance=1),
        progressions=(more(Variable.RESISTANCE, by=1.0, up_to=2.0),),
        regressions=(less(Variable.RESISTANCE, by=1.0, down_to=0.0),),
    )
    assert followed([session(day) for day in range(6)], made)[-1].dose.resistance == 2
    poor = [session(day, done_repetitions=1) for day in range(6)]
    assert followed(poor, made)[-1].dose.resistance == 0


def test_without_rules_only_a_flare_says_something() -> None:
    made = item(progressions=(), regressions=())
    assert told(followed([session(0), session(1, pain_after=7)], made)) == [
        HOLD_10, ("flare", "hold", False, 10),
    ]  # fmt: skip


def test_sessions_are_taken_by_their_times_and_others_left_out() -> None:
    sessions = [session(2), session(0), session(1), session(1, exercise="something else")]
    assert current_dose(plan(), sessions) == {"squat": PlanDose(sets=2, repetitions=12)}
    assert [one.when.day for one in followed(sessions)] == [23, 24, 25]


def test_at_review_each_item_that_was_done_has_its_latest_word() -> None:
    made = plan(item(), item(id="walk"), item(id="bridge"))
    sessions = [session(0), session(1), session(0, exercise="walk", done_repetitions=1)]
    assert [(one.exercise, one.good_sessions, one.poor_sessions) for one in at_review(made, sessions)] == [
        ("squat", 2, 0), ("walk", 0, 1),
    ]  # fmt: skip
    assert current_dose(made, []) == {"squat": DOSE, "walk": DOSE, "bridge": DOSE}


@pytest.mark.parametrize(
    ("dose", "side", "done", "percent"),
    [
        (DOSE, Side.BOTH, {"done_repetitions": 15}, 75.0),
        (DOSE, Side.EACH, {"done_repetitions": 15}, 37.5),
        (DOSE, Side.BOTH, {"done_repetitions": 24}, 120.0),
        (DOSE, Side.BOTH, {"done_repetitions": None, "done_sets": 1}, 50.0),
        (DOSE, Side.BOTH, {"done_repetitions": None}, None),
        (PlanDose(repetitions=4, hold_s=5), Side.BOTH, {"done_repetitions": 4, "done_hold_s": 10.0}, 50.0),
        (PlanDose(repetitions=4, hold_s=5), Side.BOTH, {"done_repetitions": 4}, 100.0),
        (PlanDose(sets=2, duration_s=60), Side.BOTH, {"done_duration_s": 90.0}, 75.0),
        (PlanDose(duration_s=60), Side.EACH, {"done_duration_s": 90.0}, 75.0),
    ],
)
def test_how_much_of_the_prescribed_was_done(
    dose: PlanDose, side: Side, done: dict[str, Any], percent: float | None
) -> None:
    assert done_percent(session(prescribed=dose, **done), side) == percent
