"""The monitor: observations, user inputs and the passing of time in; status and events out.

Theory of operation
-------------------
Time is an argument. `observe`, `apply` and `advance` all first let every deadline that has come fire, in
the order of the deadlines, each at its own time; only then does the new input count. So nothing depends
on who polls how often: extra calls of `advance` never change the log (a property test holds this).

One observation passes the stages in this order:

1.  A gap since the last observation longer than `camera.gap_s` means the computer slept: `suspended`.
    Nothing is assumed about that time, and smoothing starts afresh.
2.  No frame leads to `camera_lost`, a frame without the user to `away`, a frame too dark or blank to tell
    to `unknown`. Each needs to hold for a while (`Dwell`), and each is dated back to its first sight.
    While the camera is closed on purpose what was seen last is carried on, for a while (`pace.carried_s`).
3.  The user is picked among the people in view, his landmarks are smoothed and measured (`sight`).
4.  Whether he stands: by what is seen, held for a while, or by his own word (`stance`).
5.  A view that cannot be judged (turned, hands at the face, too close ...) freezes exposure.
6.  The deviation from the personal baseline is classified; the label counts for exposure at once, for
    the screen and for episodes only after a dwell (`judging`).

Presence and stance say where he is; that drives the sitting bout, the sitting bout drives the break cycle
(`habits`). What is not known counts as nothing: no evidence is neither sitting nor a rest.

Deadlines reach at most `camera.gap_s` beyond the last observation: after that the monitor is *stale*,
and a later observation turns the whole gap into `suspended`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture import events as ev
from posture.habits import Seat
from posture.inputs import InputKind
from posture.labels import Activity, Reason
from posture.meeting import MeetingBy
from posture.outbox import Outbox
from posture.status import Status, Step
from posture.watching import Watching

if TYPE_CHECKING:
    from posture.baseline import Baseline
    from posture.inputs import UserInput
    from posture.instant import Instant
    from posture.landmarks import PoseObservation
    from posture.settings import Settings
    from posture.watching import Actions, Deadlines

_ACTIVITY = {
    Seat.UNKNOWN: Activity.UNKNOWN,
    Seat.AWAY: Activity.AWAY,
    Seat.COMING: Activity.SITTING,
    Seat.SITTING: Activity.SITTING,
    Seat.STANDING: Activity.STANDING,
}


class Monitor:
    """Composes the pure stages. Belongs to one thread; knows no clock, no file, no screen.

    Args:
        settings: every threshold.
        baseline: the personal reference, or `None`: then posture is `unknown` and the rest works.
    """

    def __init__(self, settings: Settings, baseline: Baseline | None = None) -> None:
        self._settings = settings
        self._outbox = Outbox()
        self._watching = watching = Watching(settings, baseline, self._outbox)
        self._actions_in_view = (*watching.actions_in_view, self._go_stale, *watching.actions_always)
        self._paused = False
        self._stale = False
        self._off = False
        self._last_seen_t = 0.0
        self._settled_t = 0.0
        self._frame_size: tuple[int, int] | None = None

    # --- what the world calls -------------------------------------------------------------------

    def start(self, at: Instant, source: str) -> Step:
        """Begin to watch at `at`; `source` is recorded in the log."""
        self._outbox.now = at
        t = at.mono_s
        self._last_seen_t = self._settled_t = t
        self._watching.start(t)
        self._outbox.tell(ev.SessionStarted(at=at, source=source))
        return self._step(at)

    def observe(self, observation: PoseObservation) -> Step:
        """Take one observation; its time must not lie before the last one's."""
        at = observation.at
        self._advance_to(at)
        t = self._settled_t = at.mono_s
        self._off = not observation.looked
        if self._paused:
            self._last_seen_t = t
            return self._step(at, observed=True)
        self._note_gap(t)
        self._last_seen_t = t
        if not observation.looked:
            self._watching.carry_on(t)
            return self._step(at, observed=True)
        self._frame_size = observation.frame_size
        self._watching.observe(observation, t)
        return self._step(at, observed=True)

    def apply(self, action: UserInput) -> Step:
        """Take one action of the user."""
        at = action.at
        self._advance_to(at)
        t = self._settled_t = at.mono_s
        self._note_gap(t)
        # Whoever presses a key is at a computer that is awake: a sleep can only begin after it.
        self._last_seen_t = t
        match action.kind:
            case InputKind.PAUSE:
                self._pause(t)
            case InputKind.RESUME:
                self._resume(t)
            case InputKind.SNOOZE:
                minutes = 15.0 if action.minutes is None else action.minutes
                self._watching.habits.snoozed(t, t + 60.0 * minutes)
            case InputKind.SKIP_BREAK:
                self._watching.habits.skipped(t)
            case InputKind.TOOK_BREAK:
                self._watching.habits.took_break(t, self._watching.unsure_since(t))
            case InputKind.STANDING:
                self._watching.mark(t, Activity.STANDING)
            case InputKind.SITTING:
                self._watching.mark(t, Activity.SITTING)
            case InputKind.MEETING_STARTED:
                self._watching.begin_meeting(t, MeetingBy.USER)
            case InputKind.MEETING_ENDED:
                self._watching.end_meeting(t)
        return self._step(at)

    def exercised(self, at: Instant, duration_s: float) -> Step:
        """The camera counted an exercise of this length, which ends now: that confirms a break."""
        self._advance_to(at)
        self._settled_t = at.mono_s
        self._watching.habits.exercised(at.mono_s, duration_s)
        return self._step(at)

    def exercising(self, at: Instant, *, under_way: bool) -> Step:
        """A guided exercise begins, or is over: meanwhile posture is not compared and prompts wait."""
        self._advance_to(at)
        self._settled_t = at.mono_s
        self._watching.exercise(at.mono_s, under_way=under_way)
        return self._step(at)

    def advance(self, at: Instant) -> Step:
        """Let time pass without an input."""
        self._advance_to(at)
        return self._step(at)

    def set_baseline(self, at: Instant, baseline: Baseline, profile: str, quality: str) -> Step:
        """Compare with this reference from now on."""
        self._advance_to(at)
        self._watching.compare_with(at.mono_s, baseline)
        self._outbox.tell(ev.Calibrated(at=at, profile=profile, quality=quality))
        return self._step(at)

    def use_settings(self, at: Instant, settings: Settings) -> Step:
        """Go by these from now on: what is under way goes on, with its time so far."""
        self._advance_to(at)
        self._settings = settings
        self._watching.use(settings)
        return self._step(at)

    def calibration_failed(self, at: Instant, reason: str) -> Step:
        """Record that no reference could be made; the old one, if any, stays."""
        self._advance_to(at)
        self._outbox.tell(ev.CalibrationFailed(at=at, reason=reason))
        return self._step(at)

    def finish(self, at: Instant, reason: str) -> Step:
        """Stop watching: close what is open, at what was last known."""
        self._advance_to(at)
        t = at.mono_s
        self._note_gap(t)
        self._watching.judging.end_episode(t, t)
        self._watching.habits.finish(t)
        self._outbox.tell(ev.SessionEnded(at=at, reason=reason))
        return self._step(at)

    def next_deadline(self) -> float | None:
        """When something will happen if nothing new comes, seconds, or `None`."""
        deadlines, _ = self._deadlines()
        return min((deadline for deadline in deadlines if deadline is not None), default=None)

    # --- time -----------------------------------------------------------------------------------

    def _advance_to(self, at: Instant) -> None:
        self._outbox.now = at
        now = at.mono_s
        while True:
            deadlines, actions = self._deadlines()
            due = [deadline for deadline in deadlines if deadline is not None and deadline <= now]
            if not due:
                return
            # Of several at one time the first in their order.
            earliest = min(due)
            fire = actions[deadlines.index(earliest)]
            # The monitor is stale only *beyond* the gap: an observation exactly at its end is in time.
            if earliest == now and fire == self._go_stale:
                return
            # A deadline can be set in the past (a snooze that ends while sitting on): it fires at once.
            self._settled_t = max(earliest, self._settled_t)
            fire(self._settled_t)

    def _deadlines(self) -> tuple[Deadlines, Actions]:
        """When something will happen if nothing new comes, and what: one action for each deadline."""
        watching = self._watching
        if self._stale or self._paused:
            return watching.deadlines_always(), watching.actions_always
        stale_at = self._last_seen_t + self._settings.camera.gap_s
        deadlines = (*watching.deadlines_in_view(), stale_at, *watching.deadlines_always())
        return deadlines, self._actions_in_view

    def _go_stale(self, t: float) -> None:
        """Nothing has come for too long: stop every clock at the last thing seen."""
        self._stale = True
        self._watching.lose_sight(t, self._last_seen_t)
        self._watching.forget_view(self._last_seen_t, Reason.SETTLING)

    def _note_gap(self, t: float) -> None:
        """Something comes at `t`: if nothing did for too long before it, that time was a sleep."""
        gap_s = t - self._last_seen_t
        if self._paused or gap_s <= self._settings.camera.gap_s:
            return
        at = self._outbox.instant(t)
        self._outbox.tell(ev.Suspended(at=at, since_t=self._last_seen_t, duration_s=gap_s))
        self._stale = False
        self._last_seen_t = t
        self._watching.after_gap(t, gap_s)

    def _pause(self, t: float) -> None:
        if self._paused:
            return
        self._watching.judging.end_episode(t, t)
        self._watching.lose_sight(t, t)
        self._watching.forget_view(t, Reason.PAUSED)
        self._paused = True
        self._outbox.tell(ev.Paused(at=self._outbox.instant(t)))

    def _resume(self, t: float) -> None:
        if not self._paused:
            return
        self._paused = False
        self._stale = False
        self._off = False
        self._watching.judging.reasons = (Reason.SETTLING.value,)
        self._outbox.tell(ev.Resumed(at=self._outbox.instant(t)))

    # --- what comes out ---------------------------------------------------------------------------

    def _step(self, at: Instant, *, observed: bool = False) -> Step:
        return Step(status=self._status(at), events=self._outbox.take(), observed=observed)

    def _status(self, at: Instant) -> Status:
        t = at.mono_s
        watching, judging, habits = self._watching, self._watching.judging, self._watching.habits
        sitting_s = habits.sitting.sitting_s(t)
        label = judging.label
        return Status(
            at=at,
            presence=watching.presence.value,
            activity=_ACTIVITY[habits.seat],
            posture=label.value,
            seen=judging.seen,
            deviation=judging.score,
            reasons=judging.reasons,
            confidence=judging.confidence,
            since_t=label.since,
            bout_s=sitting_s,
            break_state=habits.breaks.state,
            break_due_in_s=habits.breaks.sitting_left_s(sitting_s),
            break_away_s=habits.out_s(t),
            exposure_s=judging.exposure.level(t),
            camera_lost=not watching.frames.value,
            paused=self._paused,
            calibrated=watching.sight.calibrated,
            pose=watching.pose,
            frame_size=self._frame_size,
            standing_s=habits.standing.standing_s(t),
            still_s=habits.stillness.still_s(t),
            meeting=watching.meeting.by is not None,
            exercising=watching.exercising,
            pending=watching.pending,
            looked=not self._off,
        )
