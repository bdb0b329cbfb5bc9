"""Connections to the log: one that writes, any number that only read, and all-or-nothing changes."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUSY_TIMEOUT_S = 5.0
"""How long a connection waits for another one (a checkpoint, a recovery) before it gives up."""

APPEND_TIMEOUT_S = 0.5
"""The same for a monitor that is watching: longer would look like a gap in what it sees (`camera.gap_s`)."""

COMPANIONS = ("-wal", "-shm")
"""What SQLite keeps beside a database; the first one may hold the newest rows."""


def connect_to_write(path: Path, patience_s: float = BUSY_TIMEOUT_S) -> sqlite3.Connection:
    """A connection in autocommit mode that appends while others read (write-ahead log).

    It waits `patience_s` for another one's lock. It may be handed from one thread to another, but two threads
    must not use it at once.
    """
    connection = sqlite3.connect(path, timeout=patience_s, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # A killed process loses no committed row; only a power cut may undo the newest ones.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def wait_at_most(connection: sqlite3.Connection, seconds: float) -> None:
    """Let this connection give up on another one's lock after so long."""
    connection.execute(f"PRAGMA busy_timeout = {round(seconds * 1000):d}")


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A connection that cannot change the log, also while it is being written."""
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro",
        uri=True,
        timeout=BUSY_TIMEOUT_S,
        isolation_level=None,
        check_same_thread=False,
    )


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Everything inside happens, or nothing does."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A full disk makes SQLite roll back by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
