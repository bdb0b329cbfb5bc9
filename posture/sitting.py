"""Sitting bouts: when one begins, what counts in it, when it is over.

A bout is opened by somebody who sits and counts only time in which the user was seen. Short absences, a
moment of standing and time in which nothing is known do not end it, they just do not count; it ends after
`sitting.break_counts_after_s` out of the chair, or where nothing is known
`sitting.unknown_ends_after_s` after the user was last seen sitting (a picture that comes and goes over
an empty chair must not keep it open), and then it ended when he was last seen, not when that became sure.
While another program holds the camera for a meeting, not knowing does not end it.

    state       sitting          away or standing            unknown / suspended / paused
    NONE        -> OPEN          NONE                        NONE
    OPEN        OPEN             -> INTERRUPTED (absent)     -> INTERRUPTED (unknown)
    INTERRUPTED -> OPEN          INTERRUPTED (absent)        INTERRUPTED (unknown)
    deadline in INTERRUPTED -> NONE, `sitting_ended`
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture.settings import SittingSettings


class BoutState(Enum):
    """Whether a bout is open, and whether it counts at the moment."""

    NONE = auto()
    OPEN = auto()
    INTERRUPTED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bout:
    """A finished bout: from `since` to `until` (seconds), of which `sitting_s` were sitting."""

    since: float
    until: float
    sitting_s: float


class SittingTracker:
    """The state machine above. All times in seconds of the session."""

    __slots__ = (
        "_counting_since",
        "_interrupted_at",
        "_settings",
        "_sitting_s",
        "_unknown_since",
        "deadline",
        "since",
        "state",
    )

    def __init__(self, settings: SittingSettings) -> None:
        self._settings = settings
        self.state = BoutState.NONE
        self.since = 0.0
        self.deadline: float | None = None
        self._sitting_s = 0.0
        self._counting_since = 0.0
        self._interrupted_at = 0.0
        self._unknown_since: float | None = 0.0

    def use(self, settings: SittingSettings) -> None:
        """Go by these from now on; what is under way goes on."""
        self._settings = settings

    def sitting_s(self, t: float) -> float:
        """Seconds of sitting in the bout up to `t`; 0 without a bout."""
        if self.state is BoutState.OPEN:
            return self._sitting_s + (t - self._counting_since)
        return self._sitting_s

    def reaches(self, target_s: float | None) -> float | None:
        """When the bout will hold `target_s` of sitting if the user sits on; `None` if it does not count."""
        if target_s is None or self.state is not BoutState.OPEN:
            return None
        return self._counting_since + (target_s - self._sitting_s)

    def present(self, since: float) -> bool:
        """The user is here since `since`. Returns whether a new bout begins."""
        self.deadline = None
        if self.state is BoutState.OPEN:
            return False
        begins = self.state is BoutState.NONE
        if begins:
            self.since = since
            self._sitting_s = 0.0
        self.state = BoutState.OPEN
        self._counting_since = since
        return begins

    def interrupt(self, since: float, *, absent: bool, patient: bool = False) -> None:
        """Since `since` the user is out of the chair (`absent`) or nothing is known; `patient` waits on."""
        if self.state is BoutState.NONE:
            return
        if self.state is BoutState.OPEN:
            # A bout begun by the user's word can be younger than the absence that is only now sure.
            since = max(since, self._counting_since)
            self._sitting_s += since - self._counting_since
            self._interrupted_at = self._unknown_since = since
            self.state = BoutState.INTERRUPTED
        if patient:
            self.deadline = None
            self._unknown_since = None
            return
        if self._unknown_since is None:  # the meeting is over: from here on not knowing counts
            self._unknown_since = max(since, self._interrupted_at)
        if absent:
            self.deadline = max(since, self._interrupted_at) + self._settings.break_counts_after_s
        else:
            self.deadline = self._unknown_since + self._settings.unknown_ends_after_s

    def end(self, t: float) -> Bout | None:
        """Close the bout; one that still counts ends at `t`, an interrupted one when it was interrupted."""
        if self.state is BoutState.NONE:
            return None
        until = max(t, self._counting_since) if self.state is BoutState.OPEN else self._interrupted_at
        bout = Bout(since=self.since, until=until, sitting_s=self.sitting_s(until))
        self.state = BoutState.NONE
        self.deadline = None
        self._sitting_s = 0.0
        return bout
