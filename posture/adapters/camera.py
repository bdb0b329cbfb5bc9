"""A camera, by number or device path."""

from __future__ import annotations

import sys
from math import ceil
from typing import TYPE_CHECKING

from posture.adapters.camera_holders import device_path, held_by_another
from posture.adapters.frozen_picture import PictureWatch, watched
from posture.adapters.live_source import LiveFrameSource
from posture.adapters.native_libraries import load_opencv
from posture.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture.adapters.capture_thread import Capture
    from posture.ports import Clock

WIDTH, HEIGHT = 640, 480
"""Asked of the device: more pixels cost power and tell the model nothing more."""
LOWEST_RATE_HZ = 15
"""Asked of the device at least: what counting an exercise needs, so that it need not be opened anew for one.

Pictures that nobody asks for are not unpacked; at lower rates many cameras also lengthen the exposure.
"""


def open_camera(device: str, *, fps: float, clock: Clock) -> LiveFrameSource:
    """The camera with the number or the path `device`.

    Raises:
        SourceError: it cannot be opened or gives no picture.
        ModelError: OpenCV cannot be loaded.
    """
    called = f"camera {device}" if device.isdecimal() else f"the camera {device}"
    watch = PictureWatch(clock)

    def has_another() -> bool:
        return held_by_another(device_path(device))

    try:
        return LiveFrameSource(
            name=device,
            open_capture=watched(_opener(device, fps), watch),
            fps=fps,
            clock=clock,
            frozen=watch.frozen,
            held_by_another=has_another,
            unavailable=(
                f"There is no picture from {called}: plug it in, close other programs that use it, allow "
                "access to it in the system's privacy settings, or try 'posture demo', which needs no camera."
            ),
        )
    except SourceError as error:
        if not has_another():
            raise
        msg = f"Another program has {called} open: close it, or end its call, and try again."
        raise SourceError(msg) from error


def _opener(device: str, fps: float) -> Callable[[], Capture | None]:
    """A function that opens the device, in the size and at the rate wanted; most obey, some do not."""
    cv2 = load_opencv()

    def open_capture() -> Capture | None:
        backend = cv2.CAP_V4L2 if sys.platform == "linux" else cv2.CAP_ANY
        capture = cv2.VideoCapture(int(device) if device.isdecimal() else device, backend)
        if not capture.isOpened():
            capture.release()
            return None
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, WIDTH)
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT)
        capture.set(cv2.CAP_PROP_FPS, max(LOWEST_RATE_HZ, ceil(fps)))
        opened: Capture = capture
        return opened

    return open_capture
