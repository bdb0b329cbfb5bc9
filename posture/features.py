"""Landmarks to scale-free features, or the reason why there are none.

Theory of operation
-------------------
A front camera sees a flat projection, and depth estimates of a seated body from the front are poor, so
everything here is 2-D. Landmarks arrive as fractions of the frame's width and height; they are first
undone to one unit (the frame's height), because a ratio of a horizontal and a vertical length is
meaningless before that. y grows downwards. Left and right are the person's own, so a pose is read as
the camera saw it, not as a mirror shows it.

What each feature answers to, and what it confuses (figures: docs/geometry.md):

`neck`            mid-shoulder to mid-ear, over shoulder width. Falls when the body slumps or the head
                  comes forward. Does not feel distance, lid tilt, chair height or a look down at the
                  keyboard. How much it falls depends on the camera's height, hence the personal
                  reference. Wrong while arms are raised (the shoulders rise).
`neck_mouth`      the same to the mouth. Falls at every look down; only ever a second witness.
`face`            ear to ear, in frame heights, as if the head were not turned: a turn by an angle shrinks it
                  by the cosine, which `yaw` gives (`YAW_OF_TURN`). Grows with anything that comes
                  closer: head, trunk, chair.
`shoulders`       shoulder to shoulder, in frame heights. Distance of the trunk; shrinks when it turns.
`face_ratio`      face over shoulders. Feels a head that comes forward, not a chair that comes closer.
`shoulder_y`      height of the shoulders in the picture. Sinking, but also a chair or a lid.
`shoulder_x`      sideways place of the shoulders; a lean, but also a chair that rolled.
`head_y`          height of the ears in the picture, for the same reasons as `shoulder_y`.
`head_roll`       tilt of the line of the ears, degrees, positive towards the user's own left.
`shoulder_tilt`   tilt of the line of the shoulders, degrees, positive when the left shoulder is lower.
`lateral`         mid-ear beside mid-shoulder, over shoulder width, positive towards the user's left.
`pitch`           nose below the ears, over face: looking down (positive) or up.
`yaw`             nose beside the middle of the ears, over ear to ear as seen: a turned head. Gates the
                  rest: in a far turn the ear behind the head is guessed, and the trunk turns as well.

From a camera at the side these mean little: shoulders and ears fall together. There the program looks at

`ear_ahead`       ear ahead of the shoulder, degrees from the vertical, forward positive: a head that is
                  pushed forward, a rounded back. Feels neither distance nor place, a look down little.
`trunk`           shoulder ahead of the hip, degrees from the vertical, forward positive.
`hip_seen`        how sure the estimator is of the hips, 0..1: without them `trunk` is a guess.

Left and right points are averaged for these: the far side of the body is guessed well, and the middle does
not jump when the estimator changes its mind about which side is near. From the front both say nothing.
"""

from __future__ import annotations

from math import atan2, degrees, sqrt
from typing import TYPE_CHECKING, NamedTuple

from posture.labels import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture.landmarks import Landmark, Pose
    from posture.settings import ViewSettings


class Features(NamedTuple):
    """One posture as numbers; units in the module's opening."""

    neck: float
    neck_mouth: float
    face: float
    shoulders: float
    face_ratio: float
    shoulder_y: float
    shoulder_x: float
    head_y: float
    head_roll: float
    shoulder_tilt: float
    lateral: float
    pitch: float
    yaw: float
    ear_ahead: float
    trunk: float
    hip_seen: float


NOSE_TO_EARS = 0.74
"""Nose in front of the ears, over ear to ear: 11.3 cm over 15.3 cm, as in the body model."""

YAW_OF_TURN = 0.85
"""`yaw` is about this times the tangent of the angle that the head is turned.

More than `NOSE_TO_EARS`, because the nose is nearer to the lens than the ears: the body model reads 0.62 at
35 degrees (docs/geometry.md). Of the values tried on PostureMax's upright frames none leaves less spread.
"""

# A head that is seen shows at least three of these: a profile still has the nose, one eye and one ear.
_HEAD = (0, 2, 5, 7, 8)
_HEAD_SHOWS = 3

_MIN_FACE_HEIGHT = 0.05
"""Eyes above the mouth, as a share of the larger of shoulders and face. A look down reads about 0.1. ENG."""

_MAX_HEAD_SLOPE = 1.7
"""Tangent of the steepest line of the ears: 60 degrees. ENG."""

_RAISED_BELOW_SHOULDERS = 0.5
"""A wrist less than this many shoulder widths under the shoulders is raised: hands on a desk are far lower.

ENG: raised arms lift the shoulders, and the neck looks 20 to 40 % lower.
"""

_PRESENT = 0.5
"""Presence under which an arm is only imagined: outside the picture the estimator still puts it

somewhere, often beside the head, with a visibility of 0.5 but a presence of 0.05 to 0.2. ENG.
"""

_OVERHEAD = 0.8
"""A wrist this many ear distances above the ears is over the head, not at the face. ENG."""

_EDGE = 0.03
"""A wrist nearer to a side of the picture than this share of its width is a guess. ENG."""

_LOWER_EDGE = 0.06
"""A wrist nearer to the lower edge of the picture than this share of its height is a guess as well: where

the forearms are out of sight the estimator at times puts a hand there. ENG, seen on real pictures.
"""

_CHIN_ON_CHEST = 0.35
"""The mouth may lie this many head or shoulder widths under the shoulders: deep slumps hide the neck. ENG."""

_HANGS = 0.8
"""From the side, a head may hang this many of its sizes below the shoulders. ENG."""

_MIN_FACE_RATIO = 0.12
_MAX_FACE_RATIO = 1.1
_MIN_NECK = 0.1
_MAX_NECK = 2.2
"""Outside these a "person" is a sleeve or a chair (seen on real footage: neck -1.5 to +2.3). ENG."""


def flatten(pose: Pose, frame_size: tuple[int, int]) -> tuple[float, ...]:
    """What the features are made of, in frame heights: 14 numbers.

    Nose x, y; left ear x, y; right ear x, y; height of the mouth; left shoulder x, y; right shoulder x, y;
    middle of the hips x, y, and how sure the estimator is of them.
    """
    aspect = frame_size[0] / frame_size[1]
    nose, left_ear, right_ear, left, right = pose[0], pose[7], pose[8], pose[11], pose[12]
    left_hip, right_hip = pose[23], pose[24]
    return (
        nose[0] * aspect,
        nose[1],
        left_ear[0] * aspect,
        left_ear[1],
        right_ear[0] * aspect,
        right_ear[1],
        (pose[9][1] + pose[10][1]) / 2,
        left[0] * aspect,
        left[1],
        right[0] * aspect,
        right[1],
        (left_hip[0] + right_hip[0]) / 2 * aspect,
        (left_hip[1] + right_hip[1]) / 2,
        max(left_hip[3], right_hip[3]),
    )


def shrinks_by(yaw: float) -> float:
    """How many times narrower than it is a head looks that is turned so far."""
    turned = yaw / YAW_OF_TURN
    return sqrt(1.0 + turned * turned)


def measure(flat: Sequence[float]) -> Features:
    """Features of landmarks laid out by `flatten`.

    Shoulders or ears that coincide (a view exactly from the side) count as a ten-thousandth of the frame.
    """
    (
        nose_x, nose_y, left_ear_x, left_ear_y, right_ear_x, right_ear_y, mouth_y,
        left_x, left_y, right_x, right_y, hip_x, hip_y, hip_seen,
    ) = flat  # fmt: skip
    shoulder_dx = left_x - right_x
    shoulder_dy = left_y - right_y
    shoulders = sqrt(shoulder_dx * shoulder_dx + shoulder_dy * shoulder_dy) or 1e-4
    ear_dx = left_ear_x - right_ear_x
    ear_dy = left_ear_y - right_ear_y
    seen_face = sqrt(ear_dx * ear_dx + ear_dy * ear_dy) or 1e-4
    middle_x = (left_x + right_x) / 2
    middle_y = (left_y + right_y) / 2
    ear_x = (left_ear_x + right_ear_x) / 2
    yaw = (nose_x - ear_x) / seen_face
    face = seen_face * shrinks_by(yaw)
    ahead = 1.0 if yaw >= 0.0 else -1.0
    ear_y = (left_ear_y + right_ear_y) / 2
    return Features(
        (middle_y - ear_y) / shoulders,
        (middle_y - mouth_y) / shoulders,
        face,
        shoulders,
        face / shoulders,
        middle_y,
        middle_x,
        ear_y,
        degrees(atan2(ear_dy, ear_dx)),
        degrees(atan2(shoulder_dy, shoulder_dx)),
        (ear_x - middle_x) / shoulders,
        (nose_y - ear_y) / face,
        yaw,
        degrees(atan2((ear_x - middle_x) * ahead, middle_y - ear_y)),
        degrees(atan2((middle_x - hip_x) * ahead, hip_y - middle_y)),
        hip_seen,
    )


def is_person(pose: Pose, flat: Sequence[float], settings: ViewSettings) -> bool:
    """Whether this could be a person facing the desk at all, rather than a sleeve in an empty chair.

    Asks for a head that the estimator sees, and for proportions that a human body can project to; `flat` is
    `flatten` of the same pose.
    """
    visible = settings.min_visibility
    seen = 0
    for index in _HEAD:
        if pose[index][3] >= visible:
            seen += 1
    if seen < _HEAD_SHOWS:
        return False
    (
        nose_x, nose_y, left_ear_x, left_ear_y, right_ear_x, right_ear_y, mouth_y,
        left_x, left_y, right_x, right_y, _, _, _,
    ) = flat  # fmt: skip
    dx, dy = left_x - right_x, left_y - right_y
    shoulders = sqrt(dx * dx + dy * dy)
    ear_dx, ear_dy = left_ear_x - right_ear_x, left_ear_y - right_ear_y
    face = sqrt(ear_dx * ear_dx + ear_dy * ear_dy)
    # From the side shoulders and ears fall together: the nose stands out from the ears then.
    ear_x, ear_y = (left_ear_x + right_ear_x) / 2, (left_ear_y + right_ear_y) / 2
    nose_dx, nose_dy = nose_x - ear_x, nose_y - ear_y
    scale = max(shoulders, face, sqrt(nose_dx * nose_dx + nose_dy * nose_dy) / NOSE_TO_EARS)
    if scale < 0.02:
        return False
    # A face has its eyes above its mouth, and a head is upright enough for its shoulders to be below it.
    eyes_y = (pose[2][1] + pose[5][1]) / 2
    shoulders_y = (left_y + right_y) / 2
    if mouth_y - eyes_y < _MIN_FACE_HEIGHT * scale or nose_y < eyes_y - 0.2 * scale:
        return False
    # Bent far forward, seen from the side, the head hangs in front of the chest.
    side = shoulders < 0.7 * scale
    if shoulders_y < mouth_y - (_HANGS if side else _CHIN_ON_CHEST) * scale:
        return False
    if abs(ear_dy) > max(abs(ear_dx), mouth_y - eyes_y) * _MAX_HEAD_SLOPE:
        return False
    height = shoulders_y - ear_y
    return (-_HANGS if side else _MIN_NECK) * scale < height < _MAX_NECK * max(scale, 1.6 * face)


def why_unusable_front(
    pose: Pose, features: Features, frame_size: tuple[int, int], settings: ViewSettings, own_yaw: float
) -> Reason | None:
    """Why posture cannot be judged from this pose from the front, or `None` when it can.

    Args:
        pose: the user's landmarks.
        features: `measure` of the same pose.
        frame_size: pixels, for the aspect.
        settings: thresholds.
        own_yaw: the yaw of the personal reference (0 without one): a camera beside the screen sees
            a head that is always turned a little.
    """
    visible = settings.min_visibility
    left, right = pose[11], pose[12]
    low, high = -settings.frame_margin, 1.0 + settings.frame_margin
    if (
        left[3] < visible
        or right[3] < visible
        or not (low <= left[0] <= high and low <= right[0] <= high)
        or left[1] > high
        or right[1] > high
    ):
        return Reason.SHOULDERS_HIDDEN
    if not (low <= pose[0][0] <= high and low <= pose[0][1] <= high) or pose[0][3] < visible:
        return Reason.FACE_HIDDEN
    width = features.shoulders * frame_size[1] / frame_size[0]
    if width > settings.max_shoulders:
        return Reason.TOO_CLOSE
    turn = features.yaw - own_yaw
    if turn > settings.max_yaw or turn < -settings.max_yaw or left[0] <= right[0]:
        return Reason.TURNED
    if width < settings.min_shoulders:
        return Reason.TOO_FAR
    if not (
        _MIN_FACE_RATIO < features.face_ratio < _MAX_FACE_RATIO and _MIN_NECK < features.neck < _MAX_NECK
    ):
        return Reason.IMPLAUSIBLE
    return _hands(pose, frame_size[0] / frame_size[1], features, visible)


def is_seen(joint: Landmark, visible: float) -> bool:
    """Whether a joint of an arm is in the picture and not only imagined beside it."""
    return joint[3] >= visible and joint[4] >= _PRESENT


def _hands(pose: Pose, aspect: float, features: Features, visible: float) -> Reason | None:
    """Raised arms lift the shoulders, hands at the face hide it: both falsify the neck height."""
    head_x = (pose[7][0] + pose[8][0]) / 2 * aspect
    raised_y = min(features.shoulder_y + _RAISED_BELOW_SHOULDERS * features.shoulders, 1.0 - _LOWER_EDGE)
    overhead_y = features.head_y - _OVERHEAD * features.face
    for wrist, elbow in ((pose[15], pose[13]), (pose[16], pose[14])):
        if is_seen(wrist, visible) and wrist[1] < raised_y:
            sideways = wrist[0] * aspect - head_x
            if wrist[1] < overhead_y:
                return Reason.ARMS_RAISED
            if -1.2 * features.face < sideways < 1.2 * features.face:
                return Reason.HANDS_AT_FACE
            # An arm that leaves the picture at its side is mostly a guess, and so is the wrist it ends in.
            if 0.0 <= elbow[0] <= 1.0 and _EDGE <= wrist[0] <= 1.0 - _EDGE:
                return Reason.ARMS_RAISED
        if is_seen(elbow, visible) and elbow[1] < features.shoulder_y:
            return Reason.ARMS_RAISED
    return None
