"""What is unusual in a plan is said with its basis; what is usual is not mentioned."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from posture.adapters.exercise_files import load_exercises
from posture.therapy.items import Kind, PlanDose, PlanItem, Side, Variable
from posture.therapy.plan import PainLimits, Plan, SittingStep
from posture.therapy.plan_advice import advice_on, session_s
from tests.therapy.plans import START, item, less, more, plan

EXERCISES = load_exercises(None)
EARLY = SittingStep(from_week=1, break_after_s=600, break_s=60)
LONG = SittingStep(from_week=1, break_after_s=1800, break_s=2700)
USUAL = item(progressions=(), regressions=())


def told(made: Plan) -> list[tuple[str | int, ...]]:
    advice = advice_on(made, EXERCISES)
    assert all(one.basis for one in advice)
    return [one.path for one in advice]


def test_a_usual_plan_is_left_alone() -> None:
    assert told(plan(USUAL)) == []


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"dose": PlanDose(sets=4, repetitions=10)}, ("exercises", 0, "sets")),
        ({"dose": PlanDose(repetitions=31)}, ("exercises", 0, "repetitions")),
        ({"dose": PlanDose(repetitions=2, hold_s=61)}, ("exercises", 0, "hold_s")),
        ({"dose": PlanDose(duration_s=1801)}, ("exercises",)),
        ({"progressions": (more(by=3.0, after_good_sessions=7),)}, ("exercises", 0, "progression", 0, "by")),
        (
            {"progressions": (more(by=0.2, up_to=11.0, after_good_sessions=1),)},
            ("exercises", 0, "progression", 0, "after_good_sessions"),
        ),
        ({"id": "chin_tuck"}, ("exercises", 0, "id")),
        ({"id": "calf_raise"}, ("exercises", 0, "id")),
        ({"id": "bird_dog"}, ("exercises", 0, "id")),
    ],
)
def test_one_unusual_thing_is_one_remark(changes: dict[str, Any], path: tuple[str | int, ...]) -> None:
    made = item(**{"progressions": (), "regressions": (), **changes})
    assert told(plan(made)) == [path]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"review": None}, ("start",)),
        ({"review": START + timedelta(days=43), "end": None}, ("review",)),
        ({"sitting": (EARLY,)}, ("sitting", 0, "break_after_min")),
        ({"sitting": (LONG,)}, ("sitting", 0, "break_min")),
        ({"pain": PainLimits(green_up_to=5, amber_up_to=5)}, ("pain",)),
        ({"pain": PainLimits(amber_up_to=6)}, ("pain",)),
        ({"pain": PainLimits(settles_within_h=72)}, ("pain", "settles_within_h")),
    ],
)  # fmt: skip
def test_the_plan_as_a_whole(changes: dict[str, Any], path: tuple[str | int, ...]) -> None:
    assert told(plan(USUAL, **changes)) == [path]


def test_five_exercises_are_remarked_on_at_the_fifth_and_activities_do_not_count() -> None:
    names = ("squat", "neck_rotation", "shoulder_roll", "side_reach", "lateral_raise")
    rules: dict[str, Any] = {"progressions": (), "regressions": ()}
    walk = item(id="walk_outside", kind=Kind.ACTIVITY, dose=PlanDose(duration_s=1800), **rules)
    assert told(plan(*(item(id=name, **rules) for name in names[:4]), walk)) == []
    assert told(plan(*(item(id=name, **rules) for name in names), walk)) == [("exercises", 4)]


def test_a_step_that_the_limit_stops_is_only_as_large_as_the_way_there() -> None:
    made = item(progressions=(more(by=100.0, up_to=12.0, after_good_sessions=3),), regressions=(less(),))
    assert told(plan(made)) == []


def test_a_band_has_no_percentage() -> None:
    band = more(Variable.RESISTANCE, by=1.0, up_to=2.0)
    made = item(
        resistances=("a", "b", "c"),
        dose=PlanDose(repetitions=10, resistance=1),
        progressions=(band,),
        regressions=(),
    )
    assert told(plan(made)) == []


@pytest.mark.parametrize(
    ("changes", "seconds"),
    [
        ({"dose": PlanDose(sets=2, repetitions=10), "rest_s": 60.0}, 140.0),
        ({"dose": PlanDose(repetitions=5, hold_s=8)}, 60.0),
        ({"dose": PlanDose(repetitions=5, hold_s=8), "side": Side.EACH}, 120.0),
        ({"dose": PlanDose(sets=3, duration_s=30), "rest_s": 10.0}, 110.0),
    ],
)
def test_how_long_a_session_takes(changes: dict[str, Any], seconds: float) -> None:
    made: PlanItem = item(**changes)
    assert session_s(made) == seconds
