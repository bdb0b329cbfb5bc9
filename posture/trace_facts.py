"""What a recording holds, told from its observations one at a time: nothing of it is kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from posture.inputs import UserInput

if TYPE_CHECKING:
    from posture.landmarks import PoseObservation

MOST_GAPS = 5
"""So many of the longest gaps are remembered."""


@dataclass(slots=True)
class TraceFacts:
    """Counts and times of one recording; `gap_s` is from when on nothing at all is a gap, seconds.

    Attributes:
        observations: how many there are.
        first_s, end_s: the times of the first and the last line, seconds; `None` without any.
        people: how many observations have so many people; -1 stands for no picture.
        inputs: how many of each kind of user input.
        labels: how many observations with each label.
        gaps: how many gaps there are.
        longest_gaps: begin and length of the longest, seconds, longest first.
        lit: how many observations tell how bright the picture was.
    """

    gap_s: float
    observations: int = 0
    first_s: float | None = None
    end_s: float | None = None
    people: Counter[int] = field(default_factory=Counter)
    inputs: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    gaps: int = 0
    longest_gaps: list[tuple[float, float]] = field(default_factory=list)
    lit: int = 0
    _seen_s: float | None = None
    _intervals_ms: Counter[int] = field(default_factory=Counter)

    def take(self, item: PoseObservation | UserInput, label: str | None = None) -> None:
        """Count one more line."""
        t = item.at.mono_s
        if self.first_s is None:
            self.first_s = t
        self.end_s = t
        if isinstance(item, UserInput):
            self.inputs[item.kind.value] += 1
            return
        self.observations += 1
        self.people[-1 if item.poses is None else len(item.poses)] += 1
        self.lit += item.brightness is not None
        if label is not None:
            self.labels[label] += 1
        if self._seen_s is not None:
            self._note_interval(self._seen_s, t - self._seen_s)
        self._seen_s = t

    @property
    def length_s(self) -> float:
        """From the first line to the last, seconds."""
        return 0.0 if self.first_s is None or self.end_s is None else self.end_s - self.first_s

    @property
    def fps(self) -> float | None:
        """Observations a second, from the median interval; `None` where there are no two."""
        total, seen = self._intervals_ms.total(), 0
        for interval_ms, count in sorted(self._intervals_ms.items()):
            seen += count
            if 2 * seen >= total and interval_ms > 0:
                return round(1000 / interval_ms, 3)
        return None

    def _note_interval(self, begin_s: float, length_s: float) -> None:
        self._intervals_ms[round(1000 * length_s)] += 1
        if length_s > self.gap_s:
            self.gaps += 1
            self.longest_gaps = sorted(
                [*self.longest_gaps, (begin_s, length_s)], key=lambda gap: (-gap[1], gap[0])
            )[:MOST_GAPS]
