"""What the app needs of a running monitor, as functions: opened in the worker thread, used only there.

The app knows no monitor, no store and no profile file; the command line puts those behind these
functions. So the first paint waits for none of them, and tests script them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from posture.inputs import UserInput
from posture.instant import Instant
from posture.landmarks import PoseObservation
from posture.ports import ObservationSource
from posture.status import Step
from tui.day_so_far import DaySoFar, recorded_day
from tui.paced_source import PaceSegment

if TYPE_CHECKING:
    from posture.events import Event
    from posture.exercise_goal import Goal
    from posture.exercise_session import ExerciseAction
    from posture.exercise_view import ExerciseView
    from posture.exercises import Exercise
    from posture.figures import Figures
    from posture.limit_lines import Line
    from posture.reminders import Waiting
    from posture.settings import Settings
    from tui.place_shelf import PlaceShelf


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

    @property
    def limits(self) -> tuple[Line, ...]:
        """Where a posture would count with what was learned so far (`posture.limit_lines`)."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationOutcome:
    """A finished calibration.

    Attributes:
        quality: the verdict: `good`, `fair` or `poor`.
        advice: what to change.
        reference: what to keep.
        anchor: `upright` for a reference, `relaxed` or `standing` for a further anchor of the one in use.
    """

    quality: str
    advice: tuple[str, ...]
    reference: object
    anchor: str = "upright"


UNSAVED = "this recording"
"""The name of a reference that was set on a recording without naming a profile: it is not saved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of an accepted calibration.

    Attributes:
        step: the monitor's, with the new reference in use.
        place: the profile it was saved in, or `UNSAVED`.
        limits: where a posture counts with it.
        dropped: further anchors of the old reference that do not fit the new one (`relaxed`, `standing`).
    """

    step: Step
    place: str
    limits: tuple[Line, ...] = ()
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFound:
    """What the first seconds said about the reference.

    Attributes:
        place: the profile that goes best with what is seen.
        fits: false where camera, chair or place are others than when it was made.
        among: how many profiles there were to choose from.
    """

    place: str
    fits: bool
    among: int


class PlaceCheck(Protocol):
    """The first seconds, which tell whether the reference still fits (see `calibration.place`)."""

    def observe(self, observation: PoseObservation) -> PlaceFound | None:
        """Take one observation; the verdict as soon as there is one."""
        ...


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
        """`break`, `slouch`, `stillness`, `standing` or `homework`."""
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
        waiting: why the break that is due was not asked for at the last of these steps, if it was not.
        calibrate: begins a calibration at an instant, of the anchor `upright`, `relaxed` or `standing`.
        keep: saves an accepted calibration, in the profile named or the one in use, has the monitor use it
            and records that.
        validate: begins to try a reference that was kept, at an instant.
        place: the profile in use at the start, or `None`.
        check_place: begins to find out whether it still fits; `None` where there is nothing to find out.
        use_place: has the monitor use another profile, by its name, and records that.
        notices: what the user should know about the log since it was last asked, in sentences.
        playback: the recording that is played, which can be held; `None` where the world is watched.
        guide: guides exercises; `None` where nobody can be guided, as in the demo.
        follow: says whether movements are followed, which takes more pictures a second.
        use_settings: has everything behind the source go by other settings, without losing what is under way.
        attend: says whether every picture is needed, or those that show nothing new can be left out.
    """

    source: ObservationSource
    steps: Callable[[ObservationSource, Inputs, Stop], Iterator[Step]]
    prompts: Callable[[Step], Iterable[Prompt]]
    calibrate: Callable[[Instant, str], Calibration]
    keep: Callable[[Instant, CalibrationOutcome, str | None], Kept]
    validate: Callable[[Instant, CalibrationOutcome], Validation]
    use_place: Callable[[Instant, str], Step]
    waiting: Callable[[], Waiting | None] | None = None
    place: str | None = None
    check_place: Callable[[Instant], PlaceCheck] | None = None
    notices: Callable[[], Iterable[str]] = tuple
    playback: Playback | None = None
    guide: Guide | None = None
    follow: Callable[[bool], None] | None = None
    attend: Callable[[bool], None] | None = None
    use_settings: Callable[[Instant, Settings], Step] | None = None


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
        places: the user's references; `None` in the demo, which has none.
    """

    open_session: Callable[[], MonitorSession]
    totals: Callable[[Sequence[Event], Instant], Figures | None]
    closing_lines: Callable[[Sequence[Event]], Sequence[str]]
    day: Callable[[Sequence[Event], Instant], DaySoFar] = recorded_day
    pace: tuple[PaceSegment, ...] = ()
    demo: bool = False
    offer_calibration: bool = False
    takes_reference: bool = False
    places: PlaceShelf | None = None
