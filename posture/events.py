"""What the monitor tells the world, as frozen values (CONTRACT.md, Events).

An event carries the time of its *deadline*, not of the frame that revealed it, so the frame rate and
whoever polls cannot change the log. Where a state truly began earlier than the moment it could be
known (somebody is `away` only after some seconds without them), `since_t` holds that earlier time;
the daily figures are computed from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from posture.instant import Instant
from posture.labels import Label, Presence


class VerifiedBy(StrEnum):
    """How a break is known to have happened. Seen and self-reported are kept apart everywhere."""

    ABSENCE = "absence"
    STANDING = "standing"
    EXERCISE = "exercise"
    SELF_REPORT = "self_report"


class Side(StrEnum):
    """Which side of the user moved; `BOTH` also for movements of the whole body."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class CountedBy(StrEnum):
    """Who says how often an exercise was done. Seen and self-reported are kept apart everywhere."""

    CAMERA = "camera"
    SELF_REPORT = "self_report"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    type: ClassVar[str]
    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionStarted(_Event):
    """The monitor began to watch. `source` is what the user named; it may hold a path, never a secret."""

    type: ClassVar[str] = "session_started"
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEnded(_Event):
    """The monitor stopped watching. `reason` is `end_of_source`, `stopped` or `killed`."""

    type: ClassVar[str] = "session_ended"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibrated(_Event):
    """A personal reference is in use from here. `profile` names it; `quality` is `good`, `fair` or `poor`."""

    type: ClassVar[str] = "calibrated"
    profile: str
    quality: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationFailed(_Event):
    """No reference could be made; `reason` says why."""

    type: ClassVar[str] = "calibration_failed"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Present(_Event):
    """The user is in view since `since_t`."""

    type: ClassVar[str] = "present"
    since_t: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Away(_Event):
    """Nobody has been in view since `since_t`."""

    type: ClassVar[str] = "away"
    since_t: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingStarted(_Event):
    """A sitting bout began at `since_t`."""

    type: ClassVar[str] = "sitting_started"
    since_t: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingEnded(_Event):
    """A sitting bout that began at `since_t` held `duration_s` seconds of sitting.

    Time away or unknown inside the bout is not in `duration_s`. `until_t` is when the user was last
    sitting, which is earlier than `at` by the time it took to be sure.
    """

    type: ClassVar[str] = "sitting_ended"
    since_t: float
    until_t: float
    duration_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingStarted(_Event):
    """The user has been standing in view since `since_t`; `by` is `camera` or `user` (marked by hand)."""

    type: ClassVar[str] = "standing_started"
    since_t: float
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingEnded(_Event):
    """The standing that began at `since_t` ended at `until_t`: he sat down, left, or is out of sight."""

    type: ClassVar[str] = "standing_ended"
    since_t: float
    until_t: float
    duration_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingProlonged(_Event):
    """The user has stood for `duration_s` seconds without sitting down or leaving for a minute."""

    type: ClassVar[str] = "standing_prolonged"
    duration_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PostureShift(_Event):
    """The user, sitting, took another position at `since_t` and kept it."""

    type: ClassVar[str] = "posture_shift"
    since_t: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StillnessProlonged(_Event):
    """The user has been seen sitting for `duration_s` seconds without a posture shift."""

    type: ClassVar[str] = "stillness_prolonged"
    duration_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SlouchStarted(_Event):
    """A slouch episode, seen since `since_t` and long enough to be one."""

    type: ClassVar[str] = "slouch_started"
    label: Label
    since_t: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SlouchEnded(_Event):
    """The episode that began at `since_t` is over since `until_t` and held `duration_s` seconds.

    Time in which nothing could be seen is not in `duration_s`.
    """

    type: ClassVar[str] = "slouch_ended"
    label: Label
    since_t: float
    until_t: float
    duration_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SlouchProlonged(_Event):
    """The prompt: accumulated exposure reached `slouch.nudge_after_s`. `duration_s` is that exposure.

    It starts again from zero with each prompt; `lasted_s` is how much of the episode was seen in all (0 where
    none is open, and in a log from before this was told).
    """

    type: ClassVar[str] = "slouch_prolonged"
    label: Label
    duration_s: float
    lasted_s: float = 0.0

    @property
    def whole_s(self) -> float:
        """How long it has been in all, for people: the exposure, or the episode where it is longer."""
        return max(self.duration_s, self.lasted_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakDue(_Event):
    """The sitting bout holds `sitting_s` seconds: time for a change of position.

    `after_snooze` marks the return of a break that was due before, after a snooze or a meeting; it is not
    counted twice.
    """

    type: ClassVar[str] = "break_due"
    sitting_s: float
    after_snooze: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakStarted(_Event):
    """The user left the chair, or stood up, while a break was due, at `since_t`."""

    type: ClassVar[str] = "break_started"
    since_t: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakTaken(_Event):
    """A break happened. `prompted` is false for one nobody asked for.

    `duration_s` is what the camera saw: time out of the chair, absent or standing, or the exercise that
    was counted. It is 0 for a break that is only self-reported.
    """

    type: ClassVar[str] = "break_taken"
    duration_s: float
    verified_by: VerifiedBy
    prompted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakMissed(_Event):
    """A break that was due did not happen; `reason` is `skipped`, `sat_on` or `not_seen` (no view of it)."""

    type: ClassVar[str] = "break_missed"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakSnoozed(_Event):
    """The user put the break off until `until_t`."""

    type: ClassVar[str] = "break_snoozed"
    until_t: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingStarted(_Event):
    """Prompts wait from here on. `by` is `user`, or `camera` when another program took the camera."""

    type: ClassVar[str] = "meeting_started"
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingEnded(_Event):
    """Prompts wait no more; a break that waited comes now."""

    type: ClassVar[str] = "meeting_ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseRepetition(_Event):
    """The camera saw repetition number `count` of this exercise; the number goes on over both sides."""

    type: ClassVar[str] = "exercise_repetition"
    exercise: str
    count: int
    side: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseFinished(_Event):
    """An exercise is over.

    `repetitions` is 0 for one that is only timed. Where the user was asked and answered, it is his number,
    `counted_by` says so, and `counted` is what the camera had counted; else `counted` is `None`.
    `hold_s` is the time held at the far end, of all repetitions together, or, of one that is only timed,
    the time from its start to its end.
    """

    type: ClassVar[str] = "exercise_finished"
    exercise: str
    repetitions: int
    hold_s: float
    counted_by: CountedBy
    counted: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraLost(_Event):
    """No frame since `since_t`.

    `reason` is `no_frame`, `in_use` when another program holds the camera, or `frozen` when it delivered one
    and the same picture for long.
    """

    type: ClassVar[str] = "camera_lost"
    reason: str
    since_t: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraRestored(_Event):
    """Frames come again."""

    type: ClassVar[str] = "camera_restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewUnusable(_Event):
    """Pictures come, but since `since_t` posture cannot be judged from them; `reason` says why.

    `presence` tells whether the user is still known to be there (`present`: he turned, he is close) or
    not even that (`unknown`: the room is dark, the shutter closed). It ends with `view_restored`; after
    `unknown` a `present` or an `away` follows.
    """

    type: ClassVar[str] = "view_unusable"
    reason: str
    presence: Presence
    since_t: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewRestored(_Event):
    """Posture can be judged again since `since_t`."""

    type: ClassVar[str] = "view_restored"
    since_t: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraMoved(_Event):
    """The camera, the lid or the chair moved, since `since_t`; the reference was set into the new place.

    `compensated` tells that detection goes on with it; without, only a new calibration helps.
    """

    type: ClassVar[str] = "camera_moved"
    since_t: float
    compensated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspended(_Event):
    """Nothing at all came for `duration_s` seconds (the computer slept): that time counts as nothing."""

    type: ClassVar[str] = "suspended"
    since_t: float
    duration_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused(_Event):
    """The user asked the monitor to look away."""

    type: ClassVar[str] = "paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(_Event):
    """The user asked the monitor to go on."""

    type: ClassVar[str] = "resumed"


Event = (
    SessionStarted
    | SessionEnded
    | Calibrated
    | CalibrationFailed
    | Present
    | Away
    | SittingStarted
    | SittingEnded
    | StandingStarted
    | StandingEnded
    | StandingProlonged
    | PostureShift
    | StillnessProlonged
    | SlouchStarted
    | SlouchEnded
    | SlouchProlonged
    | BreakDue
    | BreakStarted
    | BreakTaken
    | BreakMissed
    | BreakSnoozed
    | MeetingStarted
    | MeetingEnded
    | ExerciseRepetition
    | ExerciseFinished
    | CameraLost
    | CameraRestored
    | ViewUnusable
    | ViewRestored
    | CameraMoved
    | Suspended
    | Paused
    | Resumed
)
"""The tagged union: every value has `.type`, the name in CONTRACT.md, and `.at`."""

EVENT_TYPES: dict[str, type[Event]] = {cls.type: cls for cls in Event.__args__}
"""Event classes by their name in files."""
