"""Days of the real engine and the real store under faults drawn by chance, and an account of them at the end.

The camera goes away, is taken and freezes, the room is dark, the computer sleeps, the user pauses; the clock
is set back and forward and the user travels; the log is locked by others, its disk is full, its process is
killed and started again. Everything the store was given is kept beside it and must be found in it.
"""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from calibration.from_source import CalibratingMonitor, Stretch
from posture import event_json
from posture.adapters.open_log import open_log
from posture.adapters.sqlite_connection import wait_at_most
from posture.adapters.sqlite_reader import SqliteEventReader
from posture.adapters.sqlite_store import HEARTBEAT_S, SqliteEventStore
from posture.adapters.store_sink import StoreSink
from posture.adapters.waiting_store import WaitingStore
from posture.events import SessionEnded
from posture.inputs import InputKind, UserInput
from posture.instant import Instant
from posture.landmarks import PoseObservation
from posture.monitor import Monitor
from posture.partition import Kind, partition
from posture.settings import Settings
from posture.summary import summarise
from posture.testing.scenario import scenario

if TYPE_CHECKING:
    from pathlib import Path

    from posture.events import Event
    from posture.figures import Figures
    from posture.status import Step

STARTED = datetime(2028, 2, 27, 7, 30, tzinfo=UTC)
"""A month from here holds a leap day and, in Europe, the night with an hour less."""
SPRING = datetime(2028, 3, 26, 1, 0, tzinfo=UTC)
FRAME = (640, 480)
MORNING_H, EVENING_H = 6, 20
"""Outside of these hours the computer sleeps."""
PERIOD_S = 4.0
"""One observation each: just within `camera.gap_s`, so that a month is minutes of work."""

SPELLS = (
    ("upright", 8, 60, 2400),
    ("slouch", 3, 30, 600),
    ("away", 3, 30, 2400),
    ("no_frame", 1, 5, 7200),
    ("in_use", 1, 60, 3600),
    ("frozen", 1, 5, 600),
    ("dark", 1, 30, 1200),
    ("asleep", 1, 60, 10000),
    ("paused", 1, 60, 1800),
)
"""What happens, how often, and for how many seconds at least and at most."""
FAULTS = ("locked", "full", "clock", "travel", "killed", "ended", "damaged copy")


@dataclass
class Soak:
    """One run; `database` is where it writes."""

    database: Path
    seed: int
    started: datetime = STARTED
    mono_s: float = 0.0
    clock_off: timedelta = timedelta(0)
    zone: timezone | None = None
    sessions: list[list[Event]] = field(default_factory=list)
    ends_s: list[float] = field(default_factory=list)
    killed: set[int] = field(default_factory=set)
    asleep_s: float = 0.0
    told: list[str] = field(default_factory=list)
    faults: dict[str, int] = field(default_factory=dict)
    observations: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.settings = Settings()
        still = scenario("upright 60s; slouch 60s", fps=2, seed=self.seed).observations()
        poses = [one.poses for one in still if isinstance(one, PoseObservation)]
        self.poses = {"upright": poses[:118], "slouch": poses[124:]}
        self.session_zero_s = 0.0

    # --- the world ------------------------------------------------------------------------------------

    def now(self) -> Instant:
        utc = self.started + timedelta(seconds=self.mono_s) + self.clock_off
        zone = self.zone or timezone(timedelta(hours=2 if utc >= SPRING else 1))
        return Instant(mono_s=round(self.mono_s - self.session_zero_s, 3), wall=utc.astimezone(zone))

    def run(self, days: float) -> None:
        """Watch for so many days, process after process."""
        until_s = days * 86_400
        while self.mono_s < until_s:
            self._process(until_s)

    def _process(self, until_s: float) -> None:
        """One life of the program, from its start to its end or its death."""
        self.session_zero_s = self.mono_s
        store = open_log(self.database, keep_days=0, now=self.now(), tell=self.told.append)
        assert isinstance(store, WaitingStore)
        assert isinstance(store._store, SqliteEventStore)
        self.inner = store._store
        wait_at_most(self.inner._connection, 0)
        self.sink = StoreSink(store)
        self.core = CalibratingMonitor(
            Monitor(self.settings), self.settings, upright=Stretch(begin_s=0, end_s=60), warn=lambda _: None
        )
        self.sessions.append([])
        self._deliver(self.core.start(self.now(), "0"))
        self._spell("upright", 120)
        while self.mono_s < until_s:
            wall = self.now().wall
            if wall is not None and not MORNING_H <= wall.hour < EVENING_H:
                self._spell("asleep", self.chance.uniform(4, 12) * 3600)
            if self.chance.random() < 0.12 and not self._fault():
                return
            kind, _, least, most = self.chance.choices(SPELLS, [spell[1] for spell in SPELLS])[0]
            self._spell(kind, self.chance.uniform(least, most))
        self._end()

    def _spell(self, kind: str, seconds: float) -> None:
        if kind == "asleep":
            # From the last thing seen to the next.
            self.mono_s += round(seconds)
            self.asleep_s += round(seconds)
            self._observe("upright")
            return
        if kind == "paused":
            self._deliver(self.core.apply(UserInput(at=self.now(), kind=InputKind.PAUSE)))
        for _ in range(int(seconds / PERIOD_S)):
            self.mono_s += PERIOD_S
            self._observe(kind)
        if kind == "paused":
            self._deliver(self.core.apply(UserInput(at=self.now(), kind=InputKind.RESUME)))

    def _observe(self, kind: str) -> None:
        self.observations += 1
        at = self.now()
        if kind in ("no_frame", "in_use", "frozen"):
            seen = PoseObservation(
                at=at,
                poses=None,
                frame_size=FRAME,
                camera_in_use=kind == "in_use",
                camera_frozen=kind == "frozen",
            )
        elif kind == "dark":
            seen = PoseObservation(at=at, poses=(), frame_size=FRAME, brightness=0.03, contrast=0.01)
        else:
            some = self.poses.get("upright" if kind == "paused" else kind)
            poses = self.chance.choice(some) if some else ()
            seen = PoseObservation(at=at, poses=poses, frame_size=FRAME, brightness=0.4, contrast=0.2)
        self._deliver(self.core.observe(seen))

    def _deliver(self, step: Step) -> None:
        self.sessions[-1] += map(as_written, step.events)
        self.sink.accept(step)

    # --- faults ---------------------------------------------------------------------------------------

    def _fault(self) -> bool:
        """Something goes wrong; whether this process lives on."""
        what = self.chance.choice(FAULTS)
        self.faults[what] = self.faults.get(what, 0) + 1
        if what == "locked":
            with closing(sqlite3.connect(self.database, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                self._spell("upright", 100)
                self._spell("away", self.chance.uniform(60, 1200))
                other.execute("ROLLBACK")
            self._spell("upright", 200)
        elif what == "full":
            connection = self.inner._connection
            connection.execute("PRAGMA max_page_count = 1")
            self._spell("away", self.chance.uniform(100, 3000))
            connection.execute("PRAGMA max_page_count = 1000000")
            self._spell("upright", 200)
        elif what == "clock":
            self.clock_off += timedelta(seconds=self.chance.choice((-90_000, -3600, -5, 5, 3600, 90_000)))
        elif what == "travel":
            self.zone = self.chance.choice(
                (None, timezone(timedelta(hours=9)), timezone(-timedelta(hours=8)))
            )
        elif what == "damaged copy":
            self._damage_a_copy()
        elif what == "killed":
            self._kill()
        else:
            self._end()
        return what not in ("killed", "ended")

    def _kill(self) -> None:
        """What a process leaves that ends between two instructions: no closing, and no more lock."""
        self._spell("upright", 90)  # a killed process may lose what still waits; here nothing does
        self.ends_s.append(self.now().mono_s)
        self.killed.add(len(self.sessions) - 1)
        self.inner._connection.close()
        self.inner._lock.release()
        self._rest()

    def _end(self) -> None:
        self._deliver(self.core.finish(self.now(), "stopped"))
        self.ends_s.append(self.now().mono_s)
        self.sink.close()
        self._rest()

    def _rest(self) -> None:
        self.mono_s += round(self.chance.uniform(1, 40_000))

    def _damage_a_copy(self) -> None:
        """What is salvaged of a spoilt copy is a true part of the log."""
        copy = self.database.with_name("copy") / "posture.sqlite3"
        shutil.rmtree(copy.parent, ignore_errors=True)
        copy.parent.mkdir()
        self.inner._connection.execute("PRAGMA wal_checkpoint (FULL)")
        content = bytearray(self.database.read_bytes())
        pages = len(content) // 4096
        if pages > 4:
            at = 4096 * self.chance.randrange(2, pages)
            content[at : at + 4096] = self.chance.randbytes(4096)
        copy.write_bytes(bytes(content))
        open_log(copy, keep_days=0, now=self.now(), tell=lambda _: None).close()
        for session in read(copy):
            whole = next(one for one in self.sessions if one[0] == session[0])
            same = [theirs == ours for theirs, ours in zip(session, whole, strict=False)]
            true = same.index(False) if False in same else len(same)
            assert {event.type for event in session[true:]} <= CLOSING


CLOSING = {"slouch_ended", "sitting_ended", "session_ended"}


@dataclass(frozen=True, kw_only=True)
class Account:
    """What a run came to."""

    sessions: int
    killed: int
    events: int
    observations: int
    watched_s: float
    faults: dict[str, int]
    waited: int


def as_written(event: Event) -> Event:
    """The event to the millisecond, as the log keeps it."""
    return event_json.from_dict(json.loads(event_json.to_line(event)))


def read(database: Path) -> list[list[Event]]:
    """Every session."""
    with closing(SqliteEventReader(database)) as reader:
        return reader.between(STARTED - timedelta(days=4000), STARTED + timedelta(days=4000))


def _whole(figures: Figures) -> float:
    return figures.watched_s + figures.paused_s + figures.suspended_s


def account(soak: Soak) -> Account:
    """Hold the log against what it was given."""
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
    waited = [sentence for sentence in soak.told if sentence.startswith("what happens is kept in memory")]
    again = [sentence for sentence in soak.told if sentence.startswith("the log can be written again")]
    assert len(waited) == len(again) == len(soak.told) / 2
    assert len(waited) <= soak.faults.get("locked", 0) + soak.faults.get("full", 0)
    return Account(
        sessions=len(stored),
        killed=len(soak.killed),
        events=sum(map(len, stored)),
        observations=soak.observations,
        watched_s=watched_s,
        faults=dict(sorted(soak.faults.items())),
        waited=len(waited),
    )
