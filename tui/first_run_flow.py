"""The app's part about the first run: leads through the steps and starts the monitor on what was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import work

from posture.errors import PostureError
from tui.reference_flow import ReferenceFlow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from threading import Event as Flag

    from posture.settings import Settings
    from tui.first_run import FirstRun, StepAnswer
    from tui.monitor_session import Feed


_PATIENCE_S = 3.0
"""How long an open camera may take to be let go."""


class FirstRunFlow(ReferenceFlow):
    """Shows one step after another; a second start goes straight to the dashboard."""

    _first_run: FirstRun | None
    _settings: Settings
    _demo: Callable[[], Feed] | None
    _step: int | None = None
    """The step that is shown; `None` where there is no first run, or it is over."""
    _offers_calibration = True
    """Whether a monitor without a reference begins with the calibration: not for whoever just skipped it."""
    _chose = False
    _watches = False

    def __init__(self) -> None:
        super().__init__()
        self._busy: list[Flag] = []
        """Set one by one by what must let its camera go before another may open it."""

    def _begin(self, feed: Feed) -> None:
        raise NotImplementedError

    def _start(self) -> None:
        raise NotImplementedError

    def _use_settings(self, settings: Settings) -> None:
        raise NotImplementedError

    @property
    def first_run(self) -> FirstRun:
        """What the first run can do."""
        assert self._first_run is not None
        return self._first_run

    def _start_first_run(self) -> None:
        self._go_to_step(0)

    def _leave_first_run(self) -> None:
        """It is over, or broken off by something the user must know first."""
        self._step = None

    def _go_to_step(self, number: int) -> None:
        from tui.first_run import STEPS  # noqa: PLC0415 - only at the first run

        self._step = number
        if number >= len(STEPS):
            self._finish_first_run()
            return
        step = STEPS[number]
        if step.watches and not self._watches:
            self._watches = True
            self._start()
        elif self._watches and not step.watches:
            self._stop_watching()
        if step.make is None:
            self._push_calibration()
        else:
            self.push_screen(step.make(self), self._kept_step_left if step.keeps else self._step_answered)

    def _kept_step_left(self, _answers: object) -> None:
        self._next_step()

    def _step_answered(self, answer: StepAnswer | None) -> None:
        if self._step is None or answer is None:
            return
        if answer.demo and self._demo is not None:
            self._leave_first_run()
            self._change_feed(self._demo())
        elif answer.settings:
            self._choose(answer.settings)
        elif answer.go == 0:
            self._finish_first_run()
        else:
            self._go_to_step(self._step_after(self._step, answer.go))

    @staticmethod
    def _step_after(step: int, go: int) -> int:
        """So many steps on or back; what was asked once is not asked again on the way back."""
        from tui.first_run import STEPS  # noqa: PLC0415 - only at the first run

        step = max(0, step + go)
        while go < 0 and step > 0 and STEPS[step].keeps:
            step -= 1
        return step

    def _calibration_answered(self, kept: bool | None) -> None:  # noqa: FBT001 - Textual passes the result so
        self._calibration = None
        if self._step is not None:
            self._go_to_step(self._step_after(self._step, -1 if kept is None else 1))

    def _push_calibration(self) -> None:
        from tui.screens.calibration_step import CalibrationStep  # noqa: PLC0415 - not before it is needed

        self._calibration = CalibrationStep(self._status, self._place)
        self.push_screen(self._calibration, self._calibration_answered)

    def hold(self, ended: Flag) -> None:
        """Something holds cameras until this is set."""
        self._busy.append(ended)

    def wait_until_free(self) -> None:
        """Wait, in a thread, until nobody holds a camera; a driver that hangs is waited for a while."""
        while self._busy:
            self._busy.pop().wait(_PATIENCE_S)

    def _stop_watching(self) -> None:
        self._watches = False
        self._worker.stop()
        self.hold(self._worker.ended)
        self._begin(self._feed)

    @work(thread=True, exclusive=True, group="first-run", exit_on_error=False)
    def _choose(self, values: Mapping[str, Any]) -> None:
        try:
            feed, settings = self.first_run.choose(values)
        except PostureError as error:
            self.call_from_thread(self._choice_failed, str(error))
        else:
            self.call_from_thread(self._choice_made, feed, settings)

    def _choice_made(self, feed: Feed, settings: Settings) -> None:
        changed = settings != self._settings
        self._chose = True
        self._use_settings(settings)
        if self._watches and changed:
            self._change_feed(feed)
        elif not self._watches:
            self._begin(feed)
        self._next_step()

    def _choice_failed(self, sentence: str) -> None:
        self.notify(sentence, title="The choice cannot be saved", severity="warning")
        self._next_step()

    def _next_step(self) -> None:
        if self._step is not None:
            self._go_to_step(self._step + 1)

    def _change_feed(self, feed: Feed) -> None:
        """Watch something else from now on; what was open is closed first."""
        self._worker.stop()
        if self._watches:
            self.hold(self._worker.ended)
        self._begin(feed)
        self._watches = True
        self._start()

    def _finish_first_run(self) -> None:
        self._leave_first_run()
        self._offers_calibration = False
        if not self._watches:
            self._watches = True
            self._start()
        if not self._chose:
            self._remember_first_run()

    @work(thread=True, group="first-run", exit_on_error=False)
    def _remember_first_run(self) -> None:
        """Nothing was chosen: what is used is written down, so that the next start asks no more."""
        try:
            self.first_run.choose({"camera.source": self._settings.camera.source})
        except PostureError as error:
            self.call_from_thread(self.notify, str(error), severity="warning")
