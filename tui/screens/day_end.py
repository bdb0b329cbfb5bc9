"""The end of a recording: its figures, for as long as the user likes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tui.widgets.key_line import KeyLine


class DayEndScreen(Screen[None]):
    """Shows the totals above the details; escape goes back to the last moment of the recording."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back"),
        Binding("q", "app.quit", "Quit"),
    ]

    def __init__(self, title: str, totals: Sequence[str], details: Sequence[str]) -> None:
        super().__init__(id="day-end")
        self._title = title
        self._totals = tuple(totals)
        self._details = tuple(details)

    def compose(self) -> ComposeResult:
        """The title, the figures, the keys."""
        yield Static(Content.styled(self._title, "bold"), id="day-end-title")
        with VerticalScroll(id="day-end-box"):
            yield Static(Content.styled("\n".join(self._totals), "bold"), id="day-end-totals")
            yield Static(Content("\n".join(self._details)), id="day-end-details")
        yield KeyLine()
