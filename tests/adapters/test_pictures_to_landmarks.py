"""Real pixels through the real model: who is there is found, and a trace holds exactly what was seen."""

from __future__ import annotations

import zipfile
from math import hypot
from statistics import fmean
from typing import TYPE_CHECKING

import numpy as np
import pytest

from posture.adapters.estimated_source import EstimatedSource
from posture.adapters.mediapipe_pose import MediapipePoseEstimator
from posture.adapters.model_file import BUNDLE_MEMBERS, model_path
from posture.adapters.open_source import open_source
from posture.adapters.trace import TraceSource
from posture.adapters.trace_writer import TraceWriter
from posture.errors import ModelError
from posture.landmarks import LANDMARK_COUNT, Joint, Pose, PoseObservation
from tests.adapters.scripted_camera import SteppedClock
from tests.portraits import AWAY, LEAN_LEFT, LEAN_RIGHT, SINK, UPRIGHT, Shot, portrait_video, warped

if TYPE_CHECKING:
    from pathlib import Path

    from posture.inputs import UserInput
    from posture.ports import SourceInfo

SCRIPT = [
    Shot(seconds=5, warp=UPRIGHT),
    Shot(seconds=5, warp=SINK),
    Shot(seconds=5, warp=LEAN_LEFT),
    Shot(seconds=5, warp=AWAY),
    Shot(seconds=5, warp=LEAN_RIGHT),
]


def observed(video: Path) -> tuple[SourceInfo, list[PoseObservation]]:
    with open_source(str(video), fps=None, model=None, clock=SteppedClock()) as source:
        assert isinstance(source, EstimatedSource)
        return source.info, list(source.observations())


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return portrait_video(tmp_path_factory.mktemp("portrait") / "portrait.mp4", SCRIPT)


@pytest.fixture(scope="module")
def seen(video: Path) -> tuple[SourceInfo, list[PoseObservation]]:
    return observed(video)


def between(observations: list[PoseObservation], start_s: float, end_s: float) -> list[Pose]:
    """The one person of each observation in [start_s, end_s)."""
    chosen = [o.poses for o in observations if start_s <= o.at.mono_s < end_s]
    assert all(poses is not None and len(poses) == 1 for poses in chosen)
    return [poses[0] for poses in chosen if poses]


def neck_height(pose: Pose) -> float:
    """From the shoulders up to the ears, in shoulder widths (of a 640 x 480 picture)."""
    left, right = pose[Joint.LEFT_SHOULDER], pose[Joint.RIGHT_SHOULDER]
    ears = (pose[Joint.LEFT_EAR].y + pose[Joint.RIGHT_EAR].y) / 2
    width = hypot(left.x - right.x, 0.75 * (left.y - right.y))
    return 0.75 * ((left.y + right.y) / 2 - ears) / width


def ear_tilt(pose: Pose) -> float:
    """How much lower the left ear is than the right, as a fraction of the picture's height."""
    return pose[Joint.LEFT_EAR].y - pose[Joint.RIGHT_EAR].y


def test_one_observation_each_half_second_with_somebody_except_while_away(
    seen: tuple[SourceInfo, list[PoseObservation]],
) -> None:
    info, observations = seen
    assert (info.frame_size, info.live, info.started) == ((640, 480), False, None)
    assert [o.at.mono_s for o in observations] == [half / 2 for half in range(50)]
    assert [o.at.mono_s for o in observations if o.poses == ()] == [15 + half / 2 for half in range(10)]
    for observation in observations:
        assert observation.poses is not None
        assert all(len(pose) == LANDMARK_COUNT for pose in observation.poses)
        assert observation.brightness is not None
        assert 0.2 < observation.brightness < 0.8
        assert observation.contrast is not None
        assert 0.05 < observation.contrast < 0.5


def test_the_body_is_found_where_it_was_put(seen: tuple[SourceInfo, list[PoseObservation]]) -> None:
    _info, observations = seen
    upright = between(observations, 1, 5)
    sunk = between(observations, 6, 10)
    left = between(observations, 11, 15)
    right = between(observations, 21, 25)

    assert fmean(map(neck_height, sunk)) < 0.95 * fmean(map(neck_height, upright))
    assert (
        fmean(map(ear_tilt, left))
        > 0.03
        > fmean(map(ear_tilt, upright))
        > -0.03
        > fmean(map(ear_tilt, right))
    )
    for pose in upright:
        assert pose[Joint.NOSE].x == pytest.approx(335 / 640, abs=0.03)
        assert pose[Joint.NOSE].y == pytest.approx(180 / 480, abs=0.03)
        # Left and right are the person's own: in the picture they are the other way round.
        assert pose[Joint.LEFT_SHOULDER].x > pose[Joint.RIGHT_SHOULDER].x


def test_numbers_are_kept_to_six_decimals(seen: tuple[SourceInfo, list[PoseObservation]]) -> None:
    numbers = {number for o in seen[1] for pose in o.poses or () for landmark in pose for number in landmark}
    assert len(numbers) > 1000
    assert all(number == round(number, 6) for number in numbers)


def test_seeing_the_video_again_gives_the_same_to_the_last_digit(
    video: Path, seen: tuple[SourceInfo, list[PoseObservation]]
) -> None:
    assert repr(observed(video)) == repr(seen)


@pytest.mark.parametrize("name", ["portrait.jsonl", "portrait.jsonl.gz"])
def test_a_recorded_trace_holds_exactly_what_was_seen(
    tmp_path: Path, seen: tuple[SourceInfo, list[PoseObservation]], name: str
) -> None:
    info, observations = seen
    with TraceWriter(tmp_path / name, info) as writer:
        for observation in observations:
            writer.write(observation)

    with TraceSource(str(tmp_path / name), warn=print) as source:
        read: list[PoseObservation | UserInput] = list(source.observations())
    with TraceSource(str(tmp_path / name), fps=2, warn=print) as source:
        sampled = list(source.observations())

    assert repr(read) == repr(observations)
    assert sampled == read
    assert {path.name for path in tmp_path.iterdir()} == {name}


@pytest.mark.parametrize("name", ["astronaut", "officer"])
def test_the_estimator_takes_any_order_of_milliseconds_and_closes_twice(name: str) -> None:
    estimator = MediapipePoseEstimator(model_path(None))
    picture = warped(name, UPRIGHT)
    assert [len(estimator.estimate(picture, t_ms)) for t_ms in (0, 0, 500, 400)] == [1, 1, 1, 1]
    assert estimator.estimate(np.full((480, 640, 3), 128, np.uint8), 401) == ()
    estimator.close()
    estimator.close()


def test_a_bundle_the_library_refuses_is_one_sentence(tmp_path: Path) -> None:
    bundle = tmp_path / "empty.task"
    with zipfile.ZipFile(bundle, "w") as archive:
        for name in BUNDLE_MEMBERS:
            archive.writestr(name, "no network")
    with pytest.raises(ModelError) as caught:
        MediapipePoseEstimator(model_path(bundle))
    assert str(caught.value).startswith(f"MediaPipe cannot use the pose model {bundle} (")
    assert str(caught.value).endswith("): a pose landmarker bundle (.task) is needed, or leave --model out.")
    assert "\n" not in str(caught.value)
