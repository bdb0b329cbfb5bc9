"""The camera closed on purpose: what was seen is carried on, bouts and breaks stay right within a look."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from posture.instant import Instant
from posture.landmarks import PoseObservation
from posture.monitor import Monitor
from posture.pace import AWAY_LOOK_S, LOCK_GRACE_S, PaceKeeper, PaceSink, carried_s
from posture.partition import Kind, partition
from posture.runner import run
from posture.settings import Settings
from posture.summary import summarise_session
from posture.testing.scenario import scenario
from posture.thinned_source import ThinnedSource
from tests.stories import settings_with

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture.events import Event

EVERY_S = 30.0
BATTERY = settings_with(camera={"open_every_s": EVERY_S, "off_when_away_after_s": 0.0})
STAYS_ON = settings_with(camera={"off_when_away_after_s": 0.0})
LATE_S = EVERY_S + 3.0
"""What docs/habits.md promises: a change is seen at the next look."""


class Counted:
    """A thinned recording that notes when it was looked at."""

    def __init__(
        self, script: str, settings: Settings, locked: Callable[[float], bool] = lambda _t: False
    ) -> None:
        self.looks: list[float] = []
        source = ThinnedSource(scenario(script).source())
        core = Monitor(settings)
        now = [0.0]
        sink = PaceSink(source, PaceKeeper(settings), lambda: locked(now[0]))
        self.events: list[Event] = []
        for step in run(source, core, [sink]):
            now[0] = step.status.at.mono_s
            if step.observed and step.status.looked:
                self.looks.append(now[0])
            self.events.extend(step.events)

    def kinds(self) -> list[str]:
        """What happened, but for shifts."""
        return [event.type for event in self.events if event.type != "posture_shift"]

    def at(self, kind: str) -> list[float]:
        """When it happened."""
        return [event.at.mono_s for event in self.events if event.type == kind]

    def longest_closed_s(self) -> float:
        """The longest time without a look."""
        return max(later - earlier for earlier, later in zip(self.looks, self.looks[1:], strict=False))


@pytest.mark.parametrize("away_s", [EVERY_S + 60.0, 300.0])
def test_in_battery_mode_bouts_and_breaks_are_right_within_a_look(away_s: float) -> None:
    script = f"upright 10m; away {away_s:g}s; upright 6m"
    battery, always = Counted(script, BATTERY), Counted(script, STAYS_ON)
    assert battery.kinds() == always.kinds()
    assert len(battery.looks) < 0.35 * len(always.looks)
    assert battery.longest_closed_s() == pytest.approx(EVERY_S, abs=2.1)
    for kind in ("away", "present", "sitting_started", "sitting_ended", "break_taken"):
        for one, other in zip(battery.at(kind), always.at(kind), strict=True):
            assert -1.0 <= one - other <= LATE_S, kind
    (taken,), (truth,) = (
        [event.duration_s for event in counted.events if event.type == "break_taken"]
        for counted in (battery, always)
    )
    assert abs(taken - truth) <= LATE_S
    ours, theirs = (summarise_session(counted.events).figures for counted in (battery, always))
    assert abs(ours.sitting_s - theirs.sitting_s) <= 2 * LATE_S
    assert ours.unknown_s == pytest.approx(theirs.unknown_s, abs=1.0)
    assert {"camera_lost", "suspended", "view_unusable"}.isdisjoint(battery.kinds())


def test_in_battery_mode_a_break_is_due_at_its_own_time() -> None:
    settings = replace(BATTERY, sitting=replace(BATTERY.sitting, nudge_after_s=300.0))
    counted = Counted("upright 6m", settings)
    assert counted.at("break_due") == [pytest.approx(300.0, abs=1.0)]


def test_an_absence_between_two_looks_is_not_seen() -> None:
    counted = Counted(f"upright 5m; away {EVERY_S / 3:g}s; upright 5m", BATTERY)
    assert "break_taken" not in counted.kinds()


def test_away_for_long_closes_the_camera_but_for_short_looks() -> None:
    settings = settings_with(camera={"off_when_away_after_s": 120.0})
    counted = Counted("upright 2m; away 20m; upright 2m", settings)
    closed = [look for look in counted.looks if 300.0 <= look < 1300.0]
    assert len(closed) <= (1000.0 / AWAY_LOOK_S + 1) * 5
    assert counted.at("present")[1] - 1320.0 <= AWAY_LOOK_S + 3.0
    assert {"camera_lost", "suspended", "view_unusable"}.isdisjoint(counted.kinds())


def test_a_pause_closes_the_camera_and_going_on_opens_it() -> None:
    counted = Counted("upright 1m; !pause; upright 5m; !resume; upright 1m", Settings())
    assert [look for look in counted.looks if 61.0 < look < 360.0] == []
    assert counted.at("present") == [1.0, pytest.approx(361.0, abs=2.0)]
    assert counted.kinds().count("suspended") == 0


def test_a_locked_session_closes_the_camera_and_is_unknown_time() -> None:
    """He locks and stays, as nobody can see: that is neither sitting nor a break, nor a lost camera."""
    counted = Counted("upright 12m", Settings(), locked=lambda t: 120.0 <= t < 600.0)
    shut = 120.0 + LOCK_GRACE_S
    assert [look for look in counted.looks if shut + 3.0 < look < 600.0] == []
    spans = {span.kind: span for span in partition(counted.events)[1:2]}
    unknown = spans[Kind.UNKNOWN]
    assert unknown.start_ms / 1000 == pytest.approx(shut, abs=3.0)
    assert unknown.end_ms / 1000 == pytest.approx(600.0, abs=4.0)
    (event,) = (event for event in counted.events if event.type == "view_unusable")
    assert event.reason == "camera_off"
    assert event.at.mono_s - event.since_t == pytest.approx(carried_s(Settings().camera))
    assert {"camera_lost", "suspended", "break_taken"}.isdisjoint(counted.kinds())


def test_who_locks_and_leaves_is_away_until_he_is_back() -> None:
    script = "upright 2m; away 10m; upright 2m"
    counted = Counted(script, Settings(), locked=lambda t: 115.0 <= t < 725.0)
    assert [look for look in counted.looks if 130.0 < look < 725.0] == []
    assert counted.at("away") == [pytest.approx(125.0, abs=2.5)]
    (taken,) = (event for event in counted.events if event.type == "break_taken")
    assert taken.duration_s == pytest.approx(600.0, abs=8.0)


def test_a_computer_that_sleeps_with_a_closed_camera_slept() -> None:
    counted = Counted("upright 3m; gap 4m; upright 2m", BATTERY)
    (slept,) = (event for event in counted.events if event.type == "suspended")
    assert slept.duration_s == pytest.approx(240.0, abs=3.0)


def test_what_is_pending_cannot_become_sure_with_a_closed_camera() -> None:
    monitor = Monitor(Settings())
    items = [
        item for item in scenario("upright 5s; away 2s").observations() if isinstance(item, PoseObservation)
    ]
    monitor.start(items[0].at, "story")
    for item in items:
        monitor.observe(item)
    events = [
        event
        for t in (8.0, 10.0, 12.0, 14.0)
        for event in monitor.observe(
            PoseObservation(at=Instant(mono_s=t), poses=None, frame_size=(640, 480), looked=False)
        ).events
    ]
    assert events == []
