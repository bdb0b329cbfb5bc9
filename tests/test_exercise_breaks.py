"""A break that is answered by an exercise: replayed beside the monitor, and guided live."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posture.counting import ExerciseCounter
from posture.events import BreakTaken, Event, ExerciseFinished, ExerciseRepetition, Side, VerifiedBy
from posture.exercise_core import ExerciseCore
from posture.exercise_credit import ExerciseCredit
from posture.exercise_goal import goal_of
from posture.exercise_session import ExerciseAction
from posture.guided_core import GuidedCore
from posture.inputs import InputKind, UserInput
from posture.instant import Instant
from posture.labels import Label, Reason
from posture.monitor import Monitor
from posture.reminders import Reminders
from posture.runner import run
from posture.settings import Settings
from posture.testing.body import Stance
from posture.testing.exercising import HEAD_LEFT, HEAD_RIGHT, Performance, Repetition, performance
from tests.exercise_stories import exercises
from tests.stories import settings_with

if TYPE_CHECKING:
    from posture.status import Step

UP = Repetition(out=Stance(rise_cm=40.0, standing=1.0), out_s=1.5, back_s=1.5)
SHORT = settings_with(sitting={"nudge_after_s": 30.0})
SET = [UP] * 8


def sitting_then(moves: list[Repetition]) -> Performance:
    """Sitting until a break is due, then these moves, then sitting on."""
    return performance(moves, lead_s=35.0, fps=10, jitter=0.5)


def of(events: list[Event], *kinds: type[Event]) -> list[Event]:
    """Those of these kinds."""
    return [event for event in events if isinstance(event, kinds)]


def guided(name: str, done: Performance, *, begin_t: float, settings: Settings = SHORT) -> list[Step]:
    """The steps of a session in which this exercise is begun at `begin_t`."""
    core = GuidedCore(Monitor(settings), settings)
    steps = []
    for step in run(done.source(), core):
        steps.append(step)
        if step.status.at.mono_s >= begin_t and core.view is None:
            core.prepare(step.status.at, exercises()[name], goal_of(exercises()[name]))
            core.act(step.status.at, ExerciseAction.BEGIN)
    return steps


def test_replayed_a_break_answered_by_sit_to_stand_is_verified_by_exercise() -> None:
    exercise = exercises()["sit_to_stand"]
    credit = ExerciseCredit(goal_of(exercise), SHORT.sitting.break_counts_after_s)
    core = ExerciseCore(Monitor(SHORT), ExerciseCounter(exercise), credit)
    events = [event for step in run(sitting_then(SET).source(), core) for event in step.events]
    (taken,) = of(events, BreakTaken)
    assert isinstance(taken, BreakTaken)
    assert (taken.verified_by, taken.prompted) == (VerifiedBy.EXERCISE, True)
    assert len(of(events, ExerciseRepetition)) == 8
    assert [event.at.mono_s for event in events] == sorted(event.at.mono_s for event in events)


def test_guided_live_it_is_the_same_break() -> None:
    events = [
        event for step in guided("sit_to_stand", sitting_then(SET), begin_t=33.0) for event in step.events
    ]
    (taken,) = of(events, BreakTaken)
    assert isinstance(taken, BreakTaken)
    assert (taken.verified_by, taken.prompted) == (VerifiedBy.EXERCISE, True)
    # The camera asks about this one, and nobody answers before the end of the recording.
    (end,) = of(events, ExerciseFinished)
    assert isinstance(end, ExerciseFinished)
    assert (end.repetitions, end.counted) == (8, None)


def test_some_repetitions_are_no_break_yet() -> None:
    events = [
        event
        for step in guided("sit_to_stand", sitting_then([UP] * 3), begin_t=33.0)
        for event in step.events
    ]
    assert of(events, BreakTaken) == []
    assert len(of(events, ExerciseRepetition)) == 3


def repetitions(times: list[float]) -> list[ExerciseRepetition]:
    """Repetitions at these times."""
    return [
        ExerciseRepetition(at=Instant(mono_s=t), exercise="squat", count=number, side=Side.BOTH)
        for number, t in enumerate(times, start=1)
    ]


@pytest.mark.parametrize(
    ("times", "told"),
    [
        ([4.0 * n for n in range(8)], [28.0]),  # a set of eight
        ([10.0 * n for n in range(7)], [60.0]),  # a minute
        ([10.0 * n for n in range(6)], []),  # not quite
        ([0.0, 10.0, 100.0, 110.0, 120.0], []),  # a pause is no exercise
        ([*(4.0 * n for n in range(8)), *(60.0 + 4.0 * n for n in range(8))], [28.0]),  # once for two sets
        ([*(4.0 * n for n in range(8)), *(400.0 + 4.0 * n for n in range(8))], [28.0, 28.0]),  # done anew
    ],
)
def test_a_set_or_a_minute_is_a_break_and_once_for_each_exercise(
    times: list[float], told: list[float]
) -> None:
    credit = ExerciseCredit(goal_of(exercises()["squat"]), 60.0)
    answers = [credit.take(one) for one in repetitions(times)]
    assert [answer for answer in answers if answer is not None] == told


def test_while_exercising_posture_is_not_judged_and_prompts_wait() -> None:
    turns = [Repetition(out=out) for out in (HEAD_LEFT, HEAD_RIGHT)] * 5
    settings = settings_with(sitting={"nudge_after_s": 45.0, "quiet_within_s": 1.0})
    done = performance(turns, lead_s=35.0, fps=10)
    reminders = Reminders(settings.reminders)
    prompted = []
    for step in guided("neck_rotation", done, begin_t=33.0, settings=settings):
        prompted += reminders.prompts(step)
        if 34.0 < step.status.at.mono_s < 65.0:
            assert step.status.exercising
            assert step.status.reasons == (Reason.EXERCISING.value,)
            assert step.status.posture in (Label.UNKNOWN, Label.TURNED)
            assert prompted == []
        elif step.status.at.mono_s < 33.0:
            assert not step.status.exercising


def test_a_pause_of_the_monitor_is_one_of_the_exercise() -> None:
    core = GuidedCore(Monitor(SHORT), SHORT)
    seen = performance([Repetition(out=HEAD_LEFT)] * 4, lead_s=2.0).observations()
    core.start(seen[0].at, "list")
    core.prepare(seen[0].at, exercises()["neck_rotation"], goal_of(exercises()["neck_rotation"]))
    core.act(seen[0].at, ExerciseAction.BEGIN)
    for one in seen:
        if one.at.mono_s == 6.0:
            core.apply(UserInput(at=one.at, kind=InputKind.PAUSE))
        core.observe(one)
    view = core.view
    assert view is not None
    assert (view.paused, view.counts.total) == (True, 1)
    core.apply(UserInput(at=seen[-1].at, kind=InputKind.RESUME))
    assert core.view is not None
    assert not core.view.paused


def test_another_exercise_or_leaving_ends_the_one_before() -> None:
    core = GuidedCore(Monitor(SHORT), SHORT)
    seen = performance([Repetition(out=HEAD_LEFT)] * 3, lead_s=2.0).observations()
    core.start(seen[0].at, "list")
    assert not core.rate_wanted
    core.prepare(seen[0].at, exercises()["neck_rotation"], goal_of(exercises()["neck_rotation"]))
    assert core.rate_wanted
    core.act(seen[0].at, ExerciseAction.BEGIN)
    for one in seen[:-1]:
        core.observe(one)
    core.leave(seen[-1].at)
    (end,) = of(list(core.observe(seen[-1]).events), ExerciseFinished)
    assert isinstance(end, ExerciseFinished)
    assert end.repetitions == 3
    assert (core.view, core.rate_wanted) == (None, False)
    assert of(list(core.finish(seen[-1].at, "stopped").events), ExerciseFinished) == []
