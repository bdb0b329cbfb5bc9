"""The words for a period of days, as `posture log` takes them."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date, timedelta

from posture.errors import UsageError

ALLOWED = "today, yesterday, week, month, a date (2026-11-20) or a range of dates (2026-11-01..2026-11-20)"

_DAYS_BACK = {"today": (0, 0), "yesterday": (1, 1), "week": (6, 0), "month": (29, 0)}
"""First and last day, counted back from today: a week is the last seven days, a month the last thirty."""


def parse_period(text: str, today: date) -> tuple[date, date]:
    """The first and the last day of a period, both included.

    Raises:
        UsageError: the text is no period, or its end lies before its start.
    """
    if text in _DAYS_BACK:
        first_back, last_back = _DAYS_BACK[text]
        return today - timedelta(days=first_back), today - timedelta(days=last_back)
    first_text, dots, last_text = text.partition("..")
    try:
        first = date.fromisoformat(first_text)
        last = date.fromisoformat(last_text) if dots else first
    except ValueError as error:
        raise UsageError(_unreadable(text)) from error
    if first.year == MINYEAR or last.year == MAXYEAR:  # the calendar leaves no day around them
        raise UsageError(_unreadable(text))
    if last < first:
        msg = f"the period {text!r} ends before it begins: put the earlier date first"
        raise UsageError(msg)
    return first, last


def _unreadable(text: str) -> str:
    return f"cannot read the period {text!r}: allowed are {ALLOWED}"
