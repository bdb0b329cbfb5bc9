"""Check-ins: what is due, and how pain and what the user can do have changed; enter asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from posture.therapy.measures import all_measures, latest_change
from tui.checkin_desk import due_now
from tui.checkin_text import measures_text
from tui.checkin_view import due_words
from tui.resting_words import rest_words
from tui.screens.homework_reading import HomeworkReading

if TYPE_CHECKING:
    from posture.settings import Settings
    from tui.checkin_desk import CheckinDesk
    from tui.homework_source import HomeworkNow, HomeworkSource

IN_THE_DEMO = (
    "The demo keeps nothing, so there is nothing to ask. With your own camera the questions are here."
)


class CheckinsScreen(HomeworkReading):
    """Destination 4.

    Args:
        source: reads what was said; `None` in the demo.
        desk: asks.
        settings: how often, where no plan says otherwise.
    """

    DESTINATION: ClassVar[str] = "checkins"
    DEFAULT_CSS = """
    CheckinsScreen #checkins-due {
        height: auto; padding: 0 1; border-top: solid $primary 50%; border-title-color: $text-muted;
    }
    CheckinsScreen #checkins-body {
        height: 1fr; padding: 0 1; border-top: solid $primary 50%; border-title-color: $text-muted;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "Answer", tooltip="answer what is due, and say how the pain is"),
        Binding("a", "everything", "All", tooltip="answer everything, also what is not due"),
        Binding("w", "signs", "Warning signs", tooltip="go through the warning signs"),
    ]

    def __init__(self, source: HomeworkSource | None, desk: CheckinDesk, settings: Settings) -> None:
        super().__init__(source)
        self._desk = desk
        self._settings = settings

    def compose_body(self) -> ComposeResult:
        """What is due above, the figures below."""
        due = Static(id="checkins-due")
        due.border_title = "Due now"
        yield due
        with VerticalScroll(id="checkins-body") as body:
            body.border_title = "At first, before, now"
            yield Static(id="checkins-words")

    def on_mount(self) -> None:
        """The keys are at hand at once."""
        self.query_one("#checkins-body").focus()

    def show_demo(self) -> None:
        """Nothing is asked there."""
        self._say(IN_THE_DEMO, "")

    def show_failure(self, sentence: str) -> None:
        """Why nothing can be said."""
        self._say(sentence, "")

    def show_now(self, now: HomeworkNow) -> None:
        """What is due, and the measures."""
        due = due_words(due_now(now, self._settings))
        rest = rest_words(now)
        if rest is not None:
            due = f"{due}\n{rest}"
        measures = measures_text(all_measures(now.records), latest_change(now.records))
        self._say(due, measures.strip("\n") or "Nothing was asked yet.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is kept in the demo, so nothing but the signs is asked there."""
        del parameters
        return self._source is not None or action not in ("begin", "everything")

    def action_begin(self) -> None:
        """Answer what is due."""
        self._desk.begin()

    def action_everything(self) -> None:
        """Answer everything."""
        self._desk.begin(everything=True)

    def action_signs(self) -> None:
        """Go through the warning signs."""
        self._desk.signs()

    def _say(self, due: str, figures: str) -> None:
        self.query_one("#checkins-due", Static).update(Content(due))
        self.query_one("#checkins-words", Static).update(Content(figures))
