"""The log, to look at: never locks, never changes it, works while a monitor writes it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from posture.adapters import daily_figures, event_rows
from posture.adapters.migrations import is_empty, pending
from posture.adapters.private_files import storage_errors
from posture.adapters.sqlite_connection import connect_to_read
from posture.adapters.sqlite_errors import sqlite_errors
from posture.errors import StorageError
from posture.summary import RangeSummary, summary_of

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from posture.events import Event
    from posture.instant import Instant

_ANY_OFFSET = timedelta(days=1)
"""More than any zone's distance from UTC: the sessions asked for surely hold the local days wanted."""


class SqliteEventReader:
    """A read-only view of the log at `path` (`posture.ports.EventReader`).

    A log that does not exist yet is an empty one: looking at it creates nothing.
    """

    def __init__(self, path: Path) -> None:
        """Open the log if there is one.

        Raises:
            StorageError: it cannot be opened or read.
        """
        self._path = path
        self._connection: sqlite3.Connection | None = None
        with storage_errors(path), sqlite_errors(path):
            if path.exists():
                self._connection = self._open()

    def between(self, start: datetime, end: datetime) -> list[list[Event]]:
        """Every session that overlaps [start, end), whole and in order."""
        if self._connection is None:
            return []
        return event_rows.read_between(self._connection, self._path, start, end)

    def days(self, first: date, last: date) -> RangeSummary:
        """The figures of the local days from `first` to `last`, a running session included.

        As `summarise` works them out of `between`, and quick: of sessions that have ended they are kept.

        Raises:
            StorageError: the log cannot be read.
        """
        if self._connection is None:
            return summary_of((), first, last)
        start = datetime.combine(first, time(), tzinfo=UTC) - _ANY_OFFSET
        end = datetime.combine(last, time(), tzinfo=UTC) + 2 * _ANY_OFFSET
        with sqlite_errors(self._path):
            return summary_of(daily_figures.read(self._connection, self._path, start, end), first, last)

    def running_until(self) -> Instant | None:
        """The last recorded sign of life of the session that has not ended, or `None`."""
        if self._connection is None:
            return None
        return event_rows.read_running_until(self._connection, self._path)

    def close(self) -> None:
        """Release; may be called twice."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection | None:
        """A connection, or `None` for a file in which nothing was ever written."""
        connection = connect_to_read(self._path)
        try:
            if self._holds_a_log(connection):
                return connection
        except BaseException:
            connection.close()
            raise
        connection.close()
        return None

    def _holds_a_log(self, connection: sqlite3.Connection) -> bool:
        if is_empty(connection):
            return False
        if pending(connection, self._path):
            msg = (
                f"the log {self._path} was written by an older version of this program; "
                "start the monitor once to bring it up to date"
            )
            raise StorageError(msg)
        return True
