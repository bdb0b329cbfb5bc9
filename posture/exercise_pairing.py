"""Two limbs that move together make one repetition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.events import Side
from posture.exercises import Sides

if TYPE_CHECKING:
    from posture.excursions import Excursion
    from posture.exercises import Counting

TOGETHER = 0.5
"""Two limbs move together when their middles differ by less than this share of the longer excursion.

ENG: limbs in turn without a pause differ by two thirds of it.
"""


class Pairing:
    """Two limbs that move together make one repetition (`EACH`) or none (`ALTERNATE`)."""

    def __init__(self, rule: Counting) -> None:
        self._sides = rule.sides
        self._waiting: tuple[Side, Excursion] | None = None

    def take(self, side: Side, excursion: Excursion, out: dict[Side, bool]) -> list[tuple[Side, Excursion]]:
        """A limb came back: what is sure now."""
        if self._sides not in (Sides.EACH, Sides.ALTERNATE):
            return [(side, excursion)]
        before = self._waiting
        self._waiting = None
        if before is not None and before[0] is not side and _together(before[1], excursion):
            return [(Side.BOTH, excursion)] if self._sides is Sides.EACH else []
        sure = [] if before is None else [before]
        if out[_other_side(side)]:
            self._waiting = (side, excursion)
            return sure
        return [*sure, (side, excursion)]

    def overdue(self, t: float, out: dict[Side, bool]) -> list[tuple[Side, Excursion]]:
        """What need not wait any longer: the other limb is back, or too late to belong to it."""
        if self._waiting is None:
            return []
        side, excursion = self._waiting
        length = excursion.ended_s - excursion.began_s
        if out[_other_side(side)] and t - excursion.ended_s <= length:
            return []
        return self.flush()

    def flush(self) -> list[tuple[Side, Excursion]]:
        """What waited counts as it is."""
        waiting, self._waiting = self._waiting, None
        return [] if waiting is None else [waiting]


def _other_side(side: Side) -> Side:
    return Side.RIGHT if side is Side.LEFT else Side.LEFT


def _together(one: Excursion, two: Excursion) -> bool:
    longer = max(one.ended_s - one.began_s, two.ended_s - two.began_s)
    return abs(one.middle_s - two.middle_s) <= TOGETHER * longer
