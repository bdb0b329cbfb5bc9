"""Plans and sessions for tests: small, whole, and changed by keywords."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from posture.events import CountedBy
from posture.therapy.items import (
    Apply,
    Kind,
    Light,
    PlanDose,
    PlanItem,
    Progression,
    Regression,
    Side,
    Variable,
)
from posture.therapy.outcome import SessionOutcome
from posture.therapy.plan import CheckIns, PainLimits, Plan

START = date(2026, 11, 23)
"""A Monday."""
MORNING = datetime(2026, 11, 23, 9, tzinfo=UTC)
DOSE = PlanDose(sets=2, repetitions=10)


def more(variable: Variable = Variable.REPETITIONS, **changes: Any) -> Progression:
    values: dict[str, Any] = {
        "variable": variable,
        "by": 2.0,
        "up_to": 14.0,
        "after_good_sessions": 3,
        "good_done_percent": 100.0,
        "good_light": Light.GREEN,
        "apply": Apply.BY_ITSELF,
    }
    return Progression(**{**values, **changes})


def less(variable: Variable = Variable.REPETITIONS, **changes: Any) -> Regression:
    values: dict[str, Any] = {
        "variable": variable,
        "by": 2.0,
        "down_to": 6.0,
        "after_poor_sessions": 3,
        "poor_done_percent": 75.0,
        "apply": Apply.BY_ITSELF,
    }
    return Regression(**{**values, **changes})


def item(**changes: Any) -> PlanItem:
    values: dict[str, Any] = {
        "id": "squat",
        "kind": Kind.EXERCISE,
        "name": "",
        "why": "",
        "dose": DOSE,
        "tempo": None,
        "rest_s": 0.0,
        "side": Side.BOTH,
        "resistances": (),
        "days": tuple(range(7)),
        "range_limits": (),
        "cues": (),
        "precautions": (),
        "stop_rules": (),
        "progressions": (more(),),
        "regressions": (less(),),
    }
    return PlanItem(**{**values, **changes})


def plan(*items: PlanItem, **changes: Any) -> Plan:
    values: dict[str, Any] = {
        "id": "test",
        "revision": 1,
        "hash": "0" * 64,
        "title": "Test",
        "patient": "A.",
        "therapist": "B.",
        "start": START,
        "review": START + timedelta(days=14),
        "end": START + timedelta(days=27),
        "goals": (),
        "sitting": (),
        "breaks_a_day": None,
        "items": items or (item(),),
        "pain": PainLimits(),
        "stop_rules": (),
        "precautions": (),
        "check_ins": CheckIns(
            pain_every_days=1, activities_every_days=14, change_at_review=True, activities=()
        ),
        "questionnaires": (),
        "reminders": (),
        "reminders_may_change": True,
        "education": (),
        "notes": "",
    }
    return Plan(**{**values, **changes})


def session(number: int = 0, **changes: Any) -> SessionOutcome:
    """The session of day `number`: all of it done, pain 2 before and after."""
    values: dict[str, Any] = {
        "when": MORNING + timedelta(days=number),
        "exercise": "squat",
        "prescribed": DOSE,
        "done_repetitions": 20,
        "counted_by": CountedBy.CAMERA,
        "pain_before": 2,
        "pain_after": 2,
    }
    return SessionOutcome(**{**values, **changes})
