"""How well `slouch.sensitivity` that suits everybody else suits one person.

Nothing is trained across people, so the sensitivity is the one thing that could be tuned on them. For each
person it is chosen on all the others, and only then is he scored with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from posture.evaluation import FrameScores

SENSITIVITIES = (0.7, 0.85, 1.0, 1.2, 1.4)
"""What is tried for `slouch.sensitivity`."""

_DEFAULT = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """One person: the sensitivity chosen on all others, and his figures with it."""

    person: str
    sensitivity: float
    balanced_accuracy: float | None
    macro_f1: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveOneOut:
    """Everybody left out once."""

    people: tuple[LeftOut, ...]

    @property
    def mean_balanced_accuracy(self) -> float | None:
        """Over people, each counting the same."""
        return _mean([one.balanced_accuracy for one in self.people])

    @property
    def mean_macro_f1(self) -> float | None:
        """Over people, each counting the same."""
        return _mean([one.macro_f1 for one in self.people])

    @property
    def worst(self) -> LeftOut | None:
        """The person with the lowest balanced accuracy; the first of several."""
        scored = [one for one in self.people if one.balanced_accuracy is not None]
        return min(scored, key=lambda one: one.balanced_accuracy or 0.0, default=None)


def leave_one_out(scores: Mapping[str, Mapping[float, FrameScores]]) -> LeaveOneOut:
    """Choose for each person on the others; `scores` holds person -> sensitivity -> figures.

    The best mean balanced accuracy (mean recall of the labels) of the others wins; of equal ones the
    sensitivity nearest to the default.
    """
    people = []
    for name, own in scores.items():
        others = [theirs for other, theirs in scores.items() if other != name]
        chosen = max(own, key=lambda value: (_suits(others, value), -abs(value - _DEFAULT)))
        people.append(
            LeftOut(
                person=name,
                sensitivity=chosen,
                balanced_accuracy=own[chosen].balanced_accuracy,
                macro_f1=own[chosen].macro_f1,
            )
        )
    return LeaveOneOut(people=tuple(people))


def _suits(people: Sequence[Mapping[float, FrameScores]], sensitivity: float) -> float:
    return _mean([scores[sensitivity].balanced_accuracy for scores in people]) or 0.0


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None
