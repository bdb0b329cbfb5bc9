"""Counting bodies as they are: folding trunks, slips, hands out of the picture, looks aside."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from posture.exercise_smoothing import Smoother
from posture.landmarks import Joint, Landmark, Pose, PoseObservation
from posture.testing.body import Stance
from posture.testing.exercising import (
    BOTH_UP,
    HEAD_LEFT,
    HEAD_RIGHT,
    SQUAT,
    STANDING,
    Repetition,
    performance,
)
from posture.testing.view import Camera
from tests.exercise_stories import JUDGED, counted, sides

HANDS = (Joint.LEFT_WRIST, Joint.RIGHT_WRIST)


def changed(seen: list[PoseObservation], change: dict[int, Pose]) -> list[PoseObservation]:
    """The same recording with other poses at these places."""
    return [
        replace(one, poses=(change[index],)) if index in change else one for index, one in enumerate(seen)
    ]


def moved(pose: Pose, joints: tuple[Joint, ...], y: float, visibility: float = 1.0) -> Pose:
    """The pose with these joints so much lower in the picture."""
    return tuple(
        Landmark(one.x, one.y + y, one.z, one.visibility * visibility, one.presence * visibility)
        if index in joints
        else one
        for index, one in enumerate(pose)
    )


def test_a_trunk_that_folds_hides_no_shallow_squat_from_a_high_camera() -> None:
    high = Camera(distance_cm=230.0, above_eyes_cm=40.0, tilt_down_deg=22.0, desk=False)
    done = [Repetition(out=replace(SQUAT, squat_deg=55.0, trunk_forward_deg=45.0), hold_s=1.0)] * 6
    rest = STANDING.plus(Stance(turn_left_deg=45.0))
    seen = performance(done, rest=rest, camera=high, jitter=4.0).observations()
    assert sides(counted("squat", seen)) == (0, 0, 6)


def test_one_slip_among_few_pictures_is_no_movement() -> None:
    smoother = Smoother()
    smooth = [smoother(index / 6.0, 100.0 if index == 9 else 0.0) for index in range(20)]
    assert max(smooth) == 0.0


def test_quick_repetitions_are_counted() -> None:
    quick = [
        Repetition(out=out, out_s=0.35, hold_s=0.0, back_s=0.35, pause_s=0.2)
        for out in (HEAD_LEFT, HEAD_RIGHT) * 4
    ]
    assert sides(counted("neck_rotation", performance(quick, fps=15.0).observations())) == (4, 4, 0)


def test_a_far_turn_with_the_chin_down_is_no_side_bend() -> None:
    done = [
        Repetition(
            out=Stance(head_yaw_left_deg=sign * 72.0, head_roll_left_deg=sign * 8.0, head_pitch_down_deg=10.0)
        )
        for sign in (1.0, -1.0) * 4
    ]
    seen = performance(done, jitter=4.0).observations()
    assert counted("neck_side_bend", seen).repetitions == 0
    assert counted("neck_rotation", seen).repetitions == 8


def test_somebody_close_whose_hands_leave_the_picture_at_its_lower_edge() -> None:
    done = [Repetition(out=BOTH_UP, hold_s=1.0, pause_s=4.0) for _ in range(4)]
    seen = performance(done).observations()
    under = {}
    for index, one in enumerate(seen):
        assert one.poses is not None
        pose = one.poses[0]
        lower = tuple(joint for joint in HANDS if pose[joint].y > pose[joint - 4].y + 0.1)
        if lower and one.at.mono_s > 1.0 + 1.2:
            under[index] = moved(pose, lower, 1.0, visibility=0.1)
    assert sides(counted("overhead_reach", changed(seen, under))) == (0, 0, 4)


def test_a_look_at_a_second_screen_is_no_rotation_but_a_turn_that_is_held_is() -> None:
    look = [Repetition(out=HEAD_LEFT, out_s=0.3, hold_s=6.0, back_s=0.3, pause_s=5.0)] * 3
    assert counted("neck_rotation", performance(look).observations()).repetitions == 0
    held = [Repetition(out=HEAD_LEFT, out_s=1.2, hold_s=6.0, back_s=1.2, pause_s=1.0)] * 3
    assert sides(counted("neck_rotation", performance(held).observations())) == (3, 0, 0)


def test_down_for_longer_than_a_squat_is_a_seat() -> None:
    seat = [Repetition(out=SQUAT, hold_s=15.0)]
    assert counted("squat", performance(seat, rest=STANDING).observations()).repetitions == 0


def test_poses_that_leap_in_size_are_nobody() -> None:
    chance = Random(4)
    seen = []
    for one in performance([], lead_s=20.0).observations():
        assert one.poses is not None
        size = chance.uniform(0.3, 1.2)
        pose = tuple(
            Landmark(
                0.5 + (x - 0.5) * size + chance.gauss(0.0, 0.05),
                0.5 + (y - 0.5) * size + chance.gauss(0.0, 0.05),
                z,
                visibility,
                presence,
            )
            for x, y, z, visibility, presence in one.poses[0]
        )
        seen.append(replace(one, poses=(pose,) if chance.random() < 0.5 else ()))
    assert {name: counted(name, seen).repetitions for name in JUDGED} == dict.fromkeys(JUDGED, 0)


def test_a_slip_at_rest_spoils_no_squat_after_it() -> None:
    done = [Repetition(out=SQUAT, pause_s=1.0) for _ in range(6)]
    seen = performance(done, rest=STANDING, fps=10.0).observations()
    knees = (Joint.LEFT_KNEE, Joint.RIGHT_KNEE)
    slips = {
        index: moved(one.poses[0], knees, 0.08)
        for index, one in enumerate(seen)
        if one.poses and 0.55 <= one.at.mono_s < 0.75
    }
    assert len(slips) == 2
    assert sides(counted("squat", changed(seen, slips))) == (0, 0, 6)


def test_a_slip_at_the_far_end_splits_no_turn() -> None:
    done = [Repetition(out=HEAD_LEFT, hold_s=2.0) for _ in range(3)]
    seen = performance(done, fps=10.0).observations()
    far = next(index for index, one in enumerate(seen) if one.at.mono_s >= 1.0 + 1.2 + 1.0)
    slips = {index: seen[0].poses[0] for index in range(far, far + 2) if seen[0].poses}
    assert sides(counted("neck_rotation", changed(seen, slips))) == (3, 0, 0)


def test_hands_that_begin_under_the_picture_reach_up_from_there() -> None:
    done = [Repetition(out=BOTH_UP, hold_s=1.0) for _ in range(4)]
    seen = performance(done).observations()
    under = {}
    for index, one in enumerate(seen):
        assert one.poses is not None
        pose = one.poses[0]
        lower = tuple(joint for joint in HANDS if pose[joint].y > pose[joint - 4].y - 0.12)
        if lower:
            under[index] = moved(pose, lower, 1.0, visibility=0.1)
    assert 0 in under
    assert sides(counted("overhead_reach", changed(seen, under))) == (0, 0, 4)


def test_a_recording_that_ends_on_the_way_back_counts_the_last_one() -> None:
    done = [Repetition(out=SQUAT, pause_s=0.6) for _ in range(3)]
    seen = performance(done, rest=STANDING, fps=15.0).observations()
    last_down_s = 1.0 + 3 * done[0].duration_s - done[0].pause_s - done[0].back_s
    ends = {
        share: counted(
            "squat", [one for one in seen if one.at.mono_s <= last_down_s + share * done[0].back_s]
        ).repetitions
        for share in (0.2, 0.7)
    }
    assert ends == {0.2: 2, 0.7: 3}
