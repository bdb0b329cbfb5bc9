"""One signal, one way: from the own rest to the far end and back is an excursion.

Theory of operation
-------------------
The signal comes smoothed (`exercise_smoothing`).

`ExcursionTracker` follows turning points, not a fixed level, so a rest that drifts (a chair that moves, a
trunk that sinks) costs nothing:

- *resting*: the lowest place of the last `longest_s` where the signal stayed for `_STAYS_S` is the rest. A
  rise of `amplitude` above it, or of a share of the user's own reach where that is more, begins an excursion.
- *out*: the highest value is the far end. Coming back by `_WAY_BACK` of the way, and staying there for
  `_STAYS_S`, ends it; only now is it judged: how long it took, whether another movement explains it (guards),
  whether it was a look aside. Whatever flickers at the top or pauses on the way is one excursion.

An excursion that is under way when the signal begins has no rest to start from and is none; one that is
under way when the signal ends counts from `_WAY_BACK_AT_END` of the way back on. One that lasts longer than
`longest_s` is a new position, not a repetition, and is forgotten.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise, takewhile
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture.exercises import Counting, Guard

_WAY_BACK = 0.6
"""Share of the way back at which a repetition is over: people do not always come back wholly. ENG."""
_LEAVES_REST = 0.2
"""Share of the way out at which a repetition begins to take time. ENG."""
_AT_END = 0.75
"""Share of the way out above which the far end is held. ENG."""
_WAY_BACK_AT_END = 0.5
"""The same where the signal ends: the smoothed one is behind, and the last pictures are lost. ENG."""
_STAYS_S = 0.2
"""At rest, or come back, is where the signal stays for so long: an estimator's slip is shorter. ENG."""
_LOOKS_S = 3.0
"""Who turns to look at something stays for longer. ENG: a quick repetition is not held."""
_MOST = 0.8
"""Share of a repetition's time in which a guard counts: an estimator's slip is shorter. ENG."""
_AT_REST_S = 0.2
"""So long after the rest a guard still shows how it was there. ENG."""
_USUAL_OF = 5
"""The user's own reach is the median of so many repetitions. ENG."""


class Refusal(StrEnum):
    """Why a movement that was large enough to be seen is no repetition."""

    TOO_SMALL = "too_small"
    TOO_QUICK = "too_quick"
    TOO_LONG = "too_long"
    NOT_HELD = "not_held"
    NOT_FROM_REST = "not_from_rest"
    OTHER_MOVEMENT = "other_movement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Excursion:
    """There and back.

    Attributes:
        began_s, ended_s: leaving the rest, and most of the way back, seconds.
        middle_s: the middle of the time in the upper half: which excursions belong together.
        amplitude: from the rest to the far end, in the signal's unit.
        held_s: time at the far end.
        companions: for each companion signal its highest value on the way, `None` if it was never known.
        at_end: for each companion signal its value at the far end.
    """

    began_s: float
    ended_s: float
    middle_s: float
    amplitude: float
    held_s: float
    companions: tuple[float | None, ...]
    at_end: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class _Sample:
    t: float
    value: float
    guards: tuple[float | None, ...]
    companions: tuple[float | None, ...]


class ExcursionTracker:
    """Finds the excursions of one signal.

    Args:
        rule: what makes a repetition.

    Attributes:
        refused: how often something was no repetition, by reason.
    """

    def __init__(self, rule: Counting) -> None:
        self._rule = rule
        self._samples: deque[_Sample] = deque()
        # Of each: the first is the one that counts, then the one that will after it: nobody searches.
        self._highest: deque[_Sample] = deque()
        self._lowest: deque[_Sample] = deque()
        self._rest: _Sample | None = None
        self._peak: _Sample | None = None
        self._amplitudes: deque[float] = deque(maxlen=_USUAL_OF)
        self.refused: dict[Refusal, int] = {}

    @property
    def is_out(self) -> bool:
        """Whether an excursion is under way."""
        return self._peak is not None

    @property
    def far_enough(self) -> float:
        """How far from the rest makes a repetition at the moment."""
        least = self._rule.amplitude
        if self._amplitudes:
            least = max(least, self._rule.own_share * median(self._amplitudes))
        return least

    def reset(self) -> None:
        """Drop what is under way; the user's own reach stays known."""
        self._samples.clear()
        self._highest.clear()
        self._lowest.clear()
        self._rest = None
        self._peak = None

    def lose_sight(self) -> None:
        """The signal cannot be known for a while: what is under way is dropped, the rest is remembered.

        Hands that hang often leave the picture at its lower edge between two repetitions.
        """
        if self.is_out:
            self.reset()

    def observe(
        self,
        t: float,
        value: float,
        guards: Sequence[float | None] = (),
        companions: Sequence[float | None] = (),
    ) -> Excursion | None:
        """Take the smoothed signal at `t`; an excursion that ends here is returned.

        Args:
            t: seconds; must not go back.
            value: of the signal.
            guards: the guard signals of the rule, in its order.
            companions: other signals to report on. Either holds `None` while its signal was never known.
        """
        sample = _Sample(t, value, tuple(guards), tuple(companions))
        samples = self._samples
        samples.append(sample)
        highest = self._highest_with(sample)
        if self._peak is None or self._rest is None:
            while samples[0].t < t - self._rule.longest_s:
                samples.popleft()
            rest = self._rest_with(t, highest)
            if value - rest.value >= self.far_enough:
                self._rest, self._peak = rest, sample
                while samples[0] is not rest:
                    samples.popleft()
            return None
        if value > self._peak.value:
            self._peak = sample
        if highest.value > self._level_back(_WAY_BACK):
            longest_s = self._rule.longest_s
            if t - self._rest.t > longest_s and t - self._left_rest_s() > longest_s:
                self._refuse(Refusal.TOO_LONG)
                self._begin_again([sample])
            return None
        return self._come_back(_WAY_BACK)

    def finish(self) -> Excursion | None:
        """The signal ends: what is half of the way back is an excursion, and need not stay there."""
        if self._rest is None or self._samples[-1].value > self._level_back(_WAY_BACK_AT_END):
            return None
        return self._come_back(_WAY_BACK_AT_END)

    def _level_back(self, share: float) -> float:
        """Where this share of the way back is over."""
        assert self._rest is not None
        assert self._peak is not None
        return self._peak.value - share * (self._peak.value - self._rest.value)

    def _highest_with(self, sample: _Sample) -> _Sample:
        """The highest of the last `_STAYS_S`, this one included; the latest of equals."""
        highest = self._highest
        while highest and highest[-1].value <= sample.value:
            highest.pop()
        highest.append(sample)
        while highest[0].t < sample.t - _STAYS_S:
            highest.popleft()
        return highest[0]

    def _rest_with(self, t: float, highest: _Sample) -> _Sample:
        """The lowest of the last `longest_s` at which the signal stayed; the latest of equals."""
        lowest = self._lowest
        while lowest and lowest[-1].value >= highest.value:
            lowest.pop()
        lowest.append(highest)
        while lowest[0].t < t - self._rule.longest_s:
            lowest.popleft()
        return lowest[0]

    def _left_rest_s(self) -> float:
        """When the excursion left its rest for good."""
        assert self._rest is not None
        assert self._peak is not None
        level = self._rest.value + _LEAVES_REST * (self._peak.value - self._rest.value)
        left = self._rest.t
        for sample in self._samples:
            if sample.t >= self._peak.t:
                break
            if sample.value <= level:
                left = sample.t
        return left

    def _come_back(self, share: float) -> Excursion | None:
        """Judge the excursion that ended where the signal came below the level of this share for good."""
        assert self._rest is not None
        assert self._peak is not None
        rest, peak, began = self._rest, self._peak, self._left_rest_s()
        level = self._level_back(share)
        after = list(takewhile(lambda sample: sample.value <= level, reversed(self._samples)))[::-1]
        last = after[0]
        samples = [sample for sample in self._samples if began <= sample.t <= last.t]
        before = [sample for sample in self._samples if sample.t <= rest.t + _AT_REST_S]
        self._begin_again(after)
        way = peak.value - rest.value
        refusal = self._judge(rest, peak, before, samples)
        if refusal is not None:
            self._refuse(refusal)
            return None
        upper = [sample.t for sample in samples if sample.value >= rest.value + 0.5 * way]
        self._amplitudes.append(way)
        highest = zip(*(sample.companions for sample in samples), strict=True)
        return Excursion(
            began_s=began,
            ended_s=last.t,
            middle_s=(upper[0] + upper[-1]) / 2,
            amplitude=way,
            held_s=_held_s(samples, rest.value + _AT_END * way),
            companions=tuple(_highest(values) for values in highest),
            at_end=peak.companions,
        )

    def _judge(
        self, rest: _Sample, peak: _Sample, before: list[_Sample], samples: list[_Sample]
    ) -> Refusal | None:
        rule, way = self._rule, peak.value - rest.value
        if rule.rest_at_most is not None and rest.value > rule.rest_at_most:
            return Refusal.NOT_FROM_REST
        if rule.reach_at_least is not None and peak.value < rule.reach_at_least:
            return Refusal.TOO_SMALL
        took_s = samples[-1].t - samples[0].t
        if took_s < rule.shortest_s:
            return Refusal.TOO_QUICK
        if took_s > rule.longest_s:
            return Refusal.TOO_LONG
        if rule.glance_s > 0.0 and _is_glance(samples, rest.value + _AT_END * way, rule.glance_s):
            return Refusal.OTHER_MOVEMENT
        for index, guard in enumerate(rule.guards):
            first = [one for sample in before if (one := sample.guards[index]) is not None]
            values = [one for sample in samples if (one := sample.guards[index]) is not None]
            if values and not _allowed(guard, median(first or values[:1]), values, way):
                return Refusal.OTHER_MOVEMENT
        if rule.hold_s > 0.0 and _held_s(samples, rest.value + _AT_END * way) < rule.hold_s:
            return Refusal.NOT_HELD
        return None

    def _begin_again(self, samples: Sequence[_Sample]) -> None:
        """Nothing is under way; these samples are what is known of the next rest."""
        self.reset()
        for sample in samples:
            self._samples.append(sample)
            self._rest_with(sample.t, self._highest_with(sample))

    def _refuse(self, refusal: Refusal) -> None:
        self.refused[refusal] = self.refused.get(refusal, 0) + 1


def _is_glance(samples: Sequence[_Sample], level: float, ways_s: float) -> bool:
    """Whether it jumped to the far end, stayed and jumped back, as who looks at something does."""
    there = [sample.t for sample in samples if sample.value >= level]
    stayed_s = there[-1] - there[0]
    return stayed_s >= _LOOKS_S and samples[-1].t - samples[0].t - stayed_s < ways_s


def _allowed(guard: Guard, usual: float, values: Sequence[float], way: float) -> bool:
    """Whether a guard says nothing against a repetition: by all but its few largest values."""
    if guard.up_to is not None:
        return _mostly(values) <= guard.up_to
    change = _mostly([abs(value - usual) for value in values])
    if guard.at_least is not None:
        return change >= guard.at_least
    return change <= (guard.times * way if guard.times is not None else guard.at_most or 0.0)


def _mostly(values: Sequence[float]) -> float:
    return sorted(values)[int(_MOST * (len(values) - 1))]


def _highest(values: Sequence[float | None]) -> float | None:
    return max((value for value in values if value is not None), default=None)


def _held_s(samples: Sequence[_Sample], level: float) -> float:
    """Time from one sample above `level` to the next that is above it too, added up."""
    held = 0.0
    for before, after in pairwise(samples):
        if before.value >= level and after.value >= level:
            held += after.t - before.t
    return held
