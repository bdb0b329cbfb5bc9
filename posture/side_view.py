"""A camera at the side: telling that it is one, and whether what a camera sees can be judged.

Nobody says where the camera stands: the reference does. Where head and trunk were both seen from the side
while calibrating, everything after it is compared from the side (`posture.features`, `ear_ahead`, `trunk`).
"""

from __future__ import annotations

from math import atan, degrees, hypot
from typing import TYPE_CHECKING

from posture.features import NOSE_TO_EARS, YAW_OF_TURN, is_seen, shrinks_by, why_unusable_front
from posture.labels import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture.features import Features
    from posture.landmarks import Pose
    from posture.settings import ViewSettings

SIDE_YAW = 1.0
"""Yaw of a head seen from the side: 54 degrees and more. ENG."""

SIDE_FACE_RATIO = 0.75
"""Face over shoulders of a trunk seen from the side: from the front about 0.4, at 60 degrees 0.85. ENG."""

_TURNED_DEG = 25.0
"""A head turned this much towards the lens from where it was at calibration is turned. ENG."""

_CLOSE, _FAR = 0.38, 0.03
"""Size of the head in frame heights that is too close to see the trunk, or too small to measure. ENG."""

_SHORTEST, _LONGEST = 0.3, 4.5
"""Ear to shoulder over the size of the head, as seen; upright about 1.3, more when the head nods. ENG."""

_AT_FACE = 0.7
"""A wrist this many head sizes from the nose hides the face. ENG."""


def sees_side(features: Features) -> bool:
    """Whether both head and trunk are seen from the side."""
    return abs(features.yaw) >= SIDE_YAW and features.face_ratio >= SIDE_FACE_RATIO


def head_size(features: Features) -> float:
    """Nose to ears from the side, as an ear distance in frame heights: feels no nod and no small turn."""
    across = features.yaw / shrinks_by(features.yaw)
    return features.face * hypot(across, features.pitch) / NOSE_TO_EARS


def _turn_deg(yaw: float) -> float:
    """How far a head is turned from the lens, degrees."""
    return degrees(atan(abs(yaw) / YAW_OF_TURN))


def of_one_view(samples: Sequence[Features]) -> list[Features]:
    """Those of the samples that the camera saw as it saw most of them: from the side, or not."""
    side = mostly_side(samples)
    return [sample for sample in samples if sees_side(sample) is side]


def mostly_side(samples: Sequence[Features]) -> bool:
    """Whether the camera saw more of the samples from the side than not."""
    return 2 * sum(map(sees_side, samples)) > len(samples)


def why_unusable(
    pose: Pose, features: Features, frame_size: tuple[int, int], settings: ViewSettings, own: Features | None
) -> Reason | None:
    """Why posture cannot be judged from this pose, or `None` when it can; from wherever the camera stands.

    Args:
        pose: the user's landmarks.
        features: `measure` of the same pose.
        frame_size: pixels, for the aspect.
        settings: thresholds.
        own: the centre of the personal reference, which says where the camera stands; else the pose does.
    """
    if sees_side(features if own is None else own):
        return _why_unusable_side(
            pose, features, frame_size, settings, features.yaw if own is None else own.yaw
        )
    return why_unusable_front(pose, features, frame_size, settings, 0.0 if own is None else own.yaw)


def _why_unusable_side(
    pose: Pose, features: Features, frame_size: tuple[int, int], settings: ViewSettings, own_yaw: float
) -> Reason | None:
    low, high = -settings.frame_margin, 1.0 + settings.frame_margin
    near = max(pose[11], pose[12], key=lambda shoulder: shoulder[3])
    if near[3] < settings.min_visibility or not (low <= near[0] <= high) or near[1] > high:
        return Reason.SHOULDERS_HIDDEN
    nose = pose[0]
    ear_seen = max(pose[7][3], pose[8][3])
    if nose[3] < settings.min_visibility or ear_seen < settings.min_visibility:
        return Reason.FACE_HIDDEN
    if not (low <= nose[0] <= high and low <= nose[1] <= high):
        return Reason.FACE_HIDDEN
    if features.yaw * own_yaw < 0.0 or _turn_deg(features.yaw) < _turn_deg(own_yaw) - _TURNED_DEG:
        return Reason.TURNED
    head = head_size(features)
    if head > _CLOSE:
        return Reason.TOO_CLOSE
    if head < _FAR:
        return Reason.TOO_FAR
    up = features.neck * features.shoulders
    across = features.lateral * features.shoulders
    if not _SHORTEST < hypot(up, across) / head < _LONGEST:
        return Reason.IMPLAUSIBLE
    aspect = frame_size[0] / frame_size[1]
    for wrist in (pose[15], pose[16]):
        if is_seen(wrist, settings.min_visibility):
            dx, dy = (wrist[0] - nose[0]) * aspect, wrist[1] - nose[1]
            if hypot(dx, dy) < _AT_FACE * head:
                return Reason.HANDS_AT_FACE
    return None
