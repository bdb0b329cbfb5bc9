"""Records are kept for good: whole or not at all, beside a running monitor, and through whatever happens."""

from __future__ import annotations

import json
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posture.adapters.record_json import from_line, to_dict, to_line
from posture.adapters.record_store import RecordStore, keep, read_history, records_mark
from posture.adapters.sqlite_connection import connect_to_write
from posture.adapters.sqlite_reader import SqliteEventReader
from posture.adapters.sqlite_store import SqliteEventStore
from posture.errors import StorageError
from posture.therapy.history import History, Stored, Unreadable
from posture.therapy.records import Note, PainRating
from tests.adapters.record_values import any_record
from tests.session_story import MORNING, SessionStory
from tests.therapy.builders import able, change, pain

if TYPE_CHECKING:
    from posture.therapy.records import Record

ROOT = Path(__file__).parents[2]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "data" / "posture.sqlite3"


@given(any_record)
def test_a_record_comes_back_from_json_as_it_was(record: Record) -> None:
    again = from_line(record.kind, to_line(record))
    assert again == record
    assert again.at.utcoffset() == record.at.utcoffset()
    document = to_dict(record)
    assert document["kind"] == record.kind
    assert from_line(document.pop("kind"), json.dumps(document)) == record


@given(record=any_record)
def test_what_a_later_version_adds_to_a_record_is_ignored(record: Record) -> None:
    line = json.dumps({**json.loads(to_line(record)), "mood_ring": "blue"})
    assert from_line(record.kind, line) == record


@pytest.mark.parametrize(
    "line",
    ["", "[]", "{}", '{"at": "2026-11-02T09:00:00Z", "now": 11}', '{"at": "2026-11-02T09:00:00", "now": 1}'],
)
def test_a_line_that_is_no_record_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="not a pain_rating"):
        from_line("pain_rating", line)


@settings(max_examples=15)
@given(records=st.lists(any_record.filter(lambda record: record.replaces is None), max_size=6))
def test_what_was_kept_is_read_back_in_order(
    tmp_path_factory: pytest.TempPathFactory, records: list[Record]
) -> None:
    database = tmp_path_factory.mktemp("store") / "posture.sqlite3"
    numbers = keep(database, records)
    assert numbers == tuple(range(1, len(records) + 1))
    kept = tuple(Stored(number=number, record=record) for number, record in enumerate(records, start=1))
    assert read_history(database) == History(stored=kept)
    with RecordStore(database) as store:
        assert store.history() == History(stored=kept)


def test_looking_creates_nothing_and_an_older_log_holds_no_records(database: Path) -> None:
    assert read_history(database) == History()
    assert not database.parent.exists()
    database.parent.mkdir()
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE migration (name TEXT PRIMARY KEY)")
    assert read_history(database) == History()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_only_the_owner_can_read_it(database: Path) -> None:
    keep(database, [pain(0, 4)])
    assert stat.S_IMODE(database.stat().st_mode) == 0o600
    assert stat.S_IMODE(database.parent.stat().st_mode) == 0o700


def test_records_are_kept_while_a_monitor_writes_and_the_other_way_round(database: Path) -> None:
    story = SessionStory().sit(60)
    monitor = SqliteEventStore(database)
    monitor.append(tuple(story.events))
    assert keep(database, [pain(0, 4), able(0, "sitting", 6)]) == (1, 2)
    with RecordStore(database) as store:
        monitor.touch(story.sit(60).now)
        monitor.append(tuple(story.end().events[len(monitor.between(MORNING, MORNING + timedelta(1))[0]) :]))
        assert store.append([change(1, 2)]) == (3,)
    monitor.close()
    reader = SqliteEventReader(database)
    assert reader.between(MORNING, MORNING + timedelta(days=1)) == [story.events]
    reader.close()
    assert read_history(database).records() == (pain(0, 4), able(0, "sitting", 6), change(1, 2))


def test_a_record_is_never_changed_or_deleted_unless_that_is_permitted(database: Path) -> None:
    keep(database, [pain(0, 4), pain(1, 5)])
    with closing(connect_to_write(database)) as connection:
        for statement in ("UPDATE record SET payload = '{}'", "DELETE FROM record"):
            with pytest.raises(sqlite3.IntegrityError, match="records are append-only"):
                connection.execute(statement)
        connection.execute("INSERT INTO record_purge_permit VALUES (2)")
        connection.execute("DELETE FROM record WHERE number = 2")
    assert read_history(database).records() == (pain(0, 4),)
    assert keep(database, [pain(2, 6)]) == (3,)


def test_one_record_is_replaced_once_and_only_if_it_is_there(database: Path) -> None:
    keep(database, [pain(0, 4)])
    keep(database, [pain(0, 5, replaces=1)])
    for replaces in (1, 7):
        with pytest.raises(StorageError):
            keep(database, [pain(0, 6, replaces=replaces)])
    assert read_history(database).records() == (pain(0, 5, replaces=1),)


def test_all_of_an_answer_is_kept_or_nothing(database: Path) -> None:
    with pytest.raises(StorageError):
        keep(database, [pain(0, 4), pain(0, 6, replaces=99)])
    assert read_history(database) == History()


def test_a_kind_of_a_newer_version_is_left_alone_and_told(database: Path) -> None:
    keep(database, [pain(0, 4)])
    with closing(connect_to_write(database)) as connection:
        connection.execute(
            "INSERT INTO record (utc_ms, offset_s, kind, replaces, payload)"
            " VALUES (0, 0, 'pain_map', 1, '{}')"
        )
    kept = read_history(database)
    assert kept.unreadable == (Unreadable(number=2, kind="pain_map", replaces=1),)
    assert keep(database, [pain(1, 3)]) == (3,)
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT kind FROM record WHERE number = 2").fetchall() == [("pain_map",)]


def test_a_record_that_cannot_be_is_damage(database: Path) -> None:
    keep(database, [pain(0, 4)])
    with closing(connect_to_write(database)) as connection:
        connection.execute(
            "INSERT INTO record (utc_ms, offset_s, kind, payload)"
            " VALUES (0, 0, 'pain_rating', '{\"now\": 40}')"
        )
    with pytest.raises(StorageError, match="is damaged"):
        read_history(database)


@pytest.mark.parametrize("content", [b"not a database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_left_alone(database: Path, content: bytes) -> None:
    database.parent.mkdir()
    database.write_bytes(content)
    for use in (read_history, RecordStore):
        with pytest.raises(StorageError, match="is damaged"):
            use(database)
    assert database.read_bytes() == content


def test_a_full_disk_loses_nothing_that_was_kept(database: Path) -> None:
    with RecordStore(database) as store:
        store.append([pain(0, 4)])
        store._connection.execute("PRAGMA max_page_count = 1")
        with pytest.raises(StorageError) as error:
            store.append([Note(at=MORNING, text="x" * 2000)] * 20)
        assert str(error.value) == (f"cannot write the log {database}: the disk is full; free some space")
        store._connection.execute("PRAGMA max_page_count = 100000")
        assert store.append([pain(1, 3)]) == (2,)
    assert read_history(database).records() == (pain(0, 4), pain(1, 3))


def test_a_log_that_may_not_be_written_says_so(database: Path) -> None:
    keep(database, [pain(0, 4)])
    with RecordStore(database) as store:
        store._connection.execute("PRAGMA query_only = ON")
        with pytest.raises(StorageError, match="read-only for you"):
            store.append([pain(1, 3)])
    assert read_history(database).records() == (pain(0, 4),)


def test_a_program_that_holds_the_log_for_long_is_named_as_the_cause(database: Path) -> None:
    keep(database, [pain(0, 4)])
    with closing(connect_to_write(database)) as other, RecordStore(database) as store:
        store._connection.execute("PRAGMA busy_timeout = 20")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="another program holds it"):
            store.append([pain(1, 3)])
        other.execute("ROLLBACK")
        assert store.append([pain(1, 3)]) == (2,)


def test_a_killed_writer_loses_no_answer_that_was_confirmed(database: Path) -> None:
    command = [sys.executable, "-m", "tests.adapters.killed_record_writer", str(database)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline() for _ in range(3)]
        writer.kill()
        said += [line for line in writer.stdout.readlines() if line.endswith("\n")]
    kept = [one.record.text for one in read_history(database).stored if isinstance(one.record, Note)]
    assert kept == [str(number) for number in range(1, len(kept) + 1)]
    assert len(kept) % 2 == 0
    assert len(kept) >= int(said[-1])
    assert keep(database, [PainRating(at=MORNING, now=1)]) == (len(kept) + 1,)
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_glance_tells_whether_records_came_or_went(database: Path) -> None:
    assert records_mark(database) == (0, 0)
    keep(database, [pain(2, 1), pain(3, 1)])
    before = records_mark(database)
    assert before == records_mark(database) == (2, 2)
    keep(database, [pain(4, 1)])
    assert records_mark(database) == (3, 3)
    for path in database.parent.iterdir():
        path.unlink()
    assert records_mark(database) == (0, 0)
    database.write_bytes(b"no database" * 100)
    with pytest.raises(StorageError):
        records_mark(database)
