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
3.  The user is picked among the people in view, his landmarks are smoothed and measured.
4.  A view that cannot be judged (turned, hands at the face, too close ...) freezes exposure.
5.  The deviation from the personal baseline is classified; the label counts for exposure at once, for
    the screen and for episodes only after a dwell.

Presence drives the sitting bout, the sitting bout drives the break cycle. What is not known counts as
nothing: no evidence is neither sitting nor a rest.

Deadlines reach at most `camera.gap_s` beyond the last observation: after that the monitor is *stale*,
and a later observation turns the whole gap into `suspended`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture import events as ev
from posture.break_events import break_event
from posture.breaks import BreakCycle, Outcome, Trigger
from posture.exposure import Exposure
from posture.filters import Dwell
from posture.inputs import InputKind
from posture.labels import Activity, Label, Presence, Reason
from posture.sight import BLIND, Sight
from posture.sitting import BoutState, SittingTracker
from posture.slouching import SlouchTracker
from posture.status import Status, Step

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture.baseline import Baseline
    from posture.classifier import Verdict
    from posture.inputs import UserInput
    from posture.instant import Instant
    from posture.landmarks import Pose, PoseObservation
    from posture.settings import Settings

_NEVER = float("inf")


class Monitor:
    """Composes the pure stages. Belongs to one thread; knows no clock, no file, no screen.

    Args:
        settings: every threshold.
        baseline: the personal reference, or `None`: then posture is `unknown` and the rest works.
    """

    def __init__(self, settings: Settings, baseline: Baseline | None = None) -> None:
        self._settings = settings
        self._sight = Sight(settings, baseline)
        self._slouching = SlouchTracker(settings.slouch)
        self._exposure = Exposure(settings.slouch)
        self._sitting = SittingTracker(settings.sitting)
        self._breaks = BreakCycle(settings.sitting)
        self._now: Instant | None = None
        self._events: list[ev.Event] = []

        self._presence: Dwell[Presence] = Dwell(Presence.UNKNOWN, 0.0)
        self._frames: Dwell[bool] = Dwell(True, 0.0)  # noqa: FBT003 - "frames come" is the value itself
        self._view: Dwell[Reason | None] = Dwell(None, 0.0)
        self._label: Dwell[Label] = Dwell(Label.UNKNOWN, 0.0)
        self._paused = False
        self._stale = False
        self._last_seen_t = 0.0
        self._settled_t = 0.0
        self._away_since: float | None = None

        self._raw_label = Label.UNKNOWN
        self._score = 0.0
        self._reasons: tuple[str, ...] = (Reason.SETTLING.value,)
        self._confidence = 0.0
        self._pose: Pose | None = None
        self._frame_size: tuple[int, int] | None = None

    # --- what the world calls -------------------------------------------------------------------

    def start(self, at: Instant, source: str) -> Step:
        """Begin to watch at `at`; `source` is recorded in the log."""
        self._now = at
        t = at.mono_s
        self._last_seen_t = self._settled_t = t
        for dwell in (self._presence, self._frames, self._view, self._label):
            dwell.since = t
        self._emit(ev.SessionStarted(at=at, source=source))
        return self._step(at)

    def observe(self, observation: PoseObservation) -> Step:
        """Take one observation; its time must not lie before the last one's."""
        at = observation.at
        self._advance_to(at)
        t = self._settled_t = at.mono_s
        if self._paused:
            self._last_seen_t = t
            return self._step(at, observed=True)
        self._note_gap(t)
        self._last_seen_t = t
        self._frame_size = observation.frame_size
        if observation.poses is None:
            self._frames.propose(False, t, self._settings.camera.lost_after_s)  # noqa: FBT003
            self._nothing_to_judge(t, Reason.NO_FRAME)
            return self._step(at, observed=True)
        if not self._frames.value:
            self._emit(ev.CameraRestored(at=at))
        self._frames.force(True, t)  # noqa: FBT003
        self._look(observation, t)
        return self._step(at, observed=True)

    def apply(self, action: UserInput) -> Step:
        """Take one action of the user."""
        at = action.at
        self._advance_to(at)
        t = self._settled_t = at.mono_s
        self._note_gap(t)
        # Whoever presses a key is at a computer that is awake: a sleep can only begin after it.
        self._last_seen_t = t
        kind = action.kind
        if kind is InputKind.PAUSE and not self._paused:
            self._end_episode(t, t)
            self._lose_sight(t, t)
            self._forget_view(t, Reason.PAUSED)
            self._paused = True
            self._emit(ev.Paused(at=at))
        elif kind is InputKind.RESUME and self._paused:
            self._paused = False
            self._stale = False
            self._reasons = (Reason.SETTLING.value,)
            self._emit(ev.Resumed(at=at))
        elif kind is InputKind.SNOOZE:
            minutes = 15.0 if action.minutes is None else action.minutes
            self._break(Trigger.SNOOZED, t, until=t + 60.0 * minutes)
        elif kind is InputKind.SKIP_BREAK:
            self._break(Trigger.SKIPPED, t)
        elif kind is InputKind.TOOK_BREAK:
            self._took_break(t)
        return self._step(at)

    def advance(self, at: Instant) -> Step:
        """Let time pass without an input."""
        self._advance_to(at)
        return self._step(at)

    def set_baseline(self, at: Instant, baseline: Baseline, profile: str, quality: str) -> Step:
        """Compare with this reference from now on."""
        self._advance_to(at)
        self._end_episode(at.mono_s, at.mono_s)
        self._sight.compare_with(baseline)
        self._label.force(Label.UNKNOWN, at.mono_s)
        self._raw_label = Label.UNKNOWN
        self._exposure.clear(at.mono_s)
        self._emit(ev.Calibrated(at=at, profile=profile, quality=quality))
        return self._step(at)

    def calibration_failed(self, at: Instant, reason: str) -> Step:
        """Record that no reference could be made; the old one, if any, stays."""
        self._advance_to(at)
        self._emit(ev.CalibrationFailed(at=at, reason=reason))
        return self._step(at)

    def finish(self, at: Instant, reason: str) -> Step:
        """Stop watching: close what is open, at what was last known."""
        self._advance_to(at)
        t = at.mono_s
        self._note_gap(t)
        if self._away_since is not None and self._sitting.state is BoutState.NONE:
            self._back_from_break(t, t)
        self._end_episode(t, t)
        self._end_bout(t)
        self._emit(ev.SessionEnded(at=at, reason=reason))
        return self._step(at)

    def next_deadline(self) -> float | None:
        """When something will happen if nothing new comes, seconds, or `None`."""
        deadline, _ = self._next()
        return None if deadline == _NEVER else deadline

    # --- time -----------------------------------------------------------------------------------

    def _advance_to(self, at: Instant) -> None:
        self._now = at
        now = at.mono_s
        while True:
            deadline, fire = self._next()
            # The monitor is stale only *beyond* the gap: an observation exactly at its end is in time.
            if deadline > now or (deadline == now and fire == self._go_stale):
                return
            # A deadline can be set in the past (a snooze that ends while sitting on): it fires at once.
            self._settled_t = max(deadline, self._settled_t)
            fire(self._settled_t)

    def _next(self) -> tuple[float, Callable[[float], None]]:
        """The earliest deadline and what it does; of several at one time, the first in this order."""
        best: float = _NEVER
        fire: Callable[[float], None] = self._go_stale
        if not self._stale and not self._paused:
            for deadline, action in (
                (self._frames.deadline, self._camera_lost),
                (self._presence.deadline, self._presence_changed),
                (self._view.deadline, self._view_changed),
                (self._label.deadline, self._label_changed),
                (self._exposure.deadline, self._prompt_slouch),
                (self._sight.placement.deadline, self._place_moved),
                (self._sitting.reaches(self._breaks.sitting_target_s), self._sat_long),
                (self._last_seen_t + self._settings.camera.gap_s, self._go_stale),
            ):
                if deadline is not None and deadline < best:
                    best, fire = deadline, action
        for deadline, action in (
            (self._sitting.deadline, self._bout_over),
            (self._slouching.deadline, self._episode_over),
            (self._breaks.snoozed_until, self._snooze_over),
        ):
            if deadline is not None and deadline < best:
                best, fire = deadline, action
        return best, fire

    def _go_stale(self, t: float) -> None:
        """Nothing has come for too long: stop every clock at the last thing seen."""
        self._stale = True
        self._lose_sight(t, self._last_seen_t)
        self._forget_view(self._last_seen_t, Reason.SETTLING)

    def _note_gap(self, t: float) -> None:
        """Something comes at `t`: if nothing did for too long before it, that time was a sleep."""
        gap_s = t - self._last_seen_t
        if self._paused or gap_s <= self._settings.camera.gap_s:
            return
        self._emit(ev.Suspended(at=self._instant(t), since_t=self._last_seen_t, duration_s=gap_s))
        self._stale = False
        self._last_seen_t = t
        self._sight.forget()
        if self._frames.value:
            self._frames.force(True, t)  # noqa: FBT003

    # --- looking at a frame -----------------------------------------------------------------------

    def _look(self, observation: PoseObservation, t: float) -> None:
        presence, view = self._settings.presence, self._settings.view
        pose, problem, verdict = self._sight.look(observation, t, self._raw_label)
        self._pose = pose
        if pose is None:
            if problem is None:
                self._presence.propose(Presence.AWAY, t, presence.away_after_s)
                self._nothing_to_judge(t, Reason.NO_PERSON)
            else:
                self._presence.propose(Presence.UNKNOWN, t, presence.away_after_s)
                self._nothing_to_judge(t, problem)
                self._view.propose(problem, t, view.unusable_after_s)
            return
        was_away = self._presence.value is Presence.AWAY
        hold_s = presence.back_after_s if was_away else presence.present_after_s
        self._presence.propose(Presence.PRESENT, t, hold_s)
        # While the view stays unusable the first reason stands: a phone at the ear is not news after a turn.
        told = problem and (self._view.value or problem)
        self._view.propose(told, t, view.unusable_after_s if problem else view.usable_after_s)
        if verdict is None:
            self._cannot_judge(t, problem or Reason.NOT_CALIBRATED)
        else:
            self._judge(t, verdict)

    def _judge(self, t: float, verdict: Verdict) -> None:
        label = self._raw_label = verdict.label
        self._score, self._reasons, self._confidence = verdict.score, verdict.reasons, verdict.confidence
        slouch = self._settings.slouch
        self._label.propose(label, t, slouch.start_after_s if label.is_slouch else slouch.end_after_s)
        self._exposure.set(t, slouching=label.is_slouch)

    def _cannot_judge(self, t: float, reason: Reason) -> None:
        """His posture cannot be told, or he is not there."""
        self._raw_label = Label.TURNED if reason is Reason.TURNED else Label.UNKNOWN
        self._score, self._reasons, self._confidence = 0.0, (reason.value,), 0.0
        self._label.propose(self._raw_label, t, self._settings.view.unusable_after_s)
        # Out of the chair is as good as near the reference; where nobody can tell, exposure stands still.
        rests = reason is Reason.NO_PERSON and self._presence.value is Presence.AWAY
        self._exposure.set(t, slouching=False if rests else None)

    def _nothing_to_judge(self, t: float, reason: Reason) -> None:
        """Nobody, or no picture, in this frame."""
        self._pose = None
        if reason is Reason.NO_FRAME:
            self._presence.propose(self._presence.value, t, 0.0)
        if reason in (Reason.NO_FRAME, Reason.NO_PERSON):
            self._view.propose(self._view.value, t, 0.0)
        self._cannot_judge(t, reason)

    # --- deadlines --------------------------------------------------------------------------------

    def _camera_lost(self, t: float) -> None:
        self._frames.take()
        since = self._frames.since
        self._emit(ev.CameraLost(at=self._instant(t), reason=Reason.NO_FRAME.value, since_t=since))
        self._lose_sight(t, since)
        self._forget_view(since, Reason.NO_FRAME)

    def _presence_changed(self, t: float) -> None:
        presence = self._presence.take()
        since = self._presence.since
        if presence is Presence.UNKNOWN:
            self._went_dark(t, since, self._view.value or Reason.TOO_DARK)
        elif presence is Presence.AWAY:
            self._left(t, since)
        else:
            self._arrived(t, since)

    def _arrived(self, t: float, since: float) -> None:
        self._emit(ev.Present(at=self._instant(t), since_t=since))
        if self._sitting.state is BoutState.NONE:
            if self._away_since is not None:
                self._back_from_break(t, since)
        else:
            self._break(Trigger.BACK_EARLY, t)
        self._away_since = None
        if self._sitting.present(since):
            self._breaks.new_bout()
            self._emit(ev.SittingStarted(at=self._instant(t), since_t=since))

    def _left(self, t: float, since: float) -> None:
        self._emit(ev.Away(at=self._instant(t), since_t=since))
        self._end_episode(t, since)
        self._forget_view(since, Reason.NO_PERSON)
        self._exposure.set(t, slouching=False)
        if self._sitting.state is not BoutState.NONE:
            self._away_since = since
            self._sitting.interrupt(since, absent=True)
            self._break(Trigger.LEFT, t, since=since)

    def _back_from_break(self, t: float, until: float) -> None:
        assert self._away_since is not None
        taken_s = until - self._away_since
        self._away_since = None
        self._break(Trigger.BACK, t, duration_s=taken_s)

    def _view_changed(self, t: float) -> None:
        reason = self._view.take()
        since = self._view.since
        at = self._instant(t)
        if reason is None:
            self._emit(ev.ViewRestored(at=at, since_t=since))
        elif reason in BLIND and self._pose is None:
            self._went_dark(t, since, reason)
        else:
            here = Presence.PRESENT
            self._emit(ev.ViewUnusable(at=at, reason=reason.value, presence=here, since_t=since))

    def _went_dark(self, t: float, since: float, reason: Reason) -> None:
        """Since `since` the picture does not even tell whether somebody is there."""
        gone = Presence.UNKNOWN
        self._emit(ev.ViewUnusable(at=self._instant(t), reason=reason.value, presence=gone, since_t=since))
        self._lose_sight(t, since)

    def _label_changed(self, t: float) -> None:
        label = self._label.take()
        since = self._label.since
        if label is self._slouching.label:
            self._slouching.resume(since)
        elif label in (Label.UNKNOWN, Label.TURNED):
            self._slouching.freeze(since)
        else:
            self._end_episode(t, since)
            if label.is_slouch:
                self._slouching.begin(label, since)
                self._emit(ev.SlouchStarted(at=self._instant(t), label=label, since_t=since))

    def _prompt_slouch(self, t: float) -> None:
        reached = self._exposure.fire(t)
        self._emit(ev.SlouchProlonged(at=self._instant(t), label=self._raw_label, duration_s=reached))

    def _place_moved(self, t: float) -> None:
        since = self._sight.placement.since
        self._sight.settle_in_new_place()
        self._emit(ev.CameraMoved(at=self._instant(t), since_t=since, compensated=True))

    def _sat_long(self, t: float) -> None:
        self._break(self._breaks.sitting_trigger, t)

    def _snooze_over(self, t: float) -> None:
        self._break(Trigger.SNOOZE_OVER, t)

    def _episode_over(self, t: float) -> None:
        self._end_episode(t, t)

    def _bout_over(self, t: float) -> None:
        self._end_bout(t)
        self._exposure.clear(t)
        if self._away_since is None:
            self._break(Trigger.BOUT_LOST, t)

    # --- changes of state -------------------------------------------------------------------------

    def _lose_sight(self, t: float, since: float) -> None:
        """From `since` on nothing is known about the user; it became sure at `t`."""
        if self._away_since is not None and self._sitting.state is BoutState.NONE:
            self._back_from_break(t, since)
        self._away_since = None
        self._presence.force(Presence.UNKNOWN, since)
        self._sitting.interrupt(since, absent=False)

    def _forget_view(self, since: float, reason: Reason) -> None:
        """What is seen of the user ended at `since`: labels and view problems with it."""
        self._view.force(None, since)
        self._label.force(Label.UNKNOWN, since)
        self._slouching.freeze(since)
        self._cannot_judge(since, reason)
        self._pose = None
        self._sight.forget()

    def _end_episode(self, t: float, until: float) -> None:
        """The episode, if there is one, ended at `until` (or when it froze); it became sure at `t`."""
        ended = self._slouching.end(until)
        if ended is not None:
            self._emit(
                ev.SlouchEnded(
                    at=self._instant(t),
                    label=ended.label,
                    since_t=ended.since,
                    until_t=ended.until,
                    duration_s=ended.counted_s,
                )
            )

    def _end_bout(self, t: float) -> None:
        bout = self._sitting.end(t)
        if bout is not None:
            self._emit(
                ev.SittingEnded(
                    at=self._instant(t), since_t=bout.since, until_t=bout.until, duration_s=bout.sitting_s
                )
            )

    def _took_break(self, t: float) -> None:
        if self._break(Trigger.SELF_REPORTED, t) is not Outcome.REPORTED:
            return
        self._end_bout(t)
        self._exposure.clear(t)
        if self._presence.value is Presence.PRESENT and self._sitting.present(t):
            self._breaks.new_bout()
            self._emit(ev.SittingStarted(at=self._instant(t), since_t=t))

    def _break(
        self,
        trigger: Trigger,
        t: float,
        *,
        since: float = 0.0,
        duration_s: float = 0.0,
        until: float | None = None,
    ) -> Outcome:
        """Hand a trigger to the break cycle and tell the world what came of it."""
        prompted = self._breaks.prompted
        sitting_s = self._sitting.sitting_s(t)
        outcome = self._breaks.handle(trigger, sitting_s=sitting_s, until=until)
        told = break_event(
            self._instant(t),
            trigger,
            outcome,
            prompted=prompted,
            sitting_s=sitting_s,
            since=since,
            duration_s=duration_s,
            until=until,
        )
        if told is not None:
            self._emit(told)
        return outcome

    # --- what comes out ---------------------------------------------------------------------------

    def _instant(self, t: float) -> Instant:
        assert self._now is not None
        return self._now if t == self._now.mono_s else self._now.shifted_to(t)

    def _emit(self, event: ev.Event) -> None:
        self._events.append(event)

    def _step(self, at: Instant, *, observed: bool = False) -> Step:
        events = tuple(self._events)
        self._events.clear()
        return Step(status=self._status(at), events=events, observed=observed)

    def _status(self, at: Instant) -> Status:
        t = at.mono_s
        sitting_s = self._sitting.sitting_s(t)
        presence = self._presence.value
        return Status(
            at=at,
            presence=presence,
            activity=_ACTIVITY[presence],
            posture=self._label.value,
            seen=self._raw_label,
            deviation=self._score,
            reasons=self._reasons,
            confidence=self._confidence,
            since_t=self._label.since,
            bout_s=sitting_s,
            break_state=self._breaks.state,
            break_due_in_s=self._breaks.sitting_left_s(sitting_s),
            break_away_s=0.0 if self._away_since is None else t - self._away_since,
            exposure_s=self._exposure.level(t),
            camera_lost=not self._frames.value,
            paused=self._paused,
            calibrated=self._sight.calibrated,
            pose=self._pose,
            frame_size=self._frame_size,
        )


_ACTIVITY = {
    Presence.PRESENT: Activity.SITTING,
    Presence.AWAY: Activity.AWAY,
    Presence.UNKNOWN: Activity.UNKNOWN,
}
