"""The end of a recording: its figures, for as long as the user likes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static


class DayEndScreen(Screen[None]):
    """Shows lines of figures; escape goes back to the last moment of the recording."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back"),
        Binding("q", "app.quit", "Quit"),
    ]

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__(id="day-end")
        self._title = title
        self._lines = tuple(lines)

    def compose(self) -> ComposeResult:
        """The title, the figures, the keys."""
        yield Static(Content.styled(self._title, "bold"), id="day-end-title")
        with VerticalScroll(id="day-end-box"):
            yield Static(Content("\n".join(self._lines)), id="day-end-lines")
        yield Footer(show_command_palette=False, compact=True)
