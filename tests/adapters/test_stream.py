"""A stream on the loopback address, cut and restored; and secrets that stay out of messages."""

from __future__ import annotations

import socket
from itertools import islice

import numpy as np
import pytest

from posture.adapters.stream import open_stream, without_secrets
from posture.errors import SourceError
from tests.adapters.scripted_camera import SteppedClock
from tests.mjpeg_server import mjpeg_server

GREY = np.full((48, 64, 3), 90, np.uint8)


def test_a_stream_is_cut_and_restored() -> None:
    clock = SteppedClock()
    with mjpeg_server([GREY]) as server:
        source = open_stream(server.url, fps=1, clock=clock)
        frames = source.frames()
        before = list(islice(frames, 3))
        server.cut()
        during = [next(frames) for _ in range(6)]
        server.restore()
        after = [next(frames) for _ in range(10)]
        source.close()

    assert (source.info.name, source.info.frame_size, source.info.live) == (server.url, (64, 48), True)
    assert [frame.at.mono_s for frame in [*before, *during, *after]] == [float(t) for t in range(19)]
    assert all(frame.bgr is not None and abs(float(frame.bgr.mean()) - 90) < 2 for frame in before)
    # A picture already on its way when the plug was pulled may still arrive.
    assert [frame.bgr is None for frame in during[1:]] == [True] * 5
    # Attempts 1, 2, 4 and 8 s after the loss at 3 or 4 s: it is back at 10 or 11 s, and stays.
    back = [frame.at.mono_s for frame in after if frame.bgr is not None]
    assert back in ([float(t) for t in range(10, 19)], [float(t) for t in range(11, 19)])


def test_nobody_answers() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        with pytest.raises(SourceError) as caught:
            open_stream(f"http://guest:secret@127.0.0.1:{port}/video", fps=2, clock=SteppedClock())
    assert str(caught.value) == (
        f"No live picture comes from http://***@127.0.0.1:{port}/video: check the address, the user name and "
        "password, and that the camera is switched on and reachable from here."
    )


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("http://10.0.0.7:8080/video", "http://10.0.0.7:8080/video"),
        ("rtsp://guest:secret@10.0.0.7/live", "rtsp://***@10.0.0.7/live"),
        ("rtsp://guest:se@cret@10.0.0.7/live", "rtsp://***@10.0.0.7/live"),
        ("rtsp://guest:se/cret@10.0.0.7/live", "rtsp://***@10.0.0.7/live"),
        ("rtsp://guest:se?cret@10.0.0.7/live?token=x", "rtsp://***@10.0.0.7/live"),
        ("http://10.0.0.7/video?user=guest&password=secret", "http://10.0.0.7/video?***"),
        ("http://10.0.0.7/@home/video", "http://10.0.0.7/@home/video"),
        ("http://[::1]:81/@home", "http://[::1]:81/@home"),
        ("HTTPS://guest@host", "HTTPS://***@host"),
        ("clip.mp4", "clip.mp4"),
    ],
)
def test_secrets_are_left_out(typed: str, shown: str) -> None:
    assert without_secrets(typed) == shown
