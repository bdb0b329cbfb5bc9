"""Whether a doctor or PT has looked at a warning sign that was answered with yes: one key."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tui.widgets.key_line import KeyLine


class LookedAtScreen(Screen[bool | None]):
    """Returns the answer, or `None` where the user leaves without one.

    Args:
        question: what is asked.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", tooltip="a doctor or PT has looked at it"),
        Binding("n", "answer(False)", "Not yet", tooltip="nobody has looked at it yet"),
        Binding("escape", "leave", "Back"),
    ]
    DEFAULT_CSS = """
    LookedAtScreen #looked-title { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    LookedAtScreen #looked-box { padding: 1 2; height: 1fr; }
    LookedAtScreen #looked-question { height: auto; margin-bottom: 1; text-style: bold; }
    LookedAtScreen #looked-hint { height: auto; color: $foreground-muted; }
    """

    def __init__(self, question: str) -> None:
        super().__init__(id="looked-at")
        self._question = question

    def compose(self) -> ComposeResult:
        """The question, and what an answer means."""
        yield Static("Before you go on with exercises", id="looked-title")
        with Vertical(id="looked-box"):
            yield Static(Content(self._question), id="looked-question")
            yield Static("y yes, n not yet. Until then exercises rest.", id="looked-hint")
        yield KeyLine()

    def action_answer(self, answer: bool) -> None:  # noqa: FBT001 - the key says which
        """Yes or not yet."""
        self.dismiss(answer)

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
