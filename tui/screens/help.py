"""The keys, and what the program can and cannot see."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from tui.navigation import DESTINATIONS, bindings_of, is_offered

_NOTES = (
    "Postures are compared with your own reference, never with an ideal. "
    "A webcam estimates; it is not a clinical measurement.\n\n"
    "The dotted outline is how you look near your reference. The figure is mirrored. "
    "Pictures are never kept and never leave this computer.\n\n"
    "The next posture is the best one: change often."
)


_KEY_WIDTH = 8
_LEAST_ROOM = 2 * _KEY_WIDTH
"""In columns; before its first layout the list has none."""


class KeyLine(NamedTuple):
    """A key as the user presses it, and what it does."""

    key: str
    what: str


def keys_of(screen: Screen[Any]) -> tuple[KeyLine, ...]:
    """Every key of a screen that is offered, in its footer or in a panel, then those that work everywhere.

    Of two keys that stand as one in the footer, such as the arrows, only that one is told.
    Keys of the app that come and go with what is seen are always told, with what they do now, if anything.
    """
    every = [binding for binding in bindings_of(screen) if binding.show or binding.tooltip]
    both = "".join(binding.key_display or "" for binding in every if binding.show)
    told = [one for one in every if one.show or screen.app.get_key_display(one) not in both]
    offered = {binding.key for binding in told if is_offered(screen, binding.action)}
    own = [
        KeyLine(screen.app.get_key_display(binding), binding.tooltip or binding.description)
        for binding in told
        if is_offered(screen, binding.action)
        or (binding.action.startswith("app.") and binding.key not in offered)
    ]
    places = [
        KeyLine(place.key, f"{place.title}: {place.what}")
        for place in DESTINATIONS
        if place.id != screen.id and screen.app.check_action("go", (place.id,))
    ]
    return (*own, *places, KeyLine("ctrl+p", "all commands, and themes"))


def key_lines(keys: Sequence[KeyLine], width: int) -> list[str]:
    """The lines of the list in so many columns."""
    room = max(_LEAST_ROOM, width)
    indent = " " * _KEY_WIDTH
    return [
        line
        for key, what in keys
        for line in wrap(f"{key:<{_KEY_WIDTH}}{what}", room, subsequent_indent=indent, drop_whitespace=True)
    ]


class HelpScreen(ModalScreen[None]):
    """Closed by escape, q or ?. In a few lines it has no frame, and scrolls."""

    VERTICAL_BREAKPOINTS = [(0, "-few"), (9, "-some")]  # noqa: RUF012 - as Textual has it

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter", "dismiss", "Close"),
    ]

    def __init__(self, keys: Sequence[KeyLine]) -> None:
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Keys above, notes below."""
        with VerticalScroll(id="help-box") as box:
            box.border_title = "Help"
            box.border_subtitle = "↑↓ more, escape close"
            yield Static(
                Content("\n".join(f"{key:<{_KEY_WIDTH}}{what}" for key, what in self._keys)), id="help-keys"
            )
            yield Static(Content(_NOTES), id="help-notes")

    def on_resize(self) -> None:
        """A line that is too long goes on below its own words, not below the keys."""
        self.call_after_refresh(self._show_keys)

    def _show_keys(self) -> None:
        told = self.query_one("#help-keys", Static)
        told.update(Content("\n".join(key_lines(self._keys, told.content_size.width))))
