"""A short list of figures of which one is chosen by the screen's own keys."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

_CHOSEN = "bold on $block-cursor-blurred-background"


class FigureRows(Static):
    """A line for each figure, the chosen one marked. The screen gives it its height.

    Attributes:
        chosen: the number of the marked line, from 0.
    """

    DEFAULT_CSS = """
    FigureRows { text-wrap: nowrap; }
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__("", id=id)
        self.chosen = 0

    def show(self, rows: Sequence[str], chosen: int) -> None:
        """Show these lines and mark one."""
        self.chosen = chosen
        width = max(map(len, rows), default=0)
        lines = [
            Content.styled(f" {row:<{width}} ", _CHOSEN if number == chosen else "")
            for number, row in enumerate(rows)
        ]
        self.update(Content("\n").join(lines), layout=False)
