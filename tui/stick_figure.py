"""The figure that shows an exercise: joint angles to strokes, in trunk lengths. Pure.

From the front it is a mirror image, as the live figure is: the user's left is at the left. From the side it
faces right. An arm and, on the floor, a leg turn with the trunk; a leg one stands on is measured from the
vertical. A figure that nobody told how to hold its legs sits on a chair where the exercise is done seated.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, pi, radians, sin
from typing import TYPE_CHECKING

from posture.exercises import FIGURE_JOINTS, Position, View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from posture.exercises import Exercise, Keyframe

Point = tuple[float, float]

_NECK, _HEAD = 0.14, 0.19
_SHOULDER, _HIP = 0.34, 0.18
_UPPER_ARM, _FOREARM = 0.56, 0.52
_THIGH, _SHIN, _FOOT = 0.85, 0.85, 0.22
"""In trunk lengths, of an average body, rounded."""
_ON_THE_SIDE_DEG = 70.0
_LYING_DEG = -90.0
_SAMPLES = 24
_LEGS = ("left_hip", "right_hip", "left_knee", "right_knee")
_ROUND = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """One picture: lines of the body, what it stands or sits on, and the head."""

    body: tuple[tuple[Point, ...], ...]
    ground: tuple[tuple[Point, ...], ...]

    def points(self) -> list[Point]:
        """All of them."""
        return [point for line in (*self.body, *self.ground) for point in line]


def cycle_s(exercise: Exercise) -> float:
    """How long the movement takes until it begins again."""
    return sum(frame.seconds for frame in exercise.drawing) or 1.0


def joints_at(frames: Sequence[Keyframe], t: float) -> dict[str, float]:
    """The joints at `t` seconds, between the two pictures around it; the circle goes on for ever."""
    here = dict.fromkeys(FIGURE_JOINTS, 0.0)
    total = sum(frame.seconds for frame in frames)
    if not frames or total <= 0.0:
        return here
    left = t % total
    before = dict(frames[-1].joints)
    for frame in frames:
        after = dict(frame.joints)
        if left < frame.seconds:
            share = left / frame.seconds
            share = share * share * (3.0 - 2.0 * share)
            for name in {*before, *after}:
                start, end = before.get(name, 0.0), after.get(name, 0.0)
                here[name] = start + share * (end - start)
            return here
        left -= frame.seconds
        before = after
    here.update(before)
    return here


def drawing_at(exercise: Exercise, t: float) -> Drawing:
    """The figure at `t` seconds of the movement, its feet or seat on the ground at 0."""
    joints = joints_at(exercise.drawing, t)
    legs_told = any(name in _LEGS for frame in exercise.drawing for name, _ in frame.joints)
    sits = not legs_told and exercise.position in (Position.SEATED, Position.EITHER)
    floor = exercise.position is Position.FLOOR
    if exercise.view is View.SIDE:
        lies = floor and not any(name == "trunk_fold" for f in exercise.drawing for name, _ in f.joints)
        body = _from_side(joints, sits=sits, floor=floor, lies=lies)
    else:
        body = _from_front(joints, sits=sits)
        if floor:
            body = [tuple(_turned(point, _ON_THE_SIDE_DEG) for point in line) for line in body]
    lowest = max(y for line in body for _, y in line)
    body = [tuple((x, y - lowest) for x, y in line) for line in body]
    ground = [((-0.9, 0.0), (0.9, 0.0))]
    if sits:
        ground = [((-0.45, 0.0), (0.45, 0.0))]
    return Drawing(body=tuple(body), ground=tuple(ground))


def extent(exercise: Exercise) -> tuple[Point, Point]:
    """The corners of what the whole movement needs, so that the figure keeps its size."""
    length = cycle_s(exercise)
    points = [
        point
        for number in range(_SAMPLES)
        for point in drawing_at(exercise, number / _SAMPLES * length).points()
    ]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys)), (max(xs), max(ys))


def _from_side(
    joints: Mapping[str, float], *, sits: bool, floor: bool, lies: bool
) -> list[tuple[Point, ...]]:
    fold = joints["trunk_fold"] + (_LYING_DEG if lies else 0.0)
    bend = fold + joints["trunk_round"]
    hip = (0.0, 0.0)
    middle = _from(hip, 180.0 - (fold + 0.3 * joints["trunk_round"]), 0.5)
    shoulder = _from(middle, 180.0 - bend, 0.5)
    shoulder = (shoulder[0] - joints["shoulders_back"], shoulder[1] - joints["shoulders_up"])
    nod = bend + joints["head_nod"]
    head = _from(shoulder, 180.0 - (bend + 0.5 * joints["head_nod"]), _NECK + _HEAD)
    head = (head[0] - joints["head_back"], head[1])
    face = cos(radians(joints["head_turn"]))
    nose = _from(head, 90.0 - nod, _HEAD * (1.0 + 0.35 * face))
    lines = [
        (hip, middle, shoulder, _towards(shoulder, head, _NECK)),
        _circle(head),
        (_from(head, 90.0 - nod, _HEAD), nose),
    ]
    for side in ("left", "right"):
        arm = joints[f"{side}_arm"] - bend
        elbow = _from(shoulder, arm, _UPPER_ARM)
        lines.append((shoulder, elbow, _from(elbow, arm + joints[f"{side}_elbow"], _FOREARM)))
        lines.append(_leg_from_side(hip, joints, side, fold, sits=sits, floor=floor, lies=lies))
    return lines


def _leg_from_side(
    hip: Point, joints: Mapping[str, float], side: str, fold: float, *, sits: bool, floor: bool, lies: bool
) -> tuple[Point, ...]:
    thigh, bend = joints[f"{side}_hip"], joints[f"{side}_knee"]
    if sits:
        thigh = bend = 90.0
    elif lies and side == "left":
        thigh, bend = 50.0, 100.0
    if floor:
        thigh -= fold
    knee = _from(hip, thigh, _THIGH)
    ankle = _from(knee, thigh - bend, _SHIN)
    if floor:
        return hip, knee, ankle
    return hip, knee, ankle, (ankle[0] + _FOOT, ankle[1] + joints["heels_up"])


def _from_front(joints: Mapping[str, float], *, sits: bool) -> list[tuple[Point, ...]]:
    lean = joints["trunk_lean"]
    long = cos(radians(joints["trunk_fold"]))
    turn = joints["trunk_turn"]
    hip = (0.0, 0.0)
    base = _from(hip, 180.0 + lean, long)
    lines: list[tuple[Point, ...]] = [(hip, base)]
    neck = _from(base, 180.0 + lean, 0.4 * _NECK)
    lean_head = lean + joints["head_tilt"]
    head = _from(neck, 180.0 + lean_head, 0.6 * _NECK + _HEAD)
    lines += [(base, neck, _towards(neck, head, 0.6 * _NECK)), _circle(head)]
    gaze = joints["head_turn"] + turn
    nose = (
        head[0] - 0.8 * _HEAD * sin(radians(gaze)),
        head[1] + 0.8 * _HEAD * sin(radians(joints["head_nod"])),
    )
    drop = _from(nose, lean_head, 0.35 * _HEAD)
    lines.append((nose, drop))
    # From the front, shoulders that are drawn back are seen as wider ones.
    wide = (_SHOULDER + joints["shoulders_back"]) * max(0.25, cos(radians(turn)))
    up = joints["shoulders_up"]
    for side, sign in (("left", -1.0), ("right", 1.0)):
        shoulder = _from(base, 90.0 * sign + lean, wide)
        shoulder = _from(shoulder, 180.0 + lean, up)
        raised = joints[f"{side}_arm"]
        elbow = _from(shoulder, sign * raised + lean, _UPPER_ARM)
        hand = _from(elbow, sign * (raised + joints[f"{side}_elbow"]) + lean, _FOREARM)
        lines.append((base, shoulder, elbow, hand))
        side_of_hip = (hip[0] + sign * _HIP, hip[1])
        if sits:
            lines.append((hip, side_of_hip))
            continue
        thigh = joints[f"{side}_hip"]
        knee = (side_of_hip[0] + 0.02 * sign, side_of_hip[1] + _THIGH * cos(radians(thigh)))
        ankle = (knee[0], knee[1] + _SHIN * cos(radians(thigh - joints[f"{side}_knee"])))
        lines.append((hip, side_of_hip, knee, ankle, (ankle[0] + 0.12 * sign, ankle[1] + joints["heels_up"])))
    return lines


def _from(start: Point, angle_deg: float, length: float) -> Point:
    """The end of a line that begins at `start`; 0 points down, 90 to the right, 180 up."""
    angle = radians(angle_deg)
    return start[0] + length * sin(angle), start[1] + length * cos(angle)


def _towards(start: Point, end: Point, length: float) -> Point:
    far = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    return (
        start[0] + (end[0] - start[0]) * length / far,
        start[1] + (end[1] - start[1]) * length / far,
    )


def _turned(point: Point, angle_deg: float) -> Point:
    """Turned against the clock."""
    angle = radians(angle_deg)
    return (
        point[0] * cos(angle) + point[1] * sin(angle),
        point[1] * cos(angle) - point[0] * sin(angle),
    )


def _circle(centre: Point) -> tuple[Point, ...]:
    angles = [2.0 * pi * number / _ROUND for number in range(_ROUND + 1)]
    return tuple((centre[0] + _HEAD * cos(angle), centre[1] + _HEAD * sin(angle)) for angle in angles)


def strokes(line: Sequence[Point]) -> list[tuple[Point, Point]]:
    """A line as its straight parts."""
    return list(pairwise(line))
