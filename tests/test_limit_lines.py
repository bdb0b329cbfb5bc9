"""The lines of the limits, against bodies that really slump and lean in front of real cameras."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from posture.baseline import Baseline, Comparison
from posture.classifier import judge
from posture.features import Features, flatten, measure
from posture.labels import Label
from posture.limit_lines import CHIN, LimitLines, limit_lines
from posture.testing.body import Body, Stance
from posture.testing.view import Camera, landmarks

FRONT = Camera()
LOW = Camera(above_eyes_cm=-15.0, tilt_down_deg=-8.0)
HIGH = Camera(above_eyes_cm=15.0, tilt_down_deg=12.0)
FAR = Camera(distance_cm=80.0)
SIDE = Camera(around_deg=80.0, distance_cm=120.0)


def seen(camera: Camera, stance: Stance) -> Features:
    return measure(flatten(landmarks(Body(), camera, stance), camera.frame_size))


def slump(share: float) -> Stance:
    """The slump of docs/geometry.md, or a part of it."""
    return Stance(slump_cm=5 * share, trunk_forward_deg=8 * share, head_forward_cm=4 * share)


def leaning(side: float, share: float) -> Stance:
    """Up to 20 degrees to the own left, or with `side` -1 to the right."""
    return Stance(lean_left_deg=20 * side * share)


def reference(camera: Camera) -> Baseline:
    return Baseline.from_samples([seen(camera, Stance())], camera.frame_size)


def first(
    camera: Camera, way: Callable[[float], Stance], label: Label, *, sensitivity: float = 1.0
) -> Features:
    """The first posture on the way that the monitor gives this label."""
    comparison = Comparison(reference(camera), sensitivity)
    for step in range(1, 200):
        features = seen(camera, way(step / 100))
        if judge(comparison.deviation(features), Label.UPRIGHT, from_side=False).label is label:
            return features
    raise AssertionError(label)


@pytest.mark.parametrize("sensitivity", [0.7, 1.0, 1.4])
@pytest.mark.parametrize("camera", [FRONT, LOW, HIGH, FAR], ids=["front", "low", "high", "far"])
def test_the_lines_lie_where_a_real_slump_and_a_real_lean_begin_to_count(
    camera: Camera, sensitivity: float
) -> None:
    lines = limit_lines(reference(camera), sensitivity)
    there = first(camera, slump, Label.SLOUCHED, sensitivity=sensitivity)
    near = 0.08 * there.shoulders
    assert lines.chin is not None
    assert lines.shoulders is not None
    assert lines.chin.y0 == lines.chin.y1 == pytest.approx(there.head_y + CHIN * there.face, abs=near)
    assert lines.shoulders.y0 == lines.shoulders.y1 == pytest.approx(there.shoulder_y, abs=near)
    aspect = camera.frame_size[0] / camera.frame_size[1]
    for line, label, side in (
        (lines.own_left, Label.LEANING_LEFT, 1.0),
        (lines.own_right, Label.LEANING_RIGHT, -1.0),
    ):
        way = partial(leaning, side)
        lean = first(camera, way, label, sensitivity=sensitivity)
        temple = (lean.shoulder_x + lean.lateral * lean.shoulders + side * lean.face / 2) / aspect
        assert line is not None
        assert line.x0 == line.x1 == pytest.approx(temple, abs=near)
    assert lines.ear is None


def test_upright_is_above_the_lines_and_between_them() -> None:
    upright, lines = seen(FRONT, Stance()), limit_lines(reference(FRONT), 1.0)
    assert lines.chin is not None
    assert lines.shoulders is not None
    assert lines.own_left is not None
    assert lines.own_right is not None
    assert upright.head_y + CHIN * upright.face < lines.chin.y0
    assert upright.shoulder_y < lines.shoulders.y0
    half = upright.face / 2 / (640 / 480)
    assert lines.own_right.x0 < 0.5 - half < 0.5 + half < lines.own_left.x0
    assert lines.all() == (lines.chin, lines.shoulders, lines.own_left, lines.own_right)


def test_more_sensitive_lines_are_nearer_and_a_restless_reference_has_wider_ones() -> None:
    baseline = reference(FRONT)
    restless = replace(baseline, spread=baseline.spread._replace(neck=0.1, shoulder_y=0.1, head_y=0.1))
    heights = [
        lines.chin.y0
        for lines in (
            limit_lines(baseline, 1.5),
            limit_lines(baseline, 1.0),
            limit_lines(restless, 1.0),
        )
        if lines.chin is not None
    ]
    assert heights == sorted(heights)
    assert len(set(heights)) == 3


def test_the_relaxed_anchor_puts_the_users_own_way_in_place_of_the_usual_one() -> None:
    own = replace(reference(LOW), relaxed=seen(LOW, slump(1.0)))
    usual, taught = limit_lines(reference(LOW), 1.0), limit_lines(own, 1.0)
    there = Comparison(own, 1.0)
    assert usual.chin is not None
    assert taught.chin is not None
    # From below the eyes a head that comes forward sinks less in the picture: the own way knows that.
    assert taught.chin.y0 < usual.chin.y0
    half = seen(LOW, slump(0.4))
    assert there.towards_relaxed(there.deviation(half)) == pytest.approx(1.0, abs=0.15)
    assert taught.chin.y0 == pytest.approx(half.head_y + CHIN * half.face, abs=0.02)


def test_from_the_side_there_is_one_line_from_the_shoulder_to_the_ear() -> None:
    baseline = reference(SIDE)
    lines = limit_lines(baseline, 1.0)
    centre = baseline.centre
    assert lines == LimitLines(ear=lines.ear)
    assert lines.ear is not None
    assert (lines.ear.x0, lines.ear.y0) == pytest.approx((centre.shoulder_x * 480 / 640, centre.shoulder_y))
    # The camera at his left sees him look to the left of the picture: ahead is there, and lower.
    ear_x = (centre.shoulder_x + centre.lateral * centre.shoulders) * 480 / 640
    assert lines.ear.x1 < ear_x
    assert centre.head_y < lines.ear.y1 < centre.shoulder_y
