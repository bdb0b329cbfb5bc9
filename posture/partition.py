"""The partition of a session's time: each moment is exactly one kind.

Theory of operation. Events are read in order and *paint* a line of time from some moment on; a later
event knows better than an earlier one, so it paints over what the earlier one assumed. That matters
because an event comes when the monitor is sure (`at`), while the state began before (`since_t`).

- `present` and `away` paint from their `since_t`; whoever is in view sits, unless he is said to stand.
- `standing_started` paints standing from its `since_t`. `standing_ended` paints sitting from its `until_t`,
  but only over standing: whoever left or went out of sight was painted so by the event that told it.
- `camera_lost` paints unknown from its `since_t`, and unknown it stays until the next `present` or
  `away`, which cannot reach back before `camera_restored`. So does a `view_unusable` in which not even
  presence can be told (a dark room).
- `paused` and `suspended` are not watched at all: nothing paints over them, and what follows them is
  unknown until the next `present` or `away`.
- The start of a session is unknown.

All bounds are whole milliseconds: lengths add up exactly, which sums of floats would not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from posture.events import (
    Away,
    CameraLost,
    CameraRestored,
    Paused,
    Present,
    Resumed,
    SessionEnded,
    StandingEnded,
    StandingStarted,
    Suspended,
    ViewUnusable,
)
from posture.labels import Presence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture.events import Event


class Kind(StrEnum):
    """What a stretch of a session was."""

    SITTING = "sitting"
    STANDING = "standing"
    AWAY = "away"
    UNKNOWN = "unknown"
    PAUSED = "paused"
    SUSPENDED = "suspended"


WATCHED = frozenset({Kind.SITTING, Kind.STANDING, Kind.AWAY, Kind.UNKNOWN})
"""The kinds during which the monitor was watching, whether or not it saw anything."""

PRESENT = frozenset({Kind.SITTING, Kind.STANDING})
"""The kinds during which the user was in view."""


OUT_OF_THE_CHAIR = frozenset({Kind.STANDING, Kind.AWAY})
"""The kinds that interrupt a sitting bout because the user got up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of one kind; bounds in milliseconds since the session started."""

    kind: Kind
    start_ms: int
    end_ms: int

    @property
    def length_ms(self) -> int:
        """How long it is."""
        return self.end_ms - self.start_ms


def to_ms(seconds: float) -> int:
    """Seconds as whole milliseconds."""
    return round(seconds * 1000)


def end_of(events: Sequence[Event], until_t: float | None = None) -> int:
    """Where the session's time ends, in milliseconds.

    An ended session ends with its last event; one that runs is known up to `until_t` (seconds), or
    else up to its last event.
    """
    last_ms = to_ms(events[-1].at.mono_s)
    if until_t is None or isinstance(events[-1], SessionEnded):
        return last_ms
    return max(last_ms, to_ms(until_t))


def partition(events: Sequence[Event], until_t: float | None = None) -> tuple[Span, ...]:
    """The session's time in order, without gaps or overlaps; neighbours differ in kind."""
    if not events:
        return ()
    line = _Line(to_ms(events[0].at.mono_s))
    for event in events:
        line.read(event)
    return line.spans(end_of(events, until_t))


def overlapping(spans: Sequence[Span], start_ms: int, end_ms: int) -> Sequence[Span]:
    """The spans that have a part inside [start_ms, end_ms], whole; `spans` are in order of time."""
    first = bisect_right(spans, start_ms, key=lambda span: span.end_ms)
    return spans[first : bisect_left(spans, end_ms, lo=first, key=lambda span: span.start_ms)]


def clipped(spans: Sequence[Span], start_ms: int, end_ms: int) -> tuple[Span, ...]:
    """The parts of the spans inside [start_ms, end_ms]; `spans` are in order of time."""
    return tuple(
        Span(kind=span.kind, start_ms=max(span.start_ms, start_ms), end_ms=min(span.end_ms, end_ms))
        for span in overlapping(spans, start_ms, end_ms)
    )


class _Line:
    """The line of time that events paint: moments at which the kind changes."""

    def __init__(self, start_ms: int) -> None:
        self._changes: list[tuple[int, Kind]] = [(start_ms, Kind.UNKNOWN)]
        self._fixed_until_ms = start_ms
        self._paused = False

    def read(self, event: Event) -> None:
        match event:
            case Paused():
                self._paint(to_ms(event.at.mono_s), Kind.PAUSED)
                self._paused = True
            case Resumed():
                self._paused = False
                self._fix(to_ms(event.at.mono_s))
            case Suspended():
                self._paint(to_ms(event.since_t), Kind.SUSPENDED)
                self._fix(to_ms(event.since_t + event.duration_s))
            case CameraRestored() if not self._paused:
                self._fix(to_ms(event.at.mono_s))
            case Present() if not self._paused:
                self._paint(to_ms(event.since_t), Kind.SITTING)
            case Away() if not self._paused:
                self._paint(to_ms(event.since_t), Kind.AWAY)
            case StandingStarted() if not self._paused:
                self._paint(to_ms(event.since_t), Kind.STANDING)
            case StandingEnded() if not self._paused and self._changes[-1][1] is Kind.STANDING:
                self._paint(to_ms(event.until_t), Kind.SITTING)
            case ViewUnusable(presence=Presence.PRESENT):
                pass
            case CameraLost() | ViewUnusable() if not self._paused:
                self._paint(to_ms(event.since_t), Kind.UNKNOWN)
            case _:
                pass

    def spans(self, end_ms: int) -> tuple[Span, ...]:
        ends = [start for start, _ in self._changes[1:]] + [end_ms]
        return tuple(
            Span(kind=kind, start_ms=start, end_ms=min(end, end_ms))
            for (start, kind), end in zip(self._changes, ends, strict=True)
            if start < min(end, end_ms)
        )

    def _paint(self, from_ms: int, kind: Kind) -> None:
        from_ms = max(from_ms, self._fixed_until_ms)
        while self._changes and self._changes[-1][0] >= from_ms:
            self._changes.pop()
        if not self._changes or self._changes[-1][1] is not kind:
            self._changes.append((from_ms, kind))

    def _fix(self, at_ms: int) -> None:
        """Nothing repaints what lies before `at_ms`; nothing is known after it yet."""
        self._paint(at_ms, Kind.PAUSED if self._paused else Kind.UNKNOWN)
        self._fixed_until_ms = max(self._fixed_until_ms, at_ms)
