"""The strip of the day as styled text: its cells with the hours below, and what each sign means."""

from __future__ import annotations

from itertools import groupby

from textual.content import Content

from tui.day_so_far import DaySoFar
from tui.strip_view import LOOKS, day_strip, legend_cells


def drawn(day: DaySoFar, width: int) -> Content:
    """The cells and the line of times, `width` cells wide."""
    strip = day_strip(day.parts, day.now_s, width, clock=day.clock)
    cells = [
        Content.styled(LOOKS[cell].glyph * len(list(same)), LOOKS[cell].style)
        for cell, same in groupby(strip.cells)
    ]
    return Content("\n").join([Content("").join(cells), Content.styled(strip.times, "$foreground-muted")])


def legend(day: DaySoFar, width: int) -> Content:
    """What each sign means, in `width` cells where that can be."""
    named = [
        Content.assemble((LOOKS[cell].glyph, LOOKS[cell].style), f" {cell.value}")
        for cell in legend_cells(day.parts)
    ]
    roomy = Content("  ").join(named)
    return roomy if roomy.cell_length <= width else Content(" ").join(named)
