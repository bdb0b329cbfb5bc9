"""A clock that only moves when somebody sleeps, and a camera whose fate is written over that clock."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from posture.instant import Instant

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class SteppedClock:
    """`ports.Clock` without real time: sleeping is the only thing that takes any."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def now(self) -> Instant:
        return Instant(mono_s=self.now_s, wall=NOON + timedelta(seconds=self.now_s))

    def sleep(self, seconds: float) -> None:
        self.now_s = round(self.now_s + seconds, 6)


class ScriptedCamera:
    """Devices that work, except while the clock is within one of `outages` (begin, end), seconds.

    Each picture is filled with the whole second it was taken in. `opened_at` are the attempts to open.
    `noisy` cameras draw a gradient with their time in it instead, as a lit room looks; within one of
    `stands_still` (begin, end) that is the time of its begin. From `small_from` on pictures are smaller.
    """

    def __init__(
        self,
        clock: SteppedClock,
        outages: Sequence[tuple[float, float]] = (),
        *,
        noisy: bool = False,
        stands_still: Sequence[tuple[float, float]] = (),
        small_from: float = 1e9,
    ) -> None:
        self._clock = clock
        self._outages = outages
        self._noisy = noisy
        self._stands_still = stands_still
        self._small_from = small_from
        self.opened_at: list[float] = []
        self.released = 0

    def works(self) -> bool:
        return not any(begin <= self._clock.now_s < end for begin, end in self._outages)

    def picture(self, taken_s: float) -> npt.NDArray[np.uint8]:
        size = (24, 32, 3) if taken_s >= self._small_from else (48, 64, 3)
        if not self._noisy:
            return np.full(size, int(taken_s), np.uint8)
        shown_s = next((begin for begin, end in self._stands_still if begin <= taken_s < end), taken_s)
        picture = np.zeros(size, np.uint8)
        picture[:] = 100 + np.arange(size[1], dtype=np.uint8)[None, :, None]
        picture[0, 0] = int(shown_s * 10) % 251
        return picture

    def open(self) -> ScriptedCapture | None:
        self.opened_at.append(round(self._clock.now_s, 3))
        return ScriptedCapture(self, self._clock) if self.works() else None


class ScriptedCapture:
    """One open device of a `ScriptedCamera`."""

    def __init__(self, camera: ScriptedCamera, clock: SteppedClock) -> None:
        self._camera = camera
        self._clock = clock
        self._taken_s = 0.0

    def grab(self) -> bool:
        time.sleep(0.0005)  # a device waits for its next picture, and lets others run meanwhile
        self._taken_s = self._clock.now_s
        return self._camera.works()

    def retrieve(self) -> tuple[bool, npt.NDArray[np.uint8] | None]:
        return True, self._camera.picture(self._taken_s)

    def release(self) -> None:
        self._camera.released += 1


class SilentCapture:
    """A device that opens, gives `pictures` pictures, and then keeps its reader waiting."""

    def __init__(self, pictures: int) -> None:
        self._left = pictures
        self.let_go = threading.Event()

    def grab(self) -> bool:
        if self._left > 0:
            time.sleep(0.0005)
            return True
        self.let_go.wait(10)
        return False

    def retrieve(self) -> tuple[bool, npt.NDArray[np.uint8] | None]:
        self._left -= 1
        return True, np.zeros((48, 64, 3), np.uint8)

    def release(self) -> None:
        self.let_go.set()


def opener(capture: SilentCapture) -> Callable[[], SilentCapture]:
    """A function that opens just this device."""
    return lambda: capture
