"""One writer of the log at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.adapters.file_lock import FileLock, LockedError
from posture.errors import StorageError

if TYPE_CHECKING:
    from pathlib import Path


def lock_file(database: Path) -> Path:
    """The file whose lock the writer of `database` holds."""
    return database.with_name(database.name + ".lock")


class WriterLock:
    """Held from construction to `release`, or until the process is gone."""

    def __init__(self, database: Path) -> None:
        """Take the lock of `database`.

        Raises:
            StorageError: another process (or another store of this one) holds it.
        """
        try:
            self._lock = FileLock(lock_file(database))
        except LockedError as error:
            msg = (
                f"another posture monitor is already writing {database}; "
                "stop it first, or set POSTURE_HOME to another folder"
            )
            raise StorageError(msg) from error

    def release(self) -> None:
        """Let the next writer in; may be called twice."""
        self._lock.release()
