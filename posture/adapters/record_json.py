"""Records as JSON objects and back: one flat object, `kind` first, times with their offset."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from posture.therapy.records import RECORD_TYPES, Record


@cache
def _adapter(kind: str) -> TypeAdapter[Record]:
    """What reads and writes records of this kind; fields of a later version are ignored."""
    return TypeAdapter(RECORD_TYPES[kind])


def to_dict(record: Record) -> dict[str, Any]:
    """The record as a JSON-ready dict."""
    return {"kind": record.kind, **_adapter(record.kind).dump_python(record, mode="json")}


def to_line(record: Record) -> str:
    """The record as one line of JSON, without the newline and without its kind, which stands beside it."""
    return _adapter(record.kind).dump_json(record).decode()


def from_line(kind: str, line: str) -> Record:
    """The record of this kind that `to_line` wrote.

    Raises:
        ValueError: a field is missing, of the wrong kind or not allowed.
        KeyError: the kind is not known.
    """
    adapter = _adapter(kind)
    try:
        return adapter.validate_json(line, strict=True)
    except ValidationError as error:
        msg = f"not a {kind}: {error.errors()[0]['msg']}"
        raise ValueError(msg) from error
