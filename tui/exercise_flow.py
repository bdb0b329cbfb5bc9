"""The app's part about exercises: what may be done now, what the screens and the guide say to each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import App

from posture.errors import PostureError
from tui import messages
from tui.navigation import ReadsHomework

if TYPE_CHECKING:
    from textual.screen import Screen

    from posture.events import Event
    from posture.instant import Instant
    from posture.ports import SourceInfo
    from posture.status import Status
    from tui.break_movement import BreakMovement
    from tui.exercise_desk import ExerciseDesk
    from tui.homework_desk import HomeworkDesk
    from tui.homework_source import HomeworkSource
    from tui.monitor_session import Feed, Guide
    from tui.monitor_worker import MonitorWorker
    from tui.screens.exercise import ExerciseAsked
    from tui.screens.exercises import ExerciseChosen


class ExerciseFlow(App[int]):
    """Leads to exercises and back. Whoever fills the rest of the app gives the state named here."""

    _feed: Feed
    _worker: MonitorWorker
    _status: Status | None
    _events: list[Event]
    _info: SourceInfo | None
    _over: bool
    _figures_t: float | None
    _exercise_desk: ExerciseDesk
    _movement: BreakMovement | None
    homework_source: HomeworkSource | None

    def _show(self) -> None:
        raise NotImplementedError

    @property
    def homework_desk(self) -> HomeworkDesk:
        """Leads exercises."""
        raise NotImplementedError

    def ask_guide(self, ask: Callable[[Guide, Instant], None]) -> None:
        """Hand this to the guide, in the worker's thread."""
        self._worker.exercise(ask)

    def exercises_screen(self) -> Screen[None]:
        """The list of exercises, those for the break that is due first."""
        return self._exercise_desk.list_screen(lambda: (self._status, self._events))

    def on_exercise_chosen(self, message: ExerciseChosen) -> None:
        """Do this one, on the feed that runs."""
        from posture.exercise_goal import goal_of  # noqa: PLC0415 - not before it is needed

        why_not = self.why_no_exercise()
        if why_not is None:
            self.homework_desk.exercise(message.exercise, goal_of(message.exercise))
        else:
            self.notify(why_not)

    def why_no_exercise(self) -> str | None:
        """Why no exercise can be guided now, or `None`."""
        if self._feed.demo:
            return "The demo plays a recording: an exercise needs you in front of a camera."
        return "The recording is over: an exercise needs you in front of a camera." if self._over else None

    @property
    def is_live(self) -> bool:
        """Whether the world is watched; what is done in a recording is not the user's."""
        return self._info is not None and self._info.live

    def homework_changed(self) -> None:
        """Something was done or said: show it where homework and check-ins are shown, and in the totals."""
        self._figures_t = None
        screen = self.screen
        if isinstance(screen, ReadsHomework):
            screen.read_again()

    def on_exercise_asked(self, message: ExerciseAsked) -> None:
        """The screen asks, the guide does."""
        self._exercise_desk.asked(message.action, message.number)

    def _break_began(self) -> None:
        """Look for a movement to show meanwhile, another one at each break."""
        self._movement = None
        self._find_movement(self._feed, sum(one.type == "break_started" for one in self._events))

    @work(thread=True, group="movement", exclusive=True)
    def _find_movement(self, feed: Feed, turn: int) -> None:
        """What may be shown while the break runs; where something cannot be read, its own screen says so."""
        from tui.break_movement import movement_for  # noqa: PLC0415 - not before it is needed

        try:
            exercises = self._exercise_desk.read()
            now = None if self.homework_source is None else self.homework_source.read()
        except PostureError:
            return
        self.post_message(messages.MovementFound(feed, movement_for(exercises, now, turn)))

    @on(messages.MovementFound)
    def _movement_found(self, message: messages.MovementFound) -> None:
        if message.feed is self._feed:
            self._movement = message.movement
            self._show()

    @on(messages.ExerciseProgressed)
    def _exercise_progressed(self, message: messages.ExerciseProgressed) -> None:
        self._exercise_desk.progressed(message.view)
