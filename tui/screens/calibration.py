"""Guided calibration: what to do, the live figure with its limits, a countdown, a verdict, the decision.

Once a reference is kept the screen offers what makes it better: half a minute that says whether it will work,
and the further anchors.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from posture.limit_lines import Line as LimitLine
from posture.status import Status
from tui import view_model
from tui.calibration_commands import Ask, CalibrationCommand, Cancel, Keep, Start, Validate
from tui.calibration_words import (
    CANCEL_WAYS,
    introduction_lines,
    kept_lines,
    progress_lines,
    refusal_lines,
    title_words,
    trial_lines,
    trial_verdict_lines,
    verdict_lines,
)
from tui.monitor_session import (
    CalibrationOutcome,
    CalibrationProgress,
    Kept,
    ValidationOutcome,
    ValidationProgress,
)
from tui.view_model import Line
from tui.widgets.figure import Figure
from tui.widgets.key_line import KeyLine
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
    """Asks the worker, through the app, to calibrate; returns whether a reference was kept.

    Args:
        status: what is known already.
        place: the profile in use, or `None`.
        new_place: the profile to make instead, or `None` to set the one in use again.
    """

    WAYS: ClassVar[str] = CANCEL_WAYS
    """The ways out of the introduction, as the footer names them."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "Start", tooltip="set your reference"),
        Binding("enter", "accept", "Use it", tooltip="use this reference"),
        Binding("enter", "try_it", "Check it", tooltip="half a minute that says whether it will work"),
        Binding("enter", "done", "Done", tooltip="go on watching with this reference"),
        Binding("r", "retry", "Try again", tooltip="do it again"),
        Binding("l", "anchor('relaxed')", "Relaxed", tooltip="teach it how you sit when you let go"),
        Binding("s", "anchor('standing')", "Standing", tooltip="teach it how you stand to work"),
        Binding("p", "places", "Places", tooltip="one reference for each place: choose, add, rename"),
        Binding("escape", "cancel", "Cancel", tooltip="leave everything as it was"),
        Binding("escape", "later", "Later", tooltip="go on watching; c leads here again"),
        Binding("escape", "done", "Done", show=False),
        Binding("question_mark", "app.help", "Help", key_display="?", tooltip="this list"),
        Binding("q", "app.quit", "Quit", tooltip="leave"),
    ]

    def __init__(self, status: Status | None, place: str | None = None, new_place: str | None = None) -> None:
        super().__init__(id="calibration")
        self.stage = Stage.INTRODUCTION
        self.has_kept = False
        self._status = status
        self._place = place
        self._new_place = new_place
        self._anchor = "upright"
        self._limits: tuple[LimitLine, ...] = ()
        self._lines: tuple[Line, ...] = introduction_lines(adds=self._can_add, ways=self.WAYS)

    @property
    def _can_add(self) -> bool:
        """Whether there is a reference that a further anchor could be added to."""
        return self._place is not None and self._new_place is None

    def compose(self) -> ComposeResult:
        """Figure at the left, guidance at the right."""
        yield Static(id="calibration-title")
        with Horizontal(id="body"):
            yield Figure(id="figure")
            with Vertical(id="side"):
                yield Static(content_of(self._lines), id="guidance")
        yield KeyLine()

    def on_mount(self) -> None:
        """Draw what is known already."""
        self._ask(Ask())
        self._show_title()
        if self._status is not None:
            self.show_status(self._status)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that make sense now."""
        del parameters
        stage = self.stage
        offered = {
            "start": stage is Stage.INTRODUCTION,
            "accept": stage is Stage.JUDGED,
            "retry": stage in (Stage.JUDGED, Stage.REFUSED, Stage.TRIED),
            "try_it": stage is Stage.OFFERED,
            "anchor": stage in (Stage.OFFERED, Stage.TRIED)
            or (stage is Stage.INTRODUCTION and self._can_add),
            "places": stage is Stage.INTRODUCTION and self._place is not None,
            "done": stage is Stage.TRIED,
            "cancel": not self.has_kept,
            "later": self.has_kept and stage is not Stage.TRIED,
        }
        return offered.get(action, True)

    def show_status(self, status: Status) -> None:
        """Draw the newest pose, and the limits known so far."""
        self._status = status
        words = view_model.absent_words(status)
        for figure in self.query(Figure):  # none yet, where a recording is faster than the first drawing
            figure.show(status.pose, None, status.frame_size, words, limits=self._limits)

    def show_progress(self, progress: CalibrationProgress) -> None:
        """Show how far it has got."""
        if self.stage is Stage.RUNNING:
            self._limits = progress.limits
            self._say(progress_lines(progress, self._anchor))

    def show_outcome(self, outcome: CalibrationOutcome) -> None:
        """Show the verdict and ask."""
        self._enter(Stage.JUDGED, verdict_lines(outcome, self._anchor if self._limits else None))

    def show_refusal(self, sentence: str) -> None:
        """Say why there is no reference, and what to do."""
        self._enter(Stage.REFUSED, refusal_lines(sentence, self._anchor))

    def kept(self, kept: Kept) -> None:
        """The reference is saved and in use: offer what makes it better."""
        self.has_kept = True
        self._place, self._new_place = kept.place, None
        self._limits = kept.limits
        self._show_title()
        self._enter(Stage.OFFERED, kept_lines(kept, self._anchor))

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
        self._start("upright")

    def action_accept(self) -> None:
        """Use this reference; what makes it better is offered when it has been saved."""
        self.stage = Stage.KEEPING
        self._ask(Keep(place=self._new_place))
        self.refresh_bindings()

    def action_retry(self) -> None:
        """Do it again; what was tried is the reference itself."""
        self._start("upright" if self.stage is Stage.TRIED else self._anchor)

    def action_anchor(self, anchor: str) -> None:
        """Add a further anchor."""
        self._start(anchor)

    def action_cancel(self) -> None:
        """Leave everything as it was."""
        self._leave()

    def action_try_it(self) -> None:
        """Find out whether the reference works."""
        self._ask(Validate())
        self._enter(Stage.TRYING, trial_lines(None))

    def action_places(self) -> None:
        """Go to the references of all places instead."""
        self._leave()
        self.app.call_later(self.app.run_action, "places")

    def action_done(self) -> None:
        """Go on watching with the reference."""
        self._leave()

    def action_later(self) -> None:
        """The same without having tried it, or in the middle of trying."""
        self._leave()

    def _leave(self) -> None:
        self._ask(Cancel())
        self.dismiss(self.has_kept)

    def _start(self, anchor: str) -> None:
        self._anchor = anchor
        self._limits = ()
        self._ask(Start(anchor=anchor))
        self._enter(Stage.RUNNING, progress_lines(None, anchor))

    def _enter(self, stage: Stage, lines: Sequence[Line]) -> None:
        self.stage = stage
        self._say(lines)
        self.refresh_bindings()
        if self._status is not None:
            self.show_status(self._status)

    def _show_title(self) -> None:
        words = title_words(self._place, self._new_place)
        self.query_one("#calibration-title", Static).update(Content.styled(words, "bold"))

    def _say(self, lines: Sequence[Line]) -> None:
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            self.query_one("#guidance", Static).update(content_of(self._lines))

    def _ask(self, command: CalibrationCommand) -> None:
        self.post_message(CalibrationAsked(command))
