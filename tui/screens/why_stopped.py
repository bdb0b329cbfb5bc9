"""An exercise of a plan ended early: why, in one key; what the plan says to stop at is among the answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static

from posture.therapy.today import STOP_RULE
from tui.plan_words import GENERAL_STOP
from tui.widgets.choices import Choices

ENOUGH, PAIN, TIME = "enough for now", "pain", "something came up"
REASONS = (ENOUGH, PAIN, TIME)
GENERAL = f"{STOP_RULE}new numbness, tingling, weakness, dizziness, chest pain or breathlessness"


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

    def __init__(self, rules: Sequence[str]) -> None:
        super().__init__(id="why-stopped")
        self._rules = rules
        self._reasons = (*REASONS, *(STOP_RULE + " ".join(rule.split()) for rule in rules), GENERAL)

    def compose(self) -> ComposeResult:
        """The reasons."""
        yield Static("Why did you stop?", id="why-title")
        yield Static(Content("Any of these is fine. Up and down choose, enter keeps it."), id="why-hint")
        shown = ("Enough for now", "It hurt", "Something came up", *self._rules, GENERAL_STOP)
        yield Choices(*(Content(one) for one in shown), id="why-list")
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """The first is chosen."""
        choices = self.query_one(OptionList)
        choices.highlighted = 0
        choices.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Keep it."""
        event.stop()
        self.dismiss(self._reasons[event.option_index])

    def action_leave(self) -> None:
        """No reason is needed."""
        self.dismiss(ENOUGH)
