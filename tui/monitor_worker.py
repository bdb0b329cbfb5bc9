"""The worker thread: iterates the monitor and posts messages. It never touches a widget.

The session belongs to this thread alone. What the user does reaches it through queues, and a running
calibration (`tui.reference_work`) looks at the same observations as the monitor, through a tap on the source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from threading import Event as Flag
from threading import Lock, Thread
from typing import TYPE_CHECKING

from posture.closable import Closable
from posture.errors import PostureError
from posture.inputs import InputKind, UserInput
from posture.instant import Instant
from posture.landmarks import PoseObservation
from posture.ports import PaceChanging
from tui.fault_text import fault_words
from tui.messages import (
    BreakHeldBack,
    EventsHappened,
    ExerciseProgressed,
    Noticed,
    PromptRaised,
    RunEnded,
    RunFailed,
    SourceOpened,
    StatusChanged,
)
from tui.reference_work import ReferenceWork

if TYPE_CHECKING:
    from textual.message import Message

    from posture.ports import ObservationSource, SourceInfo
    from posture.reminders import Waiting
    from posture.settings import Settings
    from posture.status import Step
    from tui.calibration_commands import CalibrationCommand
    from tui.monitor_session import Guide, MonitorSession, Playback

_GRACE_S = 0.7
"""How long quitting waits for a source that does not let go, such as a camera driver that hangs."""
_LOOK_S = 0.05


class MonitorWorker:
    """Runs one session.

    Args:
        open_session: opens source and monitor; may take seconds, and may raise a `PostureError`.
        post: hands a message to the app; safe from any thread.
        asks_first: whether the app begins with asking about the reference.
    """

    def __init__(
        self,
        open_session: Callable[[], MonitorSession],
        post: Callable[[Message], object],
        *,
        asks_first: bool = False,
    ) -> None:
        self._open_session = open_session
        self._post_to_app = post
        self._inputs: SimpleQueue[tuple[InputKind, float | None]] = SimpleQueue()
        self._exercise: SimpleQueue[Callable[[Guide, Instant], None]] = SimpleQueue()
        self._settings: SimpleQueue[Settings] = SimpleQueue()
        self._follows = self._attends = False
        self._waiting: Waiting | None = None
        self._stopped = Flag()
        self.ended = Flag()
        self._lock = Lock()
        self._source: ObservationSource | None = None
        self._playback: Playback | None = None
        self._reference = ReferenceWork(self._post, asks_first=asks_first)

    def send(self, kind: InputKind, minutes: float | None = None) -> None:
        """What the user did; it gets the time of the observation it meets, so a held recording goes on."""
        with self._lock:
            self._inputs.put((kind, minutes))
            if self._playback is not None:
                self._playback.go_on()
        self._hurry()

    def calibration(self, command: CalibrationCommand) -> None:
        """What the screens ask about the reference."""
        self._reference.ask(command)
        self._hurry()

    def exercise(self, ask: Callable[[Guide, Instant], None]) -> None:
        """What the exercise screen asks of the guide; it runs in the worker thread, at the next picture."""
        self._exercise.put(ask)
        self._hurry()

    def use_settings(self, settings: Settings) -> None:
        """Go by these from the next picture on."""
        self._settings.put(settings)
        self._hurry()

    def stop(self) -> None:
        """End the run from another thread, also when it waits for a picture."""
        self._stopped.set()
        with self._lock:
            source = self._source
        if source is not None:
            source.close()

    def run(self) -> None:
        """Run until the source ends or `stop` was called; returns soon after `stop`, whatever blocks.

        The work itself happens in a daemon thread: a program waits for its other threads before it
        ends, and a hanging camera driver must not hold up quitting.
        """
        thread = Thread(target=self._run, name="monitor", daemon=True)
        thread.start()
        while thread.is_alive():
            thread.join(_LOOK_S)
            if self._stopped.is_set():
                thread.join(_GRACE_S)
                return

    def _post(self, message: Message) -> None:
        """Nobody waits for the words of a run that was stopped."""
        if not self._stopped.is_set():
            self._post_to_app(message)

    def _hurry(self) -> None:
        """Whoever pressed a key does not wait for the next look of a calm hour."""
        with self._lock:
            source = self._source
        if isinstance(source, PaceChanging):
            source.hurry()

    def _run(self) -> None:
        try:
            session = self._open_session()
            with self._lock:
                self._source, self._playback = session.source, session.playback
            if self._stopped.is_set():
                session.source.close()
                return
            self._watch(session)
            self._post(RunEnded())
        except PostureError as error:
            self._post(RunFailed(str(error)))
        except Exception as error:  # noqa: BLE001 - whatever it is, the user gets a sentence and can try again
            sentence = (
                f"The monitor stopped because of a fault in this program ({fault_words(error)});"
                " try again, or run it with --debug to see where."
            )
            self._post(RunFailed(sentence, defect=error))
        finally:
            self.ended.set()

    def _watch(self, session: MonitorSession) -> None:
        self._post(SourceOpened(session.source.info))
        tapped = TappedSource(session.source, lambda seen: self._tap(session, seen))
        for step in session.steps(tapped, self._waiting_inputs, self._stopped.is_set):
            self._publish(session, step)
            self._hold_while_paused(step)
            self._work_on_reference(session, step.status.at)
            for changed in self._changed_settings(session, step.status.at):
                self._publish(session, changed)

    def _work_on_reference(self, session: MonitorSession, at: Instant) -> None:
        """The world goes on while the user is asked; a recording waits, or it would be over by then."""
        while True:
            for changed in self._reference.between_steps(session, at):
                self._publish(session, changed)
            if session.source.info.live or self._stopped.is_set() or not self._reference.waits:
                return
            self._reference.wait(_LOOK_S)

    def _changed_settings(self, session: MonitorSession, at: Instant) -> Iterator[Step]:
        while session.use_settings is not None and not self._settings.empty():
            yield session.use_settings(at, self._settings.get())

    def _waiting_inputs(self, at: Instant) -> Iterator[UserInput]:
        while True:
            try:
                kind, minutes = self._inputs.get_nowait()
            except Empty:
                return
            yield UserInput(at=at, kind=kind, minutes=minutes)

    def _publish(self, session: MonitorSession, step: Step) -> None:
        if step.events:
            self._post(EventsHappened(step.events))
        for sentence in session.notices():
            self._post(Noticed(sentence))
        for prompt in session.prompts(step):
            self._post(PromptRaised(prompt.kind))
        waiting = None if session.waiting is None else session.waiting()
        if waiting != self._waiting:
            self._waiting = waiting
            self._post(BreakHeldBack(waiting))
        self._post(StatusChanged(step.status))
        view = None if session.guide is None else session.guide.view
        if view is not None:
            self._post(ExerciseProgressed(view))

    def _hold_while_paused(self, step: Step) -> None:
        """A world that is not watched goes on; a recording can wait."""
        with self._lock:
            if self._playback is not None and step.status.paused and self._inputs.empty():
                self._playback.hold()

    def _tap(self, session: MonitorSession, observation: PoseObservation) -> None:
        """Let the guide and the work on references see what the monitor is about to see."""
        self._guide(session, observation.at)
        self._reference.see(session, observation)
        self._attend(session)

    def _guide(self, session: MonitorSession, at: Instant) -> None:
        """Ask the guide for what the screen wants, and the source for as many pictures as that needs."""
        guide = session.guide
        if guide is None:
            return
        while True:
            try:
                ask = self._exercise.get_nowait()
            except Empty:
                break
            ask(guide, at)
        if session.follow is not None and guide.rate_wanted is not self._follows:
            self._follows = guide.rate_wanted
            session.follow(self._follows)

    def _attend(self, session: MonitorSession) -> None:
        """Every picture counts for a reference and for movements."""
        attends = self._follows or self._reference.under_way
        if session.attend is not None and attends is not self._attends:
            self._attends = attends
            session.attend(attends)


class TappedSource(Closable):
    """`source`, with `tap` seeing every observation just before it is passed on."""

    def __init__(self, source: ObservationSource, tap: Callable[[PoseObservation], None]) -> None:
        self._source = source
        self._tap = tap

    @property
    def info(self) -> SourceInfo:
        """What the source is."""
        return self._source.info

    def observations(self) -> Iterator[PoseObservation | UserInput]:
        """The observations of the source."""
        for item in self._source.observations():
            if isinstance(item, PoseObservation):
                self._tap(item)
            yield item

    def close(self) -> None:
        """Close the source."""
        self._source.close()
