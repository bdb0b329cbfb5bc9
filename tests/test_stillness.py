"""Postural shifts: two signals beyond the noise, kept for three seconds; and the time without one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posture.features import Features
from posture.settings import StillnessSettings
from posture.stillness import Stillness

TWENTY_MINUTES = StillnessSettings()
CALM = Features(
    neck=0.5, neck_mouth=0.35, face=0.24, shoulders=0.53, face_ratio=0.45, shoulder_y=0.74, shoulder_x=0.66,
    head_y=0.45, head_roll=0.0, shoulder_tilt=0.0, lateral=0.0, pitch=0.28, yaw=0.0,
    ear_ahead=4.0, trunk=0.0, hip_seen=0.1,
)  # fmt: skip
SLUMPED = CALM._replace(neck=0.42, shoulder_y=0.84, head_y=0.57)
LID_TILTED = CALM._replace(shoulder_y=0.84, head_y=0.55)


@pytest.fixture
def still() -> Stillness:
    return Stillness(TWENTY_MINUTES)


def watch(still: Stillness, begin: int, end: int, features: Features) -> list[float]:
    """One observation a second from `begin` to before `end`; when shifts counted."""
    shifts = []
    for t in range(begin, end):
        while still.deadline is not None and still.deadline <= t:
            due = still.deadline
            if still.take(due).counts:
                shifts.append(due)
        still.observe(float(t), features)
    return shifts


def test_nothing_seen_is_no_stillness(still: Stillness) -> None:
    assert (still.still_s(100.0), still.deadline, still.prolonged_at) == (0.0, None, None)


def test_another_position_kept_for_three_seconds_is_a_shift_and_the_clock_starts_when_it_began(
    still: Stillness,
) -> None:
    assert watch(still, 0, 60, CALM) == []
    assert watch(still, 60, 70, SLUMPED) == [63.0]
    assert still.still_s(70.0) == 10.0


@pytest.mark.parametrize("seconds", [1, 2])
def test_a_gesture_is_over_before_it_counts(still: Stillness, seconds: int) -> None:
    watch(still, 0, 60, CALM)
    assert watch(still, 60, 60 + seconds, SLUMPED) == []
    assert watch(still, 60 + seconds, 90, CALM) == []
    assert still.still_s(90.0) == 90.0


def test_one_signal_is_a_lid_and_no_shift_but_the_new_place_is_learned(still: Stillness) -> None:
    watch(still, 0, 60, CALM)
    assert watch(still, 60, 70, LID_TILTED) == []
    assert still.still_s(70.0) == 70.0
    leaned = LID_TILTED._replace(shoulder_tilt=6.0)
    assert watch(still, 70, 80, leaned) == []
    assert watch(still, 80, 90, leaned._replace(lateral=0.08, neck=0.45)) == [83.0]


def test_what_the_user_cannot_help_is_no_shift() -> None:
    restless = Stillness(TWENTY_MINUTES)
    restless.spread = Features._make(0.0 for _ in CALM)._replace(neck=0.03, shoulder_y=0.05, head_y=0.05)
    watch(restless, 0, 60, CALM)
    assert watch(restless, 60, 70, SLUMPED) == []


def test_a_slow_drift_is_no_shift(still: Stillness) -> None:
    for t in range(600):
        share = t / 600
        drifted = CALM._replace(neck=0.5 - 0.04 * share, shoulder_y=0.74 + 0.05 * share)
        assert watch(still, t, t + 1, drifted) == []


def test_the_size_of_a_face_turned_away_says_nothing(still: Stillness) -> None:
    watch(still, 0, 60, CALM)
    turned = CALM._replace(face=0.18, face_ratio=0.34, yaw=0.8, shoulder_x=0.6)
    assert watch(still, 60, 70, turned) == []


def test_twenty_minutes_without_one_are_told_and_again_after_forty(still: Stillness) -> None:
    watch(still, 0, 10, CALM)
    assert still.prolonged_at == 1200.0
    assert still.prolonged(1200.0) == 1200.0
    assert still.prolonged_at == 2400.0


def test_what_cannot_be_judged_stops_the_clock_and_keeps_it(still: Stillness) -> None:
    watch(still, 0, 100, CALM)
    still.freeze(100.0)
    assert (still.still_s(500.0), still.prolonged_at) == (100.0, None)
    watch(still, 500, 510, CALM)
    assert still.still_s(510.0) == 110.0
    assert still.prolonged_at == 1600.0


def test_leaving_the_chair_starts_the_clock_from_zero(still: Stillness) -> None:
    watch(still, 0, 100, CALM)
    still.reset(100.0)
    assert still.still_s(200.0) == 0.0
    assert watch(still, 200, 210, SLUMPED) == []
    assert still.still_s(210.0) == 10.0


def test_the_interval_is_a_setting() -> None:
    soon = Stillness(replace(TWENTY_MINUTES, nudge_after_s=300.0, shift_held_s=10.0))
    watch(soon, 0, 10, CALM)
    assert soon.prolonged_at == 300.0
    assert watch(soon, 10, 30, SLUMPED) == [20.0]
