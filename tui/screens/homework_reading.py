"""What the screens of homework and check-ins share: they read what was planned, done and said in a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from posture.errors import PostureError
from tui.navigation import DestinationScreen

if TYPE_CHECKING:
    from tui.homework_source import HomeworkNow, HomeworkSource


class HomeworkRead(Message):
    """How things stand; `sentence` says why it cannot be read."""

    def __init__(self, now: HomeworkNow | None, sentence: str = "") -> None:
        super().__init__()
        self.now = now
        self.sentence = sentence


class HomeworkReading(DestinationScreen):
    """Reads whenever it is shown, and when something was done or said.

    Args:
        source: what is read; `None` in the demo.
    """

    def __init__(self, source: HomeworkSource | None) -> None:
        super().__init__()
        self._source = source

    def show_demo(self) -> None:
        """There is nothing to read."""
        raise NotImplementedError

    def show_now(self, now: HomeworkNow) -> None:
        """Show what was read."""
        raise NotImplementedError

    def show_failure(self, sentence: str) -> None:
        """It cannot be read, and why."""
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        """What lay above it may have asked something."""
        self.read_again()

    def read_again(self) -> None:
        """Something was done or said."""
        if self._source is None:
            self.show_demo()
        else:
            self._read(self._source)

    @work(thread=True, group="homework-read", exclusive=True)
    def _read(self, source: HomeworkSource) -> None:
        try:
            now = source.read()
        except PostureError as error:
            self.post_message(HomeworkRead(None, str(error)))
        else:
            self.post_message(HomeworkRead(now))

    @on(HomeworkRead)
    def _was_read(self, message: HomeworkRead) -> None:
        if message.now is None:
            self.show_failure(message.sentence)
        else:
            self.show_now(message.now)
