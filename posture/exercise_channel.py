"""One signal of one exercise: smoothed, with what guards and accompanies it, for one limb or both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.events import Side
from posture.excursions import Excursion, ExcursionTracker, Refusal
from posture.exercise_signals import SIGNALS
from posture.exercise_smoothing import Smoother
from posture.exercises import Sides

if TYPE_CHECKING:
    from posture.exercise_signals import Body, Signal
    from posture.exercises import Counting

GRACE_S = 1.0
"""A body unseen for less than this is a flicker. ENG."""
_OUT_OF_SIGHT_S = 3.0
"""A joint hidden for longer may have done anything meanwhile: arms that are raised sideways leave the picture
and come back into it. ENG."""
_FOLLOW_S = 10.0
"""Time constant with which the middle between two sides is followed. ENG."""
_NEAR_MIDDLE = 0.5
"""Share of the amplitude within which a value may be the middle. ENG."""

_SIDES = (Side.LEFT, Side.RIGHT)


class ExerciseChannel:
    """One signal of one limb, or of both ways from a middle.

    The middle is the value at which the user began, if that is plausible, slowly followed afterwards while he
    is near it.

    Args:
        rule: what makes a repetition.
        side: 0 for the left limb, 1 for the right; 0 for a signal of the whole body.

    Attributes:
        signal: what is followed.
        side: as given.
        trackers: one, or of `Sides.OPPOSITE` two, to the left and to the right.
    """

    def __init__(self, rule: Counting, side: int) -> None:
        self._rule = rule
        self.side = side
        self.signal = SIGNALS[rule.signal]
        self._others = tuple(
            SIGNALS[name]
            for name in (
                *(guard.signal for guard in rule.guards),
                *(companion.signal for companion in rule.needs),
                *(() if rule.side_from is None else (rule.side_from,)),
            )
        )
        self._smoothers = tuple(Smoother() for _ in range(1 + len(self._others)))
        self._known_t: float | None = None
        self._middle: float | None = None
        self._middle_t = 0.0
        opposite = rule.sides is Sides.OPPOSITE
        self.trackers = tuple(ExcursionTracker(rule) for _ in range(2 if opposite else 1))

    def reset(self) -> None:
        """Drop what is under way; the middle is looked for anew."""
        self._middle = None
        self._known_t = None
        for smoother in self._smoothers:
            smoother.reset()
        for tracker in self.trackers:
            tracker.reset()

    def _lose_sight(self) -> None:
        self._known_t = None
        for smoother in self._smoothers:
            smoother.reset()
        for tracker in self.trackers:
            tracker.lose_sight()

    def out(self) -> dict[Side, bool]:
        """Which sides have an excursion under way."""
        if self._rule.sides is Sides.OPPOSITE:
            return dict(zip(_SIDES, (tracker.is_out for tracker in self.trackers), strict=True))
        return {self._own_side(): self.trackers[0].is_out}

    def take(self, t: float, body: Body) -> list[tuple[Side, Excursion]]:
        """The excursions that end at `t`."""
        value = self._value(body, self.signal)
        others = [self._value(body, signal) for signal in self._others]
        if value is None:
            if self._known_t is not None and t - self._known_t > _OUT_OF_SIGHT_S:
                self._lose_sight()
            return []
        self._known_t = t
        value = self._smoothers[0](t, value)
        # A signal that cannot be known now stays what it was: it speaks neither for nor against.
        smooth = tuple(
            smoother(t, other) if other is not None else smoother.last
            for smoother, other in zip(self._smoothers[1:], others, strict=True)
        )
        guards, companions = smooth[: len(self._rule.guards)], smooth[len(self._rule.guards) :]
        if self._rule.sides is Sides.OPPOSITE:
            return self._from_middle(t, value, guards, companions)
        excursion = self.trackers[0].observe(t, value, guards, companions)
        if excursion is None or not self._accompanied(excursion):
            return []
        return [(self._side_of(excursion), excursion)]

    def finish(self) -> list[tuple[Side, Excursion]]:
        """The excursions that are most of the way back when the recording ends."""
        found = []
        for side, tracker in zip(_SIDES, self.trackers, strict=False):
            excursion = tracker.finish()
            if excursion is not None and self._accompanied(excursion):
                opposite = self._rule.sides is Sides.OPPOSITE
                found.append((side if opposite else self._side_of(excursion), excursion))
        return found

    def _from_middle(
        self,
        t: float,
        value: float,
        guards: tuple[float | None, ...],
        companions: tuple[float | None, ...],
    ) -> list[tuple[Side, Excursion]]:
        middle = self._follow_middle(t, value)
        found = []
        for side, sign, tracker in zip(_SIDES, (1.0, -1.0), self.trackers, strict=True):
            beyond = max(0.0, sign * (value - middle))
            excursion = tracker.observe(t, beyond, guards, companions)
            if excursion is not None and self._accompanied(excursion):
                found.append((side, excursion))
        return found

    def _follow_middle(self, t: float, value: float) -> float:
        near = _NEAR_MIDDLE * self._rule.amplitude
        if self._middle is None:
            # Who begins far to one side is on his way already, or sits beside the camera: straight ahead is
            # the better guess until he has been near the middle.
            self._middle = value if abs(value) <= near else 0.0
        elif abs(value - self._middle) <= near:
            self._middle += min(1.0, (t - self._middle_t) / _FOLLOW_S) * (value - self._middle)
        self._middle_t = t
        return self._middle

    def _accompanied(self, excursion: Excursion) -> bool:
        if all(
            high is not None and high >= need.at_least
            for high, need in zip(excursion.companions, self._rule.needs, strict=False)
        ):
            return True
        refused = self.trackers[0].refused
        refused[Refusal.OTHER_MOVEMENT] = refused.get(Refusal.OTHER_MOVEMENT, 0) + 1
        return False

    def _side_of(self, excursion: Excursion) -> Side:
        if self._rule.side_from is not None:
            towards = excursion.at_end[-1]
            return Side.BOTH if towards is None else Side.LEFT if towards > 0.0 else Side.RIGHT
        return self._own_side()

    def _own_side(self) -> Side:
        return _SIDES[self.side] if self.signal.sided else Side.BOTH

    def _value(self, body: Body, signal: Signal) -> float | None:
        if signal.hidden(body, self.side, raised=self.trackers[0].is_out):
            return None
        return signal.measure(body, self.side)
