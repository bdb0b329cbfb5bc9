"""A camera whose picture stands still is lost, said once as that, and comes back when it moves again."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import pytest

from posture.adapters.estimated_source import EstimatedSource
from posture.adapters.frozen_picture import FROZEN_AFTER_S, PictureWatch, watched
from posture.adapters.live_source import LiveFrameSource
from posture.events import CameraLost, CameraRestored
from posture.monitor import Monitor
from posture.runner import run
from posture.settings import Settings
from posture.testing.scenario import scenario
from tests.adapters.scripted_camera import ScriptedCamera, SteppedClock

if TYPE_CHECKING:
    import numpy.typing as npt

    from posture.events import Event
    from posture.landmarks import Pose


class Somebody:
    """An estimator that sees the same person in every picture, and how large each was."""

    def __init__(self) -> None:
        source = scenario("upright 1s").source()
        self._poses = next(iter(source.observations())).poses  # type: ignore[union-attr]
        self.sizes: set[tuple[int, ...]] = set()

    def estimate(self, bgr: npt.NDArray[np.uint8], t_ms: int) -> tuple[Pose, ...]:
        del t_ms
        self.sizes.add(bgr.shape[:2])
        assert self._poses is not None
        return self._poses

    def close(self) -> None:
        """Nothing to release."""


def story(camera: ScriptedCamera, clock: SteppedClock, until_s: float) -> tuple[list[Event], Somebody]:
    """What the monitor says about a day in front of this camera."""
    watch = PictureWatch(clock)
    frames = LiveFrameSource(
        name="0",
        open_capture=watched(camera.open, watch),
        frozen=watch.frozen,
        fps=2,
        clock=clock,
        unavailable="no picture",
    )
    somebody = Somebody()
    events: list[Event] = []
    steps = run(EstimatedSource(frames, somebody), Monitor(Settings()), stop=lambda: clock.now_s > until_s)
    for step in steps:
        events += step.events
    return events, somebody


def losses(events: list[Event]) -> list[tuple[str, float]]:
    return [
        (event.reason if isinstance(event, CameraLost) else "restored", event.at.mono_s)
        for event in events
        if isinstance(event, CameraLost | CameraRestored)
    ]


def test_a_frozen_camera_is_lost_once_and_restored_when_it_moves() -> None:
    clock = SteppedClock()
    camera = ScriptedCamera(clock, noisy=True, stands_still=[(20.0, 60.0)])
    events, _ = story(camera, clock, 100)
    frozen_at = 20.0 + FROZEN_AFTER_S
    lost_after_s = Settings().camera.lost_after_s
    # Opened anew 1, 2, 4, 8, 16 s apart; the first picture that differs ends it.
    assert losses(events) == [("frozen", frozen_at + lost_after_s), ("restored", 61.0)]
    assert camera.opened_at == [0.0, 31.0, 33.0, 37.0, 45.0, 61.0]


def test_frozen_for_long_is_said_once() -> None:
    clock = SteppedClock()
    camera = ScriptedCamera(clock, noisy=True, stands_still=[(20.0, 500.0)])
    events, _ = story(camera, clock, 540)
    assert [reason for reason, _ in losses(events)] == ["frozen", "restored"]


def test_gone_for_long_is_said_once_too() -> None:
    clock = SteppedClock()
    events, _ = story(ScriptedCamera(clock, [(20.0, 500.0)], noisy=True), clock, 540)
    assert [reason for reason, _ in losses(events)] == ["no_frame", "restored"]


def test_another_resolution_in_the_middle_changes_nothing() -> None:
    clock = SteppedClock()
    events, somebody = story(ScriptedCamera(clock, noisy=True, small_from=30.0), clock, 60)
    assert somebody.sizes == {(48, 64), (24, 32)}
    assert [event.type for event in events] == [
        "session_started",
        "present",
        "sitting_started",
        "sitting_ended",
        "session_ended",
    ]


@pytest.mark.parametrize("level", [0, 16, 255])
def test_a_blank_picture_is_not_frozen(level: int) -> None:
    clock = SteppedClock()
    watch = PictureWatch(clock)
    blank = np.full((48, 64, 3), level, np.uint8)
    for _ in range(40):
        assert not watch.see(blank)
        clock.sleep(1)


def test_a_picture_that_is_the_same_for_less_is_not_frozen() -> None:
    clock = SteppedClock()
    camera = ScriptedCamera(clock, noisy=True, stands_still=[(20.0, 29.5), (30.0, 39.5)])
    events, _ = story(camera, clock, 60)
    assert losses(events) == []
    assert list(islice(camera.opened_at, 2)) == [0.0]
