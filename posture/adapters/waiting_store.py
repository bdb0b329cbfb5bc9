"""A log that cannot be written for a while: what happened waits in memory, in order.

A backup that locks the file, a disk that is full, a folder that was made read-only: none of them is a reason
to stop watching, and none may lose what was seen. What waits is bounded (`MOST_WAITING`); a process that is
killed meanwhile loses it.

A log that turns out damaged, or whose file was taken away, is given up at once for a new one. The running
session is kept in memory for that, so that it goes into the new one whole.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from posture.errors import DamagedLogError, StorageError
from posture.events import SessionEnded, SessionStarted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from posture.events import Event
    from posture.instant import Instant
    from posture.ports import EventStore

    Reopen = Callable[[Instant, Sequence[Event]], EventStore]

FIRST_RETRY_S = 2.0
LONGEST_RETRY_S = 60.0
"""Session time between two attempts doubles from the first to the longest."""
MOST_WAITING = 50_000
"""Events kept at most, waiting or of the running session: weeks of an ordinary day's hundred an hour, and
some 20 MB of memory. A log that is damaged in a longer session is mended at the next start. ENG."""


class WaitingStore:
    """`posture.ports.EventStore` before another one that may refuse for a while."""

    def __init__(self, store: EventStore | None, reopen: Reopen, tell: Callable[[str], None]) -> None:
        """Take over `store`, or with `None` wait for it from the start.

        `reopen` gives a store without the running session, whose written events it gets; `tell` hears when
        the log begins to refuse and when it takes again.
        """
        self._store = store
        self._reopen = reopen
        self._tell = tell
        self._waiting: list[Event] = []
        self._written: list[Event] = []
        self._remembers = True
        self._refusing = False
        self._retry_delay_s = FIRST_RETRY_S
        self._retry_at_s = 0.0
        self._closed = False

    def append(self, events: tuple[Event, ...]) -> None:
        """Write the events, or keep them.

        Raises:
            StorageError: too many wait already; those are lost when the program ends now.
        """
        if not events:
            return
        self._waiting += events
        if self._refusing:
            self._refuse_too_many()
            return
        self._write(events[-1].at)

    def touch(self, at: Instant) -> None:
        """A sign of life, and the moment to try again."""
        if not self._refusing or at.mono_s >= self._retry_at_s:
            self._write(at)

    def between(self, start: datetime, end: datetime) -> list[list[Event]]:
        """What is written; what waits is not in it."""
        return [] if self._store is None else self._store.between(start, end)

    def running_until(self) -> Instant | None:
        """What is written."""
        return None if self._store is None else self._store.running_until()

    def close(self) -> None:
        """Try a last time, then close; may be called twice.

        Raises:
            StorageError: something still cannot be written; it says how much is lost.
        """
        if self._closed:
            return
        self._closed = True
        try:
            if self._waiting:
                self._deliver(self._waiting[-1].at)
        except StorageError as error:
            self._let_go()
            msg = f"{len(self._waiting)} events of this session are not in the log: {error}"
            raise StorageError(msg) from error
        if self._store is not None:
            self._store.close()

    def _write(self, at: Instant) -> None:
        try:
            self._deliver(at)
        except StorageError as error:
            self._refused(at.mono_s, error)
            return
        self._retry_delay_s = FIRST_RETRY_S
        if self._refusing:
            self._refusing = False
            self._tell("the log can be written again; what waited is in it")

    def _deliver(self, at: Instant) -> None:
        """Write what waits, or where nothing does, the sign of life; a damaged log is begun anew for it."""
        try:
            self._hand_over(at)
        except DamagedLogError:
            if self._store is None or not self._remembers:
                raise
            self._let_go()
            self._hand_over(at)

    def _let_go(self) -> None:
        """Close a store that failed: what else it has to say says nothing new."""
        if self._store is not None:
            with suppress(StorageError):
                self._store.close()
        self._store = None

    def _hand_over(self, at: Instant) -> None:
        if self._store is None:
            self._store = self._reopen(at, self._written)
            self._waiting[:0] = self._written
            self._written.clear()
        if self._waiting:
            self._store.append(tuple(self._waiting))
            self._remember()
            self._waiting.clear()
        else:
            self._store.touch(at)

    def _remember(self) -> None:
        """Keep what is written of the running session."""
        for event in self._waiting:
            if isinstance(event, SessionStarted | SessionEnded):
                self._written.clear()
                self._remembers = True
            if self._remembers and not isinstance(event, SessionEnded):
                self._written.append(event)
        if len(self._written) > MOST_WAITING:
            self._written.clear()
            self._remembers = False

    def _refused(self, now_s: float, error: StorageError) -> None:
        if not self._refusing:
            self._refusing = True
            self._tell(f"what happens is kept in memory until the log can be written: {error}")
        self._retry_at_s = now_s + self._retry_delay_s
        self._retry_delay_s = min(2 * self._retry_delay_s, LONGEST_RETRY_S)

    def _refuse_too_many(self) -> None:
        if len(self._waiting) > MOST_WAITING:
            msg = f"the log could not be written for so long that {len(self._waiting)} events wait in memory"
            raise StorageError(f"{msg}; make room or free the file, then start again")
