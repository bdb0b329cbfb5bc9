"""Pictures to landmarks with MediaPipe's pose landmarker.

VIDEO mode, because LIVE_STREAM drops pictures by design and IMAGE costs 1.7 times as much. Two poses,
so that a colleague who looks over the user's shoulder is a second person and not a jump of the first.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from posture.adapters.native_libraries import load_mediapipe, load_opencv, missing_library_error
from posture.errors import ModelError
from posture.landmarks import LANDMARK_COUNT, Landmark, Pose

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    import numpy as np
    import numpy.typing as npt

MOST_PEOPLE = 2
DECIMALS = 6
"""Digits kept of every number: a trace then holds exactly what was analysed, and 640 pixels times a

millionth is far below what any camera resolves.
"""


class MediapipePoseEstimator:
    """`ports.PoseEstimator` on the processor, with the bundle at `model`."""

    def __init__(self, model: Path) -> None:
        """Load the libraries and the model, which takes about a second.

        Raises:
            ModelError: a native library is missing, or the library refuses the model.
        """
        self._opencv = load_opencv()
        self._mediapipe = load_mediapipe()
        self._last_t_ms: int | None = None
        self._landmarker: Any = _open_landmarker(self._mediapipe, model)

    def estimate(self, bgr: npt.NDArray[np.uint8], t_ms: int) -> tuple[Pose, ...]:
        """The people in the picture, best first.

        A time that is not later than the one before is moved to one millisecond after it: the library
        refuses a millisecond that it has seen, and a clock that stutters must not end the session.
        """
        if self._last_t_ms is not None:
            t_ms = max(t_ms, self._last_t_ms + 1)
        self._last_t_ms = t_ms
        rgb = self._opencv.cvtColor(bgr, self._opencv.COLOR_BGR2RGB)
        image = self._mediapipe.Image(image_format=self._mediapipe.ImageFormat.SRGB, data=rgb)
        result = self._landmarker.detect_for_video(image, t_ms)
        poses = (_pose(landmarks) for landmarks in result.pose_landmarks)
        return tuple(pose for pose in poses if pose is not None)

    def close(self) -> None:
        """Release the model; may be called twice."""
        self._landmarker.close()


def _open_landmarker(mediapipe: ModuleType, model: Path) -> Any:  # noqa: ANN401 - the vendor's type
    vision, base_options = mediapipe.tasks.vision, mediapipe.tasks.BaseOptions
    options = vision.PoseLandmarkerOptions(
        base_options=base_options(model_asset_path=str(model), delegate=base_options.Delegate.CPU),
        running_mode=vision.RunningMode.VIDEO,
        num_poses=MOST_PEOPLE,
    )
    try:
        return vision.PoseLandmarker.create_from_options(options)
    except OSError as error:
        # The compiled part is loaded only here; a missing system library shows up as this.
        raise missing_library_error("MediaPipe", error) from error
    except (RuntimeError, ValueError) as error:
        reason = str(error).strip().rstrip(".").splitlines()[0] if str(error).strip() else "no reason given"
        raise ModelError(
            f"MediaPipe cannot use the pose model {model} ({reason}): "
            "a pose landmarker bundle (.task) is needed, or leave --model out."
        ) from error


def _pose(landmarks: list[Any]) -> Pose | None:
    """One person as our own type; `None` for a result that holds no numbers to work with."""
    pose = tuple(
        Landmark(
            x=round(landmark.x, DECIMALS),
            y=round(landmark.y, DECIMALS),
            z=round(landmark.z, DECIMALS),
            visibility=round(landmark.visibility, DECIMALS),
            presence=round(landmark.presence, DECIMALS),
        )
        for landmark in landmarks
    )
    whole = len(pose) == LANDMARK_COUNT and all(isfinite(sum(landmark)) for landmark in pose)
    return pose if whole else None
