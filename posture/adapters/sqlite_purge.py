"""Days removed from the log for good: overwritten in the file, not only unlisted.

`secure_delete` has SQLite overwrite with zeros what it removes; `VACUUM` then writes the file anew without
the holes, and the write-ahead log, which holds old pages, is emptied. What a disk or a backup keeps beside
the file is out of reach.
"""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from posture.adapters.data_kinds import LOG_TABLES, LogTable
from posture.adapters.migrations import migrate
from posture.adapters.sqlite_connection import connect_to_read, connect_to_write, transaction
from posture.adapters.sqlite_errors import sqlite_errors
from posture.adapters.writer_lock import WriterLock

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Purged:
    """What a removal did to the log.

    Attributes:
        rows: how many of each kind went, by what a user calls them; kinds without any left out.
        across: how many entries reach over an edge of the days asked for, and stayed whole.
    """

    rows: tuple[tuple[str, int], ...]
    across: int


def purge_log(
    path: Path, *, since: datetime | None, until: datetime, tables: tuple[LogTable, ...] = LOG_TABLES
) -> Purged:
    """Remove what lies wholly in [since, until) from the log at `path`; no log is an empty one.

    Raises:
        StorageError: a monitor is writing it, or it cannot be read or written.
    """
    if not path.exists():
        return Purged(rows=(), across=0)
    lock = WriterLock(path)
    try:
        with sqlite_errors(path), closing(connect_to_write(path)) as connection:
            connection.execute("PRAGMA secure_delete = ON")
            migrate(connection, path)
            with transaction(connection), _deleting_permitted(connection, tables):
                purged = _purge(connection, tables, _ms(since), _ms(until))
            if purged.rows:
                connection.execute("VACUUM")
                connection.execute("PRAGMA wal_checkpoint (TRUNCATE)")
    finally:
        lock.release()
    return purged


def newest_entry(path: Path) -> datetime | None:
    """When the newest entry of the log at `path` ended; `None`: there is none.

    Raises:
        StorageError: it cannot be read.
    """
    with sqlite_errors(path), closing(connect_to_read(path)) as connection:
        moments = [
            connection.execute(f"SELECT MAX({table.end or table.begin}) FROM {table.name}").fetchone()[0]  # noqa: S608 - our names
            for table in LOG_TABLES
            if table.begin is not None
        ]
    newest_ms = max((moment for moment in moments if moment is not None), default=None)
    return None if newest_ms is None else datetime.fromtimestamp(newest_ms / 1000, UTC)


def _purge(
    connection: sqlite3.Connection, tables: tuple[LogTable, ...], since_ms: int, until_ms: int
) -> Purged:
    dated = {table.name: table for table in tables if table.begin is not None}
    rows, across = [], 0
    for table in tables:
        if table.of is not None:
            parent, there, here = table.of
            wanted = f"{here} IN (SELECT {there} FROM {parent} WHERE {_inside(dated[parent])})"  # noqa: S608 - our names
        elif table.begin is not None:
            wanted = _inside(table)
            across += connection.execute(
                f"SELECT COUNT(*) FROM {table.name} WHERE {_touching(table)} AND NOT ({wanted})",  # noqa: S608 - our names
                {"since": since_ms, "until": until_ms},
            ).fetchone()[0]
        else:
            continue
        done = connection.execute(
            f"DELETE FROM {table.name} WHERE {wanted}",  # noqa: S608 - our names
            {"since": since_ms, "until": until_ms},
        )
        rows.append((table.one if done.rowcount == 1 else table.many, done.rowcount))
    removed = tuple((told, count) for told, count in rows if count)
    if removed:
        for table in tables:
            if table.derived:
                connection.execute(f"DELETE FROM {table.name}")  # noqa: S608 - our names
    return Purged(rows=removed, across=across)


def _inside(table: LogTable) -> str:
    return f"{table.begin} >= :since AND {table.end or table.begin} < :until"


def _touching(table: LogTable) -> str:
    return f"{table.begin} < :until AND {table.end or table.begin} >= :since"


@contextmanager
def _deleting_permitted(connection: sqlite3.Connection, tables: tuple[LogTable, ...]) -> Iterator[None]:
    """Tables are append-only by triggers; those against deleting are lifted, inside this transaction only."""
    names = {table.name for table in tables}
    triggers = [
        (name, statement)
        for name, table, statement in connection.execute(
            "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
        )
        if table in names and "BEFORE DELETE" in statement
    ]
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    yield
    for _, statement in triggers:
        connection.execute(statement)


def _ms(moment: datetime | None) -> int:
    return -(2**62) if moment is None else round(moment.timestamp() * 1000)
