"""The grid of analysed moments is fixed to source time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture.adapters.sampling import SamplingGrid


def taken(fps: float, times: list[float]) -> list[float]:
    grid = SamplingGrid(fps)
    return [t for t in times if grid.takes(t)]


def test_the_first_moment_of_each_interval_is_taken() -> None:
    assert taken(2, [0.0, 0.1, 0.4, 0.6, 0.9, 1.0, 1.4, 3.3, 3.4, 3.5]) == [0.0, 0.6, 1.0, 3.3, 3.5]


def test_times_rounded_to_the_millisecond_belong_to_the_interval_they_stand_for() -> None:
    assert taken(3, [0.0, 0.333, 0.667, 1.0]) == [0.0, 0.333, 0.667, 1.0]


def test_the_next_interval_is_known() -> None:
    grid = SamplingGrid(4)
    assert grid.next_s() == 0.0
    assert grid.takes(0.3)
    assert grid.next_s() == 0.5


@pytest.mark.parametrize("fps", [0, -1, float("nan")])
def test_a_rate_that_is_none_is_refused(fps: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        SamplingGrid(fps)


@given(
    st.lists(st.integers(0, 100_000), unique=True).map(sorted), st.sampled_from([0.5, 1, 2, 3, 5, 7.5, 10])
)
def test_sampling_what_was_sampled_takes_everything(milliseconds: list[int], fps: float) -> None:
    once = taken(fps, [ms / 1000 for ms in milliseconds])
    assert taken(fps, once) == once


def test_another_rate_goes_on_from_the_moment_taken_last() -> None:
    grid = SamplingGrid(2)
    assert grid.takes(1.0)
    grid.change(10)
    assert [t for t in (1.0, 1.05, 1.1, 1.15, 1.2) if grid.takes(t)] == [1.1, 1.2]
    grid.change(2)
    assert grid.next_s() == 1.5
    assert [t for t in (1.3, 1.4, 1.5, 1.9, 2.0) if grid.takes(t)] == [1.5, 2.0]
