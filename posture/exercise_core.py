"""The monitor with an exercise beside it: both look at the same observations, their events in one order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from posture.events import ExerciseRepetition, SessionEnded
from posture.inputs import InputKind
from posture.ports import Core

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture.baseline import Baseline
    from posture.counting import CountReport, ExerciseCounter
    from posture.events import Event
    from posture.exercise_credit import ExerciseCredit
    from posture.inputs import UserInput
    from posture.instant import Instant
    from posture.landmarks import PoseObservation
    from posture.settings import Settings
    from posture.status import Step

EXERCISE_FPS = 15.0
"""Analyses of pictures per second while an exercise is counted (CONTRACT.md, Commands)."""


class ExercisedCore(Core, Protocol):
    """A core that can be told of exercises: the monitor, alone or wrapped."""

    def exercised(self, at: Instant, duration_s: float) -> Step:
        """The camera counted an exercise of this length: that confirms a break."""
        ...

    def exercising(self, at: Instant, *, under_way: bool) -> Step:
        """A guided exercise begins, or is over."""
        ...


class ExerciseCore:
    """A `Core` that counts an exercise from its start to its end.

    Args:
        inner: the monitor, alone or wrapped.
        counter: what counts; used for this one session.
        credit: says when what was counted is enough to be a break.
    """

    def __init__(self, inner: ExercisedCore, counter: ExerciseCounter, credit: ExerciseCredit) -> None:
        self._inner = inner
        self._counter = counter
        self._credit = credit
        self._paused = False

    def start(self, at: Instant, source: str) -> Step:
        """Begin to watch."""
        return self._inner.start(at, source)

    def observe(self, observation: PoseObservation) -> Step:
        """Take one observation; while paused nothing is counted."""
        if self._paused:
            return self._inner.observe(observation)
        steps = [self._inner.observe(observation)]
        counted = self._counter.observe(observation)
        for event in counted:
            if isinstance(event, ExerciseRepetition):
                lasted_s = self._credit.take(event)
                if lasted_s is not None:
                    # As observed: the monitor has seen this moment already, and keeps its own order.
                    steps.append(replace(self._inner.exercised(observation.at, lasted_s), observed=True))
        return joined(steps, counted)

    def apply(self, action: UserInput) -> Step:
        """Take one action of the user."""
        if action.kind is InputKind.PAUSE:
            self._paused = True
            self._counter.interrupt()
        elif action.kind is InputKind.RESUME:
            self._paused = False
        return self._inner.apply(action)

    def set_baseline(self, at: Instant, baseline: Baseline, profile: str, quality: str) -> Step:
        """Compare with this reference from now on; counting needs none."""
        return self._inner.set_baseline(at, baseline, profile, quality)

    def use_settings(self, at: Instant, settings: Settings) -> Step:
        """Watch by these from now on; the exercise goes on as it began."""
        return self._inner.use_settings(at, settings)

    def finish(self, at: Instant, reason: str) -> Step:
        """Stop watching; the exercise ends before the session does."""
        ended = self._counter.finish(at)
        return joined([self._inner.finish(at, reason)], ended)

    def report(self) -> CountReport:
        """How the exercise went until now."""
        return self._counter.report()


def joined(steps: Sequence[Step], more: Sequence[Event] = ()) -> Step:
    """One step of several with `more` events, all in the order of their times; a session ends last.

    What happened at one time stands in the order given, `more` before a break that it confirms.
    """
    events = [*more, *(event for step in steps for event in step.events)]
    events.sort(key=lambda event: (isinstance(event, SessionEnded), event.at.mono_s))
    return replace(steps[-1], events=tuple(events))
