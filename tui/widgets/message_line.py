"""The one line in which the app tells of itself: above the keys, there only while it speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.screen import Screen

    from tui.told import Told

TELLING = "-telling"
"""The class of a screen while its line says something."""


_BELOW = "#day-strip, KeyLine"
"""What the line stands above: on the dashboard the strip of the day, which gives it its rows."""


class MessageLine(Static):
    """Messages, each on a line of its own, long ones on several."""

    DEFAULT_CSS = """
    MessageLine {
        height: auto;
        max-height: 8;
        padding: 0 1;
        background: $panel;
    }
    MessageLine.-alone { dock: bottom; }
    """

    def show(self, told: Sequence[Told]) -> None:
        """Show these; nothing takes no room."""
        self.display = bool(told)
        self.update(
            Content("\n").join(
                Content.styled(one.line, "$text-warning" if one.is_problem else "") for one in told
            )
        )


@runtime_checkable
class MakesRoom(Protocol):
    """A screen that leaves something out while its line says something."""

    def tell(self, told: Sequence[Told]) -> None:
        """Make room for what is told now."""
        ...


def tell_on(screen: Screen[Any], told: Sequence[Told]) -> None:
    """Say this on a screen, which gets its line with the first message; without any, say nothing there."""
    screen.set_class(bool(told), TELLING)
    if isinstance(screen, MakesRoom):
        screen.tell(told)
    for line in screen.query(MessageLine):
        line.show(told)
        return
    if not told or not screen.is_attached:  # where the app ends there is nobody to tell
        return
    line = MessageLine()
    line.show(told)
    above = next(iter(screen.query(_BELOW)), None)
    if above is not None and isinstance(above.parent, Widget):
        above.parent.mount(line, before=above)
    else:
        line.add_class("-alone")
        screen.mount(line)
