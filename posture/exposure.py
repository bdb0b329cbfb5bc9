"""How long and how much: a leaky integral of time away from the reference, in seconds.

A stopwatch that one good second resets never notices somebody who slumps three seconds of every five,
and a plain counter never forgets. The integral rises by one per second of a slouch label, drains by
`slouch.recovery_rate` per second near the reference, and stands still while nothing can be judged.
When it reaches `slouch.nudge_after_s` that is one prompt; then it starts again from zero, and stays
silent for `slouch.cooldown_s`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture.settings import SlouchSettings


class Exposure:
    """Accumulated slouch exposure with its next deadline."""

    __slots__ = ("_level", "_quiet_until", "_rate", "_settings", "_t")

    def __init__(self, settings: SlouchSettings) -> None:
        self._settings = settings
        self._level = 0.0
        self._rate = 0.0
        self._t = 0.0
        self._quiet_until = float("-inf")

    def use(self, settings: SlouchSettings) -> None:
        """Go by these from now on; what is under way goes on."""
        self._settings = settings

    def level(self, t: float) -> float:
        """Exposure at `t`, seconds."""
        return max(0.0, self._level + self._rate * (t - self._t))

    def set(self, t: float, *, slouching: bool | None) -> None:
        """From `t` on: deviating, near the reference, or (`None`) nobody can tell."""
        if slouching is None:
            rate = 0.0
        else:
            rate = 1.0 if slouching else -self._settings.recovery_rate
        if rate != self._rate:
            self._level = self.level(t)
            self._t = t
            self._rate = rate

    def clear(self, t: float) -> None:
        """Forget the exposure: the user left the chair."""
        self._level = 0.0
        self._t = t
        self._rate = 0.0

    @property
    def deadline(self) -> float | None:
        """When the prompt is due if nothing changes, or `None`."""
        if self._rate <= 0.0:
            return None
        reached = self._t + max(0.0, self._settings.nudge_after_s - self._level)
        return max(reached, self._quiet_until)

    def fire(self, t: float) -> float:
        """The deadline has come: the exposure that was reached; starts again from zero."""
        reached = self.level(t)
        self._level = 0.0
        self._t = t
        self._quiet_until = t + self._settings.cooldown_s
        return reached
