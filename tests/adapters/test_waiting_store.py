"""A log that refuses for a while loses nothing, is told once, and is asked ever less often."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from posture.adapters import waiting_store
from posture.adapters.sqlite_store import SqliteEventStore
from posture.adapters.waiting_store import WaitingStore
from posture.errors import StorageError
from tests.session_story import MORNING, SessionStory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from posture.events import Event
    from posture.ports import EventStore

EVER = (MORNING, MORNING + timedelta(days=2))
KEPT = "what happens is kept in memory until the log can be written: "


def never(_at: object, _written: object) -> EventStore:
    raise AssertionError("a log that only refuses is not opened anew")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "posture.sqlite3"


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def store(database: Path, told: list[str]) -> Iterator[WaitingStore]:
    inner = SqliteEventStore(database)
    inner._connection.execute("PRAGMA busy_timeout = 1")  # a test need not wait as a user may
    store = WaitingStore(inner, never, told.append)
    yield store
    store.close()


def day() -> list[Event]:
    return SessionStory().sit(60).away(90).sit(30).camera_lost(20).sit(40).end().events


def test_a_log_locked_by_a_backup_gets_everything_when_it_is_free(
    store: WaitingStore, database: Path, told: list[str]
) -> None:
    events = day()
    store.append((events[0],))
    with closing(sqlite3.connect(database, isolation_level=None)) as backup:
        backup.execute("BEGIN IMMEDIATE")
        for event in events[1:5]:
            store.append((event,))
            store.touch(event.at)
        assert store.between(*EVER) == [events[:1]]
        backup.execute("ROLLBACK")
    for event in events[5:]:
        store.append((event,))
        store.touch(event.at)

    assert store.between(*EVER) == [events]
    assert told == [
        f"{KEPT}cannot use the log {database}: another program holds it; close that program and try again",
        "the log can be written again; what waited is in it",
    ]


def test_a_full_disk_is_waited_for_and_a_second_time_told_anew(store: WaitingStore, told: list[str]) -> None:
    inner = store._store
    assert isinstance(inner, SqliteEventStore)
    whole = SessionStory().sit(60)
    store.append(tuple(whole.events))
    expected = list(whole.events)
    for minute in (10, 20):
        inner._connection.execute("PRAGMA max_page_count = 1")
        more = tuple(day()[2:3]) * 3000
        store.append(more)
        expected += more
        assert len(told) == (1 if minute == 10 else 3)
        assert "the disk is full" in told[-1]
        inner._connection.execute("PRAGMA max_page_count = 1000000")
        store.touch(whole.instant(minute * 60_000))
        assert told[-1] == "the log can be written again; what waited is in it"
    assert store.between(*EVER) == [expected]


class RefusingStore(SqliteEventStore):
    """A log that takes nothing until it is told to; remembers when it was asked."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.refuses = True
        self.asked = 0

    def append(self, events: tuple[Event, ...]) -> None:
        self.asked += 1
        if self.refuses:
            raise StorageError("no")
        super().append(events)


def test_it_is_asked_ever_less_often(database: Path, told: list[str]) -> None:
    refusing = RefusingStore(database)
    store = WaitingStore(refusing, never, told.append)
    story = SessionStory()
    store.append(tuple(story.events))
    asked_at = []
    for second in range(1, 300):
        before = refusing.asked
        store.touch(story.instant(second * 1000))
        if refusing.asked > before:
            asked_at.append(second)
    assert asked_at == [2, 6, 14, 30, 62, 122, 182, 242]
    assert told == [f"{KEPT}no"]
    refusing.refuses = False
    store.close()
    store.close()
    with closing(SqliteEventStore(database)) as again:
        assert [event.type for event in again.between(*EVER)[0]] == ["session_started", "session_ended"]


def test_what_cannot_be_written_at_the_end_is_said(database: Path, told: list[str]) -> None:
    refusing = RefusingStore(database)
    store = WaitingStore(refusing, never, told.append)
    store.append(tuple(SessionStory().sit(10).events))
    with pytest.raises(StorageError) as error:
        store.close()
    assert str(error.value) == "3 events of this session are not in the log: no"
    SqliteEventStore(database).close()  # the lock was let go


def test_what_waits_is_bounded(database: Path, told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting_store, "MOST_WAITING", 5)
    refusing = RefusingStore(database)
    store = WaitingStore(refusing, never, told.append)
    events = tuple(day())
    store.append(events[:5])
    with pytest.raises(StorageError, match="for so long that 6 events wait in memory; make room"):
        store.append(events[5:6])
    refusing.refuses = False
    store.close()
    with closing(SqliteEventStore(database)) as again:
        assert again.between(*EVER)[0][:6] == list(events[:6])
