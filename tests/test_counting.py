"""Counts put in are the counts that come out, whatever the tempo, the rate and the flicker."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from posture.counting import ExerciseCounter
from posture.events import CountedBy, ExerciseFinished, ExerciseRepetition, Side
from posture.excursions import Refusal
from posture.instant import Instant
from posture.landmarks import Joint, Landmark, PoseObservation
from posture.testing.body import Stance, somebody
from posture.testing.exercising import (
    ARMS_DOWN,
    BOTH_CURL,
    BOTH_UP,
    EAR_LEFT,
    EAR_RIGHT,
    HEAD_LEFT,
    HEAD_RIGHT,
    LEFT_CURL,
    LEFT_UP,
    RIGHT_CURL,
    RIGHT_UP,
    SQUAT,
    STANDING,
    Repetition,
    performance,
)
from posture.testing.view import Camera
from tests.exercise_stories import JUDGED, counted, exercises, repetitions, sides

SETS = {
    "neck_rotation": ((HEAD_LEFT, HEAD_RIGHT), ARMS_DOWN, (4, 4, 0)),
    "neck_side_bend": ((EAR_LEFT, EAR_RIGHT), ARMS_DOWN, (4, 4, 0)),
    "overhead_reach": ((BOTH_UP,), ARMS_DOWN, (0, 0, 8)),
    "elbow_flexion": ((BOTH_CURL,), ARMS_DOWN, (0, 0, 8)),
    "squat": ((SQUAT,), STANDING, (0, 0, 8)),
}
assert tuple(SETS) == JUDGED


def moves(name: str, count: int = 8, **options: float) -> list[Repetition]:
    """So many repetitions, sides in turn."""
    outs = SETS[name][0]
    return [Repetition(out=outs[index % len(outs)], **options) for index in range(count)]


def hide(observation: PoseObservation, *joints: Joint) -> PoseObservation:
    """The same picture with these joints hidden."""
    assert observation.poses is not None
    poses = tuple(
        tuple(
            Landmark(one.x, one.y, one.z, 0.1, 0.1) if index in joints else one
            for index, one in enumerate(pose)
        )
        for pose in observation.poses
    )
    return replace(observation, poses=poses)


@pytest.mark.parametrize("fps", [10, 15, 30])
@pytest.mark.parametrize("name", SETS)
def test_every_repetition_is_counted_once_at_every_rate(name: str, fps: float) -> None:
    _, rest, expected = SETS[name]
    seen = performance(moves(name), rest=rest, fps=fps).observations()
    assert sides(counted(name, seen)) == expected


@pytest.mark.parametrize("name", SETS)
def test_sloppy_people_with_pauses_drift_jitter_and_dropouts(name: str) -> None:
    outs, rest, _ = SETS[name]
    for seed in range(6):
        chance = Random(seed)
        count = chance.randint(4, 10)
        sloppy = [
            Repetition(
                out=outs[index % len(outs)],
                share=chance.uniform(0.82, 1.1),
                out_s=chance.uniform(0.6, 2.0),
                hold_s=chance.choice([0.0, 0.2, 2.0]),
                back_s=chance.uniform(0.6, 2.0),
                pause_s=chance.choice([0.0, 0.3, 3.0]),
            )
            for index in range(count)
        ]
        seen = performance(
            sloppy,
            rest=rest,
            fps=chance.choice([10.0, 15.0, 30.0]),
            seed=seed + 1,
            body=somebody(chance),
            jitter=4.0,
            dropout=0.15,
            missed=0.08,
            drift=Stance(lean_left_deg=4.0, toward_cm=-8.0, head_yaw_left_deg=6.0, slump_cm=2.0),
        ).observations()
        assert counted(name, seen).repetitions == count, seed


@pytest.mark.parametrize(("turn", "shallow"), [(0.0, 0.75), (45.0, 1.0), (90.0, 0.8), (-90.0, 1.0)])
def test_squats_from_the_front_from_the_side_and_not_so_deep(turn: float, shallow: float) -> None:
    rest = STANDING.plus(Stance(turn_left_deg=turn))
    seen = performance(moves("squat", 6, share=shallow), rest=rest).observations()
    assert sides(counted("squat", seen)) == (0, 0, 6)


@pytest.mark.parametrize(
    ("name", "left", "right"),
    [
        ("elbow_flexion", LEFT_CURL, RIGHT_CURL),
        ("overhead_reach", LEFT_UP, RIGHT_UP),
        ("neck_rotation", HEAD_LEFT, HEAD_RIGHT),
        ("neck_side_bend", EAR_LEFT, EAR_RIGHT),
    ],
)
def test_each_side_has_its_own_repetitions(name: str, left: Stance, right: Stance) -> None:
    done = [Repetition(out=out) for out in (left, left, right, left)]
    told = repetitions(name, performance(done).observations())
    assert [side for _, side in told] == [Side.LEFT, Side.LEFT, Side.RIGHT, Side.LEFT]


def test_from_one_side_straight_to_the_other_is_two_repetitions() -> None:
    done = [Repetition(out=out, pause_s=0.0, hold_s=1.0) for out in (HEAD_LEFT, HEAD_RIGHT) * 3]
    assert sides(counted("neck_rotation", performance(done).observations())) == (3, 3, 0)


def test_one_arm_after_the_other_without_a_pause_is_not_both_together() -> None:
    done = [Repetition(out=out, pause_s=0.0, hold_s=0.0) for out in (LEFT_CURL, RIGHT_CURL) * 3]
    assert sides(counted("elbow_flexion", performance(done).observations())) == (3, 3, 0)


def test_an_event_carries_the_number_of_the_repetition_and_comes_while_it_happens() -> None:
    seen = performance(moves("squat", 3), rest=STANDING).observations()
    counter = ExerciseCounter(exercises()["squat"])
    events = [event for observation in seen for event in counter.observe(observation)]
    assert [event.count for event in events if isinstance(event, ExerciseRepetition)] == [1, 2, 3]
    # Each takes 3.3 s from second 1 on and is on its way back between 1.5 and 2.7 s.
    for index, event in enumerate(events):
        assert 1.0 + 3.3 * index + 1.5 < event.at.mono_s < 1.0 + 3.3 * index + 2.7
    assert counter.finish(Instant(mono_s=11.0)) == [
        ExerciseFinished(
            at=Instant(mono_s=11.0),
            exercise="squat",
            repetitions=3,
            hold_s=0.0,
            counted_by=CountedBy.CAMERA,
        )
    ]


def test_the_first_that_began_before_and_the_last_that_did_not_come_back_are_none() -> None:
    seen = performance(moves("squat", 4), rest=STANDING).observations()
    # From the deepest point of the first to the deepest point of the last.
    cut = [one for one in seen if 1.0 + 1.3 <= one.at.mono_s <= 1.0 + 3 * 3.3 + 1.3]
    assert counted("squat", cut).repetitions == 2


def test_the_last_counts_once_it_is_most_of_the_way_back() -> None:
    seen = performance(moves("elbow_flexion", 2), rest=ARMS_DOWN).observations()
    cut = [one for one in seen if one.at.mono_s <= 1.0 + 3.3 + 1.5 + 1.0]
    assert counted("elbow_flexion", cut).repetitions == 2


def test_half_the_way_is_a_repetition_only_for_somebody_who_does_no_more() -> None:
    half = [Repetition(out=HEAD_LEFT, share=0.6)] * 3
    assert counted("neck_rotation", performance(half).observations()).left == 3
    far = [Repetition(out=HEAD_LEFT, share=1.6)] * 3
    mixed = [*far, Repetition(out=HEAD_LEFT, share=0.4), *far]
    assert counted("neck_rotation", performance(mixed).observations()).left == 6


def test_trembling_and_pausing_on_the_way_is_still_one() -> None:
    up_in_steps = [
        Repetition(out=SQUAT, out_s=6.0, hold_s=3.0, back_s=6.0),
        Repetition(out=SQUAT, hold_s=4.0),
    ]
    seen = performance(up_in_steps, rest=STANDING, jitter=6.0).observations()
    assert counted("squat", seen).repetitions == 2


def test_holding_is_timed_and_too_short_a_hold_is_told() -> None:
    held = [Repetition(out=EAR_LEFT, hold_s=8.0), Repetition(out=EAR_RIGHT, hold_s=5.0)]
    report = counted("neck_side_bend", performance(held).observations())
    assert sides(report) == (1, 1, 0)
    assert report.hold_s == pytest.approx(13.0, abs=1.6)
    tuck = Stance(head_forward_cm=-4.0)
    short = performance([Repetition(out=tuck, hold_s=0.1)] * 2, camera=Camera()).observations()
    report = counted("chin_tuck", short)
    assert (report.repetitions, report.refused) == (0, {Refusal.NOT_HELD: 2})
    long = performance([Repetition(out=tuck, hold_s=4.0)] * 2, camera=Camera()).observations()
    assert counted("chin_tuck", long).repetitions == 2


def test_a_hidden_joint_counts_nothing_and_is_named() -> None:
    seen = performance(moves("elbow_flexion", 4)).observations()
    blind = [hide(one, Joint.LEFT_ELBOW, Joint.RIGHT_ELBOW) for one in seen]
    report = counted("elbow_flexion", blind)
    assert report.repetitions == 0
    assert set(report.hidden_s) == {Joint.LEFT_ELBOW, Joint.RIGHT_ELBOW}
    assert report.hidden_s[Joint.LEFT_ELBOW] == pytest.approx(seen[-1].at.mono_s, abs=0.5)


def test_one_hidden_arm_leaves_the_other_its_repetitions() -> None:
    seen = [hide(one, Joint.LEFT_WRIST) for one in performance(moves("elbow_flexion", 4)).observations()]
    assert sides(counted("elbow_flexion", seen)) == (0, 4, 0)


def test_a_joint_that_flickers_costs_nothing_and_adds_nothing() -> None:
    chance = Random(3)
    seen = performance(moves("overhead_reach")).observations()
    flickering = [
        hide(one, Joint.LEFT_WRIST, Joint.RIGHT_WRIST, Joint.LEFT_ELBOW) if chance.random() < 0.3 else one
        for one in seen
    ]
    assert sides(counted("overhead_reach", flickering)) == (0, 0, 8)


def test_a_joint_hidden_at_the_far_end_for_long_drops_that_repetition() -> None:
    done = [Repetition(out=BOTH_CURL, hold_s=4.0), *moves("elbow_flexion", 2)]
    hands = (Joint.LEFT_WRIST, Joint.RIGHT_WRIST)
    seen = [
        hide(one, *hands) if 2.4 < one.at.mono_s < 6.0 else one for one in performance(done).observations()
    ]
    assert counted("elbow_flexion", seen).repetitions == 2


def test_hands_raised_out_of_the_picture_at_its_top_are_raised() -> None:
    seen = performance(moves("overhead_reach")).observations()
    lowest = 0.25  # the picture cut off at a quarter of its height: above the elbows of raised arms
    cut = []
    for one in seen:
        assert one.poses is not None
        poses = tuple(
            tuple(
                Landmark(x, (y - lowest) / (1 - lowest), z, *((v, p) if y > lowest else (0.2, 0.1)))
                for x, y, z, v, p in pose
            )
            for pose in one.poses
        )
        cut.append(replace(one, poses=poses, frame_size=(640, 360)))
    assert any(one.poses[0][Joint.LEFT_WRIST].y < 0.0 for one in cut if one.poses)
    assert sides(counted("overhead_reach", cut)) == (0, 0, 8)


def test_what_is_only_timed_says_so() -> None:
    seen = performance([], lead_s=20.0).observations()
    counter = ExerciseCounter(exercises()["curl_up"])
    assert [event for one in seen for event in counter.observe(one)] == []
    (finished,) = counter.finish(seen[-1].at)
    assert isinstance(finished, ExerciseFinished)
    assert (finished.repetitions, finished.counted_by) == (0, CountedBy.SELF_REPORT)
    assert finished.hold_s == pytest.approx(40.0, abs=0.2)


def test_time_that_goes_back_is_refused() -> None:
    counter = ExerciseCounter(exercises()["squat"])
    seen = performance([], rest=STANDING).observations()
    counter.observe(seen[5])
    with pytest.raises(ValueError, match="time went back"):
        counter.observe(seen[4])
