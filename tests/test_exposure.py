"""The leaky integral: it rises, drains, freezes, prompts once at its exact time, and cools down."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posture.exposure import Exposure
from posture.settings import SlouchSettings

PROMPT = SlouchSettings(nudge_after_s=60.0, recovery_rate=0.5, cooldown_s=120.0)


@pytest.fixture
def exposure() -> Exposure:
    return Exposure(PROMPT)


def test_it_starts_at_nothing_and_waits_for_nothing(exposure: Exposure) -> None:
    assert (exposure.level(0.0), exposure.level(1000.0), exposure.deadline) == (0.0, 0.0, None)


def test_a_second_of_slouch_is_a_second(exposure: Exposure) -> None:
    exposure.set(10.0, slouching=True)
    assert (exposure.level(10.0), exposure.level(25.5)) == (0.0, 15.5)
    assert exposure.deadline == 70.0


def test_saying_the_same_again_moves_nothing(exposure: Exposure) -> None:
    for t in range(10, 60):
        exposure.set(float(t), slouching=True)
        assert exposure.deadline == 70.0
    assert exposure.level(60.0) == 50.0


def test_sitting_up_drains_it_slowly_and_never_below_nothing(exposure: Exposure) -> None:
    exposure.set(0.0, slouching=True)
    exposure.set(30.0, slouching=False)
    assert exposure.deadline is None
    assert [exposure.level(t) for t in (30.0, 50.0, 90.0, 91.0, 9999.0)] == [30.0, 20.0, 0.0, 0.0, 0.0]
    exposure.set(9999.0, slouching=True)
    assert exposure.deadline == 10059.0


def test_what_was_not_drained_counts_towards_the_prompt(exposure: Exposure) -> None:
    exposure.set(0.0, slouching=True)
    exposure.set(40.0, slouching=False)
    exposure.set(60.0, slouching=True)
    assert exposure.level(60.0) == 30.0
    assert exposure.deadline == 90.0


def test_while_nobody_can_tell_it_stands_still(exposure: Exposure) -> None:
    exposure.set(0.0, slouching=True)
    exposure.set(40.0, slouching=None)
    assert (exposure.level(40.0), exposure.level(4000.0), exposure.deadline) == (40.0, 40.0, None)
    exposure.set(4000.0, slouching=True)
    assert exposure.deadline == 4020.0


def test_a_prompt_fires_once_and_starts_from_zero(exposure: Exposure) -> None:
    exposure.set(0.0, slouching=True)
    assert exposure.deadline == 60.0
    assert exposure.fire(60.0) == 60.0
    assert exposure.level(60.0) == 0.0
    assert exposure.deadline == 180.0


def test_after_the_cooldown_the_next_prompt_tells_all_that_has_gathered(exposure: Exposure) -> None:
    exposure.set(0.0, slouching=True)
    exposure.fire(60.0)
    assert exposure.fire(180.0) == 120.0
    assert exposure.deadline == 300.0


def test_without_a_cooldown_prompts_come_as_often_as_exposure_fills() -> None:
    exposure = Exposure(SlouchSettings(nudge_after_s=60.0, cooldown_s=0.0))
    exposure.set(0.0, slouching=True)
    fired = []
    for _ in range(3):
        assert exposure.deadline is not None
        fired.append((exposure.deadline, exposure.fire(exposure.deadline)))
    assert fired == [(60.0, 60.0), (120.0, 60.0), (180.0, 60.0)]


def test_exposure_that_filled_up_in_the_cooldown_speaks_only_to_somebody_who_slouches(
    exposure: Exposure,
) -> None:
    exposure.set(0.0, slouching=True)
    exposure.fire(60.0)
    exposure.set(170.0, slouching=None)
    assert exposure.level(200.0) == 110.0
    assert exposure.deadline is None
    exposure.set(200.0, slouching=True)
    assert exposure.deadline == 200.0


def test_leaving_the_chair_clears_it_but_not_the_cooldown(exposure: Exposure) -> None:
    exposure.set(0.0, slouching=True)
    exposure.fire(60.0)
    exposure.clear(100.0)
    assert (exposure.level(100.0), exposure.level(500.0), exposure.deadline) == (0.0, 0.0, None)
    exposure.set(110.0, slouching=True)
    assert exposure.deadline == 180.0


def test_slumping_three_seconds_of_every_five_is_noticed() -> None:
    exposure = Exposure(SlouchSettings())
    t = 0.0
    while True:
        exposure.set(t, slouching=True)
        assert exposure.deadline is not None
        if exposure.deadline <= t + 3.0:
            break
        exposure.set(t + 3.0, slouching=False)
        t += 5.0
    assert exposure.deadline == pytest.approx(575.0, abs=1.0)


states = st.sampled_from([True, False, None])
stretches = st.lists(st.tuples(st.integers(0, 40), states), max_size=40)


def _driven(exposure: Exposure, seen: list[tuple[int, bool | None]], end: int) -> list[tuple[float, float]]:
    """Play `seen` as the monitor would: every deadline fires at its time before the next thing counts."""
    fired: list[tuple[float, float]] = []

    def advance(now: float) -> None:
        while exposure.deadline is not None and exposure.deadline <= now:
            at = exposure.deadline
            fired.append((at, exposure.fire(at)))

    t = 0
    for step, slouching in seen:
        t += step
        advance(t)
        exposure.set(t, slouching=slouching)
    advance(t + end)
    return fired


@settings(max_examples=150)
@given(seen=stretches, rate=st.sampled_from([1, 2]), cooldown=st.integers(0, 50))
def test_prompts_come_exactly_when_counting_second_by_second_says(
    seen: list[tuple[int, bool | None]], rate: int, cooldown: int
) -> None:
    tuned = SlouchSettings(nudge_after_s=10.0, recovery_rate=float(rate), cooldown_s=float(cooldown))
    end = 60
    fired = _driven(Exposure(tuned), seen, end)

    states_at: dict[int, list[bool | None]] = {}
    last = 0
    for step, slouching in seen:
        last += step
        states_at.setdefault(last, []).append(slouching)
    expected: list[tuple[float, float]] = []
    level, quiet_until, slouches = 0, -1, None
    for second in range(last + end + 1):
        if second and slouches is not None:
            level = level + 1 if slouches else max(0, level - rate)
        # Deadlines come before what is said at their moment, and what is said can make one due at once.
        for now in (slouches, *states_at.get(second, ())):
            slouches = now
            if slouches and level >= 10 and second >= quiet_until:
                expected.append((second, level))
                level, quiet_until = 0, second + cooldown
    assert fired == expected


floats = st.floats(min_value=0.0, max_value=1e4)


@given(
    seen=st.lists(st.tuples(floats, states), max_size=30),
    rate=st.floats(min_value=0.05, max_value=10.0),
    probe=floats,
)
def test_the_level_is_never_negative_and_never_more_than_was_slouched(
    seen: list[tuple[float, bool | None]], rate: float, probe: float
) -> None:
    exposure = Exposure(SlouchSettings(recovery_rate=rate))
    t = slouched_s = 0.0
    slouching: bool | None = None
    for step, following in seen:
        t += step
        slouched_s += step if slouching else 0.0
        slouching = following
        exposure.set(t, slouching=slouching)
        assert 0.0 <= exposure.level(t) <= slouched_s + 1e-6
    assert exposure.level(t + probe) >= 0.0
