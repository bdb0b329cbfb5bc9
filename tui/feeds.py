"""What the terminal app watches: a source with the user's log behind it, or the demo's recorded day.

Everything heavy (pictures, the model, the store) is opened by `open_session`, which the app calls in its
worker thread after the first paint.
"""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from calibration.profile import DEFAULT_NAME
from posture.adapters.clock import SystemClock
from posture.adapters.session_lock import SessionLock
from posture.adapters.source_kind import is_live
from posture.ports import RateChanging
from posture.reminders import Reminders
from posture.runner import run as run_core
from posture.summary import summarise_session
from posture.thinned_source import at_a_pace
from tui.control import Control
from tui.core_setup import (
    EXERCISE_FPS,
    build_core,
    load_profile,
    open_configured,
    our_places,
    refuse_model_for_trace,
    warn,
)
from tui.day_so_far import LoggedDay, recorded_day
from tui.monitor_session import CalibrationOutcome, Feed, MonitorSession, ValidationOutcome
from tui.notifying import notify_sinks
from tui.paced_source import PacedSource, PaceSegment
from tui.session_text import session_text
from tui.totals_today import totals_today

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from calibration.collector import Collector, Progress
    from calibration.profile import Profile
    from calibration.validation import Validation, ValidationProgress
    from posture.adapters.data_dirs import Places
    from posture.events import Event
    from posture.figures import Figures
    from posture.guided_core import GuidedCore
    from posture.inputs import UserInput
    from posture.instant import Instant
    from posture.landmarks import PoseObservation
    from posture.ports import Core, ObservationSource, Sink
    from posture.settings import Settings
    from posture.status import Step
    from tui.monitor_session import Inputs, Playback, Stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """What to watch and how, as the command line says.

    Attributes:
        settings: every threshold.
        source: as the user typed it, or `None` for the configured one.
        fps, model: as the user typed them.
        profile: name or file of the reference; `None` for the default one.
        calibrate: a stretch `A:B` of the source to take the reference from.
        calibrate_relaxed, calibrate_standing: stretches of it to take further anchors from.
        guided: whether it is for one exercise: then a recording is played at the speed of the world.
    """

    settings: Settings
    source: str | None = None
    fps: float | None = None
    model: Path | None = None
    profile: str | None = None
    calibrate: str | None = None
    calibrate_relaxed: str | None = None
    calibrate_standing: str | None = None
    guided: bool = False


def watching_feed(watching: Watching) -> Feed:
    """A camera, stream or recording; live ones are written to the user's log.

    The reference is read here, before the app draws, so that a wrong name or a damaged profile is a
    sentence on the command line.
    """
    where = our_places()
    refuse_model_for_trace(watching.source or watching.settings.camera.source, watching.model)
    profile = load_profile(where, watching.profile, default=watching.calibrate is None)

    def our_core() -> GuidedCore:
        from posture.guided_core import GuidedCore  # noqa: PLC0415 - not before the first paint

        core = build_core(
            watching.settings,
            profile,
            watching.calibrate,
            watching.calibrate_relaxed,
            watching.calibrate_standing,
        )
        return GuidedCore(core, watching.settings)

    live = is_live(watching.source or watching.settings.camera.source)
    our_core()  # complains early about wrong options

    def open_session() -> MonitorSession:
        settings = watching.settings
        core = our_core()
        with ExitStack() as opened:
            sinks: list[Sink] = []
            control = None
            if live:
                # Before the camera: a second monitor must not open it.
                control = opened.enter_context(closing(_open_control(where)))
            source = opened.enter_context(open_watched(watching))
            pace = None
            if not watching.guided:
                takes_reference = watching.calibrate is not None
                locked = SessionLock(SystemClock()).is_locked
                source, pace = at_a_pace(source, settings, awaits_reference=takes_reference, locked=locked)
            if control is not None:
                control.watches(source)
                sinks = [open_log(where), control, *notify_sinks(settings, where.log_file, bell=False)]
            sinks += [] if pace is None else [pace]
            opened.pop_all()  # from here on the run closes everything
        name = watching.profile or DEFAULT_NAME
        session = _session(settings, where, source, core, sinks, name, control=control)
        usual = settings.camera.fps if watching.fps is None else watching.fps
        follow = None if watching.guided else partial(_follow, source, usual)
        attend = None if pace is None else pace.attend
        return replace(session, guide=core, follow=follow, attend=attend)

    return Feed(
        open_session=open_session,
        totals=lambda events, now: _totals(where, events, now) if live else _recorded(events, now),
        day=LoggedDay(where.database).so_far if live else recorded_day,
        closing_lines=lambda events: session_text(events).splitlines(),
        offer_calibration=profile is None and watching.calibrate is None and not watching.guided,
        takes_reference=watching.calibrate is not None,
    )


def open_watched(watching: Watching) -> ObservationSource:
    """The source, at the rates that are asked for; for an exercise a recording is played in real time."""
    settings = watching.settings
    source = open_configured(
        settings,
        watching.source,
        fps=watching.fps,
        model=watching.model,
        picture_fps=max(EXERCISE_FPS, settings.camera.fps) if watching.guided else None,
    )
    return PacedSource(source, SystemClock(), ()) if watching.guided and not source.info.live else source


def _follow(source: ObservationSource, usual: float, follows: bool) -> None:  # noqa: FBT001 - one switch
    """Analyse more pictures a second while movements are followed, where the source can."""
    if isinstance(source, RateChanging):
        source.set_rate(max(EXERCISE_FPS, usual) if follows else usual)


def demo_feed(settings: Settings) -> Feed:
    """The embedded day; nothing of it is stored."""
    from posture.adapters.demo_files import CALIBRATION_S, demo_day, demo_pace  # noqa: PLC0415
    from posture.adapters.trace import TraceSource  # noqa: PLC0415

    pace = tuple(PaceSegment(from_t=step.from_t, to_t=step.to_t, speed=step.speed) for step in demo_pace())

    def open_session() -> MonitorSession:
        begin_s, end_s = CALIBRATION_S
        core = build_core(settings, None, f"{begin_s}:{end_s}")
        source = PacedSource(TraceSource(str(demo_day()), fps=None, warn=warn), SystemClock(), pace)
        return _session(settings, our_places(), source, core, [], DEFAULT_NAME, playback=source)

    return Feed(
        open_session=open_session,
        totals=_recorded,
        closing_lines=lambda events: session_text(events).splitlines(),
        pace=pace,
        demo=True,
    )


def open_log(where: Places) -> Sink:
    """The user's log, to write to."""
    from posture.adapters.sqlite_store import SqliteEventStore  # noqa: PLC0415 - not before the first paint
    from posture.adapters.store_sink import StoreSink  # noqa: PLC0415

    return StoreSink(SqliteEventStore(where.database))


def _open_control(where: Places) -> Control:
    """The control of this monitor; what is wrong with it goes to the log file, for the screen is taken."""
    from posture.adapters.log_file import append_to_log  # noqa: PLC0415 - only here

    return Control(where, lambda sentence: append_to_log(where.log_file, SystemClock(), sentence))


def _totals(where: Places, events: Sequence[Event], now: Instant) -> Figures | None:
    """Today's figures with what the log holds of earlier sessions."""
    return totals_today(where, now) if events else None


def _recorded(events: Sequence[Event], now: Instant) -> Figures | None:
    """The figures of a recording, which is not the user's day."""
    return summarise_session(events, until=now).figures if events else None


class _ScreenCalibration:
    """The collector as the calibration screen sees it."""

    def __init__(self, collector: Collector) -> None:
        self._collector = collector

    def observe(self, observation: PoseObservation) -> Progress:
        return self._collector.observe(observation)

    def outcome(self) -> CalibrationOutcome:
        result = self._collector.result()
        verdict = result.verdict
        return CalibrationOutcome(quality=verdict.grade.value, advice=verdict.advice, reference=result)


class _ScreenValidation:
    """The trial of a reference as the calibration screen sees it."""

    def __init__(self, validation: Validation) -> None:
        self._validation = validation

    def observe(self, observation: PoseObservation) -> ValidationProgress:
        return self._validation.observe(observation)

    def outcome(self) -> ValidationOutcome:
        result = self._validation.result()
        return ValidationOutcome(verdict=result.outcome.value, sentences=result.sentences)


def _session(
    settings: Settings,
    where: Places,
    source: ObservationSource,
    core: Core,
    sinks: list[Sink],
    profile: str,
    playback: Playback | None = None,
    control: Control | None = None,
) -> MonitorSession:
    reminders = Reminders(settings.reminders)

    def steps(tapped: ObservationSource, inputs: Inputs, stop: Stop) -> Iterator[Step]:
        def keys_and_commands(at: Instant) -> Iterator[UserInput]:
            yield from inputs(at)
            if control is not None:
                yield from control.inputs(at)

        return run_core(tapped, core, sinks, inputs=keys_and_commands, stop=stop)

    def calibrate(at: Instant) -> _ScreenCalibration:
        from calibration.collector import Collector  # noqa: PLC0415 - only when the user asks for it

        return _ScreenCalibration(Collector(settings, at))

    def keep(at: Instant, outcome: CalibrationOutcome) -> Step:
        from calibration.profile_file import profile_path, write_profile  # noqa: PLC0415 - a slow import

        path = profile_path(where.profiles, profile)
        made = _profile(path.stem, source.info.name, at, outcome)
        write_profile(path, made)
        step = core.set_baseline(at, made.baseline, made.name, made.grade.value)
        for sink in sinks:
            sink.accept(step)
        return step

    def validate(at: Instant, outcome: CalibrationOutcome) -> _ScreenValidation:
        from calibration.collector import Result  # noqa: PLC0415 - only when the user asks for it
        from calibration.validation import Validation  # noqa: PLC0415 - only when the user asks for it

        result = outcome.reference
        assert isinstance(result, Result)
        return _ScreenValidation(Validation(settings, result.baseline, at))

    return MonitorSession(
        source=source,
        steps=steps,
        prompts=reminders.prompts,
        calibrate=calibrate,
        keep=keep,
        validate=validate,
        playback=playback,
    )


def _profile(name: str, source: str, at: Instant, outcome: CalibrationOutcome) -> Profile:
    """The profile of an accepted calibration."""
    from calibration.collector import Result  # noqa: PLC0415 - only when the user asks for it
    from calibration.profile import Profile  # noqa: PLC0415 - only when the user asks for it

    result = outcome.reference
    assert isinstance(result, Result)
    return Profile(
        name=name,
        created=at.wall,
        source=source,
        grade=result.verdict.grade,
        baseline=result.baseline,
    )
