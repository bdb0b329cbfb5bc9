"""A live stream the user named: MJPEG over http(s), or rtsp."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from posture.adapters.live_source import LiveFrameSource
from posture.adapters.native_libraries import load_opencv

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture.adapters.capture_thread import Capture
    from posture.ports import Clock

OPEN_TIMEOUT_MS = 8_000
READ_TIMEOUT_MS = 3_000
"""Silence for this long ends the connection, and a new one is tried."""

_URL = re.compile(r"(?P<scheme>[a-z]+://)(?P<authority>[^/?#]*)(?P<path>[^?#]*)(?P<rest>.*)", re.IGNORECASE)
_PORT_OR_ADDRESS = re.compile(r"[^:]*(:\d*)?|\[[^\]]*\](:\d*)?")


def open_stream(url: str, *, fps: float, clock: Clock) -> LiveFrameSource:
    """The stream at `url`.

    Raises:
        SourceError: no connection, or no picture comes.
        ModelError: OpenCV cannot be loaded.
    """
    name = without_secrets(url)
    return LiveFrameSource(
        name=name,
        open_capture=_opener(url),
        fps=fps,
        clock=clock,
        unavailable=(
            f"No live picture comes from {name}: check the address, the user name and password, and that "
            "the camera is switched on and reachable from here."
        ),
    )


def without_secrets(url: str) -> str:
    """`url` for messages and logs: user name, password and query (where tokens stand) left out."""
    match = _URL.fullmatch(url)
    if match is None:
        return url
    scheme, authority, path, rest = match.group("scheme", "authority", "path", "rest")
    if "@" in authority:
        authority = "***@" + authority.rpartition("@")[2]
    elif "@" in path + rest and not _PORT_OR_ADDRESS.fullmatch(authority):
        # A password with an unescaped slash or question mark: all up to the last @ may be part of it.
        return scheme + "***@" + (path + rest).rpartition("@")[2].partition("?")[0]
    return scheme + authority + path + ("?***" if rest.startswith("?") else "")


def _opener(url: str) -> Callable[[], Capture | None]:
    cv2 = load_opencv()
    timeouts = [
        cv2.CAP_PROP_OPEN_TIMEOUT_MSEC,
        OPEN_TIMEOUT_MS,
        cv2.CAP_PROP_READ_TIMEOUT_MSEC,
        READ_TIMEOUT_MS,
    ]

    def open_capture() -> Capture | None:
        capture = cv2.VideoCapture(url, cv2.CAP_FFMPEG, timeouts)
        # A recording on a web server has a length; it would be read as fast as the network allows.
        if not capture.isOpened() or capture.get(cv2.CAP_PROP_FRAME_COUNT) > 0:
            capture.release()
            return None
        opened: Capture = capture
        return opened

    return open_capture
