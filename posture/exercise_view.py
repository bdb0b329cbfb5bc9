"""What a guided exercise looks like right now: for screens, a newer one replaces an older one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture.counting import CountReport
    from posture.exercise_goal import Goal, SideCounts, TimedPart
    from posture.exercise_range import Reach
    from posture.exercises import Exercise
    from posture.landmarks import Joint, Pose


class Phase(StrEnum):
    """Where a guided exercise stands (`exercise_session`)."""

    READY = "ready"
    POSITION = "position"
    ACTIVE = "active"
    RESTING = "resting"
    ASKING = "asking"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What keeps the camera from counting in the newest picture.

    Attributes:
        nobody: nobody is there, or he is still moving into his place.
        turned: he is turned so that the movement cannot be told.
        hidden: joints that are hidden, each with whether it lies under the picture.
    """

    nobody: bool = False
    turned: bool = False
    hidden: tuple[tuple[Joint, bool], ...] = ()

    @property
    def anything(self) -> bool:
        """Whether something is missing."""
        return self.nobody or self.turned or bool(self.hidden)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDone:
    """What was done in one set.

    Attributes:
        repetitions: counted, of a goal for each side those of both; of what is only timed the whole holds.
            `None` where only time was asked for and the camera counts nothing.
        hold_s: seconds held, or `None` where nothing is to be held.
        duration_s: seconds of exercise, without pauses.
    """

    repetitions: int | None
    hold_s: float | None
    duration_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseView:
    """A snapshot.

    Attributes:
        exercise, goal: what is done, and how much of it is asked for.
        phase: where it stands; `paused` says that it waits.
        set_number: the set under way, from 1; the one that comes, while resting.
        counts: repetitions of this set.
        report: everything the camera has counted until now, of all sets.
        reaches: how far the movement is out now, for each way; empty for what is only timed.
        tempo_s: seconds from one repetition to the next, usual of the last few, or `None`.
        seconds_left: of the rest, of getting ready or of the timed part; else `None`.
        part: the part of an exercise that is only timed, or `None`.
        active_s: time of exercise until now, without rest and pauses.
        missing: what keeps the camera from counting.
        answer: the number the user gave, or `None`.
        begun: whether anything was done: counting or its time began.
        pose, frame_size: who exercises, for the figure, or `None`.
        sets: what was done in each set, the one under way included.
        lasted_s: from the beginning of the first set until now, rests included.
        whole: whether all sets came to their end.
    """

    exercise: Exercise
    goal: Goal
    phase: Phase
    paused: bool
    set_number: int
    counts: SideCounts
    report: CountReport
    reaches: tuple[Reach, ...]
    tempo_s: float | None
    seconds_left: float | None
    part: TimedPart | None
    active_s: float
    missing: Missing
    answer: int | None
    begun: bool
    pose: Pose | None
    frame_size: tuple[int, int] | None
    sets: tuple[SetDone, ...] = ()
    lasted_s: float = 0.0
    whole: bool = False
