"""A camera on the loopback address: MJPEG over http, with a plug that can be pulled."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle
from typing import TYPE_CHECKING

import cv2

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    import numpy.typing as npt


class MjpegServer:
    """Serves `frames` in turn, one each 1/fps seconds, to whoever asks, until cut.

    `url` is where. `cut()` drops every viewer and refuses new ones; `restore()` takes them again.
    """

    def __init__(self, frames: Iterable[npt.NDArray[np.uint8]], *, fps: float = 20.0) -> None:
        self._pictures = [cv2.imencode(".jpg", frame)[1].tobytes() for frame in frames]
        self._interval_s = 1 / fps
        self._connected = threading.Event()
        self._connected.set()
        self._cut = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/video.mjpg"

    def cut(self) -> None:
        """Pull the plug."""
        self._connected.clear()
        self._cut.set()

    def restore(self) -> None:
        """Put it back."""
        self._cut.clear()
        self._connected.set()

    def close(self) -> None:
        """End serving."""
        self.cut()
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
                """Say nothing."""

            def do_GET(self) -> None:
                if not owner._connected.is_set():
                    self.send_error(503)
                    return
                self.send_response(200)
                self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=picture")
                self.end_headers()
                for picture in cycle(owner._pictures):
                    head = f"--picture\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n"
                    try:
                        self.wfile.write(head.encode() + picture + b"\r\n")
                    except OSError:
                        return
                    if owner._cut.wait(owner._interval_s):
                        return

        return Handler


@contextmanager
def mjpeg_server(frames: Iterable[npt.NDArray[np.uint8]], *, fps: float = 20.0) -> Iterator[MjpegServer]:
    """A running server, closed at the end."""
    server = MjpegServer(frames, fps=fps)
    try:
        yield server
    finally:
        server.close()
