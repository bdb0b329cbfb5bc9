"""The chart of the history. Imported only when it is needed: its library loads numpy."""

from __future__ import annotations

import math
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult, RenderResult
from textual.binding import BindingType
from textual.containers import Grid
from textual.strip import Strip
from textual.theme import Theme
from textual_hires_canvas import Canvas
from textual_plot import HiResMode, PlotWidget
from textual_plot.axis_formatter import CategoricalAxisFormatter
from textual_plot.plot_widget import Legend

from tui.history_view import Chart

_ROOM_ABOVE = 1.12
"""The axis ends this much above the highest value, so that rings and lines are not cut."""
_TICKS = 5
_BAR_WIDTH = 0.7
"""Of the distance between two bars."""
_MANY = 15
_NARROW_BAR_WIDTH = 0.4
"""Of many bars: two cells apart, wider ones would run into each other."""


class _StyledCanvas(Canvas):
    """A canvas whose empty cells have a style too: without colours Textual asks every cell for its own."""

    def render_line(self, y: int) -> Strip:
        """One line."""
        line = super().render_line(y)
        return Strip([Segment(text, style or Style.null()) for text, style, _ in line], line.cell_length)


class HistoryChart(PlotWidget, can_focus=False):
    """Bars, rings and a dotted line: told apart by their shapes, coloured besides."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self) -> None:
        super().__init__(id="history-chart", allow_pan_and_zoom=False)
        self._chart: Chart | None = None

    def compose(self) -> ComposeResult:
        """As the plot has it, on canvases of our own."""
        with Grid():
            for part in ("margin-top", "margin-left", "plot", "margin-bottom"):
                yield _StyledCanvas(1, 1, id=part)
        yield Legend(id="legend")

    def on_mount(self) -> None:
        """Leave the room to the chart; what the plot does when it is mounted comes after this."""
        self.margin_top = 0
        self.margin_bottom = 1
        self.margin_left = 6
        self.app.theme_changed_signal.subscribe(self, self._theme_changed)

    def _position_legend(self) -> None:
        """There is none, and to move it would lay the screen out once more: what signs mean stands below."""

    def render(self) -> RenderResult:
        """Nothing until there is something to draw: empty axes would be drawn only to be drawn over."""
        return "" if self._chart is None else super().render()

    def show(self, chart: Chart | None) -> None:
        """Draw this one."""
        if chart != self._chart:
            self._chart = chart
            self._draw()

    def _theme_changed(self, _theme: Theme) -> None:
        """Another theme has other colours; the styles of the axes are remembered until they are told."""
        super(PlotWidget, self).notify_style_update()  # the plot itself keeps the styles it has seen
        self._draw()

    def _draw(self) -> None:
        chart = self._chart
        self.clear()
        if chart is None:
            return
        colours = self.app.theme_variables
        places = list(range(1, len(chart.labels) + 1))
        self.set_x_formatter(CategoricalAxisFormatter(list(chart.labels)))
        self.set_xticks([float(place) for place in places[:: chart.marked]])
        self.set_xlimits(0.5, len(places) + 0.5)
        known = [value for value in (*chart.values, *chart.dots, chart.usual) if value is not None]
        top = max(1.0, *known, 0.0) * _ROOM_ABOVE
        self.set_ylimits(0.0, top)
        self.set_yticks(_ticks(top))
        self.bar(
            places,
            [math.nan if value is None else value for value in chart.values],
            width=_BAR_WIDTH if len(places) <= _MANY else _NARROW_BAR_WIDTH,
            bar_style=colours["primary"],
            hires_mode=HiResMode.HALFBLOCK,
        )
        if chart.usual is not None:
            self.plot(
                [0.5, len(places) + 0.5],
                [chart.usual, chart.usual],
                line_style=colours["warning"],
                hires_mode=HiResMode.BRAILLE,
            )
        if chart.dots:
            self.scatter(
                places,
                [math.nan if value is None else value for value in chart.dots],
                marker="o",
                marker_style=f"bold {colours['foreground']}",
            )


def _ticks(top: float) -> list[float]:
    """A few round numbers from 0 on, so that a low chart has room for them."""
    power = 10.0 ** math.floor(math.log10(top))
    step = next(step for step in (power / 2, power, 2 * power, 5 * power) if top / step < _TICKS)
    return [step * number for number in range(math.floor(top / step) + 1)]
