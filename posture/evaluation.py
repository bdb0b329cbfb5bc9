"""How often the program is right frame by frame, counted against labels somebody gave.

Each analysed frame has one true label and one seen label. The episodes that the log would hold are
counted in `posture/episode_scores.py`.

`turned` and `unknown` are abstentions. They are never an alarm, so in the binary figures they count as "not
slouched"; the same figures over judged frames alone are given beside them, with the share that was judged.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture.labels import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

ABSTAINED = (Label.TURNED, Label.UNKNOWN)
"""Seen labels that say nothing about posture."""

LABEL_NAMES = {
    **{label.value: label for label in Label},
    "good": Label.UPRIGHT,
    "not_slouching": Label.UPRIGHT,
    "bad": Label.SLOUCHED,
    "slouching": Label.SLOUCHED,
}
"""Every word a label may be written as, in a trace or a table of intervals."""


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
        balanced_accuracy: mean recall of those; `None` without any.
        judged_share: share of frames that were neither `turned` nor `unknown`.
        binary: over all frames, abstentions counted as not slouched.
        binary_judged: over judged frames alone.
    """

    confusion: dict[tuple[Label, Label], int]
    classes: tuple[ClassScore, ...]
    macro_f1: float | None
    balanced_accuracy: float | None
    judged_share: float | None
    binary: BinaryScore
    binary_judged: BinaryScore


def score_frames(frames: Sequence[ScoredFrame]) -> FrameScores:
    """Count frame by frame."""
    confusion = Counter((frame.truth, frame.seen) for frame in frames)
    classes = tuple(_class_score(label, confusion) for label in Label if _support(label, confusion))
    f1s = [score.f1 for score in classes if score.f1 is not None]
    recalls = [score.recall for score in classes if score.recall is not None]
    judged = [frame for frame in frames if frame.seen not in ABSTAINED]
    return FrameScores(
        confusion=dict(confusion),
        classes=classes,
        macro_f1=sum(f1s) / len(f1s) if f1s else None,
        balanced_accuracy=sum(recalls) / len(recalls) if recalls else None,
        judged_share=_share(len(judged), len(frames)),
        binary=_binary(frames),
        binary_judged=_binary(judged),
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
