r"""Where the user is, and what follows for sitting bouts, standing, breaks and stillness.

    seat        what it means
    UNKNOWN     nothing is known: no picture, a dark room, a pause, a sleep
    AWAY        nobody in view
    COMING      in view, and not yet sure whether he sits
    SITTING     in the chair
    STANDING    on his feet, in view

    from \ told   sits              stands            left            lost
    UNKNOWN       SITTING           STANDING (1)      AWAY (1)        UNKNOWN
    AWAY          SITTING (2)       STANDING          AWAY            UNKNOWN (3)
    COMING        SITTING (2)       STANDING          AWAY (4)        UNKNOWN (4)
    SITTING       SITTING           STANDING (1)      AWAY (1)        UNKNOWN
    STANDING      SITTING (2)       STANDING          AWAY            UNKNOWN (3)

(1) The user is out of the chair, if a bout was open: the bout is interrupted and the break cycle told.
(2) He is back: after a minute or more it was a break, else the break, if one is due, stays due.
(3) A break that has lasted a minute by then is told; nothing is assumed about the rest.
(4) He was only ever seen standing, so that is what he did.

Away and standing are both out of the chair, so a user who gets up, walks about and stands takes one break.
Whoever stands in view for a whole break (`sitting.break_target_s`) has taken it, and need not sit down first.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from posture import events as ev
from posture.break_events import break_event
from posture.breaks import BreakCycle, Outcome, Trigger
from posture.motion_level import QUIET_AFTER_S, MotionLevel
from posture.sitting import BoutState, SittingTracker
from posture.standing import StandingTracker
from posture.status import BreakState
from posture.stillness import Stillness

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture.features import Features
    from posture.outbox import Outbox
    from posture.settings import Settings


BY_CAMERA, BY_USER = "camera", "user"
"""Who says that the user stands (`standing_started`)."""


class Seat(Enum):
    """Where the user is, as the table above has it."""

    UNKNOWN = auto()
    AWAY = auto()
    COMING = auto()
    SITTING = auto()
    STANDING = auto()


class Habits:
    """The state machine above. All times in seconds of the session; `since` is never later than `t`.

    Args:
        settings: every threshold.
        outbox: where events go.
        bout_over: called when a sitting bout ends, with the time it became sure.

    Attributes:
        seat: where the user is.
        sitting, standing, breaks, stillness, motion: the stages behind it.
        actions_in_view, actions_always: what happens at the deadlines of the same name, one for each.
    """

    def __init__(self, settings: Settings, outbox: Outbox, bout_over: Callable[[float], None]) -> None:
        self._settings = settings
        self._outbox = outbox
        self._bout_over = bout_over
        self.sitting = SittingTracker(settings.sitting)
        self.standing = StandingTracker(settings.standing, settings.sitting)
        self.breaks = BreakCycle(settings.sitting)
        self.stillness = Stillness(settings.stillness)
        self.motion = MotionLevel()
        self.seat = Seat.UNKNOWN
        self._came_since = 0.0
        self._out_since: float | None = None
        self._stood_s = 0.0
        self._exercised_s: float | None = None
        self._announced_t = 0.0
        self._patient = False
        self.actions_in_view: tuple[Callable[[float], None], ...] = (
            self._sat_long,
            self._ask,
            self._shifted,
            self._still_long,
            self._stood_long,
            self._whole_break,
        )
        self.actions_always: tuple[Callable[[float], None], ...] = (self._bout_ends, self._snooze_over)

    def use(self, settings: Settings) -> None:
        """Go by these from now on; what is under way goes on."""
        self._settings = settings
        self.sitting.use(settings.sitting)
        self.standing.use(settings.standing, settings.sitting)
        self.breaks.use(settings.sitting)
        self.stillness.use(settings.stillness)

    # --- where he is ------------------------------------------------------------------------------

    def came(self, since: float) -> None:
        """He is in view since `since`, and may be standing."""
        self.seat = Seat.COMING
        self._came_since = since

    def settle(self, t: float) -> None:
        """Whoever came was not seen standing after all: he has been sitting since he came."""
        if self.seat is Seat.COMING:
            self.sat_down(t, self._came_since)

    def go(self, t: float) -> None:
        """He is about to be told gone, or out of sight: whoever came was only ever seen standing."""
        if self.seat is Seat.COMING:
            self.stood_up(t, self._came_since, BY_CAMERA)

    def sat_down(self, t: float, since: float) -> None:
        """He sits since `since`."""
        if self.seat is Seat.SITTING:
            return
        self._end_stretch(t, since)
        self.standing.rest()
        self.seat = Seat.SITTING
        if self.sitting.state is not BoutState.NONE:
            if self._exercised_s is not None:
                self._back(t, since)
            else:
                self._break(Trigger.BACK_EARLY, t)
        elif self._out_since is not None:
            self._back(t, since)
        self._out_since = self._exercised_s = None
        self._open_bout(t, since)

    def stood_up(self, t: float, since: float, by: str) -> None:
        """He stands since `since`; `by` says whether the camera or the user told so."""
        if self.seat is Seat.STANDING:
            return
        if self.seat is Seat.COMING:
            since = self._came_since
        self.stillness.reset(since)
        self.seat = Seat.STANDING
        self.standing.begin(since)
        self._outbox.tell(ev.StandingStarted(at=self._outbox.instant(t), since_t=since, by=by))
        self._out(t, since)

    def left(self, t: float, since: float) -> None:
        """Nobody is in view since `since`."""
        self.go(t)
        self.stillness.reset(since)
        self._end_stretch(t, since)
        self.seat = Seat.AWAY
        self._out(t, since)

    def lost(self, t: float, since: float) -> None:
        """Nothing is known since `since`."""
        self.go(t)
        self.stillness.reset(since)
        self.motion.forget()
        self._end_stretch(t, since)
        self.seat = Seat.UNKNOWN
        if self._out_since is not None and self.sitting.state is BoutState.NONE:
            self._back(t, since)
        self._out_since = self._exercised_s = None
        self.sitting.interrupt(since, absent=False, patient=self._patient)

    def finish(self, t: float) -> None:
        """Stop watching: close what is open."""
        self.go(t)
        if self._out_since is not None and self.sitting.state is BoutState.NONE:
            self._back(t, t)
        self._end_stretch(t, t)
        self._end_bout(t, t)

    # --- what is seen of him ----------------------------------------------------------------------

    def sits_like(self, t: float, features: Features | None) -> None:
        """He is in view; `features` is how he sits, or `None` where that cannot be told."""
        if self.seat is not Seat.SITTING:
            return
        if features is None:
            self.stillness.freeze(t)
        else:
            self.stillness.observe(t, features)

    # --- what he does -----------------------------------------------------------------------------

    def snoozed(self, t: float, until: float) -> None:
        """He puts breaks off."""
        self._break(Trigger.SNOOZED, t, until=until)

    def skipped(self, t: float) -> None:
        """He lets the break go."""
        self._break(Trigger.SKIPPED, t)

    def took_break(self, t: float, since: float) -> None:
        """He says that he took a break; from `since` on it is not sure where he is."""
        self.settle(t)
        if self._out_since is not None:
            return  # the camera sees this one
        if self._break(Trigger.SELF_REPORTED, t) is not Outcome.REPORTED:
            return
        self._end_bout(t, since)
        if self.seat is Seat.SITTING:
            self._open_bout(t, since)

    def exercised(self, t: float, duration_s: float) -> None:
        """The camera counted an exercise: a break, at the desk or as a part of one away from it."""
        if self._out_since is not None:
            self._exercised_s = duration_s
        else:
            self._break(Trigger.EXERCISED, t, duration_s=duration_s, verified_by=ev.VerifiedBy.EXERCISE)

    def meeting_began(self, t: float, *, camera_taken: bool) -> None:
        """Breaks wait. Where the camera is taken, not knowing where he is does not end his bout."""
        self._patient = camera_taken
        if camera_taken and self.seat is Seat.UNKNOWN:
            self.sitting.interrupt(t, absent=False, patient=True)
        self._break(Trigger.MEETING_BEGAN, t)

    def meeting_over(self, t: float) -> None:
        """Breaks wait no more."""
        if self._patient and self.seat is Seat.UNKNOWN:
            self.sitting.interrupt(t, absent=False)
        self._patient = False
        self._break(Trigger.MEETING_OVER, t)

    # --- deadlines --------------------------------------------------------------------------------

    def deadlines_in_view(self) -> tuple[float | None, ...]:
        """When something happens while something is seen; of several at one time, the first in this order."""
        return (
            self.sitting.reaches(self.breaks.sitting_target_s),
            self._asks_at(),
            self.stillness.deadline,
            self.stillness.prolonged_at,
            self.standing.prolonged_at,
            self._whole_break_at(),
        )

    def deadlines_always(self) -> tuple[float | None, ...]:
        """When something happens also while nothing is seen."""
        return (self.sitting.deadline, self.breaks.snoozed_until)

    def _sat_long(self, t: float) -> None:
        self._break(self.breaks.sitting_trigger, t)

    def _asks_at(self) -> float | None:
        if self.breaks.state is not BreakState.ANNOUNCED:
            return None
        latest = self._announced_t + self._settings.sitting.quiet_within_s
        quiet_since = self.motion.quiet_since
        if quiet_since is None:
            return latest
        return min(latest, max(self._announced_t, quiet_since + QUIET_AFTER_S))

    def _ask(self, t: float) -> None:
        self._break(Trigger.QUIET, t)

    def _shifted(self, t: float) -> None:
        shift = self.stillness.take(t)
        if shift.counts:
            self._outbox.tell(ev.PostureShift(at=self._outbox.instant(t), since_t=shift.since))

    def _still_long(self, t: float) -> None:
        still_s = self.stillness.prolonged(t)
        self._outbox.tell(ev.StillnessProlonged(at=self._outbox.instant(t), duration_s=still_s))

    def _stood_long(self, t: float) -> None:
        stood_s = self.standing.prolonged(t)
        self._outbox.tell(ev.StandingProlonged(at=self._outbox.instant(t), duration_s=stood_s))

    def _whole_break_at(self) -> float | None:
        if self.seat is not Seat.STANDING or self._out_since is None:
            return None
        sitting = self._settings.sitting
        return self._out_since + max(sitting.break_target_s, sitting.break_counts_after_s)

    def _whole_break(self, t: float) -> None:
        self._back(t, t)

    def _bout_ends(self, t: float) -> None:
        self._end_bout(t, t)
        if self._out_since is None:
            self._break(Trigger.BOUT_LOST, t)

    def _snooze_over(self, t: float) -> None:
        self._break(Trigger.SNOOZE_OVER, t)

    # --- changes of state -------------------------------------------------------------------------

    def _out(self, t: float, since: float) -> None:
        """Out of the chair since `since`."""
        if self._out_since is None and self.sitting.state is not BoutState.NONE:
            self._out_since = since
            self._stood_s = 0.0
            self._exercised_s = None
            self.sitting.interrupt(since, absent=True)
            self._break(Trigger.LEFT, t, since=since)

    def _back(self, t: float, until: float) -> None:
        """The time out of the chair that ended at `until` was a break."""
        assert self._out_since is not None
        taken_s = until - self._out_since
        stood_s = self._stood_s + min(taken_s, self.standing.stretch_s(until))
        by = ev.VerifiedBy.STANDING if stood_s > taken_s - stood_s else ev.VerifiedBy.ABSENCE
        if self._exercised_s is not None:
            by = ev.VerifiedBy.EXERCISE
        self._out_since = None
        self._exercised_s = None
        self._break(Trigger.BACK, t, duration_s=taken_s, verified_by=by)

    def _end_stretch(self, t: float, until: float) -> None:
        stretch = self.standing.end(until)
        if stretch is None:
            return
        if self._out_since is not None:
            self._stood_s += max(0.0, stretch.until - max(stretch.since, self._out_since))
        self._outbox.tell(
            ev.StandingEnded(
                at=self._outbox.instant(t),
                since_t=stretch.since,
                until_t=stretch.until,
                duration_s=stretch.until - stretch.since,
            )
        )

    def _open_bout(self, t: float, since: float) -> None:
        if self.sitting.present(since):
            self.breaks.new_bout()
            self._outbox.tell(ev.SittingStarted(at=self._outbox.instant(t), since_t=since))

    def _end_bout(self, t: float, until: float) -> None:
        bout = self.sitting.end(until)
        if bout is not None:
            self._outbox.tell(
                ev.SittingEnded(
                    at=self._outbox.instant(t),
                    since_t=bout.since,
                    until_t=bout.until,
                    duration_s=bout.sitting_s,
                )
            )
            self._bout_over(t)

    def _break(
        self,
        trigger: Trigger,
        t: float,
        *,
        since: float = 0.0,
        duration_s: float = 0.0,
        until: float | None = None,
        verified_by: ev.VerifiedBy = ev.VerifiedBy.ABSENCE,
    ) -> Outcome:
        """Hand a trigger to the break cycle and tell the world what came of it."""
        prompted = self.breaks.prompted
        sitting_s = self.sitting.sitting_s(t)
        lasts_s = 0.0 if until is None else until - t
        outcome = self.breaks.handle(trigger, sitting_s=sitting_s, until=until, lasts_s=lasts_s)
        if outcome is Outcome.DUE:
            self._announced_t = t
        told = break_event(
            self._outbox.instant(t),
            trigger,
            outcome,
            prompted=prompted,
            sitting_s=sitting_s,
            since=since,
            duration_s=duration_s,
            until=until,
            verified_by=verified_by,
        )
        if told is not None:
            self._outbox.tell(told)
        return outcome

    # --- what is known ----------------------------------------------------------------------------

    def out_s(self, t: float) -> float:
        """Seconds out of the chair, when he left it during a bout."""
        return 0.0 if self._out_since is None else t - self._out_since
