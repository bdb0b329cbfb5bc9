"""While a break runs the dashboard has a large timer and a calm figure, and asks for nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from posture.events import BreakStarted, BreakTaken, VerifiedBy
from posture.exercises import Position
from posture.labels import Activity
from posture.settings import Settings
from tests.exercise_stories import exercises
from tests.tui.homework_home import MONDAY, PLAN, Home, no_signs
from tests.tui.scripted_feed import ScriptedFeed, app_on, at, text_of, until, upright
from tests.tui.test_app_prompts import DUE, due, out
from tui.app import PostureApp
from tui.break_movement import BreakMovement, movement_for
from tui.break_room import break_room
from tui.homework_source import HomeworkNow, HomeworkSource
from tui.prompt_state import PromptState
from tui.widgets.big_letters import best_fit
from tui.widgets.break_room import BreakRoom
from tui.widgets.movement import Movement
from tui.widgets.prompt_panels import BreakPanel, TipPanel

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

BEGUN = BreakStarted(at=at(1815), since_t=1810)
RUNNING = PromptState().after_break_prompt().after_event(BEGUN).after_status(out(1852, 42))
SITTING = Settings().sitting


def homework(home: Home) -> HomeworkNow:
    return HomeworkSource(home.where, home.clock).read()


def ids(now: HomeworkNow | None, turns: int) -> list[str | None]:
    found = [movement_for(exercises(), now, turn) for turn in range(1, turns + 1)]
    return [None if one is None else one.exercise.id for one in found]


def test_without_a_plan_a_walk_comes_first_and_every_break_has_another_movement_on_foot() -> None:
    shown = ids(None, 8)
    assert shown[0] == shown[7] == "walk"
    assert len(set(shown[:7])) == 7
    assert all(one and exercises()[one].position is Position.STANDING for one in shown)


def test_what_the_plan_still_asks_for_on_foot_is_shown_with_its_dose(tmp_path: Path) -> None:
    more = '[[exercises]]\nid = "{}"\nsets = 2\nrepetitions = 8\ntimes_a_day = 1\n\n'
    two = "".join(more.format(one) for one in ("calf_raise", "trunk_rotation"))
    home = Home(tmp_path, plan=PLAN.replace("[[activities]]", f"{two}[[activities]]"))
    now = homework(home)
    assert ids(now, 3) == ["elbow_flexion", "calf_raise", "elbow_flexion"]
    raised = movement_for(exercises(), now, 2)
    assert raised == BreakMovement(exercise=exercises()["calf_raise"], dose="2 sets of 8")


def test_where_exercises_rest_there_is_none(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.keep(no_signs(MONDAY + timedelta(minutes=1), yes=True))
    home.now = MONDAY + timedelta(minutes=2)
    assert ids(homework(home), 2) == [None, None]
    view = break_room(RUNNING, out(1852, 42), SITTING, None)
    assert view is not None
    assert (view.timer, view.exercise, view.title, view.how) == ("0:42", None, "", "")


def test_what_is_said_about_the_movement_names_where_more_is_told() -> None:
    walk = exercises()["walk"]
    for movement, title, last in (
        (BreakMovement(exercise=walk), "If you like: Walk", "Key 3 tells how, and when to leave it out."),
        (BreakMovement(exercise=walk, dose="10 min"), "From your plan: Walk", "10 min; key 2 tells how"),
    ):
        view = break_room(RUNNING, out(1852, 42), SITTING, movement)
        assert view is not None
        assert (view.title, view.how.splitlines()[-1]) == (title, last)
        assert view.share == pytest.approx(0.7)


def test_only_a_break_that_runs_has_the_room() -> None:
    status = out(1852, 42)
    for prompt, seen in (
        (PromptState().after_break_prompt(), due(1801)),
        (RUNNING, replace(status, camera_lost=True)),
        (RUNNING, replace(status, paused=True)),
        (RUNNING.after_suspension(suspended=True), status),
        (PromptState(), status),
    ):
        assert break_room(prompt, seen, SITTING, None) is None


@pytest.mark.parametrize(("width", "height", "rows"), [(45, 9, 5), (67, 27, 10), (110, 40, 20), (20, 4, 3)])
def test_the_time_is_as_large_as_there_is_room_for(width: int, height: int, rows: int) -> None:
    drawn = best_fit("2:30", width, height)
    assert len(drawn) == rows
    assert max(map(len, drawn)) <= width


async def begin(script: ScriptedFeed, pilot: Pilot[int]) -> None:
    await script.begin(pilot)
    await script.play(pilot, due(1801), DUE, said=["break"])
    await script.play(pilot, out(1852, 42), BEGUN)


async def test_a_running_break_has_the_room_and_gives_it_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.widgets.movement._EVERY_S", 0.01)
    script = ScriptedFeed()
    async with app_on(script).run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        await begin(script, pilot)
        await until(pilot, lambda: bool(pilot.app.screen.query("#break-how")))
        room = screen.query_one(BreakRoom)
        await until(pilot, lambda: "If you like: Walk" in text_of(pilot, "#break-how"))
        shown = {one.id for one in screen.query_one("#full").children if one.display}
        assert shown == {"top-bar", "ways", "break-room", None}  # and the line of keys
        figure = room.query_one(Movement)
        first = [figure.render_line(y).text for y in range(figure.size.height)]
        await until(pilot, lambda: [figure.render_line(y).text for y in range(figure.size.height)] != first)
        await script.play(pilot, replace(out(1960, 150), activity=Activity.STANDING))
        assert text_of(pilot, "#break-progress") == ["standing 2:30 - this counts", "a whole break is 5:00"]
        taken = BreakTaken(at=at(2111), duration_s=300, verified_by=VerifiedBy.ABSENCE, prompted=True)
        await script.play(pilot, upright(2112), taken)
        assert (room.display, screen.query_one("#body").display) == (False, True)
        assert text_of(pilot, "#break-panel")[0].startswith("● Break confirmed: 5 min away.")
        assert screen.query_one("#sitting").region.height > 0


@pytest.mark.parametrize("size", [(80, 20), (50, 30)])
async def test_in_a_small_window_a_running_break_is_the_panel(size: tuple[int, int]) -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test(size=size) as pilot:
        await begin(script, pilot)
        assert pilot.app.screen.query_one(BreakPanel).display
        assert not pilot.app.screen.query(BreakRoom)
        await pilot.resize_terminal(100, 30)
        await script.play(pilot, out(1853, 43))
        assert pilot.app.screen.query_one(BreakRoom).display
        assert not pilot.app.screen.query_one(BreakPanel).display
        assert not pilot.app.screen.query_one(TipPanel).display


async def test_the_movement_of_the_plan_is_read_for_each_break(tmp_path: Path) -> None:
    home, script = Home(tmp_path, signs_answered=False), ScriptedFeed()
    app = PostureApp(script.feed(), Settings(), where=home.where, local_time=home.clock, show_every_s=0)
    async with app.run_test(size=(100, 30)) as pilot:
        await begin(script, pilot)
        await until(pilot, lambda: bool(pilot.app.screen.query("#break-how")))
        await until(pilot, lambda: text_of(pilot, "#break-how")[:1] == ["From your plan: Elbow flexion"])
        home.keep(no_signs(home.now - timedelta(days=1), yes=True))  # exercises rest, prompts do not
        await script.play(pilot, due(1900))
        await script.play(pilot, out(1952, 42), replace(BEGUN, at=at(1915), since_t=1910))
        await until(pilot, lambda: not pilot.app.screen.query_one(Movement).display)
