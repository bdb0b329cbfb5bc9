"""What the reader needs beside itself: what its thread tells it, and the field for words to look for."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from posture.education import Library, ReaderState


class LibraryRead(Message):
    """The library and the user's marks; `warning` says what is wrong with the marks."""

    def __init__(self, library: Library, state: ReaderState, warning: str) -> None:
        super().__init__()
        self.library = library
        self.state = state
        self.warning = warning


class LibraryFailed(Message):
    """The library cannot be read."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


class SearchInput(Input):
    """The words to look for; up, down and enter lead back to the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.to_list", "To the list"),
        Binding("down,up", "screen.to_list", "To the list", show=False),
        Binding("escape", "screen.back", "Whole list"),
    ]
