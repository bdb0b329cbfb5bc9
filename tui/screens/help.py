"""The keys, and what the program can and cannot see."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

_KEYS = (
    ("c", "set your reference: how you sit when comfortable"),
    ("p", "pause, and go on"),
    ("s", "snooze breaks for 5, 15, 30 or 60 min, or until tomorrow"),
    ("b", "I took a break (kept apart from breaks the camera saw)"),
    ("k", "skip the break that is due"),
    ("t", "you stand, or sit again, where the camera cannot tell"),
    ("m", "a meeting: prompts wait, and a break that was due comes right after it"),
    ("ctrl+p", "all commands, and themes"),
    ("q", "quit"),
)

_NOTES = (
    "Postures are compared with your own reference, never with an ideal. "
    "A webcam estimates; it is not a clinical measurement.\n\n"
    "The dotted outline is how you look near your reference. The figure is mirrored. "
    "Pictures are never kept and never leave this computer.\n\n"
    "The next posture is the best one: change often."
)


class HelpScreen(ModalScreen[None]):
    """Closed by escape, q or ?."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter", "dismiss", "Close"),
    ]

    def compose(self) -> ComposeResult:
        """Keys above, notes below."""
        keys = "\n".join(f"{key:<8}{what}" for key, what in _KEYS)
        with VerticalScroll(id="help-box") as box:
            box.border_title = "Help"
            box.border_subtitle = "escape close"
            yield Static(Content(keys), id="help-keys")
            yield Static(Content(_NOTES), id="help-notes")
