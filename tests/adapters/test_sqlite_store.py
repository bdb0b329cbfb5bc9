"""The log keeps every event as it was, for one writer and any number of readers."""

from __future__ import annotations

import sqlite3
import stat
import sys
from dataclasses import MISSING, fields
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posture import events as ev
from posture.adapters.sqlite_reader import SqliteEventReader
from posture.adapters.sqlite_store import HEARTBEAT_S, SqliteEventStore
from posture.instant import Instant
from posture.labels import Label, Presence
from tests.session_story import MORNING, SessionStory

if TYPE_CHECKING:
    from pathlib import Path

    from posture.ports import EventReader, EventStore

EVER = (datetime(1970, 1, 2, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "data" / "posture.sqlite3"


def _written(database: Path, *sessions: list[ev.Event]) -> None:
    store = SqliteEventStore(database)
    for events in sessions:
        store.append(tuple(events))
    store.close()


def test_what_was_appended_is_read_back_session_by_session(database: Path) -> None:
    first = SessionStory().sit(60).away(100).end().events
    second = SessionStory(started=MORNING + timedelta(hours=1)).sit(30).end().events
    store: EventStore = SqliteEventStore(database)
    for event in first:
        store.append((event,))
    store.append(())
    store.append(tuple(second))
    assert store.between(*EVER) == [first, second]
    store.close()
    store.close()
    reader: EventReader = SqliteEventReader(database)
    assert reader.between(*EVER) == [first, second]
    assert reader.running_until() is None
    reader.close()
    reader.close()


def test_a_session_is_given_whole_when_it_overlaps_the_time_asked_for(database: Path) -> None:
    story = SessionStory().sit(3600).end()
    _written(database, story.events)
    reader = SqliteEventReader(database)
    end = MORNING + timedelta(hours=1)
    before, inside, after = (MORNING - timedelta(hours=1), MORNING + timedelta(minutes=30), end)
    assert reader.between(inside, after) == [story.events]
    assert reader.between(before, inside) == [story.events]
    assert reader.between(before, MORNING) == []
    assert reader.between(end + timedelta(milliseconds=1), end + timedelta(hours=1)) == []
    reader.close()


def test_readers_see_what_a_writer_has_just_written(database: Path) -> None:
    story = SessionStory().sit(60)
    store = SqliteEventStore(database)
    readers = [SqliteEventReader(database) for _ in range(3)]
    store.append(tuple(story.events))
    late = SqliteEventReader(database)
    for reader in (*readers, late):
        assert reader.between(*EVER) == [story.events]
        assert reader.running_until() == story.events[-1].at
        reader.close()
    store.close()


def test_a_log_that_is_not_there_is_an_empty_one_and_looking_creates_nothing(database: Path) -> None:
    reader = SqliteEventReader(database)
    assert reader.between(*EVER) == []
    assert reader.running_until() is None
    reader.close()
    assert not database.parent.exists()


def test_an_empty_file_is_an_empty_log_and_becomes_a_log(database: Path) -> None:
    database.parent.mkdir()
    database.touch()
    reader = SqliteEventReader(database)
    assert reader.between(*EVER) == []
    reader.close()
    story = SessionStory().end()
    _written(database, story.events)
    reader = SqliteEventReader(database)
    assert reader.between(*EVER) == [story.events]
    reader.close()


def test_signs_of_life_are_kept_every_few_seconds_and_on_closing(database: Path) -> None:
    story = SessionStory().sit(60)
    store = SqliteEventStore(database)
    store.touch(story.instant(0))
    assert store.running_until() is None
    store.append(tuple(story.events))
    seen = []
    for ms in range(1000, 8000, 500):
        store.touch(story.instant(ms))
        until = store.running_until()
        assert until is not None
        assert ms / 1000 - until.mono_s < HEARTBEAT_S
        seen.append(until.mono_s)
    assert sorted(set(seen)) == [1.0, 3.0, 5.0, 7.0]
    store.close()
    reader = SqliteEventReader(database)
    assert reader.running_until() == story.instant(7500)
    reader.close()


def test_a_session_left_open_is_closed_by_the_next_writer_at_its_last_sign_of_life(database: Path) -> None:
    story = SessionStory().sit(60)
    store = SqliteEventStore(database)
    store.append(tuple(story.events))
    store.touch(story.now)
    store.close()

    again = SqliteEventStore(database)
    closed = [
        *story.events,
        ev.SittingEnded(at=story.now, since_t=0.0, until_t=60.0, duration_s=60.0),
        ev.SessionEnded(at=story.now, reason="killed"),
    ]
    assert again.between(*EVER) == [closed]
    assert again.running_until() is None
    again.close()
    SqliteEventStore(database).close()
    reader = SqliteEventReader(database)
    assert reader.between(*EVER) == [closed]
    reader.close()


def test_a_second_start_without_an_end_closes_the_first_session(database: Path) -> None:
    first, second = SessionStory(), SessionStory(started=MORNING + timedelta(hours=1))
    store = SqliteEventStore(database)
    store.append(tuple(first.events))
    store.append(tuple(second.end().events))
    ended = ev.SessionEnded(at=first.now, reason="killed")
    assert store.between(*EVER) == [[*first.events, ended], second.events]
    store.close()


def test_a_batch_is_added_whole_or_not_at_all(database: Path) -> None:
    story = SessionStory()
    store = SqliteEventStore(database)
    store.append(tuple(story.events))
    no_wall = ev.Resumed(at=Instant(mono_s=2.0))
    with pytest.raises(ValueError, match="wall clock"):
        store.append((ev.Paused(at=story.instant(1000)), no_wall))
    store.append((ev.Paused(at=story.instant(1500)),))
    assert store.between(*EVER) == [[*story.events, ev.Paused(at=story.instant(1500))]]
    store.close()


def test_events_outside_a_session_or_without_a_zone_are_refused(database: Path) -> None:
    store = SqliteEventStore(database)
    with pytest.raises(ValueError, match="before any session_started"):
        store.append((ev.Paused(at=SessionStory().now),))
    nowhere = Instant(mono_s=0.0, wall=datetime(2026, 11, 20, 9, 0))  # noqa: DTZ001 - the point
    with pytest.raises(ValueError, match="time zone"):
        store.append((ev.SessionStarted(at=nowhere, source="0"),))
    assert store.between(*EVER) == []
    store.close()


def test_events_cannot_be_changed_and_only_be_deleted_with_a_permit(database: Path) -> None:
    _written(database, SessionStory().sit(60).end().events)
    connection = sqlite3.connect(database)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("UPDATE event SET type = 'away'")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("DELETE FROM event")
    connection.execute("INSERT INTO purge_permit SELECT id FROM session")
    assert connection.execute("DELETE FROM event").rowcount == 5
    connection.close()


def test_the_payload_is_the_event_as_in_every_other_file(database: Path) -> None:
    _written(database, SessionStory().end().events)
    connection = sqlite3.connect(database)
    wall = "2026-11-20T09:00:00.000+00:00"
    assert connection.execute("SELECT seq, t, utc_ms, offset_s, type, payload FROM event").fetchall() == [
        (
            0,
            0.0,
            1795165200000,
            0,
            "session_started",
            f'{{"t": 0.0, "wall": "{wall}", "type": "session_started", "source": "camera 0"}}',
        ),
        (
            1,
            0.0,
            1795165200000,
            0,
            "session_ended",
            f'{{"t": 0.0, "wall": "{wall}", "type": "session_ended", "reason": "stopped"}}',
        ),
    ]
    connection.close()


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm", ".lock"])
def test_only_the_owner_can_read_the_log(database: Path, suffix: str) -> None:
    store = SqliteEventStore(database)
    store.append(tuple(SessionStory().events))
    file = database.with_name(database.name + suffix)
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(database.parent.stat().st_mode) == 0o700
    store.close()


_SECONDS = st.integers(0, 10**9).map(lambda ms: ms / 1000)
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "str": st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    "float": _SECONDS,
    "int": st.integers(0, 10**6),
    "bool": st.booleans(),
    "Side": st.sampled_from(ev.Side),
    "CountedBy": st.sampled_from(ev.CountedBy),
    "Label": st.sampled_from(Label),
    "Presence": st.sampled_from(Presence),
    "VerifiedBy": st.sampled_from(ev.VerifiedBy),
}
_ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_WALLS = st.builds(
    lambda ms, zone: (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)).astimezone(zone),
    st.integers(0, 10**11),
    _ZONES,
)


@st.composite
def _any_event(draw: st.DrawFn, cls: type[ev.Event]) -> ev.Event:
    values = {
        field.name: draw(_VALUES[str(field.type)])
        for field in fields(cls)
        if field.name != "at" and field.default is MISSING
    }
    return cls(at=Instant(mono_s=draw(_SECONDS), wall=draw(_WALLS)), **values)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_every_type_of_event_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    database = tmp_path_factory.mktemp("round_trip") / "posture.sqlite3"
    first = data.draw(_any_event(ev.SessionStarted))
    others = [
        data.draw(_any_event(cls))
        for name, cls in ev.EVENT_TYPES.items()
        if name not in {"session_started", "session_ended"}
    ]
    last = data.draw(_any_event(ev.SessionEnded))
    events = [first, *others, last]
    store = SqliteEventStore(database)
    store.append(tuple(events))
    assert store.between(*EVER) == [events]
    offsets = [
        [event.at.wall.utcoffset() for event in read if event.at.wall] for read in store.between(*EVER)
    ]
    assert offsets == [[event.at.wall.utcoffset() for event in events if event.at.wall]]
    store.close()
