"""The chart of the history. Imported only when it is needed: its library loads numpy."""

from __future__ import annotations

import math
from typing import ClassVar

from textual.binding import BindingType
from textual_plot import HiResMode, PlotWidget
from textual_plot.axis_formatter import CategoricalAxisFormatter

from tui.history_view import Chart

_ROOM_ABOVE = 1.12
"""The axis ends this much above the highest value, so that rings and lines are not cut."""
_BAR_WIDTH = 0.7
"""Of the distance between two bars."""


class HistoryChart(PlotWidget, can_focus=False):
    """Bars, rings and a dotted line: told apart by their shapes, coloured besides."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, chart: Chart | None) -> None:
        super().__init__(id="history-chart", allow_pan_and_zoom=False)
        self._chart = chart

    def on_mount(self) -> None:
        """Leave the room to the chart."""
        super().on_mount()
        self.margin_top = 0
        self.margin_bottom = 1
        self.margin_left = 6
        self._draw()

    def show(self, chart: Chart | None) -> None:
        """Draw this one."""
        if chart != self._chart:
            self._chart = chart
            self._draw()

    def notify_style_update(self) -> None:
        """Another theme has other colours."""
        if self.is_mounted:
            self._draw()
        super().notify_style_update()

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
        self.set_ylimits(0.0, max(1.0, *known, 0.0) * _ROOM_ABOVE)
        self.bar(
            places,
            [math.nan if value is None else value for value in chart.values],
            width=_BAR_WIDTH,
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
