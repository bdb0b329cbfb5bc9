"""The places: one reference for each desk, camera or height, to choose from, to add to and to rename."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from posture.errors import PostureError
from tui.place_view import explanation, place_line
from tui.widgets.choices import AnswerLine, Choices
from tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.place_shelf import PlaceShelf, StoredPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAnswer:
    """The place to use, or with `new` to calibrate for."""

    place: str
    new: bool


class PlacesScreen(Screen[PlaceAnswer | None]):
    """Returns what the user wants, or `None` when all stays as it is.

    Args:
        shelf: the places.
        current: the one in use, or `None`.
    """

    CSS = """
    #places-title { height: 1; padding: 0 1; background: $panel; }
    #places-list { height: auto; max-height: 60%; margin: 1 1 0 1; border: none; background: transparent; }
    #places-note { height: auto; padding: 1 2; color: $foreground-muted; }
    #places-name { margin: 0 1; display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "use", "Use", tooltip="compare with this place's reference"),
        Binding("n", "new", "New place", tooltip="set a reference for another desk, camera or height"),
        Binding("r", "rename", "Rename", tooltip="give this place another name"),
        Binding("escape", "back", "Back", tooltip="back, nothing changed"),
        Binding("question_mark", "app.help", "Help", key_display="?", tooltip="this list"),
        Binding("q", "app.quit", "Quit", tooltip="leave"),
    ]

    def __init__(self, shelf: PlaceShelf, current: str | None) -> None:
        super().__init__(id="places")
        self._shelf = shelf
        self._current = current
        self._places: tuple[StoredPlace, ...] = ()
        self._renamed: str | None = None

    def compose(self) -> ComposeResult:
        """The list, what it means, and a line to type a name in when one is asked for."""
        yield Static(Content.styled("Places", "bold"), id="places-title")
        yield Choices(id="places-list")
        yield AnswerLine(id="places-name", max_length=64)
        yield Static(id="places-note")
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the places."""
        self._read()

    @work(thread=True, exclusive=True)
    def _read(self) -> None:
        places, sentences = self._shelf.places()
        self.app.call_from_thread(self._show, places, sentences)

    def _show(self, places: Sequence[StoredPlace], sentences: Sequence[str]) -> None:
        self._places = tuple(places)
        options = self.query_one("#places-list", OptionList)
        options.clear_options()
        for place in self._places:
            options.add_option(Option(place_line(place, in_use=place.name == self._current), id=place.name))
        names = [place.name for place in self._places]
        if names:
            options.highlighted = names.index(self._current) if self._current in names else 0
        options.focus()
        self._note("\n".join([explanation(self._places), *sentences]))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing to use or rename where there is no place; no letters as keys while a name is typed."""
        del parameters
        naming = isinstance(self.focused, Input)
        if action in ("use", "rename"):
            return bool(self._places) and not naming
        return action != "new" or not naming

    def action_use(self) -> None:
        """Compare with this one."""
        chosen = self._chosen()
        if chosen is not None:
            self.dismiss(None if chosen == self._current else PlaceAnswer(place=chosen, new=False))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a line."""
        event.stop()
        self.action_use()

    def action_new(self) -> None:
        """Ask for the name of a new place."""
        self._ask(None, "Name of the new place, such as office; enter goes on")

    def action_rename(self) -> None:
        """Ask for another name."""
        chosen = self._chosen()
        if chosen is not None:
            self._ask(chosen, f"Another name for “{chosen}”; enter changes it")

    def action_back(self) -> None:
        """Back to the list, or away."""
        if isinstance(self.focused, Input):
            self._close_input()
            self._note(explanation(self._places))
        else:
            self.dismiss(None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """A name was typed."""
        event.stop()
        name = event.value.strip()
        if self._renamed is None:
            complaint = self._shelf.complaint(name)
            if complaint is not None:
                self._note(complaint)
            else:
                self.dismiss(PlaceAnswer(place=name, new=True))
            return
        try:
            self._shelf.rename(self._renamed, name)
        except PostureError as error:
            self._note(str(error))
            return
        if self._renamed == self._current:
            self.dismiss(PlaceAnswer(place=name, new=False))
            return
        self._close_input()
        self._read()

    def _chosen(self) -> str | None:
        line = self.query_one("#places-list", OptionList).highlighted
        return None if line is None else self._places[line].name

    def _ask(self, renamed: str | None, note: str) -> None:
        self._renamed = renamed
        name = self.query_one("#places-name", Input)
        name.value = renamed or ""
        name.display = True
        name.focus()
        self._note(note)
        self.refresh_bindings()

    def _close_input(self) -> None:
        self.query_one("#places-name", Input).display = False
        self.query_one("#places-list", OptionList).focus()
        self.refresh_bindings()

    def _note(self, text: str) -> None:
        self.query_one("#places-note", Static).update(Content(text))
