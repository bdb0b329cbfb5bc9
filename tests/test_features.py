"""Landmarks to features: the numbers are the geometry that the module's opening promises."""

from __future__ import annotations

from math import atan2, degrees, hypot
from random import Random

import pytest

from posture.features import YAW_OF_TURN, Features, flatten, is_person, measure, why_unusable_front
from posture.labels import Reason
from posture.landmarks import Joint, Landmark, Pose
from posture.settings import ViewSettings
from posture.testing.body import Body, Stance, somebody
from posture.testing.motion import nonsense_pose
from posture.testing.verbs import Verb, stance_during
from posture.testing.view import Camera, landmarks

VIEW = ViewSettings()
SIZE = (640, 480)

FACING = (
    Verb.UPRIGHT,
    Verb.SLOUCH,
    Verb.HALF_SLOUCH,
    Verb.HEAD_FORWARD,
    Verb.LEAN_LEFT,
    Verb.LEAN_RIGHT,
    Verb.LEAN_FORWARD,
    Verb.LEAN_BACK,
    Verb.LOOK_DOWN,
    Verb.READING,
    Verb.TEXTING,
)
"""Everything that is judged, good or not: nothing of it may be put down to a poor view."""


def pose_of(points: dict[Joint, tuple[float, float]], frame_size: tuple[int, int]) -> Pose:
    """A pose with these points in frame heights, everything else far outside and hidden."""
    aspect = frame_size[0] / frame_size[1]
    pose = [Landmark(-9.0, -9.0, 0.0, 0.0, 0.0)] * 33
    for joint, (x, y) in points.items():
        pose[joint] = Landmark(x / aspect, y, 0.0, 1.0, 1.0)
    return tuple(pose)


def changed(pose: Pose, joint: Joint, **fields: float) -> Pose:
    """The pose with one landmark altered."""
    return tuple(mark._replace(**fields) if index == joint else mark for index, mark in enumerate(pose))


def seen(stance: Stance, camera: Camera | None = None, body: Body | None = None) -> Pose:
    """The pose of a stance in front of the usual desk."""
    return landmarks(body or Body(), camera or Camera(), stance)


def why(pose: Pose, own_yaw: float = 0.0, frame_size: tuple[int, int] = SIZE) -> Reason | None:
    """Why posture cannot be judged from this pose."""
    return why_unusable_front(pose, measure(flatten(pose, frame_size)), frame_size, VIEW, own_yaw)


@pytest.mark.parametrize("frame_size", [(640, 480), (1280, 720), (480, 640), (500, 500)])
def test_each_feature_is_what_its_definition_says(frame_size: tuple[int, int]) -> None:
    pose = pose_of(
        {
            Joint.NOSE: (0.53, 0.42),
            Joint.LEFT_EYE: (0.56, 0.37),
            Joint.RIGHT_EYE: (0.50, 0.37),
            Joint.LEFT_EAR: (0.60, 0.41),
            Joint.RIGHT_EAR: (0.44, 0.39),
            Joint.MOUTH_LEFT: (0.55, 0.47),
            Joint.MOUTH_RIGHT: (0.50, 0.45),
            Joint.LEFT_SHOULDER: (0.70, 0.83),
            Joint.RIGHT_SHOULDER: (0.30, 0.80),
            Joint.LEFT_HIP: (0.62, 1.30),
            Joint.RIGHT_HIP: (0.42, 1.34),
        },
        frame_size,
    )
    shoulders, seen_face = hypot(0.40, 0.03), hypot(0.16, 0.02)
    yaw = 0.01 / seen_face
    face = seen_face * hypot(1.0, yaw / YAW_OF_TURN)
    expected = Features(
        neck=(0.815 - 0.40) / shoulders,
        neck_mouth=(0.815 - 0.46) / shoulders,
        face=face,
        shoulders=shoulders,
        face_ratio=face / shoulders,
        shoulder_y=0.815,
        shoulder_x=0.50,
        head_y=0.40,
        head_roll=7.125016,
        shoulder_tilt=4.289153,
        lateral=0.02 / shoulders,
        pitch=0.02 / face,
        yaw=yaw,
        ear_ahead=degrees(atan2(0.02, 0.815 - 0.40)),
        trunk=degrees(atan2(-0.02, 1.32 - 0.815)),
        hip_seen=1.0,
    )
    assert measure(flatten(pose, frame_size)) == pytest.approx(expected, abs=1e-6)


def test_the_same_body_reads_the_same_in_any_picture_shape() -> None:
    """The lens is the same, the picture is larger and wider; only the place in it may differ."""
    for stance in (Stance(), stance_during(Verb.SLOUCH, 1.0, 2.0), Stance(lean_left_deg=12.0)):
        narrow = measure(flatten(seen(stance, Camera()), SIZE))
        wide_camera = Camera(frame_size=(1280, 720), focal_px=540.0 * 720 / 480)
        wide = measure(flatten(seen(stance, wide_camera), (1280, 720)))
        assert wide._replace(shoulder_x=0.0) == pytest.approx(narrow._replace(shoulder_x=0.0), abs=1e-9)
        assert wide.shoulder_x - 1280 / 720 / 2 == pytest.approx(narrow.shoulder_x - 640 / 480 / 2, abs=1e-9)


@pytest.mark.parametrize(
    ("stance", "feature", "sign"),
    [
        (Stance(slump_cm=5.0, trunk_forward_deg=8.0), "neck", -1),
        (Stance(head_forward_cm=6.0), "neck", -1),
        (Stance(head_pitch_down_deg=25.0), "neck_mouth", -1),
        (Stance(head_forward_cm=6.0), "face_ratio", 1),
        (Stance(toward_cm=15.0), "face", 1),
        (Stance(toward_cm=15.0), "shoulders", 1),
        (Stance(sink_cm=5.0), "shoulder_y", 1),
        (Stance(sink_cm=5.0), "head_y", 1),
        (Stance(lateral_left_cm=5.0), "shoulder_x", 1),
        (Stance(head_roll_left_deg=10.0), "head_roll", 1),
        (Stance(lean_left_deg=10.0), "shoulder_tilt", 1),
        (Stance(lean_left_deg=10.0), "lateral", 1),
        (Stance(head_pitch_down_deg=25.0), "pitch", 1),
        (Stance(head_yaw_left_deg=25.0), "yaw", 1),
    ],
)
def test_each_feature_moves_to_the_side_it_is_named_for(stance: Stance, feature: str, sign: int) -> None:
    before, after = (measure(flatten(seen(now), SIZE)) for now in (Stance(), stance))
    assert sign * (getattr(after, feature) - getattr(before, feature)) > 0.01


def test_a_look_down_leaves_the_neck_to_the_ears_alone() -> None:
    before, after = (
        measure(flatten(seen(now), SIZE)) for now in (Stance(), Stance(head_pitch_down_deg=28.0))
    )
    assert after.neck == pytest.approx(before.neck, abs=1e-9)


def test_a_view_exactly_from_the_side_has_numbers_too() -> None:
    at_one_point = dict.fromkeys((*range(11), 11, 12), (0.5, 0.5))
    pose = pose_of({Joint(index): at for index, at in at_one_point.items() if index in set(Joint)}, SIZE)
    features = measure(flatten(pose, SIZE))
    assert (features.face, features.shoulders, features.face_ratio) == (1e-4, 1e-4, 1.0)
    assert (features.neck, features.head_roll, features.shoulder_tilt) == (0.0, 0.0, 0.0)
    assert not is_person(pose, flatten(pose, SIZE), VIEW)


@pytest.mark.parametrize("verb", FACING)
def test_a_person_who_faces_the_desk_can_be_judged(verb: Verb) -> None:
    for seed in range(20):
        pose = seen(stance_during(verb, 1.0, 2.0), body=somebody(Random(seed)))
        assert is_person(pose, flatten(pose, SIZE), VIEW)
        assert why(pose) is None


UPRIGHT = seen(Stance())


@pytest.mark.parametrize(
    ("story", "pose", "reason"),
    [
        (
            "the lens looks at the ceiling",
            seen(Stance(), Camera(tilt_down_deg=-15.0)),
            Reason.SHOULDERS_HIDDEN,
        ),
        (
            "a bag covers one shoulder",
            changed(UPRIGHT, Joint.LEFT_SHOULDER, visibility=0.49),
            Reason.SHOULDERS_HIDDEN,
        ),
        (
            "and the other",
            changed(UPRIGHT, Joint.RIGHT_SHOULDER, visibility=0.49),
            Reason.SHOULDERS_HIDDEN,
        ),
        ("a shoulder is beside the picture", seen(Stance(lateral_left_cm=40.0)), Reason.SHOULDERS_HIDDEN),
        ("standing up", seen(stance_during(Verb.STAND, 1.0, 2.0)), Reason.FACE_HIDDEN),
        ("a mask or a cup", changed(UPRIGHT, Joint.NOSE, visibility=0.49), Reason.FACE_HIDDEN),
        (
            "a nose at the lens",
            seen(Stance(), Camera(distance_cm=15.0, tilt_down_deg=20.0)),
            Reason.TOO_CLOSE,
        ),
        ("looking out of the window", seen(stance_during(Verb.TURNED, 1.0, 2.0)), Reason.TURNED),
        ("and of the other one", seen(stance_during(Verb.TURNED_RIGHT, 1.0, 2.0)), Reason.TURNED),
        ("with the back to the screen", seen(Stance(trunk_yaw_left_deg=180.0)), Reason.TURNED),
        ("on the phone", seen(stance_during(Verb.PHONE, 1.0, 2.0)), Reason.TURNED),
        ("across the room", seen(Stance(), Camera(distance_cm=400.0)), Reason.TOO_FAR),
        ("hands behind the head", seen(stance_during(Verb.ARMS_RAISED, 1.0, 2.0)), Reason.ARMS_RAISED),
        (
            "hands hidden by the head, elbows out",
            changed(UPRIGHT, Joint.LEFT_ELBOW, y=0.5, visibility=0.9, presence=0.9),
            Reason.ARMS_RAISED,
        ),
        (
            "waving",
            changed(UPRIGHT, Joint.RIGHT_WRIST, x=0.2, y=0.3, visibility=0.9, presence=0.9),
            Reason.ARMS_RAISED,
        ),
        (
            "a hand over the mouth",
            changed(UPRIGHT, Joint.RIGHT_WRIST, x=0.5, y=0.42, visibility=0.9, presence=0.9),
            Reason.HANDS_AT_FACE,
        ),
        (
            "a face as wide as the shoulders",
            changed(
                changed(UPRIGHT, Joint.LEFT_SHOULDER, x=0.58),
                Joint.RIGHT_SHOULDER,
                x=0.42,
            ),
            Reason.IMPLAUSIBLE,
        ),
        (
            "shoulders at the ears",
            changed(changed(UPRIGHT, Joint.LEFT_SHOULDER, y=0.4), Joint.RIGHT_SHOULDER, y=0.4),
            Reason.IMPLAUSIBLE,
        ),
    ],
    ids=lambda value: value.replace(" ", "-") if isinstance(value, str) and " " in value else "",
)
def test_what_cannot_be_judged_has_a_reason(story: str, pose: Pose, reason: Reason) -> None:
    assert story
    assert why(UPRIGHT) is None
    assert why(pose) is reason


def test_a_wrist_that_is_only_guessed_says_nothing() -> None:
    assert why(changed(UPRIGHT, Joint.RIGHT_WRIST, x=0.5, y=0.42, visibility=0.49, presence=0.9)) is None
    assert why(changed(UPRIGHT, Joint.RIGHT_WRIST, x=0.5, y=0.42, visibility=0.9, presence=0.2)) is None


def test_a_wrist_at_the_lower_edge_is_a_guess_however_low_the_user_sits() -> None:
    low = tuple(mark._replace(y=mark.y + 0.2) for mark in UPRIGHT)
    assert why(low) is None
    assert why(changed(low, Joint.RIGHT_WRIST, x=0.5, y=0.92, visibility=0.9, presence=0.7)) is (
        Reason.HANDS_AT_FACE
    )
    assert why(changed(low, Joint.RIGHT_WRIST, x=0.5, y=0.96, visibility=0.9, presence=0.7)) is None


def test_a_camera_beside_the_screen_sees_a_head_that_is_always_turned() -> None:
    """Turned is turned from where the user usually looks."""
    aside = seen(Stance(head_yaw_left_deg=45.0))
    own_yaw = measure(flatten(aside, SIZE)).yaw
    assert own_yaw > VIEW.max_yaw
    assert (why(aside), why(aside, own_yaw)) == (Reason.TURNED, None)
    assert (why(UPRIGHT), why(UPRIGHT, own_yaw)) == (None, Reason.TURNED)


def test_the_width_that_is_too_close_or_too_far_is_a_share_of_the_pictures_width() -> None:
    """The same pixels in a picture twice as wide fill half of it."""
    wide = (1280, 480)
    halved = tuple(mark._replace(x=0.5 + (mark.x - 0.5) / 2) for mark in UPRIGHT)
    features = measure(flatten(halved, wide))
    share = features.shoulders * 480 / 1280
    own = ViewSettings(min_shoulders=share + 0.001)
    assert features == pytest.approx(measure(flatten(UPRIGHT, SIZE))._replace(shoulder_x=features.shoulder_x))
    assert why_unusable_front(halved, features, wide, own, 0.0) is Reason.TOO_FAR
    assert why_unusable_front(halved, features, wide, VIEW, 0.0) is None


@pytest.mark.parametrize(
    "verb", [*FACING, Verb.TURNED, Verb.TURNED_RIGHT, Verb.PHONE, Verb.ARMS_RAISED, Verb.DRINK]
)
def test_whoever_sits_there_is_a_person_however_he_turns(verb: Verb) -> None:
    for seed in range(20):
        pose = seen(stance_during(verb, 1.0, 2.0), body=somebody(Random(seed)))
        assert is_person(pose, flatten(pose, SIZE), VIEW)


def test_without_a_head_in_sight_it_is_nobody() -> None:
    hidden = UPRIGHT
    for joint in (Joint.NOSE, Joint.LEFT_EYE, Joint.RIGHT_EYE):
        assert is_person(hidden, flatten(hidden, SIZE), VIEW)
        hidden = changed(hidden, joint, visibility=0.49)
    assert not is_person(hidden, flatten(hidden, SIZE), VIEW)


@pytest.mark.parametrize(
    ("what", "pose"),
    [
        ("a speck", tuple(mark._replace(x=0.5 + mark.x / 90, y=0.5 + mark.y / 90) for mark in UPRIGHT)),
        ("upside down", tuple(mark._replace(y=1.0 - mark.y) for mark in UPRIGHT)),
        (
            "a head on a pole",
            tuple(mark._replace(y=mark.y * 4) if i > 10 else mark for i, mark in enumerate(UPRIGHT)),
        ),
    ],
)
def test_what_no_body_looks_like_is_nobody(what: str, pose: Pose) -> None:
    assert what
    assert not is_person(pose, flatten(pose, SIZE), VIEW)


def test_most_nonsense_is_nobody_and_hardly_any_of_it_could_be_judged() -> None:
    """A sleeve flickers: what slips through now and then does not last as long as `presence` asks for."""
    poses = [nonsense_pose(Random(seed)) for seed in range(1000)]
    persons = [pose for pose in poses if is_person(pose, flatten(pose, SIZE), VIEW)]
    assert len(persons) <= 240
    assert [why(pose) for pose in persons].count(None) <= 2
