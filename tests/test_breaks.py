"""The break cycle: a table without holes, and how much sitting makes the next break due."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posture.breaks import TRANSITIONS, WAITS_FOR_THE_USER, BreakCycle, Outcome, Trigger
from posture.settings import SittingSettings
from posture.status import BreakState

ASKED = (BreakState.ANNOUNCED, BreakState.DUE, BreakState.RUNNING)
EVERY_HALF_HOUR = SittingSettings(nudge_after_s=1800.0, missed_after_s=600.0)


@pytest.fixture
def breaks() -> BreakCycle:
    return BreakCycle(EVERY_HALF_HOUR)


def due(breaks: BreakCycle, sitting_s: float = 1800.0) -> BreakCycle:
    """The cycle with a break that has just become due."""
    assert breaks.handle(Trigger.SAT_LONG, sitting_s=sitting_s) is Outcome.DUE
    assert breaks.handle(Trigger.QUIET, sitting_s=sitting_s) is Outcome.NOTHING
    return breaks


def test_every_state_answers_every_trigger_and_nothing_else() -> None:
    assert set(TRANSITIONS) == set(product(BreakState, Trigger))


def test_every_state_can_be_reached_and_left() -> None:
    for state in BreakState:
        assert any(target is state for (origin, _), (target, _) in TRANSITIONS.items() if origin is not state)
        assert any(target is not state for (origin, _), (target, _) in TRANSITIONS.items() if origin is state)


def test_every_outcome_happens() -> None:
    assert {outcome for _, outcome in TRANSITIONS.values()} == set(Outcome)


def test_half_an_hour_of_sitting_makes_the_first_break_due(breaks: BreakCycle) -> None:
    assert (breaks.sitting_target_s, breaks.sitting_trigger) == (1800.0, Trigger.SAT_LONG)
    assert [breaks.sitting_left_s(t) for t in (0.0, 600.0, 1800.0, 1900.0)] == [1800.0, 1200.0, 0.0, 0.0]
    due(breaks)
    assert (breaks.state, breaks.prompted) == (BreakState.DUE, True)
    assert breaks.sitting_left_s(1800.0) is None


def test_a_break_is_announced_before_it_is_asked_for(breaks: BreakCycle) -> None:
    assert breaks.handle(Trigger.SAT_LONG, sitting_s=1800.0) is Outcome.DUE
    assert (breaks.state, breaks.prompted, breaks.sitting_target_s) == (BreakState.ANNOUNCED, True, 2400.0)
    assert breaks.handle(Trigger.QUIET, sitting_s=1810.0) is Outcome.NOTHING
    assert breaks.state is BreakState.DUE


def test_leaving_at_the_announcement_is_the_break(breaks: BreakCycle) -> None:
    breaks.handle(Trigger.SAT_LONG, sitting_s=1800.0)
    assert breaks.handle(Trigger.LEFT, sitting_s=1805.0) is Outcome.STARTED
    assert breaks.handle(Trigger.BACK_EARLY, sitting_s=1805.0) is Outcome.NOTHING
    assert breaks.state is BreakState.DUE


def test_an_exercise_at_the_desk_is_a_break_and_the_next_is_due_an_interval_later(breaks: BreakCycle) -> None:
    due(breaks)
    assert breaks.handle(Trigger.EXERCISED, sitting_s=1860.0) is Outcome.TAKEN
    assert (breaks.state, breaks.prompted, breaks.sitting_target_s) == (BreakState.NOT_DUE, False, 3660.0)


def test_a_meeting_holds_a_break_that_is_due_and_it_comes_right_after(breaks: BreakCycle) -> None:
    due(breaks)
    assert breaks.handle(Trigger.MEETING_BEGAN, sitting_s=1810.0) is Outcome.NOTHING
    assert (breaks.state, breaks.sitting_target_s, breaks.prompted) == (BreakState.HELD, None, True)
    assert breaks.handle(Trigger.MEETING_OVER, sitting_s=3600.0) is Outcome.NOTHING
    assert breaks.sitting_left_s(3600.0) == 0.0
    due(breaks, 3600.0)


def test_a_meeting_that_ends_before_anything_is_due_changes_nothing(breaks: BreakCycle) -> None:
    breaks.handle(Trigger.MEETING_BEGAN, sitting_s=300.0)
    breaks.handle(Trigger.MEETING_OVER, sitting_s=900.0)
    assert breaks.sitting_left_s(900.0) == 900.0


def test_a_break_taken_in_a_meeting_is_taken_and_the_meeting_goes_on(breaks: BreakCycle) -> None:
    due(breaks)
    breaks.handle(Trigger.MEETING_BEGAN, sitting_s=1810.0)
    assert breaks.handle(Trigger.LEFT, sitting_s=1900.0) is Outcome.NOTHING
    assert breaks.handle(Trigger.BACK, sitting_s=0.0) is Outcome.TAKEN
    assert (breaks.state, breaks.prompted) == (BreakState.HELD, False)


def test_a_snooze_that_ends_in_a_meeting_waits_for_its_end(breaks: BreakCycle) -> None:
    due(breaks)
    breaks.handle(Trigger.SNOOZED, sitting_s=1830.0, until=2130.0)
    breaks.handle(Trigger.MEETING_BEGAN, sitting_s=1900.0)
    assert breaks.state is BreakState.SNOOZED
    breaks.handle(Trigger.SNOOZE_OVER, sitting_s=2130.0)
    assert breaks.state is BreakState.HELD
    breaks.handle(Trigger.MEETING_OVER, sitting_s=2400.0)
    assert breaks.sitting_left_s(2400.0) == 0.0


def test_coming_back_too_soon_into_a_meeting_leaves_the_break_for_after_it(breaks: BreakCycle) -> None:
    due(breaks)
    breaks.handle(Trigger.LEFT, sitting_s=1850.0)
    breaks.handle(Trigger.MEETING_BEGAN, sitting_s=1850.0)
    assert breaks.state is BreakState.RUNNING
    breaks.handle(Trigger.BACK_EARLY, sitting_s=1850.0)
    assert (breaks.state, breaks.prompted) == (BreakState.HELD, True)


def test_leaving_long_enough_is_a_break(breaks: BreakCycle) -> None:
    due(breaks)
    assert breaks.handle(Trigger.LEFT, sitting_s=1850.0) is Outcome.STARTED
    assert (breaks.state, breaks.sitting_target_s, breaks.prompted) == (BreakState.RUNNING, None, True)
    assert breaks.handle(Trigger.BACK, sitting_s=0.0) is Outcome.TAKEN
    assert (breaks.state, breaks.prompted) == (BreakState.NOT_DUE, False)


def test_back_too_soon_leaves_it_due_and_the_wait_goes_on(breaks: BreakCycle) -> None:
    due(breaks)
    breaks.handle(Trigger.LEFT, sitting_s=1850.0)
    assert breaks.handle(Trigger.BACK_EARLY, sitting_s=1850.0) is Outcome.NOTHING
    assert (breaks.state, breaks.sitting_target_s) == (BreakState.DUE, 2400.0)
    assert breaks.sitting_trigger is Trigger.SAT_ON


def test_sitting_on_misses_it_and_the_next_keeps_its_turn(breaks: BreakCycle) -> None:
    due(breaks)
    assert (breaks.sitting_target_s, breaks.sitting_trigger) == (2400.0, Trigger.SAT_ON)
    assert breaks.handle(Trigger.SAT_ON, sitting_s=2400.0) is Outcome.MISSED
    assert (breaks.state, breaks.prompted) == (BreakState.NOT_DUE, False)
    assert (breaks.sitting_target_s, breaks.sitting_trigger) == (3600.0, Trigger.SAT_LONG)


def test_a_miss_that_takes_longer_than_the_interval_makes_the_next_due_at_once() -> None:
    patient = BreakCycle(SittingSettings(nudge_after_s=60.0, missed_after_s=600.0))
    due(patient, 60.0)
    assert patient.sitting_target_s == 660.0
    patient.handle(Trigger.SAT_ON, sitting_s=660.0)
    assert patient.sitting_target_s == 660.0
    assert patient.sitting_left_s(660.0) == 0.0


def test_skipping_counts_the_next_interval_from_the_skip(breaks: BreakCycle) -> None:
    due(breaks)
    assert breaks.handle(Trigger.SKIPPED, sitting_s=1900.0) is Outcome.MISSED
    assert breaks.sitting_target_s == 3700.0


def test_skipping_what_is_not_due_is_nothing(breaks: BreakCycle) -> None:
    assert breaks.handle(Trigger.SKIPPED, sitting_s=100.0) is Outcome.NOTHING
    assert (breaks.state, breaks.sitting_target_s) == (BreakState.NOT_DUE, 1800.0)


def test_a_break_nobody_asked_for_counts_like_any_other(breaks: BreakCycle) -> None:
    assert breaks.handle(Trigger.LEFT, sitting_s=600.0) is Outcome.NOTHING
    assert breaks.handle(Trigger.BACK, sitting_s=0.0) is Outcome.TAKEN
    assert not breaks.prompted


def test_a_bout_that_is_lost_from_sight_is_a_miss_only_if_a_break_was_asked_for(breaks: BreakCycle) -> None:
    assert breaks.handle(Trigger.BOUT_LOST, sitting_s=0.0) is Outcome.NOTHING
    due(breaks)
    assert breaks.handle(Trigger.BOUT_LOST, sitting_s=0.0) is Outcome.MISSED
    assert breaks.handle(Trigger.BOUT_LOST, sitting_s=0.0) is Outcome.NOTHING


def test_a_snooze_brings_the_same_break_back(breaks: BreakCycle) -> None:
    due(breaks)
    assert breaks.handle(Trigger.SNOOZED, sitting_s=1830.0, until=2130.0) is Outcome.SNOOZED
    assert (breaks.state, breaks.snoozed_until, breaks.prompted) == (BreakState.SNOOZED, 2130.0, True)
    assert breaks.sitting_left_s(1830.0) is None
    assert breaks.sitting_target_s is None
    assert breaks.handle(Trigger.SNOOZE_OVER, sitting_s=2130.0) is Outcome.NOTHING
    assert (breaks.snoozed_until, breaks.sitting_target_s) == (None, 2130.0)
    due(breaks, 2130.0)
    assert breaks.sitting_target_s == 2730.0


def test_a_second_snooze_replaces_the_first(breaks: BreakCycle) -> None:
    due(breaks)
    breaks.handle(Trigger.SNOOZED, sitting_s=1830.0, until=2130.0)
    assert breaks.handle(Trigger.SNOOZED, sitting_s=1840.0, until=1900.0) is Outcome.SNOOZED
    assert breaks.snoozed_until == 1900.0


def test_a_snooze_that_ends_before_anything_is_due_changes_nothing(breaks: BreakCycle) -> None:
    breaks.handle(Trigger.SNOOZED, sitting_s=600.0, until=900.0)
    breaks.handle(Trigger.SNOOZE_OVER, sitting_s=900.0)
    assert (breaks.sitting_target_s, breaks.prompted) == (1800.0, False)


@pytest.mark.parametrize(
    ("trigger", "outcome"),
    [(Trigger.BACK, Outcome.TAKEN), (Trigger.SELF_REPORTED, Outcome.REPORTED)],
)
def test_a_break_that_is_taken_ends_the_snooze(
    breaks: BreakCycle, trigger: Trigger, outcome: Outcome
) -> None:
    due(breaks)
    breaks.handle(Trigger.SNOOZED, sitting_s=1830.0, until=2130.0)
    assert breaks.handle(trigger, sitting_s=0.0) is outcome
    breaks.new_bout()
    assert (breaks.state, breaks.snoozed_until, breaks.prompted) == (BreakState.NOT_DUE, None, False)
    assert breaks.sitting_left_s(100.0) == 1700.0


def test_coming_back_too_soon_leaves_the_snooze_as_it_was(breaks: BreakCycle) -> None:
    due(breaks)
    breaks.handle(Trigger.SNOOZED, sitting_s=1830.0, until=2130.0)
    breaks.handle(Trigger.LEFT, sitting_s=1840.0)
    assert breaks.handle(Trigger.BACK_EARLY, sitting_s=1840.0) is Outcome.NOTHING
    assert (breaks.state, breaks.snoozed_until) == (BreakState.SNOOZED, 2130.0)


@pytest.mark.parametrize("trigger", [Trigger.SKIPPED, Trigger.BOUT_LOST])
def test_while_snoozed_a_break_is_missed_only_if_one_was_asked_for(trigger: Trigger) -> None:
    unasked = BreakCycle(EVERY_HALF_HOUR)
    unasked.handle(Trigger.SNOOZED, sitting_s=600.0, until=900.0)
    assert unasked.handle(trigger, sitting_s=700.0) is Outcome.NOTHING
    asked = due(BreakCycle(EVERY_HALF_HOUR))
    asked.handle(Trigger.SNOOZED, sitting_s=1830.0, until=2130.0)
    assert asked.handle(trigger, sitting_s=1900.0) is Outcome.MISSED
    assert not asked.prompted


def test_a_break_by_the_users_word_settles_what_was_asked(breaks: BreakCycle) -> None:
    due(breaks)
    assert breaks.handle(Trigger.SELF_REPORTED, sitting_s=1850.0) is Outcome.REPORTED
    assert (breaks.state, breaks.prompted) == (BreakState.NOT_DUE, False)


def test_somebody_on_his_break_is_left_to_the_camera(breaks: BreakCycle) -> None:
    due(breaks)
    breaks.handle(Trigger.LEFT, sitting_s=1850.0)
    for trigger in (Trigger.SELF_REPORTED, Trigger.SKIPPED, Trigger.SNOOZED, Trigger.SAT_ON, Trigger.LEFT):
        assert breaks.handle(trigger, sitting_s=1850.0, until=2000.0) is Outcome.NOTHING
    assert (breaks.state, breaks.snoozed_until) == (BreakState.RUNNING, None)


def test_a_new_bout_counts_from_zero(breaks: BreakCycle) -> None:
    due(breaks)
    breaks.handle(Trigger.SKIPPED, sitting_s=1900.0)
    breaks.new_bout()
    assert breaks.sitting_target_s == 1800.0


happenings = st.lists(st.tuples(st.sampled_from(Trigger), st.integers(0, 3000)), max_size=60)


@settings(max_examples=300)
@given(happenings=happenings)
def test_whatever_happens_the_books_of_the_cycle_balance(happenings: list[tuple[Trigger, int]]) -> None:
    breaks = BreakCycle(EVERY_HALF_HOUR)
    asked = settled = 0
    meeting = False
    for trigger, sitting_s in happenings:
        before = breaks.prompted
        outcome = breaks.handle(trigger, sitting_s=sitting_s, until=9999.0)
        asked += outcome is Outcome.DUE and not before
        if outcome is Outcome.MISSED:
            assert before
        if outcome in (Outcome.MISSED, Outcome.TAKEN, Outcome.REPORTED):
            settled += before
            assert not breaks.prompted
        assert asked - settled == breaks.prompted
        assert breaks.prompted or breaks.state not in ASKED
        assert (breaks.snoozed_until is not None) == (breaks.state is BreakState.SNOOZED)
        assert (breaks.sitting_left_s(sitting_s) is not None) == (breaks.state is BreakState.NOT_DUE)
        assert (breaks.sitting_target_s is not None) == (breaks.state in WAITS_FOR_THE_USER)
        if trigger in (Trigger.MEETING_BEGAN, Trigger.MEETING_OVER):
            meeting = trigger is Trigger.MEETING_BEGAN
        assert not (meeting and breaks.state in WAITS_FOR_THE_USER)
        assert meeting or breaks.state is not BreakState.HELD
