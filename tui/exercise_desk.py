"""The app's side of guided exercises: what can be chosen, and the one screen while one is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
        self._then: Callable[[ExerciseView | None], None] | None = None
        self.view: ExerciseView | None = None
        """How the exercise stands that is on the screen, once the worker has told it."""

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

    def begin(self, exercise: Exercise, goal: Goal, then: Callable[[ExerciseView | None], None]) -> None:
        """Show the exercise and have it guided on the feed that runs; `then` gets how it stood at the end."""
        from tui.screens.exercise import ExerciseScreen  # noqa: PLC0415 - not before it is needed

        self.view, self._then = None, then
        self._screen = ExerciseScreen(exercise, goal)
        self._app.push_screen(self._screen, lambda _result: self._left())
        self._app.ask_guide(lambda guide, at: guide.prepare(at, exercise, goal))

    def progressed(self, view: ExerciseView) -> None:
        """The worker tells how it stands."""
        if self._screen is not None:
            self.view = view
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

    def _left(self) -> None:
        self._screen = None
        self._app.ask_guide(lambda guide, at: guide.leave(at))
        view, then = self.view, self._then
        self.view = self._then = None
        if then is not None:
            then(view)


def offered(
    exercises: Sequence[Exercise], status: Status | None, events: Sequence[Event]
) -> Sequence[Exercise]:
    """What fits the break that is due, other ones at each break; nothing without one."""
    from posture.events import BreakDue  # noqa: PLC0415 - not before it is needed
    from tui.exercise_choice import for_break  # noqa: PLC0415

    if not is_due(status):
        return ()
    turn = sum(isinstance(event, BreakDue) for event in events)
    return for_break(exercises, Activity.SITTING if status is None else status.activity, turn)


def is_due(status: Status | None) -> bool:
    """Whether there is a break that an exercise would answer."""
    return status is not None and status.break_state in _BREAK_STATES
