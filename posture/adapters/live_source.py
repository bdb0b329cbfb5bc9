"""Frames of a camera or a stream: one each 1/fps seconds of the clock, whatever the device does.

A device that is taken away, used by a meeting or restarted is ordinary. Then frames without a picture
come at the same pace, so that deadlines fire and the core says `camera_lost`, and the device is tried
again, at first after a second and in the end every half minute, for as long as the program runs.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from posture.adapters.capture_thread import Capture, CaptureThread
from posture.adapters.sampling import SamplingGrid
from posture.errors import SourceError
from posture.instant import Instant
from posture.pace import FULL, HEARTBEAT_S
from posture.ports import Frame, SourceInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np
    import numpy.typing as npt

    from posture.pace import Pace
    from posture.ports import Clock

READ_TIMEOUT_S = 1.0
"""A read that takes longer is a frame without a picture."""
FIRST_PICTURE_TIMEOUT_S = 10.0
"""Some cameras need seconds to wake; one that gives nothing for so long is not working."""
FIRST_RETRY_S = 1.0
LONGEST_RETRY_S = 30.0
LONGEST_NAP_S = 0.2
"""`close` from another thread is noticed at least this often."""
TIME_TOLERANCE_S = 0.0004
"""Less than the half millisecond the sampling grid forgives; shorter waits are not worth making."""


class LiveFrameSource:
    """`ports.FrameSource` of something that happens now."""

    def __init__(
        self,
        *,
        name: str,
        open_capture: Callable[[], Capture | None],
        fps: float,
        clock: Clock,
        unavailable: str,
        held_by_another: Callable[[], bool] = lambda: False,
        frozen: Callable[[], bool] = lambda: False,
        read_timeout_s: float = READ_TIMEOUT_S,
        first_picture_timeout_s: float = FIRST_PICTURE_TIMEOUT_S,
    ) -> None:
        """Open it and take a first picture, to learn the size and that it works at all.

        Args:
            name: what the user typed, without any password.
            open_capture: gives the open device, or `None` when it cannot be opened now.
            fps: frames per second of the clock.
            clock: tells the time and waits.
            unavailable: the sentence for a device that does not work at the start.
            held_by_another: tells whether another program has the device; asked when no picture comes and
                at each new attempt, because it may take some milliseconds.
            frozen: tells whether the last picture was one that had stood still for too long.
            read_timeout_s: how long one frame may take.
            first_picture_timeout_s: how long the first picture may take.

        Raises:
            SourceError: it cannot be opened or gives no picture.
        """
        self._clock = clock
        self._read_timeout_s = read_timeout_s
        self._grid = SamplingGrid(fps)
        self._closed = threading.Event()
        self._hurried = threading.Event()
        self._pace = FULL
        self._looked_s: float | None = None
        self._resting = False
        self._camera_on_s = 0.0
        self._noted_s = clock.now().mono_s
        self._opening_until_s: float | None = None
        self._first_picture_timeout_s = first_picture_timeout_s
        self._retry_delay_s = FIRST_RETRY_S
        self._retry_at_s: float | None = None
        self._held_by_another = held_by_another
        self._frozen = frozen
        self._in_use: bool | None = None
        self._last_ms = -1
        self._capture = CaptureThread(open_capture)
        picture = self._capture.picture(first_picture_timeout_s)
        if picture is None:
            self._capture.stop()
            raise SourceError(unavailable)
        height, width = picture.shape[:2]
        zero = clock.now().shifted_to(0.0)
        self._info = SourceInfo(name=name, frame_size=(width, height), live=True, started=zero.wall)

    @property
    def info(self) -> SourceInfo:
        """What this source is; its size is that of the first picture."""
        return self._info

    def frames(self) -> Iterator[Frame]:
        """Yield a frame at each point of the grid until closed; a late one does not delay those after it."""
        while not self._closed.is_set():
            self._note_use()
            self._rests()  # before the wait: the device is let go at once
            self._wait_for_look()
            self._note_use()
            if self._rests():
                at = self._instant()
                self._grid.takes(at.mono_s)
                yield Frame(at=at, bgr=None, looked=False)
                continue
            self._retry_if_due()
            picture = self._capture.picture(self._read_timeout_s)
            if self._closed.is_set():
                return
            at = self._instant()
            if picture is None and self._wakes(at.mono_s):
                yield Frame(at=at, bgr=None, looked=False)
                continue
            self._opening_until_s = None
            self._plan_retry(picture)
            self._looked_s = at.mono_s
            self._grid.takes(at.mono_s)
            yield Frame(
                at=at,
                bgr=picture,
                camera_in_use=self._is_in_use(picture),
                camera_frozen=picture is None and self._frozen(),
            )

    @property
    def camera_on_s(self) -> float:
        """How long the device was open so far, seconds, to within a look; from any thread."""
        return self._camera_on_s

    def set_rate(self, fps: float) -> None:
        """Give so many frames per second of the clock from the next one on; by the thread that takes them."""
        self._grid.change(fps)

    def set_pace(self, pace: Pace) -> None:
        """Look no more often than this from the next one on; by the thread that takes them."""
        self._pace = pace

    def hurry(self) -> None:
        """Look next as soon as the rate allows; from any thread."""
        self._hurried.set()

    def close(self) -> None:
        """Let the device go; from another thread it ends `frames` within a second."""
        self._closed.set()
        self._capture.stop()

    def _wait_for_look(self) -> None:
        """Wait for the next point of the grid, and on until the pace or somebody in a hurry asks for it."""
        self._wait_until(self._grid.next_s(), self._closed)
        if self._looked_s is not None:
            due_s = self._looked_s + self._pace.every_s
            if self._pace.closed:
                due_s = min(due_s, self._last_ms / 1000 + HEARTBEAT_S)
            self._wait_until(due_s, self._closed, self._hurried)
        self._hurried.clear()

    def _rests(self) -> bool:
        """Whether the device is closed on purpose now; closes it, and opens it when the time has come."""
        now_s = self._clock.now().mono_s
        rests = self._looked_s is not None and (
            self._pace.closed and now_s < self._looked_s + self._pace.every_s - TIME_TOLERANCE_S
        )
        if rests:
            self._capture.rest()
            self._resting = True
        elif self._resting:
            self._capture.reopen()
            self._resting = False
            self._opening_until_s = now_s + self._first_picture_timeout_s
        return rests

    def _wait_until(self, due_s: float, *reasons_to_stop: threading.Event) -> None:
        while not any(reason.is_set() for reason in reasons_to_stop):
            left_s = due_s - self._clock.now().mono_s
            if left_s <= TIME_TOLERANCE_S:
                return
            self._clock.sleep(min(left_s, LONGEST_NAP_S))

    def _note_use(self) -> None:
        now_s = self._clock.now().mono_s
        if self._capture.is_open:
            self._camera_on_s += now_s - self._noted_s
        self._noted_s = now_s

    def _wakes(self, now_s: float) -> bool:
        """Whether the device was opened just now and may still need its time: nothing is lost by that."""
        return (
            self._opening_until_s is not None and now_s < self._opening_until_s and not self._capture.is_lost
        )

    def _retry_if_due(self) -> None:
        if self._retry_at_s is not None and self._clock.now().mono_s >= self._retry_at_s - TIME_TOLERANCE_S:
            self._retry_at_s = None
            self._in_use = None
            self._capture.reopen()

    def _plan_retry(self, picture: npt.NDArray[np.uint8] | None) -> None:
        """After a loss set the time of the next attempt, each time twice as far away."""
        if picture is not None:
            self._retry_delay_s = FIRST_RETRY_S
        elif self._retry_at_s is None and self._capture.is_lost:
            self._retry_at_s = self._clock.now().mono_s + self._retry_delay_s
            self._retry_delay_s = min(2 * self._retry_delay_s, LONGEST_RETRY_S)

    def _is_in_use(self, picture: npt.NDArray[np.uint8] | None) -> bool:
        """Whether another program is why there is no picture."""
        if picture is not None:
            self._in_use = None
            return False
        if self._in_use is None:
            self._in_use = self._held_by_another()
        return self._in_use

    def _instant(self) -> Instant:
        """Now, to the millisecond and later than the frame before."""
        now = self._clock.now()
        self._last_ms = max(round(now.mono_s * 1000), self._last_ms + 1)
        return Instant(mono_s=self._last_ms / 1000, wall=now.wall)
