"""The body moves the features as the published geometry of a seated person says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posture.landmarks import LANDMARK_COUNT, Joint
from posture.testing.body import Body, Stance
from posture.testing.view import Camera, is_found, landmarks
from tests.testing.measures import change, measure

LEVEL = Camera(distance_cm=65.0, above_eyes_cm=5.0, tilt_down_deg=0.0, focal_px=540.0, frame_size=(640, 480))
LAPTOP = replace(LEVEL, above_eyes_cm=-15.0)
SLUMP = Stance(slump_cm=5.0, trunk_forward_deg=8.0, head_forward_cm=4.0)
UPRIGHT = Stance()

COLUMNS = (
    "neck_ear",
    "neck_mouth",
    "face",
    "shoulders",
    "face_to_shoulders",
    "shoulder_y",
    "nose_y",
    "head_roll",
    "shoulder_roll",
    "lateral",
    "pitch_proxy",
    "yaw_proxy",
)
TOLERANCE = dict.fromkeys(COLUMNS, 0.015) | {"head_roll": 0.6, "shoulder_roll": 0.6}
"""Half a unit of the table's last digit for its rounding, and about as much for the model."""

TABLE = {
    "slump": (-0.17, -0.51, 0.20, 0.09, 0.10, 0.13, 0.22, 0, 0, 0.00, 0.19, 0.00),
    "half of it": (-0.07, -0.22, 0.09, 0.05, 0.05, 0.06, 0.10, 0, 0, 0.00, 0.09, 0.00),
    "head forward 8 cm": (-0.23, -0.49, 0.13, 0.00, 0.13, 0.00, 0.10, 0, 0, 0.00, 0.06, 0.00),
    "pure sinking 5 cm": (-0.01, -0.07, 0.00, 0.00, 0.00, 0.08, 0.10, 0, 0, 0.00, 0.06, 0.00),
    "trunk forward 12 deg": (-0.04, -0.13, 0.22, 0.16, 0.05, 0.08, 0.07, 0, 0, 0.00, 0.04, 0.00),
    "sits back 8 deg": (-0.01, 0.01, -0.11, -0.09, -0.02, -0.02, 0.00, 0, 0, 0.00, 0.00, 0.00),
    "lean 12 deg": (-0.02, -0.04, 0.00, 0.00, 0.00, 0.02, 0.03, 12, 12, 0.12, 0.01, 0.13),
    "head tilt 15 deg": (0.00, 0.02, 0.00, 0.00, 0.00, 0.00, 0.00, 15, 0, 0.00, -0.01, -0.06),
    "look at keyboard 28 deg": (0.00, -0.28, 0.00, 0.00, 0.00, 0.00, 0.08, 0, 0, 0.00, 0.34, 0.00),
    "head yaw 35 deg": (0.00, 0.02, -0.18, 0.00, -0.18, 0.00, 0.00, -2, 0, -0.01, 0.04, 0.62),
    "yaw 35 + trunk 12": (0.02, 0.04, -0.18, -0.02, -0.16, 0.00, 0.00, -2, -4, 0.02, 0.04, 0.62),
    "chair back 20 cm": (0.00, 0.03, -0.22, -0.22, -0.01, -0.08, -0.03, 0, 0, 0.00, -0.02, 0.00),
    "chair closer 12 cm": (0.00, -0.03, 0.21, 0.20, 0.01, 0.07, 0.03, 0, 0, 0.00, 0.02, 0.00),
    "chair 4 cm lower": (-0.01, -0.06, 0.00, 0.00, 0.00, 0.06, 0.08, 0, 0, 0.00, 0.05, 0.00),
    "lens 4 deg lower": (0.00, -0.01, 0.00, -0.02, 0.02, -0.08, -0.08, 0, 0, 0.00, 0.00, 0.00),
    "lens 4 deg higher": (0.01, 0.01, 0.01, 0.02, -0.02, 0.09, 0.08, 0, 0, 0.00, 0.00, 0.00),
}

STANCES = {
    "slump": SLUMP,
    "half of it": UPRIGHT.towards(SLUMP, 0.5),
    "head forward 8 cm": Stance(head_forward_cm=8.0),
    "pure sinking 5 cm": Stance(sink_cm=5.0),
    "trunk forward 12 deg": Stance(trunk_forward_deg=12.0),
    "sits back 8 deg": Stance(trunk_forward_deg=-8.0),
    "lean 12 deg": Stance(lean_left_deg=12.0),
    "head tilt 15 deg": Stance(head_roll_left_deg=15.0),
    "look at keyboard 28 deg": Stance(head_pitch_down_deg=28.0),
    "head yaw 35 deg": Stance(head_yaw_left_deg=35.0),
    "yaw 35 + trunk 12": Stance(head_yaw_left_deg=35.0, trunk_yaw_left_deg=12.0),
    "chair back 20 cm": Stance(toward_cm=-20.0),
    "chair closer 12 cm": Stance(toward_cm=12.0),
    "chair 4 cm lower": Stance(sink_cm=4.0),
}
LENSES = {
    "lens 4 deg lower": replace(LEVEL, tilt_down_deg=4.0),
    "lens 4 deg higher": replace(LEVEL, tilt_down_deg=-4.0),
}


def change_from_upright(stance: Stance, reference: Camera, camera: Camera) -> dict[str, float]:
    """What the table's columns do between sitting upright before `reference` and `stance` before `camera`."""
    before = measure(landmarks(Body(), reference, UPRIGHT))
    return change(before, measure(landmarks(Body(), camera, stance)))


@pytest.mark.parametrize("motion", TABLE)
def test_a_motion_changes_every_feature_as_the_table_says(motion: str) -> None:
    got = change_from_upright(STANCES.get(motion, UPRIGHT), LEVEL, LENSES.get(motion, LEVEL))

    wrong = {
        name: (got[name], wanted)
        for name, wanted in zip(COLUMNS, TABLE[motion], strict=True)
        if abs(got[name] - wanted) > TOLERANCE[name]
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("motion", "neck_ear", "face", "shoulders", "face_to_shoulders"),
    [
        ("slump", -0.07, 0.18, 0.08, 0.10),
        ("half of it", -0.02, 0.09, 0.04, 0.04),
        ("head forward 8 cm", -0.10, 0.13, 0.00, 0.13),
    ],
)
def test_a_lens_below_the_eyes_hardly_sees_the_neck_shorten(
    motion: str, neck_ear: float, face: float, shoulders: float, face_to_shoulders: float
) -> None:
    got = change_from_upright(STANCES[motion], LAPTOP, LAPTOP)

    assert got["neck_ear"] == pytest.approx(neck_ear, abs=0.02)
    assert got["face"] == pytest.approx(face, abs=0.02)
    assert got["shoulders"] == pytest.approx(shoulders, abs=0.02)
    assert got["face_to_shoulders"] == pytest.approx(face_to_shoulders, abs=0.02)


def test_the_upright_person_sits_symmetrically_in_an_unmirrored_picture() -> None:
    pose = landmarks(Body(), Camera(), UPRIGHT)

    assert len(pose) == LANDMARK_COUNT
    pairs = [(1, 4), (2, 5), (3, 6), (9, 10), *((left, left + 1) for left in range(11, 33, 2)), (7, 8)]
    for left, right in pairs:
        assert pose[left].x > 0.5 > pose[right].x
        assert pose[left].x + pose[right].x == pytest.approx(1.0)
        assert pose[left].y == pytest.approx(pose[right].y)


def test_the_camera_sees_head_and_shoulders_and_the_desk_hides_the_rest() -> None:
    pose = landmarks(Body(), Camera(), UPRIGHT)

    seen = {index for index, landmark in enumerate(pose) if landmark.visibility > 0.9}
    guessed = {index for index, landmark in enumerate(pose) if landmark.visibility < 0.1}
    assert seen == set(range(13))
    assert guessed == set(range(13, 33))


def test_a_turned_head_hides_its_far_ear_only() -> None:
    left = landmarks(Body(), Camera(), Stance(head_yaw_left_deg=50.0))
    right = landmarks(Body(), Camera(), Stance(head_yaw_left_deg=-50.0))

    assert {index for index in range(13) if left[index].visibility < 0.5} == {Joint.LEFT_EAR}
    assert {index for index in range(13) if right[index].visibility < 0.5} == {Joint.RIGHT_EAR}


def test_hair_over_the_ears_leaves_the_rest_of_the_face() -> None:
    pose = landmarks(Body(ear_visibility=0.2), Camera(), UPRIGHT)

    assert {index for index in range(13) if pose[index].visibility < 0.5} == {Joint.LEFT_EAR, Joint.RIGHT_EAR}


def test_raised_arms_shorten_the_neck_like_a_slouch_but_show_the_wrists() -> None:
    pose = landmarks(Body(), Camera(), Stance(arms_raised=1.0))

    neck = change(measure(landmarks(Body(), Camera(), UPRIGHT)), measure(pose))["neck_ear"]
    assert -0.4 < neck < -0.2
    assert pose[Joint.LEFT_WRIST].y < pose[Joint.LEFT_SHOULDER].y
    assert pose[Joint.LEFT_WRIST].visibility > 0.9
    assert pose[Joint.RIGHT_WRIST].visibility > 0.9


def test_a_hand_at_the_face_is_the_right_one_and_covers_the_mouth() -> None:
    pose = landmarks(Body(), Camera(), Stance(right_hand_at_face=1.0))

    wrist, mouth = pose[Joint.RIGHT_WRIST], pose[Joint.MOUTH_RIGHT]
    assert abs(wrist.x - mouth.x) < 0.1
    assert 0.0 < wrist.y - mouth.y < 0.15
    assert wrist.visibility > 0.9
    assert mouth.visibility < 0.5
    assert pose[Joint.LEFT_WRIST].visibility < 0.1


def test_who_stands_up_shows_hips_and_loses_the_face_at_the_top() -> None:
    pose = landmarks(Body(), Camera(), Stance(rise_cm=40.0, toward_cm=-15.0))

    assert pose[Joint.NOSE].y < 0.0
    assert pose[Joint.NOSE].visibility < 0.1
    assert pose[Joint.LEFT_HIP].visibility > 0.9
    assert is_found(pose)


def test_who_walked_out_is_not_found() -> None:
    assert not is_found(landmarks(Body(), Camera(), Stance(lateral_left_cm=-80.0)))
