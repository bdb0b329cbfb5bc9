"""History: days, weeks and months beside the user's own usual weeks."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from posture.adapters.clock import SystemClock
from posture.errors import PostureError
from tui import history_view
from tui.history_export import default_name, save
from tui.history_period import Period, Unit, around
from tui.history_sample import SampleHistory
from tui.history_source import LogHistory
from tui.homework_source import points_of_pain
from tui.navigation import DestinationScreen
from tui.widgets.figure_rows import FigureRows

if TYPE_CHECKING:
    from textual.widget import Widget

    from posture.adapters.data_dirs import Places
    from tui.history_source import History, HistorySource
    from tui.widgets.history_chart import HistoryChart


class HistoryRead(Message):
    """A period was read."""

    def __init__(self, history: History) -> None:
        super().__init__()
        self.history = history


class HistoryFailed(Message):
    """It could not be read; `sentence` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


class ChartReady(Message):
    """The library that draws charts is loaded."""


class NameInput(Input):
    """Asks for the name of a file; escape leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Save"),
        Binding("escape", "leave", "Do not save"),
    ]

    def action_leave(self) -> None:
        """Ask no more."""
        self.display = False
        self.screen.set_focus(None)


class HistoryScreen(DestinationScreen):
    """Shows what a source of history has; everything is read and loaded in threads.

    Args:
        source: the user's log, or the made-up sample of the demo.
        folder: where a file is saved when its name says nothing else.
    """

    DESTINATION = "history"
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    HistoryScreen {
        #history-note { height: 1; padding: 0 1; text-style: reverse; text-wrap: nowrap; }
        #history-title { height: 1; padding: 0 1; text-style: bold; }
        #history-room { height: 1fr; min-height: 7; padding: 0 1; }
        #history-chart { height: 1fr; }
        #history-chart .plot--axis { color: $foreground-muted; }
        #history-chart .plot--tick { color: $foreground; text-style: none; }
        #chart-title, #chart-legend { height: 1; color: $text-muted; }
        #history-nothing { height: 1fr; padding: 1 2; }
        #history-heading { height: 1; padding: 0 2; color: $text-muted; }
        #history-rows { height: 7; padding: 0 1; }
        #history-usual { height: 1; padding: 0 2; color: $text-muted; }
        #history-name { height: 3; border: round $primary; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "unit('day')", "Day", tooltip="show a day, hour by hour"),
        Binding("w", "unit('week')", "Week", tooltip="show a week"),
        Binding("m", "unit('month')", "Month", tooltip="show a month"),
        Binding(
            "left", "move(-1)", "Move", key_display="←→", tooltip="the day, week or month before, or after"
        ),
        Binding("right", "move(1)", "Later", show=False, tooltip="the day, week or month after"),
        Binding("up", "choose(-1)", "Figure", key_display="↑↓", tooltip="draw another figure of the list"),
        Binding("down", "choose(1)", "Next figure", show=False, tooltip="draw the next figure of the list"),
        Binding("t", "today", "Today", tooltip="go to the present day, week or month"),
        Binding("x", "export", "Save", tooltip="save what is shown as CSV and JSON"),
    ]

    def __init__(self, source: HistorySource, folder: Path) -> None:
        super().__init__()
        self._source = source
        self._folder = folder
        self._period = around(source.today(), Unit.WEEK)
        self._history: History | None = None
        self._rows: tuple[history_view.Row, ...] = ()
        self._chosen = 0
        self._chart: HistoryChart | None = None
        # Where it is loaded already the chart is there from the first drawing on.
        if "tui.widgets.history_chart" in sys.modules:
            self._make_chart()

    def compose_body(self) -> ComposeResult:
        """Chart above, figures below."""
        note = Static(self._source.note, id="history-note")
        note.display = bool(self._source.note)
        yield note
        yield Static("", id="history-title")
        with Vertical(id="history-room"):
            yield Static("", id="chart-title")
            if self._chart is not None:
                yield self._chart
            yield Static("", id="chart-legend")
        yield Static("", id="history-nothing")
        yield Static(history_view.HEADING, id="history-heading")
        yield FigureRows(id="history-rows")
        yield Static("", id="history-usual")
        name = NameInput(id="history-name")
        name.display = False
        yield name

    def on_mount(self) -> None:
        """Read the present week; the library that draws is loaded meanwhile."""
        self.query_one("#history-nothing").display = False
        self._read()
        if self._chart is None:
            self._load_chart()

    def _read(self) -> None:
        self.query_one("#history-title", Static).update(f"{self._period.title}  ...", layout=False)
        self._read_period(self._period)

    @work(thread=True, exclusive=True, group="history")
    def _read_period(self, period: Period) -> None:
        try:
            history = self._source.read(period)
        except PostureError as error:
            self.post_message(HistoryFailed(str(error)))
        else:
            self.post_message(HistoryRead(history))

    @work(thread=True, group="history-chart")
    def _load_chart(self) -> None:
        """In a thread: what draws the chart takes a while to load."""
        load_chart()
        self.post_message(ChartReady())

    @on(ChartReady)
    async def _chart_ready(self) -> None:
        chart = self._make_chart()
        await self.query_one("#history-room").mount(chart, before="#chart-legend")
        self._show_chart()

    def _make_chart(self) -> HistoryChart:
        from tui.widgets.history_chart import HistoryChart  # noqa: PLC0415 - loaded by now

        self._chart = HistoryChart()
        return self._chart

    @on(HistoryRead)
    def _history_read(self, message: HistoryRead) -> None:
        if message.history.period != self._period:
            return
        self._history = message.history
        self._rows = history_view.rows(message.history)
        self._chosen = min(self._chosen, max(0, len(self._rows) - 1))
        self.query_one("#history-title", Static).update(self._title(), layout=False)
        self._show_rows()
        note = history_view.usual_note(message.history)
        self.query_one("#history-usual", Static).update(note, layout=False)
        self._show_nothing("" if self._rows else history_view.nothing(message.history))
        self._show_chart()

    @on(HistoryFailed)
    def _history_failed(self, message: HistoryFailed) -> None:
        self._history = None
        self.query_one("#history-title", Static).update(self._title(), layout=False)
        self._show_nothing(message.sentence)

    def _title(self) -> str:
        today = self._source.today()
        here = self._period.first <= today <= self._period.last
        now = "today" if self._period.unit is Unit.DAY else f"this {self._period.unit}"
        return f"{self._period.title} ({now})" if here else self._period.title

    def _show_nothing(self, why: str) -> None:
        """Say why there is nothing to see, in place of everything else."""
        self.query_one("#history-nothing", Static).update(why, layout=bool(why))
        _display(self.query_one("#history-nothing"), bool(why))
        for part in ("#history-room", "#history-heading", "#history-rows", "#history-usual"):
            _display(self.query_one(part), not why)

    def _show_rows(self) -> None:
        self.query_one(FigureRows).show([row.text for row in self._rows], self._chosen)

    def _chosen_chart(self) -> history_view.Chart | None:
        return self._rows[self._chosen].chart if self._rows else None

    def _show_chart(self) -> None:
        chart = self._chosen_chart()
        empty = history_view.NO_CHECK_INS.capitalize() if self._rows else ""
        title = empty if chart is None else chart.title
        self.query_one("#chart-title", Static).update(title, layout=False)
        self.query_one("#chart-legend", Static).update("" if chart is None else chart.legend, layout=False)
        if self._chart is not None:
            _display(self._chart, chart is not None)
            self._chart.show(chart)

    def action_unit(self, unit: str) -> None:
        """Show a day, a week or a month around what is shown."""
        today = self._source.today()
        here = self._period.first <= today <= self._period.last
        self._period = around(today if here else self._period.first, Unit(unit))
        self._read()

    def action_move(self, steps: int) -> None:
        """Earlier or later; not beyond today."""
        moved = self._period.moved(steps)
        if steps < 0 or moved.first <= self._source.today():
            self._period = moved
            self._read()

    def action_today(self) -> None:
        """Back to now."""
        self._period = around(self._source.today(), self._period.unit)
        self._read()

    def action_choose(self, steps: int) -> None:
        """Draw the figure above or below."""
        if self._rows:
            self._chosen = (self._chosen + steps) % len(self._rows)
            self._show_rows()
            self._show_chart()

    def action_export(self) -> None:
        """Ask for a name."""
        if self._history is None or not self._rows:
            self.notify("There is nothing to save here.")
            return
        name = self.query_one("#history-name", NameInput)
        name.value = default_name(self._history)
        name.border_title = f"Save as, in {self._folder}"
        name.border_subtitle = "enter saves NAME.csv and NAME.json, escape does not"
        name.display = True
        name.focus()

    @on(Input.Submitted, "#history-name")
    def _named(self, message: Input.Submitted) -> None:
        assert self._history is not None
        try:
            table, document = save(self._history, message.value, self._folder)
        except PostureError as error:
            self.notify(str(error), severity="warning")
            return
        self.query_one(NameInput).action_leave()
        self.notify(f"Saved {table} and {document.name}. Only you can read them.")


def _display(widget: Widget, shown: bool) -> None:  # noqa: FBT001 - as the attribute
    """Show or hide it; to say what is so already would lay everything out anew."""
    if widget.display != shown:
        widget.display = shown


def load_chart() -> None:
    """Load what draws the chart, which takes a while; for a thread."""
    import tui.widgets.history_chart  # noqa: F401, PLC0415 - numpy comes with it


def history_screen(where: Places | None) -> HistoryScreen:
    """The history of this user; the made-up sample where nothing of his is touched."""
    source = (
        SampleHistory(today_is=_today)
        if where is None
        else LogHistory(database=where.database, today_is=_today, pain=points_of_pain(where))
    )
    return HistoryScreen(source, Path.cwd())


def _today() -> date:
    wall = SystemClock().now().wall
    assert wall is not None
    return wall.date()
