"""A log that is damaged or taken away while it is written goes on in a new one, with this session whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from posture.adapters import open_log as open_log_module
from posture.adapters import sqlite_errors, sqlite_store, waiting_store
from posture.adapters.open_log import open_log
from posture.adapters.sqlite_reader import SqliteEventReader
from posture.adapters.sqlite_store import SqliteEventStore
from posture.errors import StorageError
from posture.instant import Instant
from tests.session_story import MORNING, SessionStory

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from posture.events import Event
    from posture.ports import EventStore

EVER = (MORNING - timedelta(days=1000), MORNING + timedelta(days=1000))
NOW = Instant(mono_s=0.0, wall=datetime(2026, 12, 24, 18, 30, 5, tzinfo=UTC))
ASIDE = "posture.unreadable-*.sqlite3"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "posture.sqlite3"


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def earlier(database: Path) -> list[Event]:
    """A session of the day before, in the log."""
    events = SessionStory(started=MORNING - timedelta(days=1)).sit(200).away(90).end().events
    with closing(SqliteEventStore(database)) as store:
        store.append(tuple(events))
    return events


def today() -> list[Event]:
    return SessionStory().sit(60).away(90).sit(30).camera_lost(20).sit(40).end().events


def opened(database: Path, told: list[str]) -> EventStore:
    return open_log(database, keep_days=0, now=NOW, tell=told.append, patience_s=0.001)


def write(store: EventStore, events: list[Event]) -> None:
    for event in events:
        store.append((event,))
        store.touch(event.at)


def read(database: Path) -> list[list[Event]]:
    with closing(SqliteEventReader(database)) as reader:
        return reader.between(*EVER)


def sound(database: Path) -> bool:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def spoil(database: Path, damage: Callable[[bytes], bytes]) -> None:
    """Change the file as a failing disk does: what was in the writer's memory is read anew after it."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("INSERT INTO purge_permit VALUES (99)")
        other.execute("DELETE FROM purge_permit")
        other.execute("PRAGMA wal_checkpoint (TRUNCATE)")
        database.write_bytes(damage(database.read_bytes()))


def noise(content: bytes) -> bytes:
    return b"\x55" * len(content)


def events_spoilt(content: bytes) -> bytes:
    """Every page but those of the schema and of the table of sessions, which come first."""
    return content[: 3 * 4096] + b"\x55" * (len(content) - 3 * 4096)


def test_a_disk_that_is_full_at_the_start_is_waited_for(
    database: Path, told: list[str], earlier: list[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the log shares with its readers finds no room, and SQLite calls that an input/output error."""
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
    connect = sqlite_store.connect_to_write

    def refused(*_: object) -> sqlite3.Connection:
        raise error

    events = today()
    with monkeypatch.context() as full:
        full.setattr(sqlite_store, "connect_to_write", refused)
        with pytest.raises(StorageError, match="disk I/O error; check the disk"):  # there is room
            opened(database, told)
        full.setattr(sqlite_errors, "is_full", lambda _folder: True)
        store = opened(database, told)
        write(store, events[:3])
    assert sqlite_store.connect_to_write is connect
    write(store, events[3:])
    store.close()

    refused_with = f"cannot write the log {database}: the disk is full; free some space"
    assert told == [
        f"what happens is kept in memory until the log can be written: {refused_with}",
        "the log can be written again; what waited is in it",
    ]
    assert read(database) == [earlier, events]


@pytest.mark.parametrize("damage", [noise, events_spoilt], ids=["malformed header", "malformed pages"])
def test_a_log_that_is_damaged_underway_is_kept_aside_and_this_session_goes_on_whole(
    database: Path, told: list[str], earlier: list[Event], damage: Callable[[bytes], bytes]
) -> None:
    events = today()
    store = opened(database, told)
    write(store, events[:4])
    spoil(database, damage)
    write(store, events[4:])
    store.close()

    (aside,) = database.parent.glob(ASIDE)
    assert aside.stat().st_mode & 0o777 == 0o600
    assert [sentence.partition(", and what")[0] for sentence in told] == [
        f"the log {database} is damaged: it is kept as {aside.name}"
    ]
    assert told[0].endswith("; this session goes on whole")
    assert read(database)[-1] == events
    assert sound(database)
    assert read(database)[:-1] in ([earlier], [])


def test_a_file_overwritten_behind_the_writers_memory_costs_nothing(
    database: Path, told: list[str], earlier: list[Event]
) -> None:
    """Nobody has the writer read it anew: he would write on what nobody can read."""
    events = today()
    store = opened(database, told)
    write(store, events[:4])
    with database.open("r+b") as file:
        file.write(b"\x55" * 4096)
    write(store, events[4:])
    store.close()

    assert [sentence.endswith("; this session goes on whole") for sentence in told] == [True]
    assert read(database)[-1] == events
    assert read(database)[:-1] in ([earlier], [])
    assert sound(database)


def test_what_of_other_days_still_reads_goes_on(database: Path, told: list[str]) -> None:
    """The pages with today's events are spoilt: the day they share a page with loses its end, no other."""
    days = [SessionStory(started=MORNING + timedelta(days=day)) for day in (-2, -1)]
    for story in days:
        for _ in range(20):
            story.sit(100).away(90)
        story.end()
    with closing(SqliteEventStore(database)) as log:
        for story in days:
            log.append(tuple(story.events))
    events = today()
    mark = f'"wall": "{MORNING:%Y-%m-%d}'.encode()

    def spoil_today(content: bytes) -> bytes:
        pages = [content[at : at + 4096] for at in range(0, len(content), 4096)]
        assert any(mark in page for page in pages)
        return b"".join(b"\x55" * 4096 if mark in page else page for page in pages)

    store = opened(database, told)
    write(store, events[:4])
    spoil(database, spoil_today)
    write(store, events[4:])
    store.close()
    assert len(told) == 1
    before, yesterday, now = read(database)
    assert (before, now) == (days[0].events, events)
    assert 30 < len(yesterday) <= len(days[1].events) + 2
    assert sound(database)


@pytest.mark.usefixtures("earlier")
def test_a_log_that_is_removed_underway_begins_anew_with_this_session(
    database: Path, told: list[str]
) -> None:
    events = today()
    store = opened(database, told)
    write(store, events[:4])
    for path in list(database.parent.iterdir()):
        path.unlink()
    write(store, events[4:])
    store.close()
    assert told == [f"the log {database} was removed while it was open: a new one begins with this session"]
    assert read(database) == [events]


def test_a_backup_put_in_its_place_underway_is_taken_over(
    database: Path, told: list[str], earlier: list[Event], tmp_path: Path
) -> None:
    backup = tmp_path / "backup"
    backup.write_bytes(database.read_bytes())
    events = today()
    store = opened(database, told)
    write(store, events[:2])
    for path in list(database.parent.glob("posture*")):
        path.unlink()
    write(store, events[2:4])
    backup.replace(database)
    write(store, events[4:])
    store.close()
    assert len(told) == 2
    assert "was removed" in told[0]
    assert f"goes on, {len(earlier)} events of 1 sessions; this session goes on whole" in told[1]
    assert read(database) == [earlier, events]


@pytest.mark.usefixtures("earlier")
def test_damage_that_cannot_be_mended_yet_is_waited_for(
    database: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = open_log_module.salvage

    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(open_log_module, "salvage", full)
    events = today()
    store = opened(database, told)
    write(store, events[:3])
    spoil(database, noise)
    write(store, events[3:5])
    assert [sentence.partition(":")[0] for sentence in told] == [
        "what happens is kept in memory until the log can be written"
    ]
    assert list(database.parent.glob(ASIDE)) == []
    monkeypatch.setattr(open_log_module, "salvage", real)
    write(store, events[5:])
    store.close()
    assert len(told) == 3
    assert told[-1] == "the log can be written again; what waited is in it"
    assert read(database)[-1] == events


@pytest.mark.usefixtures("earlier")
def test_a_session_too_long_to_be_kept_is_mended_at_the_next_start(
    database: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting_store, "MOST_WAITING", 3)
    store = opened(database, told)
    write(store, today()[:4])
    spoil(database, noise)
    write(store, today()[4:5])
    assert "the next start of the monitor keeps it under another name" in told[0]
    with pytest.raises(StorageError, match="1 events of this session are not in the log"):
        store.close()


def test_a_log_that_is_locked_at_the_start_is_waited_for(
    database: Path, told: list[str], earlier: list[Event]
) -> None:
    events = today()
    with closing(sqlite3.connect(database, isolation_level=None)) as backup:
        backup.execute("BEGIN EXCLUSIVE")
        store = opened(database, told)
        write(store, events[:4])
        assert store.between(*EVER) == []
        assert store.running_until() is None
        backup.execute("ROLLBACK")
    write(store, events[4:])
    store.close()
    locked = f"cannot use the log {database}: another program holds it; close that program and try again"
    assert told == [
        f"what happens is kept in memory until the log can be written: {locked}",
        "the log can be written again; what waited is in it",
    ]
    assert read(database) == [earlier, events]


@pytest.mark.usefixtures("earlier")
def test_a_log_that_is_locked_to_the_end_says_what_is_lost(database: Path, told: list[str]) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as backup:
        backup.execute("BEGIN IMMEDIATE")
        store = opened(database, told)
        write(store, today()[:4])
        with pytest.raises(StorageError, match="4 events of this session are not in the log: cannot use"):
            store.close()
    SqliteEventStore(database).close()  # no lock is left behind
