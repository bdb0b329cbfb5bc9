"""The loop: whatever ends it, the session is finished and everything is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posture.errors import SourceError, StorageError
from posture.inputs import InputKind, UserInput
from posture.monitor import Monitor
from posture.runner import run
from posture.settings import Settings
from posture.testing.list_source import ListSource
from posture.testing.scenario import scenario

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from posture.instant import Instant
    from posture.landmarks import PoseObservation
    from posture.status import Step

ITEMS = scenario("upright 5s", fps=1).observations()


class ScriptedSource(ListSource):
    """A source that ends with an error."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(ITEMS)
        self._error = error

    def observations(self) -> Iterator[PoseObservation | UserInput]:
        """The list, then the error."""
        yield from super().observations()
        raise self._error


class Recorder:
    """A sink that remembers, and fails at one event when told to."""

    def __init__(self, fail_at: str = "") -> None:
        self.types: list[str] = []
        self.reasons: list[str] = []
        self.closed = 0
        self._fail_at = fail_at

    def accept(self, step: Step) -> None:
        """Remember the events."""
        for event in step.events:
            self.types.append(event.type)
            if event.type == "session_ended":
                self.reasons.append(event.reason)
            if event.type == self._fail_at:
                raise StorageError("the disk is full")

    def close(self) -> None:
        """Count."""
        self.closed += 1


def monitor() -> Monitor:
    """One without a reference."""
    return Monitor(Settings())


WHOLE = ["session_started", "present", "sitting_started", "sitting_ended", "session_ended"]


def test_a_source_that_ends_is_an_end() -> None:
    source, sink = ListSource(ITEMS), Recorder()
    steps = list(run(source, monitor(), [sink]))
    assert (sink.types, sink.reasons, sink.closed, source.closed) == (WHOLE, ["end_of_source"], 1, True)
    assert [step.observed for step in steps] == [False, True, True, True, True, True, False]


def test_a_source_that_breaks_keeps_what_was_seen() -> None:
    source, sink = ScriptedSource(SourceError("the plug was pulled")), Recorder()
    with pytest.raises(SourceError, match="the plug was pulled"):
        list(run(source, monitor(), [sink]))
    assert (sink.types, sink.reasons, sink.closed, source.closed) == (WHOLE, ["failed"], 1, True)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(143)])
def test_an_interruption_is_a_stop(error: BaseException) -> None:
    source, sink = ScriptedSource(error), Recorder()
    with pytest.raises(type(error)):
        list(run(source, monitor(), [sink]))
    assert (sink.types, sink.reasons, sink.closed) == (WHOLE, ["stopped"], 1)


def test_whoever_stops_listening_stops_it() -> None:
    source, sink = ListSource(ITEMS), Recorder()
    steps = run(source, monitor(), [sink])
    next(steps)
    next(steps)
    steps.close()
    assert (sink.types, sink.reasons, sink.closed, source.closed) == (
        ["session_started", "session_ended"],
        ["stopped"],
        1,
        True,
    )


def test_a_sink_that_fails_does_not_keep_the_others_from_closing() -> None:
    source, good, bad = ListSource(ITEMS), Recorder(), Recorder(fail_at="present")
    with pytest.raises(StorageError, match="the disk is full"):
        list(run(source, monitor(), [good, bad]))
    assert (good.types, good.closed, bad.closed, source.closed) == (WHOLE, 1, 1, True)


def test_stop_is_asked_before_each_observation() -> None:
    asked: list[bool] = []

    def stop() -> bool:
        asked.append(True)
        return len(asked) > 2

    sink = Recorder()
    steps = list(run(ListSource(ITEMS), monitor(), [sink], stop=stop))
    assert [step.observed for step in steps] == [False, True, True, False]
    assert sink.reasons == ["stopped"]


def test_what_the_user_did_counts_before_the_observation_it_meets() -> None:
    def inputs(at: Instant) -> Iterable[UserInput]:
        if at.mono_s == 3.0:
            yield UserInput(at=at, kind=InputKind.PAUSE)

    sink = Recorder()
    list(run(ListSource(ITEMS), monitor(), [sink], inputs=inputs))
    assert sink.types == [
        "session_started",
        "present",
        "sitting_started",
        "paused",
        "sitting_ended",
        "session_ended",
    ]


def test_nothing_seen_is_no_session() -> None:
    source, sink = ListSource([]), Recorder()
    assert list(run(source, monitor(), [sink])) == []
    assert (sink.types, sink.closed, source.closed) == ([], 1, True)


class StubbornSink(Recorder):
    """Fails at every step from the first frame on, or only when it is closed."""

    def __init__(self, *, on_close: bool) -> None:
        super().__init__()
        self._on_close = on_close

    def accept(self, step: Step) -> None:
        """Remember, or fail."""
        if step.observed and not self._on_close:
            self._fail_at = "session_ended"
            raise StorageError("the disk is full")
        super().accept(step)

    def close(self) -> None:
        """Count, or fail."""
        super().close()
        if self._on_close:
            raise StorageError("the last lines could not be written")


@pytest.mark.parametrize("stubborn_first", [True, False])
def test_a_sink_that_fails_again_and_again_costs_the_others_nothing(*, stubborn_first: bool) -> None:
    """Not the step at which it failed, and not the end of the session."""
    source, good, bad = ListSource(ITEMS), Recorder(), StubbornSink(on_close=False)
    with pytest.raises(StorageError, match="the disk is full"):
        list(run(source, monitor(), [bad, good] if stubborn_first else [good, bad]))
    assert (good.types, good.reasons) == (["session_started", "session_ended"], ["failed"])
    assert (good.closed, bad.closed, source.closed) == (1, 1, True)


def test_a_sink_that_cannot_be_closed_is_told_after_the_others_are() -> None:
    source, good, bad = ListSource(ITEMS), Recorder(), StubbornSink(on_close=True)
    with pytest.raises(StorageError, match="the last lines"):
        list(run(source, monitor(), [good, bad]))
    assert (good.types, good.reasons, good.closed, source.closed) == (WHOLE, ["end_of_source"], 1, True)


def test_a_fault_in_the_core_still_finishes_and_closes() -> None:
    source, sink = ListSource([ITEMS[3], ITEMS[1]]), Recorder()
    with pytest.raises(ValueError, match="time went back"):
        list(run(source, monitor(), [sink]))
    assert (sink.reasons, sink.closed, source.closed) == (["failed"], 1, True)


def test_a_source_that_was_closed_to_stop_it_did_not_end_by_itself() -> None:
    answers = iter([False] * len(ITEMS))
    sink = Recorder()
    list(run(ListSource(ITEMS), monitor(), [sink], stop=lambda: next(answers, True)))
    assert (sink.types, sink.reasons) == (WHOLE, ["stopped"])


def test_keys_recorded_in_the_source_replay_in_their_place() -> None:
    pause = UserInput(at=ITEMS[2].at, kind=InputKind.PAUSE)
    steps = list(run(ListSource([*ITEMS[:3], pause, *ITEMS[3:]]), monitor()))
    assert [step.observed for step in steps] == [False, True, True, True, False, True, True, False]
    assert [event.type for event in steps[4].events] == ["paused"]
