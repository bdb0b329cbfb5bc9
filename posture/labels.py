"""The small vocabularies that every stage, file and screen shares (CONTRACT.md, frame lines)."""

from __future__ import annotations

from enum import StrEnum


class Label(StrEnum):
    """What the posture looks like beside the user's own reference. Left and right are the user's own."""

    UPRIGHT = "upright"
    SLOUCHED = "slouched"
    LEANING_FORWARD = "leaning_forward"
    LEANING_BACK = "leaning_back"
    LEANING_LEFT = "leaning_left"
    LEANING_RIGHT = "leaning_right"
    TURNED = "turned"
    UNKNOWN = "unknown"

    @property
    def is_slouch(self) -> bool:
        """Whether time with this label is a slouch episode (CONTRACT.md, `slouch_started`)."""
        return self in _SLOUCH_LABELS


_SLOUCH_LABELS = (Label.SLOUCHED, Label.LEANING_FORWARD, Label.LEANING_LEFT, Label.LEANING_RIGHT)


class Presence(StrEnum):
    """Whether the user is in front of the camera. `UNKNOWN` is no evidence, never a guess."""

    PRESENT = "present"
    AWAY = "away"
    UNKNOWN = "unknown"


class Activity(StrEnum):
    """What the user is doing, for the sedentary log."""

    SITTING = "sitting"
    STANDING = "standing"
    AWAY = "away"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why nothing can be said about posture right now, or which feature moved.

    The first group are reasons for `unknown` or `turned`; the second name the features that differ
    from the reference.
    """

    NOT_CALIBRATED = "not_calibrated"
    NO_FRAME = "no_frame"
    IN_USE = "in_use"
    FROZEN = "frozen"
    NO_PERSON = "no_person"
    PAUSED = "paused"
    TOO_DARK = "too_dark"
    BLANK_FRAME = "blank_frame"
    BACK_LIT = "back_lit"
    IMPLAUSIBLE = "implausible"
    FACE_HIDDEN = "face_hidden"
    SHOULDERS_HIDDEN = "shoulders_hidden"
    TOO_CLOSE = "too_close"
    TOO_FAR = "too_far"
    TURNED = "turned"
    HANDS_AT_FACE = "hands_at_face"
    ARMS_RAISED = "arms_raised"
    STANDING = "standing"
    SETTLING = "settling"
    EXERCISING = "exercising"
    CAMERA_OFF = "camera_off"

    NECK_HEIGHT = "neck_height"
    FACE_SIZE = "face_size"
    FACE_TO_SHOULDERS = "face_to_shoulders"
    SHOULDER_HEIGHT = "shoulder_height"
    SHOULDER_WIDTH = "shoulder_width"
    HEAD_ROLL = "head_roll"
    SHOULDER_TILT = "shoulder_tilt"
    LATERAL_OFFSET = "lateral_offset"
    NECK_ANGLE = "neck_angle"
    TRUNK_ANGLE = "trunk_angle"
