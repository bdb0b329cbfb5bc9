"""What a killed process could not write any more: the ends of what it had begun.

Nothing is known after its last sign of life, so everything ends there, at what was seen until then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.episodes import sitting_bouts, slouch_episodes
from posture.events import SessionEnded, SittingEnded, SlouchEnded
from posture.partition import partition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture.events import Event
    from posture.instant import Instant

KILLED = "killed"
"""The reason of a session that its process did not end."""


def close_open_intervals(events: Sequence[Event], last_seen: Instant) -> tuple[Event, ...]:
    """The events that end a session at its last sign of life; none for a session that has an end.

    A slouch episode and a sitting bout end with their last moment that counts; pauses, lost cameras
    and the like need no end, because the session's end is theirs.
    """
    if not events or isinstance(events[-1], SessionEnded):
        return ()
    at = max(last_seen, events[-1].at, key=lambda instant: instant.mono_s)
    spans = partition(events, at.mono_s)
    closing: list[Event] = [
        SlouchEnded(
            at=at,
            label=episode.label,
            since_t=episode.start_ms / 1000,
            until_t=episode.end_ms / 1000,
            duration_s=episode.counted_ms / 1000,
        )
        for episode in slouch_episodes(events, spans)
        if not episode.ended
    ]
    closing += [
        SittingEnded(
            at=at,
            since_t=bout.start_ms / 1000,
            until_t=bout.end_ms / 1000,
            duration_s=bout.sitting_ms / 1000,
        )
        for bout in sitting_bouts(events, spans)
        if not bout.ended
    ]
    return (*closing, SessionEnded(at=at, reason=KILLED))
