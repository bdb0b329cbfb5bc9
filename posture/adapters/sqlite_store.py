"""The log of the user's days in SQLite: append-only, one writer, readable while it is written.

What a killed process leaves behind is closed by the next writer, truthfully: at the last sign of life
(`posture/closing.py`). Events are committed as they come; the sign of life every `HEARTBEAT_S`.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING

from posture.adapters import daily_figures, event_rows
from posture.adapters.migrations import migrate
from posture.adapters.private_files import make_private_file, storage_errors
from posture.adapters.sqlite_connection import (
    APPEND_TIMEOUT_S,
    BUSY_TIMEOUT_S,
    COMPANIONS,
    connect_to_write,
    transaction,
    wait_at_most,
)
from posture.adapters.sqlite_errors import damaged, replaced, sqlite_errors
from posture.adapters.writer_lock import WriterLock
from posture.closing import close_open_intervals
from posture.errors import DamagedLogError, StorageError
from posture.events import SessionEnded, SessionStarted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from posture.events import Event
    from posture.instant import Instant

HEARTBEAT_S = 2.0
"""Session time between two records that the session is alive: what a killed process loses at most."""
_FIRST_BYTES = b"SQLite format 3\0"
"""Of every database (sqlite.org/fileformat2.html)."""


class SqliteEventStore:
    """The one writer of the log at `path` (`posture.ports.EventStore`)."""

    def __init__(self, path: Path, *, patience_s: float = BUSY_TIMEOUT_S) -> None:
        """Create or open the log, and close what a killed process left open.

        Raises:
            LockedLogError: another program held it for longer than `patience_s`.
            StorageError: somebody else writes it, or it cannot be opened, read or written.
        """
        self._path = path
        self._lock = WriterLock(path)
        self._session: int | None = None
        self._next_seq = 0
        self._touched_t = 0.0
        self._newest: Instant | None = None
        try:
            make_private_file(path)
            self._identity = _identity(path)
            with sqlite_errors(path):
                self._connection = connect_to_write(path, patience_s)
        except BaseException:
            self._lock.release()
            raise
        try:
            with sqlite_errors(path):
                migrate(self._connection, path)
                with transaction(self._connection):
                    self._close_killed_sessions()
            self._keep_days()
            with sqlite_errors(path):
                wait_at_most(self._connection, min(patience_s, APPEND_TIMEOUT_S))
            self._companions = {end: _identity(path.with_name(path.name + end)) for end in COMPANIONS}
        except BaseException:
            self._connection.close()
            self._lock.release()
            raise
        self._closed = False

    def check(self) -> None:
        """Read every page once.

        Raises:
            DamagedLogError: one does not hold what was written.
        """
        with sqlite_errors(self._path):
            found = self._connection.execute("PRAGMA quick_check(1)").fetchone()
        if found != ("ok",):
            raise DamagedLogError(damaged(self._path))

    def append(self, events: tuple[Event, ...]) -> None:
        """Add events, all or none (`posture.ports.EventStore`)."""
        if not events:
            return
        self._check_still_ours()
        session, next_seq = self._session, self._next_seq
        with sqlite_errors(self._path), transaction(self._connection):
            for event in events:
                if isinstance(event, SessionStarted):
                    self._close_killed_sessions()
                    session = event_rows.insert_session(self._connection, event.at, event.source)
                    next_seq = 0
                if session is None:
                    msg = f"{event.type} came before any session_started"
                    raise ValueError(msg)
                event_rows.insert_event(self._connection, session, next_seq, event)
                event_rows.update_seen(self._connection, session, event.at)
                next_seq += 1
                if isinstance(event, SessionEnded):
                    event_rows.update_ended(self._connection, session, event.reason)
                    session = None
        # Only now: after a failure the same events may be appended again.
        self._session, self._next_seq = session, next_seq
        self._touched_t = events[-1].at.mono_s
        self._newest = None
        if session is None:
            self._keep_days()

    def touch(self, at: Instant) -> None:
        """Keep `at` as a sign of life, in the file at most every `HEARTBEAT_S`."""
        if self._session is None:
            return
        self._newest = at
        if at.mono_s - self._touched_t >= HEARTBEAT_S:
            self._write_heartbeat()

    def between(self, start: datetime, end: datetime) -> list[list[Event]]:
        """Every session that overlaps [start, end), whole and in order."""
        return event_rows.read_between(self._connection, self._path, start, end)

    def running_until(self) -> Instant | None:
        """The last recorded sign of life of the running session, or `None`."""
        return event_rows.read_running_until(self._connection, self._path)

    def close(self) -> None:
        """Record the last sign of life and let the next writer in; may be called twice."""
        if self._closed:
            return
        self._closed = True
        try:
            wait_at_most(self._connection, BUSY_TIMEOUT_S)
            self._write_heartbeat()
        finally:
            self._connection.close()
            self._drop_companions_of_another_file()
            self._lock.release()

    def _drop_companions_of_another_file(self) -> None:
        """Our write-ahead log beside a file that took our place: SQLite leaves it, and later applies it."""
        with suppress(StorageError):
            if _identity(self._path) == self._identity:
                return
            for end, identity in self._companions.items():
                companion = self._path.with_name(self._path.name + end)
                if identity is not None and _identity(companion) == identity:
                    with storage_errors(companion):
                        companion.unlink()

    def _check_still_ours(self) -> None:
        """An open file can be removed or replaced, and SQLite would go on writing what nobody finds again."""
        if _identity(self._path) != self._identity:
            raise DamagedLogError(replaced(self._path))
        # SQLite keeps the first page in memory, and would write on into a file that nobody can open again.
        with storage_errors(self._path), self._path.open("rb") as file:
            if file.read(len(_FIRST_BYTES)) != _FIRST_BYTES:
                raise DamagedLogError(damaged(self._path))

    def _write_heartbeat(self) -> None:
        if self._session is None or self._newest is None:
            return
        self._check_still_ours()
        with sqlite_errors(self._path):
            event_rows.update_seen(self._connection, self._session, self._newest)
        self._touched_t = self._newest.mono_s
        self._newest = None

    def _keep_days(self) -> None:
        """Keep the figures of ended sessions. They are a copy: that it cannot be kept harms no event."""
        with suppress(sqlite3.Error, StorageError), transaction(self._connection):
            daily_figures.keep_missing(self._connection, self._path)

    def _close_killed_sessions(self) -> None:
        """Append what is missing to sessions without an end; inside the caller's transaction."""
        for session, last_seen in event_rows.running_sessions(self._connection):
            events = event_rows.events_of(self._connection, session, self._path)
            self._append_closing(session, len(events), close_open_intervals(events, last_seen))

    def _append_closing(self, session: int, next_seq: int, closing: Sequence[Event]) -> None:
        for seq, event in enumerate(closing, start=next_seq):
            event_rows.insert_event(self._connection, session, seq, event)
            if isinstance(event, SessionEnded):
                event_rows.update_ended(self._connection, session, event.reason)


def _identity(path: Path) -> int | None:
    """Which file it is, whatever its name, as SQLite tells it (`fileHasMoved`); `None`: there is none."""
    try:
        with storage_errors(path):
            return path.stat().st_ino
    except StorageError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return None
        raise
