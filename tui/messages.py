"""What the worker thread tells the app. Only what a newer one makes useless may be dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from posture.education import Library, Shown
    from posture.events import Event
    from posture.exercise_view import ExerciseView
    from posture.figures import Figures
    from posture.instant import Instant
    from posture.ports import SourceInfo
    from posture.reminders import Waiting
    from posture.status import Status
    from tui.break_movement import BreakMovement
    from tui.day_so_far import DaySoFar
    from tui.monitor_session import (
        CalibrationOutcome,
        CalibrationProgress,
        Feed,
        Kept,
        PlaceFound,
        ValidationOutcome,
        ValidationProgress,
    )
    from tui.tips import TipDesk
    from tui.today_view import HomeworkLine


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


class BreakHeldBack(Message):
    """Why the break that is due is not asked for yet, or `None` where nothing holds it back any more."""

    def __init__(self, waiting: Waiting | None) -> None:
        super().__init__()
        self.waiting = waiting


class Noticed(Message):
    """Something about the log that the user should know; the monitor goes on."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


class TotalsWorkedOut(Message):
    """Today's figures up to `until`, its parts, the next homework.

    `last` says that they are those of a recording that has come to its end.
    """

    def __init__(
        self,
        feed: Feed,
        figures: Figures | None,
        day: DaySoFar,
        homework: HomeworkLine | None,
        *,
        until: Instant,
        last: bool,
    ) -> None:
        super().__init__()
        self.feed = feed
        self.figures = figures
        self.day = day
        self.homework = homework
        self.until = until
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

    def __init__(self, kept: Kept) -> None:
        super().__init__()
        self.kept = kept


class PlaceJudged(Message):
    """The first seconds said whether the reference still fits; it is the best of those there are."""

    def __init__(self, found: PlaceFound) -> None:
        super().__init__()
        self.found = found


class PlaceInUse(Message):
    """The profile of this name is compared with from now on."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place


class PlaceCheckBegan(Message):
    """The first seconds begin to tell whether the reference still fits."""


class PlaceRefused(Message):
    """A profile cannot be used; `sentence` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


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


class MovementFound(Message):
    """What may be shown while the break of this feed runs, if anything."""

    def __init__(self, feed: Feed, movement: BreakMovement | None) -> None:
        super().__init__()
        self.feed = feed
        self.movement = movement


class ExerciseProgressed(Message):
    """How the guided exercise stands."""

    def __init__(self, view: ExerciseView) -> None:
        super().__init__()
        self.view = view

    def can_replace(self, message: Message) -> bool:
        """A screen needs only the newest."""
        return isinstance(message, ExerciseProgressed)


class RunEnded(Message):
    """The source came to its end, or was closed."""


class RunFailed(Message):
    """The run broke. `defect` is set when the fault is ours, for `--debug`."""

    def __init__(self, sentence: str, defect: Exception | None = None) -> None:
        super().__init__()
        self.sentence = sentence
        self.defect = defect


class LibraryRead(Message):
    """The education library and the tips that were shown in earlier sessions, for the desk that asked."""

    def __init__(self, tips: TipDesk, library: Library, history: Sequence[Shown]) -> None:
        super().__init__()
        self.tips = tips
        self.library = library
        self.history = history


class SettingsChanged(Message):
    """The user chose other values for these keys, and they are written down."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__()
        self.values = values


class TargetsChanged(Message):
    """The plan in use, or its week, brings other targets for sitting and breaks (`tui.plan_targets`)."""


class TipsFailed(Message):
    """The library, or what is kept about tips, cannot be read or written; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence
