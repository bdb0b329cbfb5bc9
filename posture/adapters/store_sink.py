"""The log as one more place that steps go to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture.ports import EventStore
    from posture.status import Step


class StoreSink:
    """Writes the events of each step, and that the session is alive (`posture.ports.Sink`)."""

    def __init__(self, store: EventStore) -> None:
        """Take over `store`: closing the sink closes it."""
        self._store = store

    def accept(self, step: Step) -> None:
        """Append the step's events; its time is the sign of life."""
        self._store.append(step.events)
        self._store.touch(step.status.at)

    def close(self) -> None:
        """Close the store; may be called twice."""
        self._store.close()
