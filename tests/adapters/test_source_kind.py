"""What the user named, told from its name: only what happens now has a place for control."""

from __future__ import annotations

import pytest

from posture.adapters.source_kind import is_camera, is_live, is_trace


@pytest.mark.parametrize(
    ("spec", "kind"),
    [
        ("0", "camera"),
        ("12", "camera"),
        ("/dev/video0", "camera"),
        ("http://127.0.0.1:8080/video.mjpg", "stream"),
        ("HTTPS://host/x", "stream"),
        ("rtsp://user:secret@host/1", "stream"),
        ("http://host/trace.jsonl", "stream"),
        ("clip.mp4", "recording"),
        ("0.mp4", "recording"),
        ("\u0663", "recording"),
        ("ftp://host/clip.mp4", "recording"),
        ("day.jsonl", "trace"),
        ("DAY.JSONL.GZ", "trace"),
        ("/dev/shm/day.jsonl", "trace"),
        ("", "recording"),
    ],
)
def test_cameras_streams_traces_and_the_rest_are_told_apart(spec: str, kind: str) -> None:
    assert is_live(spec) is (kind in {"camera", "stream"})
    assert is_camera(spec) is (kind == "camera")
    assert is_trace(spec) is (kind == "trace")
