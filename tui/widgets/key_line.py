"""The keys at the foot of a screen, in one widget.

Textual's own footer is a widget for each key, removed and mounted anew whenever other keys are offered. That
was a good part of the time from a key to the screen that it opens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.binding import ActiveBinding
    from textual.events import MouseMove
    from textual.screen import Screen

_STAY = frozenset({"escape", "question_mark", "q"})
"""Keys that are told in every window, the ways out: the help names all others."""


class KeyLine(Widget):
    """What can be done now. Where not all fit, keys go from the end; the way out and the help stay."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyLine {
        dock: bottom; height: 1; text-wrap: nowrap;
        color: $footer-description-foreground; background: $footer-background;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.auto_links = False
        self._keys: tuple[ActiveBinding, ...] = ()

    def on_mount(self) -> None:
        """Follow what can be done."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def _follow(self, screen: Screen[object]) -> None:
        keys = _shown(screen)
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def on_mouse_move(self, event: MouseMove) -> None:
        """Say what the key under the pointer does."""
        self.tooltip = event.style.meta.get("what")

    def render(self) -> Content:
        """The keys that fit, in their order."""
        left_out = sum(map(self._cells, self._keys)) - self.size.width
        keys = list(self._keys)
        for one in reversed(self._keys):
            if left_out <= 0:
                break
            if one.binding.key not in _STAY:
                keys.remove(one)
                left_out -= self._cells(one)
        return Content("").join(map(self._drawn, keys))

    def _cells(self, one: ActiveBinding) -> int:
        """The key, a blank, what it does, a blank."""
        return len(self.app.get_key_display(one.binding)) + len(one.binding.description) + 2

    def _drawn(self, one: ActiveBinding) -> Content:
        key = Content.styled(self.app.get_key_display(one.binding), "bold $footer-key-foreground")
        meta = {"@click": f"app.simulate_key('{one.binding.key}')", "what": one.tooltip}
        told = Content.assemble(key, f" {one.binding.description} ").stylize(Style.from_meta(meta))
        return told if one.enabled else told.stylize("dim")


def _shown(screen: Screen[object]) -> tuple[ActiveBinding, ...]:
    """The first key of each thing that can be done."""
    found: dict[str, ActiveBinding] = {}
    for one in screen.active_bindings.values():
        if one.binding.show:
            found.setdefault(one.binding.action, one)
    return tuple(found.values())
