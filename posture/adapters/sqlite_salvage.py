"""A damaged log: kept aside under a name with the time, and read as far as it can be.

Each session is looked up on its own, so a damaged page costs the sessions that stand in it and no other. Of
such a session everything before the first hole is taken: figures of a story with a hole would not be true.
Tables other than those of the log are copied row by row, as far as they read.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from posture import event_json
from posture.adapters import event_rows
from posture.adapters.private_files import FILE_MODE, storage_errors
from posture.adapters.sqlite_connection import BUSY_TIMEOUT_S, COMPANIONS, transaction
from posture.closing import close_open_intervals
from posture.events import Event, SessionEnded, SessionStarted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

LOG_TABLES = frozenset(
    {"session", "event", "migration", "purge_permit", "record_purge_permit", "session_day"}
)
"""Tables with a meaning of their own here, worked out from others, or without anything of the user's."""
UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvaged:
    """What was taken over from a damaged log.

    Attributes:
        sessions, events: how many of each.
        rows: of other tables, together.
    """

    sessions: int
    events: int
    rows: int


def keep_aside(path: Path, now: datetime) -> Path:
    """Move the damaged database and what belongs to it away; where it is now.

    Raises:
        StorageError: it cannot be moved.
    """
    stem = f"{path.stem}.{UNREADABLE}-{now:%Y%m%d-%H%M%S}"
    aside, number = path.with_name(f"{stem}{path.suffix}"), 2
    while aside.exists():
        aside, number = path.with_name(f"{stem}-{number}{path.suffix}"), number + 1
    with storage_errors(path):
        # The companions first: a database without them is older, never foreign to them.
        for end in COMPANIONS:
            companion = path.with_name(path.name + end)
            if companion.exists():
                companion.rename(aside.with_name(aside.name + end))
        path.rename(aside)
        aside.chmod(FILE_MODE)
    return aside


def salvage(
    damaged: Path, connection: sqlite3.Connection, *, without: SessionStarted | None = None
) -> Salvaged:
    """Copy what can be read of the database at `damaged` into the new one behind `connection`.

    The session that begins `without` is left out: who runs it has it whole.
    """
    left_out = None if without is None else event_json.to_line(without)
    sessions = events = rows = 0
    try:
        old = sqlite3.connect(damaged, timeout=BUSY_TIMEOUT_S, isolation_level=None)
    except sqlite3.Error:
        return Salvaged(sessions=0, events=0, rows=0)
    with closing(old), transaction(connection):
        old.text_factory = lambda content: content.decode("utf-8", "replace")
        for session in _session_ids(old):
            story = _story(old, session)
            if story and event_json.to_line(story[0]) != left_out:
                _insert(connection, story)
                sessions, events = sessions + 1, events + len(story)
        for table in _other_tables(connection):
            rows += _copy(old, connection, table)
    return Salvaged(sessions=sessions, events=events, rows=rows)


def _session_ids(old: sqlite3.Connection) -> list[int]:
    """Every id that is mentioned anywhere it can still be read."""
    found: set[int] = set()
    for query in (
        "SELECT id FROM session ORDER BY id",
        "SELECT id FROM session ORDER BY id DESC",
        "SELECT session FROM event ORDER BY session, seq",
        "SELECT session FROM event ORDER BY session DESC, seq DESC",
    ):
        found.update(row[0] for row in _readable(old, query) if isinstance(row[0], int))
    return sorted(found)


def _story(old: sqlite3.Connection, session: int) -> list[Event]:
    """The events from the start of a session to its end or the first hole, closed if it has no end."""
    story: list[Event] = []
    rows = _readable(old, f"SELECT seq, payload FROM event WHERE session = {session:d} ORDER BY seq")  # noqa: S608 - a number
    for expected, (seq, payload) in enumerate(rows):
        event = _event(payload)
        if seq != expected or event is None or isinstance(event, SessionStarted) != (expected == 0):
            break
        story.append(event)
    if not story or isinstance(story[-1], SessionEnded):
        return story
    return [*story, *close_open_intervals(story, story[-1].at)]


def _event(payload: str) -> Event | None:
    try:
        event = event_json.from_dict(json.loads(payload))
    except (TypeError, ValueError):
        return None
    return None if event.at.wall is None else event


def _insert(connection: sqlite3.Connection, story: list[Event]) -> None:
    started, ended = story[0], story[-1]
    assert isinstance(started, SessionStarted)
    assert isinstance(ended, SessionEnded)
    session = event_rows.insert_session(connection, started.at, started.source)
    for seq, event in enumerate(story):
        event_rows.insert_event(connection, session, seq, event)
        event_rows.update_seen(connection, session, event.at)
    event_rows.update_ended(connection, session, ended.reason)


def _other_tables(connection: sqlite3.Connection) -> list[str]:
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    return [name for (name,) in names if name not in LOG_TABLES]


def _copy(old: sqlite3.Connection, new: sqlite3.Connection, table: str) -> int:
    """Rows of `table`, from its beginning and from its end as far as they read; how many."""
    columns = [row[1] for row in new.execute(f'PRAGMA table_info("{table}")')]
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" for _ in columns)
    copied = 0
    for direction in ("ASC", "DESC"):
        for row in _readable(old, f'SELECT {names} FROM "{table}" ORDER BY 1 {direction}'):  # noqa: S608 - names of ours
            with suppress(sqlite3.Error):
                done = new.execute(f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({marks})', row)  # noqa: S608
                copied += done.rowcount
    return copied


def _readable(old: sqlite3.Connection, query: str) -> Iterator[tuple[Any, ...]]:
    """The rows up to the first that cannot be read."""
    try:
        yield from old.execute(query)
    except sqlite3.Error:
        return
