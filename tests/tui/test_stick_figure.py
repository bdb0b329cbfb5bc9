"""The drawn figure: moves as the definition says, keeps its feet on the ground, and keeps its size."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posture.exercises import Keyframe, Position, View
from tests.exercise_stories import exercises
from tui.stick_figure import Drawing, cycle_s, drawing_at, extent, joints_at


def shoulders_and_hip(drawing: Drawing) -> tuple[tuple[float, float], tuple[float, float]]:
    """Of a figure from the side: the trunk is its first line."""
    hip, _, shoulder, _ = drawing.body[0]
    return shoulder, hip


def test_between_two_pictures_joints_go_smoothly_and_the_circle_closes() -> None:
    frames = (
        Keyframe(seconds=1.0, joints=()),
        Keyframe(seconds=2.0, joints=(("left_arm", 90.0),)),
        Keyframe(seconds=1.0, joints=(("left_arm", 90.0),)),
    )
    at = [joints_at(frames, t)["left_arm"] for t in (1.0, 2.0, 3.0, 3.9, 4.5)]
    assert at == pytest.approx([0.0, 45.0, 90.0, 90.0, 45.0])
    assert joints_at(frames, 2.3) == joints_at(frames, 2.3 + 4.0)
    assert set(joints_at((), 1.0).values()) == {0.0}


@pytest.mark.parametrize("name", sorted(exercises()))
def test_every_exercise_moves_on_the_ground_inside_its_extent(name: str) -> None:
    exercise = exercises()[name]
    (left, top), (right, bottom) = extent(exercise)
    pictures = [drawing_at(exercise, number / 24 * cycle_s(exercise)) for number in range(24)]
    assert len({picture.body for picture in pictures}) > 2
    for picture in pictures:
        assert max(y for line in picture.body for _, y in line) == pytest.approx(0.0)
        assert all(left <= x <= right and top <= y <= bottom for x, y in picture.points())
    assert (right - left, bottom - top) > (0.5, 0.2)


def test_who_folds_forward_looks_right_and_who_lies_lies() -> None:
    shoulder, hip = shoulders_and_hip(drawing_at(exercises()["hip_hinge"], 2.5))
    assert shoulder[0] > hip[0] + 0.5
    shoulder, hip = shoulders_and_hip(drawing_at(exercises()["curl_up"], 0.0))
    assert abs(shoulder[1] - hip[1]) < 0.1


def test_from_the_front_left_is_left_as_in_a_mirror() -> None:
    arms = replace(
        exercises()["lateral_raise"],
        view=View.FRONT,
        drawing=(Keyframe(seconds=1.0, joints=(("left_arm", 90.0),)),),
    )
    hands = sorted(line[3] for line in drawing_at(arms, 0.5).body if len(line) == 4 and line[0] != (0.0, 0.0))
    raised, hanging = hands[0], hands[-1]
    assert raised[0] < -1.0
    assert raised[1] < hanging[1]


def test_a_seated_exercise_sits_unless_its_legs_are_told() -> None:
    seated = drawing_at(exercises()["seated_cat_cow"], 0.0)
    standing = drawing_at(exercises()["hip_hinge"], 0.0)
    assert _height(seated) < _height(standing) - 0.5
    up, down = (drawing_at(exercises()["sit_to_stand"], t) for t in (2.6, 0.5))
    assert _height(up) > _height(down) + 0.5
    assert exercises()["sit_to_stand"].position is Position.SEATED


def _height(drawing: Drawing) -> float:
    return -min(y for line in drawing.body for _, y in line)
