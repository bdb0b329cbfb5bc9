"""What goes wrong with the log, the clock and the process in a soak (tests/soak_story.py)."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, contextmanager
from datetime import timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from posture.adapters.open_log import open_log
from posture.errors import StorageError
from tests.soak_log import CLOSING, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.soak_story import Soak

PAGE = 4096
SETTLES_S = 200
"""A log that refused is tried again within a minute of session time; after so long nothing waits any more."""


@contextmanager
def held(database: Path) -> Iterator[None]:
    """Somebody else, a backup perhaps, holds the log."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def locked(soak: Soak) -> None:
    with held(soak.database):
        soak.spell("upright", 100)
        soak.spell("away", soak.chance.uniform(60, 1200))
    soak.spell("upright", SETTLES_S)


def full(soak: Soak) -> None:
    soak.inner._connection.execute("PRAGMA max_page_count = 1")
    soak.spell("away", soak.chance.uniform(100, 3000))
    soak.inner._connection.execute("PRAGMA max_page_count = 1000000")
    soak.spell("upright", SETTLES_S)


def read_only(soak: Soak) -> None:
    soak.inner._connection.execute("PRAGMA query_only = ON")
    soak.spell("away", soak.chance.uniform(100, 3000))
    soak.inner._connection.execute("PRAGMA query_only = OFF")
    soak.spell("upright", SETTLES_S)


def damaged(soak: Soak) -> None:
    """The first page of the table of sessions is lost on the disk; each session stands in its events too."""
    with closing(sqlite3.connect(soak.database, isolation_level=None)) as other:
        # A change by others makes the writer read the pages anew.
        other.execute("INSERT INTO purge_permit VALUES (-1)")
        other.execute("DELETE FROM purge_permit")
        other.execute("PRAGMA wal_checkpoint (TRUNCATE)")
        (page,) = other.execute("SELECT rootpage FROM sqlite_master WHERE name = 'session'").fetchone()
    with soak.database.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(soak.chance.randbytes(PAGE))
    soak.spell("upright", SETTLES_S)


def replaced(soak: Soak) -> None:
    """The log is removed, and a while later a copy from before is put back."""
    backup = soak.database.with_name("backup")
    with closing(sqlite3.connect(soak.database)) as source, closing(sqlite3.connect(backup)) as copy:
        source.backup(copy)
    for path in soak.database.parent.glob(f"{soak.database.name}*"):
        path.unlink()
    soak.spell("upright", SETTLES_S)
    backup.replace(soak.database)
    soak.spell("upright", SETTLES_S)


def damaged_copy(soak: Soak) -> None:
    """What is salvaged of a spoilt copy is a true part of the log."""
    copy = soak.database.with_name("copy") / "posture.sqlite3"
    shutil.rmtree(copy.parent, ignore_errors=True)
    copy.parent.mkdir()
    soak.inner._connection.execute("PRAGMA wal_checkpoint (FULL)")
    content = bytearray(soak.database.read_bytes())
    pages = len(content) // PAGE
    if pages > 4:
        at = PAGE * soak.chance.randrange(2, pages)
        content[at : at + PAGE] = soak.chance.randbytes(PAGE)
    copy.write_bytes(bytes(content))
    open_log(copy, keep_days=0, now=soak.now(), tell=lambda _: None).close()
    for session in read(copy):
        whole = next(one for one in soak.sessions if one[0] == session[0])
        same = [theirs == ours for theirs, ours in zip(session, whole, strict=False)]
        true = same.index(False) if False in same else len(same)
        assert {event.type for event in session[true:]} <= CLOSING


def second(soak: Soak) -> None:
    """A second monitor is refused and changes nothing."""
    with pytest.raises(StorageError, match="another posture monitor is already writing"):
        open_log(soak.database, keep_days=1, now=soak.now(), tell=soak.told.append, patience_s=0)


def clock(soak: Soak) -> None:
    soak.clock_off += timedelta(seconds=soak.chance.choice((-90_000, -3600, -5, 5, 3600, 90_000)))


def travel(soak: Soak) -> None:
    soak.zone = soak.chance.choice((None, timezone(timedelta(hours=9)), timezone(-timedelta(hours=8))))


def resolution(soak: Soak) -> None:
    soak.frame_size = soak.chance.choice(((640, 480), (1280, 720), (320, 240)))


def killed(soak: Soak) -> None:
    soak.spell("upright", 90)  # nothing waits to be written
    soak.die()


def killed_waiting(soak: Soak) -> None:
    """Killed while the log is held: what waited is lost, and nothing else."""
    soak.spell("upright", 90)
    safe, at_s = len(soak.sessions[-1]), soak.now().mono_s
    with held(soak.database):
        soak.spell("away", soak.chance.uniform(60, 1200))
        soak.lost += len(soak.sessions[-1]) - safe
        soak.sessions[-1] = soak.sessions[-1][:safe]
        soak.die(at_s)


def ended(soak: Soak) -> None:
    soak.end()


FAULTS: dict[str, Callable[[Soak], None]] = {
    "clock": clock,
    "damaged": damaged,
    "damaged copy": damaged_copy,
    "ended": ended,
    "full": full,
    "killed": killed,
    "killed waiting": killed_waiting,
    "locked": locked,
    "read-only": read_only,
    "replaced": replaced,
    "resolution": resolution,
    "second": second,
    "travel": travel,
}
