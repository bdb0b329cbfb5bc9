"""The words for states, reasons and durations. Neutral: everything is compared with the user's own reference.

Each state also has a symbol, so that nothing depends on colour.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from posture.instant import Instant
from posture.labels import Label, Reason

FROM_YOUR_PLAN = "from your plan"
"""Beside a figure that the plan in use sets and not the user."""

SYMBOL_AWAY = "○"
SYMBOL_PAUSED = "="
SYMBOL_NO_PICTURE = "✕"
SYMBOL_OVER = "■"
SYMBOL_UNKNOWN = "?"
SYMBOL_STANDING = "|"
SYMBOL_STILL = "-"
SYMBOL_BREAK = "◑"


class Tone(StrEnum):
    """How a line is coloured: two colours that everyone can tell apart, and grey. Never red."""

    CALM = "calm"
    NOTICE = "notice"
    QUIET = "quiet"


class LabelWords(NamedTuple):
    """A label as a symbol, as a heading, in "You have been ... for 5 min", and in very little room."""

    symbol: str
    heading: str
    been: str
    brief: str


LABEL_WORDS: dict[Label, LabelWords] = {
    Label.UPRIGHT: LabelWords("●", "Near your reference", "near your reference", "near"),
    Label.SLOUCHED: LabelWords("▼", "Lower than your reference", "lower than your reference", "lower"),
    Label.LEANING_FORWARD: LabelWords(
        "◆", "Further forward than your reference", "further forward than your reference", "forward"
    ),
    Label.LEANING_BACK: LabelWords("◇", "Leaning back", "leaning back", "back"),
    Label.LEANING_LEFT: LabelWords("◀", "Leaning to your left", "leaning to your left", "leaning left"),
    Label.LEANING_RIGHT: LabelWords("▶", "Leaning to your right", "leaning to your right", "leaning right"),
    Label.TURNED: LabelWords("◐", "Turned away from the screen", "turned away", "turned"),
    Label.UNKNOWN: LabelWords(SYMBOL_UNKNOWN, "Cannot tell right now", "out of sight", "unknown"),
}

REASON_WORDS: dict[str, str] = {
    Reason.NOT_CALIBRATED: "no reference yet: press c to set yours",
    Reason.NO_FRAME: "no picture from the camera",
    Reason.IN_USE: "another program uses the camera",
    Reason.FROZEN: "the camera's picture stands still",
    Reason.NO_PERSON: "nobody in view",
    Reason.PAUSED: "paused: press p to go on",
    Reason.TOO_DARK: "too dark to see you",
    Reason.BACK_LIT: "the light is behind you",
    Reason.BLANK_FRAME: "the picture is blank: is the shutter closed?",
    Reason.IMPLAUSIBLE: "no clear view of a person",
    Reason.FACE_HIDDEN: "face out of view",
    Reason.SHOULDERS_HIDDEN: "shoulders out of view",
    Reason.TOO_CLOSE: "too close to the camera to compare",
    Reason.TOO_FAR: "too far from the camera to compare",
    Reason.TURNED: "head turned away",
    Reason.HANDS_AT_FACE: "hands at the face",
    Reason.ARMS_RAISED: "arms raised",
    Reason.STANDING: "standing",
    Reason.SETTLING: "settling, one moment",
    Reason.EXERCISING: "exercising: posture waits",
    Reason.CAMERA_OFF: "the camera is off for now",
    Reason.NECK_HEIGHT: "head lower over the shoulders",
    Reason.FACE_SIZE: "face at another distance",
    Reason.FACE_TO_SHOULDERS: "head further forward",
    Reason.SHOULDER_HEIGHT: "shoulders at another height",
    Reason.SHOULDER_WIDTH: "shoulders at another distance",
    Reason.HEAD_ROLL: "head tilted",
    Reason.SHOULDER_TILT: "shoulders tilted",
    Reason.LATERAL_OFFSET: "head off to one side",
    Reason.NECK_ANGLE: "head ahead of the shoulders",
    Reason.TRUNK_ANGLE: "trunk ahead of the hips",
}


def reason_words(reason: str) -> str:
    """A reason in words; one that is not known yet stands as it is, without underscores."""
    return REASON_WORDS.get(reason, reason.replace("_", " "))


def duration(seconds: float) -> str:
    """A rough duration: "40 s", "12 min", "1 h 05 min"."""
    whole = max(0, int(seconds))
    if whole < 60:
        return f"{whole} s"
    minutes = whole // 60
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60:02d} min"


def stopwatch(seconds: float) -> str:
    """A duration that is watched while it grows: "0:42", "12:05", "1:02:05"."""
    whole = max(0, int(seconds))
    if whole < 3600:
        return f"{whole // 60}:{whole % 60:02d}"
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def until_words(now: Instant, until: Instant) -> str:
    """When a snooze ends: a time of day, or "tomorrow"."""
    if now.wall is not None and until.wall is not None and until.wall.date() > now.wall.date():
        return "tomorrow"
    return clock_time(until)


def clock_time(at: Instant) -> str:
    """Local time of day, or the position in a recording that does not know it."""
    if at.wall is None:
        return stopwatch(at.mono_s)
    return at.wall.strftime("%H:%M")
