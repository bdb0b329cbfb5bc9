"""An exercise as it was done, and the pain of the morning after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from posture.events import CountedBy
from posture.therapy.items import Light
from posture.therapy.record_base import (
    LONGEST_NAME,
    LONGEST_NOTE,
    RecordBase,
    check_amount,
    check_rating,
    check_text,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrescribedDose:
    """How much was asked for; `None` where the plan does not say."""

    sets: int | None = None
    repetitions: int | None = None
    hold_s: float | None = None
    duration_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneSet:
    """One set as it was done; `duration_s` is how long it lasted."""

    repetitions: int | None = None
    hold_s: float | None = None
    duration_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeReached:
    """How far the repetitions went that the camera counted (`posture.counting.RangeMeasured`).

    Attributes:
        unit: what the figures are in: degrees, or shoulder widths.
        farthest, usual: of all of them, and their median.
        counts_from: the least that made a repetition.
    """

    unit: str
    farthest: float
    usual: float
    counts_from: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseSession(RecordBase):
    """One exercise as it was done.

    Attributes:
        exercise: its id.
        plan_hash: of the plan that asked for it, or `None` without a plan.
        prescribed: how much was asked for, or `None`.
        sets: what was done.
        counted_by: the camera, or the patient's word. Kept apart everywhere.
        range_reached: how far the movement went, where the camera measured it, or `None`.
        pain_before, pain_after: 0 to 10.
        light: of the traffic light, by the plan's limits.
        stopped_reason: why it ended early, in words, or `None`.
        duration_s: from the first repetition asked for to the end, rests included.
    """

    kind: ClassVar[str] = "exercise_session"
    exercise: str
    plan_hash: str | None = None
    prescribed: PrescribedDose | None = None
    sets: tuple[DoneSet, ...]
    counted_by: CountedBy
    range_reached: RangeReached | None = None
    pain_before: int | None = None
    pain_after: int | None = None
    light: Light | None = None
    stopped_reason: str | None = None
    duration_s: float

    def _check(self) -> None:
        check_text("the name of an exercise", self.exercise, LONGEST_NAME)
        check_rating("pain before", self.pain_before)
        check_rating("pain after", self.pain_after)
        if self.stopped_reason is not None:
            check_text("the reason to stop", self.stopped_reason, LONGEST_NOTE)
        for done in self.sets:
            for value in (done.repetitions, done.hold_s, done.duration_s):
                check_amount("what was done", value)
        reached = self.range_reached
        if reached is not None:
            check_text("the unit of the range reached", reached.unit, LONGEST_NAME)
            for value in (reached.farthest, reached.usual, reached.counts_from):
                check_amount("the range reached", value)
        check_amount("how long it took", self.duration_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextDayPain(RecordBase):
    """Pain the next morning, from 0 to 10, after the exercises of the local day `of_day`."""

    kind: ClassVar[str] = "next_day_pain"
    of_day: date
    pain: int

    def _check(self) -> None:
        check_rating("pain the next morning", self.pain)
        if self.of_day >= self.at.date():
            msg = "pain the next morning is about exercises of an earlier day"
            raise ValueError(msg)
