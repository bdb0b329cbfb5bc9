"""A doubt about the reference, or one line while it is checked. It covers nothing and steals no key."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from tui.place_words import MISFIT_KEYS


class PlacePanel(Static):
    """Says why the reference may not fit, and the two ways on; a check is one quiet line."""

    DEFAULT_CSS = """
    PlacePanel {
        height: auto;
        padding: 0 1;
        border: round $primary;
        border-title-color: $text-primary;
        border-subtitle-color: $text;
        &.-checking { border: none; padding: 0 2; color: $foreground-muted; }
    }
    """

    def __init__(self) -> None:
        super().__init__("", id="place-panel")
        self.border_title = "Reference"
        self.border_subtitle = MISFIT_KEYS
        self.display = False
        self._text: str | None = None

    def show(self, doubt: str | None, check: str | None = None) -> None:
        """Show the doubt, or without one what is told of the check; hide the panel without either."""
        text = check if doubt is None else doubt
        if text == self._text:
            return
        self.set_class(doubt is None, "-checking")
        self._text = text
        self.display = text is not None
        self.update(Content(text or ""))
