"""The app's side of guided exercises: what can be chosen, and the one screen while one is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.events import BreakDue
from posture.labels import Activity
from posture.status import BreakState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.screen import Screen

    from posture.events import Event
    from posture.exercise_goal import Goal
    from posture.exercise_session import ExerciseAction
    from posture.exercise_view import ExerciseView
    from posture.exercises import Exercise
    from posture.instant import Instant
    from posture.status import Status
    from tui.app import PostureApp
    from tui.monitor_session import Guide
    from tui.screens.exercise import ExerciseScreen

_BREAK_STATES = (BreakState.ANNOUNCED, BreakState.DUE, BreakState.SNOOZED)


class ExerciseDesk:
    """Belongs to the app and its thread.

    Args:
        app: shows the screens and hands what is asked to the worker.
    """

    def __init__(self, app: PostureApp) -> None:
        self._app = app
        self._screen: ExerciseScreen | None = None

    @property
    def busy(self) -> bool:
        """Whether an exercise is on the screen."""
        return self._screen is not None

    def read(self) -> Mapping[str, Exercise]:
        """The exercises there are, the user's own among them; slow, for a thread.

        Raises:
            ExerciseError: a definition of the user's own is not right.
        """
        from posture.adapters.exercise_files import load_exercises  # noqa: PLC0415 - its library loads slowly

        where = self._app.where
        return load_exercises(None if where is None else where.exercises)

    def list_screen(self, due: Callable[[], tuple[Status | None, Sequence[Event]]]) -> Screen[None]:
        """The screen to choose from; `due` tells what is known now, for those that fit a break."""
        from tui.screens.exercises import ExercisesScreen  # noqa: PLC0415 - not before it is needed

        return ExercisesScreen(self.read, lambda exercises: offered(exercises, *due()))

    def choose(self, exercise: Exercise, why_not: str | None) -> None:
        """Do this one with its usual dose, or say why that cannot be."""
        from posture.exercise_goal import goal_of  # noqa: PLC0415 - not before it is needed

        if why_not is None:
            self.begin(exercise, goal_of(exercise))
        else:
            self._app.notify(f"{why_not}: an exercise needs you in front of a camera.")

    def begin(self, exercise: Exercise, goal: Goal, *, alone: bool = False) -> None:
        """Show the exercise and have it guided on the feed that runs; `alone` leaves the app afterwards."""
        from tui.screens.exercise import ExerciseScreen  # noqa: PLC0415 - not before it is needed

        if self._screen is not None:
            return
        self._screen = ExerciseScreen(exercise, goal)
        self._app.push_screen(self._screen, lambda _result: self._left(alone=alone))
        self._app.ask_guide(lambda guide, at: guide.prepare(at, exercise, goal))

    def progressed(self, view: ExerciseView) -> None:
        """The worker tells how it stands."""
        if self._screen is not None:
            self._screen.show(view)

    def asked(self, action: ExerciseAction, number: int | None) -> None:
        """The screen asks, the guide does."""

        def act(guide: Guide, at: Instant) -> None:
            guide.act(at, action, number)

        self._app.ask_guide(act)

    def leave(self) -> None:
        """Take the screen away: there is nothing to watch any more."""
        if self._screen is None:
            return
        while self._app.screen is not self._screen:
            self._app.pop_screen()  # the help, or whatever else lies above it
        self._screen.dismiss()

    def _left(self, *, alone: bool) -> None:
        self._screen = None
        self._app.ask_guide(lambda guide, at: guide.leave(at))
        if alone:
            self._app.exit(0, return_code=0)


def offered(
    exercises: Sequence[Exercise], status: Status | None, events: Sequence[Event]
) -> Sequence[Exercise]:
    """What fits the break that is due, other ones at each break; nothing without one."""
    from tui.exercise_choice import for_break  # noqa: PLC0415 - not before it is needed

    if not is_due(status):
        return ()
    turn = sum(isinstance(event, BreakDue) for event in events)
    return for_break(exercises, Activity.SITTING if status is None else status.activity, turn)


def is_due(status: Status | None) -> bool:
    """Whether there is a break that an exercise would answer."""
    return status is not None and status.break_state in _BREAK_STATES
