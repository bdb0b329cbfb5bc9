"""Commands on the real monitor: they enter like keys, with the monitor's times, and the status comes back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from posture.errors import StorageError
from posture.events import Paused
from posture.figures import Figures
from posture.inputs import InputKind, minutes_until_tomorrow
from posture.instant import Instant
from posture.monitor import Monitor
from posture.ports import Usage
from posture.runner import run
from posture.settings import Settings
from posture.testing.list_source import ListSource
from posture.testing.scenario import scenario
from tests.adapters.scripted_camera import SteppedClock
from tests.tui.scripted_feed import BUSY_DAY, UPRIGHT, at, upright
from tui import control_desk
from tui.control_desk import ControlDesk
from tui.own_cost import cost_lines
from tui.status_line import text
from tui.status_snapshot import snapshot_from

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture.landmarks import PoseObservation
    from posture.status import Step

MORNING = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
STATUS = {"request": "status"}


def desk_with(figures: Figures | None = None) -> ControlDesk:
    return ControlDesk(lambda _now: figures, SteppedClock())


def step(status: object = UPRIGHT) -> Step:
    from posture.status import Status, Step

    assert isinstance(status, Status)
    return Step(status=status, events=(), observed=True)


class Session:
    """A monitor that sees somebody sit, one observation at a time, with a desk beside it."""

    def __init__(self) -> None:
        self.desk = desk_with()
        self.kinds: list[str] = []
        source = scenario("upright 10m", fps=1, started=MORNING).source()
        self._observations: Iterator[Any] = iter(tuple(source.observations()))
        self._steps = run(
            _Endless(self._observations), Monitor(Settings()), [self.desk], inputs=self.desk.inputs
        )

    def watch(self, steps: int = 2) -> None:
        for _ in range(steps):
            self.kinds += [event.type for event in next(self._steps).events]

    def tell(self, **request: Any) -> dict[str, Any]:
        """Ask in one thread and let this one, the monitor's, take the input with its next observation."""
        with ThreadPoolExecutor(1) as threads:
            asked = threads.submit(self.desk.answer, request)
            while not self.desk._waiting:
                assert not asked.done()
            self.watch(1)
            return asked.result()


class _Endless(ListSource):
    def __init__(self, observations: Iterator[PoseObservation]) -> None:
        super().__init__(())
        self._rest = observations

    def observations(self) -> Iterator[PoseObservation]:
        return self._rest


def test_before_the_first_picture_it_says_that_it_starts() -> None:
    snapshot = snapshot_from(desk_with().answer(STATUS))
    assert (snapshot.source, snapshot.seen, snapshot.today) == (None, None, None)
    assert text(snapshot) == "Starting"


def test_each_command_does_what_its_key_does_and_answers_with_what_came_of_it() -> None:
    session = Session()
    session.watch(10)
    paused = session.tell(request="pause")
    assert (paused["ok"], paused["taken"], paused["seen"]["paused"]) == (True, True, True)
    assert not session.tell(request="resume")["seen"]["paused"]
    assert session.tell(request="took_break")["ok"]
    for kind in ("standing", "sitting", "meeting_started", "meeting_ended", "skip_break"):
        assert session.tell(request=kind)["taken"], kind
    asked = [kind for kind in session.kinds if kind in {"paused", "resumed", "break_taken"}]
    assert asked == ["paused", "resumed", "break_taken"]


def test_a_snooze_lasts_as_long_as_asked_from_the_monitors_own_time() -> None:
    session = Session()
    session.watch(10)
    told = session.tell(request="snooze", minutes=30)["seen"]
    until, wall = (datetime.fromisoformat(told[key]) for key in ("snoozed_until", "wall"))
    assert (told["break_state"], until - wall) == ("snoozed", timedelta(minutes=30))
    # It put off one break: with that taken, at one's word, it is over.
    assert session.tell(request="took_break")["seen"]["snoozed_until"] is None


def test_until_tomorrow_is_until_midnight() -> None:
    session = Session()
    session.watch(10)
    snapshot = snapshot_from(session.tell(request="snooze", minutes="tomorrow"))
    assert snapshot.seen is not None
    assert snapshot.seen.snoozed_until is not None
    midnight = datetime(2026, 11, 17, tzinfo=UTC)
    late = datetime.fromisoformat(snapshot.seen.snoozed_until) - midnight
    assert timedelta() <= late < timedelta(minutes=5)
    assert "breaks snoozed until tomorrow" in text(snapshot)
    assert minutes_until_tomorrow(midnight - timedelta(seconds=90)) == 1.5
    assert minutes_until_tomorrow(midnight) == 24 * 60


@pytest.mark.parametrize(
    ("request_", "says"),
    [
        ({}, "'None' is not a valid InputKind"),
        ({"request": "dance"}, "'dance' is not a valid InputKind"),
        *(
            ({"request": "snooze", "minutes": minutes}, "use minutes from 1 to 1440, or tomorrow")
            for minutes in (0, -5, 1441, "soon", True, [], float("nan"), float("inf"))
        ),
    ],
    ids=repr,
)
def test_what_the_monitor_does_not_take_is_refused_and_never_reaches_it(
    request_: dict[str, Any], says: str
) -> None:
    desk = desk_with()
    answer = desk.answer(request_)
    assert (answer["ok"], says in answer["error"]) == (False, True)
    assert list(desk.inputs(at(0))) == []


def test_a_monitor_that_waits_for_its_camera_takes_the_command_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control_desk, "APPLIED_WITHIN_S", 0.01)
    desk = desk_with()
    answer = desk.answer({"request": "snooze"})
    assert (answer["ok"], answer["taken"]) == (True, False)
    [waiting] = desk.inputs(at(3))
    assert (waiting.at, waiting.kind, waiting.minutes) == (at(3), InputKind.SNOOZE, None)


def test_todays_totals_are_worked_out_now_and_then_and_not_for_each_who_asks() -> None:
    asked: list[Instant] = []

    def totals(now: Instant) -> Figures:
        asked.append(now)
        return BUSY_DAY

    desk = ControlDesk(totals, SteppedClock())
    for t in (0, 1, 4, 5, 9, 600):
        desk.accept(step(upright(t)))
        assert desk.answer(STATUS)["today"]["breaks_taken"] == 4
    assert [now.mono_s for now in asked] == [0, 5, 600]
    desk.accept(replace(step(upright(601)), events=(Paused(at=at(601)),)))
    assert desk.answer(STATUS)["ok"]
    assert asked[-1].mono_s == 601  # something happened: the totals may be others


def test_a_log_that_cannot_be_read_costs_the_totals_and_nothing_else() -> None:
    def refused(_now: Instant) -> Figures:
        raise StorageError("cannot use the log: permission is denied")

    desk = ControlDesk(refused, SteppedClock())
    desk.accept(step())
    answer = desk.answer(STATUS)
    assert (answer["ok"], answer["today"]) == (True, None)
    assert answer["seen"]["posture"] == "upright"


def test_the_age_of_the_news_is_told() -> None:
    clock = SteppedClock()
    desk = ControlDesk(lambda _now: None, clock)
    desk.accept(step(replace(UPRIGHT, at=at(7))))
    clock.sleep(12.5)
    assert desk.answer(STATUS)["age_s"] == 12.5
    desk.accept(step())
    assert desk.answer(STATUS)["age_s"] == 0


def test_the_cost_of_the_monitor_is_told_once_the_source_is_open() -> None:
    clock = SteppedClock()
    desk = ControlDesk(lambda _now: None, clock)
    assert desk.answer(STATUS)["cost"] is None
    desk.usage = lambda: Usage(camera_on_s=15.0, looks=60, analysed=9)
    clock.sleep(60.0)
    cost = snapshot_from(desk.answer(STATUS)).cost
    assert cost is not None
    assert (cost.running_s, cost.camera_on_s, cost.looks, cost.analysed) == (60.0, 15.0, 60, 9)
    assert cost.processor_s > 0.0
    assert cost_lines(replace(cost, processor_s=0.6, memory_mb=181.2)) == [
        "processor   0.6 s, 1.0% of one core",
        "memory      181 MB",
        "camera      on for 15 s, 25%",
        "pictures    60 looked at, 9 analysed",
    ]


def test_an_input_hurries_the_source() -> None:
    hurried: list[bool] = []
    desk = desk_with()
    desk.hurry = lambda: hurried.append(True)
    desk.accept(step())
    with ThreadPoolExecutor() as pool:
        answer = pool.submit(desk.answer, {"request": "pause"})
        while not hurried:
            pass
        assert [item.kind for item in desk.inputs(at(1))] == [InputKind.PAUSE]
        desk.accept(step())
        assert answer.result()["ok"]
