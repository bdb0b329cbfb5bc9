"""How dates, weeks and paper are where the reader lives: from the system's settings, or given.

The report is in English, so dates have English months in the order of the place. Without a place (`C`,
`POSIX`) dates are as in ISO 8601, weeks begin on Monday, paper is A4.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.localedata import exists

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_SETTINGS = ("LC_ALL", "LC_TIME", "LANG")
_ANYWHERE = Locale.parse("en_001")
_NO_PLACE = ("C", "POSIX", "en_US_POSIX")
_LETTER = frozenset(["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"])
"""Territories with paper of US Letter, by CLDR (supplemental data, measurement, paper size)."""


class Paper(StrEnum):
    """Sizes that one page fits on."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderPlace:
    """The habits of a place; `dates` is the locale for dates, or `None` for ISO 8601."""

    first_weekday: int
    paper: Paper
    dates: Locale | None

    def day(self, day: date) -> str:
        """A date to read."""
        return day.isoformat() if self.dates is None else format_date(day, "medium", self.dates)

    def short_day(self, day: date) -> str:
        """A date to read where its year is plain: "16 Nov"."""
        return format_skeleton("MMMd", day, locale=self.dates or _ANYWHERE)


def reader_place(environ: Mapping[str, str]) -> ReaderPlace:
    """The place of this system's settings: the first of `LC_ALL`, `LC_TIME`, `LANG` that is set."""
    named = next((environ[name] for name in _SETTINGS if environ.get(name)), None)
    return place_of(None if named is None else named.partition(".")[0].partition("@")[0])


def place_of(name: str | None) -> ReaderPlace:
    """The place of a locale such as `de_AT`."""
    try:
        found = None if name is None or name in _NO_PLACE else Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        found = None
    if found is None or found.territory is None:
        return ReaderPlace(first_weekday=0, paper=Paper.A4, dates=None)
    english = f"en_{found.territory}"
    return ReaderPlace(
        first_weekday=found.first_week_day,
        paper=Paper.LETTER if found.territory in _LETTER else Paper.A4,
        dates=Locale.parse(english if exists(english) else "en_001"),
    )


def on_paper(place: ReaderPlace, paper: str | None) -> ReaderPlace:
    """The same place with another paper; `None` keeps its own."""
    return place if paper is None else replace(place, paper=Paper(paper))
