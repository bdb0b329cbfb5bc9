"""How far the movement goes right now, beside the user's own rest and reach: for the bar on the screen.

Counting does not depend on it. The rest is the lowest value of the last while, or of a movement to both
sides the middle at which it began; the own reach is the median of the farthest points of the last
repetitions, at least the amplitude that makes one.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from posture.events import Side
from posture.exercise_signals import SIGNALS
from posture.exercise_smoothing import Smoother
from posture.exercises import Sides

if TYPE_CHECKING:
    from posture.exercise_signals import Body
    from posture.exercises import Counting

_PEAKS = 5
_HELD_FROM = 0.75
"""Share of the way out above which the far end is held, as in `excursions`. ENG."""
_LET_GO = 0.5
"""Under this share of the own reach a hold is over. ENG."""
_NEAR_MIDDLE = 0.75
"""Share of the amplitude within which the first value may be the middle. ENG."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """One way of the movement.

    Attributes:
        side: which side, or both.
        share: how far it is out now, 0 at rest and 1 at the own reach; `None` where it cannot be seen.
        counts_from: the share from which it counts as a repetition.
        held_s: how long the far end has been held, seconds.
    """

    side: Side
    share: float | None
    counts_from: float
    held_s: float


class _Way:
    """One limb, or one way from a middle."""

    def __init__(self, rule: Counting, side: Side) -> None:
        self.side = side
        self._rule = rule
        self._recent: deque[tuple[float, float]] = deque()
        self._peaks: deque[float] = deque(maxlen=_PEAKS)
        self._peak = 0.0
        self._out: float | None = None
        self._held_s = 0.0
        self._t = 0.0

    def take(self, t: float, value: float | None, *, rest: float | None) -> None:
        """The signal at `t`; `rest` where it is known, else the lowest of the last while."""
        since_s, self._t = max(0.0, t - self._t), t
        if value is None:
            self._out = None
            self._held_s = 0.0
            return
        if rest is None:
            self._recent.append((t, value))
            while self._recent[0][0] < t - self._rule.longest_s:
                self._recent.popleft()
            rest = min(one for _, one in self._recent)
        was_out, self._out = self._out, max(0.0, value - rest)
        self._peak = max(self._peak, self._out)
        if self._out < _LET_GO * self._own_reach():
            self._held_s = 0.0
        elif was_out is not None and min(was_out, self._out) >= max(
            self._far_enough(), _HELD_FROM * self._peak
        ):
            self._held_s += since_s

    def repeated(self) -> None:
        """A repetition is over: its farthest point belongs to the own reach."""
        if self._peak >= self._rule.amplitude:
            self._peaks.append(self._peak)
        self._peak = 0.0

    def reading(self) -> Reach:
        """How far it is now."""
        reach = self._own_reach()
        return Reach(
            side=self.side,
            share=None if self._out is None else self._out / reach,
            counts_from=min(1.0, self._far_enough() / reach),
            held_s=self._held_s,
        )

    def _own_reach(self) -> float:
        return max(self._rule.amplitude, median(self._peaks) if self._peaks else 0.0)

    def _far_enough(self) -> float:
        return max(self._rule.amplitude, self._rule.own_share * self._own_reach())


class RangeMeter:
    """Follows the signal of one exercise."""

    def __init__(self, rule: Counting) -> None:
        self._signal = SIGNALS[rule.signal]
        self._rule = rule
        self._middle: float | None = None
        opposite = rule.sides is Sides.OPPOSITE
        self._sides = (Side.LEFT, Side.RIGHT) if opposite or self._signal.sided else (Side.BOTH,)
        self._ways = tuple(_Way(rule, side) for side in self._sides)
        self._smooth = tuple(Smoother() for _ in self._sides)

    def observe(self, t: float, body: Body | None) -> None:
        """Take the body at `t`, or that there is none."""
        for number, way in enumerate(self._ways):
            value = None if body is None else self._value(body, number)
            if value is None:
                self._smooth[number].reset()
                way.take(t, None, rest=None)
            elif self._rule.sides is Sides.OPPOSITE:
                value = self._smooth[number](t, value)
                if self._middle is None:
                    near = _NEAR_MIDDLE * self._rule.amplitude
                    self._middle = value if abs(value) <= near else 0.0
                beyond = value - self._middle
                way.take(t, beyond if number == 0 else -beyond, rest=0.0)
            else:
                way.take(t, self._smooth[number](t, value), rest=None)

    def repeated(self, side: Side) -> None:
        """A repetition of this side is over."""
        for way in self._ways:
            if side in (way.side, Side.BOTH) or way.side is Side.BOTH:
                way.repeated()

    def readings(self) -> tuple[Reach, ...]:
        """One for each way: left and right, or the whole body."""
        return tuple(way.reading() for way in self._ways)

    def _value(self, body: Body, number: int) -> float | None:
        side = number if self._signal.sided else 0
        if self._signal.hidden(body, side):
            return None
        return self._signal.measure(body, side)
