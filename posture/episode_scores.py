"""How often the program is right episode by episode: what the log would hold and the user would hear.

A true episode is a stretch of slouch labels, and is found when a detected one overlaps it. A detected
episode is a false alarm when it overlaps no true one and at least half of it lies where another label
stands. A prompt is false when it comes where another label stands. Time without a label is not counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture.labels import Label

_S_PER_HOUR = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From `begin` to `end`, seconds."""

    begin: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A detected episode: its span, and when it was told."""

    span: Span
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedRecording:
    """A labelled recording and what was told about it; times in seconds.

    Attributes:
        slouches: stretches labelled as a slouch.
        others: stretches labelled as anything else.
        labelled_s: time with a label.
        judged_upright_s: time labelled as no slouch in which posture was judged.
        told: detected episodes, in order.
        prompts: when the user was prompted about a slouch.
    """

    slouches: tuple[Span, ...]
    others: tuple[Span, ...]
    labelled_s: float
    judged_upright_s: float
    told: tuple[Told, ...]
    prompts: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeScores:
    """Everything counted episode by episode.

    Attributes:
        true, found, missed: labelled slouch episodes.
        false_alarms: detected episodes where something else is labelled.
        prompts: prompts in labelled time.
        false_prompts: those where no slouch is labelled.
        hours: labelled time.
        judged_upright_hours: time labelled as no slouch in which posture was judged.
        delays_s: from the true beginning to when the episode was told, of those found.
    """

    true: int
    found: int
    missed: int
    false_alarms: int
    prompts: int
    false_prompts: int
    hours: float
    judged_upright_hours: float
    delays_s: tuple[float, ...]

    @property
    def false_alarms_per_hour(self) -> float | None:
        """False alarms in an hour of judged upright time."""
        return _rate(self.false_alarms, self.judged_upright_hours)

    @property
    def false_prompts_per_hour(self) -> float | None:
        """False prompts in an hour of judged upright time."""
        return _rate(self.false_prompts, self.judged_upright_hours)

    @property
    def median_delay_s(self) -> float | None:
        """The usual delay."""
        return median(self.delays_s) if self.delays_s else None

    @property
    def p90_delay_s(self) -> float | None:
        """The shortest of the delays that nine in ten do not exceed."""
        return sorted(self.delays_s)[ceil(0.9 * len(self.delays_s)) - 1] if self.delays_s else None


def labelled_stretches(
    labels: Sequence[tuple[float, Label | None]],
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Stretches labelled as a slouch, and stretches labelled as anything else.

    `labels` holds the time (seconds) and label of each observation in order. A stretch ends at the first
    observation that is not of its kind, so two slouch labels that follow each other are one stretch.
    """
    spans: dict[bool, list[Span]] = {True: [], False: []}
    kind: bool | None = None
    begin = 0.0
    for t, label in labels:
        new = None if label is None else label.is_slouch
        if new is not kind:
            if kind is not None:
                spans[kind].append(Span(begin=begin, end=t))
            kind, begin = new, t
    if kind is not None:
        spans[kind].append(Span(begin=begin, end=labels[-1][0]))
    return tuple(spans[True]), tuple(spans[False])


def score_episodes(recording: WatchedRecording) -> EpisodeScores:
    """Count episode by episode."""
    delays = []
    for span in recording.slouches:
        first = next((episode for episode in recording.told if _overlap(episode.span, span)), None)
        if first is not None:
            delays.append(max(0.0, first.at - span.begin))
    right = sum(_holds(recording.slouches, t) for t in recording.prompts)
    false = sum(_holds(recording.others, t) for t in recording.prompts)
    return EpisodeScores(
        true=len(recording.slouches),
        found=len(delays),
        missed=len(recording.slouches) - len(delays),
        false_alarms=sum(_is_false(episode.span, recording) for episode in recording.told),
        prompts=right + false,
        false_prompts=false,
        hours=recording.labelled_s / _S_PER_HOUR,
        judged_upright_hours=recording.judged_upright_s / _S_PER_HOUR,
        delays_s=tuple(delays),
    )


def together(parts: Sequence[EpisodeScores]) -> EpisodeScores:
    """The sum of several recordings."""
    return EpisodeScores(
        true=sum(part.true for part in parts),
        found=sum(part.found for part in parts),
        missed=sum(part.missed for part in parts),
        false_alarms=sum(part.false_alarms for part in parts),
        prompts=sum(part.prompts for part in parts),
        false_prompts=sum(part.false_prompts for part in parts),
        hours=sum(part.hours for part in parts),
        judged_upright_hours=sum(part.judged_upright_hours for part in parts),
        delays_s=tuple(delay for part in parts for delay in part.delays_s),
    )


def _is_false(span: Span, recording: WatchedRecording) -> bool:
    if any(_overlap(span, slouch) for slouch in recording.slouches):
        return False
    touched = [other for other in recording.others if _overlap(span, other)]
    inside_s = sum(min(span.end, other.end) - max(span.begin, other.begin) for other in touched)
    return bool(touched) and 2.0 * inside_s >= span.end - span.begin


def _overlap(one: Span, other: Span) -> bool:
    return one.begin <= other.end and other.begin <= one.end


def _holds(spans: Sequence[Span], t: float) -> bool:
    return any(span.begin <= t < span.end for span in spans)


def _rate(count: int, hours: float) -> float | None:
    return count / hours if hours else None
