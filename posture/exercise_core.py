"""The monitor with an exercise beside it: both look at the same observations, their events in one order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from posture.inputs import InputKind

if TYPE_CHECKING:
    from posture.baseline import Baseline
    from posture.counting import CountReport, ExerciseCounter
    from posture.events import Event
    from posture.inputs import UserInput
    from posture.instant import Instant
    from posture.landmarks import PoseObservation
    from posture.ports import Core
    from posture.status import Step


class ExerciseCore:
    """A `Core` that counts an exercise from its start to its end.

    Args:
        inner: the monitor, alone or wrapped.
        counter: what counts; used for this one session.
    """

    def __init__(self, inner: Core, counter: ExerciseCounter) -> None:
        self._inner = inner
        self._counter = counter
        self._paused = False

    def start(self, at: Instant, source: str) -> Step:
        """Begin to watch."""
        return self._inner.start(at, source)

    def observe(self, observation: PoseObservation) -> Step:
        """Take one observation; while paused nothing is counted."""
        step = self._inner.observe(observation)
        return step if self._paused else _with(step, self._counter.observe(observation))

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

    def finish(self, at: Instant, reason: str) -> Step:
        """Stop watching; the exercise ends before the session does."""
        ended = self._counter.finish(at)
        step = self._inner.finish(at, reason)
        return replace(step, events=(*step.events[:-1], *ended, *step.events[-1:]))

    def report(self) -> CountReport:
        """How the exercise went until now."""
        return self._counter.report()


def _with(step: Step, events: list[Event]) -> Step:
    """The step with more events, all in the order of their times."""
    if not events:
        return step
    return replace(step, events=tuple(sorted((*step.events, *events), key=lambda event: event.at.mono_s)))
