"""What is seen now, in big plain words: a symbol, a heading, the reason."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from tui.view_model import Now
from tui.wording import Tone

_HEADING_STYLES = {
    Tone.CALM: "bold $text-primary",
    Tone.NOTICE: "bold $text-warning",
    Tone.QUIET: "bold",
}


class NowPanel(Static):
    """Shows a `Now`; does nothing when it has not changed."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__("", id=id, classes="panel")
        self.border_title = "Now"
        self._now: Now | None = None

    def show(self, now: Now) -> None:
        """Show this."""
        if now == self._now:
            return
        self._now = now
        style = _HEADING_STYLES[now.tone]
        self.update(
            Content.assemble(
                (f"{now.symbol} {now.heading}", style),
                (f"  {now.held}" if now.held else "", "$foreground-muted"),
                "\n",
                now.detail,
            )
        )
