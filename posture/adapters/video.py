"""A recorded video file, at full speed and by its own clock.

Phones record with a varying frame rate and a rotation flag, so a frame's time is the container's, never
its number over the rate, and pictures come out upright (OpenCV turns them).
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from posture.adapters.native_libraries import load_opencv
from posture.adapters.sampling import SamplingGrid
from posture.adapters.whole_file import is_cut_short
from posture.errors import SourceError
from posture.instant import Instant
from posture.ports import Frame, SourceInfo

if TYPE_CHECKING:
    from collections.abc import Iterator

END_TOLERANCE_S = 1.0
"""A last picture this close to the announced end is the end: the announcement is an estimate."""


class VideoFrameSource:
    """`ports.FrameSource` of a video file."""

    def __init__(self, name: str, *, fps: float) -> None:
        """Open the file `name`; `fps` frames per second of its time are analysed.

        Raises:
            SourceError: there is no such file, or it is no video.
            ModelError: OpenCV cannot be loaded.
        """
        self._path = _existing_file(name)
        self._grid = SamplingGrid(fps)
        self._cv2 = load_opencv()
        self._lock = threading.Lock()
        self._closed = False
        self._capture: Any = self._open(name)
        size = tuple(
            int(self._capture.get(prop))
            for prop in (self._cv2.CAP_PROP_FRAME_WIDTH, self._cv2.CAP_PROP_FRAME_HEIGHT)
        )
        self._duration_s = self._announced_duration_s()
        self._info = SourceInfo(name=name, frame_size=(size[0], size[1]), live=False, started=None)

    @property
    def info(self) -> SourceInfo:
        """What this source is; the size is that of the upright picture."""
        return self._info

    def frames(self) -> Iterator[Frame]:
        """Yield the frames to analyse; the first is at 0 s.

        Raises:
            SourceError: the file ends in the middle, or holds no picture at all.
        """
        first_ms: float | None = None
        grabbed = 0
        now_ms = 0
        taken_ms = -1
        while (position_ms := self._grab()) is not None:
            first_ms = position_ms if first_ms is None else first_ms
            grabbed += 1
            now_ms = max(now_ms, round(position_ms - first_ms))
            # A broken file may repeat a time; a frame that is not later than the one before has no place.
            if now_ms == taken_ms or not self._grid.takes(now_ms / 1000):
                continue
            taken_ms = now_ms
            picture = self._retrieve()
            if picture is not None:
                yield Frame(at=Instant(mono_s=now_ms / 1000), bgr=picture)
        if not self._closed:
            self._complain_if_incomplete(grabbed, now_ms / 1000)

    def close(self) -> None:
        """Release the file; may be called twice, and from another thread to end `frames`."""
        with self._lock:
            self._closed = True
            self._capture.release()

    def _open(self, name: str) -> Any:  # noqa: ANN401 - the vendor's type stays at the edge
        capture = self._cv2.VideoCapture(str(self._path), self._cv2.CAP_FFMPEG)
        if capture.isOpened():
            return capture
        capture.release()
        if is_cut_short(self._path):
            raise SourceError(
                f"The video {name} is incomplete and cannot be opened: copy or record it again."
            )
        raise SourceError(f"{name} is not a video that can be read: name an MP4, MOV, MKV, WebM or AVI file.")

    def _announced_duration_s(self) -> float | None:
        """How long the file says it is, seconds; `None` when it does not say."""
        frames = self._capture.get(self._cv2.CAP_PROP_FRAME_COUNT)
        rate = self._capture.get(self._cv2.CAP_PROP_FPS)
        return frames / rate if frames > 0 and rate > 0 else None

    def _grab(self) -> float | None:
        """Step to the next frame and return the container's time for it, ms; `None` at the end."""
        with self._lock:
            if self._closed or not self._capture.grab():
                return None
            return float(self._capture.get(self._cv2.CAP_PROP_POS_MSEC))

    def _retrieve(self) -> Any:  # noqa: ANN401 - an array of the vendor's making
        with self._lock:
            return None if self._closed else self._capture.retrieve()[1]

    def _complain_if_incomplete(self, grabbed: int, end_s: float) -> None:
        """Say so when what came was not the whole video."""
        name = self._info.name
        if grabbed == 0:
            raise SourceError(f"The video {name} holds no picture: record or copy it again.")
        if grabbed > 1 and end_s == 0:
            raise SourceError(
                f"The video {name} does not say when its pictures were taken: convert it to MP4."
            )
        missing_s = None if self._duration_s is None else self._duration_s - end_s
        # Harmless bytes behind a complete video look like a cut, but then nothing of it is missing.
        if (missing_s is None or missing_s > END_TOLERANCE_S) and is_cut_short(self._path):
            whole = "" if self._duration_s is None else f" of about {self._duration_s:.1f} s"
            raise SourceError(
                f"The video {name} breaks off at {end_s:.1f} s{whole}, the file is incomplete: "
                "copy or record it again."
            )


def _existing_file(name: str) -> Path:
    """The absolute path of a file that exists: never an address that the decoder would fetch."""
    path = Path(name).expanduser().absolute()
    remedy = "name a video file, a landmark trace, a stream or a camera number"
    if path.is_dir():
        raise SourceError(f"{name} is a folder: {remedy}.")
    if not path.exists():
        raise SourceError(f"There is no file {name}: {remedy}.")
    if not path.is_file():
        raise SourceError(f"{name} is not a regular file: {remedy}.")
    try:
        path.open("rb").close()
    except OSError as error:
        raise SourceError(
            f"{name} cannot be read ({error.strerror}): check the file's permissions."
        ) from error
    return path
