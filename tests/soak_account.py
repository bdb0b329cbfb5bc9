"""The account of a soak (tests/soak_story.py): the log, held against everything it was given."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from posture.adapters.sqlite_store import HEARTBEAT_S, SqliteEventStore
from posture.events import SessionEnded
from posture.partition import Kind, partition
from posture.summary import summarise
from tests.soak_log import CLOSING, read
from tests.soak_story import PERIOD_S, Soak

if TYPE_CHECKING:
    from posture.figures import Figures

SENTENCES = {
    "waited": "what happens is kept in memory until the log can be written",
    "written again": "the log can be written again; what waited is in it",
    "mended": "is damaged: it is kept as posture.unreadable-",
    "removed": "was removed while it was open: a new one begins with this session",
}
"""All that a monitor may have to say about its log."""
WAITED_FOR = ("locked", "locked at the start", "full", "read-only", "killed waiting")


@dataclass(frozen=True, kw_only=True)
class Account:
    """What a run came to."""

    sessions: int
    killed: int
    events: int
    observations: int
    watched_s: float
    faults: dict[str, int]
    told: dict[str, int]
    lost: int


def _whole(figures: Figures) -> float:
    return figures.watched_s + figures.paused_s + figures.suspended_s


def account(soak: Soak) -> Account:
    """Hold the log against what it was given, to the millisecond."""
    SqliteEventStore(soak.database).close()
    with closing(sqlite3.connect(soak.database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    stored = read(soak.database)
    assert len(stored) == len(soak.sessions)
    slept_s = 0.0
    for number, (session, given, end_s) in enumerate(zip(stored, soak.sessions, soak.ends_s, strict=True)):
        assert session[: len(given)] == given
        rest = session[len(given) :]
        assert {event.type for event in rest} <= (CLOSING if number in soak.killed else set())
        end = session[-1]
        assert isinstance(end, SessionEnded)
        assert end.reason == ("killed" if number in soak.killed else "stopped")
        bound_s = PERIOD_S + HEARTBEAT_S if number in soak.killed else 0.0
        assert 0.0 <= end_s - end.at.mono_s <= bound_s
        spans = partition(session)
        assert sum(span.length_ms for span in spans) == round(end.at.mono_s * 1000)
        sat_s = sum(event.duration_s for event in session if event.type == "sitting_ended")  # type: ignore[union-attr]
        assert sum(s.length_ms for s in spans if s.kind is Kind.SITTING) == round(sat_s * 1000)
        slept_s += sum(s.length_ms for s in spans if s.kind is Kind.SUSPENDED) / 1000
    summary = summarise(stored, date(2028, 1, 1), date(2028, 12, 31))
    watched_s = sum(session[-1].at.mono_s for session in stored)
    assert abs(_whole(summary.totals) - watched_s) < 0.001
    assert abs(sum(_whole(day.figures) for day in summary.days) - watched_s) < 0.001
    assert abs(slept_s - soak.asleep_s) < 1.0, (slept_s, soak.asleep_s)
    told = {name: sum(words in sentence for sentence in soak.told) for name, words in SENTENCES.items()}
    assert sum(told.values()) == len(soak.told), soak.told
    cut = soak.faults.get("killed waiting", 0)
    assert 0 <= told["waited"] - told["written again"] <= cut
    assert told["waited"] <= sum(soak.faults.get(name, 0) for name in WAITED_FOR)
    # A backup that is put in the place of the log is taken over like a damaged one.
    replaced = soak.faults.get("replaced", 0)
    assert told["removed"] == replaced
    assert told["mended"] == replaced + soak.faults.get("damaged", 0)
    return Account(
        sessions=len(stored),
        killed=len(soak.killed),
        events=sum(map(len, stored)),
        observations=soak.observations,
        watched_s=watched_s,
        faults=dict(sorted(soak.faults.items())),
        told=told,
        lost=soak.lost,
    )
