"""A moving stick figure that shows how an exercise is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tui.stick_figure import drawing_at, extent, strokes
from tui.widgets.braille import BrailleGrid, Ink

if TYPE_CHECKING:
    from posture.exercises import Exercise

_EVERY_S = 0.1
_MARGIN = 2


class Movement(Widget):
    """Plays the movement of an exercise over and over; `None` for an empty panel.

    Args:
        moving: whether it moves by itself; tests show one moment.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"movement--body", "movement--ground"}
    DEFAULT_CSS = """
    Movement { height: 1fr; }
    .movement--body { color: $text-primary; }
    .movement--ground { color: $foreground-muted; }
    """

    def __init__(self, *, moving: bool = True, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._moving = moving
        self._exercise: Exercise | None = None
        self._t = 0.0
        self._grid: BrailleGrid | None = None

    def on_mount(self) -> None:
        """Begin to move."""
        if self._moving:
            self.set_interval(_EVERY_S, self._move)

    def show(self, exercise: Exercise | None, *, at_s: float = 0.0) -> None:
        """Show this exercise, from this second of its movement on."""
        if exercise is not self._exercise:
            self._exercise, self._t = exercise, at_s
            self._draw_anew()

    def _move(self) -> None:
        if self._exercise is not None and self.is_on_screen:
            self._t += _EVERY_S
            self._draw_anew()

    def _draw_anew(self) -> None:
        self._grid = None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of cells."""
        width, height = self.size
        if self._grid is None or (self._grid.columns, self._grid.rows) != (width, height):
            self._grid = self._drawn(width, height)
        base = self.rich_style
        styles = {
            Ink.NONE: base,
            Ink.REFERENCE: base + self.get_component_rich_style("movement--ground"),
            Ink.LIVE: base + self.get_component_rich_style("movement--body"),
        }
        return Strip([Segment(text, styles[ink]) for text, ink in self._grid.row(y)], width)

    def _drawn(self, width: int, height: int) -> BrailleGrid:
        grid = BrailleGrid(width, height)
        if self._exercise is None or width < 2 or height < 2:
            return grid
        (left, top), (right, bottom) = extent(self._exercise)
        scale = min(
            (grid.width - 2 * _MARGIN) / max(right - left, 0.1),
            (grid.height - 2 * _MARGIN) / max(bottom - top, 0.1),
        )
        across = (grid.width - scale * (left + right)) / 2
        down = grid.height - _MARGIN - 1 - scale * bottom
        picture = drawing_at(self._exercise, self._t)
        for lines, ink in ((picture.ground, Ink.REFERENCE), (picture.body, Ink.LIVE)):
            for line in lines:
                for (x1, y1), (x2, y2) in strokes(line):
                    start = (across + scale * x1, down + scale * y1)
                    grid.line(start, (across + scale * x2, down + scale * y2), ink)
        return grid
