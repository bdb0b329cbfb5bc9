"""The day so far from the log: today's parts, the usual day of the last four weeks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from posture.adapters.sqlite_store import SqliteEventStore
from posture.day_parts import UsualDay
from posture.errors import StorageError
from posture.instant import Instant
from tests.session_story import SessionStory
from tui.day_so_far import LoggedDay, recorded_day

HOUR = 3600.0
TODAY = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def write(path: Path, *stories: SessionStory) -> None:
    store = SqliteEventStore(path)
    for story in stories:
        store.append(tuple(story.events))
    store.close()


def earlier(days: int, sitting_s: float) -> SessionStory:
    return SessionStory(started=TODAY - timedelta(days=days)).sit(sitting_s).end()


def test_today_is_told_from_the_days_before_and_those_are_of_the_last_four_weeks(tmp_path: Path) -> None:
    database = tmp_path / "log.sqlite3"
    before = [
        earlier(40, 7 * HOUR),
        earlier(29, 7 * HOUR),
        *(earlier(days, days * 600) for days in range(28, 0, -7)),
    ]
    today = SessionStory(started=TODAY).sit(1200)
    write(database, *before, earlier(2, 2 * HOUR), today)
    now = Instant(mono_s=1200.0, wall=TODAY + timedelta(seconds=1200))
    day = LoggedDay(database).so_far(today.events, now)
    assert (day.now_s, day.clock, day.days_missing) == (9 * HOUR + 1200, True, 0)
    assert day.parts.sitting_s(24 * HOUR) == today.events[-1].at.mono_s
    assert day.usual == UsualDay(days=5, sitting_s=1200.0, off_reference_s=0.0, breaks=0)


def test_a_first_day_says_that_no_other_is_known(tmp_path: Path) -> None:
    today = SessionStory(started=TODAY).sit(60)
    write(tmp_path / "log.sqlite3", today)
    day = LoggedDay(tmp_path / "log.sqlite3").so_far(today.events, today.now)
    assert (day.usual, day.days_missing) == (None, 5)


def test_the_earlier_days_are_read_once_a_day(tmp_path: Path) -> None:
    database = tmp_path / "log.sqlite3"
    today = SessionStory(started=TODAY).sit(60)
    write(database, today)
    logged = LoggedDay(database)
    assert logged.so_far(today.events, today.now).days_missing == 5
    write(database, earlier(1, HOUR))
    assert logged.so_far(today.events, today.now).days_missing == 5
    assert today.now.wall is not None
    tomorrow = Instant(mono_s=0.0, wall=today.now.wall + timedelta(days=1))
    assert logged.so_far(today.events, tomorrow).days_missing == 3


def test_a_log_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "log.sqlite3"
    broken.write_bytes(b"no log" * 100)
    today = SessionStory(started=TODAY).sit(60)
    with pytest.raises(StorageError):
        LoggedDay(broken).so_far(today.events, today.now)


def test_a_recording_is_its_own_day_and_knows_no_other() -> None:
    story = SessionStory(started=None).sit(60)
    day = recorded_day(story.events, story.now)
    assert (day.clock, day.now_s, day.usual, day.days_missing) == (False, 60.0, None, None)
    assert day.parts.sitting_s(60.0) == 60.0
    assert recorded_day([], Instant(mono_s=0.0)).parts.stretches == ()
