"""How often the program is right, counted against labels somebody gave.

Two levels. *Frames*: each analysed frame has one true label and one seen label. *Episodes*: what the log
would hold; a true episode is a run of slouch labels, and is found when a detected one overlaps it.

`turned` and `unknown` are abstentions. They are never an alarm, so in the binary figures they count as "not
slouched"; the same figures over judged frames alone are given beside them, with the share that was judged.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from posture.labels import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

_ABSTAINED = (Label.TURNED, Label.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredFrame:
    """One frame: when, what it was, what was seen."""

    t: float
    truth: Label
    seen: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassScore:
    """Precision, recall and F1 of one label; `None` where nothing is there to divide by."""

    label: Label
    support: int
    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BinaryScore:
    """Slouch labels against the rest: how many of each were right, and the mean of the two shares."""

    frames: int
    sensitivity: float | None
    specificity: float | None
    balanced_accuracy: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameScores:
    """Everything counted frame by frame.

    Attributes:
        confusion: (truth, seen) -> frames.
        classes: one score for each label that was true somewhere, in the order of `Label`.
        macro_f1: mean F1 of those; `None` without any.
        judged_share: share of frames that were neither `turned` nor `unknown`.
        binary: over all frames, abstentions counted as not slouched.
        binary_judged: over judged frames alone.
    """

    confusion: dict[tuple[Label, Label], int]
    classes: tuple[ClassScore, ...]
    macro_f1: float | None
    judged_share: float | None
    binary: BinaryScore
    binary_judged: BinaryScore


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From `begin` to `end`, seconds."""

    begin: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeScores:
    """Everything counted episode by episode.

    Attributes:
        true, found, missed: labelled slouch episodes.
        false_alarms: detected episodes that overlap no labelled one.
        hours: labelled time.
        delays_s: from the true beginning to when the episode was told, of those found.
    """

    true: int
    found: int
    missed: int
    false_alarms: int
    hours: float
    delays_s: tuple[float, ...]

    @property
    def false_alarms_per_hour(self) -> float | None:
        """False alarms in an hour of labelled time."""
        return self.false_alarms / self.hours if self.hours else None

    @property
    def median_delay_s(self) -> float | None:
        """The usual delay."""
        return median(self.delays_s) if self.delays_s else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A detected episode: its span, and when it was told."""

    span: Span
    at: float


def score_frames(frames: Sequence[ScoredFrame]) -> FrameScores:
    """Count frame by frame."""
    confusion = Counter((frame.truth, frame.seen) for frame in frames)
    classes = tuple(_class_score(label, confusion) for label in Label if _support(label, confusion))
    f1s = [score.f1 for score in classes if score.f1 is not None]
    judged = [frame for frame in frames if frame.seen not in _ABSTAINED]
    return FrameScores(
        confusion=dict(confusion),
        classes=classes,
        macro_f1=sum(f1s) / len(f1s) if f1s else None,
        judged_share=_share(len(judged), len(frames)),
        binary=_binary(frames),
        binary_judged=_binary(judged),
    )


def score_episodes(frames: Sequence[ScoredFrame], told: Sequence[Told]) -> EpisodeScores:
    """Count episode by episode; `frames` are in order of time."""
    true = _true_spans(frames)
    delays = []
    for span in true:
        first = next((episode for episode in told if _overlap(episode.span, span)), None)
        if first is not None:
            delays.append(max(0.0, first.at - span.begin))
    false = sum(not any(_overlap(episode.span, span) for span in true) for episode in told)
    length_s = frames[-1].t - frames[0].t if frames else 0.0
    return EpisodeScores(
        true=len(true),
        found=len(delays),
        missed=len(true) - len(delays),
        false_alarms=false,
        hours=length_s / 3600,
        delays_s=tuple(delays),
    )


def together(parts: Sequence[EpisodeScores]) -> EpisodeScores:
    """The sum of several recordings."""
    return EpisodeScores(
        true=sum(part.true for part in parts),
        found=sum(part.found for part in parts),
        missed=sum(part.missed for part in parts),
        false_alarms=sum(part.false_alarms for part in parts),
        hours=sum(part.hours for part in parts),
        delays_s=tuple(delay for part in parts for delay in part.delays_s),
    )


def _support(label: Label, confusion: Counter[tuple[Label, Label]]) -> int:
    return sum(count for (truth, _), count in confusion.items() if truth is label)


def _class_score(label: Label, confusion: Counter[tuple[Label, Label]]) -> ClassScore:
    hits = confusion[label, label]
    support = _support(label, confusion)
    seen = sum(count for (_, found), count in confusion.items() if found is label)
    return ClassScore(
        label=label,
        support=support,
        precision=_share(hits, seen),
        recall=_share(hits, support),
        f1=_share(2 * hits, support + seen),
    )


def _binary(frames: Sequence[ScoredFrame]) -> BinaryScore:
    slouched = [frame.seen.is_slouch for frame in frames if frame.truth.is_slouch]
    rest = [frame.seen.is_slouch for frame in frames if not frame.truth.is_slouch]
    sensitivity = _share(sum(slouched), len(slouched))
    specificity = _share(len(rest) - sum(rest), len(rest))
    balanced = None
    if sensitivity is not None and specificity is not None:
        balanced = (sensitivity + specificity) / 2
    return BinaryScore(
        frames=len(frames), sensitivity=sensitivity, specificity=specificity, balanced_accuracy=balanced
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _true_spans(frames: Sequence[ScoredFrame]) -> list[Span]:
    spans: list[Span] = []
    begin: float | None = None
    for frame in frames:
        if frame.truth.is_slouch and begin is None:
            begin = frame.t
        elif not frame.truth.is_slouch and begin is not None:
            spans.append(Span(begin=begin, end=frame.t))
            begin = None
    if begin is not None:
        spans.append(Span(begin=begin, end=frames[-1].t))
    return spans


def _overlap(one: Span, other: Span) -> bool:
    return one.begin <= other.end and other.begin <= one.end
