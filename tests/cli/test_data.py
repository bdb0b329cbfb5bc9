"""`posture data`: a user gets all that is kept about him, and is rid of what he wants to be rid of."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture.adapters.data_dirs import Places, places
from posture.adapters.data_kinds import FILE_KINDS, LOG_TABLES, LogTable
from posture.adapters.sqlite_purge import purge_log
from posture.adapters.sqlite_reader import SqliteEventReader
from posture.adapters.sqlite_store import SqliteEventStore
from tests.session_story import SessionStory

if TYPE_CHECKING:
    from posture.events import Event
    from tests.cli.conftest import Command

NOW = datetime.now(UTC).replace(microsecond=0)
EVER = (NOW - timedelta(days=4000), NOW + timedelta(days=10))
SECRET = "a-word-that-stands-nowhere-else"


def where(posture: Command) -> Places:
    return places({"POSTURE_HOME": str(posture.home)})


def filled(posture: Command, days_ago: tuple[int, ...]) -> list[list[Event]]:
    """A home with a session on each of these days, and a file of every other kind."""
    found = where(posture)
    stories = [
        SessionStory(started=NOW - timedelta(days=days, minutes=30)).sit(60).away(90).end()
        for days in days_ago
    ]
    with closing(SqliteEventStore(found.database)) as store:
        for story in stories:
            store.append(tuple(story.events))
    names = {"profiles": "default.json", "plans": "0001-back-r1.toml", "exercises": "own.toml"}
    for place, name in names.items():
        folder: Path = getattr(found, place)
        folder.mkdir(parents=True)
        (folder / name).write_text(place)
    for file in (found.reader_file, found.settings_file, found.log_file):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(file.name)
    return [story.events for story in stories]


def kept(posture: Command) -> list[list[Event]]:
    with closing(SqliteEventReader(where(posture).database)) as reader:
        return reader.between(*EVER)


def test_every_place_and_every_table_has_a_line_in_the_registry(tmp_path: Path) -> None:
    """Whoever adds a kind of data says here what export and removal do with it."""
    assert [kind.place for kind in FILE_KINDS] == [field.name for field in fields(Places)]
    database = tmp_path / "posture.sqlite3"
    SqliteEventStore(database).close()
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        assert sorted(table.name for table in LOG_TABLES) == sorted(name for (name,) in rows)
        for table in LOG_TABLES:
            ways = [table.begin is not None, table.of is not None, table.derived, table.ours]
            assert ways.count(True) == 1, table
            for column in (table.begin, table.end):
                if column is not None:
                    connection.execute(f"SELECT {column} FROM {table.name}")


@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_an_export_holds_everything_and_is_for_the_user_alone(
    posture: Command, tmp_path: Path, *, packed: bool
) -> None:
    sessions = filled(posture, (3, 1))
    target = tmp_path / "out" / ("all.zip" if packed else "all")
    ran = posture("data", "export", str(target))
    assert (ran.code, ran.out, ran.err) == (0, "", f"posture: {target} holds 13 files\n")
    assert target.stat().st_mode & 0o777 == (0o600 if packed else 0o700)
    folder = target
    if packed:
        folder = tmp_path / "unpacked"
        with zipfile.ZipFile(target) as archive:
            archive.extractall(folder)
    else:
        for path in folder.rglob("*"):
            assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path
    assert [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()] == [
        "README.txt",
        "exercises/own.toml",
        "log/event.csv",
        "log/event.jsonl",
        "log/record.csv",
        "log/record.jsonl",
        "log/session.csv",
        "log/session.jsonl",
        "log_file/native.log",
        "plans/0001-back-r1.toml",
        "profiles/default.json",
        "reader_file/reader.json",
        "settings_file/settings.toml",
    ]
    lines = [json.loads(line) for line in (folder / "log/event.jsonl").read_text().splitlines()]
    assert [line["payload"]["type"] for line in lines] == [event.type for day in sessions for event in day]
    assert len((folder / "log/event.csv").read_text().splitlines()) == len(lines) + 1
    assert len((folder / "log/session.jsonl").read_text().splitlines()) == 2
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [target.name]


def test_an_export_replaces_nothing(posture: Command, tmp_path: Path) -> None:
    ran = posture("data", "export", str(tmp_path))
    assert ran.code == 1
    assert ran.err == f"posture: {tmp_path} exists already: name a new folder or .zip file\n"


def test_an_export_of_nothing_says_so_in_its_files(posture: Command, tmp_path: Path) -> None:
    assert posture("data", "export", str(tmp_path / "all")).err.endswith("holds 1 files\n")


def test_days_that_are_removed_are_gone_from_the_file_itself(posture: Command) -> None:
    found = where(posture)
    with closing(SqliteEventStore(found.database)) as store:
        for days, source in ((100, SECRET), (1, "camera 0")):
            story = SessionStory(started=NOW - timedelta(days=days)).sit(60).end()
            started = story.events[0]
            assert started.type == "session_started"
            store.append((replace(started, source=source), *story.events[1:]))  # type: ignore[call-arg]
    assert SECRET.encode() in found.database.read_bytes()

    ran = posture("data", "purge", "--older-than", "90d", "--yes")

    assert (ran.code, ran.err) == (0, "posture: removed 5 events, 1 session\n")
    for path in found.database.parent.iterdir():
        assert SECRET.encode() not in path.read_bytes(), path
    assert len(kept(posture)) == 1
    again = posture("data", "purge", "--older-than", "90d", "--yes")
    assert (again.code, again.err) == (0, "posture: there was nothing to remove\n")


def test_a_range_takes_whole_sessions_inside_it_and_tells_of_those_that_reach_out(posture: Command) -> None:
    sessions = filled(posture, (9, 5, 4, 1))
    found = where(posture)
    long_one = SessionStory(started=NOW - timedelta(days=3)).sit(2 * 86_400).end()
    with closing(SqliteEventStore(found.database)) as store:
        store.append(tuple(long_one.events))
    first = (NOW - timedelta(days=5, minutes=30)).astimezone().date()
    last = (NOW - timedelta(days=3)).astimezone().date()

    ran = posture("data", "purge", "--from", str(first), "--to", str(last), "--yes")

    gone = len(sessions[1]) + len(sessions[2])
    assert ran.err == (
        f"posture: removed {gone} events, 2 sessions; 1 session reaches beyond these days and stayed whole\n"
    )
    assert kept(posture) == [sessions[0], sessions[3], long_one.events]
    with closing(sqlite3.connect(found.database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute("DELETE FROM event")  # what forbids it is back


def test_everything_is_everything(posture: Command) -> None:
    filled(posture, (1,))
    found = where(posture)
    found.database.with_name("posture.unreadable-20260101-000000.sqlite3").write_bytes(b"x")
    (found.settings_file.parent / ".settings.toml.x1y2.new").touch()  # of a process killed while it wrote
    found.runtime.mkdir()
    (found.runtime / "control.lock").touch()

    ran = posture("data", "purge", "--all", "--yes")

    assert (ran.code, ran.err) == (
        0,
        (
            "posture: removed the log, profiles, plans, reading marks, settings, your own exercises, "
            "the log file of notes\n"
        ),
    )
    assert [path for path in posture.home.rglob("*") if path.is_file()] == []


def test_nothing_is_removed_while_a_monitor_runs(posture: Command) -> None:
    sessions = filled(posture, (100,))
    with closing(SqliteEventStore(where(posture).database)):
        for words in (("--all",), ("--older-than", "1d")):
            ran = posture("data", "purge", *words, "--yes")
            assert (ran.code, ran.err) == (
                1,
                "posture: a monitor is running: end it first, then remove again\n",
            )
    assert kept(posture) == sessions


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "say what to remove: --older-than 90d, or --from and --to, or --all"),
        (("--all", "--from", "2026-01-01"), "say what to remove"),
        (("--older-than", "90"), "cannot read --older-than '90': give a number of days such as 90d"),
        (("--older-than", "99999d", "--from", "2026-01-01"), "say what to remove"),
        (("--from", "soon"), "cannot read --from 'soon': give a day such as 2026-11-20"),
        (("--from", "2026-02-02", "--to", "2026-02-01"), "--to lies before --from"),
        (("--to", "9999-12-31"), "at the edge of the calendar"),
        (("--from", "2026-02-02"), "nobody can be asked here: say --yes"),
    ],
)
def test_what_is_not_understood_removes_nothing(posture: Command, words: tuple[str, ...], says: str) -> None:
    sessions = filled(posture, (100,))
    ran = posture("data", "purge", *words)
    assert ran.code == 2
    assert says in ran.err
    assert kept(posture) == sessions


def test_a_table_added_later_is_removed_by_its_days_and_what_is_derived_with_any(
    tmp_path: Path,
) -> None:
    """The registry is all that removal knows: a record with a moment, and a cache of daily figures."""
    database = tmp_path / "posture.sqlite3"
    SqliteEventStore(database).close()
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.executescript(
            "CREATE TABLE entry (id INTEGER PRIMARY KEY, utc_ms INTEGER);"
            "CREATE TABLE cache (day TEXT);"
            "CREATE TRIGGER kept BEFORE DELETE ON entry BEGIN SELECT RAISE (ABORT, 'no'); END;"
            "INSERT INTO entry VALUES (1, 1000), (2, 5000), (3, 9000); INSERT INTO cache VALUES ('x');"
        )
    tables = (
        *LOG_TABLES,
        LogTable(name="entry", one="entry", many="entries", begin="utc_ms"),
        LogTable(name="cache", one="day", many="days", derived=True),
    )
    purged = purge_log(
        database,
        since=datetime.fromtimestamp(2, UTC),
        until=datetime.fromtimestamp(9, UTC),
        tables=tables,
    )
    assert purged.rows == (("entry", 1),)
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT id FROM entry ORDER BY id").fetchall() == [(1,), (3,)]
        assert connection.execute("SELECT * FROM cache").fetchall() == []
