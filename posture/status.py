"""What the monitor knows right now: for screens and frame lines. A newer one replaces an older one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from posture.instant import Instant
from posture.labels import Activity, Label, Presence
from posture.landmarks import Pose

if TYPE_CHECKING:
    from posture.events import Event


class BreakState(StrEnum):
    """Where the break life-cycle stands (`posture.breaks`)."""

    NOT_DUE = "not_due"
    ANNOUNCED = "announced"
    DUE = "due"
    RUNNING = "running"
    SNOOZED = "snoozed"
    HELD = "held"


@dataclass(slots=True, kw_only=True)
class Status:
    """A snapshot after an input or an advance of time. Nobody changes one.

    Not frozen, because there is one for every picture: a frozen one of so many fields takes three times as
    long to make.

    Attributes:
        at: the time it is true for.
        presence, activity: what CONTRACT.md's frame lines call them.
        posture: the current label after dwell; `seen` is the label of the last frame, before dwell.
        deviation: of the last frame: 0 at the reference and 1 where it counts.
        reasons: features that differ, or why posture is unknown (values of `labels.Reason`).
        confidence: 0..1.
        since_t: when the current label began, seconds.
        bout_s: seconds of sitting in the current bout, 0 when there is none.
        break_state: where the break life-cycle stands.
        break_due_in_s: seconds of sitting left before the next break is due; `None` when not counting.
        break_away_s: seconds out of the chair so far in a running break, else 0.
        standing_s: seconds of standing in the current standing bout, 0 when there is none.
        still_s: seconds seen sitting since the last posture shift.
        meeting: whether prompts wait for the end of a meeting.
        exercising: whether prompts wait for the end of a guided exercise, and posture is not compared.
        pending: whether the newest picture shows something else than what holds, in any respect.
        looked: false while the camera is closed on purpose and what was seen last is carried on.
        exposure_s: accumulated slouch exposure towards the next prompt.
        camera_lost, paused: the monitor sees nothing, and why.
        calibrated: whether there is a personal reference to compare with.
        pose: the user's landmarks in this frame, or `None`.
        frame_size: pixels of the frame the landmarks belong to, or `None` before the first.
    """

    at: Instant
    presence: Presence
    activity: Activity
    posture: Label
    seen: Label
    deviation: float
    reasons: tuple[str, ...]
    confidence: float
    since_t: float
    bout_s: float
    break_state: BreakState
    break_due_in_s: float | None
    break_away_s: float
    exposure_s: float
    camera_lost: bool
    paused: bool
    calibrated: bool
    pose: Pose | None
    frame_size: tuple[int, int] | None
    standing_s: float = 0.0
    still_s: float = 0.0
    meeting: bool = False
    exercising: bool = False
    pending: bool = False
    looked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one input led to: the state after it, and the events on the way, in the order of their time.

    `observed` tells whether the input was an observation, rather than a key, a start or the end.
    """

    status: Status
    events: tuple[Event, ...]
    observed: bool = False
