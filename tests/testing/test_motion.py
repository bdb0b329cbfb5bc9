"""Somebody who sits still is as still, and as restless, as people on real webcams."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from statistics import mean, pstdev

import pytest

from posture.landmarks import PoseObservation
from posture.testing.body import somebody
from posture.testing.motion import Sway, nonsense_pose, smooth_step
from posture.testing.scenario import scenario
from tests.testing.measures import Measures, measure


def still_minute(seed: int) -> list[Measures]:
    """One minute of one person sitting still, five times a second."""
    recording = scenario("upright 1m", fps=5.0, seed=seed, body=somebody(Random(seed)))
    return [
        measure(observation.poses[0])
        for observation in recording.observations()
        if isinstance(observation, PoseObservation) and observation.poses
    ]


@pytest.mark.parametrize("seed", range(6))
def test_a_still_person_is_as_noisy_as_on_real_webcams(seed: int) -> None:
    minute = still_minute(seed)

    assert len(minute) == 300
    assert 0.001 <= pstdev(now.neck_ear for now in minute) <= 0.004
    assert 0.06 <= pstdev(now.head_roll for now in minute) <= 0.25
    assert 0.06 <= pstdev(now.shoulder_roll for now in minute) <= 0.25


def test_people_differ() -> None:
    necks = [mean(now.neck_ear for now in still_minute(seed)[:5]) for seed in range(6)]

    assert max(necks) - min(necks) > 0.05


def test_sway_has_no_jumps() -> None:
    sway = Sway(Random(3))

    yaws = [sway.at(step / 10.0).head_yaw_left_deg for step in range(600)]

    assert max(abs(after - before) for before, after in pairwise(yaws)) < 0.25
    assert 0.3 < pstdev(yaws) < 1.8


def test_nonsense_is_a_pose_that_no_body_makes() -> None:
    poses = [nonsense_pose(Random(seed)) for seed in range(40)]

    necks = [measure(pose).neck_ear for pose in poses]
    assert all(len(pose) == 33 for pose in poses)
    assert min(necks) < -1.0
    assert max(necks) > 1.0


def test_a_smooth_step_starts_at_nothing_and_ends_at_all() -> None:
    assert [smooth_step(share) for share in (-1.0, 0.0, 0.5, 1.0, 2.0)] == [0.0, 0.0, 0.5, 1.0, 1.0]
