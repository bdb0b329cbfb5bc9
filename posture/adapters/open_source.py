"""What the user typed after `--source`, opened."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from posture.adapters.camera import open_camera
from posture.adapters.estimated_source import EstimatedSource
from posture.adapters.mediapipe_pose import MediapipePoseEstimator
from posture.adapters.model_file import model_path
from posture.adapters.source_kind import STREAM_SCHEMES, is_camera, is_trace, scheme_of
from posture.adapters.stream import open_stream, without_secrets
from posture.adapters.trace import TraceSource
from posture.adapters.video import VideoFrameSource
from posture.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from posture.ports import Clock, FrameSource, ObservationSource

PICTURES_PER_SECOND = 2.0
"""Analyses per second of source time where nothing else is asked for."""


def warn_on_stderr(message: str) -> None:
    """One sentence that does not stop the work."""
    sys.stderr.write(f"{message}\n")


def open_source(
    spec: str,
    *,
    fps: float | None,
    model: Path | None,
    clock: Clock,
    picture_fps: float = PICTURES_PER_SECOND,
    warn: Callable[[str], None] = warn_on_stderr,
) -> ObservationSource:
    """Open a camera number, a device path, a stream, a landmark trace or a video file.

    Args:
        spec: what the user typed.
        fps: analyses per second of source time; `None` for `picture_fps`, or every observation of a trace.
        model: another pose model than the embedded one.
        clock: the time of live sources.
        picture_fps: the rate for pictures where `fps` is `None`.
        warn: is told what is odd but no reason to stop.

    Raises:
        SourceError: it cannot be opened.
        ModelError: pictures need a model or a library that is missing.
    """
    if is_trace(spec):
        return TraceSource(spec, fps=fps, warn=warn)
    bundle = model_path(model)
    frame_source = _open_frame_source(spec, picture_fps if fps is None else fps, clock)
    try:
        return EstimatedSource(frame_source, MediapipePoseEstimator(bundle))
    except BaseException:
        frame_source.close()
        raise


def _open_frame_source(spec: str, fps: float, clock: Clock) -> FrameSource:
    if not spec:
        raise SourceError(
            "No source is named: give a camera number, a video file, a stream or a landmark trace."
        )
    if is_camera(spec):
        return open_camera(spec, fps=fps, clock=clock)
    scheme = scheme_of(spec)
    if scheme is None:
        return VideoFrameSource(spec, fps=fps)
    if scheme in STREAM_SCHEMES:
        return open_stream(spec, fps=fps, clock=clock)
    raise SourceError(
        f"{without_secrets(spec)} is not a kind of stream that can be read: http, https and rtsp are."
    )
