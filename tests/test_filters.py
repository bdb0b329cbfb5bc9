"""Smoothing and dwell: seconds decide, never the number of frames."""

from __future__ import annotations

from itertools import pairwise
from math import exp, pi, sin
from random import Random
from statistics import pstdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posture.filters import Dwell, OneEuroFilter
from posture.settings import FilterSettings

CUTOFF = FilterSettings().min_cutoff_hz
LOW_PASS = FilterSettings(beta=0.0)
"""Without the speed term the filter is a plain exponential low-pass, whose answer can be written down."""

values = st.floats(min_value=-1e6, max_value=1e6)
pauses = st.floats(min_value=0.001, max_value=30.0)


@given(signals=st.lists(values, min_size=1, max_size=4), steps=st.lists(pauses, min_size=1, max_size=30))
def test_a_constant_stays_exactly_what_it_is(signals: list[float], steps: list[float]) -> None:
    smooth = OneEuroFilter(FilterSettings())
    t = 0.0
    for step in steps:
        assert smooth(t, signals) == signals
        t += step


@given(samples=st.lists(st.tuples(pauses, values), min_size=1, max_size=40))
def test_the_answer_never_leaves_what_was_seen(samples: list[tuple[float, float]]) -> None:
    smooth = OneEuroFilter(FilterSettings())
    t, seen = 0.0, []
    for step, value in samples:
        t += step
        seen.append(value)
        [answer] = smooth(t, [value])
        assert min(seen) - 1e-6 <= answer <= max(seen) + 1e-6


@pytest.mark.parametrize("fps", [1.0, 2.0, 5.0, 10.0, 30.0])
@pytest.mark.parametrize("after_s", [1.0, 2.0, 3.0])
def test_a_step_is_followed_at_the_same_pace_at_any_frame_rate(fps: float, after_s: float) -> None:
    smooth = OneEuroFilter(LOW_PASS)
    [answer] = smooth(0.0, [0.0])
    for index in range(1, round(after_s * fps) + 1):
        [answer] = smooth(index / fps, [1.0])
    assert answer == pytest.approx(1.0 - exp(-2.0 * pi * CUTOFF * after_s), abs=1e-12)


@given(steps=st.lists(pauses, min_size=1, max_size=20))
def test_frames_that_come_irregularly_change_nothing_but_the_sampling(steps: list[float]) -> None:
    smooth = OneEuroFilter(LOW_PASS)
    smooth(0.0, [0.0])
    t = 0.0
    for step in steps:
        t += step
        assert smooth(t, [1.0]) == pytest.approx([1.0 - exp(-2.0 * pi * CUTOFF * t)], abs=1e-9)


def test_a_slow_movement_reads_the_same_at_two_and_at_ten_frames_a_second() -> None:
    def ends(fps: float) -> list[float]:
        smooth = OneEuroFilter(FilterSettings())
        answers = [smooth(index / fps, [0.3 * sin(index / fps / 5.0)]) for index in range(round(60 * fps))]
        return [answers[round(second * fps)][0] for second in range(5, 60)]

    assert ends(2.0) == pytest.approx(ends(10.0), abs=0.01)


def test_jitter_is_calmed_and_a_quick_movement_is_followed() -> None:
    random = Random(1)
    smooth = OneEuroFilter(FilterSettings())
    raw = [random.gauss(0.5, 0.001) for _ in range(600)]
    calm = [smooth(index / 10.0, [value])[0] for index, value in enumerate(raw)]
    assert pstdev(calm[50:]) < 0.5 * pstdev(raw)
    moved = [smooth(60.0 + index / 10.0, [1.0])[0] for index in range(10)]
    plain = OneEuroFilter(LOW_PASS)
    plain(59.9, [calm[-1]])
    slower = [plain(60.0 + index / 10.0, [1.0])[0] for index in range(10)]
    assert moved[4] > slower[4] + 0.05
    assert moved[-1] > 0.99


def test_every_signal_is_smoothed_for_itself() -> None:
    together, one, two = (OneEuroFilter(FilterSettings()) for _ in range(3))
    for t, first, second in ((0.0, 0.0, 5.0), (0.5, 1.0, 4.0), (1.0, 1.0, 9.0), (3.0, -2.0, 9.0)):
        assert together(t, [first, second]) == [*one(t, [first]), *two(t, [second])]


def test_time_that_goes_back_is_refused_and_changes_nothing() -> None:
    smooth, untouched = OneEuroFilter(FilterSettings()), OneEuroFilter(FilterSettings())
    for each in (smooth, untouched):
        each(1.0, [0.0])
        each(2.0, [1.0])
    with pytest.raises(ValueError, match=r"^time went back from 2\.0 s to 1\.9 s$"):
        smooth(1.9, [7.0])
    assert smooth(3.0, [1.0]) == untouched(3.0, [1.0])


def test_two_frames_at_one_moment_count_as_the_first() -> None:
    smooth = OneEuroFilter(FilterSettings())
    smooth(0.0, [0.0])
    first = smooth(1.0, [1.0])
    assert smooth(1.0, [100.0]) == first


def test_after_a_reset_the_past_is_forgotten_even_its_time() -> None:
    smooth = OneEuroFilter(FilterSettings())
    for t in range(10):
        smooth(float(t), [float(t)])
    smooth.reset()
    assert smooth(3.0, [100.0]) == [100.0]
    assert smooth(4.0, [100.0]) == [100.0]


def test_a_state_changes_when_the_new_one_has_held_and_began_when_first_seen() -> None:
    dwell = Dwell("away", 0.0)
    dwell.propose("here", 10.0, 3.0)
    dwell.propose("here", 11.0, 3.0)
    assert (dwell.value, dwell.since, dwell.deadline) == ("away", 0.0, 13.0)
    assert dwell.take() == "here"
    assert (dwell.value, dwell.since, dwell.deadline) == ("here", 10.0, None)


def test_seeing_the_old_state_again_starts_the_wait_over() -> None:
    dwell = Dwell("away", 0.0)
    dwell.propose("here", 10.0, 3.0)
    dwell.propose("away", 12.0, 3.0)
    assert dwell.deadline is None
    dwell.propose("here", 12.5, 3.0)
    assert dwell.deadline == 15.5


def test_a_third_state_takes_the_place_of_the_pending_one() -> None:
    dwell = Dwell("away", 0.0)
    dwell.propose("here", 10.0, 3.0)
    dwell.propose("unknown", 12.0, 5.0)
    assert dwell.deadline == 17.0
    assert dwell.take() == "unknown"
    assert dwell.since == 12.0


def test_a_forced_state_drops_what_was_pending() -> None:
    dwell = Dwell("away", 0.0)
    dwell.propose("here", 10.0, 3.0)
    dwell.force("unknown", 9.0)
    assert (dwell.value, dwell.since, dwell.deadline) == ("unknown", 9.0, None)
    dwell.propose("here", 12.0, 3.0)
    assert dwell.deadline == 15.0


sightings = st.lists(st.tuples(st.integers(0, 4), st.sampled_from("abc")), max_size=60)


@settings(max_examples=200)
@given(seen=sightings, hold=st.integers(0, 6))
def test_a_dwell_changes_exactly_with_the_runs_that_last(seen: list[tuple[int, str]], hold: int) -> None:
    """Against another way to say it: cut the sightings into runs, keep those as long as the hold."""
    dwell, t = Dwell("a", 0.0), 0
    changes: list[tuple[float, str, float]] = []
    runs: list[tuple[str, int]] = []

    def advance_to(now: float) -> None:
        if dwell.deadline is not None and dwell.deadline <= now:
            at = dwell.deadline
            changes.append((at, dwell.take(), dwell.since))

    for step, value in seen:
        t += step
        advance_to(t)
        dwell.propose(value, t, hold)
        if not runs or runs[-1][0] != value:
            runs.append((value, t))
    end = t + 100
    advance_to(end)

    expected: list[tuple[float, str, float]] = []
    state = "a"
    for (value, start), (_, stop) in pairwise([*runs, ("end", end)]):
        if value != state and stop - start >= hold:
            state = value
            expected.append((start + hold, value, start))
    assert changes == expected
