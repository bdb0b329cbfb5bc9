"""When to remind of homework: at the times the patient chose, and only while something is left to do."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture.therapy.today import Today

REMINDS_FOR = timedelta(hours=1)
"""A reminder that could not be given for so long (a meeting, quiet hours, nobody there) is let go. ENG."""


def reminder_time(times: Sequence[int], now: datetime) -> datetime | None:
    """The time of the reminder that is due at the local time `now`, or `None`.

    `times` are minutes after midnight. Of several that have come, the latest counts: one reminder is enough.
    """
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    come = [moment for minutes in times if (moment := midnight + timedelta(minutes=minutes)) <= now]
    latest = max(come, default=None)
    return None if latest is None or now - latest >= REMINDS_FOR else latest


def is_worth_saying(today: Today | None) -> bool:
    """Whether there is something to be reminded of: homework that is left, and nothing that holds it back."""
    return today is not None and today.next is not None and today.held is None
