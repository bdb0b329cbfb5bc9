"""Kill a live writer of the log at random moments, and check the log after each.

Usage: uv run python scripts/kill_test.py [--live] [--kills 200] [--seed 2026]

A process writes a made-up session as fast as it can (tests/adapters/killed_writer.py) and is killed with
SIGKILL after a random time; every fourth is killed while it starts, some while they close what the one
before left. After each kill the database must be sound, no event that the writer was told is written may be
missing, and the sign of life may be at most the heartbeat behind. At the end every session is closed and adds
up.

With `--live` the process is the monitor itself (`posture watch`) on a camera of this computer's loopback
address, and what it printed must be in the log; each takes some seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from posture.adapters.sqlite_reader import SqliteEventReader  # noqa: E402
from posture.adapters.sqlite_store import HEARTBEAT_S, SqliteEventStore  # noqa: E402
from posture.events import Event, SessionEnded  # noqa: E402
from posture.partition import partition  # noqa: E402
from tests.mjpeg_server import mjpeg_server  # noqa: E402
from tests.portraits import Shot, portrait_frames  # noqa: E402
from tests.session_story import MORNING  # noqa: E402

START_S, WRITING_S = 1.5, 0.3
"""A kill falls into the first second and a half of a process, or into this long of writing."""
EARLY_EVERY = 4
"""Every so manieth process is killed while it starts; the others have written something."""
EVER = (MORNING, MORNING + timedelta(days=3650))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What the kills met: how many before anything was written, and how many events survived."""

    kills: int
    before_any: int
    sessions: int
    events: int


class Victim(Protocol):
    """What is killed: a process that writes the log and says what is in it."""

    start_s: float
    writing_s: float

    def command(self, database: Path, number: int) -> list[str]:
        """How to start the process of this number."""
        ...

    def told(self, lines: list[str]) -> tuple[int, int]:
        """What it said: events written, and the session time in milliseconds."""
        ...


class Writer:
    """The store alone, with a made-up session as fast as it can (tests/adapters/killed_writer.py)."""

    start_s, writing_s = START_S, WRITING_S

    def command(self, database: Path, number: int) -> list[str]:
        """A process of the tests."""
        return [sys.executable, "-m", "tests.adapters.killed_writer", str(database), str(number)]

    def told(self, lines: list[str]) -> tuple[int, int]:
        """Its last line has both."""
        written, seen_ms = lines[-1].split()
        return int(written), int(seen_ms)


class LiveMonitor:
    """`posture watch` on a stream; the database is where it puts it below `POSTURE_HOME`."""

    start_s, writing_s = 6.0, 6.0

    def __init__(self, url: str) -> None:
        self._url = url

    def command(self, database: Path, number: int) -> list[str]:  # noqa: ARG002 - all are alike
        """The command of a user."""
        return [sys.executable, "-m", "tui.cli", "watch", "--source", self._url]

    def told(self, lines: list[str]) -> tuple[int, int]:
        """Each line is an event."""
        return len(lines), round(json.loads(lines[-1])["t"] * 1000)


def kill_many(database: Path, kills: int, seed: int, victim: Victim | None = None) -> Tally:
    """Kill that many one after the other, and check the log after each."""
    chance = random.Random(seed)
    victim = Writer() if victim is None else victim
    before_any = 0
    for number in range(kills):
        before = read(database) if database.exists() else []
        early = number % EARLY_EVERY == 0
        after_s = chance.uniform(0, victim.start_s if early else victim.writing_s)
        written, seen_ms = kill_one(victim, database, number, after_s, after_a_line=not early)
        before_any += written == 0
        check(database, before, written, seen_ms)
    SqliteEventStore(database).close()
    sessions = read(database)
    for session in sessions:
        end = session[-1]
        assert isinstance(end, SessionEnded), end
        spans = partition(session)
        watched_ms = sum(span.length_ms for span in spans)
        begin_ms = round(session[0].at.mono_s * 1000)
        assert watched_ms == round(end.at.mono_s * 1000) - begin_ms, (watched_ms, end)
    return Tally(kills=kills, before_any=before_any, sessions=len(sessions), events=sum(map(len, sessions)))


def kill_one(
    victim: Victim, database: Path, number: int, after_s: float, *, after_a_line: bool
) -> tuple[int, int]:
    """Start a process and kill it; what it said last: events written, and the session's milliseconds."""
    environment = {**os.environ, "POSTURE_HOME": str(database.parents[1])}
    with subprocess.Popen(
        victim.command(database, number), stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment
    ) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline()] if after_a_line else []
        killer = threading.Timer(after_s, writer.kill)
        killer.start()
        said += writer.stdout.readlines()
        killer.join()
    whole = [line for line in said if line.endswith("\n")]
    return victim.told(whole) if whole else (0, 0)


def check(database: Path, before: list[list[Event]], written: int, seen_ms: int) -> None:
    """The database is sound, and holds what was there before and what the killed writer said."""
    if not database.exists():
        assert not written
        return
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        if connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone() == (0,):
            assert not written
            return
    with closing(SqliteEventReader(database)) as reader:
        after, seen = reader.between(*EVER), reader.running_until()
    for old, new in zip(before, after, strict=False):
        assert new[: len(old)] == old
    assert len(after) >= len(before)
    if written:
        assert len(after[-1]) >= written
        assert seen is not None
        assert seen_ms / 1000 - seen.mono_s < HEARTBEAT_S


def read(database: Path) -> list[list[Event]]:
    """Every session."""
    with closing(SqliteEventReader(database)) as reader:
        return reader.between(*EVER)


def main() -> None:
    """Kill, check and tell."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--live", action="store_true")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        victim: Victim = Writer()
        if options.live:
            server = stack.enter_context(mjpeg_server(portrait_frames([Shot(seconds=3)], fps=5)))
            victim = LiveMonitor(server.url)
        tally = kill_many(folder / "data" / "posture.sqlite3", options.kills, options.seed, victim)
    print(f"{tally.kills} kills, {tally.before_any} of them before anything was written")
    print(f"the database was sound after each; {tally.events} events of {tally.sessions} sessions add up")


if __name__ == "__main__":
    main()
