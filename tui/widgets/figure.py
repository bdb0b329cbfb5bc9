"""The live figure: the user as lines, never as a picture, with the reference behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from posture.landmarks import Pose
from tui.difference import Part
from tui.widgets.braille import BrailleGrid, Ink
from tui.widgets.figure_drawing import Viewport, cell_beside_head, draw_limits, draw_person, viewport_for

if TYPE_CHECKING:
    from posture.limit_lines import Line

_ARROW_LEFT = "◀"


class Figure(Widget):
    """Draws the newest pose that `show` was given, or one line of text where there is nobody to draw."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "figure--live",
        "figure--reference",
        "figure--limit",
        "figure--absent",
        "figure--marked",
    }
    DEFAULT_CSS = """
    Figure > .figure--limit { color: $text-warning; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._pose: Pose | None = None
        self._reference: Pose | None = None
        self._frame_size: tuple[int, int] | None = None
        self._viewport: Viewport | None = None
        self._limits: tuple[Line, ...] = ()
        self._absent = ""
        self._marked: frozenset[Part] = frozenset()
        self._arrow = ""
        self._arrow_at: tuple[int, int] | None = None
        self._grid: BrailleGrid | None = None

    def show(
        self,
        pose: Pose | None,
        reference: Pose | None,
        frame_size: tuple[int, int] | None,
        absent: str,
        marked: frozenset[Part] = frozenset(),
        arrow: str = "",
        limits: Sequence[Line] = (),
    ) -> None:
        """Draw `pose` over `reference` and the lines of its limits; without a pose, say `absent`.

        The parts in `marked` differ, and are set off; `arrow` stands beside the head and says which way.
        """
        self._marked, self._arrow = marked, arrow
        self._pose, self._reference, self._limits = pose, reference, tuple(limits)
        self._frame_size, self._absent = frame_size, absent
        anchor = pose if reference is None else reference
        if anchor is not None and frame_size is not None:
            self._viewport = viewport_for(anchor, frame_size, self._viewport)
        self._grid = None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of cells."""
        width, height = self.size
        if self._grid is None or (self._grid.columns, self._grid.rows) != (width, height):
            self._grid = self._drawn(width, height)
        base = self.rich_style
        if self._pose is None and y == height // 2 and self._absent:
            text = self._absent[: max(0, width - 2)]
            style = base + self.get_component_rich_style("figure--absent")
            return Strip([Segment(f" {text} ".center(width), style)], width)
        styles = {
            Ink.NONE: base,
            Ink.REFERENCE: base + self.get_component_rich_style("figure--reference"),
            Ink.LIMIT: base + self.get_component_rich_style("figure--limit"),
            Ink.LIVE: base + self.get_component_rich_style("figure--live"),
            Ink.MARKED: base + self.get_component_rich_style("figure--marked"),
        }
        strip = Strip(_segments(self._grid.row(y), styles), width)
        if self._arrow_at is None or self._arrow_at[1] != y:
            return strip
        column = self._arrow_at[0]
        sign = Strip([Segment(self._arrow, styles[Ink.MARKED])], 1)
        return Strip.join([strip.crop(0, column), sign, strip.crop(column + 1, width)])

    def _drawn(self, width: int, height: int) -> BrailleGrid:
        grid = BrailleGrid(width, height)
        self._arrow_at = None
        if self._viewport is None or self._frame_size is None:
            return grid
        if self._reference is not None:
            draw_person(grid, self._reference, self._frame_size, self._viewport, Ink.REFERENCE)
        draw_limits(grid, self._limits, self._frame_size, self._viewport)
        if self._pose is None:
            return grid
        draw_person(grid, self._pose, self._frame_size, self._viewport, Ink.LIVE, self._marked)
        if self._arrow:
            column, row = cell_beside_head(
                grid, self._pose, self._frame_size, self._viewport, left=self._arrow == _ARROW_LEFT
            )
            if 0 <= column < width and 0 <= row < height:
                self._arrow_at = column, row
        return grid


def _segments(runs: list[tuple[str, Ink]], styles: dict[Ink, Style]) -> list[Segment]:
    return [Segment(text, styles[ink]) for text, ink in runs]
