"""A lock of the operating system on a file, which dies with the process that holds it.

A file that merely holds a process id goes stale when the process is killed; this lock cannot.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from posture.adapters.clock import SystemClock
from posture.adapters.private_files import FILE_MODE, make_private_folder, storage_error, storage_errors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TRY_EVERY_S = 0.02

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class LockedError(Exception):
    """Another process (or another lock of this one) holds it."""


@contextmanager
def one_at_a_time(path: Path, patience_s: float) -> Iterator[None]:
    """Hold the lock of the file at `path`, which is waited for.

    Raises:
        LockedError: somebody else holds it for longer than `patience_s` seconds.
        StorageError: the file cannot be used.
    """
    clock = SystemClock()
    give_up_s = clock.now().mono_s + patience_s
    while True:
        try:
            lock = FileLock(path)
            break
        except LockedError:
            if clock.now().mono_s >= give_up_s:
                raise
            clock.sleep(_TRY_EVERY_S)
    try:
        yield
    finally:
        lock.release()


class FileLock:
    """Held from construction to `release`, or until the process is gone."""

    def __init__(self, path: Path) -> None:
        """Take the lock of the file at `path`, which is created and left there.

        Raises:
            LockedError: somebody else holds it.
            StorageError: the file cannot be used.
        """
        make_private_folder(path.parent)
        with storage_errors(path):
            self._descriptor: int | None = os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE)
        try:
            _lock(self._descriptor)
        except (BlockingIOError, PermissionError) as error:
            self.release()
            raise LockedError from error
        except OSError as error:
            self.release()
            raise storage_error(path, error) from error

    def release(self) -> None:
        """Let the next one in; may be called twice."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
