"""An exercise of a plan ended early: why, in one key; what the plan says to stop at is among the answers."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static

from tui.stop_reasons import ENOUGH, reasons
from tui.widgets.choices import Choices
from tui.widgets.key_line import KeyLine


class WhyStoppedScreen(Screen[str]):
    """Returns the reason as it is kept; leaving is "enough for now".

    Args:
        rules: the plan's own rules to stop at.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Enough for now"),
    ]
    DEFAULT_CSS = """
    WhyStoppedScreen #why-title { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    WhyStoppedScreen #why-hint { height: auto; padding: 1 2 0 2; color: $foreground-muted; }
    WhyStoppedScreen #why-list { height: 1fr; border: none; padding: 1; background: $background; }
    """

    def __init__(self, rules: tuple[str, ...]) -> None:
        super().__init__(id="why-stopped")
        self._reasons = reasons(rules)

    def compose(self) -> ComposeResult:
        """The reasons."""
        yield Static("Why did you stop?", id="why-title")
        yield Static(Content("Any of these is fine. Up and down choose, enter keeps it."), id="why-hint")
        yield Choices(*(Content(shown) for shown, _ in self._reasons), id="why-list")
        yield KeyLine()

    def on_mount(self) -> None:
        """The first is chosen."""
        choices = self.query_one(OptionList)
        choices.highlighted = 0
        choices.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Keep it."""
        event.stop()
        self.dismiss(self._reasons[event.option_index][1])

    def action_leave(self) -> None:
        """No reason is needed."""
        self.dismiss(ENOUGH)
