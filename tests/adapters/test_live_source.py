"""A live source keeps its pace whatever the device does."""

from __future__ import annotations

import threading
import time
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import pytest

from posture.adapters.live_source import LiveFrameSource
from posture.errors import SourceError
from posture.pace import FULL, SHUT, Pace
from posture.ports import Frame, SourceInfo
from tests.adapters.scripted_camera import NOON, ScriptedCamera, SilentCapture, SteppedClock, opener

if TYPE_CHECKING:
    import numpy.typing as npt

NOT_THERE = "There is no picture: plug it in."


def live(camera: ScriptedCamera, clock: SteppedClock, fps: float = 2.0) -> LiveFrameSource:
    return LiveFrameSource(name="0", open_capture=camera.open, fps=fps, clock=clock, unavailable=NOT_THERE)


def seen(frame: Frame) -> tuple[float, int | None]:
    """Time of the frame, and the second its picture was taken in."""
    return frame.at.mono_s, None if frame.bgr is None else int(frame.bgr[0, 0, 0])


def test_one_frame_each_half_second_with_a_picture_taken_then() -> None:
    clock = SteppedClock()
    camera = ScriptedCamera(clock)
    source = live(camera, clock)

    frames = list(islice(source.frames(), 5))
    source.close()

    assert source.info == SourceInfo(name="0", frame_size=(64, 48), live=True, started=NOON)
    assert [seen(frame) for frame in frames] == [(0.0, 0), (0.5, 0), (1.0, 1), (1.5, 1), (2.0, 2)]
    assert [frame.at.wall for frame in frames] == [
        clock.now().shifted_to(t).wall for t in (0, 0.5, 1, 1.5, 2)
    ]
    assert camera.opened_at == [0.0]


def test_a_slow_consumer_gets_the_newest_frame_at_the_next_point_of_the_grid() -> None:
    clock = SteppedClock()
    source = live(ScriptedCamera(clock), clock)

    times = []
    for frame in islice(source.frames(), 4):
        times.append(seen(frame))
        if frame.at.mono_s == 0.5:
            clock.now_s += 2.2  # busy, or asleep

    source.close()
    assert times == [(0.0, 0), (0.5, 0), (2.7, 2), (3.0, 3)]


def test_a_camera_that_goes_away_is_tried_again_later_and_later_and_comes_back() -> None:
    clock = SteppedClock()
    camera = ScriptedCamera(clock, outages=[(2.0, 12.0)])
    source = live(camera, clock, fps=1.0)

    frames = list(islice(source.frames(), 22))
    source.close()

    # Lost at 2; attempts 1, 2, 4, 8 seconds after the one before, the last of them finds it.
    nothing = [(float(t), None) for t in range(2, 17)]
    assert [seen(frame) for frame in frames] == [
        (0.0, 0),
        (1.0, 1),
        *nothing,
        *[(float(t), t) for t in range(17, 22)],
    ]
    assert camera.opened_at == [0.0, 3.0, 5.0, 9.0, 17.0]


@pytest.mark.parametrize("fault", ["throws", "empty"])
def test_a_driver_that_throws_or_gives_empty_pictures_is_lost_and_tried_again(
    fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SteppedClock()
    camera = ScriptedCamera(clock)
    whole = camera.picture

    def picture(taken_s: float) -> npt.NDArray[np.uint8]:
        if not 1.0 <= taken_s < 1.5:
            return whole(taken_s)
        if fault == "throws":
            raise RuntimeError("Corrupt JPEG data")
        return whole(taken_s)[:0]

    monkeypatch.setattr(camera, "picture", picture)
    source = live(camera, clock)
    frames = [seen(frame) for frame in islice(source.frames(), 7)]
    source.close()
    assert frames[:3] == [(0.0, 0), (0.5, 0), (1.0, None)]
    assert frames[-1] == (3.0, 3)
    assert camera.opened_at == [0.0, 2.0]


def test_another_program_that_holds_the_camera_is_asked_for_at_the_loss_and_at_each_attempt() -> None:
    clock = SteppedClock()
    camera = ScriptedCamera(clock, outages=[(2.0, 12.0)])
    asked_at: list[float] = []

    def held() -> bool:
        asked_at.append(round(clock.now_s, 3))
        return clock.now_s < 4.5

    source = LiveFrameSource(
        name="0",
        open_capture=camera.open,
        fps=1,
        clock=clock,
        unavailable=NOT_THERE,
        held_by_another=held,
    )
    frames = list(islice(source.frames(), 19))
    source.close()

    assert [frame.at.mono_s for frame in frames if frame.camera_in_use] == [2.0, 3.0, 4.0]
    assert asked_at == [2.0, 3.0, 5.0, 9.0]


def test_attempts_are_at_most_half_a_minute_apart_and_go_on_for_ever() -> None:
    clock = SteppedClock()
    camera = ScriptedCamera(clock, outages=[(1.0, 1e9)])
    source = live(camera, clock, fps=1.0)

    assert all(frame.bgr is None for frame in islice(source.frames(), 1, 130))
    source.close()

    assert camera.opened_at == [0.0, 2.0, 4.0, 8.0, 16.0, 32.0, 62.0, 92.0, 122.0]


def test_after_a_return_the_next_loss_is_again_tried_after_one_second() -> None:
    clock = SteppedClock()
    camera = ScriptedCamera(clock, outages=[(2.0, 5.0), (10.0, 10.5)])
    source = live(camera, clock, fps=1.0)

    frames = list(islice(source.frames(), 13))
    source.close()

    assert [frame.at.mono_s for frame in frames if frame.bgr is None] == [2.0, 3.0, 4.0, 10.0]
    assert camera.opened_at == [0.0, 3.0, 5.0, 11.0]


def test_a_camera_that_does_not_open_is_one_clear_sentence() -> None:
    clock = SteppedClock()
    camera = ScriptedCamera(clock, outages=[(0.0, 100.0)])

    with pytest.raises(SourceError) as caught:
        live(camera, clock)

    assert str(caught.value) == NOT_THERE
    assert camera.opened_at == [0.0]


def test_a_silent_camera_gives_frames_without_a_picture_in_bounded_time() -> None:
    clock = SteppedClock()
    silent = SilentCapture(pictures=1)
    source = LiveFrameSource(
        name="0", open_capture=opener(silent), fps=2, clock=clock, unavailable=NOT_THERE, read_timeout_s=0.02
    )

    frames = list(islice(source.frames(), 3))
    silent.let_go.set()
    source.close()

    assert [seen(frame) for frame in frames] == [(0.0, None), (0.5, None), (1.0, None)]


def test_a_camera_that_opens_but_gives_no_picture_is_unavailable() -> None:
    silent = SilentCapture(pictures=0)

    with pytest.raises(SourceError, match="no picture"):
        LiveFrameSource(
            name="0",
            open_capture=opener(silent),
            fps=2,
            clock=SteppedClock(),
            unavailable=NOT_THERE,
            first_picture_timeout_s=0.02,
        )


def test_closing_from_another_thread_ends_a_waiting_consumer_within_a_second() -> None:
    silent = SilentCapture(pictures=1)
    source = LiveFrameSource(
        name="0",
        open_capture=opener(silent),
        fps=2,
        clock=SteppedClock(),
        unavailable=NOT_THERE,
        read_timeout_s=60,
    )
    got: list[Frame] = []
    consumer = threading.Thread(target=lambda: got.extend(source.frames()))
    consumer.start()

    started = time.monotonic()
    source.close()
    consumer.join(5)
    source.close()
    silent.let_go.set()

    assert not consumer.is_alive()
    assert time.monotonic() - started < 1.0
    assert got == []


def test_closing_releases_the_device() -> None:
    clock = SteppedClock()
    camera = ScriptedCamera(clock)
    source = live(camera, clock)

    source.close()
    source.close()

    assert camera.released == 1
    assert list(source.frames()) == []


def test_the_rate_changes_while_it_runs_and_the_device_is_not_opened_anew() -> None:
    clock = SteppedClock()
    camera = ScriptedCamera(clock)
    source = live(camera, clock)
    times = []
    for frame in islice(source.frames(), 8):
        times.append(frame.at.mono_s)
        if frame.at.mono_s == 0.5:
            source.set_rate(10.0)
        elif frame.at.mono_s == 0.9:
            source.set_rate(2.0)
    source.close()
    assert times == [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.5]
    assert camera.opened_at == [0.0]


def test_at_a_slower_pace_looks_are_rare_until_somebody_is_in_a_hurry() -> None:
    clock = SteppedClock()
    source = live(ScriptedCamera(clock), clock)
    times = []
    for frame in islice(source.frames(), 7):
        times.append(seen(frame))
        if frame.at.mono_s == 0.5:
            source.set_pace(Pace(every_s=2.0))
        elif frame.at.mono_s == 4.5:
            source.hurry()
        elif frame.at.mono_s == 7.0:
            source.set_pace(FULL)
    source.close()
    assert times == [(0.0, 0), (0.5, 0), (2.5, 2), (4.5, 4), (5.0, 5), (7.0, 7), (7.5, 7)]


def test_a_camera_that_is_closed_on_purpose_is_let_go_and_opened_again_for_the_next_look() -> None:
    clock = SteppedClock()
    camera = ScriptedCamera(clock)
    source = live(camera, clock)
    frames = []
    for frame in islice(source.frames(), 7):
        frames.append((frame.at.mono_s, frame.bgr is not None, frame.looked))
        if frame.at.mono_s == 0.5:
            source.set_pace(Pace(every_s=5.0, closed=True))
        elif frame.looked:
            source.set_pace(FULL)
    assert frames == [
        (0.0, True, True),
        (0.5, True, True),
        (2.5, False, False),
        (4.5, False, False),
        (5.5, True, True),
        (6.0, True, True),
        (6.5, True, True),
    ]
    assert camera.opened_at == [0.0, 5.5]
    assert camera.released == 1
    assert source.camera_on_s == pytest.approx(1.5, abs=0.1)
    source.close()
    assert camera.released == 2


def test_a_closed_camera_answers_keys_without_being_opened() -> None:
    clock = SteppedClock()
    camera = ScriptedCamera(clock)
    source = live(camera, clock)
    frames = source.frames()
    next(frames)
    source.set_pace(SHUT)
    assert not next(frames).looked
    source.hurry()
    before_s = clock.now_s
    assert not next(frames).looked
    assert clock.now_s - before_s <= 0.5
    assert camera.opened_at == [0.0]
    source.close()


def test_a_camera_that_another_program_took_while_it_was_closed_is_lost_at_the_next_look() -> None:
    clock = SteppedClock()
    camera = ScriptedCamera(clock, outages=[(3.0, 60.0)])
    source = LiveFrameSource(
        name="0",
        open_capture=camera.open,
        fps=1.0,
        clock=clock,
        unavailable=NOT_THERE,
        held_by_another=lambda: True,
    )
    frames = source.frames()
    next(frames)
    source.set_pace(Pace(every_s=4.0, closed=True))
    told = [(frame.at.mono_s, frame.looked, frame.camera_in_use) for frame in islice(frames, 2)]
    source.close()
    assert told == [(2.0, False, False), (4.0, True, True)]
