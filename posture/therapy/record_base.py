"""What all records share, and what they refuse: a record that cannot be is never made.

Names and notes may not hold control characters, because they reach terminals and reports; scales have
ends; every time has its offset. Each refusal is a sentence for the user that names what is allowed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import ClassVar

HIGHEST_RATING = 10
"""Of pain and of activities: the generic scale from 0 to 10."""
LARGEST_CHANGE = 7
"""Of the rating of change: from -7 to +7."""
LONGEST_NAME = 80
LONGEST_NOTE = 2000
_JOINERS = "\u200c\u200d"
"""Characters without a shape of their own that some scripts and emoji need."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordBase:
    """`at` is the local wall time with its offset; `replaces` is the number of the record it corrects."""

    kind: ClassVar[str]
    at: datetime
    replaces: int | None = None

    def __post_init__(self) -> None:
        if self.at.utcoffset() is None:
            msg = "a record needs a time with its offset from UTC"
            raise ValueError(msg)
        self._check()

    def _check(self) -> None:
        """Refuse what cannot be.

        Raises:
            ValueError: with a sentence that names what is allowed.
        """


def check_rating(what: str, value: int | None) -> None:
    """Refuse a rating that is not a whole number from 0 to 10."""
    if value is not None and not (_is_whole(value) and 0 <= value <= HIGHEST_RATING):
        msg = f"{what} is a whole number from 0 to {HIGHEST_RATING}, and {value} is not"
        raise ValueError(msg)


def check_change(value: int) -> None:
    """Refuse a rating of change that is not a whole number from -7 to +7."""
    if not (_is_whole(value) and -LARGEST_CHANGE <= value <= LARGEST_CHANGE):
        msg = f"a change is a whole number from -{LARGEST_CHANGE} to +{LARGEST_CHANGE}, and {value} is not"
        raise ValueError(msg)


def check_number(what: str, value: float | None) -> None:
    """Refuse what is no finite number."""
    if value is not None and not isfinite(value):
        msg = f"{what} is a number, and {value} is not"
        raise ValueError(msg)


def check_amount(what: str, value: float | None) -> None:
    """Refuse what is no finite number of 0 or more."""
    check_number(what, value)
    if value is not None and value < 0:
        msg = f"{what} is 0 or more, and {value} is not"
        raise ValueError(msg)


def check_text(what: str, text: str, longest: int) -> None:
    """Refuse an empty or overlong text, and one with characters that are not for reading."""
    if not text.strip():
        msg = f"{what} is empty; write some words"
        raise ValueError(msg)
    if len(text) > longest:
        msg = f"{what} has {len(text)} characters; {longest} are allowed"
        raise ValueError(msg)
    if not all(letter.isprintable() or letter in _JOINERS for letter in text):
        msg = f"{what} holds a line break or a control character; write it as one line of plain text"
        raise ValueError(msg)


def _is_whole(value: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
