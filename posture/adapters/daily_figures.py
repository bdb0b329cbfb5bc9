"""The figures of each day of a session that has ended, kept beside its events: a year is a few hundred rows.

They are only a copy of what the events say. Whoever finds none, or some that an older version worked out,
works them out anew from the events; any change to the events of a session throws its copy away (triggers in
`migrations.py`), and so does a purge.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from posture.adapters import event_rows
from posture.adapters.sqlite_errors import damaged
from posture.errors import StorageError
from posture.figures import BreakFigures, Figures
from posture.labels import Label
from posture.summary import DaySummary, days_of_session

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime
    from pathlib import Path

VERSION = 1
"""Of the way in which figures are worked out: raised with every change of it, so that no old copy is used."""

FILLED_AT_ONCE = 10
"""How many sessions a writer works out when it opens a log that lacks copies; ENG: tenths of a second."""


def keep_missing(connection: sqlite3.Connection, path: Path) -> None:
    """Work out and keep the newest ended sessions that have no copy; inside the caller's transaction."""
    rows = connection.execute(
        "SELECT id FROM session WHERE ended_reason IS NOT NULL AND summarised IS NOT ?"
        " ORDER BY id DESC LIMIT ?",
        (VERSION, FILLED_AT_ONCE),
    )
    for (session,) in rows.fetchall():
        keep(connection, path, session)


def keep(connection: sqlite3.Connection, path: Path, session: int) -> None:
    """Work out an ended session and keep its days; inside the caller's transaction."""
    connection.execute("DELETE FROM session_day WHERE session = ?", (session,))
    connection.executemany(
        "INSERT INTO session_day (session, day, figures) VALUES (?, ?, ?)",
        [
            (session, str(part.day), json.dumps(asdict(part.figures)))
            for part in days_of_session(event_rows.events_of(connection, session, path))
        ],
    )
    connection.execute("UPDATE session SET summarised = ? WHERE id = ?", (VERSION, session))


def read(connection: sqlite3.Connection, path: Path, start: datetime, end: datetime) -> list[DaySummary]:
    """The days of every session that overlaps [start, end), session by session.

    Days of sessions without a copy come from their events, up to the last sign of life where one runs.
    """
    kept: dict[int, list[DaySummary]] = {}
    sessions = event_rows.sessions_between(connection, start, end)
    rows = connection.execute(
        "SELECT id, day, figures FROM session LEFT JOIN session_day ON session = id"
        " WHERE summarised = ? AND id BETWEEN ? AND ? ORDER BY id, day",
        (VERSION, min(sessions, default=0), max(sessions, default=-1)),
    )
    for session, day, figures in rows:
        kept.setdefault(session, [])
        if day is not None:  # a session of no length lies on no day
            kept[session].append(_day(day, figures, path))
    running = dict(event_rows.running_sessions(connection))
    days: list[DaySummary] = []
    for session in sessions:
        if session in kept:
            days += kept[session]
        else:
            events = event_rows.events_of(connection, session, path)
            days += days_of_session(events, until=running.get(session))
    return days


def _day(day: str, figures: str, path: Path) -> DaySummary:
    try:
        return DaySummary(day=date.fromisoformat(day), figures=_figures(json.loads(figures)))
    except (ValueError, TypeError, KeyError) as error:
        raise StorageError(damaged(path)) from error


def _figures(values: dict[str, Any]) -> Figures:
    return Figures(
        **{
            **values,
            "bouts_s": tuple(values["bouts_s"]),
            "breaks": BreakFigures(**values["breaks"]),
            "slouch_s_by_label": {
                Label(label): seconds for label, seconds in values["slouch_s_by_label"].items()
            },
        }
    )
