"""The plan in use says when a break is due, in the app and without a screen; `--set` goes before it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from posture.adapters.plan_file import Knowledge, check_plan
from posture.adapters.plan_shelf import PlanShelf
from posture.settings import Settings
from tests.exercise_stories import exercises
from tests.tui.homework_home import MONDAY, PLAN, Home
from tests.tui.screens_app import press, screen_text
from tests.tui.scripted_feed import UPRIGHT, until, upright
from tests.tui.test_app_settings import Told
from tests.tui.test_settings_screen import choose
from tests.tui.test_status_line import snapshot
from tui.app import PostureApp
from tui.homework_source import HomeworkSource
from tui.monitor_session import Feed
from tui.plan_targets import PlanTargets
from tui.prompt_state import PromptState
from tui.sitting_view import sitting
from tui.status_line import text
from tui.status_snapshot import snapshot_from

SITTING = """
[[sitting]]
from_week = 1
break_after_min = 5
break_min = 9

[[sitting]]
from_week = 2
break_after_min = 10
break_min = 4
"""
TARGETS = {"sitting.nudge_after_s": 300.0, "sitting.break_target_s": 540.0}


def home_with_targets(folder: Path, plan: str = PLAN + SITTING) -> Home:
    return Home(folder, plan=plan)


def targets_of(home: Home, *given: str) -> PlanTargets:
    targets = PlanTargets(HomeworkSource(home.where, lambda: home.now), given)
    targets.look()
    return targets


def test_the_week_begins_at_midnight_and_what_was_typed_stays(tmp_path: Path) -> None:
    home = home_with_targets(tmp_path)
    targets = targets_of(home, "sitting.break_target_s = 60")
    assert targets.in_use == {"sitting.nudge_after_s": 300.0}
    assert (targets.look(), targets.sets_breaks) == (False, True)
    home.now = MONDAY.replace(hour=0) + timedelta(days=7)
    assert targets.look()
    assert targets.over(Settings()).sitting.nudge_after_s == 600.0
    assert targets.over(Settings()).sitting.break_target_s == Settings().sitting.break_target_s


def test_outside_of_the_plan_and_without_targets_the_own_settings_hold(tmp_path: Path) -> None:
    ended = (PLAN + SITTING).replace("review = 2026-12-14", "end = 2026-12-13")
    home = home_with_targets(tmp_path, ended)
    for day in (MONDAY - timedelta(days=1), MONDAY + timedelta(days=28)):
        home.now = day
        assert targets_of(home).over(Settings()) == Settings()
    assert targets_of(Home(tmp_path / "other")).in_use == {}
    assert targets_of(Home(tmp_path / "none", plan="")).in_use == {}


def test_a_plan_that_cannot_be_read_is_told_and_the_own_settings_hold(tmp_path: Path) -> None:
    home = home_with_targets(tmp_path)
    next(home.where.plans.glob("*.toml")).write_text("no plan", encoding="utf-8")
    told: list[str] = []
    targets = PlanTargets(HomeworkSource(home.where, lambda: home.now), None, told.append)
    assert (targets.look(), targets.in_use, len(told)) == (False, {}, 1)


async def test_the_running_app_goes_by_the_plan_and_says_so(tmp_path: Path) -> None:
    home = home_with_targets(tmp_path)
    told = Told(home.where, "upright 12m")
    feed = Feed(open_session=told._open, totals=lambda _events, _now: None, closing_lines=lambda _events: ())
    app = PostureApp(feed, Settings(), where=home.where, local_time=home.clock, show_every_s=0)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: app.settings.sitting.nudge_after_s == 300.0)
        await told.tell(pilot, 60)
        assert "your plan" in screen_text(pilot)
        assert app._status is not None
        assert app._status.break_due_in_s is not None
        assert 230.0 < app._status.break_due_in_s < 250.0

        await press(pilot, "7")
        choose(pilot, "sitting.nudge_after_s")
        await pilot.pause()
        assert "1800 s (30 min); 300 s (5 min) from your plan" in screen_text(pilot)
        assert "Now 300 s (5 min) from your plan holds" in screen_text(pilot)
        await press(pilot, "p", "escape")  # the other rhythm is kept for later
        assert app.settings.sitting.nudge_after_s == 300.0

        content = (PLAN + SITTING).replace("break_after_min = 5", "break_after_min = 8").encode()
        plan = check_plan(content, Knowledge(exercises=exercises(), education=frozenset())).plan
        assert plan is not None
        PlanShelf(home.where.plans).use(plan, content, home.now)
        app.look_at_plan()
        await until(pilot, lambda: app.settings.sitting.nudge_after_s == 480.0)
        await told.tell(pilot, 400)
        assert app._status.break_due_in_s is not None
        assert 70.0 < app._status.break_due_in_s < 90.0


def test_the_status_says_where_the_next_break_comes_from() -> None:
    by_plan = snapshot(breaks_by_plan=True)
    assert "next break in 10 min (from your plan)" in text(by_plan)
    assert snapshot_from(by_plan.as_dict()) == by_plan
    older = {key: value for key, value in by_plan.as_dict().items() if key != "breaks_by_plan"}
    assert snapshot_from(older) == snapshot()


def test_the_bar_of_the_next_break_says_it_as_far_as_there_is_room() -> None:
    def shown(width: int) -> str:
        return sitting(upright(900), PromptState(), Settings(), width, by_plan=True)[2].text

    assert shown(40) == "Break in  15 min     ━━━━╌╌╌╌ your plan"
    assert shown(46) == "Break in  15 min     ━━━━━━━╌╌╌╌╌╌╌ your plan"
    assert shown(31) == "Break in  15 min from your plan"
    assert shown(20) == "Break in  15 min"
    assert "plan" not in sitting(UPRIGHT, PromptState(), Settings(), 40, by_plan=True)[2].text
