"""A guided exercise as plain lines, where there is no screen: what happens, when it happens."""

from __future__ import annotations

import sys
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

from posture.adapters.native_log import redirect_native_stderr
from posture.adapters.source_kind import is_live
from posture.events import ExerciseRepetition, Side
from posture.exercise_session import ExerciseAction
from posture.exercise_view import Phase
from posture.guided_core import GuidedCore
from posture.runner import run as run_core
from tui.core_setup import build_core, load_profile, our_places, warn
from tui.exercise_words import before_lines, headline, limit_lines, missing_words, summary_lines
from tui.feeds import open_watched
from tui.line_sink import STANDARD_OUTPUT, output_sinks
from tui.log_sink import log_sink
from tui.terminal import on_a_terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from posture.exercise_goal import Goal
    from posture.exercise_view import ExerciseView
    from posture.exercises import Exercise
    from posture.inputs import UserInput
    from posture.instant import Instant
    from posture.ports import ObservationSource, Sink
    from posture.status import Step
    from tui.feeds import Watching
    from tui.homework_lines import HomeworkInLines

_SAY_AGAIN_S = 5.0
"""What is missing is said no more often than this. ENG."""


def exercise_as_lines(
    watching: Watching,
    exercise: Exercise,
    goal: Goal,
    events: str | None,
    *,
    homework: HomeworkInLines | None = None,
    open_source: Callable[[Watching], ObservationSource] = open_watched,
) -> None:
    """Guide one exercise from its start to its end, or to the end of the source.

    Args:
        watching: the source.
        exercise: what is done.
        goal: how much is asked for.
        events: where events go as JSON Lines; with standard output the lines go to standard error.
        homework: asks what there is to ask at the end, and keeps the record.
        open_source: opens the source.

    Raises:
        PostureError: the source does not work, or another monitor has the camera.
    """
    from tui.control import Control  # noqa: PLC0415 - a recording needs none

    where, settings = our_places(), watching.settings
    redirect_native_stderr(where.log_file)
    core = GuidedCore(
        build_core(settings, load_profile(where, watching.profile, default=True), None), settings
    )
    say = _sayer(sys.stderr.write if events == STANDARD_OUTPUT else sys.stdout.write)
    lines = ExerciseLines(say)
    say(exercise.name)
    for line in before_lines(exercise, goal):
        say(f"  {line.text}".rstrip())
    somebody_there = True
    try:
        with ExitStack() as stack:
            control = None
            if is_live(watching.source or settings.camera.source):
                # Before the camera: a second monitor must not open it.
                control = stack.enter_context(closing(Control(where, warn)))
            source = stack.enter_context(open_source(watching))
            sinks: list[Sink] = []
            if control is not None:
                sinks = [log_sink(where, settings, warn), control]
            sinks += output_sinks(events, None)

            def told(at: Instant) -> Iterable[UserInput]:
                return () if control is None else control.inputs(at)

            begun = False
            for step in run_core(source, core, sinks, inputs=told, stop=lambda: _is_over(core)):
                if not begun:
                    core.prepare(step.status.at, exercise, goal)
                    core.act(step.status.at, ExerciseAction.BEGIN)
                    begun = True
                view = core.view
                if view is not None:
                    lines.tell(step, view)
                    _ask_if_needed(core, step, view)
    except SystemExit:
        somebody_there = False  # told to go by a signal: there is nobody to ask
        raise
    finally:
        # Also after Ctrl-C, or a source that broke: what was counted until then is worth its lines.
        if core.view is not None:
            lines.end(core.view)
            if homework is not None:
                homework.keep(core.view, may_ask=somebody_there)


def _is_over(core: GuidedCore) -> bool:
    return core.view is not None and core.view.phase is Phase.DONE


def _ask_if_needed(core: GuidedCore, step: Step, view: ExerciseView) -> None:
    """Ask whether the number is right, where somebody is there to answer; else the camera's stands."""
    if view.phase is not Phase.ASKING:
        return
    at = step.status.at
    if not on_a_terminal():
        core.act(at, ExerciseAction.STOP)
        return
    while True:
        sys.stderr.write(f"I counted {view.report.repetitions}. Is that right? [enter] yes, or a number: ")
        sys.stderr.flush()
        answer = sys.stdin.readline()
        if not answer:
            core.act(at, ExerciseAction.STOP)
            return
        if not answer.strip() or (answer.strip().isdecimal() and len(answer.strip()) < 5):
            core.act(at, ExerciseAction.ANSWER, int(answer) if answer.strip() else None)
            return


class ExerciseLines:
    """Says what changes, once.

    Args:
        say: prints one line.
    """

    def __init__(self, say: Callable[[str], object]) -> None:
        self._say = say
        self._heading = ""
        self._missing = ""
        self._missing_t = float("-inf")

    def tell(self, step: Step, view: ExerciseView) -> None:
        """What this step brought."""
        for event in step.events:
            if isinstance(event, ExerciseRepetition):
                side = "" if event.side is Side.BOTH else f" {event.side.value}"
                self._say(f"  {event.count}{side}")
        heading = headline(view).text
        if heading != self._heading and view.phase not in (Phase.ASKING, Phase.DONE):
            self._heading = heading
            self._say(heading)
            if view.phase is Phase.ACTIVE:
                for line in limit_lines(view.goal):
                    self._say(f"  {line.text}")
        self._tell_missing(step.status.at.mono_s, view)

    def _tell_missing(self, t: float, view: ExerciseView) -> None:
        words = ""
        if view.phase in (Phase.POSITION, Phase.ACTIVE):
            words = missing_words(view.missing)
        if words and words != self._missing and t - self._missing_t >= _SAY_AGAIN_S:
            self._missing, self._missing_t = words, t
            self._say(f"  {words}")
        elif not words and t - self._missing_t >= _SAY_AGAIN_S:
            self._missing = ""

    def end(self, view: ExerciseView) -> None:
        """How it went."""
        self._say(view.exercise.name)
        for line in summary_lines(view):
            self._say(f"  {line.text}")


def _sayer(write: Callable[[str], object]) -> Callable[[str], object]:
    def say(line: str) -> None:
        write(line + "\n")
        sys.stdout.flush()

    return say
