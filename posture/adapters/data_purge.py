"""What the program keeps, removed: some days of the log, or all there is."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture.adapters.control_socket import control_lock
from posture.adapters.data_kinds import FILE_KINDS, Keeping, files_of
from posture.adapters.file_lock import FileLock, LockedError
from posture.adapters.private_files import storage_errors, unfinished
from posture.adapters.sqlite_purge import purge_log
from posture.adapters.sqlite_salvage import UNREADABLE
from posture.adapters.writer_lock import lock_file
from posture.errors import StorageError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from posture.adapters.data_dirs import Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What went: counts of what a user knows by name, and what stayed."""

    what: tuple[str, ...]
    across: int = 0

    def sentence(self) -> str:
        """What was removed, in one sentence."""
        told = f"removed {', '.join(self.what)}" if self.what else "there was nothing to remove"
        if not self.across:
            return told
        stayed = "1 session reaches" if self.across == 1 else f"{self.across} sessions reach"
        return f"{told}; {stayed} beyond these days and stayed whole"


def purge_days(where: Places, since: datetime | None, until: datetime) -> Removed:
    """Remove what lies wholly in [since, until), and damaged logs that were put aside before `until`.

    Raises:
        StorageError: a monitor is writing the log, or a file cannot be removed.
    """
    _refuse_while_watched(where)
    purged = purge_log(where.database, since=since, until=until)
    what = [f"{count} {told}" for told, count in purged.rows]
    for kind in FILE_KINDS:
        if kind.keeping is Keeping.DERIVED and purged.rows:
            _remove(list(files_of(kind, where)))
    aside = _kept_aside(where.database, until) if since is None else []
    _remove(aside)
    if aside:
        what.append(f"{len(aside)} files of logs that were put aside")
    return Removed(what=tuple(what), across=purged.across)


def purge_all(where: Places) -> Removed:
    """Remove every file of every kind, and the folders that held them.

    Raises:
        StorageError: a monitor is running, or a file cannot be removed.
    """
    _refuse_while_watched(where)
    what = []
    for kind in FILE_KINDS:
        files = list(files_of(kind, where))
        path: Path = getattr(where, kind.place)
        _remove([*files, *unfinished(path)])
        if path.is_dir():
            with storage_errors(path):
                shutil.rmtree(path)
        if files and kind.keeping is not Keeping.RUNTIME:
            what.append(kind.told)
        with storage_errors(path):
            if path.parent.is_dir() and not any(path.parent.iterdir()):
                path.parent.rmdir()
    return Removed(what=tuple(what))


def _refuse_while_watched(where: Places) -> None:
    """No monitor may hold the log or its own place: it would write on into what is removed."""
    for lock in (lock_file(where.database), control_lock(where.runtime)):
        if lock.exists():
            try:
                FileLock(lock).release()
            except LockedError as error:
                raise StorageError("a monitor is running: end it first, then remove again") from error


def _kept_aside(database: Path, until: datetime) -> list[Path]:
    """Damaged logs that were put aside before this moment; nobody can tell which days are in them."""
    files = database.parent.glob(f"{database.stem}.{UNREADABLE}-*")
    return sorted(file for file in files if file.stat().st_ctime < until.timestamp())


def _remove(files: list[Path]) -> None:
    for file in files:
        with storage_errors(file):
            file.unlink(missing_ok=True)
