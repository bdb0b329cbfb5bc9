"""Where the stages of the monitor put their events, and what turns seconds into instants.

A stage knows deadlines in seconds of the session. The wall time of a deadline is that of the input being
handled, moved by the same amount, so the outbox has to know the newest input's instant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture.events import Event
    from posture.instant import Instant


class Outbox:
    """Collects the events of one step.

    Attributes:
        now: the instant of the newest input; set before anything is told.
    """

    __slots__ = ("_events", "now")

    def __init__(self) -> None:
        self.now: Instant | None = None
        self._events: list[Event] = []

    def instant(self, t: float) -> Instant:
        """The instant at `t` seconds."""
        assert self.now is not None
        return self.now if t == self.now.mono_s else self.now.shifted_to(t)

    def tell(self, event: Event) -> None:
        """Add an event; they are told in the order of their time."""
        self._events.append(event)

    def take(self) -> tuple[Event, ...]:
        """What was told since the last time."""
        if not self._events:
            return ()
        events = tuple(self._events)
        self._events.clear()
        return events
