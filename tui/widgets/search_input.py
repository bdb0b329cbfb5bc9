"""The line for words to look for in a list, with its own keys."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class SearchInput(Input):
    """The words to look for; up, down and enter lead to the list.

    The screen has the actions `to_list` and `back`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.to_list", "To the list"),
        Binding("down,up", "screen.to_list", "To the list", show=False),
        Binding("escape", "screen.back", "Whole list"),
    ]
