"""What a camera makes of a body: a pinhole projection, and how sure the estimator would be of each point.

Left and right are the person's own and the picture is not mirrored, so the left shoulder has the
larger x. Visibility imitates what BlazePose reports on webcams: near 1 for what is in the picture,
falling within a tenth of the picture beyond its edge, near 0 for what the desk hides.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, degrees, exp, radians, sin
from typing import TYPE_CHECKING

from posture.landmarks import Joint, Landmark, Pose
from posture.testing.body import Body, Point, Stance, skeleton

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEAREST_CM = 5.0
"""Points closer to the lens than this (a raised hand) are drawn as if they were here."""
_SURE_BEYOND_EDGE = 0.05
"""Head and shoulders are still guessed well this far outside the picture, limbs are not."""
_EDGE_SOFTNESS = 0.03
_LEFT_FACE = (Joint.LEFT_EAR, Joint.LEFT_EYE, Joint.MOUTH_LEFT)
_RIGHT_FACE = (Joint.RIGHT_EAR, Joint.RIGHT_EYE, Joint.MOUTH_RIGHT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """Where the lens is, relative to the eyes of the upright, seated person.

    Attributes:
        distance_cm: horizontal distance from the eyes to the lens.
        above_eyes_cm: height of the lens over the eyes; negative for a laptop on the desk.
        tilt_down_deg: how far the optical axis points below the horizon.
        around_deg: how far round the person the camera stands, to his own left; 90 sees his left side.
        focal_px: focal length in pixels.
        frame_size: width and height in pixels.
        desk: whether a desk hides the legs.
    """

    distance_cm: float = 65.0
    above_eyes_cm: float = 5.0
    tilt_down_deg: float = 6.0
    around_deg: float = 0.0
    focal_px: float = 540.0
    frame_size: tuple[int, int] = (640, 480)
    desk: bool = True


STEPPED_BACK = Camera(distance_cm=280.0, above_eyes_cm=-15.0, tilt_down_deg=2.0, desk=False)
"""A camera that sees somebody who stands from head to feet."""


def landmarks(body: Body, camera: Camera, stance: Stance) -> Pose:
    """The 33 landmarks of `body` in `stance` as `camera` sees them, without any noise."""
    eye_height, eye_depth = body.eyes
    lens_y, lens_z = eye_height + camera.above_eyes_cm, eye_depth + camera.distance_cm
    tilt = radians(camera.tilt_down_deg)
    cos_tilt, sin_tilt = cos(tilt), sin(tilt)
    width, height = camera.frame_size
    scale_x, scale_y = camera.focal_px / width, camera.focal_px / height
    points = _turned(skeleton(body, stance), camera.around_deg)
    hips_z = points[Joint.LEFT_HIP][2]
    # The estimator counts depth from the hips, nearer being negative, in units of the picture's width.
    depth_unit = -scale_x / max(_NEAREST_CM, lens_z - hips_z)
    shown = _shown_shares(body, stance, points, lens_z, camera.around_deg)
    pose = []
    for index, (x, y, z) in enumerate(points):
        ahead, below = lens_z - z, lens_y - y
        depth = max(_NEAREST_CM, ahead * cos_tilt + below * sin_tilt)
        image_x = 0.5 + scale_x * x / depth
        image_y = 0.5 + scale_y * (below * cos_tilt - ahead * sin_tilt) / depth
        in_view = _in_view(index, image_x, image_y, hidden_legs=camera.desk)
        pose.append(
            Landmark(image_x, image_y, depth_unit * (z - hips_z), in_view * shown.get(index, 1.0), in_view)
        )
    return tuple(pose)


def _turned(points: tuple[Point, ...], around_deg: float) -> tuple[Point, ...]:
    """The whole person turned to his right, which is what a camera that stands to his left sees."""
    if not around_deg:
        return points
    turn = radians(around_deg)
    return tuple((x * cos(turn) - z * sin(turn), y, z * cos(turn) + x * sin(turn)) for x, y, z in points)


def is_found(pose: Pose) -> bool:
    """Whether an estimator would find this person at all: the nose or a shoulder is in the picture."""
    anchors = (pose[Joint.NOSE], pose[Joint.LEFT_SHOULDER], pose[Joint.RIGHT_SHOULDER])
    return any(0.0 <= landmark.x <= 1.0 and 0.0 <= landmark.y <= 1.0 for landmark in anchors)


def _in_view(index: int, x: float, y: float, *, hidden_legs: bool) -> float:
    if hidden_legs and index >= Joint.LEFT_KNEE:
        return 0.001
    inside = min(x, 1.0 - x, y, 1.0 - y)
    margin = _SURE_BEYOND_EDGE if index <= Joint.RIGHT_SHOULDER else 0.0
    return 0.999 / (1.0 + exp(-max(-1.0, inside + margin) / _EDGE_SOFTNESS))


def _shown_shares(
    body: Body, stance: Stance, points: Sequence[Point], lens_z: float, around_deg: float
) -> dict[int, float]:
    """How much of a landmark head, hair and hand leave free: the far side of a turned head goes first."""
    nose = points[Joint.NOSE]
    turn = stance.turn_left_deg + stance.head_yaw_left_deg - around_deg
    seen_turn = turn + degrees(atan2(nose[0], lens_z - nose[2]))
    far_ear, far_eye, far_mouth = _LEFT_FACE if seen_turn > 0.0 else _RIGHT_FACE
    far_side = 1.0 - 0.9 * _ramp(abs(seen_turn), 60.0, 90.0)
    beside_hand = 1.0 - 0.6 * stance.right_hand_at_face
    shares: dict[int, float] = dict.fromkeys((Joint.MOUTH_LEFT, Joint.MOUTH_RIGHT), beside_hand)
    shares |= dict.fromkeys((Joint.LEFT_EAR, Joint.RIGHT_EAR), body.ear_visibility)
    shares |= dict.fromkeys((far_eye - 1, far_eye, far_eye + 1), far_side)
    shares[far_mouth] *= far_side
    shares[far_ear] *= 1.0 - 0.9 * _ramp(abs(seen_turn), 20.0, 60.0)
    return shares


def _ramp(value: float, start: float, end: float) -> float:
    return min(1.0, max(0.0, (value - start) / (end - start)))
