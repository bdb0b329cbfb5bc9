"""What the screens of homework and check-ins share: they read what was planned, done and said in a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from posture.errors import PostureError
from tui.navigation import DestinationScreen

if TYPE_CHECKING:
    from tui.homework_source import HomeworkNow, HomeworkSource


_LOOK_EVERY_S = 2.0
"""What another command noted stands on the screen no later than this. ENG."""


class HomeworkRead(Message):
    """How things stand; `sentence` says why it cannot be read, `mark` what was read."""

    def __init__(self, now: HomeworkNow | None, mark: object, sentence: str = "") -> None:
        super().__init__()
        self.now = now
        self.mark = mark
        self.sentence = sentence


class HomeworkIsOther(Message):
    """Another command noted something, or a day began."""


class HomeworkReading(DestinationScreen):
    """Reads whenever it is shown, and when something was done or said, here or by another command.

    Args:
        source: what is read; `None` in the demo.
    """

    def __init__(self, source: HomeworkSource | None) -> None:
        super().__init__()
        self._source = source
        self._shown: HomeworkRead | None = None

    def on_mount(self) -> None:
        """From now on follow what other commands note."""
        if self._source is not None:
            self.set_interval(_LOOK_EVERY_S, self._look_again)

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
        mark = source.mark()
        try:
            now = source.read()
        except PostureError as error:
            self.post_message(HomeworkRead(None, mark, str(error)))
        else:
            self.post_message(HomeworkRead(now, mark))

    @on(HomeworkRead)
    def _was_read(self, message: HomeworkRead) -> None:
        self._shown = message
        if message.now is None:
            self.show_failure(message.sentence)
        else:
            self.show_now(message.now)

    def _look_again(self) -> None:
        if self.is_current and self._source is not None and self._shown is not None:
            self._look(self._source, self._shown)

    @work(thread=True, group="homework-look", exclusive=True)
    def _look(self, source: HomeworkSource, shown: HomeworkRead) -> None:
        """In a thread, and little: the whole is read only where something is other than it was."""
        day_began = shown.now is not None and source.now().date() != shown.now.at.date()
        if day_began or source.mark() != shown.mark:
            self.post_message(HomeworkIsOther())

    @on(HomeworkIsOther)
    def _is_other(self) -> None:
        self.read_again()
