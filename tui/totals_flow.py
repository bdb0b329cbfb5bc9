"""The app's totals of the day: asked for now and then, worked out in a thread, told in a message."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import App

from posture.errors import PostureError
from tui import messages

if TYPE_CHECKING:
    from posture.events import Event
    from posture.figures import Figures
    from posture.instant import Instant
    from posture.status import Status
    from tui.day_so_far import DaySoFar
    from tui.monitor_session import Feed
    from tui.prompt_state import PromptState
    from tui.today_view import HomeworkLine

_TOTALS_EVERY_S = 15.0
"""Totals are shown in minutes: working them out more often than this shows nothing new."""


class TotalsFlow(App[int]):
    """Works the totals out; `PostureApp` has the rest of the state named here."""

    _feed: Feed
    _status: Status | None
    _events: list[Event]
    _over: bool
    _prompt: PromptState
    _find_homework: Callable[[Instant], HomeworkLine | None] | None

    def _show(self) -> None:
        raise NotImplementedError

    def _show_day_end(self) -> None:
        raise NotImplementedError

    def suspend_prompts(self, *, suspended: bool) -> None:
        """Ask nothing of the user for the rest of the day, because he needs emergency care; or ask again."""
        self._prompt = self._prompt.after_suspension(suspended=suspended)

    def _forget_totals(self) -> None:
        """Nothing is known about a run that begins."""
        self._day: DaySoFar | None = None
        self._homework: HomeworkLine | None = None
        self._figures: Figures | None = None
        self._figures_until_s = 0.0
        self._figures_t: float | None = None
        self._figures_asked = False
        self._figures_failed = False

    @property
    def _figures_now(self) -> Figures | None:
        """Today's figures, with what has passed since they were worked out."""
        if self._figures is None or self._status is None or self._over:
            return self._figures
        from tui.today_now import up_to_now  # noqa: PLC0415 - not before the first paint

        return up_to_now(self._figures, self._figures_until_s, self._status)

    def _ask_for_totals(self) -> None:
        if self._status is None or self._figures_asked or self._over:
            return
        now = self._status.at
        if self._figures_t is None or now.mono_s - self._figures_t >= _TOTALS_EVERY_S:
            self._figures_asked = True
            self._figures_t = now.mono_s
            self._work_out_totals(self._feed, tuple(self._events), now, last=False)

    @work(thread=True, group="totals")
    def _work_out_totals(self, feed: Feed, events: Sequence[Event], now: Instant, *, last: bool) -> None:
        """In a thread: reading the log of a long day must not hold up the keys."""
        try:
            figures, day = feed.totals(events, now), feed.day(events, now)
            homework = None if self._find_homework is None else self._find_homework(now)
        except PostureError as error:
            self.post_message(messages.TotalsFailed(feed, str(error), last=last))
        else:
            self.post_message(messages.TotalsWorkedOut(feed, figures, day, homework, until=now, last=last))

    @on(messages.TotalsWorkedOut)
    def _totals_worked_out(self, message: messages.TotalsWorkedOut) -> None:
        if message.feed is self._feed and (message.last or not self._over):
            self._figures, self._day, self._homework = message.figures, message.day, message.homework
            self._figures_until_s = message.until.mono_s
            self.suspend_prompts(suspended=message.homework is not None and message.homework.suspended)
        self._totals_answered(message.feed, last=message.last)

    @on(messages.TotalsFailed)
    def _totals_failed(self, message: messages.TotalsFailed) -> None:
        if message.feed is self._feed and not self._figures_failed:
            self._figures_failed = True
            self.notify(message.sentence, title="Today's figures cannot be read", severity="warning")
        self._totals_answered(message.feed, last=message.last)

    def _totals_answered(self, feed: Feed, *, last: bool) -> None:
        if feed is not self._feed:
            return
        self._figures_asked = False
        if last:
            self._show_day_end()
        else:
            self._show()
