"""What is no repetition: work at the desk, other movements, people who come and go, coats on chairs."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from posture.inputs import UserInput
from posture.testing.body import Stance, somebody
from posture.testing.exercising import (
    ARMS_DOWN,
    BOTH_CURL,
    BOTH_UP,
    DESK_FAR,
    EAR_LEFT,
    EAR_RIGHT,
    HEAD_LEFT,
    HEAD_RIGHT,
    SQUAT,
    STANDING,
    Repetition,
    performance,
    walking_in,
    walking_out,
)
from posture.testing.scenario import scenario
from posture.testing.view import Camera
from tests.exercise_stories import JUDGED, counted

if TYPE_CHECKING:
    from posture.landmarks import PoseObservation

DESK_WORK = (
    "upright 20s; look_down 3s; upright 10s; drink 4s; talking 15s; lean_left 5s; upright 6s; lean_back 8s; "
    "reading 15s; hand_at_face 6s; half_slouch 20s; upright 5s; texting 15s; phone 20s; lean_forward 5s; "
    "slouch 15s; upright 5s; arms_raised 4s; upright 5s; stand 5s; upright 5s; away 10s; upright 10s"
)


@pytest.fixture(scope="module", params=[Camera(), Camera(distance_cm=95.0), DESK_FAR])
def desk_work(request: pytest.FixtureRequest) -> list[PoseObservation]:
    """Some minutes of work at a desk, thirty pictures a second."""
    return [
        one
        for one in scenario(DESK_WORK, fps=30, camera=request.param, seed=3).observations()
        if not isinstance(one, UserInput)
    ]


@pytest.mark.parametrize("fps", [10, 15, 30])
def test_somebody_who_only_works_at_the_desk(desk_work: list[PoseObservation], fps: int) -> None:
    seen = desk_work[:: 30 // fps]
    assert {name: counted(name, seen).repetitions for name in JUDGED} == dict.fromkeys(JUDGED, 0)


def test_a_sleeve_on_an_empty_chair() -> None:
    seen = [
        one
        for one in scenario("upright 10s; sleeve 60s; upright 10s", fps=15).observations()
        if not isinstance(one, UserInput)
    ]
    assert {name: counted(name, seen).repetitions for name in JUDGED} == dict.fromkeys(JUDGED, 0)


def test_turns_of_the_head_are_no_side_bends_and_the_other_way_round() -> None:
    chance = Random(5)
    for seed in range(4):
        body = somebody(chance)
        turns = [
            Repetition(out=HEAD_LEFT if index % 2 else HEAD_RIGHT, share=chance.uniform(0.4, 1.3))
            for index in range(8)
        ]
        seen = performance(turns, body=body, seed=seed, jitter=4.0).observations()
        assert counted("neck_side_bend", seen).repetitions == 0
        bends = [Repetition(out=EAR_LEFT if index % 2 else EAR_RIGHT) for index in range(8)]
        seen = performance(bends, body=body, seed=seed, jitter=4.0).observations()
        assert counted("neck_rotation", seen).repetitions == 0


def test_walking_in_and_out_and_away_from_the_camera() -> None:
    stay = Repetition(out=Stance(), pause_s=3.0)
    gone = Repetition(out=Stance(lateral_left_cm=500.0), out_s=1e-6, hold_s=3.0, back_s=1e-6, pause_s=0.0)
    sideways = [walking_in(), stay, walking_out(), gone, walking_in(1.5), stay, walking_out(1.5)]
    away = [Repetition(out=Stance(toward_cm=-200.0, turn_left_deg=170.0), out_s=2.5, back_s=2.5, pause_s=2.0)]
    for walk in (sideways, away * 2):
        seen = performance(walk, rest=STANDING).observations()
        assert {name: counted(name, seen).repetitions for name in JUDGED} == dict.fromkeys(JUDGED, 0)


def test_getting_into_position_adds_nothing_to_what_follows() -> None:
    squats = [Repetition(out=SQUAT)] * 5
    seen = performance([walking_in(), *squats, walking_out()], rest=STANDING).observations()
    assert counted("squat", seen).repetitions == 5


@pytest.mark.parametrize(
    ("done", "rest", "mine"),
    [
        (BOTH_UP, ARMS_DOWN, "overhead_reach"),
        (BOTH_CURL, ARMS_DOWN, "elbow_flexion"),
        (SQUAT, STANDING, "squat"),
        (HEAD_LEFT, ARMS_DOWN, "neck_rotation"),
        (EAR_RIGHT, ARMS_DOWN, "neck_side_bend"),
    ],
)
def test_one_exercise_is_none_of_the_others(done: Stance, rest: Stance, mine: str) -> None:
    seen = performance([Repetition(out=done)] * 5, rest=rest).observations()
    assert {name: counted(name, seen).repetitions for name in JUDGED} == dict.fromkeys(JUDGED, 0) | {mine: 5}


def test_lifting_the_knees_in_turn_is_no_squat_but_marching() -> None:
    steps = [
        Repetition(out=Stance(left_knee_up_deg=70.0), out_s=0.4, hold_s=0.1, back_s=0.4, pause_s=0.1),
        Repetition(out=Stance(right_knee_up_deg=70.0), out_s=0.4, hold_s=0.1, back_s=0.4, pause_s=0.1),
    ]
    seen = performance(steps * 6, rest=STANDING).observations()
    assert counted("squat", seen).repetitions == 0
    report = counted("march_in_place", seen)
    assert (report.left, report.right) == (6, 6)


def test_a_new_position_is_no_repetition() -> None:
    turned_for_long = [Repetition(out=HEAD_LEFT, hold_s=40.0)]
    assert counted("neck_rotation", performance(turned_for_long).observations()).repetitions == 0
