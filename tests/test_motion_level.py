"""A quiet moment: two seconds in which the user holds still."""

from __future__ import annotations

import pytest

from posture.landmarks import PoseObservation
from posture.motion_level import MotionLevel
from posture.testing.scenario import scenario


def quiet_seconds(script: str, **options: float) -> list[float]:
    """When the user held still, of every observation of a story."""
    motion = MotionLevel()
    quiet = []
    for item in scenario(script, **options).observations():
        if isinstance(item, PoseObservation) and item.poses:
            motion.observe(item.at.mono_s, item.poses[0], item.frame_size)
            if motion.quiet_since is not None:
                quiet.append(item.at.mono_s)
    return quiet


@pytest.mark.parametrize("fps", [1.0, 2.0, 5.0, 10.0])
def test_sitting_and_reading_are_quiet_at_any_rate(fps: float) -> None:
    assert len(quiet_seconds("upright 20s", fps=fps)) >= 19 * fps
    reading = quiet_seconds("reading 20s", fps=fps)
    assert len([t for t in reading if t > 5]) >= 14 * fps


def test_talking_hands_are_not() -> None:
    talking = quiet_seconds("upright 5s; talking 30s; upright 10s")
    assert len([t for t in talking if 7 < t < 35]) < 5
    assert [t for t in talking if t > 39]


def test_whoever_is_out_of_sight_is_not_known_to_be_quiet() -> None:
    motion = MotionLevel()
    poses = [
        (item.at.mono_s, item.poses[0], item.frame_size)
        for item in scenario("upright 5s").observations()
        if isinstance(item, PoseObservation) and item.poses
    ]
    for t, pose, size in poses:
        motion.observe(t, pose, size)
    assert motion.quiet_since == 0.5
    motion.forget()
    assert motion.quiet_since is None
    motion.observe(6.0, poses[0][1], poses[0][2])
    assert motion.quiet_since is None
