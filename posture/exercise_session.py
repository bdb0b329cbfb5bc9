"""One guided exercise from the first look to the last word: observations and actions in, events out.

    READY --(begin)--> POSITION --(in view for a second)--> ACTIVE --(a set is complete)--> RESTING
                          ^                                   |                                |
                          +-----------------(rested)----------|--------------------------------+
                                                              +--(the last set, or stop)--> ASKING --> DONE

Nothing counts outside ACTIVE. While getting into position another counter looks, whose repetitions are
thrown away: it alone knows what the camera must see of this exercise. The camera's number is asked about
where it is not reliable (tiers 2 and 3); the answer is the user's word, and both numbers are kept. What
the camera cannot see (tier 4) is timed, with a while to get ready. Skip ends the part that is under way.
Time is that of the observations; a gap between two of them is no exercise.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from enum import StrEnum
from statistics import median
from typing import TYPE_CHECKING

from posture.counting import GAP_S, ExerciseCounter
from posture.events import CountedBy, ExerciseFinished, ExerciseRepetition
from posture.exercise_goal import SideCounts, is_reached, timed_parts
from posture.exercise_person import PersonFinder
from posture.exercise_range import RangeMeter
from posture.exercise_sets import SetBook
from posture.exercise_sight import ExerciseSight
from posture.exercise_view import ExerciseView, Missing, Phase
from posture.exercises import Tier
from posture.landmarks import LANDMARK_COUNT

if TYPE_CHECKING:
    from posture.events import Event
    from posture.exercise_goal import Goal, TimedPart
    from posture.exercise_signals import Body
    from posture.exercises import Exercise
    from posture.instant import Instant
    from posture.landmarks import PoseObservation

IN_VIEW_S = 1.0
"""Everything the exercise needs is seen for so long before counting begins. ENG."""
GET_READY_S = 10.0
"""To get into position for what is only timed. ENG."""
_TEMPO_OF = 3


class ExerciseAction(StrEnum):
    """What the user can do."""

    BEGIN = "begin"
    PAUSE = "pause"
    RESUME = "resume"
    SKIP = "skip"
    STOP = "stop"
    ANSWER = "answer"


class ExerciseSession:
    """The states above; belongs to one thread.

    Args:
        exercise: what is done.
        goal: how much is asked for.
    """

    def __init__(self, exercise: Exercise, goal: Goal) -> None:
        self.exercise = exercise
        self.goal = goal
        self.phase = Phase.READY
        self.paused = False
        self._counter = ExerciseCounter(exercise)
        self._sight = ExerciseSight(exercise, goal.side)
        self._finder = PersonFinder()
        self._meter = None if exercise.counting is None else RangeMeter(exercise.counting)
        self._parts: tuple[TimedPart, ...] = timed_parts(goal) if exercise.counting is None else ()
        self._part = 0
        self._set = 1
        self._counts = SideCounts()
        self._tempos: deque[float] = deque(maxlen=_TEMPO_OF)
        self._repeated_t: float | None = None
        self._left_s: float | None = None
        self._seen_s = 0.0
        self._active_s = 0.0
        self._book = SetBook(goal, self._parts)
        self._whole = False
        self._begun = False
        self._answer: int | None = None
        self._missing = Missing()
        self._body: Body | None = None
        self._frame_size: tuple[int, int] | None = None
        self._t: float | None = None

    @property
    def under_way(self) -> bool:
        """Whether the user exercises now, or gets into position, or rests between two sets."""
        return self.phase in (Phase.POSITION, Phase.ACTIVE, Phase.RESTING) and not self.paused

    # --- what is seen -----------------------------------------------------------------------------

    def observe(self, observation: PoseObservation) -> list[Event]:
        """Take one observation; its time must not lie before the last one's."""
        t = observation.at.mono_s
        since_s = 0.0 if self._t is None else t - self._t
        gap = since_s > GAP_S
        self._t = t
        self._frame_size = observation.frame_size
        self._body = self._finder.find(t, observation.poses or (), observation.frame_size)
        if self.paused:
            return []
        passed_s = 0.0 if gap else since_s
        if self.phase is Phase.POSITION:
            self._get_into_position(observation, passed_s)
        elif self.phase is Phase.RESTING:
            self._rest(since_s)
        elif self.phase is Phase.ACTIVE:
            return self._count(observation, passed_s)
        return []

    def _get_into_position(self, observation: PoseObservation, passed_s: float) -> None:
        if self._left_s is not None:
            self._left_s -= passed_s
            if self._left_s <= 0.0:
                self._activate()
            return
        self._missing = self._sight.look(observation)
        self._seen_s = 0.0 if self._missing.anything else self._seen_s + passed_s
        if self._seen_s >= IN_VIEW_S:
            self._activate()

    def _rest(self, since_s: float) -> None:
        assert self._left_s is not None
        self._left_s -= since_s
        if self._left_s <= 0.0:
            self._take_position()

    def _count(self, observation: PoseObservation, passed_s: float) -> list[Event]:
        self._active_s += passed_s
        self._book.pass_time(passed_s)
        if self.exercise.counting is None:
            self._counter.observe(observation)
            return self._time(observation.at, passed_s)
        self._missing = self._sight.look(observation)
        if self._meter is not None:
            self._meter.observe(observation.at.mono_s, self._body)
        events = self._counter.observe(observation)
        for event in events:
            if isinstance(event, ExerciseRepetition):
                self._repeated(event)
        return [*events, *self._end_set(observation.at)] if self._is_set_over() else events

    def _is_set_over(self) -> bool:
        left_s = self._book.left_s
        return is_reached(self.goal, self._counts) or (left_s is not None and left_s <= 0.0)

    def _repeated(self, event: ExerciseRepetition) -> None:
        t = event.at.mono_s
        self._counts = self._counts.plus(event.side)
        if self._repeated_t is not None:
            self._tempos.append(t - self._repeated_t)
        self._repeated_t = t
        if self._meter is not None:
            self._meter.repeated(event.side)

    def _time(self, at: Instant, passed_s: float) -> list[Event]:
        assert self._left_s is not None
        self._left_s -= passed_s
        while self._left_s <= 0.0:
            self._part += 1
            if self._part == len(self._parts):
                return self._end_set(at)
            self._left_s += self._parts[self._part].seconds
        return []

    # --- what the user does -----------------------------------------------------------------------

    def act(self, at: Instant, action: ExerciseAction, number: int | None = None) -> list[Event]:
        """Take one action; one that means nothing now changes nothing.

        Args:
            at: when.
            action: what.
            number: with `ANSWER`, how often the user says it was.
        """
        if action is ExerciseAction.STOP and self.phase is not Phase.DONE:
            return self._end(at)
        if action is ExerciseAction.ANSWER and self.phase is Phase.ASKING:
            self._answer = self._counter.report().repetitions if number is None else number
            return self._done(at)
        if action is ExerciseAction.BEGIN and self.phase is Phase.READY:
            self._take_position()
        elif action is ExerciseAction.PAUSE and self.under_way:
            self.paused = True
            self._counter.interrupt()
            self._repeated_t = None
        elif action is ExerciseAction.RESUME:
            self.paused = False
        elif action is ExerciseAction.SKIP and not self.paused:
            return self._skip(at)
        return []

    def _skip(self, at: Instant) -> list[Event]:
        if self.phase is Phase.READY:
            self._take_position()
        elif self.phase is Phase.POSITION:
            self._activate()
        elif self.phase is Phase.RESTING:
            self._take_position()
        elif self.phase is Phase.ACTIVE:
            return self._end_set(at)
        return []

    def finish(self, at: Instant) -> list[Event]:
        """The session ends: what was counted is told, without a question."""
        if self.phase is Phase.DONE:
            return []
        return self._done(at)

    # --- changes of state -------------------------------------------------------------------------

    def _take_position(self) -> None:
        self.phase = Phase.POSITION
        self._seen_s = 0.0
        self._sight.forget()
        timed = self.exercise.counting is None
        self._left_s = GET_READY_S if timed else None
        self._counts = SideCounts()
        self._part = 0

    def _activate(self) -> None:
        self.phase = Phase.ACTIVE
        self._begun = True
        self._book.begin(self._t, self._held_s)
        self._left_s = self._parts[0].seconds if self._parts else None
        self._counter.interrupt()
        self._repeated_t = None

    def _end_set(self, at: Instant) -> list[Event]:
        self._close_set()
        if self._set >= self.goal.sets:
            self._whole = True
            return self._end(at)
        self._set += 1
        self.phase = Phase.RESTING
        self._left_s = self.goal.rest_s
        self._missing = Missing()
        return []

    def _close_set(self) -> None:
        self._book.end(self._t, self._counts, self._held_s, self._part)

    @property
    def _held_s(self) -> float:
        return self._counter.report().hold_s

    def _end(self, at: Instant) -> list[Event]:
        self._close_set()
        asks = self.exercise.tier in (Tier.UNSURE, Tier.WHOLE_BODY)
        if asks and self._begun and self.phase is not Phase.ASKING:
            self.phase = Phase.ASKING
            self.paused = False
            self._left_s = None
            return []
        return self._done(at)

    def _done(self, at: Instant) -> list[Event]:
        self._close_set()
        self.phase = Phase.DONE
        self.paused = False
        self._left_s = None
        if not self._begun:
            return []
        events = self._counter.finish(at)
        self._book.add_late(sum(isinstance(event, ExerciseRepetition) for event in events))
        return [self._as_answered(event) for event in events]

    def _as_answered(self, event: Event) -> Event:
        if self._answer is None or not isinstance(event, ExerciseFinished):
            return event
        return replace(
            event, repetitions=self._answer, counted_by=CountedBy.SELF_REPORT, counted=event.repetitions
        )

    # --- what is known ----------------------------------------------------------------------------

    def view(self) -> ExerciseView:
        """How it stands now."""
        active = self.phase is Phase.ACTIVE
        body = self._body
        left_s = self._book.left_s if self._left_s is None else self._left_s
        return ExerciseView(
            exercise=self.exercise,
            goal=self.goal,
            phase=self.phase,
            paused=self.paused,
            set_number=self._set,
            counts=self._counts,
            report=self._counter.report(),
            reaches=() if self._meter is None else self._meter.readings(),
            tempo_s=median(self._tempos) if self._tempos else None,
            seconds_left=None if left_s is None else max(0.0, left_s),
            part=self._parts[self._part] if active and self._parts else None,
            active_s=self._active_s,
            missing=self._missing,
            answer=self._answer,
            begun=self._begun,
            pose=None if body is None else tuple(body.landmark(joint) for joint in range(LANDMARK_COUNT)),
            frame_size=self._frame_size,
            sets=self._book.sets(self._counts, self._held_s, self._part),
            lasted_s=self._book.lasted_s(self._t),
            whole=self._whole,
        )
