"""Days of the real engine and the real store under faults drawn by chance.

The camera goes away for hours, is taken, freezes, sends rubbish and changes its resolution; the room is dark,
the computer sleeps, the user pauses, works past midnight and travels; the clock is set back and forward, an
hour of spring is missing, February has a 29th. The log is locked, at the start too, read-only, damaged,
removed and replaced, its disk is full; a second monitor wants it; its process ends or is killed and begins
again (tests/soak_faults.py). All that the store was given is kept beside it and must be in it
(tests/soak_account.py).

Signals that end a process come as its end (SIGHUP, SIGTERM: `ended`) or as its death (SIGKILL: `killed`);
scripts/kill_test.py sends real ones. Pictures do not come this far: tests/adapters has the faults of cameras.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from calibration.from_source import CalibratingMonitor, Stretch
from posture.adapters.open_log import open_log
from posture.adapters.sqlite_store import SqliteEventStore
from posture.adapters.store_sink import StoreSink
from posture.adapters.waiting_store import WaitingStore
from posture.inputs import InputKind, UserInput
from posture.instant import Instant
from posture.landmarks import Landmark, PoseObservation
from posture.monitor import Monitor
from posture.settings import Settings
from posture.testing.scenario import scenario
from tests.soak_faults import FAULTS, SETTLES_S, held
from tests.soak_log import STARTED, as_written

if TYPE_CHECKING:
    from pathlib import Path

    from posture.events import Event
    from posture.landmarks import Pose
    from posture.status import Step

SPRING = datetime(2028, 3, 26, 1, 0, tzinfo=UTC)
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
    ("rubbish", 1, 4, 300),
)
"""What happens, how often, and for how many seconds at least and at most."""
LOCKED_START = 0.15
"""So many of the starts find the log held by somebody else."""
GOES_TO_BED = 0.3
"""So likely a night's next spell is sleep: some evenings go on past midnight."""


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
    lost: int = 0
    frame_size: tuple[int, int] = (640, 480)

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
        self.core = CalibratingMonitor(
            Monitor(self.settings), self.settings, upright=Stretch(begin_s=0, end_s=60), warn=lambda _: None
        )
        self.sessions.append([])
        if self.database.exists() and self.chance.random() < LOCKED_START:
            self.faults["locked at the start"] = self.faults.get("locked at the start", 0) + 1
            with held(self.database):
                self._begin()
            self.spell("upright", SETTLES_S)
        else:
            self._begin()
        while self.mono_s < until_s:
            wall = self.now().wall
            night = wall is not None and not MORNING_H <= wall.hour < EVENING_H
            if night and self.chance.random() < GOES_TO_BED:
                self.spell("asleep", self.chance.uniform(4, 12) * 3600)
            if self.chance.random() < 0.12 and not self._fault():
                return
            kind, _, least, most = self.chance.choices(SPELLS, [spell[1] for spell in SPELLS])[0]
            self.spell(kind, self.chance.uniform(least, most))
        self.end()

    def _begin(self) -> None:
        """Open the log without waiting for others, as the first observations come."""
        self.store = open_log(self.database, keep_days=0, now=self.now(), tell=self.told.append, patience_s=0)
        self.sink = StoreSink(self.store)
        self._deliver(self.core.start(self.now(), "0"))
        self.spell("upright", 120)

    @property
    def inner(self) -> SqliteEventStore:
        """The open log itself."""
        assert isinstance(self.store, WaitingStore)
        assert isinstance(self.store._store, SqliteEventStore)
        return self.store._store

    def spell(self, kind: str, seconds: float) -> None:
        """For so many seconds it is like this."""
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
                frame_size=self.frame_size,
                camera_in_use=kind == "in_use",
                camera_frozen=kind == "frozen",
            )
        elif kind == "dark":
            seen = PoseObservation(
                at=at, poses=(), frame_size=self.frame_size, brightness=0.03, contrast=0.01
            )
        elif kind == "rubbish":
            poses = tuple(self._rubbish() for _ in range(self.chance.randint(0, 2)))
            seen = PoseObservation(at=at, poses=poses, frame_size=self.frame_size, brightness=0.4)
        else:
            some = self.poses.get("upright" if kind == "paused" else kind)
            poses = self.chance.choice(some) if some else ()
            seen = PoseObservation(
                at=at, poses=poses, frame_size=self.frame_size, brightness=0.4, contrast=0.2
            )
        self._deliver(self.core.observe(seen))

    def _rubbish(self) -> Pose:
        """What a model makes of a torn picture: points anywhere, sure of them or not."""
        return tuple(Landmark(*(self.chance.uniform(-1, 2) for _ in range(5))) for _ in range(33))

    def _deliver(self, step: Step) -> None:
        self.sessions[-1] += map(as_written, step.events)
        self.sink.accept(step)

    def _fault(self) -> bool:
        """Something goes wrong; whether this process lives on."""
        what = self.chance.choice(list(FAULTS))
        self.faults[what] = self.faults.get(what, 0) + 1
        before = len(self.ends_s)
        FAULTS[what](self)
        return len(self.ends_s) == before

    def die(self, at_s: float | None = None) -> None:
        """What a process leaves that ends between two instructions: no closing, and no more lock."""
        self.ends_s.append(self.now().mono_s if at_s is None else at_s)
        self.killed.add(len(self.sessions) - 1)
        self.inner._connection.close()
        self.inner._lock.release()
        self._rest()

    def end(self) -> None:
        """The process ends as it should."""
        self._deliver(self.core.finish(self.now(), "stopped"))
        self.ends_s.append(self.now().mono_s)
        self.sink.close()
        self._rest()

    def _rest(self) -> None:
        self.mono_s += round(self.chance.uniform(1, 40_000))
