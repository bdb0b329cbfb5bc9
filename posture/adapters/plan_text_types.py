"""The kinds of values that a plan file is made of, each with what it refuses.

A plan comes from somebody else and is shown in a terminal and in a report: characters that steer a terminal
or turn the direction of writing are refused, so what is read is what is there.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    FiniteFloat,
    PlainValidator,
    WithJsonSchema,
)

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)

_STEERING = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]")
"""Control characters but tab and line feed, and the invisible ones that reorder or hide what follows."""

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def _readable(text: str) -> str:
    found = _STEERING.search(text)
    if found is not None:
        msg = f"it holds the invisible character U+{ord(found[0]):04X}: delete it and type the text again"
        raise ValueError(msg)
    if text and not text.strip():
        raise ValueError("it holds nothing but spaces: write some words, or leave the key out")
    return text


def _one_line(text: str) -> str:
    if "\n" in text or "\t" in text:
        raise ValueError("it must stand on one line, without tabs")
    return text


def _date(value: Any) -> Any:  # noqa: ANN401 - whatever TOML can hold
    """A date in quotation marks is a date too: everybody writes it so now and then."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value


def _near_date(day: date) -> date:
    if not EARLIEST <= day <= LATEST:
        msg = f"it must lie from {EARLIEST} to {LATEST}"
        raise ValueError(msg)
    return day


def _limit(value: Any) -> float | str:  # noqa: ANN401 - whatever TOML can hold
    """A number, or the name of a band or weight."""
    if isinstance(value, str) and 0 < len(value) <= 120:
        return _one_line(_readable(value))
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 7200:
        return float(value)
    raise ValueError("it must be a number from 0 to 7200, or one of resistances in quotation marks")


def _time_of_day(text: str) -> str:
    if _TIME.fullmatch(text) is None:
        raise ValueError('it must be a time of day such as "09:30"')
    return text


Text = Annotated[str, AfterValidator(_readable), Field(min_length=1, max_length=1000)]
Line = Annotated[
    str, AfterValidator(_readable), AfterValidator(_one_line), Field(min_length=1, max_length=120)
]
Limit = Annotated[
    float | str,
    PlainValidator(_limit),
    WithJsonSchema(
        {"anyOf": [{"type": "number", "minimum": 0, "maximum": 7200}, {"type": "string", "maxLength": 120}]}
    ),
]
Notes = Annotated[str, AfterValidator(_readable), Field(max_length=4000)]
Lines = Annotated[list[Text], Field(max_length=12)]
Day = Annotated[date, BeforeValidator(_date), AfterValidator(_near_date)]
TimeOfDay = Annotated[str, AfterValidator(_time_of_day)]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,60}$")]
Percent = Annotated[FiniteFloat, Field(ge=1.0, le=200.0)]
Pain = Annotated[int, Field(ge=0, le=10)]
EveryDays = Annotated[int, Field(ge=1, le=365)]


class PlanTable(BaseModel):
    """Every table of a plan: no unknown keys, and no value is turned into another kind of value."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
