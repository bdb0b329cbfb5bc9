"""One guided exercise: the movement, the user beside it, the count; what is missing, one cue at a time.

The screen only shows what the worker tells and asks for what the user wants; the guide decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Digits, Input, Static

from posture.exercise_session import ExerciseAction
from posture.exercise_view import Phase
from tui.exercise_words import before_lines, big, headline, hint, measures, summary_lines, title
from tui.widgets.key_line import KeyLine
from tui.widgets.line_panel import content_of
from tui.widgets.live_body import LiveBody
from tui.widgets.movement import Movement

if TYPE_CHECKING:
    from posture.exercise_goal import Goal
    from posture.exercise_view import ExerciseView
    from posture.exercises import Exercise
    from tui.view_model import Line

_UNDER_WAY = (Phase.POSITION, Phase.ACTIVE, Phase.RESTING)
_MOST_DIGITS = 4


class ExerciseAsked(Message):
    """The screen asks the guide for something, through the app."""

    def __init__(self, action: ExerciseAction, number: int | None = None) -> None:
        super().__init__()
        self.action = action
        self.number = number


class ExerciseScreen(Screen[None]):
    """Dismissed when the user has read the summary, or wants none.

    Args:
        exercise: what is done.
        goal: how much is asked for.
        moving: whether the drawn figure moves by itself; tests show one moment.
    """

    DEFAULT_CSS = """
    ExerciseScreen #exercise-title { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    ExerciseScreen #exercise-body { height: 1fr; }
    ExerciseScreen Movement, ExerciseScreen LiveBody {
        width: 1fr; height: 1fr; border-top: solid $primary 50%; border-title-color: $text-muted;
    }
    ExerciseScreen #exercise-side {
        width: 1fr; padding: 0 1; border-top: solid $primary 50%; border-title-color: $text-muted;
    }
    ExerciseScreen #exercise-side.-wide { width: 2fr; }
    ExerciseScreen #exercise-headline { height: auto; text-style: bold; }
    ExerciseScreen Digits { height: 3; margin: 1 0 0 0; color: $text-primary; }
    ExerciseScreen #exercise-answer { width: 16; }
    ExerciseScreen #exercise-hint { height: 2; padding: 0 1; }
    """
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "Begin"),
        Binding("enter", "go_on", "Go on now", tooltip="count now, or end the rest now"),
        Binding("enter", "leave", "Done"),
        Binding("space", "pause", "Pause", tooltip="pause here; nothing is counted meanwhile"),
        Binding("space", "resume", "Resume", tooltip="go on where you paused"),
        Binding("n", "next", "Next", tooltip="end this set, this rest or this wait"),
        Binding("escape", "stop", "Stop", tooltip="stop here; what was counted is kept"),
        Binding("escape", "leave", "Back"),
        Binding("question_mark", "app.help", "Help", key_display="?", tooltip="this list"),
        Binding("q", "app.quit", "Quit", tooltip="leave; what was counted is kept"),
    ]

    def __init__(self, exercise: Exercise, goal: Goal, *, moving: bool = True) -> None:
        super().__init__(id="exercise")
        self._exercise = exercise
        self._goal = goal
        self._moving = moving
        self._view: ExerciseView | None = None
        self._phase = Phase.READY
        self._paused = False

    def compose(self) -> ComposeResult:
        """Movement, user and count side by side; the hint below them."""
        yield Static(self._exercise.name, id="exercise-title")
        with Horizontal(id="exercise-body"):
            movement = Movement(moving=self._moving, id="exercise-movement")
            movement.border_title = "The movement"
            yield movement
            body = LiveBody(id="exercise-body-live")
            body.border_title = "You"
            yield body
            with VerticalScroll(id="exercise-side", can_focus=False):
                yield Static(id="exercise-headline")
                yield Digits(id="exercise-count")
                yield Static(id="exercise-lines")
                yield Input(id="exercise-answer", type="integer", max_length=_MOST_DIGITS, compact=True)
        yield Static(id="exercise-hint")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what is about to be done."""
        self.query_one(Movement).show(self._exercise)
        self._arrange()

    def on_resize(self) -> None:
        """The bars depend on the width."""
        self.call_after_refresh(self._say)

    # --- showing ----------------------------------------------------------------------------------

    def show(self, view: ExerciseView) -> None:
        """How it stands now."""
        self._view = view
        changed = view.phase is not self._phase or view.paused is not self._paused
        self._phase, self._paused = view.phase, view.paused
        if not self.is_mounted:
            return
        if changed:
            self._arrange()
        self.query_one(LiveBody).show(view.pose, view.frame_size)
        self._say()

    def _arrange(self) -> None:
        """The widgets that this phase needs, and the keys."""
        under_way = self._phase in _UNDER_WAY
        self.query_one(LiveBody).display = under_way
        self.query_one(Movement).display = self._phase is not Phase.DONE
        self.query_one("#exercise-side").set_class(not under_way, "-wide")
        self.query_one(Digits).display = self._phase is not Phase.READY
        answer = self.query_one(Input)
        asking = self._phase is Phase.ASKING
        answer.display = asking
        answer.disabled = not asking
        if asking and self._view is not None:
            answer.value = str(self._view.report.repetitions)
            answer.focus()
        else:
            self.set_focus(None)
        self._say()
        self.refresh_bindings()

    def _say(self) -> None:
        view = self._view
        if view is None or view.phase is Phase.READY:
            self._tell("Ready when you are: press enter", "", before_lines(self._exercise, self._goal), None)
            return
        self.query_one("#exercise-title", Static).update(Content(title(view)))
        side = self.query_one("#exercise-side")
        done = view.phase is Phase.DONE
        lines = summary_lines(view) if done else measures(view, side.content_size.width)
        self._tell(headline(view).text, big(view), lines, hint(view))

    def _tell(self, heading: str, number: str, lines: list[Line], below: Line | None) -> None:
        self.query_one("#exercise-headline", Static).update(Content(heading))
        digits = self.query_one(Digits)
        if digits.value != number:
            digits.update(number)
        self.query_one("#exercise-lines", Static).update(content_of(lines))
        self.query_one("#exercise-hint", Static).update(content_of([] if below is None else [below]))

    # --- keys -------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that make sense now."""
        del parameters
        if action == "begin":
            return self._phase is Phase.READY
        if action == "go_on":
            return self._phase in (Phase.POSITION, Phase.RESTING) and not self._paused
        if action in ("pause", "resume"):
            return self._phase in _UNDER_WAY and self._paused is (action == "resume")
        if action == "next":
            return self._phase is Phase.ACTIVE and not self._paused
        if action == "stop":
            return self._phase in (*_UNDER_WAY, Phase.ASKING)
        if action == "leave":
            return self._phase in (Phase.READY, Phase.DONE)
        return True

    def action_begin(self) -> None:
        """Get into position."""
        self._ask(ExerciseAction.BEGIN)

    def action_go_on(self) -> None:
        """Count now, whatever is missing; or end the rest."""
        self._ask(ExerciseAction.SKIP)

    def action_next(self) -> None:
        """End this set."""
        self._ask(ExerciseAction.SKIP)

    def action_pause(self) -> None:
        """Pause."""
        self._ask(ExerciseAction.PAUSE)

    def action_resume(self) -> None:
        """Go on."""
        self._ask(ExerciseAction.RESUME)

    def action_stop(self) -> None:
        """Stop here."""
        self._ask(ExerciseAction.STOP)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """The user's own number, or yes."""
        message.stop()
        text = message.value.strip()
        number = int(text) if text.isdecimal() else None
        self._ask(ExerciseAction.ANSWER, number)

    def _ask(self, action: ExerciseAction, number: int | None = None) -> None:
        self.post_message(ExerciseAsked(action, number))
