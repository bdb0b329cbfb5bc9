"""How the exercise screens look, small and comfortable, dark, light and without colour."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from posture.events import Side
from posture.exercise_goal import SideCounts, goal_of
from posture.exercise_range import Reach
from posture.exercise_view import ExerciseView, Missing, Phase
from posture.exercises import Exercise
from posture.landmarks import Joint, Pose
from posture.testing.exercising import HEAD_LEFT, Repetition, performance
from tests.exercise_stories import exercises
from tests.tui.scripted_feed import ScriptedFeed, app_on, until
from tests.tui.test_exercise_words import view_of
from tui.screens.exercise import ExerciseScreen
from tui.screens.exercises import ExercisesScreen

LOOKS = [
    ((80, 24), "textual-dark"),
    ((120, 40), "textual-dark"),
    ((80, 24), "textual-light"),
    ((80, 24), "no-color"),
]
Compare = Callable[..., bool]


@contextmanager
def environment(look: str) -> Iterator[None]:
    """Of a user who wants no colour, where that is the look; Textual takes the variable away."""
    if look == "no-color":
        os.environ["NO_COLOR"] = "1"
    try:
        yield
    finally:
        os.environ.pop("NO_COLOR", None)


@lru_cache(maxsize=1)
def somebody() -> Pose:
    """Somebody who looks to the left."""
    seen = performance([Repetition(out=HEAD_LEFT, hold_s=2.0)], lead_s=0.2, fps=5).observations()
    poses = seen[8].poses
    assert poses
    return poses[0]


def compare_exercise(
    compare: Compare, size: tuple[int, int], look: str, exercise: Exercise, view: ExerciseView | None
) -> None:
    with environment(look):
        app = app_on(ScriptedFeed())
        if look != "no-color":
            app.theme = look

        async def story(pilot: Pilot[int]) -> None:
            screen = ExerciseScreen(exercise, goal_of(exercise), moving=False)
            await pilot.app.push_screen(screen)
            if view is not None:
                screen.show(view)
            await pilot.pause()

        assert compare(app, terminal_size=size, run_before=story)


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


@pytest.mark.parametrize(("size", "look"), LOOKS)
def test_counting(snap_compare: Compare, size: tuple[int, int], look: str) -> None:
    compare_exercise(snap_compare, size, look, exercises()["neck_rotation"], turning())


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_before_it_begins(snap_compare: Compare, size: tuple[int, int]) -> None:
    compare_exercise(snap_compare, size, "textual-dark", exercises()["squat"], None)


@pytest.mark.parametrize("size", [(80, 24)])
def test_hidden(snap_compare: Compare, size: tuple[int, int]) -> None:
    hidden = Missing(hidden=((Joint.LEFT_EAR, False),))
    view = turning(phase=Phase.POSITION, counts=SideCounts(), missing=hidden, tempo_s=None)
    compare_exercise(snap_compare, size, "textual-dark", exercises()["neck_rotation"], view)


@pytest.mark.parametrize("size", [(80, 24)])
def test_resting(snap_compare: Compare, size: tuple[int, int]) -> None:
    view = turning(phase=Phase.RESTING, set_number=2, seconds_left=21.0)
    compare_exercise(snap_compare, size, "textual-dark", exercises()["neck_rotation"], view)


@pytest.mark.parametrize(("size", "look"), [((80, 24), "textual-dark"), ((80, 24), "textual-light")])
def test_asking(snap_compare: Compare, size: tuple[int, int], look: str) -> None:
    view = view_of("chin_tuck", phase=Phase.ASKING)
    view = replace(view, report=replace(view.report, both=8))
    compare_exercise(snap_compare, size, look, exercises()["chin_tuck"], view)


@pytest.mark.parametrize("size", [(80, 24)])
def test_done(snap_compare: Compare, size: tuple[int, int]) -> None:
    view = view_of("chin_tuck", phase=Phase.DONE, answer=9, active_s=74.0, tempo_s=7.1)
    view = replace(view, report=replace(view.report, both=8, hold_s=41.0))
    compare_exercise(snap_compare, size, "textual-dark", exercises()["chin_tuck"], view)


@pytest.mark.parametrize(("size", "look"), LOOKS)
def test_the_list(snap_compare: Compare, size: tuple[int, int], look: str) -> None:
    with environment(look):
        app = app_on(ScriptedFeed())
        if look != "no-color":
            app.theme = look
        offer = tuple(exercises()[name] for name in ("squat", "neck_rotation", "overhead_reach"))

        async def story(pilot: Pilot[int]) -> None:
            screen = ExercisesScreen(exercises, lambda _every: offer, moving=False)
            await pilot.app.push_screen(screen)
            choices = screen.query_one(OptionList)
            await until(pilot, lambda: choices.option_count > 0)

        assert snap_compare(app, terminal_size=size, run_before=story)
