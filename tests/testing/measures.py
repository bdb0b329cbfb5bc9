"""The definitions behind the geometry table, written down a second time on purpose.

The classifier has its own features; a body that were checked with them could be wrong together with them.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import atan2, degrees, hypot
from typing import TYPE_CHECKING

from posture.landmarks import Joint

if TYPE_CHECKING:
    from posture.landmarks import Pose


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """One column of the table each: ratios, sizes in pixels, heights as fractions, angles in degrees."""

    neck_ear: float
    neck_mouth: float
    face: float
    shoulders: float
    face_to_shoulders: float
    shoulder_y: float
    nose_y: float
    head_roll: float
    shoulder_roll: float
    lateral: float
    pitch_proxy: float
    yaw_proxy: float


RELATIVE = frozenset({"neck_ear", "neck_mouth", "face", "shoulders", "face_to_shoulders"})
"""Columns that the table gives as a share of the upright value."""


def measure(pose: Pose, frame_size: tuple[int, int] = (640, 480)) -> Measures:
    """All columns for one pose."""
    width, height = frame_size
    at = [(landmark.x * width, landmark.y * height) for landmark in pose]

    def between(left: Joint, right: Joint) -> tuple[float, float, float, float]:
        """Middle x, middle y, distance and roll of a pair."""
        (left_x, left_y), (right_x, right_y) = at[left], at[right]
        across, down = left_x - right_x, left_y - right_y
        return (
            (left_x + right_x) / 2,
            (left_y + right_y) / 2,
            hypot(across, down),
            degrees(atan2(down, across)),
        )

    shoulder_x, shoulder_y, shoulders, shoulder_roll = between(Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER)
    ear_x, ear_y, face, head_roll = between(Joint.LEFT_EAR, Joint.RIGHT_EAR)
    _, mouth_y, _, _ = between(Joint.MOUTH_LEFT, Joint.MOUTH_RIGHT)
    nose_x, nose_y = at[Joint.NOSE]
    return Measures(
        neck_ear=(shoulder_y - ear_y) / shoulders,
        neck_mouth=(shoulder_y - mouth_y) / shoulders,
        face=face,
        shoulders=shoulders,
        face_to_shoulders=face / shoulders,
        shoulder_y=shoulder_y / height,
        nose_y=nose_y / height,
        head_roll=head_roll,
        shoulder_roll=shoulder_roll,
        lateral=(ear_x - shoulder_x) / shoulders,
        pitch_proxy=(nose_y - ear_y) / face,
        yaw_proxy=(nose_x - ear_x) / face,
    )


def change(before: Measures, after: Measures) -> dict[str, float]:
    """How each column differs: relative where the table says so, otherwise absolute."""
    differences = {}
    for name in (field.name for field in fields(Measures)):
        old, new = getattr(before, name), getattr(after, name)
        differences[name] = new / old - 1.0 if name in RELATIVE else new - old
    return differences
