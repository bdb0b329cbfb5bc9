"""The only notion of time in the core.

Durations use `mono_s`: seconds on a clock that never goes back and that keeps counting while the
computer sleeps. `wall` is for the record, for day boundaries and for quiet hours, and is `None` where
nobody knows it (a recorded video).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Instant:
    """A point in time.

    Attributes:
        mono_s: seconds since the session started.
        wall: timezone-aware local date and time, or `None` when unknown.
    """

    mono_s: float
    wall: datetime | None = None

    def shifted_to(self, mono_s: float) -> Instant:
        """The instant at `mono_s`, its wall time moved by the same amount.

        Deadlines are computed on the monotonic axis; this gives an event the wall time of its
        deadline instead of the wall time of the frame that revealed it.
        """
        if self.wall is None:
            return Instant(mono_s=mono_s)
        return Instant(mono_s=mono_s, wall=self.wall + timedelta(seconds=mono_s - self.mono_s))
