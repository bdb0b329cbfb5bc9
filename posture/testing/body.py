"""A seated person in space, to test with: sizes, stance and the 33 points of a pose.

The model is plain geometry in centimetres. x grows to the person's own left (to the right of an
unmirrored picture), y grows upwards, z grows from the person towards the lens; the origin lies between
the hips of the upright, seated person. Everything is measured against that upright stance, which is
what calibration does too.

The head is rigid and turns about the middle of the ears. It follows the trunk sideways wholly, but
forwards and backwards only in part, because eyes stay on the screen. A head that is pushed forward
comes down a little, because the neck is hinged at its base.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import cos, radians, sin
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Sizes of one person, in centimetres; the defaults are an average adult.

    Heights and depths of the face are relative to the middle of the ears, those of the ears to the
    middle of the shoulders.

    Attributes:
        neck_follow: share of a forward or backward tilt of the trunk that the neck follows.
        neck_drop: centimetres the head comes down for each centimetre it is pushed forward.
        flex_forward: centimetres the ears come forward for each degree of looking down: 0.12 on a real neck,
            0 by default, so that each motion stands alone in docs/geometry.md.
        slump_nod: degrees the head nods for each centimetre of slump.
        raised_shoulders: how far both shoulders come up when the arms are raised wholly.
        ear_visibility: below 1 for ears under hair or a headset.
    """

    torso: float = 48.0
    shoulder_width: float = 36.0
    ear_up: float = 19.3
    ear_forward: float = 2.4
    ear_width: float = 15.3
    eye_up: float = -0.4
    eye_forward: float = 6.7
    eye_spacing: float = 6.2
    nose_down: float = 2.9
    nose_forward: float = 11.3
    mouth_down: float = 4.9
    mouth_forward: float = 9.1
    mouth_width: float = 5.0
    upper_arm: float = 29.0
    forearm: float = 26.0
    hip_width: float = 26.0
    thigh: float = 42.0
    shank: float = 42.0
    neck_follow: float = 0.69
    neck_drop: float = 0.425
    flex_forward: float = 0.0
    slump_nod: float = 0.83
    raised_shoulders: float = 6.0
    ear_visibility: float = 1.0

    @property
    def eyes(self) -> tuple[float, float]:
        """Height and depth of the eyes, sitting upright: what a camera is placed against."""
        return self.torso + self.ear_up + self.eye_up, self.ear_forward + self.eye_forward


def somebody(random: Random) -> Body:
    """Another person, as different from the average as people in an office are."""

    def varied(spread: float) -> float:
        return min(1.0 + 2.0 * spread, max(1.0 - 2.0 * spread, random.gauss(1.0, spread)))

    return Body(
        torso=48.0 * varied(0.05),
        shoulder_width=36.0 * varied(0.06),
        ear_up=19.3 * varied(0.07),
        ear_forward=random.uniform(0.5, 4.5),
        ear_width=15.3 * varied(0.04),
        nose_forward=11.3 * varied(0.05),
        neck_follow=random.uniform(0.5, 0.85),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """What the person does; all zeros is sitting upright. Left is the person's own.

    Attributes:
        slump_cm: how much shorter the rounded trunk is.
        trunk_forward_deg: tilt of the trunk towards the lens; negative leans back.
        head_forward_cm: how far the head is pushed forward beyond the trunk.
        lean_left_deg: sideways tilt of trunk and head; negative leans right.
        head_roll_left_deg: tilt of the head alone towards the left shoulder.
        head_yaw_left_deg: turn of the head, against the room, to the left.
        head_pitch_down_deg: nod downwards; negative looks up.
        trunk_yaw_left_deg: turn of the shoulders to the left.
        sink_cm: how much lower the whole body is (a lower chair).
        toward_cm: how much closer to the lens the whole body is; negative is farther.
        lateral_left_cm: shift of the whole body to the left.
        rise_cm: how much higher the hips are: about 40 when standing.
        arms_raised: 0 hands on the keyboard, 1 both hands behind the head, elbows out.
        right_hand_at_face: 0 on the keyboard, 1 at the chin.
        right_hand_at_ear: 0 on the keyboard, 1 at the right ear (a phone).
        turn_left_deg: turn of the whole body about the hips; 90 shows the right side.
        arms_hang: 0 typing, 1 arms hanging; the six angles of the arms count from there.
        left_arm_side_deg, right_arm_side_deg: upper arm raised sideways, 180 overhead.
        left_arm_front_deg, right_arm_front_deg: upper arm raised forwards.
        left_elbow_deg, right_elbow_deg: 0 straight.
        shoulders_up_cm: a shrug.
        standing: 0 legs of somebody who sits, 1 straight below the hips.
        squat_deg: thighs off the vertical while the feet stay where they are; needs `standing`.
        left_knee_up_deg, right_knee_up_deg: a thigh lifted forwards; needs `standing`.
    """

    slump_cm: float = 0.0
    trunk_forward_deg: float = 0.0
    head_forward_cm: float = 0.0
    lean_left_deg: float = 0.0
    head_roll_left_deg: float = 0.0
    head_yaw_left_deg: float = 0.0
    head_pitch_down_deg: float = 0.0
    trunk_yaw_left_deg: float = 0.0
    sink_cm: float = 0.0
    toward_cm: float = 0.0
    lateral_left_cm: float = 0.0
    rise_cm: float = 0.0
    arms_raised: float = 0.0
    right_hand_at_face: float = 0.0
    right_hand_at_ear: float = 0.0
    turn_left_deg: float = 0.0
    arms_hang: float = 0.0
    left_arm_side_deg: float = 0.0
    right_arm_side_deg: float = 0.0
    left_arm_front_deg: float = 0.0
    right_arm_front_deg: float = 0.0
    left_elbow_deg: float = 0.0
    right_elbow_deg: float = 0.0
    shoulders_up_cm: float = 0.0
    standing: float = 0.0
    squat_deg: float = 0.0
    left_knee_up_deg: float = 0.0
    right_knee_up_deg: float = 0.0

    def towards(self, other: Stance, share: float) -> Stance:
        """The stance at `share` (0..1) of the way to `other`."""
        pairs = ((name, getattr(self, name), getattr(other, name)) for name in STANCE_FIELDS)
        return Stance(**{name: start + share * (end - start) for name, start, end in pairs})

    def plus(self, other: Stance) -> Stance:
        """Both at once, for example a slouch and the sway on top of it."""
        return Stance(**{name: getattr(self, name) + getattr(other, name) for name in STANCE_FIELDS})


STANCE_FIELDS = tuple(field.name for field in fields(Stance))
"""Names of the numbers that make a stance."""


def skeleton(body: Body, stance: Stance) -> tuple[Point, ...]:
    """Place the 33 points of `body` in space, in BlazePose order."""
    seat = (stance.lateral_left_cm, stance.rise_cm - stance.sink_cm, stance.toward_cm)
    hips = _add(seat, _squatted(body, stance))
    shoulders = _shoulder_middle(body, stance, hips)
    head = _head(body, stance, _ear_middle(body, stance, shoulders))
    left, right = _shoulder_pair(body, stance, _add(shoulders, (0.0, stance.shoulders_up_cm, 0.0)))
    left_arm = _typing_arm(body, stance, left, hips, 1.0)
    right_arm = _right_hand_up(body, stance, right, _typing_arm(body, stance, right, hips, -1.0), head)
    if stance.arms_hang > 0.0:
        left_arm = _mixed_arm(left_arm, _hanging_arm(body, stance, left, 1.0), stance.arms_hang)
        right_arm = _mixed_arm(right_arm, _hanging_arm(body, stance, right, -1.0), stance.arms_hang)
    arms = (point for pair in zip(_with_hand(left_arm), _with_hand(right_arm), strict=True) for point in pair)
    placed = (*head, left, right, *arms, *_hips_and_legs(body, stance, hips))
    return placed if stance.turn_left_deg == 0.0 else _turned(placed, seat, stance.turn_left_deg)


def _shoulder_middle(body: Body, stance: Stance, hips: Point) -> Point:
    length = body.torso - stance.slump_cm
    forward, lean = radians(stance.trunk_forward_deg), radians(stance.lean_left_deg)
    # A raised arm takes the shoulder with it: the neck looks shorter without any slouch.
    up = length * cos(forward) + body.raised_shoulders * stance.arms_raised
    return (hips[0] + up * sin(lean), hips[1] + up * cos(lean), hips[2] + length * sin(forward))


def _ear_middle(body: Body, stance: Stance, shoulders: Point) -> Point:
    follow, lean = radians(body.neck_follow * stance.trunk_forward_deg), radians(stance.lean_left_deg)
    pushed = stance.head_forward_cm + body.flex_forward * max(0.0, stance.head_pitch_down_deg)
    lowered = body.neck_drop * pushed + body.raised_shoulders * stance.arms_raised
    up = body.ear_up * cos(follow) - lowered
    forward = body.ear_up * sin(follow) + body.ear_forward + pushed
    return (shoulders[0] + up * sin(lean), shoulders[1] + up * cos(lean), shoulders[2] + forward)


def _shoulder_pair(body: Body, stance: Stance, middle: Point) -> tuple[Point, Point]:
    half = body.shoulder_width / 2.0
    yaw, lean = radians(stance.trunk_yaw_left_deg), radians(stance.lean_left_deg)
    across = (half * cos(yaw) * cos(lean), -half * cos(yaw) * sin(lean), -half * sin(yaw))
    return _add(middle, across), _add(middle, across, -1.0)


def _head(body: Body, stance: Stance, ears: Point) -> tuple[Point, ...]:
    """Nose, three points an eye, ears and the corners of the mouth."""
    eye, up, front = body.eye_spacing / 2.0, body.eye_up, body.eye_forward
    ear, mouth = body.ear_width / 2.0, body.mouth_width / 2.0
    facing = (
        (0.0, -body.nose_down, body.nose_forward),
        (eye - 1.5, up, front + 0.3),
        (eye, up, front),
        (eye + 1.5, up, front - 0.5),
        (1.5 - eye, up, front + 0.3),
        (-eye, up, front),
        (-eye - 1.5, up, front - 0.5),
        (ear, 0.0, 0.0),
        (-ear, 0.0, 0.0),
        (mouth, -body.mouth_down, body.mouth_forward),
        (-mouth, -body.mouth_down, body.mouth_forward),
    )
    pitch = radians(stance.head_pitch_down_deg + body.slump_nod * stance.slump_cm)
    yaw = radians(stance.head_yaw_left_deg)
    roll = radians(stance.lean_left_deg + stance.head_roll_left_deg)
    cos_pitch, sin_pitch, cos_yaw, sin_yaw = cos(pitch), sin(pitch), cos(yaw), sin(yaw)
    cos_roll, sin_roll = cos(roll), sin(roll)
    placed = []
    for x, y, z in facing:
        nod_y, nod_z = y * cos_pitch - z * sin_pitch, y * sin_pitch + z * cos_pitch
        turn_x, turn_z = x * cos_yaw + nod_z * sin_yaw, nod_z * cos_yaw - x * sin_yaw
        tilted = (turn_x * cos_roll + nod_y * sin_roll, nod_y * cos_roll - turn_x * sin_roll, turn_z)
        placed.append(_add(ears, tilted))
    return tuple(placed)


def _typing_arm(body: Body, stance: Stance, shoulder: Point, hips: Point, side: float) -> tuple[Point, Point]:
    """Elbow and wrist between the keyboard and behind the head; `side` is 1 for the left arm, -1 right."""
    elbow = _add(shoulder, (5.0 * side, -0.93 * body.upper_arm, 0.3 * body.upper_arm))
    wrist = (hips[0] + 12.0 * side, elbow[1] + 1.0, elbow[2] + body.forearm - 4.0)
    high_elbow = _add(shoulder, (0.75 * body.upper_arm * side, 0.6 * body.upper_arm, 4.0))
    high_wrist = _add(high_elbow, (-15.0 * side, 0.55 * body.forearm, 0.0))
    return _mix(elbow, high_elbow, stance.arms_raised), _mix(wrist, high_wrist, stance.arms_raised)


def _right_hand_up(
    body: Body, stance: Stance, shoulder: Point, arm: tuple[Point, Point], head: tuple[Point, ...]
) -> tuple[Point, Point]:
    """The right elbow and wrist when that hand goes to the chin or holds a phone at the ear."""
    bent = _add(shoulder, (-6.0, -0.8 * body.upper_arm, 0.5 * body.upper_arm))
    elbow = _mix(arm[0], bent, max(stance.right_hand_at_face, stance.right_hand_at_ear))
    wrist = _mix(arm[1], _add(head[10], (-1.0, -5.0, 2.0)), stance.right_hand_at_face)
    return elbow, _mix(wrist, _add(head[8], (-3.0, -8.0, 3.0)), stance.right_hand_at_ear)


def _with_hand(arm: tuple[Point, Point]) -> tuple[Point, ...]:
    """Elbow, wrist, little finger, index finger and thumb: the fingers go on where the forearm ends."""
    elbow, wrist = arm
    tip = _add(wrist, _add(wrist, elbow, -1.0), 0.3)
    return elbow, wrist, _add(tip, (0.0, -1.5, 0.0)), tip, _add(tip, (0.0, 1.5, 0.0), 0.5)


def _hanging_arm(body: Body, stance: Stance, shoulder: Point, side: float) -> tuple[Point, Point]:
    """Elbow and wrist of an arm that hangs, or is raised sideways, forwards and bent from there."""
    name = "left" if side > 0.0 else "right"
    out = radians(getattr(stance, f"{name}_arm_side_deg"))
    front = radians(getattr(stance, f"{name}_arm_front_deg"))
    bend = radians(getattr(stance, f"{name}_elbow_deg"))
    down = (sin(out) * side, -cos(out) * cos(front), cos(out) * sin(front))
    elbow = _add(shoulder, down, body.upper_arm)
    # The elbow bends towards where the front of the arm looks: forwards while it hangs.
    folds = (0.0, sin(front), cos(front))
    fore = _add(_add((0.0, 0.0, 0.0), down, cos(bend)), folds, sin(bend))
    return elbow, _add(elbow, fore, body.forearm)


def _mixed_arm(one: tuple[Point, Point], two: tuple[Point, Point], share: float) -> tuple[Point, Point]:
    return _mix(one[0], two[0], share), _mix(one[1], two[1], share)


def _squatted(body: Body, stance: Stance) -> Point:
    """How far a squat takes the hips down and back while the feet stay."""
    thigh, shank = _squat_angles(stance)
    down = body.thigh * (1.0 - cos(thigh)) + body.shank * (1.0 - cos(shank))
    back = body.thigh * sin(thigh) - body.shank * sin(shank)
    return (0.0, -down, -back)


def _squat_angles(stance: Stance) -> tuple[float, float]:
    """Of thigh and shank off the vertical; the shins come forwards by a third of it."""
    return radians(stance.squat_deg), radians(stance.squat_deg / 3.0)


def _hips_and_legs(body: Body, stance: Stance, hips: Point) -> tuple[Point, ...]:
    """Hips, knees, ankles, heels and toes; of somebody who sits they are below the desk."""
    half = body.hip_width / 2.0
    pairs = zip(
        _leg(body, stance, stance.left_knee_up_deg), _leg(body, stance, stance.right_knee_up_deg), strict=True
    )
    return tuple(
        _add(hips, _add(point, (side * half, 0.0, 0.0)))
        for pair in pairs
        for side, point in zip((1.0, -1.0), pair, strict=True)
    )


def _leg(body: Body, stance: Stance, knee_up_deg: float) -> tuple[Point, ...]:
    """Hip, knee, ankle, heel and toe of one leg, against its hip."""
    hip: Point = (0.0, 0.0, 0.0)
    sitting: tuple[Point, ...] = (
        (0.0, -2.0, 42.0),
        (0.0, -44.0, 40.0),
        (0.0, -48.0, 36.0),
        (0.0, -48.0, 52.0),
    )
    if stance.standing == 0.0:
        return (hip, *sitting)
    thigh, shank = _squat_angles(stance)
    thigh += radians(knee_up_deg)
    knee = (0.0, -body.thigh * cos(thigh), body.thigh * sin(thigh))
    ankle = _add(knee, (0.0, -body.shank * cos(shank), -body.shank * sin(shank)))
    upright = (knee, ankle, _add(ankle, (0.0, -4.0, -4.0)), _add(ankle, (0.0, -4.0, 12.0)))
    return (hip, *(_mix(low, high, stance.standing) for low, high in zip(sitting, upright, strict=True)))


def _turned(points: tuple[Point, ...], about: Point, left_deg: float) -> tuple[Point, ...]:
    """The points turned about the vertical through `about`, to the left."""
    angle = radians(left_deg)
    turned = []
    for point in points:
        x, y, z = _add(point, about, -1.0)
        turned.append(_add(about, (x * cos(angle) + z * sin(angle), y, z * cos(angle) - x * sin(angle))))
    return tuple(turned)


def _add(point: Point, offset: Point, times: float = 1.0) -> Point:
    return (point[0] + times * offset[0], point[1] + times * offset[1], point[2] + times * offset[2])


def _mix(start: Point, end: Point, share: float) -> Point:
    return _add(start, _add(end, start, -1.0), share)
