"""The log of a monitor, opened so that nothing about its file stops the watching for long.

A damaged log is rebuilt from what can be read of it, and only then takes the old one's place: a full disk
or a crash in between loses nothing. The same happens to a log that is damaged, removed or replaced while it
is written. One that cannot be written for a while, also at the start, is waited for
(`posture/adapters/waiting_store.py`).
"""

from __future__ import annotations

from contextlib import closing
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from posture.adapters.migrations import migrate
from posture.adapters.private_files import make_private_file, storage_errors
from posture.adapters.sqlite_connection import APPEND_TIMEOUT_S, BUSY_TIMEOUT_S, COMPANIONS, connect_to_write
from posture.adapters.sqlite_errors import sqlite_errors
from posture.adapters.sqlite_purge import newest_entry, purge_log
from posture.adapters.sqlite_salvage import Salvaged, keep_aside, salvage
from posture.adapters.sqlite_store import SqliteEventStore
from posture.adapters.waiting_store import WaitingStore
from posture.adapters.writer_lock import WriterLock
from posture.errors import DamagedLogError, FullDiskError, LockedLogError
from posture.events import SessionStarted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from posture.events import Event
    from posture.instant import Instant
    from posture.ports import EventStore

REBUILT = "rebuilt"
UNLIKELY_PAUSE = timedelta(days=400)
"""Nothing recorded for so long is more likely a clock that is wrong than a pause. ENG: over a year."""


def open_log(
    path: Path,
    *,
    keep_days: int,
    now: Instant,
    tell: Callable[[str], None],
    patience_s: float = BUSY_TIMEOUT_S,
) -> EventStore:
    """The log to write to, without what is older than the user keeps (0: everything).

    A log that another program holds for longer than `patience_s` at the start, or for which the disk has no
    room, is waited for like one that is held later. `tell` hears in one sentence each what was wrong with it,
    now and later, and what was removed.

    Raises:
        StorageError: another monitor writes it, or it cannot be opened, read or written.
    """
    try:
        store: EventStore | None = _opened(path, keep_days, _wall(now), tell, patience_s)
    except (LockedLogError, FullDiskError):
        store = None

    underway_s = min(patience_s, APPEND_TIMEOUT_S)

    def reopen(at: Instant, written: Sequence[Event]) -> EventStore:
        if not written:
            return _opened(path, keep_days, _wall(at), tell, underway_s)
        tell(_begin_anew(path, _wall(at), written))
        return _open_whole(path, underway_s)

    return WaitingStore(store, reopen, tell)


def _wall(now: Instant) -> datetime:
    if now.wall is None:
        msg = "a log needs a clock on the wall"
        raise ValueError(msg)
    return now.wall


def _opened(
    path: Path, keep_days: int, now: datetime, tell: Callable[[str], None], patience_s: float
) -> SqliteEventStore:
    """The log, mended where it has to be, without what is older than the user keeps."""
    try:
        store = _open_whole(path, patience_s)
    except DamagedLogError:
        tell(_mend(path, now))
        store = _open_whole(path, patience_s)
    if keep_days:
        # The sessions a killed process left are closed now, so they have an age as well.
        store.close()
        _forget(path, keep_days, now, tell)
        store = SqliteEventStore(path, patience_s=patience_s)
    return store


def _begin_anew(path: Path, now: datetime, written: Sequence[Event]) -> str:
    """Make room for a session that runs and is `written` to a log that failed under it; what to say."""
    started = written[0]
    assert isinstance(started, SessionStarted)
    if not path.exists():
        return f"the log {path} was removed while it was open: a new one begins with this session"
    return f"{_mend(path, now, started)}; this session goes on whole"


def _open_whole(path: Path, patience_s: float) -> SqliteEventStore:
    """The log, every page of it read once.

    Raises:
        DamagedLogError: it does not hold what was written.
    """
    store = SqliteEventStore(path, patience_s=patience_s)
    try:
        store.check()
    except BaseException:
        store.close()
        raise
    return store


def _forget(path: Path, keep_days: int, now: datetime, tell: Callable[[str], None]) -> None:
    newest = newest_entry(path)
    if newest is not None and now - newest > UNLIKELY_PAUSE:
        tell(
            f"data.keep_days is {keep_days}, but nothing was removed from the log: its newest entry is of "
            f"{newest:%Y-%m-%d}, and the clock says {now:%Y-%m-%d}; if the clock is right, the next start "
            "removes it"
        )
        return
    midnight = datetime.combine(now.date(), time(), tzinfo=now.tzinfo)
    purged = purge_log(path, since=None, until=midnight - timedelta(days=keep_days))
    if purged.rows:
        what = ", ".join(f"{count} {told}" for told, count in purged.rows)
        tell(f"data.keep_days is {keep_days}, so {what} from before were removed from the log")


def _mend(path: Path, now: datetime, running: SessionStarted | None = None) -> str:
    """Rebuild the log without the running session, put the damaged one aside, and say so."""
    lock = WriterLock(path)
    try:
        rebuilt = path.with_name(f"{path.stem}.{REBUILT}{path.suffix}")
        taken = _rebuild(path, rebuilt, running)
        aside = keep_aside(path, now)
        with storage_errors(path):
            rebuilt.replace(path)
    finally:
        lock.release()
    rows = f" and {taken.rows} other entries" if taken.rows else ""
    return (
        f"the log {path} is damaged: it is kept as {aside.name}, and what could be read of it goes on, "
        f"{taken.events} events of {taken.sessions} sessions{rows}"
    )


def _rebuild(path: Path, rebuilt: Path, running: SessionStarted | None) -> Salvaged:
    with storage_errors(rebuilt):
        for end in ("", *COMPANIONS):
            rebuilt.with_name(rebuilt.name + end).unlink(missing_ok=True)
    make_private_file(rebuilt)
    with sqlite_errors(rebuilt), closing(connect_to_write(rebuilt)) as connection:
        migrate(connection, rebuilt)
        return salvage(path, connection, without=running)
