"""Landmarks of one frame: what passes the seam between pictures and the pure core.

`NO_PERSON` (`poses == ()`, a picture with nobody in it) and `NO_FRAME` (`poses is None`, no picture
came) are different facts: the first leads to `away`, the second to `camera_lost`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from posture.instant import Instant

LANDMARK_COUNT = 33


class Landmark(NamedTuple):
    """One landmark as the pose estimator gives it.

    `x`, `y` are fractions of the frame's width and height (0..1, outside the frame beyond that);
    `z` is a rough depth that nothing here relies on; `visibility` and `presence` are 0..1.
    """

    x: float
    y: float
    z: float
    visibility: float
    presence: float


class Joint(IntEnum):
    """Indices of the BlazePose 33-landmark topology. Left and right are the person's own."""

    NOSE = 0
    LEFT_EYE = 2
    RIGHT_EYE = 5
    LEFT_EAR = 7
    RIGHT_EAR = 8
    MOUTH_LEFT = 9
    MOUTH_RIGHT = 10
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_FOOT = 31
    RIGHT_FOOT = 32


Pose = tuple[Landmark, ...]
"""The 33 landmarks of one person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PoseObservation:
    """Everything the core learns from one frame.

    Attributes:
        at: when the frame was taken.
        poses: the people in view, each 33 landmarks; empty for nobody; `None` when no frame came.
        frame_size: width and height in pixels; landmarks are undone to this shape before any ratio.
        brightness: mean grey level of the picture, 0..1, or `None` where unknown (an old trace).
        contrast: standard deviation of the grey level, 0..1, or `None` where unknown.
        face_brightness: mean grey level of each person's face, 0..1, in the order of `poses`, or `None`.
        camera_in_use: with `poses` `None`: another program holds the camera. `False` also where nobody knows.
        camera_frozen: with `poses` `None`: the camera delivers one and the same picture for long.
        estimated: whether the landmarks are this picture's own. Else it looked like the one analysed last,
            and they are that one's; what is made of them is the same.
        looked: false, with `poses` `None`, while the camera is closed on purpose: nothing is lost, and what
            was seen last is carried on for a while.
    """

    at: Instant
    poses: tuple[Pose, ...] | None
    frame_size: tuple[int, int]
    brightness: float | None = None
    contrast: float | None = None
    face_brightness: tuple[float, ...] | None = None
    camera_in_use: bool = False
    camera_frozen: bool = False
    estimated: bool = True
    looked: bool = True
