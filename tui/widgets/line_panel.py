"""A titled panel of short lines, each in the colour of its tone."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from tui.view_model import Line
from tui.wording import Tone

TONE_STYLES = {Tone.CALM: "", Tone.NOTICE: "bold $text-warning", Tone.QUIET: "$foreground-muted"}


def content_of(lines: Sequence[Line]) -> Content:
    """The lines as one piece of styled text."""
    return Content("\n").join(
        Content(line.text) if line.tone is Tone.CALM else Content.styled(line.text, TONE_STYLES[line.tone])
        for line in lines
    )


class LinePanel(Static):
    """Shows lines under a title; does nothing when they have not changed."""

    def __init__(self, title: str, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__("", id=id, classes="panel")
        self.border_title = title
        self._lines: tuple[Line, ...] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        if tuple(lines) == self._lines:
            return
        as_many = len(lines) == len(self._lines)
        self._lines = tuple(lines)
        self.update(content_of(self._lines), layout=not as_many)


class RecentPanel(LinePanel):
    """What happened last. In a single row the newest line says more than a title of nothing."""

    def on_resize(self) -> None:
        """The title goes and comes with the room."""
        self.set_class(self.outer_size.height <= 1, "-bare")
