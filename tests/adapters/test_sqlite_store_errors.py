"""A log that cannot be used says in one sentence what is wrong and what to do, and is left as it was."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from posture.adapters.private_files import storage_error
from posture.adapters.sqlite_errors import sqlite_errors
from posture.adapters.sqlite_reader import SqliteEventReader
from posture.adapters.sqlite_store import SqliteEventStore
from posture.errors import StorageError
from tests.session_story import MORNING, SessionStory

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "posture.sqlite3"


def _refused(database: Path, *, by_reader: bool = True) -> str:
    """What the writer says; the reader must say the same."""
    with pytest.raises(StorageError) as by_writer:
        SqliteEventStore(database)
    if by_reader:
        with pytest.raises(StorageError) as read:
            SqliteEventReader(database).between(*_EVER)
        assert str(read.value) == str(by_writer.value)
    assert "\n" not in str(by_writer.value)
    return str(by_writer.value)


_EVER = (MORNING, MORNING + timedelta(days=1))


def test_a_second_writer_is_told_that_there_is_one(database: Path) -> None:
    store = SqliteEventStore(database)
    assert _refused(database, by_reader=False) == (
        f"another posture monitor is already writing {database}; "
        "stop it first, or set POSTURE_HOME to another folder"
    )
    store.append(tuple(SessionStory().end().events))
    store.close()
    SqliteEventStore(database).close()


@pytest.mark.parametrize(
    "content",
    [b"not a database", b"x" * 5000, b"SQLite format 3\0" + b"\xff" * 5000],
    ids=["text", "long", "header"],
)
def test_a_damaged_file_is_left_alone(database: Path, content: bytes) -> None:
    database.write_bytes(content)
    assert _refused(database) == (
        f"the log {database} is damaged; do not delete it: "
        "the next start of the monitor keeps it under another name and takes over what can be read"
    )
    assert database.read_bytes() == content
    with pytest.raises(StorageError, match="is damaged"):
        SqliteEventStore(database)  # the lock was let go


def test_a_log_with_its_middle_overwritten_is_damaged(database: Path) -> None:
    store = SqliteEventStore(database)
    store.append(tuple(SessionStory().sit(60).end().events * 400))
    store.close()
    content = bytearray(database.read_bytes())
    content[8192:-4096] = b"\x55" * (len(content) - 8192 - 4096)
    database.write_bytes(content)
    reader = SqliteEventReader(database)
    with pytest.raises(StorageError, match="is damaged"):
        reader.between(*_EVER)
    reader.close()


def test_a_payload_that_is_no_event_is_damage(database: Path) -> None:
    store = SqliteEventStore(database)
    store.append(tuple(SessionStory().events))
    store.close()
    with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute(
            "INSERT INTO event SELECT session, seq + 1, t, utc_ms, offset_s, type, '{}' FROM event"
        )
    assert "is damaged" in _refused(database)


def test_another_programs_database_is_left_alone(database: Path) -> None:
    with contextlib.closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    content = database.read_bytes()
    assert "is not a log of this program" in _refused(database)
    with contextlib.closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]
    assert len(database.read_bytes()) == len(content)


def test_a_log_of_a_newer_version_is_left_alone(database: Path) -> None:
    SqliteEventStore(database).close()
    with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("INSERT INTO migration VALUES ('9999_from_the_future')")
    assert _refused(database) == (
        f"the log {database} was written by a newer version of this program; "
        "install that version or set POSTURE_HOME to another folder"
    )


def test_a_log_of_an_older_version_is_read_after_the_next_start(database: Path) -> None:
    with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE migration (name TEXT PRIMARY KEY)")
    with pytest.raises(StorageError, match="older version of this program; start the monitor once"):
        SqliteEventReader(database)
    SqliteEventStore(database).close()
    SqliteEventReader(database).close()


def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    database = tmp_path / "data" / "posture.sqlite3"
    with pytest.raises(StorageError, match="a file stands where a folder is needed"):
        SqliteEventStore(database)


def test_a_folder_where_the_log_should_be_is_named(database: Path) -> None:
    database.mkdir()
    with pytest.raises(StorageError, match="a folder stands where a file is needed"):
        SqliteEventStore(database)


def test_a_full_disk_loses_nothing_that_was_written(database: Path) -> None:
    story = SessionStory()
    store = SqliteEventStore(database)
    store.append(tuple(story.events))
    store._connection.execute("PRAGMA max_page_count = 1")
    more = tuple(SessionStory().sit(60).events[1:]) * 500
    with pytest.raises(StorageError) as error:
        store.append(more)
    assert str(error.value) == (f"cannot write the log {database}: the disk is full; free some space")
    assert store.between(*_EVER) == [story.events]
    store._connection.execute("PRAGMA max_page_count = 1000000")
    store.append(more)
    assert store.between(*_EVER) == [[*story.events, *more]]
    store.close()


def test_a_log_that_may_not_be_written_says_so(database: Path) -> None:
    SqliteEventStore(database).close()
    connection = sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)
    with pytest.raises(StorageError) as error, sqlite_errors(database):
        connection.execute("CREATE TABLE other (x)")
    connection.close()
    assert str(error.value) == (
        f"cannot write the log {database}: it is read-only for you; "
        "make the file and its folder writable or set POSTURE_HOME to another folder"
    )


def test_a_log_that_another_program_locks_says_so(database: Path) -> None:
    SqliteEventStore(database).close()
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    mine = sqlite3.connect(database, timeout=0)
    with pytest.raises(StorageError, match="another program holds it"), sqlite_errors(database):
        mine.execute("BEGIN IMMEDIATE")
    mine.close()
    other.close()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EROFS, "the disk is read-only; make it writable"),
        (errno.EACCES, "permission is denied; make it readable and writable"),
        (errno.ENOSPC, "the disk is full; free some space"),
        (errno.ENOTDIR, "a file stands where a folder is needed; move it away"),
        (errno.EIO, "Input/output error; check the folder"),
    ],
)
def test_each_failure_of_the_file_system_has_its_sentence(tmp_path: Path, number: int, words: str) -> None:
    text = str(storage_error(tmp_path, OSError(number, os.strerror(number))))
    assert words in text
    assert text.endswith(" or set POSTURE_HOME to another folder")
