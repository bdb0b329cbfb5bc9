"""Pictures become observations, and nothing but numbers is left of them."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from posture.adapters.estimated_source import EstimatedSource, brightness_and_contrast, face_brightness
from posture.instant import Instant
from posture.landmarks import Landmark, Pose, PoseObservation
from posture.pace import FULL, Pace
from posture.ports import Frame, SourceInfo
from posture.testing.body import Body, Stance
from posture.testing.view import Camera, landmarks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Picture = npt.NDArray[np.uint8]
SOMEBODY: Pose = (Landmark(0.5, 0.5, 0.0, 1.0, 1.0),) * 33


class FrameList:
    """`ports.FrameSource` of given frames."""

    def __init__(self, frames: Sequence[Frame]) -> None:
        self._frames = frames
        self.info = SourceInfo(name="list", frame_size=(64, 48), live=False, started=None)
        self.closed = 0

    def frames(self) -> Iterator[Frame]:
        yield from self._frames

    def close(self) -> None:
        self.closed += 1


class RecordingEstimator:
    """`ports.PoseEstimator` that finds one person and remembers what it was given."""

    def __init__(self) -> None:
        self.calls: list[tuple[tuple[int, ...], int]] = []
        self.closed = 0

    def estimate(self, bgr: Picture, t_ms: int) -> tuple[Pose, ...]:
        assert self.closed == 0
        self.calls.append((bgr.shape, t_ms))
        return (SOMEBODY,)

    def close(self) -> None:
        self.closed += 1


def grey(level: int, height: int = 48, width: int = 64) -> Picture:
    return np.full((height, width, 3), level, np.uint8)


def test_each_frame_is_one_observation_with_its_time_size_and_light() -> None:
    wall = datetime(2026, 11, 20, 9, tzinfo=UTC)
    frames = [
        Frame(at=Instant(mono_s=0.0, wall=wall), bgr=grey(51)),
        Frame(at=Instant(mono_s=0.5), bgr=None),
        Frame(at=Instant(mono_s=1.001), bgr=grey(255, height=100, width=200)),
    ]
    estimator = RecordingEstimator()
    with EstimatedSource(FrameList(frames), estimator) as source:
        observations = list(source.observations())

    assert observations == [
        PoseObservation(
            at=Instant(mono_s=0.0, wall=wall),
            poses=(SOMEBODY,),
            frame_size=(64, 48),
            brightness=0.2,
            contrast=0.0,
            face_brightness=(0.2,),
        ),
        PoseObservation(at=Instant(mono_s=0.5), poses=None, frame_size=(64, 48)),
        PoseObservation(
            at=Instant(mono_s=1.001),
            poses=(SOMEBODY,),
            frame_size=(200, 100),
            brightness=1.0,
            contrast=0.0,
            face_brightness=(1.0,),
        ),
    ]
    assert estimator.calls == [((48, 64, 3), 0), ((100, 200, 3), 1001)]


def test_closing_releases_both_and_ends_the_observations() -> None:
    frames, estimator = (
        FrameList([Frame(at=Instant(mono_s=t), bgr=grey(9)) for t in (0.0, 0.5)]),
        RecordingEstimator(),
    )
    source = EstimatedSource(frames, estimator)
    observations = source.observations()
    next(observations)

    closer = threading.Thread(target=source.close)
    closer.start()
    closer.join(5)

    assert list(observations) == []
    assert (frames.closed, estimator.closed) == (1, 1)


def test_half_black_half_white_has_the_largest_contrast() -> None:
    picture = grey(0)
    picture[:, 32:] = 255
    assert brightness_and_contrast(picture) == (0.5, 0.5)


@given(arrays(np.uint8, st.tuples(st.integers(1, 200), st.integers(1, 200), st.just(3))))
def test_light_is_always_within_its_range(picture: npt.NDArray[Any]) -> None:
    brightness, contrast = brightness_and_contrast(picture)
    assert 0 <= brightness <= 1
    assert 0 <= contrast <= 0.5


def test_the_face_is_measured_where_the_face_is() -> None:
    """A dark face before a bright window: the picture's mean says nothing of it."""
    picture = grey(230)
    picture[12:30, 24:40] = 10
    pose = landmarks(Body(), Camera(), Stance())
    inside = tuple(
        point._replace(x=0.5 + 0.3 * (point.x - 0.5), y=0.44 + 0.3 * (point.y - 0.44)) for point in pose
    )
    assert face_brightness(picture, inside) == pytest.approx(10 / 255, abs=1e-3)
    assert brightness_and_contrast(picture)[0] > 0.8


def test_a_face_outside_the_picture_is_as_bright_as_the_picture() -> None:
    outside = tuple(point._replace(x=point.x + 3.0) for point in landmarks(Body(), Camera(), Stance()))
    assert face_brightness(grey(51), outside) == pytest.approx(0.2)


def test_a_picture_like_the_one_analysed_last_is_not_analysed_for_a_while() -> None:
    """The landmarks are carried; time and light are the picture's own. A change is analysed at once."""
    levels = [(0.0, 100), (0.5, 102), (1.0, 102), (1.5, 102), (2.0, 140), (2.5, 140)]
    frames = [Frame(at=Instant(mono_s=t), bgr=grey(level)) for t, level in levels]
    estimator = RecordingEstimator()
    with EstimatedSource(FrameList(frames), estimator) as source:
        source.set_pace(Pace(carry_s=1.5))
        observations = list(source.observations())
    assert [t_ms for _, t_ms in estimator.calls] == [0, 1500, 2000]
    assert [one.estimated for one in observations] == [True, False, False, True, True, False]
    assert observations[1] == PoseObservation(
        at=Instant(mono_s=0.5),
        poses=(SOMEBODY,),
        frame_size=(64, 48),
        brightness=0.4,
        contrast=0.0,
        face_brightness=(0.4,),
        estimated=False,
    )


def test_slow_changes_add_up_until_they_are_analysed() -> None:
    frames = [Frame(at=Instant(mono_s=float(t)), bgr=grey(100 + t)) for t in range(11)]
    estimator = RecordingEstimator()
    with EstimatedSource(FrameList(frames), estimator) as source:
        source.set_pace(Pace(carry_s=1000.0))
        list(source.observations())
    assert [t_ms for _, t_ms in estimator.calls] == [0, 5000, 10000]


def test_what_comes_after_a_loss_or_at_full_pace_is_analysed() -> None:
    frames = [
        Frame(at=Instant(mono_s=t), bgr=None if t == 1.0 else grey(9)) for t in (0.0, 0.5, 1.0, 1.5, 2.0)
    ]
    estimator = RecordingEstimator()
    with EstimatedSource(FrameList(frames), estimator) as source:
        source.set_pace(Pace(carry_s=1000.0))
        observations = source.observations()
        for _ in range(4):
            next(observations)
        source.set_pace(FULL)
        list(observations)
    assert [t_ms for _, t_ms in estimator.calls] == [0, 1500, 2000]
