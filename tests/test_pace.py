"""The pace follows what happens, and what happens is told as at the full rate: late by a look at most."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calibration.from_source import CalibratingMonitor, Stretch
from posture.instant import Instant
from posture.labels import Activity, Label, Presence
from posture.monitor import Monitor
from posture.pace import FULL, Pace, PaceKeeper, PaceSink
from posture.runner import run
from posture.settings import Settings
from posture.status import BreakState, Status
from posture.testing.scenario import scenario
from posture.thinned_source import ThinnedSource, at_a_pace
from tests.stories import no_warning, settings_with

if TYPE_CHECKING:
    from posture.events import Event

ADAPTIVE = settings_with(camera={"adaptive": "always"})
CAMERA = ADAPTIVE.camera
LATE_S = CAMERA.slowest_s + 0.5
"""What the page promises: a look at the slowest rate, and one at the usual rate of 2 a second."""

EARLY_S = 3.5
"""Who is not seen walking in is not taken for a passer-by first, which takes 3 s (`tracking`)."""


def status(t: float, **values: Any) -> Status:
    """Somebody who sits near his reference."""
    calm: dict[str, Any] = {
        "presence": Presence.PRESENT,
        "activity": Activity.SITTING,
        "posture": Label.UPRIGHT,
        "seen": Label.UPRIGHT,
        "deviation": 0.2,
        "reasons": (),
        "confidence": 1.0,
        "since_t": 0.0,
        "bout_s": t,
        "break_state": BreakState.NOT_DUE,
        "break_due_in_s": 100.0,
        "break_away_s": 0.0,
        "exposure_s": 0.0,
        "camera_lost": False,
        "paused": False,
        "calibrated": True,
        "pose": None,
        "frame_size": (640, 480),
    }
    return Status(at=Instant(mono_s=t), **{**calm, **values})


def calm_keeper(**options: Any) -> PaceKeeper:
    """A keeper that has seen nothing happen for long."""
    keeper = PaceKeeper(Settings(), **options)
    for t in (0.0, CAMERA.calm_after_s):
        keeper.after(status(t))
    return keeper


SLOW = Pace(every_s=CAMERA.slowest_s, carry_s=CAMERA.analyse_every_s)
USUAL = Pace(carry_s=CAMERA.analyse_every_s)


def test_looks_become_rare_once_nothing_has_happened_for_a_while_and_are_frequent_again_at_once() -> None:
    keeper = PaceKeeper(Settings())
    assert keeper.after(status(0.0)) == USUAL
    assert keeper.after(status(9.5)) == USUAL
    assert keeper.after(status(10.0)) == SLOW
    assert keeper.after(status(12.0, pending=True)) == FULL
    assert keeper.after(status(12.5)) == USUAL
    assert keeper.after(status(22.5)) == SLOW


@pytest.mark.parametrize(
    ("happening", "pace"),
    [
        ({"deviation": 0.9}, USUAL),
        ({"deviation": 3.0, "posture": Label.SLOUCHED, "seen": Label.SLOUCHED}, SLOW),
        ({"break_state": BreakState.ANNOUNCED}, USUAL),
        ({"break_state": BreakState.DUE}, USUAL),
        ({"break_state": BreakState.RUNNING, "break_away_s": 30.0}, USUAL),
        ({"break_state": BreakState.RUNNING, "break_away_s": 300.0}, SLOW),
        ({"break_state": BreakState.SNOOZED}, SLOW),
        ({"presence": Presence.AWAY, "activity": Activity.AWAY, "seen": Label.UNKNOWN}, SLOW),
        ({"pending": True}, FULL),
        ({"camera_lost": True}, FULL),
        ({"exercising": True}, FULL),
    ],
)
def test_what_happens_decides(happening: dict[str, Any], pace: Pace) -> None:
    assert calm_keeper().after(status(20.0, **happening)) == pace


def test_while_a_reference_is_to_come_from_the_source_every_picture_is_analysed() -> None:
    keeper = calm_keeper(awaits_reference=True)
    assert keeper.after(status(20.0, calibrated=False)) == FULL
    assert calm_keeper().after(status(20.0, calibrated=False)) == SLOW


def test_never_so_slow_that_the_computer_seems_to_sleep() -> None:
    keeper = PaceKeeper(settings_with(camera={"slowest_s": 5.0, "gap_s": 2.0}))
    for t in (0.0, 10.0):
        pace = keeper.after(status(t))
    assert pace.every_s == pytest.approx(1.2)


def told(script: str, chosen: Settings, **options: Any) -> tuple[list[Event], int]:
    """Every event of a story, and how many observations it took."""
    core = CalibratingMonitor(
        Monitor(chosen), chosen, upright=Stretch(begin_s=0.0, end_s=10.0), warn=no_warning
    )
    source, pace = at_a_pace(scenario(script, **options).source(), chosen, awaits_reference=True)
    steps = list(run(source, core, [] if pace is None else [pace]))
    return [event for step in steps for event in step.events], sum(step.observed for step in steps)


def assert_same_but_late(fixed: list[Event], adaptive: list[Event], late_s: float) -> None:
    """The same events in the same order; an absence seen late also shifts what is counted from it."""
    ones, others = compared(fixed), compared(adaptive)
    assert [event.type for event in others] == [event.type for event in ones]
    for one, other in zip(ones, others, strict=True):
        assert -EARLY_S <= other.at.mono_s - one.at.mono_s <= late_s, (one, other)


def compared(events: list[Event]) -> list[Event]:
    """All but shifts, of which there are many, and what the last look of the recording closes."""
    end = events[-1].at
    return [event for event in events if event.type != "posture_shift" and event.at != end]


QUICK = settings_with(
    slouch={"nudge_after_s": 60.0, "cooldown_s": 120.0},
    sitting={"nudge_after_s": 290.0, "break_target_s": 120.0},
    stillness={"nudge_after_s": 300.0},
)


@pytest.mark.parametrize(
    ("script", "share"),
    [
        ("upright 2m; slouch 90s; upright 75s", 0.5),
        ("upright 4m; away 4m; upright 1m", 0.7),
        ("upright 1m; away 40s; upright 1m; lean_left 30s; upright 1m", 0.7),
        ("upright 2m; turned 20s; upright 1m; dark 30s; upright 90s; no_frame 20s; upright 1m", 0.8),
        ("upright 2m; !pause; upright 1m; !resume; upright 1m; gap 2m; upright 1m", 0.8),
        ("upright 2m; stand 3m; upright 2m", 0.7),
    ],
)
def test_a_story_at_the_adaptive_rate_is_the_story_at_the_full_rate(script: str, share: float) -> None:
    fixed, all_looks = told(script, QUICK)
    adaptive, looks = told(script, replace(QUICK, camera=CAMERA))
    assert_same_but_late(fixed, adaptive, LATE_S)
    assert looks <= share * all_looks


def test_slumping_now_and_again_is_prompted_as_soon() -> None:
    script = "upright 1m; (slouch 3s; upright 2s) x 40; upright 30s"
    (fixed,), (adaptive,) = (
        [event.at.mono_s for event in told(script, chosen)[0] if event.type == "slouch_prolonged"]
        for chosen in (QUICK, replace(QUICK, camera=CAMERA))
    )
    assert abs(adaptive - fixed) <= LATE_S


VERBS = ("upright", "slouch", "lean_left", "away", "turned", "dark", "no_frame")


@settings(max_examples=5, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(VERBS), st.integers(25, 90)), min_size=1, max_size=4))
def test_whatever_happens_for_long_enough_is_seen_in_time(acts: list[tuple[str, int]]) -> None:
    script = "; ".join(["upright 60s", *(f"{verb} {seconds}s" for verb, seconds in acts), "upright 30s"])
    # Without what needs an exact sum of seconds: beside its limit a look more or less decides.
    plain = settings_with(slouch={"nudge_after_s": 3600.0})
    fixed, _ = told(script, plain)
    adaptive, _ = told(script, replace(plain, camera=CAMERA))
    assert_same_but_late(fixed, adaptive, LATE_S)


def test_an_empty_chair_is_looked_at_every_two_seconds() -> None:
    _, looks = told("upright 1m; away 30m", replace(QUICK, camera=CAMERA))
    assert looks <= 120 + 40 + 2 * 130 + 29 * 60 / CAMERA.slowest_s


def test_a_recording_keeps_its_rate_unless_asked() -> None:
    source = scenario("upright 1m").source()
    assert at_a_pace(source, Settings()) == (source, None)
    assert at_a_pace(source, settings_with(camera={"adaptive": "never"})) == (source, None)
    thinned, sink = at_a_pace(source, ADAPTIVE)
    assert isinstance(thinned, ThinnedSource)
    assert isinstance(sink, PaceSink)


def test_a_pause_closes_the_camera_also_where_every_picture_was_needed() -> None:
    """As in the first seconds, which choose among the references."""
    keeper = calm_keeper()
    keeper.hold(True)  # noqa: FBT003 - one switch
    assert keeper.after(status(1.0)) == FULL
    assert [keeper.after(status(t, paused=True)).closed for t in (2.0, 3.0)] == [True, True]
    keeper.hold(True)  # noqa: FBT003 - who calibrates while he pauses
    assert keeper.after(status(4.0, paused=True)) == FULL
    assert keeper.after(status(5.0)) == FULL


def test_while_attended_to_every_picture_counts() -> None:
    source = ThinnedSource(scenario("upright 8s").source())
    sink = PaceSink(source, calm_keeper())
    looks = source.observations()
    assert next(looks).at.mono_s == 0.0
    source.set_pace(SLOW)
    assert next(looks).at.mono_s == 2.0
    sink.attend(True)  # noqa: FBT003 - one switch
    assert next(looks).at.mono_s == 2.5
