"""A doubt about the reference. It makes room for itself: it covers nothing and steals no key."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from tui.place_words import MISFIT_KEYS


class PlacePanel(Static):
    """Says why the reference may not fit, and the two ways on."""

    DEFAULT_CSS = """
    PlacePanel {
        height: auto;
        padding: 0 1;
        border: round $primary;
        border-title-color: $text-primary;
        border-subtitle-color: $text;
    }
    """

    def __init__(self) -> None:
        super().__init__("", id="place-panel")
        self.border_title = "Reference"
        self.border_subtitle = MISFIT_KEYS
        self.display = False
        self._text: str | None = None

    def show(self, text: str | None) -> None:
        """Show the doubt, or hide the panel with `None`."""
        if text == self._text:
            return
        self._text = text
        self.display = text is not None
        self.update(Content(text or ""))
