"""One writer at a time, by a lock of the operating system that dies with the process.

A file that merely holds a process id goes stale when the process is killed; this lock cannot.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from posture.adapters.private_files import FILE_MODE, make_private_folder, storage_error, storage_errors
from posture.errors import StorageError

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class WriterLock:
    """Held from construction to `release`, or until the process is gone."""

    def __init__(self, database: Path) -> None:
        """Take the lock of `database`.

        Raises:
            StorageError: another process (or another store of this one) holds it.
        """
        path = database.with_name(database.name + ".lock")
        make_private_folder(path.parent)
        with storage_errors(path):
            self._descriptor: int | None = os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE)
        try:
            _lock(self._descriptor)
        except (BlockingIOError, PermissionError) as error:
            self.release()
            msg = (
                f"another posture monitor is already writing {database}; "
                "stop it first, or set POSTURE_HOME to another folder"
            )
            raise StorageError(msg) from error
        except OSError as error:
            self.release()
            raise storage_error(path, error) from error

    def release(self) -> None:
        """Let the next writer in; may be called twice."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
