"""Figures that are kept beside the log are those that its events give, whatever happens to the log."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posture.adapters import daily_figures
from posture.adapters.sqlite_connection import connect_to_write, transaction
from posture.adapters.sqlite_reader import SqliteEventReader
from posture.adapters.sqlite_store import SqliteEventStore
from posture.errors import StorageError
from posture.summary import RangeSummary, summarise
from tests.session_story import MORNING, SessionStory
from tests.test_summary_properties import stories

FIRST, LAST = date(2025, 12, 1), date(2028, 12, 31)
EVER = (datetime(1970, 1, 2, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC))


def kept(database: Path) -> int:
    """How many sessions have a copy of their figures."""
    with sqlite3.connect(database) as connection:
        return int(connection.execute("SELECT count(*) FROM session WHERE summarised = 1").fetchone()[0])


def both(database: Path) -> tuple[RangeSummary, RangeSummary]:
    """As they are kept, and as the events give them."""
    reader = SqliteEventReader(database)
    try:
        computed = summarise(reader.between(*EVER), FIRST, LAST, until=reader.running_until())
        return reader.days(FIRST, LAST), computed
    finally:
        reader.close()


def purge(database: Path, session: int) -> None:
    """Remove a session as the schema provides for."""
    connection = connect_to_write(database)
    with transaction(connection):
        connection.execute("INSERT INTO purge_permit VALUES (?)", (session,))
        connection.execute("DELETE FROM event WHERE session = ?", (session,))
        connection.execute("DELETE FROM session WHERE id = ?", (session,))
        connection.execute("DELETE FROM purge_permit")
    connection.close()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(stories(), st.sampled_from(["end", "kill", "purge"])), min_size=1, max_size=3))
def test_what_is_kept_is_what_the_events_give(told: list[tuple[SessionStory, str]]) -> None:
    with TemporaryDirectory() as folder:
        database = Path(folder) / "posture.sqlite3"
        for number, (story, fate) in enumerate(told, start=1):
            store = SqliteEventStore(database)
            if fate != "kill":
                story.end()
            for event in story.events:
                store.append((event,))
            running, computed = both(database)
            assert running == computed
            store.close()
            if fate == "purge" and number < len(told):
                purge(database, number)
        SqliteEventStore(database).close()  # closes what was killed
        given_back, computed = both(database)
        assert given_back == computed
        with sqlite3.connect(database) as connection:
            assert connection.execute(
                "SELECT count(*) FROM session WHERE summarised IS NOT 1"
            ).fetchone() == (0,)


def test_a_running_session_is_worked_out_and_an_ended_one_kept(tmp_path: Path) -> None:
    database = tmp_path / "posture.sqlite3"
    story = SessionStory().sit(600)
    store = SqliteEventStore(database)
    store.append(tuple(story.events))
    assert kept(database) == 0
    told = len(story.events)
    story.sit(60).end()
    store.append(tuple(story.events[told:]))
    assert kept(database) == 1
    assert both(database)[0].totals.sitting_s == 660.0
    store.close()


def test_an_event_added_late_makes_the_copy_old(tmp_path: Path) -> None:
    database = tmp_path / "posture.sqlite3"
    story = SessionStory().sit(600).end()
    store = SqliteEventStore(database)
    store.append(tuple(story.events))
    store.close()
    with sqlite3.connect(database) as connection:
        connection.execute(
            "INSERT INTO event SELECT session, 999, t, utc_ms, offset_s, type, payload FROM event LIMIT 1"
        )
    assert kept(database) == 0


def test_a_copy_of_an_older_version_is_not_used_and_is_made_anew(tmp_path: Path) -> None:
    database = tmp_path / "posture.sqlite3"
    store = SqliteEventStore(database)
    store.append(tuple(SessionStory().sit(600).end().events))
    store.close()
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE session SET summarised = 0")
        connection.execute("UPDATE session_day SET figures = '{}'")
    assert both(database)[0].totals.sitting_s == 600.0
    SqliteEventStore(database).close()
    assert kept(database) == 1
    assert both(database)[0].totals.sitting_s == 600.0


def test_a_copy_that_cannot_be_read_is_a_damaged_log(tmp_path: Path) -> None:
    database = tmp_path / "posture.sqlite3"
    store = SqliteEventStore(database)
    store.append(tuple(SessionStory().sit(600).end().events))
    store.close()
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE session_day SET figures = '{}'")
    with pytest.raises(StorageError, match="is damaged"):
        both(database)


def test_a_log_with_more_than_is_filled_at_once_is_filled_by_and_by(tmp_path: Path) -> None:
    database = tmp_path / "posture.sqlite3"
    store = SqliteEventStore(database)
    sessions = daily_figures.FILLED_AT_ONCE + 3
    for number in range(sessions):
        story = SessionStory(started=MORNING + timedelta(days=number)).sit(60).end()
        store.append(tuple(story.events))
    store.close()
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE session SET summarised = NULL")
    SqliteEventStore(database).close()
    assert kept(database) == daily_figures.FILLED_AT_ONCE
    SqliteEventStore(database).close()
    assert kept(database) == sessions
    assert both(database)[0].days_watched == sessions


def test_a_log_that_is_not_there_has_no_days(tmp_path: Path) -> None:
    reader = SqliteEventReader(tmp_path / "none.sqlite3")
    assert reader.days(FIRST, LAST) == summarise([], FIRST, LAST)
    reader.close()
