"""The log as a place that steps go to."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from posture.adapters.store_sink import StoreSink
from posture.events import SessionEnded, SessionStarted
from posture.monitor import Monitor
from posture.settings import Settings
from tests.session_story import MORNING, SessionStory

if TYPE_CHECKING:
    from datetime import datetime

    from posture.events import Event
    from posture.instant import Instant
    from posture.ports import Sink


class ListStore:
    """An event store that remembers what it was asked to do."""

    def __init__(self) -> None:
        self.calls: list[tuple[Event, ...] | Instant | str] = []

    def append(self, events: tuple[Event, ...]) -> None:
        self.calls.append(events)

    def touch(self, at: Instant) -> None:
        self.calls.append(at)

    def between(self, start: datetime, end: datetime) -> list[list[Event]]:
        raise AssertionError((start, end))

    def running_until(self) -> Instant | None:
        raise AssertionError

    def close(self) -> None:
        self.calls.append("close")


def test_each_step_is_appended_and_is_a_sign_of_life() -> None:
    store = ListStore()
    sink: Sink = StoreSink(store)
    story = SessionStory(started=MORNING + timedelta(hours=1))
    start, later, end = story.instant(0), story.instant(1500), story.instant(2000)
    monitor = Monitor(Settings())
    sink.accept(monitor.start(start, "camera 0"))
    sink.accept(monitor.advance(later))
    sink.accept(monitor.finish(end, "stopped"))
    sink.close()
    assert store.calls == [
        (SessionStarted(at=start, source="camera 0"),),
        start,
        (),
        later,
        (SessionEnded(at=end, reason="stopped"),),
        end,
        "close",
    ]
