"""A list to choose from and a line to type on whose own key stands in the line of keys with the others."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList


class Choices(OptionList):
    """A list; enter takes the line that is marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Choose", tooltip="take what is marked")
    ]


class AnswerLine(Input):
    """A line to type an answer on; enter gives it."""

    DEFAULT_CSS = """
    AnswerLine, AnswerLine:focus {
        border: round $primary; background: $background; background-tint: $foreground 0%;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "Go on", tooltip="give this answer")]
