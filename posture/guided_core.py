"""The monitor with a guided exercise beside it, as long as one is under way: one after the other, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.events import ExerciseRepetition
from posture.exercise_core import joined
from posture.exercise_credit import ExerciseCredit
from posture.exercise_session import ExerciseAction, ExerciseSession
from posture.exercise_view import Phase
from posture.inputs import InputKind

if TYPE_CHECKING:
    from posture.baseline import Baseline
    from posture.events import Event
    from posture.exercise_core import ExercisedCore
    from posture.exercise_goal import Goal
    from posture.exercise_view import ExerciseView
    from posture.exercises import Exercise
    from posture.inputs import UserInput
    from posture.instant import Instant
    from posture.landmarks import PoseObservation
    from posture.settings import Settings
    from posture.status import Step


class GuidedCore:
    """A `Core` that guides exercises; both it and the monitor look at the same observations.

    Args:
        inner: the monitor, alone or wrapped.
        settings: say how long an exercise must be to be a break.
    """

    def __init__(self, inner: ExercisedCore, settings: Settings) -> None:
        self._inner = inner
        self._enough_s = settings.sitting.break_counts_after_s
        self._session: ExerciseSession | None = None
        self._credit: ExerciseCredit | None = None
        self._pending: list[Event] = []
        self._told = False
        self._paused = False

    # --- the exercise -----------------------------------------------------------------------------

    @property
    def view(self) -> ExerciseView | None:
        """How the exercise stands, or `None` when there is none."""
        return None if self._session is None else self._session.view()

    @property
    def rate_wanted(self) -> bool:
        """Whether movements are followed, which takes more pictures a second than watching."""
        return self._session is not None and self._session.phase not in (Phase.ASKING, Phase.DONE)

    def prepare(self, at: Instant, exercise: Exercise, goal: Goal) -> None:
        """Another exercise stands ready at `at`; what was under way is over."""
        self.leave(at)
        self._session = ExerciseSession(exercise, goal)
        self._credit = ExerciseCredit(goal, self._enough_s)

    def act(self, at: Instant, action: ExerciseAction, number: int | None = None) -> None:
        """The user does something; what comes of it is told with the next step."""
        if self._session is not None:
            self._pending += self._session.act(at, action, number)

    def leave(self, at: Instant) -> None:
        """There is no exercise any more; one that was under way is over."""
        if self._session is not None:
            self._pending += self._session.finish(at)
        self._session = None

    # --- the core ---------------------------------------------------------------------------------

    def start(self, at: Instant, source: str) -> Step:
        """Begin to watch."""
        return self._inner.start(at, source)

    def observe(self, observation: PoseObservation) -> Step:
        """Take one observation."""
        at = observation.at
        steps = self._tell_monitor(at)
        events, self._pending = self._pending, []
        if self._session is not None and not self._paused:
            events += self._session.observe(observation)
            steps += self._confirm(events)
        return joined([*steps, self._inner.observe(observation)], events)

    def apply(self, action: UserInput) -> Step:
        """Take one action of the user; a pause of the monitor is one of the exercise too."""
        if action.kind in (InputKind.PAUSE, InputKind.RESUME):
            self._paused = action.kind is InputKind.PAUSE
            self.act(action.at, ExerciseAction.PAUSE if self._paused else ExerciseAction.RESUME)
        return self._inner.apply(action)

    def set_baseline(self, at: Instant, baseline: Baseline, profile: str, quality: str) -> Step:
        """Compare with this reference from now on."""
        return self._inner.set_baseline(at, baseline, profile, quality)

    def use_settings(self, at: Instant, settings: Settings) -> Step:
        """Watch by these from now on; an exercise under way goes on as it began."""
        self._enough_s = settings.sitting.break_counts_after_s
        return self._inner.use_settings(at, settings)

    def finish(self, at: Instant, reason: str) -> Step:
        """Stop watching; an exercise under way ends before the session does."""
        ended = [] if self._session is None else self._session.finish(at)
        events, self._pending = [*self._pending, *ended], []
        return joined([self._inner.finish(at, reason)], events)

    def _tell_monitor(self, at: Instant) -> list[Step]:
        under_way = self._session is not None and self._session.under_way
        if under_way is self._told:
            return []
        self._told = under_way
        return [self._inner.exercising(at, under_way=under_way)]

    def _confirm(self, events: list[Event]) -> list[Step]:
        assert self._credit is not None
        steps = []
        for event in events:
            if isinstance(event, ExerciseRepetition):
                lasted_s = self._credit.take(event)
                if lasted_s is not None:
                    steps.append(self._inner.exercised(event.at, lasted_s))
        return steps
