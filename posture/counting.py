"""Counts one exercise: observations in, repetitions out.

Theory of operation
-------------------
Each observation passes these gates in order (`exercise_follower`); what does not pass counts as nothing,
never as a repetition:

1.  *Somebody*: the one who exercises is found and followed among the people in view (`exercise_person`).
2.  *In place*: who walks, sits down or comes closer is getting into position. What is under way is dropped,
    and counting begins when the body has stayed in its place for a moment (what happened in that moment is
    then looked at).
3.  *Seen*: every joint that the signal needs is visible. A joint that is hidden for a moment costs nothing
    (arms raised sideways leave the picture and come back into it), longer drops what is under way on that
    side; which joint it was is told. The rest that was seen before it hid is remembered: hands that hang
    often leave the picture between two repetitions, and one that was raised and leaves it at its lower edge
    has come down. Lengths are taken in the body's size of the last seconds, not of one picture.
4.  *Excursions*: from the own rest to the far end and back (`excursions`).
5.  *Sides*: a movement from a middle to both sides is two excursions, one each way (`exercise_channel`); two
    limbs that move together make one repetition (`exercise_pairing`).

Time is an argument. Observations at a time that was already seen change nothing; a gap of more than `GAP_S`
drops what is under way. A repetition has the time at which it had stayed most of the way back, or, of a limb
that moved alone while the other was on its way too, when that one was over.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from posture.events import CountedBy, ExerciseFinished, ExerciseRepetition, Side
from posture.excursions import Refusal
from posture.exercise_follower import ExerciseFollower
from posture.exercise_person import PersonFinder
from posture.exercise_signals import RANGE_UNITS, SIGNALS
from posture.exercises import Tier
from posture.landmarks import Joint

if TYPE_CHECKING:
    from posture.events import Event
    from posture.excursions import Excursion
    from posture.exercise_signals import Body
    from posture.exercises import Exercise
    from posture.instant import Instant
    from posture.landmarks import PoseObservation

GAP_S = 1.5
"""Observations farther apart than this do not belong to one movement. ENG: three at 2 a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeMeasured:
    """How far the repetitions that counted went, from the own rest to the far end, as seen in the picture.

    Not the range of a joint: one camera sees a projection, and the rest is where the user rests.

    Attributes:
        unit: what the figures are in: degrees, or shoulder widths.
        farthest: of all of them.
        usual: their median.
        counts_from: the least that makes a repetition.
    """

    unit: str
    farthest: float
    usual: float
    counts_from: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CountReport:
    """How an exercise went.

    Attributes:
        exercise: its id.
        left, right, both: repetitions by side.
        counted_by: the camera, or the user's word for what is only timed.
        hold_s: as `ExerciseFinished.hold_s`.
        watched_s: time in which observations came.
        unseen_s: time of it without anybody, or before the body was in place.
        turned_s: time in which the body was in place but turned too far for this exercise to be seen.
        hidden_s: time in which a joint was hidden although the body was in place, by joint.
        low_s: of that time, how long the joint was under the picture, by joint.
        refused: movements that were no repetition, by reason.
        reached: how far they went; `None` without one, and where the camera does not measure a range well.
    """

    exercise: str
    left: int
    right: int
    both: int
    counted_by: CountedBy
    hold_s: float
    watched_s: float
    unseen_s: float
    turned_s: float
    hidden_s: dict[Joint, float]
    low_s: dict[Joint, float]
    refused: dict[Refusal, int]
    reached: RangeMeasured | None = None

    @property
    def repetitions(self) -> int:
        """Of all sides together."""
        return self.left + self.right + self.both


class ExerciseCounter:
    """Counts the repetitions of one exercise.

    Args:
        exercise: what to count.
    """

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._person = PersonFinder()
        self._follower = None if exercise.counting is None else ExerciseFollower(exercise.counting)
        self._counts = dict.fromkeys(Side, 0)
        self._amplitudes: list[float] = []
        self._hold_s = 0.0
        self._began: float | None = None
        self._last: float | None = None
        self._watched_s = 0.0
        self._unseen_s = 0.0
        self._turned_s = 0.0
        self._hidden_s: dict[Joint, float] = {}
        self._low_s: dict[Joint, float] = {}

    @property
    def exercise(self) -> Exercise:
        """What is counted."""
        return self._exercise

    def observe(self, observation: PoseObservation) -> list[Event]:
        """Take one observation.

        Raises:
            ValueError: time went back.
        """
        t = observation.at.mono_s
        if self._began is None:
            self._began = t
        since = 0.0 if self._last is None else t - self._last
        if since < 0.0:
            msg = f"time went back from {self._last} s to {t} s"
            raise ValueError(msg)
        if self._last is not None and since == 0.0:
            return []
        self._last = t
        if since > GAP_S:
            self.interrupt()
            since = 0.0
        self._watched_s += since
        if self._follower is None:
            return []
        found = self._follower.look(t, self._find(t, observation))
        self._note_unseen(since)
        return self._events(observation.at, found)

    def interrupt(self) -> None:
        """Drop what is under way, as after a pause; counts stay."""
        if self._follower is not None:
            self._follower.reset()

    def finish(self, at: Instant) -> list[Event]:
        """The exercise is over: what is most of the way back counts, and the whole is told."""
        events = [] if self._follower is None else self._events(at, self._follower.finish())
        report = self.report()
        events.append(
            ExerciseFinished(
                at=at,
                exercise=report.exercise,
                repetitions=report.repetitions,
                hold_s=report.hold_s,
                counted_by=report.counted_by,
            )
        )
        return events

    def report(self) -> CountReport:
        """How it went until now."""
        timed = self._follower is None
        return CountReport(
            exercise=self._exercise.id,
            left=self._counts[Side.LEFT],
            right=self._counts[Side.RIGHT],
            both=self._counts[Side.BOTH],
            counted_by=CountedBy.SELF_REPORT if timed else CountedBy.CAMERA,
            hold_s=self._watched_s if timed else self._hold_s,
            watched_s=self._watched_s,
            unseen_s=self._unseen_s,
            turned_s=self._turned_s,
            hidden_s=dict(self._hidden_s),
            low_s=dict(self._low_s),
            refused={} if self._follower is None else self._follower.refused(),
            reached=self._reached(),
        )

    def _reached(self) -> RangeMeasured | None:
        rule = self._exercise.counting
        if rule is None or not self._amplitudes or self._exercise.tier is not Tier.RELIABLE:
            return None
        if SIGNALS[rule.signal].unit not in RANGE_UNITS:
            return None
        return RangeMeasured(
            unit=SIGNALS[rule.signal].unit,
            farthest=max(self._amplitudes),
            usual=median(self._amplitudes),
            counts_from=rule.amplitude,
        )

    def _find(self, t: float, observation: PoseObservation) -> Body | None:
        return self._person.find(t, observation.poses or (), observation.frame_size)

    def _note_unseen(self, since: float) -> None:
        assert self._follower is not None
        if not self._follower.in_place:
            self._unseen_s += since
        if self._follower.turned:
            self._turned_s += since
        for joint, low in self._follower.hidden.items():
            self._hidden_s[joint] = self._hidden_s.get(joint, 0.0) + since
            if low:
                self._low_s[joint] = self._low_s.get(joint, 0.0) + since

    def _events(self, at: Instant, found: list[tuple[Side, Excursion]]) -> list[Event]:
        events: list[Event] = []
        for side, excursion in found:
            self._counts[side] += 1
            self._amplitudes.append(excursion.amplitude)
            if self._exercise.dose.hold_s > 0.0:
                self._hold_s += excursion.held_s
            events.append(
                ExerciseRepetition(
                    at=at, exercise=self._exercise.id, count=sum(self._counts.values()), side=side
                )
            )
        return events
