"""What is seen of the user, from pictures to where he is: frames, presence, view and stance.

Each of the four is a state that changes only when something else was seen for a while (`Dwell`), and each
change is dated back to its first sight:

    frames      pictures come, or the camera is lost
    presence    he is in view, nobody is, or nothing is known
    view        posture can be judged, or why it cannot
    stance      he sits or stands (`posture.stance`)

What follows for bouts and breaks is the business of `habits`, what is said about posture that of `judging`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture import events as ev
from posture.filters import Dwell
from posture.habits import BY_CAMERA, BY_USER, Habits, Seat
from posture.judging import Judging
from posture.labels import Activity, Presence, Reason
from posture.meeting import Meeting, MeetingBy
from posture.pace import carried_s
from posture.sight import BLIND, Sight
from posture.stance import Stance

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture.baseline import Baseline
    from posture.landmarks import Pose, PoseObservation
    from posture.outbox import Outbox
    from posture.settings import Settings
    from posture.sight import Seen

_NOT_OF_THE_VIEW = (Reason.STANDING, Reason.EXERCISING)
"""Why nothing is compared where nothing is wrong with what is seen."""

Deadlines = tuple["float | None", ...]
Actions = tuple["Callable[[float], None]", ...]


class Watching:
    """The states above. All times in seconds of the session.

    Args:
        settings: every threshold.
        baseline: the personal reference, or `None`.
        outbox: where events go.

    Attributes:
        sight, stance, judging, habits, meeting: the stages behind it.
        presence, frames: two of the states.
        pose: the user's landmarks in the last picture, or `None`.
        actions_in_view, actions_always: what happens at the deadlines of the same name, one for each.
        exercising: whether a guided exercise is under way.
    """

    def __init__(self, settings: Settings, baseline: Baseline | None, outbox: Outbox) -> None:
        self._settings = settings
        self._outbox = outbox
        self.sight = Sight(settings, baseline)
        self.stance = Stance(settings.standing)
        self.judging = Judging(settings, outbox)
        self.habits = Habits(settings, outbox, self.judging.exposure.clear)
        self.habits.stillness.spread = None if baseline is None else baseline.spread
        self.meeting = Meeting(settings.reminders)
        self.presence: Dwell[Presence] = Dwell(Presence.UNKNOWN, 0.0)
        self.frames: Dwell[bool] = Dwell(True, 0.0)  # noqa: FBT003 - "frames come" is the value itself
        self._view: Dwell[Reason | None] = Dwell(None, 0.0)
        self._lost_because = Reason.NO_FRAME
        self.pose: Pose | None = None
        self.exercising = False
        self._looked_t = 0.0
        self._carrying = False
        self.actions_in_view: Actions = (
            self._camera_lost,
            self._presence_changed,
            self._stance_changed,
            self._view_changed,
            self.judging.label_changed,
            self.judging.prompt,
            self._place_moved,
            self._camera_off,
            *self.habits.actions_in_view,
        )
        self.actions_always: Actions = (
            *self.habits.actions_always,
            self._episode_over,
            self._mark_over,
            self.end_meeting,
        )

    def use(self, settings: Settings) -> None:
        """Go by these from now on; what is under way goes on."""
        self._settings = settings
        self.sight.use(settings)
        self.stance.use(settings.standing)
        self.judging.use(settings)
        self.habits.use(settings)
        self.meeting.use(settings.reminders)

    def start(self, t: float) -> None:
        """Nothing is known before `t`."""
        for dwell in (self.presence, self.frames, self._view, self.judging.label):
            dwell.since = t

    def compare_with(self, t: float, baseline: Baseline) -> None:
        """Use this reference from now on."""
        self.sight.compare_with(baseline)
        self.habits.stillness.spread = baseline.spread
        self.judging.begin_anew(t, t)
        self.judging.exposure.clear(t)

    def unsure_since(self, t: float) -> float:
        """Since when it is not sure that the user is where he was: what is pending at `t`, else `t`."""
        pending = (self.frames.pending_since, self.presence.pending_since, self.stance.pending_since)
        return min((since for since in pending if since is not None), default=t)

    @property
    def pending(self) -> bool:
        """Whether the newest picture shows something else than what holds, in any respect."""
        judging, habits = self.judging, self.habits
        return (
            self.frames.deadline is not None
            or self.presence.deadline is not None
            or self.stance.deadline is not None
            or self._view.deadline is not None
            or judging.label.deadline is not None
            or habits.stillness.deadline is not None
            or habits.seat is Seat.COMING
            or judging.seen is not judging.label.value
        )

    def deadlines_in_view(self) -> Deadlines:
        """When something happens while something is seen; of several at one time, the first in this order."""
        return (
            self.frames.deadline,
            self.presence.deadline,
            self.stance.deadline,
            self._view.deadline,
            self.judging.label.deadline,
            self.judging.exposure.deadline,
            self.sight.placement.deadline,
            self._carried_until,
            *self.habits.deadlines_in_view(),
        )

    def deadlines_always(self) -> Deadlines:
        """When something happens also while nothing is seen."""
        return (
            *self.habits.deadlines_always(),
            self.judging.episode_deadline,
            self.stance.mark_ends,
            self.meeting.deadline,
        )

    @property
    def _carried_until(self) -> float | None:
        """When what was seen last is too old to be carried on, or `None`; whoever is away may stay so."""
        if not self._carrying or self.presence.value is not Presence.PRESENT:
            return None
        return self._looked_t + carried_s(self._settings.camera)

    # --- one observation --------------------------------------------------------------------------

    def observe(self, observation: PoseObservation, t: float) -> None:
        """A picture, or the news that none came."""
        self._looked_t, self._carrying = t, False
        if observation.poses is None:
            before = self._lost_because
            self._lost_because = _why_lost(observation)
            if not self.frames.value and self._lost_because is Reason.IN_USE is not before:
                self.begin_meeting(t, MeetingBy.CAMERA)  # a lost camera turns out to be taken
            self.frames.propose(False, t, self._settings.camera.lost_after_s)  # noqa: FBT003
            self._nothing_to_judge(t, self._lost_because)
            return
        if not self.frames.value:
            self._outbox.tell(ev.CameraRestored(at=self._outbox.instant(t)))
            if self.meeting.by is MeetingBy.CAMERA:
                self.end_meeting(t)
        self.frames.force(True, t)  # noqa: FBT003
        self._lost_because = Reason.NO_FRAME
        self._look(observation, t)

    def carry_on(self, t: float) -> None:
        """The camera is closed on purpose: what holds goes on, and what was pending cannot become sure."""
        self._carrying = True
        self.frames.propose(self.frames.value, t, 0.0)
        self.presence.propose(self.presence.value, t, 0.0)
        self._view.propose(self._view.value, t, 0.0)
        self.judging.label.propose(self.judging.label.value, t, 0.0)
        self.stance.see(t, None)

    def _look(self, observation: PoseObservation, t: float) -> None:
        presence, view = self._settings.presence, self._settings.view
        stance = self.stance
        seen = self.sight.look(
            observation,
            t,
            self.judging.seen,
            stance.value,
            marked=stance.marked is not None,
            exercising=self.exercising,
        )
        pose, problem = seen.pose, seen.problem
        self.pose = pose
        if pose is None:
            if problem is None:
                self.presence.propose(Presence.AWAY, t, presence.away_after_s)
                self._nothing_to_judge(t, Reason.NO_PERSON)
            else:
                self.presence.propose(Presence.UNKNOWN, t, presence.away_after_s)
                self._nothing_to_judge(t, problem)
                self._view.propose(problem, t, view.unusable_after_s)
            return
        was_away = self.presence.value is Presence.AWAY
        hold_s = presence.back_after_s if was_away else presence.present_after_s
        self.presence.propose(Presence.PRESENT, t, hold_s)
        stance.see(t, seen.activity)
        if not stance.may_stand:
            self.habits.settle(t)
        self.habits.motion.observe(t, pose, observation.frame_size)
        self._tell_view(t, problem)
        self._judge(t, seen)

    def _tell_view(self, t: float, problem: Reason | None) -> None:
        view = self._settings.view
        if problem is None:
            self._view.propose(None, t, view.usable_after_s)
            return
        if problem in _NOT_OF_THE_VIEW:
            # `standing_started` or the exercise says why nothing is compared; it is no fault of the view.
            self._view.propose(self._view.value, t, 0.0)
            return
        # While the view stays unusable the first reason stands: a phone at the ear is not news after a turn.
        self._view.propose(self._view.value or problem, t, view.unusable_after_s)

    def _judge(self, t: float, seen: Seen) -> None:
        self.habits.sits_like(t, seen.features)
        if seen.verdict is None:
            self._cannot_judge(t, seen.problem or Reason.NOT_CALIBRATED)
        else:
            self.judging.judge(t, seen.verdict)

    def _cannot_judge(self, t: float, reason: Reason) -> None:
        """His posture cannot be told, or he is not there."""
        gone = reason is Reason.NO_PERSON and self.presence.value is Presence.AWAY
        rests = gone or self.exercising or self.habits.seat is Seat.STANDING
        self.judging.cannot_judge(t, reason, rests=rests)

    def _nothing_to_judge(self, t: float, reason: Reason) -> None:
        """Nobody, or no picture, in this frame."""
        self.pose = None
        self.stance.see(t, None)
        self.habits.motion.forget()
        self.habits.sits_like(t, None)
        if reason in (Reason.NO_FRAME, Reason.IN_USE):
            self.presence.propose(self.presence.value, t, 0.0)
        if reason in (Reason.NO_FRAME, Reason.IN_USE, Reason.NO_PERSON):
            self._view.propose(self._view.value, t, 0.0)
        self._cannot_judge(t, reason)

    # --- deadlines --------------------------------------------------------------------------------

    def _camera_lost(self, t: float) -> None:
        self.frames.take()
        since = self.frames.since
        why = self._lost_because
        self.habits.go(t)
        self._outbox.tell(ev.CameraLost(at=self._outbox.instant(t), reason=why.value, since_t=since))
        if why is Reason.IN_USE:
            self.begin_meeting(t, MeetingBy.CAMERA)
        self.lose_sight(t, since)
        self.forget_view(since, why)

    def _presence_changed(self, t: float) -> None:
        presence = self.presence.take()
        since = self.presence.since
        if presence is Presence.UNKNOWN:
            self._went_dark(t, since, self._view.value or Reason.TOO_DARK)
        elif presence is Presence.AWAY:
            self._left(t, since)
        else:
            self._arrived(t, since)

    def _arrived(self, t: float, since: float) -> None:
        self._outbox.tell(ev.Present(at=self._outbox.instant(t), since_t=since))
        if self.stance.value is Activity.STANDING:
            self.habits.stood_up(t, since, BY_CAMERA)
        elif self.stance.may_stand:
            self.habits.came(since)
        else:
            self.habits.sat_down(t, since)

    def _left(self, t: float, since: float) -> None:
        self.habits.go(t)
        self._outbox.tell(ev.Away(at=self._outbox.instant(t), since_t=since))
        self.judging.end_episode(t, since)
        self.stance.forget(since)
        self.habits.left(t, since)
        self.forget_view(since, Reason.NO_PERSON)
        self.judging.exposure.set(t, slouching=False)

    def _stance_changed(self, t: float) -> None:
        if self.stance.take():
            self._take_stance(t, self.stance.since, BY_CAMERA)

    def _mark_over(self, t: float) -> None:
        if self.stance.mark_over():
            self._take_stance(t, t, BY_CAMERA)

    def _take_stance(self, t: float, since: float, by: str) -> None:
        """Since `since` the user stands, or sits, as `stance` has it."""
        if self.presence.value is not Presence.PRESENT:
            return
        self.judging.begin_anew(t, since)
        if self.stance.value is Activity.STANDING:
            self.habits.stood_up(t, since, by)
        else:
            self.habits.sat_down(t, since)

    def _view_changed(self, t: float) -> None:
        reason = self._view.take()
        since = self._view.since
        at = self._outbox.instant(t)
        if reason is None:
            self._outbox.tell(ev.ViewRestored(at=at, since_t=since))
        elif reason in BLIND and self.pose is None:
            self._went_dark(t, since, reason)
        else:
            here = Presence.PRESENT
            self._outbox.tell(ev.ViewUnusable(at=at, reason=reason.value, presence=here, since_t=since))

    def _went_dark(self, t: float, since: float, reason: Reason) -> None:
        """Since `since` the picture does not even tell whether somebody is there."""
        at, gone = self._outbox.instant(t), Presence.UNKNOWN
        self.habits.go(t)
        self._outbox.tell(ev.ViewUnusable(at=at, reason=reason.value, presence=gone, since_t=since))
        self.lose_sight(t, since)

    def _camera_off(self, t: float) -> None:
        self._went_dark(t, self._looked_t, Reason.CAMERA_OFF)
        self.forget_view(self._looked_t, Reason.CAMERA_OFF)

    def _place_moved(self, t: float) -> None:
        since = self.sight.placement.since
        self.sight.settle_in_new_place()
        self._outbox.tell(ev.CameraMoved(at=self._outbox.instant(t), since_t=since, compensated=True))

    def _episode_over(self, t: float) -> None:
        self.judging.end_episode(t, t)

    # --- changes of state -------------------------------------------------------------------------

    def mark(self, t: float, activity: Activity) -> None:
        """The user says that he stands, or sits; nobody in view is nobody to mark."""
        if self.presence.value is not Presence.PRESENT:
            return
        since = self.unsure_since(t)
        changes = self.stance.value is not activity or self.habits.seat is Seat.COMING
        self.stance.mark(t, activity)
        if changes:
            self._take_stance(t, since, BY_USER)

    def exercise(self, t: float, *, under_way: bool) -> None:
        """A guided exercise begins or is over: he moves, so nothing is compared and stillness begins anew."""
        self.exercising = under_way
        self.habits.stillness.reset(t)

    def begin_meeting(self, t: float, by: MeetingBy) -> None:
        """Prompts wait from here on."""
        if self.meeting.begin(t, by):
            self._outbox.tell(ev.MeetingStarted(at=self._outbox.instant(t), by=by.value))
            self.habits.meeting_began(t, camera_taken=by is MeetingBy.CAMERA)

    def end_meeting(self, t: float) -> None:
        """Prompts wait no more, if they did."""
        if self.meeting.end():
            self._outbox.tell(ev.MeetingEnded(at=self._outbox.instant(t)))
            self.habits.meeting_over(t)

    def after_gap(self, t: float, gap_s: float) -> None:
        """Nothing came for `gap_s`: the computer slept. What comes is not connected with what was."""
        self.sight.forget()
        if gap_s >= self._settings.sitting.unknown_ends_after_s:
            self.end_meeting(t)
        if self.frames.value:
            self.frames.force(True, t)  # noqa: FBT003

    def lose_sight(self, t: float, since: float) -> None:
        """From `since` on nothing is known about the user; it became sure at `t`."""
        self.habits.lost(t, since)
        self.stance.forget(since)
        self.presence.force(Presence.UNKNOWN, since)

    def forget_view(self, since: float, reason: Reason) -> None:
        """What is seen of the user ended at `since`: labels and view problems with it."""
        self._view.force(None, since)
        self.judging.forget(since)
        self._cannot_judge(since, reason)
        self.pose = None
        self.sight.forget()


def _why_lost(observation: PoseObservation) -> Reason:
    if observation.camera_in_use:
        return Reason.IN_USE
    return Reason.FROZEN if observation.camera_frozen else Reason.NO_FRAME
