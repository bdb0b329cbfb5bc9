"""The record of a guided exercise, and the plan's exercise as it is guided."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from posture.events import CountedBy
from posture.events import Side as BodySide
from posture.exercise_goal import goal_of
from posture.exercise_view import SetDone
from posture.testing.body import Stance
from posture.testing.exercising import BOTH_CURL, Repetition, performance
from posture.therapy.done import guided_session
from posture.therapy.exercise_records import DoneSet
from posture.therapy.items import PlanDose, Side, Tempo
from posture.therapy.targets import as_planned, goal_for
from tests.exercise_stories import counted, exercises
from tests.therapy.homework import at
from tests.therapy.plans import item, plan
from tests.tui.test_exercise_words import view_of

SETS = (
    SetDone(repetitions=8, hold_s=None, duration_s=20.0),
    SetDone(repetitions=6, hold_s=None, duration_s=15.0),
)


def record(**changes: Any) -> Any:
    view = view_of("squat", begun=True, sets=SETS, lasted_s=65.0)
    return guided_session(replace(view, **changes), at())


def test_the_camera_s_count_is_kept_set_by_set() -> None:
    kept = record()
    assert kept.sets == (DoneSet(repetitions=8, duration_s=20.0), DoneSet(repetitions=6, duration_s=15.0))
    assert (kept.counted_by, kept.duration_s, kept.plan_hash) == (CountedBy.CAMERA, 65.0, None)


def test_a_yes_keeps_the_sets_and_another_number_makes_them_one() -> None:
    agreed, other = record(answer=14), record(answer=20)
    assert (len(agreed.sets), agreed.counted_by) == (2, CountedBy.SELF_REPORT)
    assert other.sets == (DoneSet(repetitions=20, duration_s=35.0),)


def test_nothing_done_leaves_no_record() -> None:
    nothing = (SetDone(repetitions=0, hold_s=None, duration_s=4.0),)
    assert record(begun=False, sets=()) is None
    assert record(sets=nothing) is None
    assert record(answer=0) is None
    assert record(sets=nothing, answer=5).sets == (DoneSet(repetitions=5, duration_s=4.0),)


def test_how_far_it_went_is_kept_with_its_unit_where_the_camera_measured_a_range() -> None:
    curl = counted("elbow_flexion", performance([Repetition(out=BOTH_CURL)] * 3).observations())
    kept = record(report=curl).range_reached
    assert kept is not None
    assert curl.reached is not None
    assert (kept.unit, kept.counts_from) == ("degrees", curl.reached.counts_from)
    assert kept.farthest == round(curl.reached.farthest)
    assert kept.counts_from <= kept.usual <= kept.farthest <= 180.0
    assert record().range_reached is None  # no repetition, no range
    turned = [Repetition(out=Stance(turn_left_deg=40.0)), Repetition(out=Stance(turn_left_deg=-40.0))]
    unsure = counted("trunk_rotation", performance(turned * 2).observations())
    assert (unsure.repetitions > 0, unsure.reached) == (True, None)  # the camera is not sure of this one


def test_the_plan_s_words_and_dose_come_before_the_library_s() -> None:
    chin_tuck = exercises()["chin_tuck"]
    assert chin_tuck.counting is not None
    asked = item(
        id="chin_tuck",
        side=Side.LEFT,
        tempo=Tempo(out_s=2.0, hold_s=1.0, back_s=3.0),
        rest_s=45.0,
        cues=("Slowly.",),
        range_limits=("Half way.",),
        precautions=("Not when dizzy.",),
        resistances=("yellow band", "red band"),
    )
    dose = PlanDose(sets=3, repetitions=5, hold_s=0.5, resistance=1)
    told = as_planned(chin_tuck, asked, dose, plan(asked, stop_rules=("Stop at tingling.",)))
    assert told.cues == ("With the red band.", "Slowly.")
    assert told.cautions[:2] == ("Not when dizzy.", "Stop at tingling.")
    assert set(chin_tuck.cautions) <= set(told.cautions)
    assert told.counting is not None
    assert told.counting.hold_s == min(0.5, chin_tuck.counting.hold_s)
    goal = goal_for(asked, dose)
    assert (goal.sets, goal.repetitions, goal.hold_s, goal.rest_s) == (3, 5, 0.5, 45.0)
    assert (goal.side, goal.per_side, goal.tempo_s) == (BodySide.LEFT, False, 6.0)
    assert goal.range_limits == ("Half way.",)
    assert goal != goal_of(chin_tuck)
    each = goal_for(replace(asked, side=Side.EACH), dose)
    assert (each.side, each.per_side) == (None, True)
