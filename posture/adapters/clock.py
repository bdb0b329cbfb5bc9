"""The one place that reads a clock or waits."""

from __future__ import annotations

import time
from datetime import datetime

from posture.instant import Instant


class SystemClock:
    """Seconds since this object was made, counting on while the computer sleeps.

    A laptop that was closed for an hour must come back an hour later, so that the core sees a gap and
    calls it `suspended`. Python's own monotonic clock stands still during sleep on Linux and macOS.
    """

    def __init__(self) -> None:
        self._clock_id = _clock_that_counts_sleep()
        self._zero_s = self._read_s()

    def now(self) -> Instant:
        """Seconds since this clock was made, and the local wall time with its offset."""
        return Instant(mono_s=self._read_s() - self._zero_s, wall=datetime.now().astimezone())

    def sleep(self, seconds: float) -> None:
        """Wait; a time that is already over is no wait."""
        time.sleep(max(0.0, seconds))

    def _read_s(self) -> float:
        return time.monotonic() if self._clock_id is None else time.clock_gettime(self._clock_id)


def _clock_that_counts_sleep() -> int | None:
    """The system's clock that never goes back and counts sleep; `None` where Python offers no other.

    Linux has `CLOCK_BOOTTIME`. The `CLOCK_MONOTONIC` of macOS counts sleep, unlike `time.monotonic`,
    and unlike the clock of that name on Linux, which is asked for second. Windows counts sleep anyway.
    """
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):
        clock_id: int | None = getattr(time, name, None)
        if clock_id is not None:
            return clock_id
    return None
