"""A camera that goes on delivering the same picture is lost: nothing it shows happens now.

Two pictures of a real sensor are never alike to the last bit, because of its noise, so pictures that are
alike for long are a driver, a hub or a virtual camera that repeats itself. Black ones are left alone: a
closed shutter delivers noiseless black too, and the view says so by itself (`blank_frame`, `too_dark`).
Streams are not watched for it: their encoders repeat a still scene on purpose.

A frozen device ends like one that was unplugged, and is opened anew at the pace of any other loss; that is
what wakes most. Until its picture differs it stays lost.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt

    from posture.adapters.capture_thread import Capture
    from posture.ports import Clock

FROZEN_AFTER_S = 10.0
"""Alike for so long is frozen. ENG: far longer than a driver that hands out one picture twice."""
LOWEST_CONTRAST = 8
"""Grey levels between darkest and brightest below which a picture is taken as blank, not frozen. ENG."""


class PictureWatch:
    """Whether the pictures of one device have stood still; it keeps a fingerprint, never a picture."""

    def __init__(self, clock: Clock, after_s: float = FROZEN_AFTER_S) -> None:
        """Count a picture as frozen once it has been the same for `after_s` of the clock."""
        self._clock = clock
        self._after_s = after_s
        self._fingerprint = b""
        self._since_s = 0.0
        self._frozen = False

    def frozen(self) -> bool:
        """Whether the newest picture was one that has stood still for too long."""
        return self._frozen

    def see(self, picture: npt.NDArray[np.uint8]) -> bool:
        """Take the newest picture; whether it is frozen."""
        now_s = self._clock.now().mono_s
        fingerprint = hashlib.blake2b(picture.tobytes(), digest_size=16).digest()
        if fingerprint != self._fingerprint:
            self._fingerprint, self._since_s = fingerprint, now_s
            self._frozen = False
        elif now_s - self._since_s >= self._after_s:
            self._frozen = int(picture.max()) - int(picture.min()) >= LOWEST_CONTRAST
        return self._frozen


class WatchedCapture:
    """A capture that fails as soon as its picture is frozen."""

    def __init__(self, capture: Capture, watch: PictureWatch) -> None:
        self._capture = capture
        self._watch = watch

    def grab(self) -> bool:
        """As the capture does."""
        return self._capture.grab()

    def retrieve(self) -> tuple[bool, npt.NDArray[np.uint8] | None]:
        """The picture grabbed last, unless it is frozen."""
        unpacked, picture = self._capture.retrieve()
        if unpacked and picture is not None and self._watch.see(picture):
            return False, None
        return unpacked, picture

    def release(self) -> None:
        """Let the device go."""
        self._capture.release()


def watched(open_capture: Callable[[], Capture | None], watch: PictureWatch) -> Callable[[], Capture | None]:
    """`open_capture`, with every device it opens watched."""

    def open_watched() -> Capture | None:
        capture = open_capture()
        return None if capture is None else WatchedCapture(capture, watch)

    return open_watched
