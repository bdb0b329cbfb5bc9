"""What is seen now, in words. Pure: no widget, no clock.

Beside it: sitting_view.py (the bars), today_view.py, strip_view.py, break_view.py, compact_view.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PureWindowsPath
from typing import NamedTuple

from posture.labels import Activity, Label, Reason
from posture.ports import SourceInfo
from posture.status import BreakState, Status
from tui.wording import (
    LABEL_WORDS,
    SYMBOL_AWAY,
    SYMBOL_NO_PICTURE,
    SYMBOL_OVER,
    SYMBOL_PAUSED,
    SYMBOL_STANDING,
    SYMBOL_UNKNOWN,
    Tone,
    duration,
    reason_words,
    stopwatch,
)

_MOST_REASONS = 2
_BAR_FULL, _BAR_END, _BAR_REST = "━", "╸", "╌"


class Line(NamedTuple):
    """One line of text and how it is coloured."""

    text: str
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """What is seen now: a symbol, a heading in plain words, the reason, and for how long.

    `big` is a word, or a time, that is drawn large enough to be read from across the room.
    """

    big: str
    symbol: str
    heading: str
    held: str
    detail: str
    tone: Tone


def now(status: Status | None, *, takes_reference: bool = False, demo: bool = False) -> Now:
    """What is seen now. Why nothing is seen comes before what is seen.

    `takes_reference` says that the reference is being taken from the beginning of the source itself, `demo`
    that a recording is played, which waits while it is paused.
    """
    if status is None:
        return _quiet("START", "…", "Starting", "opening the camera")
    if status.paused:
        meanwhile = "the recording waits" if demo else "nothing is watched"
        return _quiet("PAUSED", SYMBOL_PAUSED, "Paused", f"{meanwhile}: press p to go on")
    if status.camera_lost:
        taken = Reason.IN_USE in status.reasons
        heading = "Another program has the camera" if taken else "No picture from the camera"
        return _quiet("NO VIEW", SYMBOL_NO_PICTURE, heading, "waiting for it; this time counts as unknown")
    resting = status.break_state is BreakState.RUNNING
    if status.activity is Activity.AWAY:
        big = stopwatch(status.break_away_s) if resting else "AWAY"
        return _quiet(big, SYMBOL_AWAY, "Away", "nobody in view")
    if status.activity is Activity.STANDING and Reason.STANDING in status.reasons:
        big = stopwatch(status.break_away_s) if resting else "UP"
        detail = "nothing is compared while you stand; t if you sit"
        return _quiet(big, SYMBOL_STANDING, "Standing", detail)
    if not status.calibrated and status.pose is not None:
        if takes_reference:
            detail = "from the first seconds of the recording"
            return _quiet("START", SYMBOL_UNKNOWN, "Taking your reference", detail)
        detail = "press c to set yours; it takes 15 seconds"
        return _quiet("?", SYMBOL_UNKNOWN, "No reference yet", detail)
    words = LABEL_WORDS[status.posture]
    if status.posture is Label.UNKNOWN:
        return _quiet("?", words.symbol, words.heading, _because(status) or "no clear view")
    tone = Tone.NOTICE if status.posture.is_slouch else Tone.CALM
    return Now(
        big=_BIG[status.posture],
        symbol=words.symbol,
        heading=words.heading,
        held=duration(max(0.0, status.at.mono_s - status.since_t)),
        detail=_because(status),
        tone=tone,
    )


_BIG = {
    Label.UPRIGHT: "NEAR",
    Label.SLOUCHED: "LOWER",
    Label.LEANING_FORWARD: "FORWARD",
    Label.LEANING_BACK: "BACK",
    Label.LEANING_LEFT: "LEFT",
    Label.LEANING_RIGHT: "RIGHT",
    Label.TURNED: "TURNED",
    Label.UNKNOWN: "?",
}


def _quiet(big: str, symbol: str, heading: str, detail: str) -> Now:
    return Now(big=big, symbol=symbol, heading=heading, held="", detail=detail, tone=Tone.QUIET)


def _because(status: Status) -> str:
    if status.posture is Label.UPRIGHT:
        return ""
    if status.posture is Label.TURNED:
        return "not compared meanwhile"
    reasons = [reason for reason in status.reasons if reason != Reason.NOT_CALIBRATED]
    return ", ".join(reason_words(reason) for reason in reasons[:_MOST_REASONS])


def absent_words(status: Status | None) -> str:
    """What stands where the figure would be, when there is nobody to draw."""
    if status is None:
        return "waiting for a picture"
    if status.paused:
        return "paused"
    if status.camera_lost:
        return "no picture"
    return "nobody in view"


def bar(share: float, width: int) -> str:
    """A bar that is told apart by its shape alone."""
    filled = round(min(1.0, max(0.0, share)) * 2 * width)
    full, half = divmod(filled, 2)
    return (_BAR_FULL * full + (_BAR_END if half else "") + _BAR_REST * width)[:width]


def health(info: SourceInfo | None, status: Status | None, *, demo: bool = False, over: bool = False) -> str:
    """The state of the source in a few words, with a symbol; `over` says that it has come to its end."""
    if info is None:
        return "… starting"
    name = "recorded day" if demo else _source_name(info.name)
    if over:
        return f"{SYMBOL_OVER} {name} is over"
    if status is None:
        return f"… {name}"
    if status.paused:
        return f"{SYMBOL_PAUSED} {name} paused"
    if status.camera_lost:
        told = f"{name} gives no picture" if info.live else f"{name} has no picture here"
        return f"{SYMBOL_NO_PICTURE} {told}"
    return f"● {name}"


def _source_name(name: str) -> str:
    """A camera by its number, a stream by its address, a file without its folders."""
    if name.isdecimal():
        return f"camera {name}"
    return name if "://" in name else PureWindowsPath(name).name
