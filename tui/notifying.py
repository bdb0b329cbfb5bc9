"""Prompts on their way to a user who looks elsewhere: which, in what words, and by which means."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from posture.adapters.clock import SystemClock
from posture.adapters.log_file import append_to_log
from posture.adapters.notify import Bell, DesktopNotifications
from posture.events import BreakDue, SlouchProlonged, StandingProlonged, StillnessProlonged
from posture.reminders import PromptKind, Reminders
from tui.wording import LABEL_WORDS, duration

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from posture.instant import Instant
    from posture.ports import Notifier
    from posture.reminders import Prompt
    from posture.settings import NotifySettings, Settings
    from posture.status import Step


class NotifySink:
    """Tells each prompt to a notifier (`posture.ports.Sink`).

    It decides by the same rules as the screen, from the same steps, so both speak at the same time.

    Args:
        settings: say by which means, and what.
        notifiers: the means there are, by their names in `notify.method`; closing the sink closes them.
        homework: that of the reminders.
        suspended: that of the reminders.
    """

    def __init__(
        self,
        settings: Settings,
        notifiers: Mapping[str, Notifier],
        homework: Callable[[Instant], datetime | None] | None = None,
        suspended: Callable[[Instant], bool] | None = None,
    ) -> None:
        self._reminders = Reminders(settings.reminders, homework, suspended)
        self._settings = settings.notify
        self._notifiers = notifiers

    def use(self, settings: Settings) -> None:
        """Go by these from now on; what was told before still counts."""
        self._reminders.use(settings.reminders)
        self._settings = settings.notify

    def accept(self, step: Step) -> None:
        """Tell what this step makes worth telling."""
        notifier = self._notifiers.get(self._settings.method)
        for prompt in self._reminders.prompts(step):
            if notifier is not None and is_told(self._settings, prompt.kind):
                notifier.notify(*prompt_words(prompt))

    def close(self) -> None:
        """Let the notifiers go; may be called twice."""
        for notifier in self._notifiers.values():
            notifier.close()


def is_told(settings: NotifySettings, kind: str) -> bool:
    """Whether prompts of this kind are told outside the screen."""
    return {PromptKind.BREAK.value: settings.break_due, PromptKind.SLOUCH.value: settings.slouch}.get(
        kind, True
    )


def prompt_words(prompt: Prompt) -> tuple[str, str]:
    """Title and text of a notification."""
    event = prompt.event
    match event:
        case None:
            return ("Your exercises", "Some of today's are left. They wait in the app, under Homework.")
        case BreakDue():
            return (
                "A break is due",
                f"After {duration(event.sitting_s)} of sitting: time for a change of position.",
            )
        case SlouchProlonged():
            been, lasted_s = LABEL_WORDS[event.label].been, event.whole_s
        case StandingProlonged():
            been, lasted_s = "standing", event.duration_s
        case StillnessProlonged():
            been, lasted_s = "in one position", event.duration_s
        case _:
            msg = f"{event.type} is no prompt"
            raise TypeError(msg)
    return "Time for a change", f"You have been {been} for {duration(lasted_s)}."


def notify_sink(
    settings: Settings,
    log_file: Path,
    *,
    bell: bool,
    homework: Callable[[Instant], datetime | None] | None = None,
    suspended: Callable[[Instant], bool] | None = None,
) -> NotifySink:
    """The sink that tells as the settings say, also after they were changed.

    Args:
        settings: say by which means, and what.
        log_file: takes the sentence about a notifier that does not work.
        bell: whether to ring on standard error; the app rings by itself.
        homework: tells when homework is due.
        suspended: tells when nothing may be prompted.
    """
    clock = SystemClock()
    notifiers: dict[str, Notifier] = {
        "desktop": DesktopNotifications(lambda sentence: append_to_log(log_file, clock, sentence))
    }
    if bell:
        notifiers["bell"] = Bell(sys.stderr)
    return NotifySink(settings, notifiers, homework, suspended)
