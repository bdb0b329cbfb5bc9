"""Where the user can go in the app: one entry gives key, help line and command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

if TYPE_CHECKING:
    from tui.app import PostureApp

HOME = "main"
"""The main screen, which lies below every other one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """A screen to go to.

    Attributes:
        key: goes there from every screen that does not use the key itself.
        id: the screen's.
        title: in the bar at the top and in the palette.
        what: what is to be found there, for the help.
        make: makes the screen; imports what it needs then, not before the first paint. `None` for the home.
    """

    key: str
    id: str
    title: str
    what: str
    make: Callable[[PostureApp], Screen[None]] | None


DESTINATIONS: tuple[Destination, ...] = (
    Destination(key="1", id=HOME, title="Now", what="what is seen now", make=None),
    Destination(
        key="3",
        id="exercises",
        title="Exercises",
        what="exercises to do now, counted by the camera",
        make=lambda app: app.exercises_screen(),
    ),
)


def destination(id: str) -> Destination:  # noqa: A002 - Textual's own name
    """The destination with this id."""
    return next(place for place in DESTINATIONS if place.id == id)


class DestinationScreen(Screen[None]):
    """A screen other than the home: its title and the ways to the others above, the keys below.

    A screen of this kind names itself with `DESTINATION`, the id of its entry, and gives its widgets in
    `compose_body`.
    """

    DESTINATION: ClassVar[str] = HOME
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", f"app.go('{HOME}')", "Back"),
        Binding("question_mark", "app.help", "Help", key_display="?"),
        Binding("q", "app.quit", "Quit"),
    ]

    def __init__(self) -> None:
        super().__init__(id=self.DESTINATION)

    def compose(self) -> ComposeResult:
        """The bar, the body, the keys."""
        yield Static(ways(self.DESTINATION), id="ways")
        yield from self.compose_body()
        yield Footer(show_command_palette=False, compact=True)

    def compose_body(self) -> ComposeResult:
        """The widgets of this screen."""
        yield from ()


def ways(here: str) -> Content:
    """The line of destinations, the present one marked by more than a colour."""
    parts = [
        Content.styled(f"[{place.key} {place.title}]", "bold")
        if place.id == here
        else Content(f" {place.key} {place.title} ")
        for place in DESTINATIONS
    ]
    return Content(" ").join(parts)
