"""A live device or stream on a thread of its own, so that nobody ever waits long for it.

Pictures that nobody asked for are grabbed and dropped without being unpacked: that keeps the driver's
queue empty, so the picture handed over was taken after it was asked for. When the device dies the
thread lets it go and waits to be told to try again; *when* that is, the owner decides, who has the clock.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt


class Capture(Protocol):
    """What is needed of an open device; `cv2.VideoCapture` has it."""

    def grab(self) -> bool:
        """Take the next picture off the queue, without unpacking it; false when there is none any more."""
        ...

    def retrieve(self) -> tuple[bool, npt.NDArray[np.uint8] | None]:
        """Unpack the picture grabbed last."""
        ...

    def release(self) -> None:
        """Let the device go."""
        ...


class _State(Enum):
    OPENING = auto()
    OPEN = auto()
    LOST = auto()
    RESTING = auto()
    STOPPED = auto()


_COMING = (_State.OPENING, _State.OPEN)
"""States in which a picture may come."""


class CaptureThread:
    """Runs one `Capture` after another; all its methods return within the time they are given."""

    def __init__(self, open_capture: Callable[[], Capture | None]) -> None:
        """`open_capture` gives an open device or `None`; it runs on the thread and may take its time."""
        self._open_capture = open_capture
        self._changed = threading.Condition()
        self._state = _State.OPENING
        self._asked = False
        self._picture: npt.NDArray[np.uint8] | None = None
        # A daemon: a driver that never returns must not keep the program from ending.
        self._thread = threading.Thread(target=self._run, name="capture", daemon=True)
        self._thread.start()

    @property
    def is_lost(self) -> bool:
        """Whether the device could not be opened or went away, and nobody has asked to try again."""
        with self._changed:
            return self._state is _State.LOST

    def picture(self, timeout_s: float) -> npt.NDArray[np.uint8] | None:
        """A picture taken from now on, or `None` once `timeout_s` is over or the device is lost."""
        with self._changed:
            self._picture = None
            self._asked = True
            self._changed.wait_for(lambda: self._picture is not None or self._state not in _COMING, timeout_s)
            self._asked = False
            return self._picture

    @property
    def is_open(self) -> bool:
        """Whether the device is held."""
        with self._changed:
            return self._state is _State.OPEN

    def reopen(self) -> None:
        """Try again to open a lost device, or open one that rests; returns at once."""
        with self._changed:
            if self._state in (_State.LOST, _State.RESTING):
                self._enter(_State.OPENING)

    def rest(self) -> None:
        """Let the device go until `reopen`; returns at once."""
        with self._changed:
            if self._state is not _State.RESTING:
                self._enter(_State.RESTING)

    def stop(self, timeout_s: float = 0.5) -> None:
        """End the thread and let the device go, waiting at most `timeout_s` for it; may be called twice."""
        with self._changed:
            if self._state is _State.STOPPED:
                return
            self._enter(_State.STOPPED)
        self._thread.join(timeout_s)

    def _enter(self, state: _State) -> None:
        """Change the state, but never out of `STOPPED`; the lock is held by the caller."""
        if self._state is not _State.STOPPED:
            self._state = state
        self._changed.notify_all()

    def _run(self) -> None:
        while True:
            capture = self._opened()
            if capture is not None:
                with self._changed:
                    if self._state is _State.OPENING:
                        self._enter(_State.OPEN)
                # A driver that throws has failed: without this thread the camera would never come back.
                try:
                    with suppress(Exception):
                        self._read(capture)
                finally:
                    with suppress(Exception):
                        capture.release()
            with self._changed:
                # One that was told to rest and to open again meanwhile is not lost.
                if self._state is (_State.OPENING if capture is None else _State.OPEN):
                    self._enter(_State.LOST)
                self._changed.wait_for(lambda: self._state not in (_State.LOST, _State.RESTING))
                if self._state is _State.STOPPED:
                    return

    def _opened(self) -> Capture | None:
        """The device, or `None` where it does not open."""
        with suppress(Exception):
            return self._open_capture()
        return None

    def _read(self, capture: Capture) -> None:
        """Grab until the device fails or the thread is stopped."""
        while True:
            with self._changed:
                if self._state is not _State.OPEN:
                    return
                asked = self._asked
            # Grabbed after the question was seen, so the answer is not a picture from before it.
            if not capture.grab():
                return
            if not asked:
                continue
            unpacked, picture = capture.retrieve()
            if not unpacked or picture is None or picture.size == 0:
                return
            with self._changed:
                self._picture = picture
                self._asked = False
                self._changed.notify_all()
