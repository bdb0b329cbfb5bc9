"""What the app needs of a running monitor, as functions: opened in the worker thread, used only there.

The app knows no monitor, no store and no profile file; the command line puts those behind these
functions. So the first paint waits for none of them, and tests script them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from posture.events import Event
from posture.inputs import UserInput
from posture.instant import Instant
from posture.landmarks import PoseObservation
from posture.ports import ObservationSource
from posture.status import Step
from tui.day_so_far import DaySoFar, recorded_day
from tui.paced_source import PaceSegment

if TYPE_CHECKING:
    from posture.exercise_goal import Goal
    from posture.exercise_session import ExerciseAction
    from posture.exercise_view import ExerciseView
    from posture.exercises import Exercise
    from posture.figures import Figures


class CalibrationProgress(Protocol):
    """How far a calibration has got (see `calibration.collector`)."""

    @property
    def phase(self) -> str:
        """`get_ready`, `collecting` or `done`."""
        ...

    @property
    def seconds_left(self) -> float:
        """Seconds left in this phase."""
        ...

    @property
    def usable(self) -> int:
        """Observations that can be learned from, so far."""
        ...

    @property
    def advice(self) -> tuple[str, ...]:
        """What to change, in plain sentences."""
        ...

    @property
    def view(self) -> str | None:
        """Why the newest observation could not be used, or `None`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationOutcome:
    """A finished calibration: the verdict (`good`, `fair`, `poor`), what to change, and what to keep."""

    quality: str
    advice: tuple[str, ...]
    reference: object


class Calibration(Protocol):
    """One calibration under way."""

    def observe(self, observation: PoseObservation) -> CalibrationProgress:
        """Take one observation."""
        ...

    def outcome(self) -> CalibrationOutcome:
        """The verdict, once the phase is `done`.

        Raises:
            CalibrationError: there was too little to learn from.
        """
        ...


class ValidationProgress(Protocol):
    """How far the half minute that tries a reference has got (see `calibration.validation`)."""

    @property
    def part(self) -> str:
        """`look_around`, `slump`, `upright_again` or `done`."""
        ...

    @property
    def seconds_left(self) -> float:
        """Seconds left of this part."""
        ...

    @property
    def label(self) -> str:
        """What the newest observation was called."""
        ...

    @property
    def advice(self) -> tuple[str, ...]:
        """What to change, in plain sentences."""
        ...

    @property
    def view(self) -> str | None:
        """Why the newest observation could not be judged, or `None`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationOutcome:
    """Whether a reference works (`calibration.validation_verdict.Outcome`), first sentence, then advice."""

    verdict: str
    sentences: tuple[str, ...]


class Validation(Protocol):
    """One trial of a reference under way."""

    def observe(self, observation: PoseObservation) -> ValidationProgress:
        """Take one observation."""
        ...

    def outcome(self) -> ValidationOutcome:
        """The verdict, once the part is `done`."""
        ...


class Prompt(Protocol):
    """Something worth saying to the user now (see `posture.reminders`)."""

    @property
    def kind(self) -> str:
        """`break`, `slouch`, `stillness` or `standing`."""
        ...


class Playback(Protocol):
    """A recording that is played at some speed (see `tui.paced_source`)."""

    def hold(self) -> None:
        """Play nothing more until `go_on`; from any thread."""
        ...

    def go_on(self) -> None:
        """Play on from where it was held; from any thread."""
        ...


class Guide(Protocol):
    """Guided exercises beside the monitor (`posture.guided_core.GuidedCore`)."""

    @property
    def view(self) -> ExerciseView | None:
        """How the exercise stands, or `None` when there is none."""
        ...

    @property
    def rate_wanted(self) -> bool:
        """Whether movements are followed, which takes more pictures a second than watching."""
        ...

    def prepare(self, at: Instant, exercise: Exercise, goal: Goal) -> None:
        """Another exercise stands ready at `at`."""
        ...

    def act(self, at: Instant, action: ExerciseAction, number: int | None = None) -> None:
        """The user does something."""
        ...

    def leave(self, at: Instant) -> None:
        """There is no exercise any more."""
        ...


Inputs = Callable[[Instant], Iterable[UserInput]]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorSession:
    """A source with a monitor behind it, open and ready.

    Attributes:
        source: the observations.
        steps: runs the monitor over a source until it ends or is told to stop, and then closes everything.
        prompts: which steps deserve a word.
        calibrate: begins a calibration at an instant.
        keep: saves an accepted reference, has the monitor use it and records that.
        validate: begins to try a reference that was kept, at an instant.
        playback: the recording that is played, which can be held; `None` where the world is watched.
        guide: guides exercises; `None` where nobody can be guided, as in the demo.
        follow: says whether movements are followed, which takes more pictures a second.
        attend: says whether every picture is needed, or those that show nothing new can be left out.
    """

    source: ObservationSource
    steps: Callable[[ObservationSource, Inputs, Stop], Iterator[Step]]
    prompts: Callable[[Step], Iterable[Prompt]]
    calibrate: Callable[[Instant], Calibration]
    keep: Callable[[Instant, CalibrationOutcome], Step]
    validate: Callable[[Instant, CalibrationOutcome], Validation]
    playback: Playback | None = None
    guide: Guide | None = None
    follow: Callable[[bool], None] | None = None
    attend: Callable[[bool], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Everything one thing to watch brings with it: the camera's day, or the demo's.

    Attributes:
        open_session: opens source and monitor; called in the worker thread.
        totals: today's figures from the events of this session up to an instant; called in threads.
        day: what was when, and the usual day; called in threads, never two at a time.
        closing_lines: the table shown when a recording has come to its end.
        pace: the speeds at which a recording is played, for the banner; empty for the world's own.
        demo: whether this is the embedded day, which stores nothing and cannot be calibrated.
        offer_calibration: whether to begin with the calibration screen.
        takes_reference: whether the reference comes from the beginning of the source itself.
    """

    open_session: Callable[[], MonitorSession]
    totals: Callable[[Sequence[Event], Instant], Figures | None]
    closing_lines: Callable[[Sequence[Event]], Sequence[str]]
    day: Callable[[Sequence[Event], Instant], DaySoFar] = recorded_day
    pace: tuple[PaceSegment, ...] = ()
    demo: bool = False
    offer_calibration: bool = False
    takes_reference: bool = False
