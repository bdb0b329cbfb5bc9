"""Which events become prompts. The log records everything; the user is spoken to seldom.

There are at most `reminders.max_per_hour` prompts in any hour, none in quiet hours, on days that are not
`reminders.working_days`, in a meeting or during a guided exercise, none of a kind that is switched off, and
none for the rest of a day on which an answer about warning signs needs emergency care.

A break outranks what is only pointed out, because its rhythm is the one the user chose:

- it comes when it is due; `reminders.min_gap_s` after any prompt holds for the other kinds,
- what is only pointed out leaves the last prompt of an hour to it, and waits while it is announced.

A break that is due while prompts are held is not forgotten: it is prompted as soon as the rules allow, if
it is still due then, and `Reminders.waiting` says until when. So is homework.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import time as time_of_day
from enum import StrEnum
from typing import TYPE_CHECKING

from posture.events import BreakDue, SlouchProlonged, StandingProlonged, StillnessProlonged
from posture.labels import Presence
from posture.settings import WEEKDAYS
from posture.status import BreakState

if TYPE_CHECKING:
    from collections.abc import Callable

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


class WaitReason(StrEnum):
    """Why a break that is due is not asked for yet."""

    OFTEN = "often"
    QUIET_HOURS = "quiet_hours"
    DAY_OFF = "day_off"
    SWITCHED_OFF = "switched_off"
    SUSPENDED = "suspended"
    EXERCISE = "exercise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A prompt is held back: why, and until when if that is known."""

    reason: WaitReason
    until: Instant | None = None


class Reminders:
    """Holds back prompts that would come too often.

    Args:
        settings: how often, about what, and when.
        homework: tells the time of the homework reminder that is due at an instant, or `None`.
        suspended: tells whether nothing may be prompted for the rest of the day; asked only where there is
            something to say.

    Attributes:
        waiting: why the break that is due was not asked for at the last step; `None` without one, and once
            it was asked for.
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
        self._due: BreakDue | None = None
        self.waiting: Waiting | None = None
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
        status = step.status
        held = status.meeting or status.exercising
        said = self._ask_for_break(step)
        # Announced, a break is half a minute away: nothing smaller is said right before it.
        if not held and status.break_state is not BreakState.ANNOUNCED:
            for event in step.events:
                kind = _MOMENTARY.get(type(event))
                if kind is not None and self._may_speak(event.at, kind):
                    said.append(self._say(event.at, kind, event))
        if not held and not status.paused and status.presence is Presence.PRESENT:
            said += self._remind(status.at)
        return tuple(said)

    def _ask_for_break(self, step: Step) -> list[Prompt]:
        """The break that is due, once, as soon as it may be said."""
        status = step.status
        for event in step.events:
            if isinstance(event, BreakDue):
                self._due = event
        self.waiting = None
        if self._due is None or status.break_state is BreakState.ANNOUNCED:
            return []
        event, self._due = self._due, None
        if status.break_state is not BreakState.DUE:
            return []
        if status.exercising:
            self.waiting = Waiting(reason=WaitReason.EXERCISE)
        else:
            self.waiting = self._held_back(status.at, PromptKind.BREAK)
        if self.waiting is not None or status.meeting:
            self._due = event
            return []
        return [self._say(status.at, PromptKind.BREAK, event)]

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
        """Whether one of the other kinds may be said."""
        if at.mono_s - self._last_said_t < self._settings.min_gap_s:
            return False
        return self._held_back(at, kind) is None

    def _held_back(self, at: Instant, kind: PromptKind) -> Waiting | None:
        """What holds every kind back, breaks included."""
        most = self._settings.max_per_hour
        if kind in _MOMENTARY.values() and PromptKind.BREAK in self._wanted:
            most -= 1
        if kind not in self._wanted or most < 1:
            return Waiting(reason=WaitReason.SWITCHED_OFF)
        if at.wall is not None and WEEKDAYS[at.wall.weekday()] not in self._settings.working_days:
            return Waiting(reason=WaitReason.DAY_OFF)
        while self._said and self._said[0] <= at.mono_s - _HOUR_S:
            self._said.popleft()
        if len(self._said) >= most:
            free = at.shifted_to(self._said[len(self._said) - most] + _HOUR_S)
            return Waiting(reason=WaitReason.OFTEN, until=free)
        if at.wall is not None:
            for start, end in self._quiet:
                if _inside(at.wall.time(), start, end):
                    until = at.shifted_to(at.mono_s + _seconds_until(at.wall, end))
                    return Waiting(reason=WaitReason.QUIET_HOURS, until=until)
        if self._suspended is not None and self._suspended(at):
            return Waiting(reason=WaitReason.SUSPENDED)
        return None


def _parse_hours(text: str) -> tuple[time_of_day, time_of_day]:
    start, _, end = text.partition("-")
    return time_of_day.fromisoformat(start), time_of_day.fromisoformat(end)


def _inside(clock: time_of_day, start: time_of_day, end: time_of_day) -> bool:
    """Whether `clock` lies in [start, end); a span that passes midnight ends the next day."""
    if start <= end:
        return start <= clock < end
    return clock >= start or clock < end


def _seconds_until(now: datetime, end: time_of_day) -> float:
    """From `now` to the next `end` of that day or the following one."""
    ends = now.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0)
    if ends <= now:
        ends += timedelta(days=1)
    return (ends - now).total_seconds()
