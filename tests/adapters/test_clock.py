"""The only clock."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from posture.adapters.clock import SystemClock


def test_it_starts_at_zero_and_never_goes_back() -> None:
    clock = SystemClock()
    times = [clock.now().mono_s for _ in range(100)]
    assert 0 <= times[0] < 1
    assert times == sorted(times)


def test_wall_time_is_local_and_carries_its_offset() -> None:
    wall = SystemClock().now().wall
    assert wall is not None
    assert wall.utcoffset() == datetime.now().astimezone().utcoffset()
    assert abs(wall - datetime.now().astimezone()) < timedelta(seconds=5)


def test_a_sleep_that_is_over_already_takes_no_time() -> None:
    before = time.monotonic()
    SystemClock().sleep(-5.0)
    assert time.monotonic() - before < 1.0
