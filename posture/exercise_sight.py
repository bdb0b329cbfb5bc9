"""What the camera misses of somebody who exercises, picture by picture.

A counter of its own looks along and is asked, before and after each picture, how long it could not see
what it needs. Its repetitions are thrown away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.counting import ExerciseCounter
from posture.events import Side
from posture.exercise_signals import SIGNALS
from posture.exercise_view import Missing
from posture.landmarks import Joint

if TYPE_CHECKING:
    from posture.exercises import Exercise
    from posture.landmarks import PoseObservation


class ExerciseSight:
    """Looks at one exercise.

    Args:
        exercise: what is done.
        side: the only side that matters, or `None`; the joints of the other arm or leg may be hidden.
    """

    def __init__(self, exercise: Exercise, side: Side | None) -> None:
        self._exercise = exercise
        rule = exercise.counting
        sided = rule is not None and SIGNALS[rule.signal].sided
        self._other = _OTHER.get(side, "") if sided and side is not None else ""
        self.forget()

    def forget(self) -> None:
        """Begin anew: nobody has been seen yet."""
        self._counter = ExerciseCounter(self._exercise)
        self._missing = Missing()

    def look(self, observation: PoseObservation) -> Missing:
        """What is missing in this picture; before the second one that is not known yet."""
        before = self._counter.report()
        self._counter.observe(observation)
        after = self._counter.report()
        if after.watched_s <= before.watched_s:
            return self._missing
        hidden = tuple(
            (joint, after.low_s.get(joint, 0.0) > before.low_s.get(joint, 0.0))
            for joint, seconds in after.hidden_s.items()
            if seconds > before.hidden_s.get(joint, 0.0) and not self._is_other(joint)
        )
        self._missing = Missing(
            nobody=after.unseen_s > before.unseen_s,
            turned=after.turned_s > before.turned_s,
            hidden=hidden,
        )
        return self._missing

    def _is_other(self, joint: Joint) -> bool:
        return bool(self._other) and joint.name.startswith(self._other)


_OTHER = {Side.LEFT: "RIGHT_", Side.RIGHT: "LEFT_"}
