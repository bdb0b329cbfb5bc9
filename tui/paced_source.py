"""A recorded source played at chosen speeds: dull hours fast, interesting moments slowly.

Replay is another source, never a mode: this wraps one and only waits between its observations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Event

from posture.closable import Closable
from posture.inputs import UserInput
from posture.landmarks import PoseObservation
from posture.ports import Clock, ObservationSource, SourceInfo

_STALL_S = 2.0
"""Further behind than this was no slow moment: the program stood still (Ctrl-Z, a closed lid)."""
_LONGEST_NAP_S = 0.1
"""Waits are cut into naps of this length, so that `close` is noticed at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceSegment:
    """From `from_t` to `to_t` (seconds of the recording) play at `speed` x the speed of the world."""

    from_t: float
    to_t: float
    speed: float


def speed_at(pace: Sequence[PaceSegment], t: float) -> float:
    """The speed at `t`; 1 outside every segment."""
    for segment in pace:
        if segment.from_t <= t < segment.to_t:
            return segment.speed
    return 1.0


def played_s(pace: Sequence[PaceSegment], start_t: float, end_t: float) -> float:
    """How long it takes to play from `start_t` to `end_t`, in seconds of the world.

    Segments must not overlap.
    """
    inside = 0.0
    seconds = 0.0
    for segment in pace:
        overlap = min(end_t, segment.to_t) - max(start_t, segment.from_t)
        if overlap > 0:
            inside += overlap
            seconds += overlap / segment.speed
    return seconds + (end_t - start_t - inside)


class PacedSource(Closable):
    """`source` at the speeds of `pace`.

    The wait is worked out from the beginning, not from the observation before, so that no error adds
    up; an observation that comes late is not waited for. What the program missed while it stood still is
    not made up for: playing goes on where it was, at its speed. The same holds while it is held.
    """

    def __init__(self, source: ObservationSource, clock: Clock, pace: Sequence[PaceSegment]) -> None:
        self._source = source
        self._clock = clock
        self._pace = tuple(pace)
        self._closed = Event()
        self._held = Event()
        self._began_s = 0.0

    @property
    def info(self) -> SourceInfo:
        """What the wrapped source is."""
        return self._source.info

    def observations(self) -> Iterator[PoseObservation | UserInput]:
        """The observations of the wrapped source, each when its time has come."""
        target_s = 0.0
        previous_t: float | None = None
        for item in self._source.observations():
            t = item.at.mono_s
            if previous_t is None:
                self._began_s, previous_t = self._clock.now().mono_s, t
            target_s += played_s(self._pace, previous_t, t)
            previous_t = t
            if not self._wait_for(target_s):
                return
            yield item

    def hold(self) -> None:
        """Play nothing more until `go_on`; from any thread."""
        self._held.set()

    def go_on(self) -> None:
        """Play on from where it was held; from any thread."""
        self._held.clear()

    def close(self) -> None:
        """End `observations` and release the wrapped source; may be called twice and from any thread."""
        self._closed.set()
        self._source.close()

    def _wait_for(self, target_s: float) -> bool:
        """Wait until so much has been played; false when the source was closed meanwhile."""
        while not self._closed.is_set():
            now_s = self._clock.now().mono_s
            if self._held.is_set():
                self._clock.sleep(_LONGEST_NAP_S)
                self._began_s += self._clock.now().mono_s - now_s
                continue
            left_s = self._began_s + target_s - now_s
            if left_s < -_STALL_S:
                self._began_s -= left_s
            if left_s <= 0:
                return True
            self._clock.sleep(min(left_s, _LONGEST_NAP_S))
        return False
