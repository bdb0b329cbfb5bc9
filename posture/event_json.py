"""Events as JSON objects and back (CONTRACT.md, Events): one flat object, `t`, `wall`, `type` first."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import datetime
from typing import Any

from posture.events import EVENT_TYPES, Event, VerifiedBy
from posture.instant import Instant
from posture.labels import Label, Presence

_FIELD_NAMES = {
    name: tuple(f.name for f in fields(cls) if f.name != "at") for name, cls in EVENT_TYPES.items()
}


def to_dict(event: Event) -> dict[str, Any]:
    """The event as a JSON-ready dict; times in seconds, rounded to the millisecond."""
    wall = event.at.wall
    payload: dict[str, Any] = {
        "t": round(event.at.mono_s, 3),
        "wall": None if wall is None else wall.isoformat(timespec="milliseconds"),
        "type": event.type,
    }
    for name in _FIELD_NAMES[event.type]:
        value = getattr(event, name)
        payload[name] = round(value, 3) if isinstance(value, float) else value
    return payload


def to_line(event: Event) -> str:
    """The event as one line of JSON, without the newline."""
    return json.dumps(to_dict(event), ensure_ascii=False)


def from_dict(payload: dict[str, Any]) -> Event:
    """The event that `to_dict` wrote.

    Raises:
        ValueError: the type is unknown, or a field is missing or of the wrong kind.
    """
    try:
        cls = EVENT_TYPES[payload["type"]]
        wall = payload["wall"]
        at = Instant(
            mono_s=float(payload["t"]),
            wall=None if wall is None else datetime.fromisoformat(wall),
        )
        values = {name: payload[name] for name in _FIELD_NAMES[payload["type"]]}
    except (KeyError, TypeError) as error:
        msg = f"not an event: {error}"
        raise ValueError(msg) from error
    if "label" in values:
        values["label"] = Label(values["label"])
    if "verified_by" in values:
        values["verified_by"] = VerifiedBy(values["verified_by"])
    if "presence" in values:
        values["presence"] = Presence(values["presence"])
    return cls(at=at, **values)
