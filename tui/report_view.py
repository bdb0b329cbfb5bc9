"""What stands around the preview of a report: sections with their keys, the period, where it is written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from posture.errors import UsageError
from posture.therapy.report import Section
from posture.therapy.report_making import left_out
from tui.report_period import report_period

if TYPE_CHECKING:
    from collections.abc import Callable

SECTION_KEYS: dict[Section, tuple[str, str]] = {
    Section.GOALS: ("g", "goals"),
    Section.ADHERENCE: ("e", "exercises"),
    Section.SYMPTOMS: ("p", "pain"),
    Section.FUNCTION: ("a", "activities"),
    Section.SITTING: ("s", "sitting and breaks"),
    Section.POSTURE: ("t", "time away"),
    Section.NOTES: ("n", "your notes"),
    Section.SAFETY: ("w", "warning signs"),
    Section.RULES: ("r", "the plan's rules"),
    Section.QUALITY: ("i", "how far to rely"),
}
"""The key that leaves a section out or puts it back, and its name in the list; in the order of the report."""

WEEKS = (1, 2, 4, 8, 12, 26, 52)
"""Lengths to step through; four weeks are the usual time to a review (docs/checkins.md). ENG."""

FORMAT_WORDS = {"html": "a page to print", "md": "Markdown", "json": "JSON"}


def section_lines(without: frozenset[Section]) -> str:
    """A line for each section: its key, and whether it is left out."""
    gone = left_out(without)
    return "\n".join(
        f"{key} [{' ' if section in gone else 'x'}] {name}" for section, (key, name) in SECTION_KEYS.items()
    )


def gone_words(without: frozenset[Section]) -> str:
    """What leaving out means."""
    gone = left_out(without)
    if not gone:
        return "Nothing is left out."
    more = " The rules tell the same figures, so they go too." if set(gone) - without else ""
    return f"The report says that you left out {len(gone)} of {len(SECTION_KEYS)} parts.{more}"


def period_words(first: date, last: date, day: Callable[[date], str]) -> str:
    """Which days, and how many."""
    days = (last - first).days + 1
    length = f"{days // 7} weeks" if days % 7 == 0 and days > 7 else f"{days} day{'s' * (days > 1)}"
    return f"{day(first)} to {day(last)} ({length})"


def longer_or_shorter(first: date, last: date, steps: int) -> tuple[date, date]:
    """The next longer or shorter period with the same last day; the same one at the ends."""
    days = (last - first).days + 1
    lengths = [7 * weeks for weeks in WEEKS]
    fitting = [one for one in lengths if (one > days if steps > 0 else one < days)]
    if not fitting:
        return first, last
    length = fitting[0] if steps > 0 else fitting[-1]
    return report_period(None, str(last), f"{length}d", last)


def period_of(words: str, today: date) -> tuple[date, date]:
    """A period as typed: `4w`, `28d`, or two dates with `..` between them.

    Raises:
        UsageError: it is none.
    """
    begin, dots, end = words.replace(" ", "").partition("..")
    try:
        if dots:
            return report_period(begin, end or None, None, today)
        return report_period(None, None, begin, today)
    except UsageError as error:
        words_of_keys = str(error).replace("--from", "the first day").replace("--to", "the last day")
        raise UsageError(words_of_keys.replace("--last", "the length")) from error


def default_name(last: date, kind: str) -> str:
    """A name to propose: "posture-report-2026-11-29.html"."""
    return f"posture-report-{last}.{kind}"
