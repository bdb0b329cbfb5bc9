"""What the worker thread tells the app. Only what a newer one makes useless may be dropped."""

from __future__ import annotations

from textual.message import Message

from posture.events import Event
from posture.figures import Figures
from posture.ports import SourceInfo
from posture.status import Status
from tui.monitor_session import (
    CalibrationOutcome,
    CalibrationProgress,
    Feed,
    ValidationOutcome,
    ValidationProgress,
)


class SourceOpened(Message):
    """The source is open."""

    def __init__(self, info: SourceInfo) -> None:
        super().__init__()
        self.info = info


class StatusChanged(Message):
    """The newest status."""

    def __init__(self, status: Status) -> None:
        super().__init__()
        self.status = status

    def can_replace(self, message: Message) -> bool:
        """A screen needs only the newest of several statuses that wait in a row."""
        return isinstance(message, StatusChanged)


class EventsHappened(Message):
    """Events of one step, in the order of their time."""

    def __init__(self, events: tuple[Event, ...]) -> None:
        super().__init__()
        self.events = events


class PromptRaised(Message):
    """The reminders decided to speak; `kind` is a `posture.reminders.PromptKind`."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind


class Noticed(Message):
    """Something about the log that the user should know; the monitor goes on."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


class TotalsWorkedOut(Message):
    """Today's figures; `last` says that they are those of a recording that has come to its end."""

    def __init__(self, feed: Feed, figures: Figures | None, *, last: bool) -> None:
        super().__init__()
        self.feed = feed
        self.figures = figures
        self.last = last


class TotalsFailed(Message):
    """Today's figures cannot be had; `sentence` says why and what to do."""

    def __init__(self, feed: Feed, sentence: str, *, last: bool) -> None:
        super().__init__()
        self.feed = feed
        self.sentence = sentence
        self.last = last


class CalibrationProgressed(Message):
    """How far the running calibration has got."""

    def __init__(self, progress: CalibrationProgress) -> None:
        super().__init__()
        self.progress = progress

    def can_replace(self, message: Message) -> bool:
        """A screen needs only the newest."""
        return isinstance(message, CalibrationProgressed)


class CalibrationJudged(Message):
    """The calibration is done; the user decides whether to keep it."""

    def __init__(self, outcome: CalibrationOutcome) -> None:
        super().__init__()
        self.outcome = outcome


class CalibrationRefused(Message):
    """No reference could be made or kept; `sentence` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


class CalibrationKept(Message):
    """The new reference is saved and in use."""


class ValidationProgressed(Message):
    """How far the trial of the new reference has got."""

    def __init__(self, progress: ValidationProgress) -> None:
        super().__init__()
        self.progress = progress

    def can_replace(self, message: Message) -> bool:
        """A screen needs only the newest."""
        return isinstance(message, ValidationProgressed)


class ValidationJudged(Message):
    """The trial is done."""

    def __init__(self, outcome: ValidationOutcome) -> None:
        super().__init__()
        self.outcome = outcome


class RunEnded(Message):
    """The source came to its end, or was closed."""


class RunFailed(Message):
    """The run broke. `defect` is set when the fault is ours, for `--debug`."""

    def __init__(self, sentence: str, defect: Exception | None = None) -> None:
        super().__init__()
        self.sentence = sentence
        self.defect = defect
