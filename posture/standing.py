"""Standing: the stretches the log tells, and how long the user has been on his feet.

A stretch lasts as long as the user stands in view. The clock for the nudge goes on over a step out of view:
it starts again only when he sits down, or was gone for `sitting.break_counts_after_s`, which is a change too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture.settings import SittingSettings, StandingSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A finished stretch of standing, seconds of the session."""

    since: float
    until: float


class StandingTracker:
    """Stretches and the clock. All times in seconds of the session."""

    __slots__ = ("_before_s", "_last_until", "_rests_after_s", "_settings", "_since", "_told_s")

    def __init__(self, settings: StandingSettings, sitting: SittingSettings) -> None:
        self._settings = settings
        self._rests_after_s = sitting.break_counts_after_s
        self._since: float | None = None
        self._last_until = float("-inf")
        self._before_s = 0.0
        self._told_s = 0.0

    def use(self, settings: StandingSettings, sitting: SittingSettings) -> None:
        """Go by these from now on; what is under way goes on."""
        self._settings = settings
        self._rests_after_s = sitting.break_counts_after_s

    def standing_s(self, t: float) -> float:
        """Seconds of standing up to `t`; 0 while the user does not stand."""
        return 0.0 if self._since is None else self._before_s + (t - self._since)

    def stretch_s(self, t: float) -> float:
        """Seconds of the current stretch up to `t`; 0 while the user does not stand."""
        return 0.0 if self._since is None else t - self._since

    def begin(self, since: float) -> None:
        """The user stands since `since`."""
        if since - self._last_until >= self._rests_after_s:
            self.rest()
        self._since = since

    def end(self, until: float) -> Stretch | None:
        """He does not stand in view any more since `until`; the stretch, if there was one."""
        if self._since is None:
            return None
        stretch = Stretch(since=self._since, until=max(until, self._since))
        self._before_s += stretch.until - stretch.since
        self._last_until = stretch.until
        self._since = None
        return stretch

    def rest(self) -> None:
        """He sat down: the clock starts from zero."""
        self._before_s = 0.0
        self._told_s = 0.0

    @property
    def prolonged_at(self) -> float | None:
        """When the next nudge is due if he stays on his feet, or `None`."""
        if self._since is None:
            return None
        return self._since + max(0.0, self._told_s + self._settings.nudge_after_s - self._before_s)

    def prolonged(self, t: float) -> float:
        """`prolonged_at` has come: how long he stands. The next nudge comes as much later again."""
        self._told_s = self.standing_s(t)
        return self._told_s
