"""The snooze menu: one digit, `t` for until tomorrow, or enter for the usual quarter of an hour."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.break_view import USUAL_SNOOZE_MIN

CHOICES_MIN = (5, 15, 30, 60)
"""Minutes offered; the first digit of each is its key."""
_USUAL = CHOICES_MIN.index(USUAL_SNOOZE_MIN)


class SnoozeScreen(ModalScreen[float | None]):
    """Returns minutes, or `None` when the user thought better of it.

    Args:
        until_tomorrow_min: minutes to the next midnight, or `None` where nobody knows the time of day.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(minutes)[0], f"choose({minutes})", f"{minutes} min") for minutes in CHOICES_MIN),
        Binding("s", f"choose({CHOICES_MIN[_USUAL]})", f"{CHOICES_MIN[_USUAL]} min"),
        Binding("t", "until_tomorrow", "Until tomorrow"),
        Binding("escape", "dismiss(None)", "Cancel"),
    ]

    def __init__(self, until_tomorrow_min: float | None = None) -> None:
        super().__init__()
        self._until_tomorrow_min = until_tomorrow_min

    def compose(self) -> ComposeResult:
        """The list, the usual choice highlighted."""
        choices = [f"{str(minutes)[0]}  {minutes} min" for minutes in CHOICES_MIN]
        if self._until_tomorrow_min is not None:
            choices.append("t  until tomorrow")
        options = OptionList(*map(Option, choices), id="snooze")
        options.border_title = "Snooze breaks for"
        options.border_subtitle = "escape cancel"
        options.highlighted = _USUAL
        yield options

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a line."""
        if event.option_index < len(CHOICES_MIN):
            self.dismiss(float(CHOICES_MIN[event.option_index]))
        else:
            self.action_until_tomorrow()

    def action_choose(self, minutes: int) -> None:
        """A digit."""
        self.dismiss(float(minutes))

    def action_until_tomorrow(self) -> None:
        """To the next midnight."""
        if self._until_tomorrow_min is not None:
            self.dismiss(self._until_tomorrow_min)
