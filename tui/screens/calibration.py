"""Guided calibration: what to do, the live figure, a countdown, a verdict, and the user's decision.

Once a reference is kept the screen offers half a minute that says whether it will work.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Static

from posture.status import Status
from tui import view_model
from tui.calibration_words import (
    INTRODUCTION,
    TRIAL_OFFER,
    progress_lines,
    refusal_lines,
    trial_lines,
    trial_verdict_lines,
    verdict_lines,
)
from tui.monitor_session import (
    CalibrationOutcome,
    CalibrationProgress,
    ValidationOutcome,
    ValidationProgress,
)
from tui.monitor_worker import CalibrationCommand
from tui.view_model import Line
from tui.widgets.figure import Figure
from tui.widgets.line_panel import content_of


class Stage(Enum):
    """Where the user stands in the procedure."""

    INTRODUCTION = auto()
    RUNNING = auto()
    JUDGED = auto()
    KEEPING = auto()
    REFUSED = auto()
    OFFERED = auto()
    TRYING = auto()
    TRIED = auto()


class CalibrationAsked(Message):
    """The screen asks the worker for something, through the app."""

    def __init__(self, command: CalibrationCommand) -> None:
        super().__init__()
        self.command = command


class CalibrationScreen(Screen[bool]):
    """Asks the worker, through the app, to calibrate; returns whether a reference was kept."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "Start"),
        Binding("enter", "accept", "Use it"),
        Binding("enter", "try_it", "Check it"),
        Binding("enter", "done", "Done"),
        Binding("r", "retry", "Try again"),
        Binding("escape", "cancel", "Cancel"),
        Binding("escape", "later", "Later"),
        Binding("escape", "done", "Done", show=False),
        Binding("q", "app.quit", "Quit"),
    ]

    def __init__(self, status: Status | None) -> None:
        super().__init__(id="calibration")
        self.stage = Stage.INTRODUCTION
        self.has_kept = False
        self._status = status
        self._lines: tuple[Line, ...] = INTRODUCTION

    def compose(self) -> ComposeResult:
        """Figure at the left, guidance at the right."""
        yield Static(Content.styled("Set your reference", "bold"), id="calibration-title")
        with Horizontal(id="body"):
            yield Figure(id="figure")
            with Vertical(id="side"):
                yield Static(content_of(self._lines), id="guidance")
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Draw what is known already."""
        if self._status is not None:
            self.show_status(self._status)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that make sense now."""
        del parameters
        if action == "start":
            return self.stage is Stage.INTRODUCTION
        if action == "accept":
            return self.stage is Stage.JUDGED
        if action == "retry":
            return self.stage in (Stage.JUDGED, Stage.REFUSED, Stage.TRIED)
        if action == "try_it":
            return self.stage is Stage.OFFERED
        if action == "done":
            return self.stage is Stage.TRIED
        if action == "cancel":
            return not self.has_kept
        if action == "later":
            return self.has_kept and self.stage is not Stage.TRIED
        return True

    def show_status(self, status: Status) -> None:
        """Draw the newest pose."""
        self.query_one(Figure).show(status.pose, None, status.frame_size, view_model.absent_words(status))

    def show_progress(self, progress: CalibrationProgress) -> None:
        """Show how far it has got."""
        if self.stage is Stage.RUNNING:
            self._say(progress_lines(progress))

    def show_outcome(self, outcome: CalibrationOutcome) -> None:
        """Show the verdict and ask."""
        self._enter(Stage.JUDGED, verdict_lines(outcome))

    def show_refusal(self, sentence: str) -> None:
        """Say why there is no reference, and what to do."""
        self._enter(Stage.REFUSED, refusal_lines(sentence))

    def kept(self) -> None:
        """The reference is saved and in use: offer to try it."""
        self.has_kept = True
        self._enter(Stage.OFFERED, TRIAL_OFFER)

    def show_trial(self, progress: ValidationProgress) -> None:
        """Show what to do now in the trial."""
        if self.stage is Stage.TRYING:
            self._say(trial_lines(progress))

    def show_trial_outcome(self, outcome: ValidationOutcome) -> None:
        """Show whether the reference works."""
        if self.stage is Stage.TRYING:
            self._enter(Stage.TRIED, trial_verdict_lines(outcome))

    def action_start(self) -> None:
        """Begin."""
        self._start()

    def action_accept(self) -> None:
        """Use this reference; the trial is offered when it has been saved."""
        self.stage = Stage.KEEPING
        self._ask(CalibrationCommand.KEEP)
        self.refresh_bindings()

    def action_retry(self) -> None:
        """Do it again."""
        self._start()

    def action_cancel(self) -> None:
        """Leave everything as it was."""
        self._leave()

    def action_try_it(self) -> None:
        """Find out whether the reference works."""
        self._ask(CalibrationCommand.VALIDATE)
        self._enter(Stage.TRYING, trial_lines(None))

    def action_done(self) -> None:
        """Go on watching with the reference."""
        self._leave()

    def action_later(self) -> None:
        """The same without having tried it, or in the middle of trying."""
        self._leave()

    def _leave(self) -> None:
        self._ask(CalibrationCommand.CANCEL)
        self.dismiss(self.has_kept)

    def _start(self) -> None:
        self._ask(CalibrationCommand.START)
        self._enter(Stage.RUNNING, progress_lines(None))

    def _enter(self, stage: Stage, lines: tuple[Line, ...]) -> None:
        self.stage = stage
        self._say(lines)
        self.refresh_bindings()

    def _say(self, lines: tuple[Line, ...]) -> None:
        if lines != self._lines:
            self._lines = lines
            self.query_one("#guidance", Static).update(content_of(lines))

    def _ask(self, command: CalibrationCommand) -> None:
        self.post_message(CalibrationAsked(command))
