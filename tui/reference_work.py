"""The worker's part that sets, tries, checks and changes the reference; it lives in the worker's thread.

It sees every observation just before the monitor does, and acts between two steps, when the monitor is at
rest.
"""

from __future__ import annotations

from queue import Empty, SimpleQueue
from threading import Event as Flag
from typing import TYPE_CHECKING

from posture.errors import PostureError
from tui.calibration_commands import Ask, CalibrationCommand, Cancel, Keep, Start, UsePlace, Validate
from tui.messages import (
    CalibrationJudged,
    CalibrationKept,
    CalibrationProgressed,
    CalibrationRefused,
    PlaceCheckBegan,
    PlaceInUse,
    PlaceJudged,
    PlaceRefused,
    ValidationJudged,
    ValidationProgressed,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message import Message

    from posture.instant import Instant
    from posture.landmarks import PoseObservation
    from posture.status import Step
    from tui.monitor_session import (
        Calibration,
        CalibrationOutcome,
        MonitorSession,
        PlaceCheck,
        Validation,
    )


class ReferenceWork:
    """What is under way with the reference of one session.

    Args:
        post: hands a message to the app.
        asks_first: whether the app begins with asking about the reference.
    """

    def __init__(self, post: Callable[[Message], object], *, asks_first: bool = False) -> None:
        self._post = post
        self._commands: SimpleQueue[CalibrationCommand] = SimpleQueue()
        self._calibration: Calibration | None = None
        self._outcome: CalibrationOutcome | None = None
        self._kept: CalibrationOutcome | None = None
        self._validation: Validation | None = None
        self._place: str | None = None
        self._place_check: PlaceCheck | None = None
        self._place_wanted: str | None = None
        self._begun = False
        self._asked = asks_first
        self._answered = Flag()

    @property
    def under_way(self) -> bool:
        """Whether something looks at every picture."""
        looking = (self._calibration, self._validation, self._outcome, self._place_check)
        return any(one is not None for one in looking)

    def ask(self, command: CalibrationCommand) -> None:
        """What a screen asks; from any thread."""
        if isinstance(command, Ask):
            self._asked = True
            return
        self._commands.put(command)
        self._answered.set()

    @property
    def waits(self) -> bool:
        """Whether a screen asks and nothing is under way: what comes now would pass unused."""
        runs = self._calibration is not None or self._validation is not None
        return self._asked and not runs and self._commands.empty()

    def wait(self, most_s: float) -> None:
        """Wait for what a screen asks, for a while."""
        self._answered.wait(most_s)
        self._answered.clear()

    def see(self, session: MonitorSession, observation: PoseObservation) -> None:
        """Look at what the monitor is about to see."""
        if not self._begun:
            self._begin_session(session, observation.at)
        while self._outcome is None and (command := self._next_command()) is not None:
            self._begin(session, command, observation.at)
        if self._calibration is not None:
            self._calibrate(self._calibration, observation)
        elif self._validation is not None:
            self._validate(self._validation, observation)
        elif self._place_check is not None:
            self._check_place(self._place_check, observation)

    def between_steps(self, session: MonitorSession, at: Instant) -> list[Step]:
        """Act on the user's answer to a verdict, or change over to another profile; what the monitor said."""
        steps = []
        if self._outcome is not None and (command := self._next_command()) is not None:
            outcome, self._outcome = self._outcome, None
            if isinstance(command, Keep):
                steps += self._keep(session, outcome, command, at)
            else:
                self._begin(session, command, at)
        if self._place_wanted is not None:
            steps += self._use_place(session, self._place_wanted, at)
        return steps

    def _begin_session(self, session: MonitorSession, at: Instant) -> None:
        self._begun = True
        self._place = session.place
        if session.place is not None:
            self._post(PlaceInUse(session.place))
        if session.check_place is not None:
            self._place_check = session.check_place(at)
            self._post(PlaceCheckBegan())

    def _next_command(self) -> CalibrationCommand | None:
        try:
            return self._commands.get_nowait()
        except Empty:
            return None

    def _begin(self, session: MonitorSession, command: CalibrationCommand, at: Instant) -> None:
        """What is asked for begins, and what was running ends."""
        self._asked = not isinstance(command, Cancel)
        self._calibration = self._validation = None
        if isinstance(command, Start):
            self._calibration = session.calibrate(at, command.anchor)
        elif isinstance(command, Validate) and self._kept is not None:
            self._validation = session.validate(at, self._kept)
        elif isinstance(command, UsePlace):
            self._place_wanted = command.place

    def _validate(self, validation: Validation, observation: PoseObservation) -> None:
        progress = validation.observe(observation)
        if progress.part != "done":
            self._post(ValidationProgressed(progress))
            return
        self._validation = None
        self._post(ValidationJudged(validation.outcome()))

    def _calibrate(self, calibration: Calibration, observation: PoseObservation) -> None:
        progress = calibration.observe(observation)
        self._post(CalibrationProgressed(progress))
        if progress.phase == "done":
            self._calibration = None
            try:
                self._outcome = calibration.outcome()
            except PostureError as error:
                self._post(CalibrationRefused(str(error)))
            else:
                self._post(CalibrationJudged(self._outcome))

    def _keep(
        self, session: MonitorSession, outcome: CalibrationOutcome, command: Keep, at: Instant
    ) -> list[Step]:
        try:
            kept = session.keep(at, outcome, command.place)
        except PostureError as error:
            self._post(CalibrationRefused(str(error)))
            return []
        self._kept, self._place, self._place_check = outcome, kept.place, None
        self._post(CalibrationKept(kept))
        self._post(PlaceInUse(kept.place))
        return [kept.step]

    def _check_place(self, check: PlaceCheck, observation: PoseObservation) -> None:
        """Find out whether the reference still fits; one that fits better is used from the next step on."""
        found = check.observe(observation)
        if found is None:
            return
        self._place_check = None
        if found.place != self._place:
            self._place_wanted = found.place
        self._post(PlaceJudged(found))

    def _use_place(self, session: MonitorSession, place: str, at: Instant) -> list[Step]:
        self._place_wanted = self._place_check = None
        try:
            step = session.use_place(at, place)
        except PostureError as error:
            self._post(PlaceRefused(str(error)))
            return []
        self._place = place
        self._post(PlaceInUse(place))
        return [step]
