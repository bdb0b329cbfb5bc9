"""A feed that a test plays one step at a time, and the statuses and poses to play on it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from queue import SimpleQueue
from threading import Event as Flag
from threading import Semaphore

from textual.pilot import Pilot
from textual.widgets import Static

from posture.closable import Closable
from posture.events import Event
from posture.figures import BreakFigures, Figures
from posture.inputs import UserInput
from posture.instant import Instant
from posture.labels import Activity, Label, Presence
from posture.landmarks import LANDMARK_COUNT, Joint, Landmark, Pose, PoseObservation
from posture.limit_lines import Line
from posture.ports import ObservationSource, SourceInfo
from posture.reminders import Waiting
from posture.settings import Settings
from posture.status import BreakState, Status, Step
from tui.app import PostureApp
from tui.day_so_far import DaySoFar, recorded_day
from tui.monitor_session import (
    Calibration,
    CalibrationOutcome,
    CalibrationProgress,
    Feed,
    Inputs,
    Kept,
    MonitorSession,
    PlaceFound,
    Prompt,
    Stop,
    Validation,
    ValidationOutcome,
    ValidationProgress,
)
from tui.paced_source import PaceSegment
from tui.place_shelf import PlaceShelf

FRAME_SIZE = (640, 480)
MORNING = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
_PATIENCE_S = 10.0


def at(seconds: float) -> Instant:
    """So many seconds after nine in the morning."""
    return Instant(mono_s=seconds, wall=MORNING + timedelta(seconds=seconds))


def pose(*, lower: float = 0.0, aside: float = 0.0) -> Pose:
    """A person from the waist up; the head `lower` and to the own left by `aside`, in frame heights."""
    places = {
        Joint.NOSE: (0.50, 0.36),
        Joint.LEFT_EYE: (0.53, 0.32),
        Joint.RIGHT_EYE: (0.47, 0.32),
        Joint.LEFT_EAR: (0.575, 0.34),
        Joint.RIGHT_EAR: (0.425, 0.34),
        Joint.MOUTH_LEFT: (0.525, 0.42),
        Joint.MOUTH_RIGHT: (0.475, 0.42),
    }
    head = {joint: (x + aside, y + lower) for joint, (x, y) in places.items()}
    body = {
        Joint.LEFT_SHOULDER: (0.68, 0.66),
        Joint.RIGHT_SHOULDER: (0.32, 0.66),
        Joint.LEFT_ELBOW: (0.74, 0.95),
        Joint.RIGHT_ELBOW: (0.26, 0.95),
    }
    seen = head | body
    return tuple(
        Landmark(*seen[Joint(index)], 0.0, 0.99, 0.99)
        if index in seen
        else Landmark(0.5, 1.3, 0.0, 0.05, 0.05)
        for index in range(LANDMARK_COUNT)
    )


UPRIGHT = Status(
    at=at(0),
    presence=Presence.PRESENT,
    activity=Activity.SITTING,
    posture=Label.UPRIGHT,
    seen=Label.UPRIGHT,
    deviation=0.1,
    reasons=(),
    confidence=0.95,
    since_t=0.0,
    bout_s=0.0,
    break_state=BreakState.NOT_DUE,
    break_due_in_s=1800.0,
    break_away_s=0.0,
    exposure_s=0.0,
    camera_lost=False,
    paused=False,
    calibrated=True,
    pose=pose(),
    frame_size=FRAME_SIZE,
)
"""A user near the reference; tests change what their story needs."""


def upright(t: float) -> Status:
    """Near the reference since the start, sitting for `t` seconds."""
    return replace(UPRIGHT, at=at(t), bout_s=t, break_due_in_s=max(0.0, 1800.0 - t))


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A prompt of the reminders."""

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A calibration's progress."""

    phase: str
    seconds_left: float
    usable: int = 0
    advice: tuple[str, ...] = ()
    view: str | None = None
    limits: tuple[Line, ...] = ()


@dataclass(slots=True)
class ScriptedCalibration:
    """Goes through `plan`, one entry for each observation, and ends with `verdict`."""

    plan: list[Progress]
    verdict: CalibrationOutcome | Exception

    def observe(self, observation: PoseObservation) -> CalibrationProgress:
        """The next entry."""
        del observation
        return self.plan.pop(0)

    def outcome(self) -> CalibrationOutcome:
        """The verdict."""
        if isinstance(self.verdict, Exception):
            raise self.verdict
        return self.verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialProgress:
    """The progress of the half minute that tries a reference."""

    part: str
    seconds_left: float = 0.0
    label: str = "upright"
    advice: tuple[str, ...] = ()
    view: str | None = None


@dataclass(slots=True)
class ScriptedValidation:
    """Goes through `plan`, one entry for each observation, and ends with `verdict`."""

    plan: list[TrialProgress]
    verdict: ValidationOutcome

    def observe(self, observation: PoseObservation) -> ValidationProgress:
        """The next entry."""
        del observation
        return self.plan.pop(0)

    def outcome(self) -> ValidationOutcome:
        """The verdict."""
        return self.verdict


@dataclass(slots=True)
class ScriptedPlaceCheck:
    """Gives its verdict with the observation of this number, the first being 1."""

    found: PlaceFound
    after: int = 1

    def observe(self, observation: PoseObservation) -> PlaceFound | None:
        """Count down."""
        del observation
        self.after -= 1
        return self.found if self.after == 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    step: Step
    said: tuple[Said, ...]


class ScriptedSource(Closable):
    """Yields what the test puts in; blocks in between, as a camera does; a `close` ends that."""

    def __init__(self, info: SourceInfo) -> None:
        self.info = info
        self.closed = Flag()
        self.items: SimpleQueue[_Item | Exception | None] = SimpleQueue()
        self.waiting = Semaphore(0)
        self.current: _Item | None = None

    def observations(self) -> Iterator[PoseObservation | UserInput]:
        """One observation for each item."""
        while True:
            self.waiting.release()
            item = self.items.get()
            if item is None:
                return
            if isinstance(item, Exception):
                raise item
            self.current = item
            status = item.step.status
            yield PoseObservation(
                at=status.at, poses=() if status.pose is None else (status.pose,), frame_size=FRAME_SIZE
            )

    def close(self) -> None:
        """End the observations."""
        if not self.closed.is_set():
            self.closed.set()
            self.items.put(None)


@dataclass(slots=True)
class ScriptedPlayback:
    """A recording that knows whether it is held."""

    held: bool = False

    def hold(self) -> None:
        """Stop here."""
        self.held = True

    def go_on(self) -> None:
        """Play on."""
        self.held = False


@dataclass(slots=True)
class ScriptedFeed:
    """The other side of the app, in the hands of a test.

    Attributes:
        failures: raised at the next attempts to open, one each.
        calibrations: handed out at the next attempts to calibrate, one each.
        validations: handed out at the next attempts to try a reference, one each.
        day: what is known of the whole day; `None` for what the events tell.
        inputs: what the user did, as the monitor got it.
        kept: references that were accepted.
        tried: references that were tried.
        keep_error: raised when a reference is to be kept.
        anchors: what was calibrated, in turn.
        limits, dropped: what comes of a kept reference.
        place: the profile in use.
        place_check: hands out its verdict at the start.
        place_error: raised when a profile is to be used.
        used: profiles changed over to, in turn.
        places: the user's profiles.
        opened: how often the session was opened.
        settings: what the session was asked to go by, in turn.
    """

    name: str = "0"
    live: bool = True
    failures: list[Exception] = field(default_factory=list)
    calibrations: list[ScriptedCalibration] = field(default_factory=list)
    validations: list[ScriptedValidation] = field(default_factory=list)
    inputs: list[UserInput] = field(default_factory=list)
    kept: list[CalibrationOutcome] = field(default_factory=list)
    tried: list[CalibrationOutcome] = field(default_factory=list)
    keep_error: Exception | None = None
    anchors: list[str] = field(default_factory=list)
    limits: tuple[Line, ...] = ()
    dropped: tuple[str, ...] = ()
    place: str | None = None
    place_check: ScriptedPlaceCheck | None = None
    place_error: Exception | None = None
    used: list[str] = field(default_factory=list)
    places: PlaceShelf | None = None
    opened: int = 0
    settings: list[Settings] = field(default_factory=list)
    figures: Figures = field(default_factory=Figures)
    day: DaySoFar | None = None
    closing_lines: tuple[str, ...] = ("Sitting  5 h 10 min",)
    pace: tuple[PaceSegment, ...] = ()
    demo: bool = False
    offer_calibration: bool = False
    playback: ScriptedPlayback | None = None
    waiting: Waiting | None = None
    source: ScriptedSource = field(init=False)

    def __post_init__(self) -> None:
        self.source = self._new_source()

    def _new_source(self) -> ScriptedSource:
        return ScriptedSource(
            SourceInfo(name=self.name, frame_size=FRAME_SIZE, live=self.live, started=MORNING)
        )

    def feed(self) -> Feed:
        """What the app is given."""
        return Feed(
            open_session=self._open,
            totals=lambda _events, _now: self.figures,
            day=lambda events, now: recorded_day(events, now) if self.day is None else self.day,
            closing_lines=lambda _events: self.closing_lines,
            pace=self.pace,
            demo=self.demo,
            offer_calibration=self.offer_calibration,
            places=self.places,
        )

    def _open(self) -> MonitorSession:
        self.opened += 1
        if self.failures:
            raise self.failures.pop(0)
        return MonitorSession(
            source=self.source,
            steps=self._steps,
            prompts=self._prompts,
            waiting=lambda: self.waiting,
            calibrate=self._calibrate,
            keep=self._keep,
            validate=self._validate,
            use_place=self._use_place,
            place=self.place,
            check_place=self._check_place if self.place_check is not None else None,
            playback=self.playback,
            use_settings=self._use_settings,
        )

    def _steps(self, source: ObservationSource, inputs: Inputs, stop: Stop) -> Iterator[Step]:
        for observation in source.observations():
            if stop():
                return
            self.inputs.extend(inputs(observation.at))
            item = self.source.current
            assert item is not None
            yield item.step

    def _prompts(self, step: Step) -> Iterable[Prompt]:
        item = self.source.current
        return item.said if item is not None and item.step is step else ()

    def _calibrate(self, _at: Instant, anchor: str) -> Calibration:
        self.anchors.append(anchor)
        return self.calibrations.pop(0)

    def _keep(self, at_: Instant, outcome: CalibrationOutcome, name: str | None) -> Kept:
        if self.keep_error is not None:
            raise self.keep_error
        self.kept.append(outcome)
        self.place = name or self.place or "default"
        step = Step(status=replace(UPRIGHT, at=at_), events=())
        return Kept(step=step, place=self.place, limits=self.limits, dropped=self.dropped)

    def _check_place(self, _at: Instant) -> ScriptedPlaceCheck:
        assert self.place_check is not None
        return self.place_check

    def _use_place(self, at_: Instant, name: str) -> Step:
        if self.place_error is not None:
            raise self.place_error
        self.place = name
        self.used.append(name)
        return Step(status=replace(UPRIGHT, at=at_), events=())

    def _use_settings(self, at_: Instant, settings: Settings) -> Step:
        self.settings.append(settings)
        return Step(status=replace(UPRIGHT, at=at_), events=())

    def _validate(self, _at: Instant, outcome: CalibrationOutcome) -> Validation:
        self.tried.append(outcome)
        return self.validations.pop(0)

    # --- what a test does --------------------------------------------------------------------------

    async def begin(self, pilot: Pilot[int]) -> None:
        """Wait until the app has opened the source and waits for a first observation."""
        await self._settle(pilot)

    async def play(self, pilot: Pilot[int], status: Status, *events: Event, said: Sequence[str] = ()) -> None:
        """Let one observation lead to this status and these events, and the screen show it."""
        self.source.items.put(self.item(status, *events, said=said))
        await self._settle(pilot)

    def item(self, status: Status, *events: Event, said: Sequence[str] = ()) -> _Item:
        """One observation for the source."""
        return _Item(step=Step(status=status, events=events), said=tuple(Said(kind=kind) for kind in said))

    async def end(self, pilot: Pilot[int]) -> None:
        """Let the recording come to its end."""
        self.source.items.put(None)
        await until(pilot, lambda: pilot.app.screen.id == "day-end")

    async def break_with(self, pilot: Pilot[int], error: Exception) -> None:
        """Let the source break."""
        self.source.items.put(error)
        await until(pilot, lambda: pilot.app.screen.id == "failure")
        self.source = self._new_source()

    async def _settle(self, pilot: Pilot[int]) -> None:
        reached = await asyncio.to_thread(self.source.waiting.acquire, timeout=_PATIENCE_S)
        assert reached, "the worker never came back for another observation"
        await pilot.pause()
        await totals_shown(pilot)


async def totals_shown(pilot: Pilot[int]) -> None:
    """Let the figures that are being worked out reach the screen."""
    workers = [worker for worker in pilot.app.workers if worker.group == "totals"]
    if workers:
        await pilot.app.workers.wait_for_complete(workers)
        await pilot.pause()


async def until(pilot: Pilot[int], condition: Callable[[], bool]) -> None:
    """Let the app work until the condition holds."""
    for _ in range(500):
        if condition():
            await pilot.pause()
            return
        await pilot.pause(0.01)
    msg = "the app never got there"
    raise AssertionError(msg)


BUSY_DAY = Figures(
    sitting_s=3 * 3600 + 5 * 60,
    away_s=48 * 60,
    unknown_s=60,
    bouts_s=(1860.0, 2880.0, 1500.0),
    breaks=BreakFigures(due=5, prompted_seen=3, natural_seen=1, missed=1),
    slouch_s_by_label={Label.SLOUCHED: 660.0, Label.LEANING_LEFT: 60.0},
    slouch_episodes=4,
)


def app_on(
    script: ScriptedFeed, *, demo: ScriptedFeed | None = None, settings: Settings | None = None
) -> PostureApp:
    """The app on this feed, showing every status at once."""
    offered = None if demo is None else demo.feed
    return PostureApp(script.feed(), settings or Settings(), demo=offered, show_every_s=0)


def text_of(pilot: Pilot[int], selector: str) -> list[str]:
    """The lines of a widget of the screen that is shown, without trailing blanks."""
    return [line.rstrip() for line in str(pilot.app.screen.query_one(selector, Static).render()).splitlines()]


def told(pilot: Pilot[int]) -> list[str]:
    """What the app tells in its line at the moment, the newest last."""
    assert isinstance(pilot.app, PostureApp)
    return [one.text for one in pilot.app.told]
