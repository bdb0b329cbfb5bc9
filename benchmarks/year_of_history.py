"""A made year in a log of its own: how long the history waits for it."""

from __future__ import annotations

import statistics
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

from posture.adapters.sqlite_reader import SqliteEventReader
from posture.adapters.sqlite_store import SqliteEventStore
from posture.labels import Label
from posture.summary import summarise
from tests.session_story import SessionStory

DAYS = 365
EVENTS_A_DAY = 2000
RUNS = 9
_FIRST = datetime(2026, 1, 1, 8, tzinfo=UTC)


def made_year(database: Path, first: datetime, events_a_day: int) -> None:
    """A log of a whole year that begins at `first`."""
    store = SqliteEventStore(database)
    for number in range(DAYS):
        store.append(tuple(a_day(first + timedelta(days=number), events_a_day).events))
    store.close()


def a_day(started: datetime, events: int) -> SessionStory:
    """Hours with a great deal going on, until there are so many events."""
    story = SessionStory(started=started)
    while len(story.events) < events:
        story.sit(8).slouch(Label.SLOUCHED, 8).sit(4).away(8)
    return story.end()


def year_over_a_day() -> tuple[list[float], list[float], int]:
    """Seconds for the days of a year, seconds for one day from its events, and how many events a day has."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "posture.sqlite3"
        made_year(database, _FIRST, EVENTS_A_DAY)
        year, day = [], []
        for run in range(RUNS):
            begin = perf_counter()
            reader = SqliteEventReader(database)
            watched = reader.days(date(2026, 1, 1), date(2026, 12, 31)).days_watched
            reader.close()
            year.append(perf_counter() - begin)
            if watched != DAYS:
                msg = f"{watched} days were read of {DAYS}"
                raise RuntimeError(msg)
            reader = SqliteEventReader(database)
            start = _FIRST + timedelta(days=run)
            begin = perf_counter()
            sessions = reader.between(start, start + timedelta(hours=12))
            summarise(sessions, start.date(), start.date())
            day.append(perf_counter() - begin)
            reader.close()
        return year, day, statistics.mode(len(events) for events in sessions)
