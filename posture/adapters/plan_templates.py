"""Plans to begin with: commented TOML files of the package, filled in with a few answers.

The comments are the manual, so a template is changed as text with its comments, never written anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import cast

import tomlkit

from posture.errors import UsageError

FOLDER = Path(__file__).resolve().parent.parent / "data" / "plans"
DEFAULT = "first_week"
_MORE = FOLDER / "more.txt"
"""Examples of what else a plan can hold, all of it comments."""

_FIRST_LINE = re.compile(r"# (?P<name>[a-z_]+): (?P<about>.+)")
_DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a template is filled in with."""

    patient: str
    therapist: str
    start: date
    weeks_to_review: int


def template_names() -> dict[str, str]:
    """What each template is about, by its name, the default first."""
    names = sorted((path.stem for path in FOLDER.glob("*.toml")), key=lambda name: (name != DEFAULT, name))
    return {name: _about(name) for name in names}


def weeks_to_review(name: str) -> int:
    """How many weeks the template leaves until the review."""
    document = tomlkit.parse(_text(name))
    return (_day(document, "review") - _day(document, "start")).days // _DAYS_A_WEEK


def filled(name: str, answers: Answers) -> str:
    """The template of this whole name with these answers; its last day moves with its review."""
    document = tomlkit.parse(_text(name))
    after_review = _day(document, "end") - _day(document, "review")
    review = answers.start + timedelta(weeks=answers.weeks_to_review)
    document["for"], document["from"] = answers.patient, answers.therapist
    document["start"], document["review"] = answers.start, review
    document["end"] = max(review, review + after_review)
    return tomlkit.dumps(document) + _MORE.read_text(encoding="utf-8")


def template_named(name: str) -> str:
    """The template with this name, or with this beginning where only one has it.

    Raises:
        UsageError: there is none, or more than one.
    """
    names = template_names()
    found = [name] if name in names else [one for one in names if one.startswith(name)]
    if len(found) == 1 and name:
        return found[0]
    if not found or not name:
        raise UsageError(f"there is no template {name!r}; there are {', '.join(names)}")
    raise UsageError(f"{name!r} begins more than one template: {', '.join(found)}; write more of it")


def _text(name: str) -> str:
    return (FOLDER / f"{name}.toml").read_text(encoding="utf-8")


def _about(name: str) -> str:
    first = (FOLDER / f"{name}.toml").read_text(encoding="utf-8").partition("\n")[0]
    found = _FIRST_LINE.fullmatch(first)
    return "" if found is None else found["about"]


def _day(document: tomlkit.TOMLDocument, key: str) -> date:
    return cast("date", document[key].unwrap())
