r"""The life-cycle of a break, as a transition table that a test proves total.

    not_due --(enough sitting)--> announced --(a quiet moment, or half a minute)--> due
    announced, due --(out of the chair)--> running --(back after a minute, or a whole break)--> taken
                                              \--(back too soon)--> due
    announced, due --(an exercise counted, or the user's word)--> taken
    announced, due --(snooze)--> snoozed --(time is up)--> not_due, and due again at once
                                     \--(a break taken)--> taken
    announced, due --(skipped, or sat on)--> missed
    not_due, announced, due --(a meeting)--> held --(it is over)--> not_due, and due at once if it was

Taken and missed are moments, not states: they lead back to `not_due` (to `held` while a meeting runs).
`announced` is told small, on the screen alone; the user is asked when it becomes `due`. Nothing is ever
enforced. A break nobody asked for counts like any other. A break the user only told us about is kept
apart. A snooze puts one break off: once a break is taken there is nothing left to put off, and it is over,
unless the user wanted none for long (`LONG_SNOOZE_S`, such as until tomorrow).
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
    QUIET = auto()
    LEFT = auto()
    BACK_EARLY = auto()
    BACK = auto()
    EXERCISED = auto()
    BOUT_LOST = auto()
    SNOOZED = auto()
    SNOOZE_OVER = auto()
    SKIPPED = auto()
    SAT_ON = auto()
    SELF_REPORTED = auto()
    MEETING_BEGAN = auto()
    MEETING_OVER = auto()


class Outcome(Enum):
    """What a transition tells the world."""

    NOTHING = auto()
    DUE = auto()
    STARTED = auto()
    TAKEN = auto()
    REPORTED = auto()
    MISSED = auto()
    SNOOZED = auto()


_NOT_DUE, _ANNOUNCED, _DUE, _RUNNING, _SNOOZED, _HELD = (
    BreakState.NOT_DUE,
    BreakState.ANNOUNCED,
    BreakState.DUE,
    BreakState.RUNNING,
    BreakState.SNOOZED,
    BreakState.HELD,
)

WAITS_FOR_THE_USER = (_NOT_DUE, _ANNOUNCED, _DUE)
"""States that a meeting holds."""

TRANSITIONS: dict[tuple[BreakState, Trigger], tuple[BreakState, Outcome]] = {
    (_NOT_DUE, Trigger.SAT_LONG): (_ANNOUNCED, Outcome.DUE),
    (_NOT_DUE, Trigger.QUIET): (_NOT_DUE, Outcome.NOTHING),
    (_NOT_DUE, Trigger.LEFT): (_NOT_DUE, Outcome.NOTHING),
    (_NOT_DUE, Trigger.BACK_EARLY): (_NOT_DUE, Outcome.NOTHING),
    (_NOT_DUE, Trigger.BACK): (_NOT_DUE, Outcome.TAKEN),
    (_NOT_DUE, Trigger.EXERCISED): (_NOT_DUE, Outcome.TAKEN),
    (_NOT_DUE, Trigger.BOUT_LOST): (_NOT_DUE, Outcome.NOTHING),
    (_NOT_DUE, Trigger.SNOOZED): (_SNOOZED, Outcome.SNOOZED),
    (_NOT_DUE, Trigger.SNOOZE_OVER): (_NOT_DUE, Outcome.NOTHING),
    (_NOT_DUE, Trigger.SKIPPED): (_NOT_DUE, Outcome.NOTHING),
    (_NOT_DUE, Trigger.SAT_ON): (_NOT_DUE, Outcome.NOTHING),
    (_NOT_DUE, Trigger.SELF_REPORTED): (_NOT_DUE, Outcome.REPORTED),
    (_NOT_DUE, Trigger.MEETING_BEGAN): (_HELD, Outcome.NOTHING),
    (_NOT_DUE, Trigger.MEETING_OVER): (_NOT_DUE, Outcome.NOTHING),
    (_ANNOUNCED, Trigger.SAT_LONG): (_ANNOUNCED, Outcome.NOTHING),
    (_ANNOUNCED, Trigger.QUIET): (_DUE, Outcome.NOTHING),
    (_ANNOUNCED, Trigger.LEFT): (_RUNNING, Outcome.STARTED),
    (_ANNOUNCED, Trigger.BACK_EARLY): (_ANNOUNCED, Outcome.NOTHING),
    (_ANNOUNCED, Trigger.BACK): (_NOT_DUE, Outcome.TAKEN),
    (_ANNOUNCED, Trigger.EXERCISED): (_NOT_DUE, Outcome.TAKEN),
    (_ANNOUNCED, Trigger.BOUT_LOST): (_NOT_DUE, Outcome.MISSED),
    (_ANNOUNCED, Trigger.SNOOZED): (_SNOOZED, Outcome.SNOOZED),
    (_ANNOUNCED, Trigger.SNOOZE_OVER): (_ANNOUNCED, Outcome.NOTHING),
    (_ANNOUNCED, Trigger.SKIPPED): (_NOT_DUE, Outcome.MISSED),
    (_ANNOUNCED, Trigger.SAT_ON): (_NOT_DUE, Outcome.MISSED),
    (_ANNOUNCED, Trigger.SELF_REPORTED): (_NOT_DUE, Outcome.REPORTED),
    (_ANNOUNCED, Trigger.MEETING_BEGAN): (_HELD, Outcome.NOTHING),
    (_ANNOUNCED, Trigger.MEETING_OVER): (_ANNOUNCED, Outcome.NOTHING),
    (_DUE, Trigger.SAT_LONG): (_DUE, Outcome.NOTHING),
    (_DUE, Trigger.QUIET): (_DUE, Outcome.NOTHING),
    (_DUE, Trigger.LEFT): (_RUNNING, Outcome.STARTED),
    (_DUE, Trigger.BACK_EARLY): (_DUE, Outcome.NOTHING),
    (_DUE, Trigger.BACK): (_NOT_DUE, Outcome.TAKEN),
    (_DUE, Trigger.EXERCISED): (_NOT_DUE, Outcome.TAKEN),
    (_DUE, Trigger.BOUT_LOST): (_NOT_DUE, Outcome.MISSED),
    (_DUE, Trigger.SNOOZED): (_SNOOZED, Outcome.SNOOZED),
    (_DUE, Trigger.SNOOZE_OVER): (_DUE, Outcome.NOTHING),
    (_DUE, Trigger.SKIPPED): (_NOT_DUE, Outcome.MISSED),
    (_DUE, Trigger.SAT_ON): (_NOT_DUE, Outcome.MISSED),
    (_DUE, Trigger.SELF_REPORTED): (_NOT_DUE, Outcome.REPORTED),
    (_DUE, Trigger.MEETING_BEGAN): (_HELD, Outcome.NOTHING),
    (_DUE, Trigger.MEETING_OVER): (_DUE, Outcome.NOTHING),
    (_RUNNING, Trigger.SAT_LONG): (_RUNNING, Outcome.NOTHING),
    (_RUNNING, Trigger.QUIET): (_RUNNING, Outcome.NOTHING),
    (_RUNNING, Trigger.LEFT): (_RUNNING, Outcome.NOTHING),
    (_RUNNING, Trigger.BACK_EARLY): (_DUE, Outcome.NOTHING),
    (_RUNNING, Trigger.BACK): (_NOT_DUE, Outcome.TAKEN),
    (_RUNNING, Trigger.EXERCISED): (_RUNNING, Outcome.NOTHING),
    (_RUNNING, Trigger.BOUT_LOST): (_NOT_DUE, Outcome.MISSED),
    (_RUNNING, Trigger.SNOOZED): (_RUNNING, Outcome.NOTHING),
    (_RUNNING, Trigger.SNOOZE_OVER): (_RUNNING, Outcome.NOTHING),
    (_RUNNING, Trigger.SKIPPED): (_RUNNING, Outcome.NOTHING),
    (_RUNNING, Trigger.SAT_ON): (_RUNNING, Outcome.NOTHING),
    (_RUNNING, Trigger.SELF_REPORTED): (_RUNNING, Outcome.NOTHING),
    (_RUNNING, Trigger.MEETING_BEGAN): (_RUNNING, Outcome.NOTHING),
    (_RUNNING, Trigger.MEETING_OVER): (_RUNNING, Outcome.NOTHING),
    (_SNOOZED, Trigger.SAT_LONG): (_SNOOZED, Outcome.NOTHING),
    (_SNOOZED, Trigger.QUIET): (_SNOOZED, Outcome.NOTHING),
    (_SNOOZED, Trigger.LEFT): (_SNOOZED, Outcome.NOTHING),
    (_SNOOZED, Trigger.BACK_EARLY): (_SNOOZED, Outcome.NOTHING),
    (_SNOOZED, Trigger.BACK): (_NOT_DUE, Outcome.TAKEN),
    (_SNOOZED, Trigger.EXERCISED): (_NOT_DUE, Outcome.TAKEN),
    (_SNOOZED, Trigger.BOUT_LOST): (_SNOOZED, Outcome.MISSED),
    (_SNOOZED, Trigger.SNOOZED): (_SNOOZED, Outcome.SNOOZED),
    (_SNOOZED, Trigger.SNOOZE_OVER): (_NOT_DUE, Outcome.NOTHING),
    (_SNOOZED, Trigger.SKIPPED): (_NOT_DUE, Outcome.MISSED),
    (_SNOOZED, Trigger.SAT_ON): (_SNOOZED, Outcome.NOTHING),
    (_SNOOZED, Trigger.SELF_REPORTED): (_NOT_DUE, Outcome.REPORTED),
    (_SNOOZED, Trigger.MEETING_BEGAN): (_SNOOZED, Outcome.NOTHING),
    (_SNOOZED, Trigger.MEETING_OVER): (_SNOOZED, Outcome.NOTHING),
    (_HELD, Trigger.SAT_LONG): (_HELD, Outcome.NOTHING),
    (_HELD, Trigger.QUIET): (_HELD, Outcome.NOTHING),
    (_HELD, Trigger.LEFT): (_HELD, Outcome.NOTHING),
    (_HELD, Trigger.BACK_EARLY): (_HELD, Outcome.NOTHING),
    (_HELD, Trigger.BACK): (_HELD, Outcome.TAKEN),
    (_HELD, Trigger.EXERCISED): (_HELD, Outcome.TAKEN),
    (_HELD, Trigger.BOUT_LOST): (_HELD, Outcome.MISSED),
    (_HELD, Trigger.SNOOZED): (_SNOOZED, Outcome.SNOOZED),
    (_HELD, Trigger.SNOOZE_OVER): (_HELD, Outcome.NOTHING),
    (_HELD, Trigger.SKIPPED): (_HELD, Outcome.MISSED),
    (_HELD, Trigger.SAT_ON): (_HELD, Outcome.NOTHING),
    (_HELD, Trigger.SELF_REPORTED): (_HELD, Outcome.REPORTED),
    (_HELD, Trigger.MEETING_BEGAN): (_HELD, Outcome.NOTHING),
    (_HELD, Trigger.MEETING_OVER): (_NOT_DUE, Outcome.NOTHING),
}
"""(state, trigger) -> (next state, outcome). Every pair has an entry."""


LONG_SNOOZE_S = 7200.0
"""A snooze longer than this puts no single break off: the user wants none, and it outlasts a break. ENG."""


class BreakCycle:
    """Runs the table and knows how much sitting makes the next break due.

    Attributes:
        state: where the life-cycle stands.
        prompted: whether a break was announced and is neither taken nor missed yet.
        snoozed_until: end of the snooze, seconds, or `None`.
    """

    __slots__ = (
        "_due_at_sitting_s",
        "_long_snooze",
        "_meeting",
        "_settings",
        "_was_due_at",
        "prompted",
        "snoozed_until",
        "state",
    )

    def __init__(self, settings: SittingSettings) -> None:
        self._settings = settings
        self.state = BreakState.NOT_DUE
        self.prompted = False
        self.snoozed_until: float | None = None
        self._meeting = False
        self._long_snooze = False
        self._due_at_sitting_s = settings.nudge_after_s
        self._was_due_at = 0.0

    def use(self, settings: SittingSettings) -> None:
        """Go by these from now on: the next break moves by as much as the interval does."""
        self._due_at_sitting_s += settings.nudge_after_s - self._settings.nudge_after_s
        self._settings = settings

    def new_bout(self) -> None:
        """A bout begins: count from zero. A snooze without a break goes on."""
        self._due_at_sitting_s = self._settings.nudge_after_s

    def handle(
        self, trigger: Trigger, *, sitting_s: float, until: float | None = None, lasts_s: float = 0.0
    ) -> Outcome:
        """Apply one trigger.

        Args:
            trigger: what happened.
            sitting_s: sitting in the bout when it happened.
            until: end of the snooze, with `Trigger.SNOOZED`.
            lasts_s: how long that is.
        """
        before = self.state
        if trigger in (Trigger.MEETING_BEGAN, Trigger.MEETING_OVER):
            self._meeting = trigger is Trigger.MEETING_BEGAN
        self.state, outcome = TRANSITIONS[self.state, trigger]
        if self._meeting and self.state in WAITS_FOR_THE_USER:
            self.state = BreakState.HELD
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
            if (
                trigger is Trigger.EXERCISED
            ):  # nobody left the chair: the bout goes on, the interval begins anew
                self._due_at_sitting_s = sitting_s + self._settings.nudge_after_s
            if before is BreakState.SNOOZED and self._long_snooze:
                self.state = BreakState.SNOOZED
        elif outcome is Outcome.SNOOZED:
            self.snoozed_until = until
            self._long_snooze = lasts_s > LONG_SNOOZE_S
        if trigger in (Trigger.SNOOZE_OVER, Trigger.MEETING_OVER) and self.state is BreakState.NOT_DUE:
            self._due_at_sitting_s = max(self._due_at_sitting_s, sitting_s)
        if self.state is not BreakState.SNOOZED:
            self.snoozed_until = None
        return outcome

    def sitting_left_s(self, sitting_s: float) -> float | None:
        """Sitting left before a break is due, or `None` when one is due, running, snoozed or held."""
        if self.state is not BreakState.NOT_DUE:
            return None
        return max(0.0, self._due_at_sitting_s - sitting_s)

    @property
    def sitting_target_s(self) -> float | None:
        """How much sitting in the bout will next matter, or `None`."""
        if self.state is BreakState.NOT_DUE:
            return self._due_at_sitting_s
        if self.state in (BreakState.ANNOUNCED, BreakState.DUE):
            return self._was_due_at + self._settings.missed_after_s
        return None

    @property
    def sitting_trigger(self) -> Trigger:
        """What happens when `sitting_target_s` is reached."""
        return Trigger.SAT_LONG if self.state is BreakState.NOT_DUE else Trigger.SAT_ON
