"""What is seen now, in plain words: a symbol, a heading, the reasons line by line."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from tui.view_model import Now
from tui.widgets.big_word import STYLES


class NowPanel(Static):
    """Shows a `Now`; does nothing when it has not changed."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__("", id=id)
        self._now: Now | None = None

    def show(self, now: Now) -> None:
        """Show this."""
        if now == self._now:
            return
        self._now = now
        self.update(
            Content.assemble(
                (f"{now.symbol} {now.heading}", STYLES[now.tone]),
                (f"  {now.held}" if now.held else "", "$foreground-muted"),
                "\n",
                now.detail,
            ),
            layout=False,
        )
