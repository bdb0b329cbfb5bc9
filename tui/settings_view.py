"""Settings as the screen shows them. Pure: values in, lines out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from posture.presets import PRESETS, Preset
from posture.settings import DESCRIPTIONS
from tui.settings_sources import source_of
from tui.wording import FROM_YOUR_PLAN, duration

SECTIONS = {
    "camera": "Camera",
    "presence": "Being here and away",
    "view": "A picture that is good enough",
    "slouch": "Off your reference",
    "sitting": "Sitting and breaks",
    "stillness": "Staying in one position",
    "standing": "Standing",
    "reminders": "Prompts",
    "notify": "Prompts outside the app",
    "tips": "Tips",
    "checkins": "Check-ins",
    "homework": "Homework",
    "screen": "Colours",
    "data": "What is kept",
    "filter": "Smoothing",
}
"""A heading for each section; one that is not named here stands as it is."""

FROM_NEXT_START = "A change counts from the next start."
AT_ONCE = "A change counts at once."
AT_START = frozenset({"camera.source", "camera.adaptive", "data.keep_days"})
"""What a monitor does as it starts; everything else it takes over while it runs."""
CHANGED = "*"
_KEY_WIDTH = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the list: a heading (`key` is empty) or a setting."""

    text: str
    key: str = ""


def lines(
    now: Mapping[str, Any], defaults: Mapping[str, Any], planned: Mapping[str, float] | None = None
) -> list[Line]:
    """Every key under the heading of its section; `planned` are values of the plan in use over them."""
    listed: list[Line] = []
    section = ""
    for key, value in now.items():
        if key.partition(".")[0] != section:
            section = key.partition(".")[0]
            listed.append(Line(text=SECTIONS.get(section, section)))
        text = line(key, value, defaults[key])
        if planned and key in planned:
            text = f"{text}; {shown(key, planned[key])} {FROM_YOUR_PLAN}"
        listed.append(Line(text=text, key=key))
    return listed


def line(key: str, value: object, default: object) -> str:
    """A key and its value; a sign where it is not the default."""
    mark = CHANGED if value != default else " "
    return f"{mark} {key:<{_KEY_WIDTH}}{shown(key, value)}"


def shown(key: str, value: object) -> str:
    """A value to read: seconds also in minutes."""
    text = typed(value)
    if key.endswith("_s") and isinstance(value, float) and value >= 60:
        return f"{text} s ({duration(value)})"
    return f"{text} s" if key.endswith("_s") else text


def typed(value: object) -> str:
    """A value as the user types it."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json.dumps(value)


def about(key: str, default: object, allowed: str) -> tuple[str, ...]:
    """What there is to know about a key."""
    return (
        f"{DESCRIPTIONS[key]}.",
        f"Default {shown(key, default)}. Allowed: {allowed}.",
        f"Where the default comes from: {source_of(key)}.",
    )


def how_to_change(key: str, planned: float | None = None) -> str:
    """The keys, and when a change counts; `planned` is the value of the plan in use, which goes before it."""
    counts = FROM_NEXT_START if key in AT_START else AT_ONCE
    if planned is not None:
        counts = f"Now {shown(key, planned)} {FROM_YOUR_PLAN} holds, while that runs; --set goes before it."
    return f"enter changes it, r sets the default. {counts}"


def rhythm(now: Mapping[str, Any]) -> Preset | None:
    """The preset that these values are, if they are one."""
    for preset, values in PRESETS.items():
        if all(now[key] == value for key, value in values.items()):
            return preset
    return None


def other_rhythm(now: Mapping[str, Any]) -> Preset:
    """The preset to change to."""
    return Preset.FIFTY_FIVE_FIVE if rhythm(now) is Preset.THIRTY_FIVE else Preset.THIRTY_FIVE
