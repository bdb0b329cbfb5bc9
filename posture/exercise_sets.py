"""What was done set by set: kept beside a guided exercise, for the record of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from posture.exercise_goal import repetitions_of
from posture.exercise_view import SetDone

if TYPE_CHECKING:
    from posture.exercise_goal import Goal, SideCounts, TimedPart


class SetBook:
    """Takes what happens while sets are under way.

    Args:
        goal: how much is asked for.
        parts: one set of an exercise that is only timed; empty where the camera counts.
    """

    def __init__(self, goal: Goal, parts: tuple[TimedPart, ...]) -> None:
        self._goal = goal
        self._parts = parts
        self._closed: list[SetDone] = []
        self._is_open = False
        self._passed_s = 0.0
        self._held_before_s = 0.0
        self._begun_t: float | None = None
        self._ended_t: float | None = None

    def begin(self, t: float | None, held_s: float) -> None:
        """A set begins at `t`; `held_s` is what was held until now."""
        self._is_open = True
        self._passed_s = 0.0
        self._held_before_s = held_s
        if self._begun_t is None:
            self._begun_t = t

    def pass_time(self, seconds: float) -> None:
        """So much time of exercise went by."""
        self._passed_s += seconds

    @property
    def left_s(self) -> float | None:
        """Seconds left of a set that is counted but measured by time, or `None`."""
        if not self._is_open or self._parts or self._goal.repetitions is not None:
            return None
        return None if self._goal.duration_s is None else self._goal.duration_s - self._passed_s

    def end(self, t: float | None, counts: SideCounts, held_s: float, part: int) -> None:
        """The set under way is over, if there is one; `part` is the timed part that is under way."""
        if self._is_open:
            self._closed.append(self._now(counts, held_s, part))
            self._is_open = False
            self._ended_t = t

    def add_late(self, repetitions: int) -> None:
        """Repetitions that were known only after the last set."""
        if self._closed and repetitions:
            last = self._closed[-1]
            self._closed[-1] = replace(last, repetitions=(last.repetitions or 0) + repetitions)

    def sets(self, counts: SideCounts, held_s: float, part: int) -> tuple[SetDone, ...]:
        """All sets, the one under way last."""
        now = [self._now(counts, held_s, part)] if self._is_open else []
        return (*self._closed, *now)

    def lasted_s(self, t: float | None) -> float:
        """From the beginning of the first set until `t`, or to the end of the last."""
        until = t if self._is_open or self._ended_t is None else self._ended_t
        return 0.0 if self._begun_t is None or until is None else until - self._begun_t

    def _now(self, counts: SideCounts, held_s: float, part: int) -> SetDone:
        if self._parts:
            return self._timed(part)
        held = held_s - self._held_before_s if self._goal.hold_s else None
        return SetDone(repetitions=repetitions_of(self._goal, counts), hold_s=held, duration_s=self._passed_s)

    def _timed(self, part: int) -> SetDone:
        """The holds that are over; one that was broken off counts for its seconds only."""
        if self._goal.repetitions is None:
            return SetDone(repetitions=None, hold_s=None, duration_s=self._passed_s)
        over = self._parts[:part]
        held = [one.seconds for one in over if one.kind == "hold"]
        broken_off_s = 0.0
        if part < len(self._parts) and self._parts[part].kind == "hold":
            broken_off_s = max(0.0, self._passed_s - sum(one.seconds for one in over))
        whole = min(self._parts[part].seconds, broken_off_s) if part < len(self._parts) else 0.0
        return SetDone(repetitions=len(held), hold_s=sum(held) + whole, duration_s=self._passed_s)
