"""A source that yields what it was given, for tests of everything that comes after a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.closable import Closable
from posture.ports import SourceInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from posture.inputs import UserInput
    from posture.landmarks import PoseObservation


class ListSource(Closable):
    """Observations from a list, as a recording would give them; `closed` tells a test what happened."""

    def __init__(
        self,
        observations: Iterable[PoseObservation | UserInput],
        *,
        name: str = "list",
        frame_size: tuple[int, int] = (640, 480),
        started: datetime | None = None,
    ) -> None:
        self._observations = tuple(observations)
        self._info = SourceInfo(name=name, frame_size=frame_size, live=False, started=started)
        self.closed = False

    @property
    def info(self) -> SourceInfo:
        """What this source is."""
        return self._info

    def observations(self) -> Iterator[PoseObservation | UserInput]:
        """Yield the list from its start; ends early once the source is closed."""
        for observation in self._observations:
            if self.closed:
                return
            yield observation

    def close(self) -> None:
        """End `observations`; may be called twice."""
        self.closed = True
