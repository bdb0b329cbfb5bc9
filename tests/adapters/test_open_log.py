"""A damaged log is kept, what can be read of it goes on, and one sentence says so."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from posture.adapters.open_log import open_log
from posture.adapters.sqlite_reader import SqliteEventReader
from posture.adapters.sqlite_store import SqliteEventStore
from posture.errors import StorageError
from posture.instant import Instant
from posture.summary import summarise_session
from tests.session_story import MORNING, SessionStory

if TYPE_CHECKING:
    from pathlib import Path

    from posture.events import Event

NOW = Instant(mono_s=0.0, wall=datetime(2026, 12, 24, 18, 30, 5, tzinfo=UTC))
EVER = (MORNING - timedelta(days=1000), MORNING + timedelta(days=1000))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "posture.sqlite3"


def opened(database: Path, *, keep_days: int = 0) -> list[str]:
    """What is told at the opening of the log."""
    told: list[str] = []
    open_log(database, keep_days=keep_days, now=NOW, tell=told.append).close()
    return told


def session(day: int, bouts: int = 1) -> SessionStory:
    story = SessionStory(started=MORNING + timedelta(days=day))
    for _ in range(bouts):
        story.sit(100).away(90)
    return story


def written(database: Path, stories: list[SessionStory]) -> list[list[Event]]:
    with closing(SqliteEventStore(database)) as store:
        for story in stories:
            store.append(tuple(story.events))
    return [list(story.events) for story in stories]


def read(database: Path) -> list[list[Event]]:
    with closing(SqliteEventReader(database)) as reader:
        return reader.between(*EVER)


def files(database: Path) -> list[str]:
    return sorted(path.name for path in database.parent.iterdir())


def test_a_sound_log_is_opened_without_a_word(database: Path) -> None:
    sessions = written(database, [session(0).end(), session(1).end()])
    assert opened(database) == []
    assert files(database) == ["posture.sqlite3", "posture.sqlite3.lock"]
    assert read(database) == sessions


@pytest.mark.parametrize(
    "content", [b"no database", b"SQLite format 3\0" + b"\xff" * 5000], ids=["text", "header"]
)
def test_a_file_of_noise_is_kept_aside_and_a_new_log_begun(database: Path, content: bytes) -> None:
    database.write_bytes(content)
    aside = database.with_name("posture.unreadable-20261224-183005.sqlite3")
    assert opened(database) == [
        (
            f"the log {database} is damaged: it is kept as {aside.name}, "
            "and what could be read of it goes on, 0 events of 0 sessions"
        )
    ]
    assert aside.read_bytes() == content
    assert aside.stat().st_mode & 0o777 == 0o600
    assert files(database) == ["posture.sqlite3", "posture.sqlite3.lock", aside.name]
    assert read(database) == []
    database.write_bytes(content)
    assert "posture.unreadable-20261224-183005-2.sqlite3" in opened(database)[0]


def test_one_damaged_page_costs_the_sessions_in_it_and_no_other(database: Path) -> None:
    """Pages but the first two are spoilt one at a time: what is read is true, and most is read."""
    stories = [session(day, bouts=12).end() for day in range(12)]
    whole = written(database, stories)
    content = database.read_bytes()
    saved = []
    for page in range(2, len(content) // 4096, 3):
        spoilt = bytearray(content)
        spoilt[page * 4096 : page * 4096 + 4096] = b"\x55" * 4096
        database.write_bytes(bytes(spoilt))
        told = opened(database)
        sessions = read(database)
        assert len(told) <= 1
        intact = [story for story in sessions if story in whole]
        # A page that holds only an index of others or a table without rows costs nothing.
        saved.append(len(intact))
        for story in sessions:
            if story not in whole:
                start = next(one for one in whole if one[0] == story[0])
                last = next(n for n, event in enumerate(story) if event not in start)
                assert story[:last] == start[:last]
                assert story[-1].type == "session_ended"
                assert summarise_session(story).figures.watched_s == story[-1].at.mono_s
    assert len(saved) >= 6
    assert min(saved) >= 9


def test_a_row_that_is_no_event_ends_its_session_there(database: Path) -> None:
    first, second = session(0).end(), session(1)
    written(database, [first, second])
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute(
            "INSERT INTO event SELECT session, 99, t, utc_ms, offset_s, type, '{}' FROM event WHERE seq = 0"
            " AND session = 2"
        )
    told = opened(database)
    assert [line.partition(":")[0] for line in told] == [f"the log {database} is damaged"]
    sessions = read(database)
    assert sessions[0] == first.events
    assert sessions[1][: len(second.events)] == second.events
    assert [event.type for event in sessions[1][len(second.events) :]] == ["session_ended"]


def test_rows_of_other_tables_are_taken_over(database: Path) -> None:
    from posture.adapters import sqlite_salvage

    with closing(sqlite3.connect(database, isolation_level=None)) as old:
        old.execute("CREATE TABLE record (id INTEGER PRIMARY KEY, kind TEXT, old_column TEXT)")
        old.execute("BEGIN")
        old.executemany("INSERT INTO record VALUES (?, 'checkin', 'x')", [(n,) for n in range(300)])
        old.execute("COMMIT")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as new:
        new.execute("CREATE TABLE record (id INTEGER PRIMARY KEY, kind TEXT)")
        taken = sqlite_salvage.salvage(database, new)
        assert new.execute("SELECT COUNT(*), MIN(kind) FROM record").fetchone() == (300, "checkin")
    assert taken == sqlite_salvage.Salvaged(sessions=0, events=0, rows=300)


def test_a_full_disk_while_mending_leaves_the_damaged_log_in_its_place(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from posture.adapters import open_log as module

    database.write_bytes(b"no database")

    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(module, "salvage", full)
    with pytest.raises(StorageError):
        opened(database)
    assert database.read_bytes() == b"no database"


def test_what_is_older_than_the_user_keeps_is_removed_at_the_start(database: Path) -> None:
    days = [-40, -9, -8, 0]
    stories = [session(day).end() for day in days]
    sessions = written(database, stories)
    keep = (NOW.wall.date() - (MORNING.date() + timedelta(days=-8))).days if NOW.wall else 0
    assert opened(database, keep_days=keep) == [
        (
            f"data.keep_days is {keep}, so {2 * len(sessions[0])} events, 2 sessions from before "
            "were removed from the log"
        )
    ]
    assert read(database) == sessions[2:]
    assert opened(database, keep_days=keep) == []


def test_a_clock_that_is_years_ahead_empties_no_log(database: Path) -> None:
    sessions = written(database, [session(day).end() for day in (-800, -790)])
    assert NOW.wall is not None
    newest = (MORNING - timedelta(days=790)).date()
    assert opened(database, keep_days=30) == [
        (
            f"data.keep_days is 30, but nothing was removed from the log: its newest entry is of {newest}, "
            f"and the clock says {NOW.wall.date()}; if the clock is right, the next start removes it"
        )
    ]
    assert read(database) == sessions


def test_a_session_that_was_killed_long_ago_is_removed_too(database: Path) -> None:
    written(database, [session(-40)])
    assert len(opened(database, keep_days=30)) == 1
    assert read(database) == []
