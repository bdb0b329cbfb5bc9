"""`posture watch`: the monitor without a screen, one JSON event a line."""

from __future__ import annotations

from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

from calibration.placing import PlacingMonitor
from posture.adapters.clock import SystemClock
from posture.adapters.native_log import redirect_native_stderr
from posture.adapters.session_lock import SessionLock
from posture.adapters.source_kind import is_live
from posture.runner import run as run_core
from posture.thinned_source import at_a_pace
from tui.control import Control, attached_instead
from tui.core_setup import build_core, open_configured, our_places, settings_for, warn
from tui.feeds import FollowsSettings
from tui.first_reference import first_reference
from tui.homework_reminder import homework_reminder
from tui.homework_source import HomeworkSource
from tui.line_sink import STANDARD_OUTPUT, output_sinks
from tui.log_sink import log_sink
from tui.notifying import notify_sink
from tui.options import (
    CalibrateOption,
    EventsOption,
    FpsOption,
    FramesOption,
    ModelOption,
    OptionalSourceArgument,
    ProfileOption,
    RelaxedOption,
    SetOption,
    SourceOption,
    StandingOption,
    one_source,
)
from tui.place_words import begin_words, told_words
from tui.plan_targets import PlanTargets
from tui.prompt_suspension import prompt_suspension
from tui.session_references import place_found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from calibration.place import PlaceVerdict
    from posture.inputs import UserInput
    from posture.instant import Instant
    from posture.pace import PaceSink
    from posture.ports import Core, Sink
    from posture.settings import Settings
    from tui.first_reference import FirstReference


def watch(
    src: OptionalSourceArgument = None,
    *,
    source: SourceOption = None,
    fps: FpsOption = None,
    profile: ProfileOption = None,
    calibrate: CalibrateOption = None,
    calibrate_relaxed: RelaxedOption = None,
    calibrate_standing: StandingOption = None,
    events: EventsOption = STANDARD_OUTPUT,
    frames: FramesOption = None,
    set_: SetOption = None,
    model: ModelOption = None,
) -> None:
    """Watch without a screen and print one JSON event a line, for tmux, services and scripts.

    Without --profile the first seconds choose among your references, as in the app.

    A camera or a stream is written to your log, prompts as `notify.method` says, and answers to `posture
    status`, `pause` and the like; a recording is not your day and is only printed.

    Example: posture watch --source 0 | jq -r .type
    """
    source = one_source(src, source)
    where = our_places()
    own = settings_for(where, set_, own_file=True)
    targets = PlanTargets(HomeworkSource(where), set_, fail=warn)
    targets.look()
    settings = targets.over(own)
    spec = source or settings.camera.source
    live = is_live(spec)
    if live and attached_instead(where):
        return
    references = first_reference(where.profiles, profile, spec, calibrates=calibrate is not None)
    core: Core = build_core(settings, references.current, calibrate, calibrate_relaxed, calibrate_standing)
    redirect_native_stderr(where.log_file)
    with ExitStack() as stack:
        # Before the camera: a second monitor must not open it.
        control = stack.enter_context(closing(Control(where, warn))) if live else None
        opened = stack.enter_context(open_configured(settings, source, fps=fps, model=model))
        if calibrate is None:
            warn(begin_words(references))
        sinks: list[Sink] = output_sinks(events, frames)
        locked = SessionLock(SystemClock()).is_locked
        opened, pace = at_a_pace(opened, settings, awaits_reference=calibrate is not None, locked=locked)
        if pace is not None:
            sinks.append(pace)
        follows: list[FollowsSettings] = [] if pace is None else [pace]
        if references.current is not None and references.choice:
            core = _placing(core, settings, references, opened.info.name, pace)
        if control is not None:
            log = log_sink(where, settings, warn)
            told = notify_sink(
                settings,
                where.log_file,
                bell=True,
                homework=homework_reminder(where, settings),
                suspended=prompt_suspension(where),
            )
            control.watches(opened)
            control.follows(targets)
            follows.append(told)
            sinks = [log, control, told, *sinks]

        def use(at: Instant, changed: Settings) -> None:
            for follower in follows:
                follower.use(changed)
            step = core.use_settings(at, changed)
            for sink in sinks:
                sink.accept(step)

        follow = targets.following(own, use)

        def inputs(at: Instant) -> Iterator[UserInput]:
            follow(at)
            if control is not None:
                yield from control.inputs(at)

        steps = run_core(opened, core, sinks, inputs=inputs)
        for _step in steps:
            pass


def _placing(
    core: Core, settings: Settings, references: FirstReference, source: str, pace: PaceSink | None
) -> PlacingMonitor:
    """As in the app, the first seconds choose the reference; until then every picture counts."""
    assert references.current is not None

    def found(verdict: PlaceVerdict) -> None:
        if pace is not None:
            pace.attend(False)  # noqa: FBT003 - one switch
        sentence = told_words(place_found(verdict))
        if sentence is not None:
            warn(sentence)

    if pace is not None:
        pace.attend(True)  # noqa: FBT003 - one switch
    return PlacingMonitor(
        core,
        settings,
        choice=references.choice,
        first=references.current.name,
        source=source,
        found=found,
    )
