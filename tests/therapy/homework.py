"""Records of exercises in few words."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from posture.events import CountedBy
from posture.therapy.exercise_records import DoneSet, ExerciseSession, NextDayPain, PrescribedDose
from posture.therapy.items import Light
from tests.therapy.plans import MORNING

PRESCRIBED = PrescribedDose(sets=2, repetitions=10)
TWO_SETS = (DoneSet(repetitions=10, duration_s=30.0), DoneSet(repetitions=10, duration_s=30.0))


def at(day: int = 0, hour: int = 9) -> datetime:
    return MORNING + timedelta(days=day, hours=hour - 9)


def done(day: int = 0, hour: int = 9, **changes: Any) -> ExerciseSession:
    """A whole session of squats on that day, counted by the camera, pain 2 before and after."""
    values: dict[str, Any] = {
        "at": at(day, hour),
        "exercise": "squat",
        "plan_hash": "0" * 64,
        "prescribed": PRESCRIBED,
        "sets": TWO_SETS,
        "counted_by": CountedBy.CAMERA,
        "pain_before": 2,
        "pain_after": 2,
        "light": Light.GREEN,
        "duration_s": 60.0,
    }
    return ExerciseSession(**{**values, **changes})


def amber(day: int = 0, hour: int = 9, **changes: Any) -> ExerciseSession:
    return done(day, hour, **{"pain_after": 5, "light": Light.AMBER, **changes})


def morning(day: int, pain: int, hour: int = 8) -> NextDayPain:
    """What was said on the morning of `day` about the day before."""
    return NextDayPain(at=at(day, hour), of_day=at(day - 1).date(), pain=pain)
