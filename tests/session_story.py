"""Event logs told as stories, with the partition of time that they must lead to.

`SessionStory` says what the user did, one stretch after the other, and writes the events a monitor
writes about it: late, with the true beginning in `since_t`. Beside them it keeps, on its own, what the
time was, so that a summary can be held against it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from posture import events as ev
from posture.instant import Instant
from posture.labels import Label, Presence
from posture.partition import Kind

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

MORNING = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

AWAY_ENDS_BOUT_MS = 60_000
UNKNOWN_ENDS_BOUT_MS = 300_000


@dataclass
class SessionStory:
    """A session from its start on; times in milliseconds, stretches in seconds.

    Attributes:
        started: wall time of the start, or `None` for a recording.
        zone_at: the zone the user is in at a moment (UTC); by default the zone of `started`.
        spans: what the time was: kinds and lengths in order, neighbours of one kind joined.
        bouts_ms: sitting of the bouts that ended.
        slouch_ms: time in slouch episodes.
    """

    started: datetime | None = MORNING
    zone_at: Callable[[datetime], tzinfo] | None = None
    now_ms: int = 0
    events: list[ev.Event] = field(default_factory=list)
    spans: list[tuple[Kind, int]] = field(default_factory=list)
    bouts_ms: list[int] = field(default_factory=list)
    slouch_ms: int = 0
    presence: Presence = Presence.UNKNOWN
    bout_since_ms: int | None = None
    bout_ms: int = 0
    bout_until_ms: int = 0

    def __post_init__(self) -> None:
        self.events.append(ev.SessionStarted(at=self.instant(0), source="camera 0"))

    @property
    def now(self) -> Instant:
        return self.instant(self.now_ms)

    def instant(self, ms: int) -> Instant:
        if self.started is None:
            return Instant(mono_s=ms / 1000)
        utc = self.started.astimezone(UTC) + timedelta(milliseconds=ms)
        zone = self.started.tzinfo if self.zone_at is None else self.zone_at(utc)
        return Instant(mono_s=ms / 1000, wall=utc.astimezone(zone))

    def sit(self, seconds: float) -> SessionStory:
        """In the chair; at least 2 s."""
        self._be_present()
        length = _ms(seconds)
        self._pass(Kind.SITTING, length)
        self.bout_ms += length
        self.bout_until_ms = self.now_ms
        return self

    def slouch(self, label: Label, seconds: float, blind_s: float = 0.0) -> SessionStory:
        """A whole slouch episode, with a stretch of unusable view in its middle; at least 8 s."""
        self._be_present()
        since = self.now_ms
        self.events.append(ev.SlouchStarted(at=self.instant(since + 3000), label=label, since_t=since / 1000))
        first_part_s = _ms(seconds / 2) / 1000
        self.sit(first_part_s)
        if blind_s:
            self.unusable_view(blind_s)
        self.sit(seconds - first_part_s)
        self.slouch_ms += _ms(seconds)
        self.events.append(
            ev.SlouchEnded(
                at=self.now,
                label=label,
                since_t=since / 1000,
                until_t=self.now_ms / 1000,
                duration_s=_ms(seconds) / 1000,
            )
        )
        return self

    def unusable_view(self, seconds: float) -> SessionStory:
        """In the chair, turned away from the camera; at least 4 s."""
        self._be_present()
        start = self.now_ms
        self.events.append(
            ev.ViewUnusable(
                at=self.instant(start + 2000),
                reason="turned",
                presence=Presence.PRESENT,
                since_t=start / 1000,
            )
        )
        self.sit(seconds)
        self.events.append(ev.ViewRestored(at=self.now, since_t=self.now_ms / 1000))
        return self

    def away(self, seconds: float) -> SessionStory:
        """Out of the chair; at least 5 s."""
        if self.presence is not Presence.AWAY:
            self.events.append(ev.Away(at=self.instant(self.now_ms + 5000), since_t=self.now_ms / 1000))
        self.presence = Presence.AWAY
        self._not_sitting(Kind.AWAY, seconds, AWAY_ENDS_BOUT_MS)
        return self

    def stand(self, seconds: float) -> SessionStory:
        """On his feet in view; at least 5 s. Comes after sitting or an absence."""
        since_t = self.now_ms / 1000
        if self.presence is not Presence.PRESENT:
            self.events.append(ev.Present(at=self.instant(self.now_ms + 1000), since_t=since_t))
        self.presence = Presence.PRESENT
        sure = self.instant(self.now_ms + 5000)
        self.events.append(ev.StandingStarted(at=sure, since_t=since_t, by="camera"))
        self._not_sitting(Kind.STANDING, seconds, AWAY_ENDS_BOUT_MS)
        self.events.append(
            ev.StandingEnded(
                at=self.now, since_t=since_t, until_t=self.now_ms / 1000, duration_s=_ms(seconds) / 1000
            )
        )
        return self

    def camera_lost(self, seconds: float) -> SessionStory:
        """No pictures; at least 3 s."""
        start = self.now_ms
        self.events.append(
            ev.CameraLost(at=self.instant(start + 3000), reason="no_frame", since_t=start / 1000)
        )
        self._know_nothing(Kind.UNKNOWN, seconds)
        self.events.append(ev.CameraRestored(at=self.now))
        return self

    def dark(self, seconds: float) -> SessionStory:
        """Pictures that show nothing; at least 5 s."""
        start = self.now_ms
        self.events.append(
            ev.ViewUnusable(
                at=self.instant(start + 2000),
                reason="too_dark",
                presence=Presence.UNKNOWN,
                since_t=start / 1000,
            )
        )
        self._know_nothing(Kind.UNKNOWN, seconds)
        self.events.append(ev.ViewRestored(at=self.now, since_t=self.now_ms / 1000))
        return self

    def paused(self, seconds: float) -> SessionStory:
        """The user asked to look away."""
        self.events.append(ev.Paused(at=self.now))
        self._know_nothing(Kind.PAUSED, seconds)
        self.events.append(ev.Resumed(at=self.now))
        return self

    def asleep(self, seconds: float) -> SessionStory:
        """The computer slept."""
        start = self.now_ms
        self._know_nothing(Kind.SUSPENDED, seconds)
        self.events.append(ev.Suspended(at=self.now, since_t=start / 1000, duration_s=_ms(seconds) / 1000))
        return self

    def say(self, event: Callable[[Instant], ev.Event]) -> SessionStory:
        """Add an event that changes no time."""
        self.events.append(event(self.now))
        return self

    def end(self) -> SessionStory:
        """Stop watching."""
        self._end_bout(self.now_ms)
        self.events.append(ev.SessionEnded(at=self.now, reason="stopped"))
        return self

    def _be_present(self) -> None:
        since_t = self.now_ms / 1000
        sure = self.instant(self.now_ms + 1000)
        if self.presence is not Presence.PRESENT:
            self.events.append(ev.Present(at=sure, since_t=since_t))
        self.presence = Presence.PRESENT
        if self.bout_since_ms is None:
            self.bout_since_ms, self.bout_ms = self.now_ms, 0
            self.events.append(ev.SittingStarted(at=sure, since_t=since_t))

    def _know_nothing(self, kind: Kind, seconds: float) -> None:
        self.presence = Presence.UNKNOWN
        self._not_sitting(kind, seconds, UNKNOWN_ENDS_BOUT_MS)

    def _not_sitting(self, kind: Kind, seconds: float, ends_bout_ms: int) -> None:
        length = _ms(seconds)
        if length >= ends_bout_ms:
            self._end_bout(self.now_ms + ends_bout_ms)
        self._pass(kind, length)

    def _end_bout(self, at_ms: int) -> None:
        if self.bout_since_ms is None:
            return
        self.events.append(
            ev.SittingEnded(
                at=self.instant(at_ms),
                since_t=self.bout_since_ms / 1000,
                until_t=self.bout_until_ms / 1000,
                duration_s=self.bout_ms / 1000,
            )
        )
        self.bouts_ms.append(self.bout_ms)
        self.bout_since_ms = None

    def _pass(self, kind: Kind, length_ms: int) -> None:
        self.now_ms += length_ms
        if self.spans and self.spans[-1][0] is kind:
            length_ms += self.spans.pop()[1]
        self.spans.append((kind, length_ms))


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
