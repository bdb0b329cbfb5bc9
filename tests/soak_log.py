"""What a soak (tests/soak_story.py) expects of its log, and how it reads it."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from posture import event_json
from posture.adapters.sqlite_reader import SqliteEventReader

if TYPE_CHECKING:
    from pathlib import Path

    from posture.events import Event

STARTED = datetime(2028, 2, 27, 7, 30, tzinfo=UTC)
"""A month from here holds a leap day and, in Europe, the night with an hour less."""
CLOSING = {"slouch_ended", "sitting_ended", "session_ended"}
"""What the next start writes for a process that was killed."""


def as_written(event: Event) -> Event:
    """The event to the millisecond, as the log keeps it."""
    return event_json.from_dict(json.loads(event_json.to_line(event)))


def read(database: Path) -> list[list[Event]]:
    """Every session."""
    with closing(SqliteEventReader(database)) as reader:
        return reader.between(STARTED - timedelta(days=4000), STARTED + timedelta(days=4000))
