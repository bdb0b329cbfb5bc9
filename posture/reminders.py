"""Which events become prompts. The log records everything; the user is spoken to seldom.

At least `reminders.min_gap_s` lie between two prompts, there are at most `reminders.max_per_hour` in
any hour, none in quiet hours, on days that are not `reminders.working_days`, in a meeting or during a
guided exercise, none of a kind that is switched off, and none for the rest of a day on which an answer about
warning signs needs emergency care. A break that is due while prompts are held is not
forgotten: it is prompted as soon as the rules allow, if it is still due then. So is homework.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import time as time_of_day
from enum import StrEnum
from typing import TYPE_CHECKING

from posture.events import BreakDue, SlouchProlonged, StandingProlonged, StillnessProlonged
from posture.labels import Presence
from posture.settings import WEEKDAYS
from posture.status import BreakState

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from posture.events import Event
    from posture.instant import Instant
    from posture.settings import ReminderSettings
    from posture.status import Step

_HOUR_S = 3600.0


class PromptKind(StrEnum):
    """What a prompt is about."""

    BREAK = "break"
    SLOUCH = "slouch"
    STILLNESS = "stillness"
    STANDING = "standing"
    HOMEWORK = "homework"


_MOMENTARY: dict[type[Event], PromptKind] = {
    SlouchProlonged: PromptKind.SLOUCH,
    StillnessProlonged: PromptKind.STILLNESS,
    StandingProlonged: PromptKind.STANDING,
}
"""What is said when it happens or not at all: nobody knows whether it is still true later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """Something to tell the user now.

    Attributes:
        at: when.
        kind: what about.
        event: the event behind it; `None` for homework, which the clock brings and no event.
    """

    at: Instant
    kind: PromptKind
    event: Event | None


class Reminders:
    """Holds back prompts that would come too often.

    Args:
        settings: how often, about what, and when.
        homework: tells the time of the homework reminder that is due at an instant, or `None`.
        suspended: tells whether nothing may be prompted for the rest of the day; asked only where there is
            something to say.
    """

    def __init__(
        self,
        settings: ReminderSettings,
        homework: Callable[[Instant], datetime | None] | None = None,
        suspended: Callable[[Instant], bool] | None = None,
    ) -> None:
        self._homework = homework
        self._suspended = suspended
        self._homework_said: datetime | None = None
        self._said: deque[float] = deque()
        self._last_said_t = float("-inf")
        self._waiting: BreakDue | None = None
        self.use(settings)

    def use(self, settings: ReminderSettings) -> None:
        """Go by these from now on; what was said before still counts."""
        self._settings = settings
        self._quiet = tuple(_parse_hours(text) for text in settings.quiet_hours)
        wanted = {
            PromptKind.BREAK: settings.breaks,
            PromptKind.SLOUCH: settings.slouch,
            PromptKind.STILLNESS: settings.stillness,
            PromptKind.STANDING: settings.standing,
            PromptKind.HOMEWORK: True,  # who wants none gives no times
        }
        self._wanted = frozenset(kind for kind, is_on in wanted.items() if is_on)

    def prompts(self, step: Step) -> tuple[Prompt, ...]:
        """What to say after this step."""
        said: list[Prompt] = []
        status = step.status
        held = status.meeting or status.exercising
        for event in step.events:
            kind = _MOMENTARY.get(type(event))
            if isinstance(event, BreakDue):
                self._waiting = event
            elif kind is not None and not held and self._may_speak(event.at, kind):
                said.append(self._say(event.at, kind, event))
        if self._waiting is not None:
            if status.break_state is BreakState.DUE:
                if not held and self._may_speak(status.at, PromptKind.BREAK):
                    said.append(self._say(status.at, PromptKind.BREAK, self._waiting))
                    self._waiting = None
            elif status.break_state is not BreakState.ANNOUNCED:
                self._waiting = None
        if not held and not status.paused and status.presence is Presence.PRESENT:
            said += self._remind(status.at)
        return tuple(said)

    def _remind(self, at: Instant) -> list[Prompt]:
        """Homework, once for each of its times; it waits for a user who is there, until it is too old."""
        due = None if self._homework is None else self._homework(at)
        if due is None or due == self._homework_said or not self._may_speak(at, PromptKind.HOMEWORK):
            return []
        self._homework_said = due
        return [self._say(at, PromptKind.HOMEWORK, None)]

    def _say(self, at: Instant, kind: PromptKind, event: Event | None) -> Prompt:
        self._said.append(at.mono_s)
        self._last_said_t = at.mono_s
        return Prompt(at=at, kind=kind, event=event)

    def _may_speak(self, at: Instant, kind: PromptKind) -> bool:
        if kind not in self._wanted:
            return False
        now = at.mono_s
        while self._said and self._said[0] <= now - _HOUR_S:
            self._said.popleft()
        if len(self._said) >= self._settings.max_per_hour:
            return False
        if now - self._last_said_t < self._settings.min_gap_s:
            return False
        if at.wall is not None:
            if WEEKDAYS[at.wall.weekday()] not in self._settings.working_days:
                return False
            clock = at.wall.time()
            if any(_inside(clock, start, end) for start, end in self._quiet):
                return False
        return self._suspended is None or not self._suspended(at)


def _parse_hours(text: str) -> tuple[time_of_day, time_of_day]:
    start, _, end = text.partition("-")
    return time_of_day.fromisoformat(start), time_of_day.fromisoformat(end)


def _inside(clock: time_of_day, start: time_of_day, end: time_of_day) -> bool:
    """Whether `clock` lies in [start, end); a span that passes midnight ends the next day."""
    if start <= end:
        return start <= clock < end
    return clock >= start or clock < end
