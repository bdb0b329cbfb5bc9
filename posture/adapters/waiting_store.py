"""A log that cannot be written for a while: what happened waits in memory, in order.

A backup that locks the file, a disk that is full, a folder that was made read-only: none of them is a reason
to stop watching, and none may lose what was seen. What waits is bounded (`MOST_WAITING`); a process that is
killed meanwhile loses it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from posture.events import Event
    from posture.instant import Instant
    from posture.ports import EventStore

FIRST_RETRY_S = 2.0
LONGEST_RETRY_S = 60.0
"""Session time between two attempts doubles from the first to the longest."""
MOST_WAITING = 50_000
"""Events kept at most: weeks of an ordinary day's hundred an hour, and some 20 MB of memory. ENG."""


class WaitingStore:
    """`posture.ports.EventStore` before another one that may refuse for a while."""

    def __init__(self, store: EventStore, tell: Callable[[str], None]) -> None:
        """Take over `store`; `tell` hears when it begins to refuse and when it takes again."""
        self._store = store
        self._tell = tell
        self._waiting: list[Event] = []
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
        return self._store.between(start, end)

    def running_until(self) -> Instant | None:
        """What is written."""
        return self._store.running_until()

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
                self._store.append(tuple(self._waiting))
        except StorageError as error:
            msg = f"{len(self._waiting)} events of this session are not in the log: {error}"
            raise StorageError(msg) from error
        finally:
            self._store.close()

    def _write(self, at: Instant) -> None:
        """Write what waits, or where nothing does, the sign of life."""
        try:
            if self._waiting:
                self._store.append(tuple(self._waiting))
            else:
                self._store.touch(at)
        except StorageError as error:
            self._refused(at.mono_s, error)
            return
        self._waiting.clear()
        self._retry_delay_s = FIRST_RETRY_S
        if self._refusing:
            self._refusing = False
            self._tell("the log can be written again; nothing was lost")

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
