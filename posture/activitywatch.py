"""Sessions as ActivityWatch buckets: presence, posture and breaks, as events with a start and a length.

The form is the one ActivityWatch exports and imports: a bucket has `id`, `type`, `client`, `hostname`,
`created` and `events`, each with `timestamp`, `duration` in seconds and `data`.

- presence, of type `afkstatus` as ActivityWatch's own: `status` is `afk` while nobody was in view, `not-afk`
  while the user was; `activity` says `sitting` or `standing`. What was unknown, paused or asleep is left out.
- posture: slouch episodes with their `label`; what lies between them is only no episode, whatever it was.
- breaks: those taken, with how they are known (`verified_by`) and whether they were asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from posture.episodes import slouch_episodes
from posture.events import BreakTaken, VerifiedBy
from posture.local_days import LocalDays
from posture.partition import OUT_OF_THE_CHAIR, PRESENT, Kind, partition, to_ms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from posture.events import Event
    from posture.instant import Instant
    from posture.partition import Span

CLIENT = "posture"
TYPES = {"presence": "afkstatus", "posture": "posture.episode", "breaks": "posture.break"}
"""The buckets and the types of their events."""

Bucket = dict[str, Any]


def buckets(
    sessions: Sequence[Sequence[Event]],
    first: date | None,
    last: date | None,
    hostname: str,
    *,
    until: Instant | None = None,
) -> dict[str, Bucket]:
    """The buckets of the local days from `first` to `last`, by their ids; one without events is left out.

    Args:
        sessions: whole sessions with wall times, in order, as `EventReader.between` gives them.
        first: the first day, or `None` for no limit; what began on a day belongs to it, whole.
        last: the last day, or `None` for no limit.
        hostname: the computer's name, which ends the ids.
        until: up to where the last session is known when it still runs.
    """
    gathered: dict[str, list[dict[str, Any]]] = {name: [] for name in TYPES}
    for number, events in enumerate(sessions, start=1):
        until_t = until.mono_s if until is not None and number == len(sessions) else None
        days, walls = LocalDays(events), _WallTimes(events)
        for name, start_ms, end_ms, data in _stretches(events, partition(events, until_t)):
            day = days.day_at(start_ms)
            if day is None or (first is not None and day < first) or (last is not None and day > last):
                continue
            stamp = walls.at(start_ms).isoformat(timespec="milliseconds")
            gathered[name].append({"timestamp": stamp, "duration": (end_ms - start_ms) / 1000, "data": data})
    made = {}
    for name, happened in gathered.items():
        if happened:
            bucket_id = f"{CLIENT}-{name}_{hostname}"
            made[bucket_id] = {
                "id": bucket_id,
                "type": TYPES[name],
                "client": CLIENT,
                "hostname": hostname,
                "created": happened[0]["timestamp"],
                "events": sorted(happened, key=lambda event: event["timestamp"]),
            }
    return made


def _stretches(
    events: Sequence[Event], spans: Sequence[Span]
) -> Iterator[tuple[str, int, int, dict[str, Any]]]:
    """Everything worth an event: its bucket, start and end in milliseconds of the session, its data."""
    for span in spans:
        if span.kind in PRESENT:
            yield "presence", span.start_ms, span.end_ms, {"status": "not-afk", "activity": span.kind.value}
        elif span.kind is Kind.AWAY:
            yield "presence", span.start_ms, span.end_ms, {"status": "afk"}
    for episode in slouch_episodes(events, spans):
        yield "posture", episode.start_ms, episode.end_ms, {"label": episode.label.value}
    for event in events:
        if isinstance(event, BreakTaken):
            end_ms = _end_of_break(event, spans)
            data = {"verified_by": event.verified_by.value, "prompted": event.prompted}
            yield "breaks", end_ms - to_ms(event.duration_s), end_ms, data


def _end_of_break(event: BreakTaken, spans: Sequence[Span]) -> int:
    """When the user was back; the event itself comes when that is sure, a little later."""
    at_ms = to_ms(event.at.mono_s)
    if event.verified_by not in (VerifiedBy.ABSENCE, VerifiedBy.STANDING):
        return at_ms
    outs = [span for span in spans if span.kind in OUT_OF_THE_CHAIR and span.start_ms < at_ms]
    return min(at_ms, outs[-1].end_ms) if outs else at_ms


class _WallTimes:
    """Moments of one session (milliseconds since its start) to UTC; between two events the clock runs on."""

    def __init__(self, events: Sequence[Event]) -> None:
        known = [(to_ms(event.at.mono_s), event.at.wall) for event in events if event.at.wall is not None]
        self._starts_ms = [t_ms for t_ms, _ in known]
        self._walls = [wall.astimezone(UTC) for _, wall in known]

    def at(self, t_ms: int) -> datetime:
        index = max(bisect_right(self._starts_ms, t_ms) - 1, 0)
        return self._walls[index] + timedelta(milliseconds=t_ms - self._starts_ms[index])
