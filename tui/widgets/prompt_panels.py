"""The two ways to speak to the user. Both make room for themselves: they cover nothing and steal no key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

if TYPE_CHECKING:
    from tui.break_view import BreakPanelView


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
        self.set_class(not view.asks, "-told")
        self._show_keys()
        lines = [Content.styled(view.sentence, "bold")]
        if view.advice:
            lines.append(Content(view.advice))
        if view.progress:
            lines.append(Content.styled(view.progress, "$text-primary"))
        self.update(Content("\n").join(lines))

    def on_resize(self) -> None:
        """The keys depend on the width."""
        self._show_keys()

    def _show_keys(self) -> None:
        view = self._view
        if view is not None:
            fits = len(view.keys) <= self.size.width
            self.border_subtitle = view.keys if fits else view.short_keys


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


class PromptLine(Static):
    """What is asked, in a sentence that is never cut off, on a screen that shows something else."""

    DEFAULT_CSS = """
    PromptLine {
        height: auto;
        padding: 0 1;
        text-style: bold;
        color: $text-warning;
    }
    """

    def __init__(self) -> None:
        super().__init__("", id="prompt-line")
        self.display = False
        self._text: str | None = None

    def show(self, text: str | None) -> None:
        """Show the line, or hide it with `None`."""
        if text == self._text:
            return
        self._text = text
        self.display = text is not None
        self.update(Content(text or ""))


class TipPanel(Static):
    """The tip of the moment, with its keys."""

    def __init__(self) -> None:
        super().__init__("", id="tip")
        self.display = False
        self._text: str | None = None

    def show(self, text: str | None, keys: str) -> None:
        """Show the tip, or hide it with `None`."""
        self.border_title = f"Tip   {keys}"
        if text == self._text:
            return
        self._text = text
        self.display = text is not None
        self.update(Content(text or ""))
