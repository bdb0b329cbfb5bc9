"""The app on the real monitor and guide: somebody exercises, at the pace of the test."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from queue import SimpleQueue
from threading import Event as Flag
from typing import Any, NoReturn

from textual.pilot import Pilot
from textual.widgets import Digits, Static

from posture.closable import Closable
from posture.events import Event
from posture.exercise_goal import Goal
from posture.exercises import Exercise
from posture.figures import Figures
from posture.guided_core import GuidedCore
from posture.instant import Instant
from posture.landmarks import PoseObservation
from posture.monitor import Monitor
from posture.ports import ObservationSource, SourceInfo
from posture.reminders import Reminders
from posture.runner import run
from posture.settings import Settings
from posture.status import Step
from tests.tui.scripted_feed import until
from tui.app import PostureApp
from tui.monitor_session import (
    Feed,
    Inputs,
    MonitorSession,
    Stop,
)

STARTED = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


class SteppedSource(Closable):
    """Gives out what the test lets through, and waits in between as a camera does."""

    def __init__(self, frame_size: tuple[int, int]) -> None:
        self.info = SourceInfo(name="0", frame_size=frame_size, live=True, started=STARTED)
        self.waiting: SimpleQueue[PoseObservation | Exception | None] = SimpleQueue()
        self.closed = Flag()

    def observations(self) -> Iterator[PoseObservation]:
        """Until it is closed."""
        while (item := self.waiting.get()) is not None:
            if isinstance(item, Exception):
                raise item
            yield item

    def close(self) -> None:
        """End the observations."""
        if not self.closed.is_set():
            self.closed.set()
            self.waiting.put(None)


@dataclass
class ExercisingFeed:
    """Somebody in front of the app.

    Attributes:
        seen: what he does, to be let through with `play`.
        settings: of monitor and guide.
        happened: every event.
        followed: each change of the analysis rate.
    """

    seen: Sequence[PoseObservation]
    settings: Settings = field(default_factory=Settings)
    demo: bool = False
    happened: list[Event] = field(default_factory=list)
    followed: list[bool] = field(default_factory=list)
    failure: Exception | None = None

    def __post_init__(self) -> None:
        self._left = [
            replace(
                one,
                at=Instant(mono_s=one.at.mono_s, wall=STARTED + timedelta(seconds=one.at.mono_s)),
            )
            for one in self.seen
        ]
        self.source = SteppedSource(self.seen[0].frame_size)
        self._done = 0
        self._put = 0

    def app(self, exercise: tuple[Exercise, Goal] | None = None, **options: Any) -> PostureApp:
        """The app on this feed."""
        feed = Feed(
            open_session=self._open,
            totals=lambda _events, _now: Figures(),
            closing_lines=lambda _events: (),
            demo=self.demo,
        )
        return PostureApp(feed, self.settings, exercise=exercise, show_every_s=0, **options)

    async def play(self, pilot: Pilot[int], until_t: float) -> None:
        """Let through what is seen before `until_t` and wait until the screen shows it."""
        while self._left and self._left[0].at.mono_s < until_t:
            self.source.waiting.put(self._left.pop(0))
            self._put += 1
        await until(pilot, lambda: self._done >= self._put)
        await pilot.pause()

    async def one(self, pilot: Pilot[int]) -> None:
        """Let one more picture through: what was asked for happens with it."""
        await self.play(pilot, self._left[0].at.mono_s + 1e-3)

    def _open(self) -> MonitorSession:
        if self.failure is not None:
            raise self.failure
        core = GuidedCore(Monitor(self.settings), self.settings)

        def steps(tapped: ObservationSource, inputs: Inputs, stop: Stop) -> Iterator[Step]:
            for step in run(tapped, core, [self], inputs=inputs, stop=stop):
                yield step
                # The worker has posted what this step brought.
                self._done += step.observed

        return MonitorSession(
            source=self.source,
            steps=steps,
            prompts=Reminders(self.settings.reminders).prompts,
            calibrate=_never,
            keep=_never,
            validate=_never,
            use_place=_never,
            guide=core,
            follow=self.followed.append,
        )

    def accept(self, step: Step) -> None:
        """The log."""
        self.happened += step.events

    def close(self) -> None:
        """Nothing to release."""

    def of(self, *types: str) -> list[Event]:
        """The events of these types."""
        return [event for event in self.happened if event.type in types]


def _never(*_arguments: object) -> NoReturn:
    raise NotImplementedError


def shown(pilot: Pilot[int], selector: str) -> str:
    """The text of a widget of the screen that is shown."""
    return str(pilot.app.screen.query_one(selector, Static).render())


def number(pilot: Pilot[int]) -> str:
    """The big number."""
    return pilot.app.screen.query_one(Digits).value


def keys_shown(pilot: Pilot[int]) -> dict[str, str]:
    """The keys of the screen that work now, with their words."""
    return {
        key: active.binding.description
        for key, active in pilot.app.screen.active_bindings.items()
        if active.binding.show and active.enabled
    }
