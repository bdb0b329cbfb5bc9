"""The gates that a body passes before its movement counts (`counting`, theory of operation)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.exercise_channel import GRACE_S, ExerciseChannel
from posture.exercise_pairing import Pairing
from posture.exercise_person import Steadiness, Yardstick
from posture.exercise_signals import SIGNALS
from posture.landmarks import Joint

if TYPE_CHECKING:
    from posture.events import Side
    from posture.excursions import Excursion, Refusal
    from posture.exercise_signals import Body
    from posture.exercises import Counting

SETTLE_S = 0.5
"""In place for so long before anything counts. ENG."""


class ExerciseFollower:
    """The gates and the signals of one exercise.

    Attributes:
        in_place: whether the body was found and steady at the last look.
        turned: whether the body was turned too far then for the signal to mean anything.
        hidden: joints that kept a signal from being known then, and whether they were under the picture.
    """

    def __init__(self, rule: Counting) -> None:
        self._rule = rule
        self._steadiness = Steadiness(rule.anchor)
        self._yardstick = Yardstick()
        sides = (0, 1) if SIGNALS[rule.signal].sided else (0,)
        self._channels = tuple(ExerciseChannel(rule, side) for side in sides)
        self._pairing = Pairing(rule)
        self._settling: list[tuple[float, Body]] | None = []
        self._seen_t: float | None = None
        self.in_place = False
        self.hidden: dict[Joint, bool] = {}
        self.turned = False

    def refused(self) -> dict[Refusal, int]:
        """What was no repetition, by reason."""
        total: dict[Refusal, int] = {}
        for channel in self._channels:
            for tracker in channel.trackers:
                for reason, count in tracker.refused.items():
                    total[reason] = total.get(reason, 0) + count
        return total

    def reset(self) -> None:
        """Drop what is under way."""
        self._steadiness.reset()
        self._yardstick.reset()
        self._settling = []
        self._seen_t = None
        for channel in self._channels:
            channel.reset()

    def finish(self) -> list[tuple[Side, Excursion]]:
        """What is most of the way back, and what was waiting for the other limb."""
        found = []
        for channel in self._channels:
            for side, excursion in channel.finish():
                found.extend(self._pairing.take(side, excursion, self._out()))
        return [*found, *self._pairing.flush()]

    def look(self, t: float, body: Body | None) -> list[tuple[Side, Excursion]]:
        """Take the body at `t`, or that there is none."""
        self.hidden = {}
        self.turned = False
        if body is None:
            self.in_place = self._seen_t is not None and t - self._seen_t <= GRACE_S
            if self._seen_t is not None and not self.in_place:
                self.reset()
            return self._pairing.overdue(t, self._out())
        self._seen_t = t
        self.in_place = self._steadiness.is_steady(t, body)
        if not self.in_place:
            self._yardstick.reset()
            self._settling = []
            for channel in self._channels:
                channel.reset()
            return self._pairing.overdue(t, self._out())
        body.unit = self._yardstick.size(t, body.measured)
        self._note_hidden(body)
        found: list[tuple[Side, Excursion]] = []
        for moment, seen in self._settled(t, body):
            for channel in self._channels:
                for side, excursion in channel.take(moment, seen):
                    found.extend(self._pairing.take(side, excursion, self._out()))
            found.extend(self._pairing.overdue(moment, self._out()))
        return found

    def _settled(self, t: float, body: Body) -> list[tuple[float, Body]]:
        """What may count by now: nothing until the body is in place for long enough, then all of it."""
        if self._settling is None:
            return [(t, body)]
        self._settling.append((t, body))
        if t - self._settling[0][0] < SETTLE_S:
            return []
        settled, self._settling = self._settling, None
        return settled

    def _out(self) -> dict[Side, bool]:
        return {side: out for channel in self._channels for side, out in channel.out().items()}

    def _note_hidden(self, body: Body) -> None:
        for channel in self._channels:
            hidden = channel.signal.hidden(body, channel.side)
            for joint in hidden:
                self.hidden[Joint(joint)] = body.point(joint)[1] > 1.0
            if not hidden and channel.signal.measure(body, channel.side) is None:
                self.turned = True
