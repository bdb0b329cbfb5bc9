"""What the parts of a written report are made of: blocks, rows, dates, and how much room there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from posture.therapy.report import Report, Section

Row = tuple[str, ...]


class Dates(Protocol):
    """How dates are written where the reader lives."""

    def day(self, day: date) -> str:
        """A date with its year."""

    def short_day(self, day: date) -> str:
        """A date whose year is plain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much fits: exercises, rows of other tables, lines of notes, letters of a text; `None`: no limit."""

    exercises: int | None = None
    rows: int | None = None
    lines: int | None = None
    letters: int | None = None

    def text(self, text: str) -> str:
        """The text, cut where it is too long."""
        if self.letters is None or len(text) <= self.letters:
            return text
        return f"{text[: self.letters - 1].rstrip()}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One part of a section: a table with its heads, and lines below it.

    Attributes:
        name: tells the parts of a section apart; that of the section where it has only one.
        empty: it says nothing but that there is nothing.
    """

    section: Section
    title: str
    heads: Row = ()
    rows: tuple[Row, ...] = ()
    lines: tuple[str, ...] = ()
    name: str = ""
    empty: bool = False

    @property
    def key(self) -> str:
        """A name that no other block has."""
        return self.name or self.section.value


def some(rows: Sequence[Row], most: int | None, what: str) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """The rows that fit, and a line about the others."""
    if most is None or len(rows) <= most:
        return tuple(rows), ()
    return tuple(rows[:most]), (f"And {len(rows) - most} more {what} in the data files.",)


def when(report: Report, day: date, dates: Dates) -> str:
    """A date; without its year where that is the year of the report's last day."""
    return dates.short_day(day) if day.year == report.header.last.year else dates.day(day)
