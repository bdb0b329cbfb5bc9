"""When the monitor is told that homework is due, and the line that the app shows then."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Static

from posture.instant import Instant
from posture.settings import Settings
from posture.therapy.records import PainRating
from tests.tui.homework_home import MONDAY, PLAN, Home, homework
from tests.tui.scripted_feed import UPRIGHT, ScriptedFeed
from tui.app import PostureApp
from tui.break_view import HOMEWORK_IS_LEFT
from tui.history_source import LogHistory
from tui.homework_reminder import HomeworkReminder
from tui.homework_source import HomeworkSource, points_of_pain
from tui.screens.history import history_screen


def due(home: Home, own: tuple[str, ...], *minutes: int) -> list[str | None]:
    """At so many minutes after nine: the time of the reminder that is due."""
    told: list[str] = []
    reminder = HomeworkReminder(HomeworkSource(home.where, home.clock), own, told.append)
    found: list[str | None] = []
    for minute in minutes:
        home.now = MONDAY + timedelta(minutes=minute)
        time = reminder(Instant(mono_s=60.0 * minute, wall=home.now))
        found.append(None if time is None else f"{time:%H:%M}")
    return [*found, f"told {len(told)}"] if told else found


def test_the_plan_s_times_hold_until_the_patient_chooses_his_own(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert due(home, (), 0, 119, 120, 179, 180) == [None, None, "11:00", "11:00", None]
    assert due(home, ("09:30", "10:00"), 0, 30, 61, 120) == [None, "09:30", "10:00", None]


def test_a_therapist_may_keep_the_times(tmp_path: Path) -> None:
    home = Home(tmp_path, plan=PLAN.replace("patient_may_change = true", "patient_may_change = false"))
    assert due(home, ("09:30",), 30, 120) == [None, "11:00"]


def test_nothing_is_due_without_a_plan_or_when_all_is_done(tmp_path: Path) -> None:
    assert due(Home(tmp_path / "none", plan=""), ("09:30",), 30) == [None]
    walk_only = PLAN[: PLAN.index("[[exercises]]")] + PLAN[PLAN.index("[[activities]]") :]
    assert due(Home(tmp_path / "walk", plan=walk_only), ("09:30",), 30) == ["09:30"]
    assert due(Home(tmp_path / "tuesday", plan=walk_only), ("09:30",), 24 * 60 + 30) == [None]


def test_a_plan_that_cannot_be_read_any_more_is_told_once(tmp_path: Path) -> None:
    home = Home(tmp_path)
    (home.where.plans / "plans.json").write_text("{", encoding="utf-8")
    assert due(home, ("09:30",), 0, 30, 40) == [None, None, None, "told 1"]
    line = HomeworkSource(home.where).line(Instant(mono_s=0.0))
    assert line is not None
    assert line.text == "the plan cannot be read (key 2 says why)"


@pytest.mark.parametrize("seen", [True, False])
async def test_the_line_stays_until_the_homework_was_looked_at(tmp_path: Path, *, seen: bool) -> None:
    home, script = Home(tmp_path), ScriptedFeed()
    app = PostureApp(script.feed(), Settings(), where=home.where, local_time=home.clock, show_every_s=0)
    async with app.run_test(size=(100, 32)) as pilot:
        await script.begin(pilot)
        await script.play(pilot, UPRIGHT, said=["homework"])
        assert HOMEWORK_IS_LEFT in "".join(str(one.render()) for one in app.screen.query(Static))
        if seen:
            await homework(pilot)
            await pilot.press("1")
        await script.play(pilot, UPRIGHT)
        there = HOMEWORK_IS_LEFT in "".join(str(one.render()) for one in app.screen.query(Static))
        assert there is not seen


def test_the_history_gets_the_pain_that_was_said(tmp_path: Path) -> None:
    home = Home(tmp_path, plan="")
    home.keep(*(PainRating(at=MONDAY + timedelta(days=day), now=day) for day in range(4)))
    home.keep(PainRating(at=MONDAY + timedelta(days=1, hours=2), worst=9))
    read = points_of_pain(home.where)
    days = [MONDAY.date() + timedelta(days=day) for day in (1, 2)]
    assert list(read(days[0], days[1])) == [(days[0], 1.0), (days[1], 2.0)]
    source = history_screen(home.where)._source
    assert isinstance(source, LogHistory)
    assert list(source.pain(days[0], days[0])) == [(days[0], 1.0)]
