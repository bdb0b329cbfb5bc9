"""What the patient did and said, in the log's database: append-only, written in short transactions.

Commands write here while the monitor writes its events: SQLite lets one after the other in, and whoever comes
second waits (`sqlite_connection.BUSY_TIMEOUT_S`). The monitor's lock is for its session, and not asked for.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from posture.adapters.migrations import is_empty, migrate, pending
from posture.adapters.private_files import make_private_file, storage_errors
from posture.adapters.record_json import from_line, to_line
from posture.adapters.sqlite_connection import connect_to_read, connect_to_write, transaction
from posture.adapters.sqlite_errors import damaged, sqlite_errors
from posture.closable import Closable
from posture.errors import StorageError
from posture.therapy.history import History, Stored, Unreadable
from posture.therapy.records import RECORD_TYPES, Record

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_RECORDS_SINCE = "0002_records"


class RecordStore(Closable):
    """A writer of records, for as long as a command or an answer takes: `with RecordStore(path) as store`."""

    def __init__(self, path: Path) -> None:
        """Create or open the database, and bring its schema up to date.

        Raises:
            StorageError: it cannot be opened or written.
        """
        self._path = path
        make_private_file(path)
        with sqlite_errors(path):
            self._connection = connect_to_write(path)
        try:
            with sqlite_errors(path):
                # A record is somebody's word, given once: it must survive a power cut as well.
                self._connection.execute("PRAGMA synchronous = FULL")
                migrate(self._connection, path)
        except BaseException:
            self._connection.close()
            raise

    def append(self, records: Sequence[Record]) -> tuple[int, ...]:
        """Keep these records, all or none, durably; their numbers.

        Raises:
            StorageError: they could not be kept; none of them was.
        """
        with sqlite_errors(self._path), transaction(self._connection):
            return tuple(_insert(self._connection, record) for record in records)

    def history(self) -> History:
        """Everything that was recorded."""
        return _history(self._connection, self._path)

    def close(self) -> None:
        """Release; may be called twice."""
        self._connection.close()


def read_history(path: Path) -> History:
    """Everything that was recorded in the database at `path`; looking creates and changes nothing.

    Raises:
        StorageError: it cannot be opened or read.
    """
    with _reading(path) as connection:
        return History() if connection is None else _history(connection, path)


def records_mark(path: Path) -> tuple[int, int]:
    """Another pair of numbers once records came or went; quick, for who looks again and again.

    Raises:
        StorageError: the database cannot be opened or read.
    """
    with _reading(path) as connection:
        if connection is None:
            return 0, 0
        number, newest = connection.execute("SELECT count(*), max(number) FROM record").fetchone()
        return number, newest or 0


def keep(path: Path, records: Sequence[Record]) -> tuple[int, ...]:
    """Keep these records in the database at `path`, all or none; their numbers.

    Raises:
        StorageError: they could not be kept; none of them was.
    """
    with RecordStore(path) as store:
        return store.append(records)


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection | None]:
    """A connection that only looks, or `None` where nothing was ever recorded."""
    with storage_errors(path), sqlite_errors(path):
        if not path.exists():
            yield None
            return
        connection = connect_to_read(path)
        try:
            yield None if is_empty(connection) or _is_older(connection, path) else connection
        finally:
            connection.close()


def _is_older(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether the database is from before there were records."""
    return any(migration.name == _RECORDS_SINCE for migration in pending(connection, path))


def _insert(connection: sqlite3.Connection, record: Record) -> int:
    offset = record.at.utcoffset()
    if offset is None:
        msg = "a record was made without its offset from UTC"
        raise ValueError(msg)
    cursor = connection.execute(
        "INSERT INTO record (utc_ms, offset_s, kind, replaces, payload) VALUES (?, ?, ?, ?, ?)"
        " RETURNING number",
        (
            (record.at - _EPOCH) // timedelta(milliseconds=1),
            round(offset.total_seconds()),
            record.kind,
            record.replaces,
            to_line(record),
        ),
    )
    return int(cursor.fetchone()[0])


def _history(connection: sqlite3.Connection, path: Path) -> History:
    stored: list[Stored] = []
    unreadable: list[Unreadable] = []
    with sqlite_errors(path):
        rows = connection.execute(
            "SELECT number, kind, replaces, payload FROM record ORDER BY number"
        ).fetchall()
    for number, kind, replaces, payload in rows:
        if kind not in RECORD_TYPES:
            unreadable.append(Unreadable(number=number, kind=kind, replaces=replaces))
            continue
        try:
            stored.append(Stored(number=number, record=from_line(kind, payload)))
        except ValueError as error:
            raise StorageError(damaged(path)) from error
    return History(stored=tuple(stored), unreadable=tuple(unreadable))
