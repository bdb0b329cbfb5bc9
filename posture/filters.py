"""Smoothing and dwell: the two ways a noisy signal becomes a statement.

Both work in seconds, never in frames, so a change of the analysis rate changes nothing but the
sampling error.
"""

from __future__ import annotations

from math import exp, pi
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture.settings import FilterSettings

T = TypeVar("T")


class OneEuroFilter:
    """One-Euro filter over several signals at once (Casiez, Roussel, Vogel: CHI 2012).

    A low-pass whose cut-off rises with the signal's own speed: calm signals are smoothed much, quick
    ones followed closely. The smoothing factor is the exact exponential for the time that passed, so
    irregular timestamps are handled. Forget the past with `reset` after a gap or a change of person.
    """

    __slots__ = ("_beta", "_derivative_rate", "_min_rate", "_slopes", "_t", "_values")

    def __init__(self, settings: FilterSettings) -> None:
        self.use(settings)
        self._t = 0.0
        self._values: list[float] = []
        self._slopes: list[float] = []

    def use(self, settings: FilterSettings) -> None:
        """Smooth as these say from now on."""
        self._min_rate = 2 * pi * settings.min_cutoff_hz
        self._beta = 2 * pi * settings.beta
        self._derivative_rate = 2 * pi * settings.derivative_cutoff_hz

    def reset(self) -> None:
        """Forget everything; the next values pass unchanged."""
        self._values = []

    def __call__(self, t: float, raw: Sequence[float]) -> list[float]:
        """The smoothed signals at time `t` (seconds).

        Raises:
            ValueError: time went back.
        """
        values = self._values
        if len(values) != len(raw):
            self._t = t
            self._values = list(raw)
            self._slopes = [0.0] * len(raw)
            return self._values
        dt = t - self._t
        if dt <= 0.0:
            if dt < 0.0:
                msg = f"time went back from {self._t} s to {t} s"
                raise ValueError(msg)
            return values
        self._t = t
        min_rate, beta = self._min_rate, self._beta
        slope_gain = 1.0 - exp(-self._derivative_rate * dt)
        slopes, smoothed = [], []
        for new, old, slope_before in zip(raw, values, self._slopes, strict=True):
            change = new - old
            slope = slope_before + slope_gain * (change / dt - slope_before)
            slopes.append(slope)
            gain = 1.0 - exp(-(min_rate + beta * (slope if slope >= 0.0 else -slope)) * dt)
            smoothed.append(old + gain * change)
        self._slopes = slopes
        self._values = smoothed
        return smoothed


class Dwell(Generic[T]):
    """A state that changes only when a new value has held for some time.

    Attributes:
        value: the state that counts now.
        since: when the state truly began (the first sight of it, not the end of the dwell), seconds.
        deadline: when the pending value will be taken, seconds, or `None`.
    """

    __slots__ = ("_candidate", "_candidate_since", "_candidate_t", "deadline", "since", "value")

    def __init__(self, value: T, since: float) -> None:
        self.value = value
        self.since = since
        self._candidate: T = value
        self._candidate_since = since
        self._candidate_t = since
        self.deadline: float | None = None

    @property
    def pending(self) -> T | None:
        """The value that waits to become the state, or `None`."""
        return None if self.deadline is None else self._candidate

    def propose(self, value: T, t: float, hold_s: float, patience_s: float = 0.0) -> None:
        """Report what is seen at `t`; it becomes the state once it was seen for `hold_s` on end.

        With `patience_s`, this report does not drop another value that is pending and was seen so recently.
        """
        if self.deadline is None:
            if value != self.value:
                self._wait_for(value, t, hold_s)
        elif value == self._candidate:
            self._candidate_t = t
        elif t - self._candidate_t >= patience_s:
            if value == self.value:
                self.deadline = None
            else:
                self._wait_for(value, t, hold_s)

    def _wait_for(self, value: T, t: float, hold_s: float) -> None:
        self._candidate = value
        self._candidate_since = self._candidate_t = t
        self.deadline = t + hold_s

    @property
    def pending_since(self) -> float | None:
        """When the value that waits to be taken was first seen, or `None`."""
        return None if self.deadline is None else self._candidate_since

    def take(self) -> T:
        """The deadline has come: make the pending value the state and return it."""
        self.value = self._candidate
        self.since = self._candidate_since
        self.deadline = None
        return self.value

    def force(self, value: T, since: float) -> None:
        """Set the state at once, dropping anything pending."""
        self.value = value
        self.since = since
        self._candidate = value
        self.deadline = None
