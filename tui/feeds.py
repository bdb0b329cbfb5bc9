"""What the terminal app watches: a source with the user's log behind it, or the demo's recorded day.

Everything heavy (pictures, the model, the store) is opened by `open_session`, which the app calls in its
worker thread after the first paint.
"""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from queue import SimpleQueue
from typing import TYPE_CHECKING, Protocol

from posture.adapters.clock import SystemClock
from posture.adapters.source_kind import is_live
from tui.core_setup import build_core, open_configured, our_places, refuse_model_for_trace, warn
from tui.day_so_far import LoggedDay, recorded_day
from tui.first_reference import FirstReference, first_reference
from tui.monitor_session import Feed, MonitorSession
from tui.paced_source import PacedSource, PaceSegment
from tui.place_shelf import PlaceShelf
from tui.prompt_suspension import prompt_suspension

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from calibration.profile import Profile
    from posture.adapters.data_dirs import Places
    from posture.events import Event
    from posture.figures import Figures
    from posture.guided_core import GuidedCore
    from posture.inputs import UserInput
    from posture.instant import Instant
    from posture.ports import Core, ObservationSource, Sink
    from posture.settings import Settings
    from posture.status import Step
    from tui.control import Control
    from tui.monitor_session import Inputs, Playback, Stop
    from tui.plan_targets import PlanTargets


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """What to watch and how, as the command line says.

    Attributes:
        settings: every threshold.
        source: as the user typed it, or `None` for the configured one.
        fps, model: as the user typed them.
        profile: name or file of the reference; `None` for the one that goes with what is seen.
        calibrate: a stretch `A:B` of the source to take the reference from.
        calibrate_relaxed, calibrate_standing: stretches of it to take further anchors from.
        guided: whether it is for one exercise: then a recording is played at the speed of the world.
        targets: what the plan in use lays over the settings; the app hands the outcome to the session.
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
    targets: PlanTargets | None = None


class FollowsSettings(Protocol):
    """A part of a session that goes by the settings."""

    def use(self, settings: Settings) -> None:
        """Go by these from now on."""
        ...


def watching_feed(watching: Watching) -> Feed:
    """A camera, stream or recording; live ones are written to the user's log.

    A reference that was named, and stretches to take one from, are looked at here, before the app draws, so
    that what is wrong with them is a sentence on the command line. Otherwise they wait until it has drawn.
    """
    where = our_places()
    spec = watching.source or watching.settings.camera.source
    refuse_model_for_trace(spec, watching.model)
    calibrates = watching.calibrate is not None
    live = is_live(spec)

    stretches = (watching.calibrate, watching.calibrate_relaxed, watching.calibrate_standing)
    if watching.profile is not None or any(stretch is not None for stretch in stretches):
        _core(watching, _references(watching, where, warn))  # complains early about wrong options

    def open_session() -> MonitorSession:
        from posture.adapters.session_lock import SessionLock  # noqa: PLC0415 - not before the first paint
        from posture.thinned_source import at_a_pace  # noqa: PLC0415
        from tui.analysis_rate import AnalysisRate  # noqa: PLC0415
        from tui.homework_reminder import homework_reminder  # noqa: PLC0415

        settings = watching.settings
        notices: SimpleQueue[str] = SimpleQueue()
        references = _references(watching, where, notices.put)
        core = _core(watching, references)
        with ExitStack() as opened:
            sinks: list[Sink] = []
            control = told = None
            homework = homework_reminder(where, settings) if live else None
            suspended = prompt_suspension(where) if live else None
            if live:
                # Before the camera: a second monitor must not open it.
                control = opened.enter_context(closing(_open_control(where)))
                control.follows(watching.targets)
            source = opened.enter_context(open_watched(watching))
            pace = None
            if not watching.guided:
                takes_reference = watching.calibrate is not None
                locked = SessionLock(SystemClock()).is_locked
                source, pace = at_a_pace(source, settings, awaits_reference=takes_reference, locked=locked)
            if control is not None:
                control.watches(source)
                from tui.notifying import notify_sink  # noqa: PLC0415 - not before the first paint

                log = _open_log(where, settings, notices)
                told = notify_sink(
                    settings, where.log_file, bell=False, homework=homework, suspended=suspended
                )
                sinks = [log, control, told]
            sinks += [] if pace is None else [pace]
            opened.pop_all()  # from here on the run closes everything
        rate = None if watching.guided else AnalysisRate(source, settings, watching.fps)
        session = _session(
            settings,
            where,
            source,
            core,
            sinks,
            references,
            control=control,
            notices=notices,
            homework=homework,
            suspended=suspended,
            saves=live or watching.profile is not None,
            follows=[one for one in (homework, told, pace, rate) if one is not None],
        )
        follow = None if rate is None else rate.follow
        attend = None if pace is None else pace.attend
        return replace(session, guide=core, follow=follow, attend=attend)

    knows_a_reference = watching.profile is not None or any(where.profiles.glob("*.json"))
    return Feed(
        open_session=open_session,
        totals=lambda events, now: _totals(where, events, now) if live else _recorded(events, now),
        day=LoggedDay(where.database).so_far if live else recorded_day,
        closing_lines=_closing_lines,
        offer_calibration=not (knows_a_reference or calibrates or watching.guided),
        takes_reference=calibrates,
        places=PlaceShelf(where.profiles),
    )


def _references(watching: Watching, where: Places, tell: Callable[[str], None]) -> FirstReference:
    source = watching.source or watching.settings.camera.source
    calibrates = watching.calibrate is not None
    return first_reference(where.profiles, watching.profile, source, calibrates=calibrates, tell=tell)


def _core(watching: Watching, references: FirstReference) -> GuidedCore:
    from posture.guided_core import GuidedCore  # noqa: PLC0415 - not before the first paint

    core = build_core(
        watching.settings,
        references.current,
        watching.calibrate,
        watching.calibrate_relaxed,
        watching.calibrate_standing,
    )
    return GuidedCore(core, watching.settings)


def open_watched(watching: Watching) -> ObservationSource:
    """The source, at the rates that are asked for; for an exercise a recording is played in real time."""
    from posture.exercise_core import EXERCISE_FPS  # noqa: PLC0415 - not before the first paint

    settings = watching.settings
    source = open_configured(
        settings,
        watching.source,
        fps=watching.fps,
        model=watching.model,
        picture_fps=max(EXERCISE_FPS, settings.camera.fps) if watching.guided else None,
    )
    return PacedSource(source, SystemClock(), ()) if watching.guided and not source.info.live else source


def demo_feed(settings: Settings) -> Feed:
    """The embedded day; nothing of it is stored."""
    from posture.adapters.demo_files import CALIBRATION_S, demo_day, demo_pace  # noqa: PLC0415
    from posture.adapters.trace import TraceSource  # noqa: PLC0415

    pace = tuple(PaceSegment(from_t=step.from_t, to_t=step.to_t, speed=step.speed) for step in demo_pace())

    def open_session() -> MonitorSession:
        begin_s, end_s = CALIBRATION_S
        core = build_core(settings, None, f"{begin_s}:{end_s}")
        source = PacedSource(TraceSource(str(demo_day()), fps=None, warn=warn), SystemClock(), pace)
        return _session(settings, our_places(), source, core, [], FirstReference(), playback=source)

    return Feed(
        open_session=open_session,
        totals=_recorded,
        closing_lines=_closing_lines,
        pace=pace,
        demo=True,
    )


def _open_log(where: Places, settings: Settings, notices: SimpleQueue[str]) -> Sink:
    """The log to write to; what there is to say about it goes to the screen and to the log file."""
    from posture.adapters.log_file import append_to_log  # noqa: PLC0415 - only here
    from tui.log_sink import log_sink  # noqa: PLC0415 - not before the first paint

    def tell(sentence: str) -> None:
        notices.put(sentence)
        append_to_log(where.log_file, SystemClock(), sentence)

    return log_sink(where, settings, tell)


def _open_control(where: Places) -> Control:
    """The control of this monitor; what is wrong with it goes to the log file, for the screen is taken."""
    from posture.adapters.log_file import append_to_log  # noqa: PLC0415 - only here
    from tui.control import Control  # noqa: PLC0415 - not before the first paint

    return Control(where, lambda sentence: append_to_log(where.log_file, SystemClock(), sentence))


def _totals(where: Places, events: Sequence[Event], now: Instant) -> Figures | None:
    """Today's figures with what the log holds of earlier sessions."""
    from tui.totals_today import totals_today  # noqa: PLC0415 - not before the first paint

    return totals_today(where, now) if events else None


def _recorded(events: Sequence[Event], now: Instant) -> Figures | None:
    """The figures of a recording, which is not the user's day."""
    from posture.summary import summarise_session  # noqa: PLC0415 - not before the first paint

    return summarise_session(events, until=now).figures if events else None


def _closing_lines(events: Sequence[Event]) -> list[str]:
    from tui.session_text import session_text  # noqa: PLC0415 - only at the end

    return session_text(events).splitlines()


def _session(
    settings: Settings,
    where: Places,
    source: ObservationSource,
    core: Core,
    sinks: list[Sink],
    references: FirstReference,
    playback: Playback | None = None,
    control: Control | None = None,
    notices: SimpleQueue[str] | None = None,
    homework: Callable[[Instant], datetime | None] | None = None,
    suspended: Callable[[Instant], bool] | None = None,
    follows: Sequence[FollowsSettings] = (),
    *,
    saves: bool = False,
) -> MonitorSession:
    from posture.reminders import Reminders  # noqa: PLC0415 - not before the first paint
    from posture.runner import run as run_core  # noqa: PLC0415
    from tui.session_references import SessionReferences  # noqa: PLC0415

    reminders = Reminders(settings.reminders, homework, suspended)

    def steps(tapped: ObservationSource, inputs: Inputs, stop: Stop) -> Iterator[Step]:
        def keys_and_commands(at: Instant) -> Iterator[UserInput]:
            yield from inputs(at)
            if control is not None:
                yield from control.inputs(at)

        return run_core(tapped, core, sinks, inputs=keys_and_commands, stop=stop)

    def install(at: Instant, profile: Profile) -> Step:
        step = core.set_baseline(at, profile.baseline, profile.name, profile.grade.value)
        for sink in sinks:
            sink.accept(step)
        return step

    def use_settings(at: Instant, chosen: Settings) -> Step:
        for follower in (*follows, ours):
            follower.use(chosen)
        reminders.use(chosen.reminders)
        step = core.use_settings(at, chosen)
        for sink in sinks:
            sink.accept(step)
        return step

    ours = SessionReferences(settings, where.profiles, source.info.name, references, install, saves=saves)
    return MonitorSession(
        source=source,
        steps=steps,
        prompts=reminders.prompts,
        waiting=lambda: reminders.waiting,
        calibrate=ours.calibrate,
        keep=ours.keep,
        validate=ours.validate,
        use_place=ours.use_place,
        place=ours.place,
        check_place=ours.check_place,
        notices=lambda: () if notices is None else _waiting(notices),
        playback=playback,
        use_settings=use_settings,
    )


def _waiting(queue: SimpleQueue[str]) -> Iterator[str]:
    """What is in the queue now."""
    while not queue.empty():
        yield queue.get_nowait()
