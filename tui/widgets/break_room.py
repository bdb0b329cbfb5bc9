"""The dashboard while a break runs: a large timer, and a calm figure that moves. It asks for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui.view_model import bar
from tui.widgets.big_letters import best_fit
from tui.widgets.movement import Movement

if TYPE_CHECKING:
    from textual.screen import Screen

    from tui.break_room import BreakRoomView

RESTING = "-resting"
"""The class of a screen whose room the break has."""


class Timer(Widget):
    """A time in figures as large as there is room for."""

    DEFAULT_CSS = """
    Timer { height: 1fr; content-align: center middle; }
    """

    def __init__(self) -> None:
        super().__init__(id="break-timer")
        self._time = ""

    def show(self, time: str) -> None:
        """Show this time."""
        if time != self._time:
            self._time = time
            self.refresh()

    def render(self) -> Content:
        """The figures, all rows of one width so that they stay together in the middle."""
        rows = best_fit(self._time, *self.content_size) or (self._time,)
        width = max(map(len, rows))
        return Content.styled("\n".join(row.ljust(width) for row in rows), "bold $text-primary")


class Share(Widget):
    """How far something is, as a bar of two thirds of the width."""

    DEFAULT_CSS = """
    Share { height: 1; content-align: center middle; color: $text-primary; }
    """

    def __init__(self) -> None:
        super().__init__(id="break-share")
        self._share = 0.0

    def show(self, share: float) -> None:
        """Show this share, from 0 to 1."""
        if share != self._share:
            self._share = share
            self.refresh()

    def render(self) -> Content:
        """The bar in the room there is."""
        return Content(bar(self._share, self.content_size.width * 2 // 3))


class BreakRoom(Horizontal):
    """The figure at the left, the time and the words at the right."""

    DEFAULT_CSS = """
    BreakRoom { height: 1fr; border: round $primary 50%; border-title-color: $text-primary; padding: 0 1; }
    BreakRoom Movement { width: 2fr; }
    BreakRoom #break-words { width: 3fr; }
    BreakRoom #break-words Static { height: auto; text-align: center; }
    BreakRoom #break-how { margin: 1 0 1 0; color: $foreground-muted; }
    BreakRoom #break-enjoy { margin: 1 0 0 0; }
    """

    def __init__(self) -> None:
        super().__init__(id="break-room")
        self.border_title = "Break"
        self._view: BreakRoomView | None = None

    def compose(self) -> ComposeResult:
        """The widgets, from left to right and from top to bottom."""
        yield Movement(id="break-movement")
        with Vertical(id="break-words"):
            yield Timer()
            yield Share()
            yield Static(id="break-progress")
            yield Static(id="break-enjoy")
            yield Static(id="break-how")

    def on_mount(self) -> None:
        """Show what was waiting."""
        self._draw()

    def show(self, view: BreakRoomView) -> None:
        """Show this."""
        if view != self._view:
            self._view = view
            if self.is_mounted:
                self._draw()

    def _draw(self) -> None:
        view = self._view
        if view is None:
            return
        movement = self.query_one(Movement)
        movement.display = view.exercise is not None
        movement.show(view.exercise)
        self.query_one(Timer).show(view.timer)
        self.query_one(Share).show(view.share)
        self.query_one("#break-progress", Static).update(Content(view.progress))
        self.query_one("#break-enjoy", Static).update(Content.styled(view.words, "bold"))
        about = Content.assemble((view.title, "bold $text-primary"), "\n", view.how)
        self.query_one("#break-how", Static).update(about if view.title else Content(""))


def rest_on(screen: Screen[Any], view: BreakRoomView | None) -> None:
    """Give the break the room of this screen, or take it back; the widget comes with the first break."""
    screen.set_class(view is not None, RESTING)
    room = next(iter(screen.query(BreakRoom)), None)
    if room is None:
        if view is None or not screen.is_attached:
            return
        room = BreakRoom()
        body = screen.query_one("#body")
        assert isinstance(body.parent, Widget)
        body.parent.mount(room, before=body)
    room.display = view is not None
    if view is not None:
        room.show(view)
