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
from tui.difference import Part
from tui.widgets.braille import DOTS_ACROSS, DOTS_DOWN, BrailleGrid, Ink

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
    grid: BrailleGrid,
    pose: Pose,
    frame_size: tuple[int, int],
    viewport: Viewport,
    ink: Ink,
    marked: frozenset[Part] = frozenset(),
) -> None:
    """Draw one person: the live figure with a face, the reference as a dotted outline.

    The parts in `marked` are drawn double and in an ink of their own.
    """
    place = _placing(grid, pose, frame_size, viewport)
    left, right = place(Joint.LEFT_SHOULDER), place(Joint.RIGHT_SHOULDER)
    width = max(math.dist(left, right), 1.0)
    head_ink = Ink.MARKED if Part.HEAD in marked else ink
    shoulder_ink = Ink.MARKED if Part.SHOULDERS in marked else ink
    chin = _draw_head(grid, place, head_ink)
    collar = ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2 - 0.10 * width)
    for side, shoulder in ((-1.0, min(left, right)), (1.0, max(left, right))):
        root = (collar[0] + side * 0.14 * width, collar[1])
        grid.line((chin[0] + side * 0.11 * width, chin[1] - 0.02 * width), root, ink)
        grid.line(root, shoulder, shoulder_ink)
        if shoulder_ink is Ink.MARKED:
            grid.line((root[0], root[1] + 1), (shoulder[0], shoulder[1] + 1), shoulder_ink)
    for side_joints in _ARMS:
        _draw_limb(grid, pose, [(joint, place(joint)) for joint in side_joints], ink)
    for top, hip in _SIDES:
        _draw_side(grid, place(top), place(hip) if pose[hip].visibility >= _SEEN else None, width, ink)


def cell_beside_head(
    grid: BrailleGrid, pose: Pose, frame_size: tuple[int, int], viewport: Viewport, *, left: bool
) -> tuple[int, int]:
    """The cell, as column and row, in which a sign stands close to the head without touching it."""
    centre, radii, _ = _head(_placing(grid, pose, frame_size, viewport))
    side = -1 if left else 1
    column = int((centre[0] + side * (radii[0] + 2 * DOTS_ACROSS)) // DOTS_ACROSS)
    return column, int(centre[1] // DOTS_DOWN)


def draw_limits(
    grid: BrailleGrid, lines: Sequence[Line], frame_size: tuple[int, int], viewport: Viewport
) -> None:
    """Draw where head and shoulders would have to be for a posture to count."""
    on_grid = _projection(grid, viewport)
    width, height = frame_size
    for x0, y0, x1, y1 in lines:
        grid.line(on_grid((x0 * width, y0 * height)), on_grid((x1 * width, y1 * height)), Ink.LIMIT)


def _placing(grid: BrailleGrid, pose: Pose, frame_size: tuple[int, int], viewport: Viewport) -> _Place:
    """Where in the grid the joints of a pose lie."""
    on_grid = _projection(grid, viewport)
    return lambda joint: on_grid(_pixel(pose[joint], frame_size))


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


def _head(place: _Place) -> tuple[tuple[float, float], tuple[float, float], float]:
    """Centre, half axes and tilt of the head."""
    left_ear, right_ear = place(Joint.LEFT_EAR), place(Joint.RIGHT_EAR)
    left_eye, right_eye = place(Joint.LEFT_EYE), place(Joint.RIGHT_EYE)
    eyes = _middle(left_eye, right_eye)
    mouth = _middle(place(Joint.MOUTH_LEFT), place(Joint.MOUTH_RIGHT))
    # Eye to mouth is the one length of a face that a turned head leaves alone.
    height = max(math.dist(eyes, mouth), 0.5 * math.dist(left_ear, right_ear), 2.0)
    across = max(0.5 * math.dist(left_ear, right_ear), 0.75 * height)
    tilt = math.atan2(left_eye[1] - right_eye[1], left_eye[0] - right_eye[0])
    if math.cos(tilt) < 0:
        tilt += math.pi
    centre = _middle(_middle(left_ear, right_ear), _middle(eyes, mouth))
    return centre, (across * 1.05, max(across * 1.3, height * 1.35)), tilt


def _draw_head(grid: BrailleGrid, place: _Place, ink: Ink) -> tuple[float, float]:
    """Draw the head and give the point under the chin."""
    centre, radii, tilt = _head(place)
    grid.ellipse(centre, radii, tilt, ink)
    if ink is Ink.MARKED:
        grid.ellipse(centre, (radii[0] - 1, radii[1] - 1), tilt, ink)
    if ink is not Ink.REFERENCE:
        for eye in (place(Joint.LEFT_EYE), place(Joint.RIGHT_EYE)):
            grid.dot(*eye, ink)
            grid.dot(eye[0] + 1, eye[1], ink)
        grid.line(place(Joint.MOUTH_LEFT), place(Joint.MOUTH_RIGHT), ink)
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
