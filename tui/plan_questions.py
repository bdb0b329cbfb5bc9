"""The few questions before a new plan is written."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

import typer
from pydantic import TypeAdapter, ValidationError

from posture.adapters.plan_templates import DEFAULT, Answers, template_named, template_names, weeks_to_review
from posture.adapters.plan_text_types import EARLIEST, LATEST, Line
from posture.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

MOST_WEEKS = 52
_T = TypeVar("_T", str, int, date)

_MONDAY = 0
_WEEK = 7
_LENGTH = "give 1 to 120 characters"

_LINE: TypeAdapter[str] = TypeAdapter(Line)


def next_monday(today: date) -> date:
    """Where a plan begins unless somebody says otherwise: today if it is a Monday."""
    return today + timedelta(days=(_MONDAY - today.weekday()) % _WEEK)


def ask_template() -> str:
    """Which template, from a list: its number, its name, or words that only one has."""
    names = template_names()
    for number, (name, about) in enumerate(names.items(), start=1):
        typer.echo(f"  {number}  {name:<18}{about}", err=True)
    return _asked("Which plan to begin with", DEFAULT, lambda text: chosen_template(text, names))


def ask_answers(template: str, given: Answers, settled: Collection[str] = ()) -> Answers:
    """The answers to the rest; Enter takes what is `given`, and what is `settled` is not asked."""

    def asked(key: str, question: str, default: _T, read: Callable[[str], _T]) -> _T:
        return default if key in settled else _asked(question, default, read)

    return Answers(
        patient=asked("patient", "For whom (an alias or initials, not the full name)", given.patient, line),
        therapist=asked("therapist", "From whom", given.therapist, line),
        start=asked("start", "First day", given.start, day),
        weeks_to_review=_asked("Weeks until you look at it together", weeks_to_review(template), _weeks),
    )


def line(text: str, option: str | None = None) -> str:
    """A text that may stand in a plan on one line; a complaint begins with the `option` that gave it.

    Raises:
        UsageError: it may not.
    """
    try:
        return _LINE.validate_python(text.strip())
    except ValidationError as error:
        first = error.errors()[0]
        # What is not a complaint of our own is about the length.
        own = first["msg"].removeprefix("Value error, ") if first["type"] == "value_error" else _LENGTH
        raise UsageError(own if option is None else f"{option}: {own}") from error


def day(text: str) -> date:
    """A date, as year-month-day.

    Raises:
        UsageError: it is none.
    """
    try:
        found = date.fromisoformat(text.strip())
    except ValueError as error:
        raise UsageError(f"{text!r} is no date; write it as year-month-day, such as 2026-11-23") from error
    if not EARLIEST <= found <= LATEST - timedelta(weeks=2 * MOST_WEEKS):
        raise UsageError(f"{found} is too far away for a plan; choose a day from {EARLIEST} to 2098")
    return found


def _weeks(text: str) -> int:
    if not text.strip().isdecimal() or not 1 <= int(text) <= MOST_WEEKS:
        raise UsageError(f"write a whole number of weeks from 1 to {MOST_WEEKS}")
    return int(text)


def chosen_template(text: str, names: Mapping[str, str]) -> str:
    """The template of this number in the list, of this name, or the only one with these words.

    Raises:
        UsageError: there is none, or more than one.
    """
    typed = text.strip()
    if typed.isdecimal() and 1 <= int(typed) <= len(names):
        return list(names)[int(typed) - 1]
    words = re.split(r"[\s_-]+", typed.casefold())
    found = [
        name for name, about in names.items() if all(word in f"{name} {about}".casefold() for word in words)
    ]
    return found[0] if len(found) == 1 else template_named("_".join(words))


def _asked(question: str, default: _T, read: Callable[[str], _T]) -> _T:
    """Ask until the answer can be read."""
    while True:
        answer: str = typer.prompt(question, default=str(default), err=True)
        try:
            return read(answer)
        except UsageError as error:
            typer.echo(f"  {error}", err=True)
