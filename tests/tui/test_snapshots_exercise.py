"""How the exercise screens look, from the list to the last word."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from textual.widgets import OptionList

from posture.events import Side
from posture.exercise_goal import SideCounts, goal_of
from posture.exercise_range import Reach
from posture.exercise_view import ExerciseView, Missing, Phase
from posture.landmarks import Joint, Pose
from posture.testing.exercising import HEAD_LEFT, Repetition, performance
from tests.exercise_stories import exercises
from tests.tui.looks import SMALL, Looks
from tests.tui.scripted_feed import ScriptedFeed, app_on, until
from tests.tui.test_exercise_words import view_of
from tui.screens.exercise import ExerciseScreen
from tui.screens.exercises import ExercisesScreen
from tui.screens.why_stopped import WhyStoppedScreen


@lru_cache(maxsize=1)
def somebody() -> Pose:
    """Somebody who looks to the left."""
    seen = performance([Repetition(out=HEAD_LEFT, hold_s=2.0)], lead_s=0.2, fps=5).observations()
    poses = seen[8].poses
    assert poses
    return poses[0]


def turning(**changes: object) -> ExerciseView:
    """In the middle of turning the head."""
    reaches = (
        Reach(side=Side.LEFT, share=0.92, counts_from=0.6, held_s=4.2),
        Reach(side=Side.RIGHT, share=0.0, counts_from=0.7, held_s=0.0),
    )
    view = view_of(
        "neck_rotation",
        goal=goal_of(exercises()["neck_rotation"], sets=2),
        counts=SideCounts(left=3, right=2),
        reaches=reaches,
        tempo_s=7.4,
        active_s=40.0,
        pose=somebody(),
        frame_size=(640, 480),
    )
    return replace(view, **changes)  # type: ignore[arg-type]


async def test_the_list(looks: Looks) -> None:
    offer = tuple(exercises()[name] for name in ("squat", "neck_rotation", "overhead_reach"))
    async with app_on(ScriptedFeed()).run_test(size=SMALL) as pilot:
        screen = ExercisesScreen(exercises, lambda _every: offer, moving=False)
        await pilot.app.push_screen(screen)
        choices = screen.query_one(OptionList)
        await until(pilot, lambda: choices.option_count > 0)
        await looks(pilot)


async def test_before_it_begins(looks: Looks) -> None:
    squat = exercises()["squat"]
    async with app_on(ScriptedFeed()).run_test(size=SMALL) as pilot:
        await pilot.app.push_screen(ExerciseScreen(squat, goal_of(squat), moving=False))
        await looks(pilot)


async def test_under_way(looks: Looks) -> None:
    turn = exercises()["neck_rotation"]
    hidden = Missing(hidden=((Joint.LEFT_EAR, False),))
    async with app_on(ScriptedFeed()).run_test(size=SMALL) as pilot:
        screen = ExerciseScreen(turn, goal_of(turn), moving=False)
        await pilot.app.push_screen(screen)
        screen.show(turning(phase=Phase.POSITION, counts=SideCounts(), missing=hidden, tempo_s=None))
        await looks(pilot, "hidden")
        screen.show(turning())
        await looks(pilot, "counting")
        screen.show(turning(phase=Phase.RESTING, set_number=2, seconds_left=21.0))
        await looks(pilot, "resting")


async def test_at_the_end(looks: Looks) -> None:
    tuck = exercises()["chin_tuck"]
    asking = view_of("chin_tuck", phase=Phase.ASKING)
    done = view_of("chin_tuck", phase=Phase.DONE, answer=9, active_s=74.0, tempo_s=7.1)
    async with app_on(ScriptedFeed()).run_test(size=SMALL) as pilot:
        screen = ExerciseScreen(tuck, goal_of(tuck), moving=False)
        await pilot.app.push_screen(screen)
        screen.show(replace(asking, report=replace(asking.report, both=8)))
        await looks(pilot, "asking")
        screen.show(replace(done, report=replace(done.report, both=8, hold_s=41.0)))
        await looks(pilot, "done")


async def test_why_it_was_stopped(looks: Looks) -> None:
    async with app_on(ScriptedFeed()).run_test(size=SMALL) as pilot:
        await pilot.app.push_screen(WhyStoppedScreen(["Stop if the elbow swells."]))
        await looks(pilot)
