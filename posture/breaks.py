r"""The life-cycle of a break, as a transition table that a test proves total.

    not_due --(enough sitting)--> due --(user leaves)--> running --(back after a minute)--> taken
                                   |  \                     \--(back too soon)--> due
                                   |   \--(snooze)--> snoozed --(time is up)--> due
                                   |                     \--(back after a minute)--> taken
                                   \--(skipped, or sat on)--> missed

Taken and missed are moments, not states: they lead back to `not_due`. Nothing is ever enforced. A
break nobody asked for counts like any other. A break the user only told us about is kept apart. A
snooze puts one break off: once a break is taken there is nothing left to put off, and it is over.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from posture.status import BreakState

if TYPE_CHECKING:
    from posture.settings import SittingSettings


class Trigger(Enum):
    """What can happen to a break."""

    SAT_LONG = auto()
    LEFT = auto()
    BACK_EARLY = auto()
    BACK = auto()
    BOUT_LOST = auto()
    SNOOZED = auto()
    SNOOZE_OVER = auto()
    SKIPPED = auto()
    SAT_ON = auto()
    SELF_REPORTED = auto()


class Outcome(Enum):
    """What a transition tells the world."""

    NOTHING = auto()
    DUE = auto()
    STARTED = auto()
    TAKEN = auto()
    REPORTED = auto()
    MISSED = auto()
    SNOOZED = auto()


_NOT_DUE, _DUE, _RUNNING, _SNOOZED = (
    BreakState.NOT_DUE,
    BreakState.DUE,
    BreakState.RUNNING,
    BreakState.SNOOZED,
)

TRANSITIONS: dict[tuple[BreakState, Trigger], tuple[BreakState, Outcome]] = {
    (_NOT_DUE, Trigger.SAT_LONG): (_DUE, Outcome.DUE),
    (_NOT_DUE, Trigger.LEFT): (_NOT_DUE, Outcome.NOTHING),
    (_NOT_DUE, Trigger.BACK_EARLY): (_NOT_DUE, Outcome.NOTHING),
    (_NOT_DUE, Trigger.BACK): (_NOT_DUE, Outcome.TAKEN),
    (_NOT_DUE, Trigger.BOUT_LOST): (_NOT_DUE, Outcome.NOTHING),
    (_NOT_DUE, Trigger.SNOOZED): (_SNOOZED, Outcome.SNOOZED),
    (_NOT_DUE, Trigger.SNOOZE_OVER): (_NOT_DUE, Outcome.NOTHING),
    (_NOT_DUE, Trigger.SKIPPED): (_NOT_DUE, Outcome.NOTHING),
    (_NOT_DUE, Trigger.SAT_ON): (_NOT_DUE, Outcome.NOTHING),
    (_NOT_DUE, Trigger.SELF_REPORTED): (_NOT_DUE, Outcome.REPORTED),
    (_DUE, Trigger.SAT_LONG): (_DUE, Outcome.NOTHING),
    (_DUE, Trigger.LEFT): (_RUNNING, Outcome.STARTED),
    (_DUE, Trigger.BACK_EARLY): (_DUE, Outcome.NOTHING),
    (_DUE, Trigger.BACK): (_NOT_DUE, Outcome.TAKEN),
    (_DUE, Trigger.BOUT_LOST): (_NOT_DUE, Outcome.MISSED),
    (_DUE, Trigger.SNOOZED): (_SNOOZED, Outcome.SNOOZED),
    (_DUE, Trigger.SNOOZE_OVER): (_DUE, Outcome.NOTHING),
    (_DUE, Trigger.SKIPPED): (_NOT_DUE, Outcome.MISSED),
    (_DUE, Trigger.SAT_ON): (_NOT_DUE, Outcome.MISSED),
    (_DUE, Trigger.SELF_REPORTED): (_NOT_DUE, Outcome.REPORTED),
    (_RUNNING, Trigger.SAT_LONG): (_RUNNING, Outcome.NOTHING),
    (_RUNNING, Trigger.LEFT): (_RUNNING, Outcome.NOTHING),
    (_RUNNING, Trigger.BACK_EARLY): (_DUE, Outcome.NOTHING),
    (_RUNNING, Trigger.BACK): (_NOT_DUE, Outcome.TAKEN),
    (_RUNNING, Trigger.BOUT_LOST): (_NOT_DUE, Outcome.MISSED),
    (_RUNNING, Trigger.SNOOZED): (_RUNNING, Outcome.NOTHING),
    (_RUNNING, Trigger.SNOOZE_OVER): (_RUNNING, Outcome.NOTHING),
    (_RUNNING, Trigger.SKIPPED): (_RUNNING, Outcome.NOTHING),
    (_RUNNING, Trigger.SAT_ON): (_RUNNING, Outcome.NOTHING),
    (_RUNNING, Trigger.SELF_REPORTED): (_RUNNING, Outcome.NOTHING),
    (_SNOOZED, Trigger.SAT_LONG): (_SNOOZED, Outcome.NOTHING),
    (_SNOOZED, Trigger.LEFT): (_SNOOZED, Outcome.NOTHING),
    (_SNOOZED, Trigger.BACK_EARLY): (_SNOOZED, Outcome.NOTHING),
    (_SNOOZED, Trigger.BACK): (_NOT_DUE, Outcome.TAKEN),
    (_SNOOZED, Trigger.BOUT_LOST): (_SNOOZED, Outcome.MISSED),
    (_SNOOZED, Trigger.SNOOZED): (_SNOOZED, Outcome.SNOOZED),
    (_SNOOZED, Trigger.SNOOZE_OVER): (_NOT_DUE, Outcome.NOTHING),
    (_SNOOZED, Trigger.SKIPPED): (_NOT_DUE, Outcome.MISSED),
    (_SNOOZED, Trigger.SAT_ON): (_SNOOZED, Outcome.NOTHING),
    (_SNOOZED, Trigger.SELF_REPORTED): (_NOT_DUE, Outcome.REPORTED),
}
"""(state, trigger) -> (next state, outcome). Every pair has an entry."""


class BreakCycle:
    """Runs the table and knows how much sitting makes the next break due.

    Attributes:
        state: where the life-cycle stands.
        prompted: whether a break was asked for and is neither taken nor missed yet.
        snoozed_until: end of the snooze, seconds, or `None`.
    """

    __slots__ = ("_due_at_sitting_s", "_settings", "_was_due_at", "prompted", "snoozed_until", "state")

    def __init__(self, settings: SittingSettings) -> None:
        self._settings = settings
        self.state = BreakState.NOT_DUE
        self.prompted = False
        self.snoozed_until: float | None = None
        self._due_at_sitting_s = settings.nudge_after_s
        self._was_due_at = 0.0

    def new_bout(self) -> None:
        """A bout begins: count from zero. A snooze without a break goes on."""
        self._due_at_sitting_s = self._settings.nudge_after_s

    def handle(self, trigger: Trigger, *, sitting_s: float, until: float | None = None) -> Outcome:
        """Apply one trigger.

        Args:
            trigger: what happened.
            sitting_s: sitting in the bout when it happened.
            until: end of the snooze, with `Trigger.SNOOZED`.
        """
        self.state, outcome = TRANSITIONS[self.state, trigger]
        if outcome is Outcome.MISSED and not self.prompted:
            outcome = Outcome.NOTHING  # nobody asked, so nothing was missed
        if outcome is Outcome.DUE:
            self.prompted = True
            self._was_due_at = sitting_s
        elif outcome is Outcome.MISSED:
            self.prompted = False
            asked_at = self._was_due_at if trigger is Trigger.SAT_ON else sitting_s
            self._due_at_sitting_s = max(asked_at + self._settings.nudge_after_s, sitting_s)
        elif outcome in (Outcome.TAKEN, Outcome.REPORTED):
            self.prompted = False
        elif outcome is Outcome.SNOOZED:
            self.snoozed_until = until
        if trigger is Trigger.SNOOZE_OVER:
            self._due_at_sitting_s = max(self._due_at_sitting_s, sitting_s)
        if self.state is not BreakState.SNOOZED:
            self.snoozed_until = None
        return outcome

    def sitting_left_s(self, sitting_s: float) -> float | None:
        """Sitting left before a break is due, or `None` when one is due, running or snoozed."""
        if self.state is not BreakState.NOT_DUE:
            return None
        return max(0.0, self._due_at_sitting_s - sitting_s)

    @property
    def sitting_target_s(self) -> float | None:
        """How much sitting in the bout will next matter, or `None`."""
        if self.state is BreakState.NOT_DUE:
            return self._due_at_sitting_s
        if self.state is BreakState.DUE:
            return self._was_due_at + self._settings.missed_after_s
        return None

    @property
    def sitting_trigger(self) -> Trigger:
        """What happens when `sitting_target_s` is reached."""
        return Trigger.SAT_LONG if self.state is BreakState.NOT_DUE else Trigger.SAT_ON
