"""From landmarks to strokes: head, shoulders and arms, mirrored so that it feels like a mirror.

The picture is framed around the person, in shoulder widths, and the frame stays where it is until the
person has clearly moved: a figure that is re-centred all the time would hide every lean.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from posture.landmarks import Joint, Landmark, Pose
from tui.widgets.braille import BrailleGrid, Ink

if TYPE_CHECKING:
    from posture.limit_lines import Line

_Place = Callable[[Joint], tuple[float, float]]
_SEEN = 0.5
_MIRROR = -1.0
_VIEW_WIDTH = 2.0
_VIEW_HEIGHT = 2.5
_SHOULDERS_AT = 0.62
"""The view in shoulder widths, and how far down in it the shoulders of a person at rest lie."""
_MOVED = 0.45
_RESIZED = 1.25
"""Beyond these the view follows: in shoulder widths, and as a ratio of sizes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewport:
    """Which part of the picture is drawn: where the shoulders rest and how wide they are, in pixels."""

    shoulder_x: float
    shoulder_y: float
    shoulder_width: float


def viewport_for(pose: Pose, frame_size: tuple[int, int], previous: Viewport | None) -> Viewport:
    """The view around this pose; `previous` unless the person moved or changed size clearly."""
    left = _pixel(pose[Joint.LEFT_SHOULDER], frame_size)
    right = _pixel(pose[Joint.RIGHT_SHOULDER], frame_size)
    wanted = Viewport(
        shoulder_x=(left[0] + right[0]) / 2,
        shoulder_y=(left[1] + right[1]) / 2,
        shoulder_width=max(math.dist(left, right), 0.05 * frame_size[0]),
    )
    if previous is None:
        return wanted
    shift = math.hypot(wanted.shoulder_x - previous.shoulder_x, wanted.shoulder_y - previous.shoulder_y)
    growth = wanted.shoulder_width / previous.shoulder_width
    if shift > _MOVED * previous.shoulder_width or not 1 / _RESIZED < growth < _RESIZED:
        return wanted
    return previous


def draw_person(
    grid: BrailleGrid, pose: Pose, frame_size: tuple[int, int], viewport: Viewport, ink: Ink
) -> None:
    """Draw one person: the live figure with a face, the reference as a dotted outline."""
    on_grid = _projection(grid, viewport)

    def place(joint: Joint) -> tuple[float, float]:
        return on_grid(_pixel(pose[joint], frame_size))

    left, right = place(Joint.LEFT_SHOULDER), place(Joint.RIGHT_SHOULDER)
    width = max(math.dist(left, right), 1.0)
    chin = _draw_head(grid, place, ink)
    collar = ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2 - 0.10 * width)
    for side, shoulder in ((-1.0, min(left, right)), (1.0, max(left, right))):
        root = (collar[0] + side * 0.14 * width, collar[1])
        grid.line((chin[0] + side * 0.11 * width, chin[1] - 0.02 * width), root, ink)
        grid.line(root, shoulder, ink)
    for side_joints in _ARMS:
        _draw_limb(grid, pose, [(joint, place(joint)) for joint in side_joints], ink)
    for top, hip in _SIDES:
        _draw_side(grid, place(top), place(hip) if pose[hip].visibility >= _SEEN else None, width, ink)


def draw_limits(
    grid: BrailleGrid, lines: Sequence[Line], frame_size: tuple[int, int], viewport: Viewport
) -> None:
    """Draw where head and shoulders would have to be for a posture to count."""
    on_grid = _projection(grid, viewport)
    width, height = frame_size
    for x0, y0, x1, y1 in lines:
        grid.line(on_grid((x0 * width, y0 * height)), on_grid((x1 * width, y1 * height)), Ink.LIMIT)


def _projection(
    grid: BrailleGrid, viewport: Viewport
) -> Callable[[tuple[float, float]], tuple[float, float]]:
    """From pixels of the picture to dots of the grid."""
    span = min(grid.width / _VIEW_WIDTH, grid.height / _VIEW_HEIGHT)
    scale = span / viewport.shoulder_width
    shoulders_at = grid.height / 2 + (_SHOULDERS_AT - 0.5) * _VIEW_HEIGHT * span

    def on_grid(pixel: tuple[float, float]) -> tuple[float, float]:
        return (
            grid.width / 2 + _MIRROR * (pixel[0] - viewport.shoulder_x) * scale,
            shoulders_at + (pixel[1] - viewport.shoulder_y) * scale,
        )

    return on_grid


_ARMS = (
    (Joint.LEFT_SHOULDER, Joint.LEFT_ELBOW, Joint.LEFT_WRIST),
    (Joint.RIGHT_SHOULDER, Joint.RIGHT_ELBOW, Joint.RIGHT_WRIST),
)
_SIDES = ((Joint.LEFT_SHOULDER, Joint.LEFT_HIP), (Joint.RIGHT_SHOULDER, Joint.RIGHT_HIP))


def _pixel(landmark: Landmark, frame_size: tuple[int, int]) -> tuple[float, float]:
    return landmark.x * frame_size[0], landmark.y * frame_size[1]


def _draw_head(grid: BrailleGrid, place: _Place, ink: Ink) -> tuple[float, float]:
    """Draw the head and give the point under the chin."""
    left_ear, right_ear = place(Joint.LEFT_EAR), place(Joint.RIGHT_EAR)
    left_eye, right_eye = place(Joint.LEFT_EYE), place(Joint.RIGHT_EYE)
    mouth_left, mouth_right = place(Joint.MOUTH_LEFT), place(Joint.MOUTH_RIGHT)
    eyes, mouth = _middle(left_eye, right_eye), _middle(mouth_left, mouth_right)
    # Eye to mouth is the one length of a face that a turned head leaves alone.
    height = max(math.dist(eyes, mouth), 0.5 * math.dist(left_ear, right_ear), 2.0)
    across = max(0.5 * math.dist(left_ear, right_ear), 0.75 * height)
    tilt = math.atan2(left_eye[1] - right_eye[1], left_eye[0] - right_eye[0])
    if math.cos(tilt) < 0:
        tilt += math.pi
    centre = _middle(_middle(left_ear, right_ear), _middle(eyes, mouth))
    radii = (across * 1.05, max(across * 1.3, height * 1.35))
    grid.ellipse(centre, radii, tilt, ink)
    if ink is Ink.LIVE:
        for eye in (left_eye, right_eye):
            grid.dot(*eye, ink)
            grid.dot(eye[0] + 1, eye[1], ink)
        grid.line(mouth_left, mouth_right, ink)
        grid.dot(*place(Joint.NOSE), ink)
    return (centre[0] - math.sin(tilt) * radii[1], centre[1] + math.cos(tilt) * radii[1])


def _draw_limb(
    grid: BrailleGrid, pose: Pose, joints: list[tuple[Joint, tuple[float, float]]], ink: Ink
) -> None:
    for (_, start), (joint, end) in pairwise(joints):
        if pose[joint].visibility < _SEEN:
            return
        grid.line(start, end, ink)


def _draw_side(
    grid: BrailleGrid,
    shoulder: tuple[float, float],
    hip: tuple[float, float] | None,
    width: float,
    ink: Ink,
) -> None:
    """The side of the trunk; hips are mostly under the desk, so the line then simply goes down."""
    if hip is None:
        middle = grid.width / 2
        inwards = math.copysign(0.06 * width, middle - shoulder[0])
        hip = (shoulder[0] + inwards, shoulder[1] + 1.1 * width)
    grid.line(shoulder, hip, ink)


def _middle(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
