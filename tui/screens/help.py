"""The keys, and what the program can and cannot see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from tui.navigation import DESTINATIONS

_NOTES = (
    "Postures are compared with your own reference, never with an ideal. "
    "A webcam estimates; it is not a clinical measurement.\n\n"
    "The dotted outline is how you look near your reference. The figure is mirrored. "
    "Pictures are never kept and never leave this computer.\n\n"
    "The next posture is the best one: change often."
)


class KeyLine(NamedTuple):
    """A key as the user presses it, and what it does."""

    key: str
    what: str


def keys_of(screen: Screen[Any]) -> tuple[KeyLine, ...]:
    """Every key of a screen that is offered, in its footer or in a panel, then those that work everywhere."""
    own = [
        KeyLine(screen.app.get_key_display(binding), binding.tooltip or binding.description)
        for owner in type(screen).__mro__
        for binding in vars(owner).get("BINDINGS", ())
        if isinstance(binding, Binding) and (binding.show or binding.tooltip)
    ]
    places = [
        KeyLine(place.key, f"{place.title}: {place.what}") for place in DESTINATIONS if place.id != screen.id
    ]
    return (*own, *places, KeyLine("ctrl+p", "all commands, and themes"))


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
        keys = "\n".join(f"{key:<8}{what}" for key, what in self._keys)
        with VerticalScroll(id="help-box") as box:
            box.border_title = "Help"
            box.border_subtitle = "↑↓ more, escape close"
            yield Static(Content(keys), id="help-keys")
            yield Static(Content(_NOTES), id="help-notes")
