"""After an answer that needs emergency care nothing is prompted for the rest of the day; it is said why."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import typer
from typer.testing import CliRunner

from posture.events import BreakDue, SlouchProlonged
from posture.instant import Instant
from posture.labels import Label, Presence
from posture.reminders import Reminders
from posture.settings import ReminderSettings, Settings
from posture.status import BreakState, Step
from posture.therapy.history import of_kind
from posture.therapy.records import WarningSignAnswers, Withdrawn
from tests.tui.homework_home import MONDAY, Home, no_signs, screen
from tests.tui.scripted_feed import UPRIGHT, ScriptedFeed, text_of, until, upright
from tests.tui.test_app_prompts import DUE, due
from tui.app import PostureApp
from tui.break_view import SUSPENDED
from tui.commands.log import log as log_command
from tui.homework_source import HomeworkSource
from tui.notifying import NotifySink
from tui.prompt_suspension import PromptSuspension


class Day:
    """Prompts of the screen and of the notifier, which both look into the same records."""

    def __init__(self, home: Home) -> None:
        self.failed: list[str] = []
        self.told: list[str] = []
        self.suspension = PromptSuspension(home.where.database, self.failed.append)
        settings = ReminderSettings(min_gap_s=0.0, max_per_hour=60)
        self.screen = Reminders(settings, lambda at: at.wall, self.suspension)
        self.elsewhere = NotifySink(
            replace(Settings(), reminders=settings), {"desktop": self}, lambda at: at.wall, self.suspension
        )

    def notify(self, title: str, body: str) -> None:
        del body
        self.told.append(title)

    def close(self) -> None:
        """Nothing to close."""

    def said(self, moment: datetime) -> set[str]:
        """What is said where a break is due, a posture has lasted, and homework is left."""
        at = Instant(mono_s=(moment - MONDAY).total_seconds(), wall=moment)
        events = (
            BreakDue(at=at, sitting_s=1800.0, after_snooze=False),
            SlouchProlonged(at=at, label=Label.SLOUCHED, duration_s=300.0),
        )
        status = replace(UPRIGHT, at=at, presence=Presence.PRESENT, break_state=BreakState.DUE)
        step = Step(status=status, events=events)
        before = len(self.told)
        self.elsewhere.accept(step)
        kinds = {prompt.kind.value for prompt in self.screen.prompts(step)}
        assert len(self.told) - before == len(kinds)
        return kinds


EVERYTHING = {"break", "slouch", "homework"}


def test_nothing_is_prompted_until_midnight_or_until_the_answer_is_corrected(tmp_path: Path) -> None:
    home = Home(tmp_path)
    day = Day(home)
    assert day.said(MONDAY + timedelta(minutes=1)) == EVERYTHING
    home.keep(no_signs(MONDAY + timedelta(minutes=2), yes=True))
    for hours in (0.1, 3, 14.9):
        assert day.said(MONDAY + timedelta(hours=hours)) == set()
    assert day.said(MONDAY + timedelta(hours=15)) == EVERYTHING  # midnight where the patient is
    slip = no_signs(MONDAY + timedelta(hours=16), yes=True)
    home.keep(slip)
    assert day.said(MONDAY + timedelta(hours=16, seconds=1)) == set()
    home.keep(Withdrawn(at=MONDAY + timedelta(hours=16, seconds=2), replaces=3))
    assert day.said(MONDAY + timedelta(hours=16, minutes=1)) == EVERYTHING


def test_signs_of_tier_two_that_pause_exercises_leave_the_other_prompts(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.keep(replace(no_signs(MONDAY, yes=True), tier=2))
    assert Day(home).said(MONDAY + timedelta(minutes=1)) == EVERYTHING


def test_records_that_cannot_be_read_are_told_once_and_prompts_go_on(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.where.database.write_bytes(b"no database" * 100)
    day = Day(home)
    assert day.said(MONDAY) == day.said(MONDAY + timedelta(minutes=1)) == EVERYTHING
    assert len(day.failed) == 1


async def test_a_break_that_is_asked_for_gives_way_to_the_emergency(tmp_path: Path) -> None:
    home, script = Home(tmp_path, plan="", signs_answered=False), ScriptedFeed()
    app = PostureApp(script.feed(), Settings(), where=home.where, local_time=home.clock, show_every_s=0)
    async with app.run_test(size=(100, 32)) as pilot:
        await script.begin(pilot)
        await script.play(pilot, due(1801), DUE, said=["break"])
        assert app.screen.query_one("#break-panel").display
        await pilot.press("4")
        await screen(pilot, "checkins")
        await pilot.press("w")
        await screen(pilot, "warning-signs")
        await pilot.press("space", "enter", "enter")
        await screen(pilot, "checkins")
        await script.play(pilot, due(1802))
        assert text_of(pilot, "#prompt-line") == [SUSPENDED]
        await pilot.press("1")
        await script.play(pilot, due(1803))
        assert not app.screen.query_one("#break-panel").display
        assert text_of(pilot, "#slouch-notice") == [SUSPENDED]
        assert "Prompts rest until midnight" in " ".join(text_of(pilot, "#sitting"))
    (answers,) = of_kind(home.records(), WarningSignAnswers)
    assert answers.tier == 1


async def test_started_again_on_that_day_the_dashboard_says_it(tmp_path: Path) -> None:
    home, script = Home(tmp_path, plan=""), ScriptedFeed()
    home.keep(no_signs(MONDAY, yes=True))
    app = PostureApp(script.feed(), Settings(), where=home.where, local_time=home.clock, show_every_s=0)
    async with app.run_test(size=(100, 32)) as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(60))
        await until(pilot, lambda: text_of(pilot, "#slouch-notice") == [SUSPENDED])
    home.now += timedelta(days=1)
    assert HomeworkSource(home.where, home.clock).line(Instant(mono_s=0.0)) is None


def test_the_log_says_on_which_days_prompts_rested(tmp_path: Path) -> None:
    home = Home(tmp_path, plan="")
    home.keep(no_signs(MONDAY, yes=True))
    command = typer.Typer()
    command.command("log")(log_command)

    def log(*words: str) -> str:
        return CliRunner().invoke(command, list(words), env={"POSTURE_HOME": str(tmp_path)}).stdout

    told = "Prompts and exercises rested after an answer about warning signs: 2026-11-16.\n"
    assert told in log("2026-11-10..2026-11-20")
    assert told not in log("2026-11-17..2026-11-20")
    assert '"prompts_rested": [\n    "2026-11-16"\n  ]' in log("2026-11-16", "--format", "json")
