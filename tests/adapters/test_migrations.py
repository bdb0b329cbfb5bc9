"""The schema grows in named steps: each once, whole or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from posture.adapters.migrations import MIGRATIONS, is_empty, migrate, pending
from posture.errors import StorageError

PATH = Path("posture.sqlite3")


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_an_empty_database_gets_every_step_and_their_record() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        assert is_empty(connection)
        assert pending(connection, PATH) == MIGRATIONS
        migrate(connection, PATH)
        assert not is_empty(connection)
        assert _tables(connection) == {
            "migration", "session", "event", "purge_permit",
            "record", "record_purge_permit", "sqlite_sequence", "session_day",
        }  # fmt: skip
        names = [(migration.name,) for migration in MIGRATIONS]
        assert connection.execute("SELECT name FROM migration").fetchall() == names
        assert pending(connection, PATH) == ()
        migrate(connection, PATH)
        assert connection.execute("SELECT count(*) FROM migration").fetchone() == (len(names),)


def test_names_are_unique_and_in_order() -> None:
    names = [migration.name for migration in MIGRATIONS]
    assert names == sorted(set(names))


def test_a_step_that_fails_leaves_nothing_behind() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("CREATE TABLE migration (name TEXT PRIMARY KEY)")
        connection.execute("CREATE TABLE purge_permit (session INTEGER)")
        with pytest.raises(sqlite3.OperationalError, match="already exists"):
            migrate(connection, PATH)
        assert _tables(connection) == {"migration", "purge_permit"}
        assert connection.execute("SELECT count(*) FROM migration").fetchone() == (0,)
        assert not connection.in_transaction


def test_a_step_nobody_here_knows_is_a_newer_version() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection, PATH)
        connection.execute("INSERT INTO migration VALUES ('9999_later')")
        with pytest.raises(StorageError, match="newer version"):
            migrate(connection, PATH)


def test_two_processes_that_start_at_once_apply_each_step_once(tmp_path: Path) -> None:
    path = tmp_path / "posture.sqlite3"
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as quick,
        closing(sqlite3.connect(path, isolation_level=None)) as slow,
    ):
        quick.execute("PRAGMA journal_mode = WAL")
        slow.set_trace_callback(lambda statement: migrate(quick, path) if "BEGIN" in statement else None)
        migrate(slow, path)
        assert slow.execute("SELECT count(*) FROM migration").fetchone() == (len(MIGRATIONS),)
        assert pending(quick, path) == ()
