"""The running monitor in one line, for people and for status bars. Pure: no clock, no file.

Where no monitor runs, `NO_MONITOR` is what each bar understands as "show nothing".
"""

from __future__ import annotations

import html
import json
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from posture.labels import Activity, Label
from posture.status import BreakState
from tui.wording import (
    FROM_YOUR_PLAN,
    LABEL_WORDS,
    SYMBOL_AWAY,
    SYMBOL_NO_PICTURE,
    SYMBOL_PAUSED,
    SYMBOL_UNKNOWN,
    duration,
    reason_words,
    stopwatch,
)

if TYPE_CHECKING:
    from tui.status_snapshot import Seen, Snapshot, Today

STALE_AFTER_S = 10.0
"""News come at least every two seconds, also from a camera that hangs; without any, the line says so."""
_SYMBOL_BREAK = "◑"
_SEPARATOR = " · "


class Format(StrEnum):
    """How the line is printed."""

    TEXT = "text"
    TMUX = "tmux"
    WAYBAR = "waybar"
    STARSHIP = "starship"
    JSON = "json"


NO_MONITOR: dict[Format, str] = {
    Format.TMUX: "",
    Format.WAYBAR: json.dumps({"text": "", "tooltip": "", "class": "off", "alt": "off"}),
    Format.STARSHIP: "",
}
"""What a bar is given when no monitor runs: nothing to show is no error there."""


def render(snapshot: Snapshot, wanted: Format) -> str:
    """The line in a format, without its end."""
    match wanted:
        case Format.TEXT:
            return text(snapshot)
        case Format.TMUX:
            return _short(snapshot).replace("#", "##")
        case Format.STARSHIP:
            return _short(snapshot)
        case Format.WAYBAR:
            return _waybar(snapshot)
        case Format.JSON:
            return json.dumps(snapshot.as_dict(), ensure_ascii=False)


def text(snapshot: Snapshot) -> str:
    """For people: what is seen, how long he has been sitting, the next break, today."""
    return _SEPARATOR.join(_parts(snapshot))


def text_within(snapshot: Snapshot, width: int) -> str:
    """The same in at most `width` cells: today goes first, then what stands in the middle."""
    parts = _parts(snapshot)
    if len(_SEPARATOR.join(parts)) > width and snapshot.today is not None:
        parts.pop()
    while len(_SEPARATOR.join(parts)) > width and len(parts) > 1:
        parts.pop(1 if len(parts) > 2 else -1)
    line = _SEPARATOR.join(parts)
    return line if len(line) <= width else f"{line[: max(0, width - 1)]}…"


def _parts(snapshot: Snapshot) -> list[str]:
    parts = [_heading(snapshot)]
    seen = snapshot.seen
    if seen is not None and not seen.paused and not _stale(snapshot):
        if seen.bout_s > 0:
            parts.append(f"sitting {duration(seen.bout_s)}")
        parts.append(
            "prompts rest until midnight"
            if snapshot.prompts_rest
            else _break(seen, by_plan=snapshot.breaks_by_plan)
        )
    if snapshot.today is not None:
        parts.append(_today(snapshot.today))
    return [part for part in parts if part]


def kind(snapshot: Snapshot) -> str:
    """What the line is about, in one word, for colours: the class of a bar."""
    seen = snapshot.seen
    if seen is None:
        return "starting"
    if _stale(snapshot):
        return "no_news"
    if seen.paused:
        return "paused"
    if seen.camera_lost:
        return "no_picture"
    if seen.break_state == BreakState.DUE:
        return "break_due"
    if seen.break_state == BreakState.RUNNING:
        return "break"
    if seen.activity == Activity.AWAY:
        return "away"
    return seen.posture


def _stale(snapshot: Snapshot) -> bool:
    return snapshot.seen is not None and snapshot.age_s > STALE_AFTER_S


def _heading(snapshot: Snapshot) -> str:
    seen = snapshot.seen
    if seen is None:
        return "Starting"
    if _stale(snapshot):
        return f"No news from the monitor for {duration(snapshot.age_s)}"
    if seen.paused:
        return "Paused"
    if seen.camera_lost:
        return "No picture from the camera"
    if seen.activity == Activity.AWAY:
        return "Away"
    if seen.activity == Activity.STANDING:
        return "Standing"
    label = Label(seen.posture)
    heading = LABEL_WORDS[label].heading
    if label is Label.UNKNOWN and not seen.calibrated and seen.presence == "present":
        return "No reference yet"
    if label is Label.UNKNOWN and seen.reasons:
        return f"{heading}: {reason_words(seen.reasons[0])}"
    if label.is_slouch:
        return f"{heading} for {duration(seen.posture_held_s)}"
    return heading


def _break(seen: Seen, *, by_plan: bool) -> str:
    match BreakState(seen.break_state):
        case BreakState.ANNOUNCED | BreakState.DUE:
            return "a break is due"
        case BreakState.HELD:
            return "in a meeting"
        case BreakState.RUNNING:
            return f"on a break: away {stopwatch(seen.break_away_s)}"
        case BreakState.SNOOZED:
            return "breaks snoozed" if seen.snoozed_until is None else f"breaks snoozed until {_until(seen)}"
        case BreakState.NOT_DUE:
            if seen.break_due_in_s is None or seen.bout_s <= 0:
                return ""
            source = f" ({FROM_YOUR_PLAN})" if by_plan else ""
            return f"next break in {duration(seen.break_due_in_s)}{source}"


def _until(seen: Seen) -> str:
    """The end of the snooze: a time of day; midnight is called tomorrow, as the command calls it."""
    assert seen.snoozed_until is not None
    clock = f"{datetime.fromisoformat(seen.snoozed_until):%H:%M}"
    return "tomorrow" if clock == "00:00" else clock


def _today(today: Today) -> str:
    breaks = "1 break" if today.breaks_taken == 1 else f"{today.breaks_taken} breaks"
    return f"today {duration(today.sitting_s)} sitting, {breaks}"


def _short(snapshot: Snapshot) -> str:
    """For a bar: a symbol, the time in this bout, and what comes next."""
    symbol, seen = _symbol(snapshot), snapshot.seen
    if seen is None:
        return symbol
    if _stale(snapshot):
        return f"{symbol} no news"
    if seen.paused:
        return f"{symbol} paused"
    if seen.camera_lost:
        return f"{symbol} no picture"
    parts = [duration(seen.bout_s)] if seen.bout_s > 0 else []
    match BreakState(seen.break_state):
        case BreakState.DUE:
            parts.append("break due")
        case BreakState.RUNNING:
            parts = [f"away {stopwatch(seen.break_away_s)}"]
        case BreakState.SNOOZED:
            parts.append("snoozed")
        case BreakState.NOT_DUE:
            if seen.break_due_in_s is not None and seen.bout_s > 0:
                parts.append(f"break in {duration(seen.break_due_in_s)}")
    return " ".join((symbol, " · ".join(parts))).rstrip()


def _symbol(snapshot: Snapshot) -> str:
    match kind(snapshot):
        case "starting":
            return "…"
        case "no_news":
            return SYMBOL_UNKNOWN
        case "paused":
            return SYMBOL_PAUSED
        case "no_picture":
            return SYMBOL_NO_PICTURE
        case "break":
            return _SYMBOL_BREAK
        case "away":
            return SYMBOL_AWAY
        case _:
            assert snapshot.seen is not None
            return LABEL_WORDS[Label(snapshot.seen.posture)].symbol


def _waybar(snapshot: Snapshot) -> str:
    """Waybar reads text and tooltip as markup, and a percentage: how far the bout is to the next break."""
    about = kind(snapshot)
    told: dict[str, str | int] = {
        "text": html.escape(_short(snapshot), quote=False),
        "tooltip": html.escape(text(snapshot), quote=False),
        "class": about,
        "alt": about,
    }
    seen = snapshot.seen
    if seen is not None and seen.break_due_in_s is not None and seen.bout_s > 0:
        told["percentage"] = round(100 * seen.bout_s / (seen.bout_s + seen.break_due_in_s))
    return json.dumps(told, ensure_ascii=False)
