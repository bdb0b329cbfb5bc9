"""Events and sessions as rows of the log, and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from posture import event_json
from posture.adapters.sqlite_errors import damaged, sqlite_errors
from posture.errors import DamagedLogError
from posture.instant import Instant

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from posture.events import Event

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def insert_session(connection: sqlite3.Connection, started: Instant, source: str) -> int:
    """Add a running session; returns its id."""
    t, utc_ms, offset_s = _columns(started)
    cursor = connection.execute(
        "INSERT INTO session (source, started_utc_ms, seen_t, seen_utc_ms, seen_offset_s)"
        " VALUES (?, ?, ?, ?, ?) RETURNING id",
        (source, utc_ms, t, utc_ms, offset_s),
    )
    return int(cursor.fetchone()[0])


def insert_event(connection: sqlite3.Connection, session: int, seq: int, event: Event) -> None:
    """Add the event as number `seq` of its session."""
    connection.execute(
        "INSERT INTO event (session, seq, t, utc_ms, offset_s, type, payload) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (session, seq, *_columns(event.at), event.type, event_json.to_line(event)),
    )


def update_seen(connection: sqlite3.Connection, session: int, at: Instant) -> None:
    """Record the session's latest sign of life; an earlier one than recorded changes nothing."""
    t, utc_ms, offset_s = _columns(at)
    connection.execute(
        "UPDATE session SET seen_t = ?, seen_utc_ms = ?, seen_offset_s = ? WHERE id = ? AND seen_t <= ?",
        (t, utc_ms, offset_s, session, t),
    )


def update_ended(connection: sqlite3.Connection, session: int, reason: str) -> None:
    """Record that the session has ended."""
    connection.execute("UPDATE session SET ended_reason = ? WHERE id = ?", (reason, session))


def sessions_between(connection: sqlite3.Connection, start: datetime, end: datetime) -> list[int]:
    """Ids of the sessions that overlap [start, end), in the order they were written."""
    rows = connection.execute(
        "SELECT id FROM session WHERE started_utc_ms < ? AND seen_utc_ms >= ? ORDER BY id",
        (_utc_ms(end), _utc_ms(start)),
    )
    return [session for (session,) in rows]


def running_sessions(connection: sqlite3.Connection) -> list[tuple[int, Instant]]:
    """Sessions without an end, each with its last sign of life."""
    rows = connection.execute(
        "SELECT id, seen_t, seen_utc_ms, seen_offset_s FROM session WHERE ended_reason IS NULL ORDER BY id"
    )
    return [(session, _instant(t, utc_ms, offset_s)) for session, t, utc_ms, offset_s in rows]


def events_of(connection: sqlite3.Connection, session: int, path: Path) -> list[Event]:
    """The events of one session, in order.

    Raises:
        DamagedLogError: a row is not an event.
    """
    rows = connection.execute("SELECT payload FROM event WHERE session = ? ORDER BY seq", (session,))
    try:
        return [event_json.from_dict(json.loads(payload)) for (payload,) in rows]
    except ValueError as error:
        raise DamagedLogError(damaged(path)) from error


def read_between(
    connection: sqlite3.Connection, path: Path, start: datetime, end: datetime
) -> list[list[Event]]:
    """The events of every session that overlaps [start, end), a list for each."""
    with sqlite_errors(path):
        return [events_of(connection, session, path) for session in sessions_between(connection, start, end)]


def read_running_until(connection: sqlite3.Connection, path: Path) -> Instant | None:
    """The last sign of life of the newest session without an end."""
    with sqlite_errors(path):
        running = running_sessions(connection)
    return running[-1][1] if running else None


def _columns(at: Instant) -> tuple[float, int, int]:
    if at.wall is None:
        msg = "only sessions with a wall clock belong in the log"
        raise ValueError(msg)
    offset = at.wall.utcoffset()
    if offset is None:
        msg = "the log needs wall times with a time zone"
        raise ValueError(msg)
    return round(at.mono_s, 3), _utc_ms(at.wall), round(offset.total_seconds())


def _utc_ms(wall: datetime) -> int:
    return (wall - _EPOCH) // timedelta(milliseconds=1)


def _instant(t: float, utc_ms: int, offset_s: int) -> Instant:
    zone = timezone(timedelta(seconds=offset_s))
    return Instant(mono_s=t, wall=(_EPOCH + timedelta(milliseconds=utc_ms)).astimezone(zone))
