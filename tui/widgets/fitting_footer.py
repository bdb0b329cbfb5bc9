"""The keys at the foot of a screen: where not all fit, the way out and the help stay."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

_STAY = frozenset({"app.help", "app.quit", "app.go('main')"})
"""Actions whose keys are told in every window: the help names all others."""


class FittingFooter(Footer):
    """Leaves out keys from the end until the others fit."""

    def __init__(self) -> None:
        super().__init__(show_command_palette=False, compact=True)
        self._needed = 0
        self._room = 0

    def compose(self) -> ComposeResult:
        """The keys that fit, in their order."""
        keys: list[Widget] = list(super().compose())
        self._room = self.app.size.width
        self._needed = sum(map(_cells, keys))
        left = self._needed
        for key in reversed(tuple(keys)):
            if left <= self._room:
                break
            if isinstance(key, FooterKey) and key.action not in _STAY:
                keys.remove(key)
                left -= _cells(key)
        yield from keys

    def on_resize(self) -> None:
        """Other keys fit now."""
        width = self.app.size.width
        if width != self._room and min(width, self._room) < self._needed:
            self.refresh(recompose=True)


def _cells(key: Widget) -> int:
    """The key, a blank, what it does, a blank."""
    return len(key.key_display) + len(key.description) + 2 if isinstance(key, FooterKey) else 0
