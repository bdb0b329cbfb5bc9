"""A recording played at chosen speeds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import pytest

from posture.inputs import UserInput
from posture.instant import Instant
from posture.landmarks import PoseObservation
from posture.ports import SourceInfo
from tui.paced_source import PacedSource, PaceSegment, played_s, speed_at

PACE = (PaceSegment(from_t=0, to_t=60, speed=20), PaceSegment(from_t=60, to_t=660, speed=600))


@dataclass(slots=True)
class ManualClock:
    """Time passes only by sleeping, or by a consumer that takes it."""

    t: float = 100.0
    naps: list[float] = field(default_factory=list)

    def now(self) -> Instant:
        return Instant(mono_s=self.t)

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.t += seconds


@dataclass(slots=True)
class Recording:
    """Observations at these times."""

    times: Sequence[float]
    closed: int = 0
    info: SourceInfo = field(default=SourceInfo(name="day", frame_size=(640, 480), live=False, started=None))

    def observations(self) -> Iterator[PoseObservation | UserInput]:
        for t in self.times:
            yield PoseObservation(at=Instant(mono_s=t), poses=(), frame_size=(640, 480))

    def close(self) -> None:
        self.closed += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def test_each_observation_comes_when_its_time_has_come() -> None:
    clock = ManualClock()
    source = PacedSource(Recording([0, 20, 60, 360, 660, 662]), clock, PACE)
    times = [(item.at.mono_s, round(clock.t - 100.0, 6)) for item in source.observations()]
    assert times == [(0, 0), (20, 1.0), (60, 3.0), (360, 3.5), (660, 4.0), (662, 6.0)]
    assert max(clock.naps) <= 0.1


def test_a_slow_consumer_is_not_made_slower() -> None:
    clock = ManualClock()
    arrivals = []
    for item in PacedSource(Recording([0, 20, 40, 60]), clock, PACE).observations():
        arrivals.append((item.at.mono_s, round(clock.t - 100.0, 6)))
        clock.t += 2.5 if item.at.mono_s == 0 else 0.0
    assert arrivals == [(0, 0), (20, 2.5), (40, 2.5), (60, 3.0)]


def test_after_a_stall_it_plays_on_where_it_was_and_does_not_jump_ahead() -> None:
    clock = ManualClock()
    arrivals = []
    for item in PacedSource(Recording([0, 20, 40, 60]), clock, PACE).observations():
        arrivals.append((item.at.mono_s, round(clock.t - 100.0, 6)))
        clock.t += 3600.0 if item.at.mono_s == 20 else 0.0
    assert arrivals == [(0, 0), (20, 1.0), (40, 3601.0), (60, 3602.0)]


def test_what_is_held_is_not_played_and_not_made_up_for() -> None:
    class ReleasingClock(ManualClock):
        def sleep(self, seconds: float) -> None:
            super().sleep(seconds)
            if self.t >= 101.45:
                source.go_on()

    clock = ReleasingClock()
    source = PacedSource(Recording([0, 20, 40]), clock, PACE)
    arrivals = []
    for item in source.observations():
        arrivals.append((item.at.mono_s, round(clock.t - 100.0, 6)))
        if item.at.mono_s == 0:
            source.hold()
    assert arrivals == [(0, 0), (20, 2.5), (40, 3.5)]


def test_closing_ends_it_also_while_it_is_held() -> None:
    class ClosingClock(ManualClock):
        def sleep(self, seconds: float) -> None:
            super().sleep(seconds)
            source.close()

    source = PacedSource(Recording([0, 20]), ClosingClock(), PACE)
    seen = []
    for item in source.observations():
        seen.append(item.at.mono_s)
        source.hold()
    assert seen == [0]


def test_closing_ends_a_long_wait_and_closes_the_recording() -> None:
    recording = Recording([0, 36000])

    class ClosingClock(ManualClock):
        def sleep(self, seconds: float) -> None:
            super().sleep(seconds)
            if len(self.naps) == 3:
                source.close()

    source = PacedSource(recording, ClosingClock(), ())
    assert [item.at.mono_s for item in source.observations()] == [0]
    assert recording.closed == 1
    with source:
        assert source.info is recording.info
    assert recording.closed == 2


@pytest.mark.parametrize(("t", "speed"), [(-1, 1), (0, 20), (59.9, 20), (60, 600), (660, 1)])
def test_the_speed_at_a_time(t: float, speed: float) -> None:
    assert speed_at(PACE, t) == speed


def test_how_long_a_stretch_takes_to_play() -> None:
    assert played_s(PACE, 0, 660) == pytest.approx(4.0)
    assert played_s(PACE, 30, 120) == pytest.approx(1.6)
    assert played_s((), 5, 8) == pytest.approx(3.0)
