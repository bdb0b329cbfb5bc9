"""Tells the reminders of the monitor that homework is due; belongs to the monitor's thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from posture.adapters.clock import SystemClock
from posture.adapters.log_file import append_to_log
from posture.errors import PostureError
from posture.therapy.remind import is_worth_saying, reminder_time
from tui.homework_source import HomeworkSource

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from posture.adapters.data_dirs import Places
    from posture.instant import Instant
    from posture.settings import Settings

_LOOK_EVERY = timedelta(minutes=5)
"""The times in the plan and what is left are read this often; a reminder is not late by more."""


@dataclass(slots=True)
class HomeworkReminder:
    """Looks seldom, because reading takes longer than a picture.

    Attributes:
        source: the homework.
        own_times: the patient's times, as "HH:MM".
        fail: is told, once, why the homework cannot be read.
    """

    source: HomeworkSource
    own_times: Sequence[str]
    fail: Callable[[str], None]
    _times: tuple[int, ...] = ()
    _looked: datetime | None = None
    _answered: datetime | None = None
    _worth: bool = False
    _failed: bool = False

    def use(self, settings: Settings) -> None:
        """Take the patient's times from these from now on."""
        self.own_times = settings.homework.remind_at
        self._looked = None

    def __call__(self, at: Instant) -> datetime | None:
        """The time of the reminder that is due at `at`, or `None`."""
        now = at.wall
        if now is None:
            return None
        if self._looked is None or not timedelta(0) <= now - self._looked < _LOOK_EVERY:
            self._look(now)
        due = reminder_time(self._times, now)
        if due is not None and due != self._answered:
            self._answered = due
            self._look(now)
        return due if self._worth else None

    def _look(self, now: datetime) -> None:
        self._looked = now
        try:
            self._times = self.source.reminder_times(self.own_times)
            self._worth = bool(self._times) and is_worth_saying(self.source.read().today)
        except PostureError as error:
            self._times, self._worth = (), False
            if not self._failed:
                self._failed = True
                self.fail(str(error))


def homework_reminder(where: Places, settings: Settings) -> HomeworkReminder:
    """When homework of this user is due; why that cannot be told goes to the log file."""
    clock = SystemClock()
    return HomeworkReminder(
        HomeworkSource(where),
        settings.homework.remind_at,
        lambda sentence: append_to_log(where.log_file, clock, sentence),
    )
