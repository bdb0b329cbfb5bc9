"""What the app tells of itself: one quiet line for every screen, instead of boxes that lie over the work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import App
from textual.events import Event, Key
from textual.message import Message

from posture.adapters.clock import SystemClock
from tui.told import Told, ends_s, told, with_new
from tui.widgets.message_line import tell_on

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel
    from textual.screen import Screen
    from textual.timer import Timer


class ToldNow(Message):
    """Something is to be told; it may come from any thread."""

    def __init__(self, told: Told) -> None:
        super().__init__()
        self.told = told


class TellingApp(App[int]):
    """Tells in a line of the screen that is shown, and takes the message along to the next screen.

    Attributes:
        told: what the line says now, the newest last; empty most of the time.
    """

    told: tuple[Told, ...] = ()
    _told_timer: Timer | None = None

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Tell this; texts are never markup, as names of files are told too."""
        del markup
        least_s = self.NOTIFICATION_TIMEOUT if timeout is None else timeout
        problem = severity != "information"
        new = told(message, at_s=SystemClock().now().mono_s, least_s=least_s, title=title, is_problem=problem)
        self.post_message(ToldNow(new))

    def on_mount(self) -> None:
        """A message goes along where the user goes."""
        self.screen_change_signal.subscribe(self, self._screen_changed)

    async def on_event(self, event: Event) -> None:
        """Escape takes the message away, and does on the screen what it always does."""
        if isinstance(event, Key) and event.key == "escape":
            self.tell_nothing()
        await super().on_event(event)

    @on(ToldNow)
    def _tell(self, message: ToldNow) -> None:
        self.told = with_new(self.told, message.told)
        if self._told_timer is not None:
            self._told_timer.stop()
        self._told_timer = self.set_timer(ends_s(self.told) - message.told.at_s, self.tell_nothing)
        self.show_told()

    def tell_nothing(self) -> None:
        """The line has said everything: it gives its room back."""
        if self.told:
            self.told = ()
            self.show_told()

    def show_told(self) -> None:
        """Bring the line of the screen that is shown up to date; those below have none."""
        for screen in self.screen_stack:
            if screen.is_mounted:
                tell_on(screen, self.told if screen is self.screen else ())
            elif screen is self.screen:
                screen.call_after_refresh(self.show_told)

    def _screen_changed(self, screen: Screen[Any]) -> None:
        if self.told:
            screen.call_after_refresh(self.show_told)
