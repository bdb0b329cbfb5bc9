"""Sitting or standing: what is seen for a while, what the user says, and who is believed."""

from __future__ import annotations

import pytest

from posture.labels import Activity
from posture.settings import StandingSettings
from posture.stance import Stance

SIT, STAND = Activity.SITTING, Activity.STANDING


@pytest.fixture
def stance() -> Stance:
    return Stance(StandingSettings(sure_after_s=5.0, mark_holds_s=3600.0))


def see(stance: Stance, begin: int, end: int, activity: Activity | None) -> list[int]:
    """One picture a second; the times at which `value` changed."""
    changes = []
    for t in range(begin, end):
        if stance.deadline is not None and stance.deadline <= t and stance.take():
            changes.append(t)
        stance.see(float(t), activity)
    return changes


def test_everybody_sits_until_seen_standing_for_a_while(stance: Stance) -> None:
    assert see(stance, 0, 10, None) == []
    assert see(stance, 10, 20, STAND) == [15]
    assert (stance.value, stance.since) == (STAND, 10.0)
    assert see(stance, 20, 30, SIT) == [25]
    assert (stance.value, stance.since) == (SIT, 20.0)


def test_a_moment_or_a_picture_that_says_nothing_changes_nothing(stance: Stance) -> None:
    see(stance, 0, 4, STAND)
    assert stance.may_stand
    see(stance, 4, 5, None)
    assert (stance.may_stand, stance.deadline) == (False, None)
    assert see(stance, 5, 9, STAND) == []


def test_the_users_word_counts_at_once_and_against_what_the_camera_said(stance: Stance) -> None:
    see(stance, 0, 10, SIT)
    stance.mark(10.0, STAND)
    assert (stance.value, stance.marked) == (STAND, STAND)
    assert see(stance, 10, 600, SIT) == []
    assert stance.value is STAND


def test_once_the_camera_agreed_it_is_believed_again(stance: Stance) -> None:
    stance.mark(0.0, STAND)
    see(stance, 0, 20, STAND)
    assert see(stance, 20, 30, SIT) == [25]
    assert (stance.value, stance.marked) == (SIT, None)


def test_a_mark_of_what_is_seen_anyway_ends_with_it(stance: Stance) -> None:
    see(stance, 0, 10, STAND)
    stance.mark(10.0, STAND)
    see(stance, 10, 20, STAND)
    assert see(stance, 20, 30, SIT) == [25]


def test_a_mark_gets_old_and_the_camera_is_asked_again(stance: Stance) -> None:
    stance.mark(100.0, STAND)
    assert stance.mark_ends == 3700.0
    assert stance.mark_over()
    assert (stance.value, stance.marked, stance.mark_ends) == (SIT, None, None)


def test_marking_sitting_holds_against_a_camera_that_sees_standing(stance: Stance) -> None:
    see(stance, 0, 10, STAND)
    stance.mark(10.0, SIT)
    assert see(stance, 10, 100, STAND) == []
    assert stance.value is SIT
    assert not stance.may_stand


def test_whoever_leaves_is_expected_back_sitting(stance: Stance) -> None:
    stance.mark(0.0, STAND)
    stance.forget(10.0)
    assert (stance.value, stance.marked, stance.deadline) == (SIT, None, None)
