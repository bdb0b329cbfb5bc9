"""Sitting bouts and slouch episodes of a session, laid on the partition of its time.

A bout's sitting time is the sitting in the partition inside it, so that bouts, days and totals cannot
disagree.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from posture.events import (
    SittingEnded,
    SittingStarted,
    SlouchEnded,
    SlouchStarted,
    ViewRestored,
    ViewUnusable,
)
from posture.partition import OUT_OF_THE_CHAIR, PRESENT, Kind, Span, clipped, overlapping, to_ms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture.events import Event
    from posture.labels import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Bout:
    """A sitting bout, in milliseconds since the session started.

    Attributes:
        start_ms, end_ms: from its first to its last moment of sitting.
        sitting_ms: the sitting inside; short absences and unknown time are not in it.
        ended: whether it is over; a bout that runs is measured so far.
    """

    start_ms: int
    end_ms: int
    sitting_ms: int
    ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SlouchEpisode:
    """A slouch episode.

    Attributes:
        label: what it was.
        start_ms, end_ms: from its first to its last counted moment.
        counted_ms: how much of it counts. An ended episode knows best itself: it also leaves out the
            moments in which posture was still settling.
        parts: where that time lies: in view, and the view good enough to judge.
        ended: whether it is over.
    """

    label: Label
    start_ms: int
    end_ms: int
    counted_ms: int
    parts: tuple[Span, ...]
    ended: bool


def sitting_bouts(events: Sequence[Event], spans: Sequence[Span]) -> list[Bout]:
    """The bouts in order; `spans` is the session's partition."""
    bouts: list[Bout] = []
    running: SittingStarted | None = None
    for event in events:
        match event:
            case SittingStarted():
                running = event
            case SittingEnded():
                running = None
                bouts.append(_bout(spans, to_ms(event.since_t), to_ms(event.until_t), ended=True))
            case _:
                pass
    if running is not None and spans:
        bouts.append(_bout(spans, to_ms(running.since_t), spans[-1].end_ms, ended=False))
    return bouts


def absences_inside(bout: Bout, spans: Sequence[Span]) -> list[Span]:
    """The times out of the chair the user came back from within the bout, whole; standing is out too."""
    absences: list[Span] = []
    for span in overlapping(spans, bout.start_ms, bout.end_ms):
        if span.kind not in OUT_OF_THE_CHAIR or span.start_ms < bout.start_ms or span.end_ms > bout.end_ms:
            continue
        if absences and absences[-1].end_ms == span.start_ms:
            span = replace(absences.pop(), end_ms=span.end_ms)  # noqa: PLW2901 - walked off, then stood: once
        absences.append(span)
    return absences


def slouch_episodes(events: Sequence[Event], spans: Sequence[Span]) -> list[SlouchEpisode]:
    """The episodes in order; `spans` is the session's partition."""
    if not spans:
        return []
    end_ms = spans[-1].end_ms
    blind = _unusable_view(events, end_ms)
    episodes: list[SlouchEpisode] = []
    running: SlouchStarted | None = None
    for event in events:
        match event:
            case SlouchStarted():
                running = event
            case SlouchEnded():
                running = None
                start, end = to_ms(event.since_t), to_ms(event.until_t)
                episodes.append(
                    SlouchEpisode(
                        label=event.label,
                        start_ms=start,
                        end_ms=end,
                        counted_ms=to_ms(event.duration_s),
                        parts=_judged(spans, blind, start, end),
                        ended=True,
                    )
                )
            case _:
                pass
    if running is not None:
        start = to_ms(running.since_t)
        parts = _judged(spans, blind, start, end_ms)
        episodes.append(
            SlouchEpisode(
                label=running.label,
                start_ms=start,
                end_ms=parts[-1].end_ms if parts else start,
                counted_ms=sum(part.length_ms for part in parts),
                parts=parts,
                ended=False,
            )
        )
    return episodes


def _bout(spans: Sequence[Span], start_ms: int, end_ms: int, *, ended: bool) -> Bout:
    sitting = [span for span in clipped(spans, start_ms, end_ms) if span.kind is Kind.SITTING]
    if not ended:
        end_ms = sitting[-1].end_ms if sitting else start_ms
    return Bout(
        start_ms=start_ms,
        end_ms=end_ms,
        sitting_ms=sum(span.length_ms for span in sitting),
        ended=ended,
    )


def _unusable_view(events: Sequence[Event], end_ms: int) -> list[tuple[int, int]]:
    """When posture could not be judged. A new slouch episode is proof that it could be again."""
    blind: list[tuple[int, int]] = []
    since: int | None = None
    for event in events:
        match event:
            case ViewUnusable():
                since = to_ms(event.since_t) if since is None else since
            case ViewRestored() | SlouchStarted():
                if since is not None and since < to_ms(event.since_t):
                    blind.append((since, to_ms(event.since_t)))
                since = None
            case _:
                pass
    if since is not None:
        blind.append((since, end_ms))
    return blind


def _judged(
    spans: Sequence[Span], blind: Sequence[tuple[int, int]], start_ms: int, end_ms: int
) -> tuple[Span, ...]:
    """The time in [start_ms, end_ms] with the user in view and the view good enough."""
    parts = [span for span in clipped(spans, start_ms, end_ms) if span.kind in PRESENT]
    first = bisect_right(blind, start_ms, key=lambda stretch: stretch[1])
    for blind_start, blind_end in blind[first:]:
        if blind_start >= end_ms:
            break
        parts = [
            *clipped(parts, start_ms, min(blind_start, end_ms)),
            *clipped(parts, max(blind_end, start_ms), end_ms),
        ]
    return tuple(parts)
