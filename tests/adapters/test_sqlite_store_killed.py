"""Killed at any moment, the log loses no event it took and at most the last seconds of the session."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from posture.adapters.sqlite_reader import SqliteEventReader
from posture.adapters.sqlite_store import HEARTBEAT_S, SqliteEventStore
from posture.episodes import sitting_bouts, slouch_episodes
from posture.events import Event, SessionEnded, SittingEnded
from posture.partition import Kind, partition
from posture.summary import summarise, summarise_session
from tests.session_story import MORNING

ROOT = Path(__file__).parents[2]
LINES_BEFORE_KILL = (0, 1, random.Random(2026).randrange(2, 600))


def _write_and_kill(database: Path, number: int, lines: int) -> tuple[int, int]:
    """Let a writer run until it has said `lines` lines; returns what it said last before it died."""
    command = [sys.executable, "-m", "tests.adapters.killed_writer", str(database), str(number)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline() for _ in range(lines)]
        writer.kill()
        said += [line for line in writer.stdout.readlines() if line.endswith("\n")]
    assert writer.returncode != 0
    if not said:
        return 0, 0
    written, seen_ms = said[-1].split()
    return int(written), int(seen_ms)


def _sessions(database: Path) -> list[list[Event]]:
    reader = SqliteEventReader(database)
    sessions = reader.between(MORNING, MORNING + timedelta(days=30))
    reader.close()
    return sessions


def test_a_log_that_was_killed_many_times_is_whole_and_adds_up(tmp_path: Path) -> None:
    database = tmp_path / "posture.sqlite3"
    for number, lines in enumerate(LINES_BEFORE_KILL):
        written, seen_ms = _write_and_kill(database, number, lines)
        assert written > 0 or lines == 0
        before = _sessions(database)
        if written:
            assert len(before[-1]) >= written
            reader = SqliteEventReader(database)
            seen = reader.running_until()
            reader.close()
            assert seen is not None
            assert seen_ms / 1000 - seen.mono_s < HEARTBEAT_S

    SqliteEventStore(database).close()
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    after = _sessions(database)
    assert [len(session) > len(old) for session, old in zip(after, before, strict=True)] == [
        *(False for _ in before[:-1]),
        True,
    ]
    for session in after:
        _is_closed_and_adds_up(session)
    assert len(after) >= len(LINES_BEFORE_KILL) - 1
    day = MORNING.date()
    totals = summarise(after, day, day + timedelta(days=30)).totals
    assert totals.watched_s == round(sum(session[-1].at.mono_s for session in after), 3)


def _is_closed_and_adds_up(session: list[Event]) -> None:
    spans = partition(session)
    end = session[-1]
    assert isinstance(end, SessionEnded)
    assert end.reason == "killed"
    assert all(event.at.mono_s <= end.at.mono_s for event in session)
    assert spans == () or spans[-1].end_ms == round(end.at.mono_s * 1000)
    assert all(bout.ended for bout in sitting_bouts(session, spans))
    assert all(episode.ended for episode in slouch_episodes(session, spans))
    said_s = [event.duration_s for event in session if isinstance(event, SittingEnded)]
    figures = summarise_session(session).figures
    assert list(figures.bouts_s) == said_s
    assert figures.sitting_s == sum(span.length_ms for span in spans if span.kind is Kind.SITTING) / 1000
    assert figures.sitting_s == round(sum(said_s), 3)
