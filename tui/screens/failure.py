"""A run that broke: one sentence that says what is wrong and what to do, and the ways on."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tui.widgets.key_line import KeyLine


class FailureScreen(Screen[str]):
    """Returns "retry" or "demo"."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "dismiss('retry')", "Try again"),
        Binding("d", "dismiss('demo')", "Watch the demo"),
        Binding("q", "app.quit", "Quit"),
    ]

    def __init__(self, sentence: str, *, demo: bool) -> None:
        super().__init__(id="failure")
        self._sentence = sentence
        self._demo = demo

    def compose(self) -> ComposeResult:
        """The sentence and the keys."""
        ways = ["r  try again"]
        if self._demo:
            ways.append("d  watch the demo: a recorded day, no camera needed")
        ways.append("q  quit")
        with Vertical(id="failure-box") as box:
            box.border_title = "Cannot watch"
            yield Static(Content(self._sentence), id="failure-sentence")
            yield Static(Content.styled("\n".join(ways), "$foreground-muted"), id="failure-ways")
        yield KeyLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No demo where there is none."""
        return not (action == "dismiss" and parameters == ("demo",)) or self._demo
