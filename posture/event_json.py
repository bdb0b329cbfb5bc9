"""Events as JSON objects and back (CONTRACT.md, Events): one flat object, `t`, `wall`, `type` first."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, fields
from datetime import datetime
from typing import Any

from posture.events import EVENT_TYPES, CountedBy, Event, Side, VerifiedBy
from posture.instant import Instant
from posture.labels import Label, Presence


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        msg = f"{value!r} is not a number"
        raise TypeError(msg)
    return float(value)


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        msg = f"{value!r} is not a whole number"
        raise TypeError(msg)
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        msg = f"{value!r} is not a text"
        raise TypeError(msg)
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        msg = f"{value!r} is not true or false"
        raise TypeError(msg)
    return value


def _whole_or_none(value: object) -> int | None:
    return None if value is None else _whole(value)


_READERS: dict[str, Callable[[Any], Any]] = {
    "float": _number,
    "int": _whole,
    "int | None": _whole_or_none,
    "str": _text,
    "bool": _flag,
    "Label": Label,
    "Presence": Presence,
    "VerifiedBy": VerifiedBy,
    "Side": Side,
    "CountedBy": CountedBy,
}
"""How to read a field back, by the name of its type; a new type of field fails here, at import."""

_FIELDS = {
    name: tuple((field.name, _READERS[str(field.type)]) for field in fields(cls) if field.name != "at")
    for name, cls in EVENT_TYPES.items()
}
_MAY_MISS = {
    name: frozenset(field.name for field in fields(cls) if field.default is not MISSING)
    for name, cls in EVENT_TYPES.items()
}
"""Fields that came later: an older log has none of them, and they have a default."""


def to_dict(event: Event) -> dict[str, Any]:
    """The event as a JSON-ready dict; times in seconds, rounded to the millisecond."""
    wall = event.at.wall
    payload: dict[str, Any] = {
        "t": round(event.at.mono_s, 3),
        "wall": None if wall is None else wall.isoformat(timespec="milliseconds"),
        "type": event.type,
    }
    for name, _ in _FIELDS[event.type]:
        value = getattr(event, name)
        payload[name] = round(value, 3) if isinstance(value, float) else value
    return payload


def to_line(event: Event) -> str:
    """The event as one line of JSON, without the newline."""
    return dict_line(to_dict(event))


def dict_line(payload: dict[str, Any]) -> str:
    """What `to_dict` gives, as one line of JSON, without the newline."""
    return json.dumps(payload, ensure_ascii=False)


def from_dict(payload: dict[str, Any]) -> Event:
    """The event that `to_dict` wrote.

    Raises:
        ValueError: the type is unknown, or a field is missing or of the wrong kind.
    """
    try:
        kind = payload["type"]
        wall = payload["wall"]
        at = Instant(
            mono_s=_number(payload["t"]),
            wall=None if wall is None else datetime.fromisoformat(wall),
        )
        values = {
            name: read(payload[name])
            for name, read in _FIELDS[kind]
            if name in payload or name not in _MAY_MISS[kind]
        }
    except (KeyError, TypeError) as error:
        msg = f"not an event: {error}"
        raise ValueError(msg) from error
    return EVENT_TYPES[kind](at=at, **values)
