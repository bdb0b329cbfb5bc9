"""The app's part about references: calibrating, the places, and whether the one in use still fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import App

from tui import messages
from tui.calibration_commands import CalibrationCommand, Cancel, UsePlace
from tui.place_words import CHECKING, chosen_words, fits_words, misfit_words, moved_words
from tui.widgets.ghost import Ghost

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture.events import Event
    from posture.status import Status
    from tui.monitor_session import Feed
    from tui.monitor_worker import MonitorWorker
    from tui.screens.calibration import CalibrationAsked, CalibrationScreen
    from tui.screens.places import PlaceAnswer


_FITS_S = 8.0
"""How long it says that the reference fits. ENG: long enough to be read beside the first word."""


class ReferenceFlow(App[int]):
    """What the user does about references and what the worker answers.

    Whoever fills the rest of the app gives the state named here.
    """

    _feed: Feed
    _worker: MonitorWorker
    _status: Status | None
    _ghost: Ghost
    _calibration: CalibrationScreen | None = None
    _place: str | None = None
    _place_check: str | None = None
    """That the reference is being checked, and for a moment that it fits; `None` for no word about it."""
    _place_notice: str | None = None
    """Why the reference may not fit, until the user has decided; `None` for no doubt."""

    def _show(self) -> None:
        """Bring the screens up to date."""
        raise NotImplementedError

    def _forget_reference(self) -> None:
        """Nothing is known about the reference of a run that begins."""
        self._place = self._place_notice = self._place_check = None
        self._ghost = Ghost()

    # --- calibration -----------------------------------------------------------------------------

    def action_calibrate(self, new_place: str | None = None) -> None:
        """Set the reference, on the feed that runs; with `new_place` one more, of that name."""
        from tui.screens.calibration import CalibrationScreen  # noqa: PLC0415 - not before it is needed

        if self._calibration is None:
            self._calibration = CalibrationScreen(self._status, self._place, new_place)
            self.push_screen(self._calibration, self._calibration_left)

    def _calibration_left(self, kept: bool | None) -> None:  # noqa: FBT001 - Textual passes the result so
        self._calibration = None
        if kept:
            self._ghost = Ghost()
            self.notify("Your reference is set. Postures are compared with it from now on.")

    def _leave_calibration(self) -> None:
        if self._calibration is not None:
            self._calibration.dismiss(self._calibration.has_kept)

    def on_calibration_asked(self, message: CalibrationAsked) -> None:
        """The screen asks, the worker does."""
        self._ask_worker(message.command)

    def _ask_worker(self, command: CalibrationCommand) -> None:
        self._worker.calibration(command)

    @on(messages.CalibrationProgressed)
    def _calibration_progressed(self, message: messages.CalibrationProgressed) -> None:
        if self._calibration is not None:
            self._calibration.show_progress(message.progress)

    @on(messages.CalibrationJudged)
    def _calibration_judged(self, message: messages.CalibrationJudged) -> None:
        if self._calibration is not None:
            self._calibration.show_outcome(message.outcome)
        else:
            self._ask_worker(Cancel())

    @on(messages.CalibrationRefused)
    def _calibration_refused(self, message: messages.CalibrationRefused) -> None:
        if self._calibration is not None:
            self._calibration.show_refusal(message.sentence)

    @on(messages.ValidationProgressed)
    def _validation_progressed(self, message: messages.ValidationProgressed) -> None:
        if self._calibration is not None:
            self._calibration.show_trial(message.progress)

    @on(messages.ValidationJudged)
    def _validation_judged(self, message: messages.ValidationJudged) -> None:
        if self._calibration is not None:
            self._calibration.show_trial_outcome(message.outcome)

    @on(messages.CalibrationKept)
    def _calibration_kept(self, message: messages.CalibrationKept) -> None:
        self._place_notice = self._place_check = None
        if self._calibration is not None:
            self._calibration.kept(message.kept)

    # --- places ----------------------------------------------------------------------------------

    def action_places(self) -> None:
        """Choose, add or rename the references of the user's places."""
        from tui.screens.places import PlacesScreen  # noqa: PLC0415 - not before it is needed

        if self._feed.places is None:
            self.notify("The demo has one reference of its own: yours begin with a camera.")
        elif self.screen.id != "places":
            self.push_screen(PlacesScreen(self._feed.places, self._place), self._place_answered)

    def _place_answered(self, answer: PlaceAnswer | None) -> None:
        if answer is None:
            return
        if answer.new:
            self.action_calibrate(answer.place)
        else:
            self._ask_worker(UsePlace(place=answer.place))

    @on(messages.PlaceInUse)
    def _place_in_use(self, message: messages.PlaceInUse) -> None:
        if self._place is not None and self._place != message.place:
            self._place_notice = self._place_check = None
            self._ghost = Ghost()
        self._place = message.place
        self._show()

    @on(messages.PlaceRefused)
    def _place_refused(self, message: messages.PlaceRefused) -> None:
        self.notify(message.sentence, title="This reference cannot be used", severity="warning")

    @on(messages.PlaceCheckBegan)
    def _place_check_began(self) -> None:
        self._place_check = CHECKING
        self._show()

    @on(messages.PlaceJudged)
    def _place_judged(self, message: messages.PlaceJudged) -> None:
        found = message.found
        self._place_check = None
        if not found.fits:
            self._place_notice = misfit_words(found)
        elif found.among > 1:
            self.notify(chosen_words(found))
        else:
            self._place_check = fits_words(found.place)
            self.set_timer(_FITS_S, self._forget_place_check)
        self._show()

    def _forget_place_check(self) -> None:
        self._place_check = None
        self._show()

    def _notice_moves(self, events: Sequence[Event]) -> None:
        """The monitor saw that camera or chair moved, in the middle of the day."""
        from posture.events import CameraMoved  # noqa: PLC0415 - not before the first paint

        for event in events:
            if isinstance(event, CameraMoved) and not self._feed.demo:
                self._place_notice = moved_words(event)

    def action_use_anyway(self) -> None:
        """Go on with the reference there is."""
        self._place_notice = None
        self.refresh_bindings()
        self._show()
