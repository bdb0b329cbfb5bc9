"""Pictures in, observations out: the last place that holds a picture."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from posture.adapters.live_source import LiveFrameSource
from posture.adapters.thumbnail import Thumbnail
from posture.closable import Closable
from posture.landmarks import Joint, Pose, PoseObservation
from posture.pace import FULL
from posture.ports import PaceChanging, RateChanging, Usage

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt

    from posture.pace import Pace
    from posture.ports import Frame, FrameSource, PoseEstimator, SourceInfo

THUMBNAIL_SIDE_PX = 80
"""Brightness and contrast are taken from about this many pixels along the long side."""

GREY_WEIGHTS = (29, 150, 77)
"""Blue, green, red in 1/256: whole numbers give the same grey on every processor."""


class EstimatedSource(Closable):
    """`ports.ObservationSource` of a frame source and a pose estimator; owns both.

    At a pace that allows it (`Pace.carry_s`) a picture that looks like the one analysed last is not analysed:
    its observation has that one's landmarks, its own time and its own light, and `estimated` is false.
    """

    def __init__(self, frame_source: FrameSource, estimator: PoseEstimator) -> None:
        self._frame_source = frame_source
        self._estimator = estimator
        self._lock = threading.Lock()
        self._closed = False
        self._pace = FULL
        self._looks = self._analyses = 0
        self._analysed: tuple[float, Thumbnail, tuple[Pose, ...]] | None = None

    @property
    def info(self) -> SourceInfo:
        """What the frame source is."""
        return self._frame_source.info

    def observations(self) -> Iterator[PoseObservation]:
        """Yield one observation for each frame.

        Raises:
            SourceError: the frame source broke.
        """
        for frame in self._frame_source.frames():
            observation = self._observe(frame)
            if observation is None:
                return
            yield observation

    def set_rate(self, fps: float) -> None:
        """Analyse so many pictures a second from now on, where the source can change its rate."""
        if isinstance(self._frame_source, RateChanging):
            self._frame_source.set_rate(fps)

    def set_pace(self, pace: Pace) -> None:
        """Go on at this pace, where the source can change its own."""
        self._pace = pace
        if isinstance(self._frame_source, PaceChanging):
            self._frame_source.set_pace(pace)

    def hurry(self) -> None:
        """Look next as soon as the source's own rate allows; from any thread."""
        if isinstance(self._frame_source, PaceChanging):
            self._frame_source.hurry()

    def usage(self) -> Usage:
        """What it was used for so far; from any thread."""
        source = self._frame_source
        on_s = source.camera_on_s if isinstance(source, LiveFrameSource) else None
        return Usage(camera_on_s=on_s, looks=self._looks, analysed=self._analyses)

    def close(self) -> None:
        """Release source and model; may be called twice, and from another thread."""
        self._frame_source.close()
        # The native model must not be let go while another thread is inside it.
        with self._lock:
            self._closed = True
            self._estimator.close()

    def _observe(self, frame: Frame) -> PoseObservation | None:
        """The observation, or `None` when this source was closed meanwhile."""
        if frame.bgr is None:
            self._analysed = None  # what comes after a loss may be another place
            return PoseObservation(
                at=frame.at,
                poses=None,
                frame_size=self.info.frame_size,
                camera_in_use=frame.camera_in_use,
                camera_frozen=frame.camera_frozen,
                looked=frame.looked,
            )
        self._looks += 1
        poses = self._carried(frame.at.mono_s, frame.bgr)
        estimated = poses is None
        if poses is None:
            poses = self._analyse(frame.at.mono_s, frame.bgr)
        if poses is None:
            return None
        height, width = frame.bgr.shape[:2]
        brightness, contrast = brightness_and_contrast(frame.bgr)
        return PoseObservation(
            at=frame.at,
            poses=poses,
            frame_size=(width, height),
            brightness=brightness,
            contrast=contrast,
            face_brightness=tuple(face_brightness(frame.bgr, pose) for pose in poses) if poses else None,
            estimated=estimated,
        )

    def _carried(self, t: float, bgr: npt.NDArray[np.uint8]) -> tuple[Pose, ...] | None:
        """The landmarks of the picture analysed last, or `None` where this one must be analysed itself."""
        if self._analysed is None:
            return None
        analysed_t, thumbnail, poses = self._analysed
        fresh = t - analysed_t < self._pace.carry_s
        return poses if fresh and Thumbnail(bgr).looks_like(thumbnail) else None

    def _analyse(self, t: float, bgr: npt.NDArray[np.uint8]) -> tuple[Pose, ...] | None:
        """The landmarks of this picture, or `None` when this source was closed meanwhile."""
        poses = self._estimate(bgr, round(t * 1000))
        self._analyses += 1
        if poses is None or self._pace.carry_s == 0.0:
            self._analysed = None
        else:
            self._analysed = (t, Thumbnail(bgr), poses)
        return poses

    def _estimate(self, bgr: npt.NDArray[np.uint8], t_ms: int) -> tuple[Pose, ...] | None:
        # Large pictures go in as they are: making them smaller costs more than the model saves by it.
        with self._lock:
            return None if self._closed else self._estimator.estimate(bgr, t_ms)


def face_brightness(bgr: npt.NDArray[np.uint8], pose: Pose) -> float:
    """Mean grey level between eyes, ears and mouth, 0..1; of the whole picture when none of it is inside."""
    height, width = bgr.shape[:2]
    face = [pose[index] for index in (Joint.LEFT_EAR, Joint.RIGHT_EAR, Joint.NOSE, Joint.MOUTH_LEFT)]
    eyes = [pose[index] for index in (Joint.LEFT_EYE, Joint.RIGHT_EYE)]
    left = max(0, round(min(point.x for point in face) * width))
    right = min(width, round(max(point.x for point in face) * width) + 1)
    top = max(0, round(min(point.y for point in eyes) * height))
    bottom = min(height, round(max(point.y for point in face) * height) + 1)
    inside = bgr[top:bottom, left:right] if left < right and top < bottom else bgr
    return brightness_and_contrast(inside)[0]


def brightness_and_contrast(bgr: npt.NDArray[np.uint8]) -> tuple[float, float]:
    """Mean and standard deviation of the grey level, 0..1, from a sparse grid of pixels."""
    step = max(1, max(bgr.shape[:2]) // THUMBNAIL_SIDE_PX)
    blue, green, red = (bgr[::step, ::step, channel].astype("int64") for channel in range(3))
    grey = GREY_WEIGHTS[0] * blue + GREY_WEIGHTS[1] * green + GREY_WEIGHTS[2] * red
    white = 255 * sum(GREY_WEIGHTS)
    # Whole-number sums, so that the order of addition cannot change a digit.
    mean = int(grey.sum()) / grey.size
    variance = int((grey * grey).sum()) / grey.size - mean * mean
    return round(mean / white, 4), round(max(0.0, variance) ** 0.5 / white, 4)
