"""The schema of the log as named steps, each applied once, in a transaction together with its record.

A step that has been released is never edited: a change of schema is a new step at the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture.adapters.sqlite_connection import transaction
from posture.adapters.sqlite_errors import foreign
from posture.errors import StorageError

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One step: its name in the `migration` table, and its SQL statements."""

    name: str
    statements: tuple[str, ...]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        name="0001_sessions_and_events",
        statements=(
            """
            CREATE TABLE session (
                id INTEGER PRIMARY KEY,
                source TEXT NOT NULL,
                started_utc_ms INTEGER NOT NULL,
                seen_t REAL NOT NULL,
                seen_utc_ms INTEGER NOT NULL,
                seen_offset_s INTEGER NOT NULL,
                ended_reason TEXT
            )
            """,
            """
            CREATE TABLE event (
                session INTEGER NOT NULL REFERENCES session (id),
                seq INTEGER NOT NULL,
                t REAL NOT NULL,
                utc_ms INTEGER NOT NULL,
                offset_s INTEGER NOT NULL,
                type TEXT NOT NULL,
                payload TEXT NOT NULL,
                PRIMARY KEY (session, seq)
            ) WITHOUT ROWID
            """,
            # The explicit way to remove a session: permit it, delete it, withdraw the permit.
            "CREATE TABLE purge_permit (session INTEGER PRIMARY KEY)",
            """
            CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
            BEGIN SELECT RAISE (ABORT, 'events are append-only'); END
            """,
            """
            CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
            WHEN NOT EXISTS (SELECT 1 FROM purge_permit WHERE session = OLD.session)
            BEGIN SELECT RAISE (ABORT, 'events are append-only'); END
            """,
        ),
    ),
    Migration(
        name="0002_records",
        statements=(
            # A record is corrected at most once: a second thought corrects the correction.
            """
            CREATE TABLE record (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                utc_ms INTEGER NOT NULL,
                offset_s INTEGER NOT NULL,
                kind TEXT NOT NULL,
                replaces INTEGER UNIQUE REFERENCES record (number),
                payload TEXT NOT NULL
            )
            """,
            # The explicit way to remove a record, as with a session.
            "CREATE TABLE record_purge_permit (number INTEGER PRIMARY KEY)",
            """
            CREATE TRIGGER record_is_never_changed BEFORE UPDATE ON record
            BEGIN SELECT RAISE (ABORT, 'records are append-only'); END
            """,
            """
            CREATE TRIGGER record_is_never_deleted BEFORE DELETE ON record
            WHEN NOT EXISTS (SELECT 1 FROM record_purge_permit WHERE number = OLD.number)
            BEGIN SELECT RAISE (ABORT, 'records are append-only'); END
            """,
        ),
    ),
    Migration(
        name="0003_daily_figures",
        statements=(
            # Which version of the figures stands in session_day; none while the session runs.
            "ALTER TABLE session ADD COLUMN summarised INTEGER",
            """
            CREATE TABLE session_day (
                session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
                day TEXT NOT NULL,
                figures TEXT NOT NULL,
                PRIMARY KEY (session, day)
            ) WITHOUT ROWID
            """,
            """
            CREATE TRIGGER event_added_makes_days_old AFTER INSERT ON event
            WHEN (SELECT summarised FROM session WHERE id = NEW.session) IS NOT NULL
            BEGIN UPDATE session SET summarised = NULL WHERE id = NEW.session; END
            """,
            """
            CREATE TRIGGER event_removed_makes_days_old AFTER DELETE ON event
            WHEN (SELECT summarised FROM session WHERE id = OLD.session) IS NOT NULL
            BEGIN
                UPDATE session SET summarised = NULL WHERE id = OLD.session;
                DELETE FROM session_day WHERE session = OLD.session;
            END
            """,
        ),
    ),
)


def is_empty(connection: sqlite3.Connection) -> bool:
    """Whether nothing was ever written to the database."""
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None


def pending(connection: sqlite3.Connection, path: Path) -> tuple[Migration, ...]:
    """The steps that the database at `path` still lacks; all of them for an empty one.

    Raises:
        StorageError: a newer version wrote it, or it is another program's database.
    """
    if is_empty(connection):
        return MIGRATIONS
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "migration" not in tables:
        raise StorageError(foreign(path))
    applied = {name for (name,) in connection.execute("SELECT name FROM migration")}
    if applied - {migration.name for migration in MIGRATIONS}:
        msg = (
            f"the log {path} was written by a newer version of this program; "
            "install that version or set POSTURE_HOME to another folder"
        )
        raise StorageError(msg)
    return tuple(migration for migration in MIGRATIONS if migration.name not in applied)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Apply the steps that are missing. `connection` must be in autocommit mode."""
    for migration in pending(connection, path):
        with transaction(connection):
            connection.execute("CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY)")
            if _is_applied(connection, migration):
                continue  # another process was quicker
            for statement in migration.statements:
                connection.execute(statement)
            connection.execute("INSERT INTO migration (name) VALUES (?)", (migration.name,))


def _is_applied(connection: sqlite3.Connection, migration: Migration) -> bool:
    found = connection.execute("SELECT 1 FROM migration WHERE name = ?", (migration.name,))
    return found.fetchone() is not None
