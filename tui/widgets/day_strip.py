"""The day as a strip with its legend above and the hours below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

if TYPE_CHECKING:
    from tui.day_so_far import DaySoFar

_NARROWEST = 8


class DayStrip(Widget):
    """Shows a `DaySoFar`. What draws it is imported with the first one: the first paint has none."""

    def __init__(self) -> None:
        super().__init__(id="day-strip", classes="panel")
        self._day: DaySoFar | None = None
        self.border_title = "The day"

    def show(self, day: DaySoFar | None) -> None:
        """Show this day, or none."""
        if day is self._day:
            return
        if day is not None:
            from tui.widgets.strip_drawing import legend  # noqa: PLC0415 - see above

            self.border_title = legend(day, self.content_size.width - 2)
        self._day = day
        self.refresh()

    def render(self) -> Content:
        """The cells, and the hours below them."""
        width = self.content_size.width
        if self._day is None or width < _NARROWEST:
            return Content.styled("nothing yet", "$foreground-muted")
        from tui.widgets.strip_drawing import drawn  # noqa: PLC0415 - see above

        return drawn(self._day, width)
