"""The day as a strip with its legend above and the hours below."""

from __future__ import annotations

from itertools import groupby

from textual.content import Content
from textual.widget import Widget

from tui.day_so_far import DaySoFar
from tui.strip_view import LOOKS, Strip, day_strip

_NARROWEST = 8


class DayStrip(Widget):
    """Shows a `DaySoFar`."""

    def __init__(self) -> None:
        super().__init__(id="day-strip", classes="panel")
        self._day: DaySoFar | None = None
        self.border_title = legend()

    def show(self, day: DaySoFar | None) -> None:
        """Show this day."""
        if day is not self._day:
            self._day = day
            self.refresh()

    def render(self) -> Content:
        """Legend in the border, cells, hours."""
        width = self.content_size.width
        if self._day is None or width < _NARROWEST:
            return Content.styled("nothing yet", "$foreground-muted")
        day = self._day
        strip = day_strip(day.parts, day.now_s, width, clock=day.clock)
        return Content("\n").join([_cells(strip), Content.styled(strip.times, "$foreground-muted")])


def legend() -> Content:
    """What each sign means."""
    parts = [
        Content.assemble((look.glyph, look.style), f" {cell.value}")
        for cell, look in LOOKS.items()
        if look.always
    ]
    return Content("  ").join(parts)


def _cells(strip: Strip) -> Content:
    runs = [(LOOKS[cell].glyph * len(list(same)), LOOKS[cell].style) for cell, same in groupby(strip.cells)]
    return Content.assemble(
        *(Content.styled(text, style) if style else Content(text) for text, style in runs)
    )
