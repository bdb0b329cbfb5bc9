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
            for statement in migration.statements:
                connection.execute(statement)
            connection.execute("INSERT INTO migration (name) VALUES (?)", (migration.name,))
