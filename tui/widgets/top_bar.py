"""The first lines: the program, the state of the source, the time; a small window; the demo."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static


class TopBar(Static):
    """One line with the health of the source at the left and the time at the right."""

    def __init__(self) -> None:
        super().__init__("", id="top-bar")
        self._parts = ("", "")

    def show(self, health: str, clock: str) -> None:
        """Show these."""
        if (health, clock) != self._parts:
            self._parts = (health, clock)
            self.refresh()

    def render(self) -> Content:
        """The line, filled to the width of the widget."""
        health, clock = self._parts
        name = "Posture"
        room = self.content_size.width - len(name) - len(clock) - 4
        shown = health if len(health) <= room else health[: max(0, room - 1)] + "…"
        gap = " " * max(1, room - len(shown) + 2)
        return Content.assemble((name, "bold"), "  ", shown, gap, clock)


class SmallWindowNotice(Static):
    """Says that the window is too small for everything, and what size is not."""

    def __init__(self) -> None:
        super().__init__("", id="small-window")
        self.display = False

    def show(self, size: Size, needed: Size) -> None:
        """Show the notice where `size`, in cells, is less than `needed`."""
        self.display = size.width < needed.width or size.height < needed.height
        if self.display:
            self.update(
                f"Window {size.width}x{size.height}, needs {needed.width}x{needed.height}; ? for keys"
            )


class DemoBanner(Static):
    """Says that a recorded day is played, how fast, and that nothing is kept."""

    def __init__(self) -> None:
        super().__init__("", id="demo-banner")
        self.display = False
        self._text = ""

    def show(self, text: str) -> None:
        """Show the banner, or hide it with an empty text."""
        if text != self._text:
            self._text = text
            self.display = bool(text)
            self.update(text)
