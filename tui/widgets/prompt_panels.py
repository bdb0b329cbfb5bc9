"""The two ways to speak to the user. Both make room for themselves: they cover nothing and steal no key."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from tui.view_model import BreakPanelView


class BreakPanel(Static):
    """The break: the question, how far the answer has got, the keys."""

    def __init__(self) -> None:
        super().__init__("", id="break-panel")
        self.border_title = "Break"
        self.display = False
        self._view: BreakPanelView | None = None

    def show(self, view: BreakPanelView | None) -> None:
        """Show the panel, or hide it with `None`."""
        if view == self._view:
            return
        self._view = view
        self.display = view is not None
        if view is None:
            return
        self.border_subtitle = view.keys
        lines = [Content.styled(view.sentence, "bold")]
        if view.progress:
            lines.append(Content.styled(view.progress, "$text-primary"))
        self.update(Content("\n").join(lines))


class SlouchNotice(Static):
    """One gentle line, which goes away by itself."""

    def __init__(self) -> None:
        super().__init__("", id="slouch-notice")
        self.display = False
        self._text: str | None = None

    def show(self, text: str | None) -> None:
        """Show the line, or hide it with `None`."""
        if text == self._text:
            return
        self._text = text
        self.display = text is not None
        self.update(Content.styled(text or "", "$text-warning"))
