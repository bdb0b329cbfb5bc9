"""SQLite's errors in the user's words: what is wrong with the log, and what to do."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from posture.adapters.private_files import is_full
from posture.errors import DamagedLogError, FullDiskError, LockedLogError, StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PRIMARY_CODE = 0xFF
"""SQLite's extended result codes keep the primary code in their low byte."""
_DAMAGE = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


@contextmanager
def sqlite_errors(path: Path) -> Iterator[None]:
    """Turn an error of SQLite about the log at `path` into a `StorageError`."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE
        if code in _DAMAGE:
            raise DamagedLogError(damaged(path)) from error
        if code in _LOCKED:
            raise LockedLogError(_sentence(path, error)) from error
        # What the log shares with its readers cannot grow on a full disk, and SQLite calls that input/output.
        if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and is_full(path.parent)):
            raise FullDiskError(_full(path)) from error
        raise StorageError(_sentence(path, error)) from error


def _sentence(path: Path, error: sqlite3.Error) -> str:
    match getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE:
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return (
                f"cannot write the log {path}: it is read-only for you; "
                "make the file and its folder writable or set POSTURE_HOME to another folder"
            )
        case sqlite3.SQLITE_CANTOPEN:
            return (
                f"cannot open the log {path}: the file or its folder is not accessible; "
                "check their permissions or set POSTURE_HOME to another folder"
            )
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return f"cannot use the log {path}: another program holds it; close that program and try again"
        case _:
            return f"cannot use the log {path}: {error}; check the disk or set POSTURE_HOME to another folder"


def _full(path: Path) -> str:
    return f"cannot write the log {path}: the disk is full; free some space"


def damaged(path: Path) -> str:
    """What to say about a log that does not read as it was written."""
    return (
        f"the log {path} is damaged; do not delete it: the next start of the monitor keeps it under another "
        "name and takes over what can be read"
    )


def replaced(path: Path) -> str:
    """What to say about a log whose file was taken away while it was open."""
    return f"the log {path} was removed or replaced while it was open; leave the file where it is"


def foreign(path: Path) -> str:
    """What to say about a database that is in order and not ours."""
    return (
        f"the log {path} is not a log of this program; it was left as it is: "
        "move it elsewhere or set POSTURE_HOME to another folder"
    )
