"""How homework, check-ins and what they ask look."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from posture.events import CountedBy
from posture.settings import Settings
from posture.therapy.due import Topic
from posture.therapy.exercise_records import DoneSet, ExerciseSession
from posture.therapy.items import Light
from posture.therapy.records import PainRating
from tests.tui.homework_home import MONDAY, Home, homework, read, screen
from tests.tui.looks import SMALL, Looks
from tests.tui.scripted_feed import ScriptedFeed, app_on
from tui.app import PostureApp
from tui.checkin_desk import warning_signs_screen
from tui.checkin_form import form_for
from tui.screens.checkin import CheckinScreen


def patient(folder: Path) -> Home:
    """Somebody who did his curls once today, on amber, and rated pain before."""
    home = Home(folder)
    home.keep(
        PainRating(at=MONDAY, now=5, average=4, worst=7),
        PainRating(at=MONDAY + timedelta(minutes=1), now=3, average=4, worst=6),
        ExerciseSession(
            at=MONDAY + timedelta(minutes=5),
            exercise="elbow_flexion",
            plan_hash=home.hash,
            sets=(DoneSet(repetitions=3, duration_s=12.0),),
            counted_by=CountedBy.CAMERA,
            pain_after=4,
            light=Light.AMBER,
            duration_s=12.0,
        ),
    )
    home.now = MONDAY + timedelta(hours=2)
    return home


def app_of(home: Home) -> PostureApp:
    return PostureApp(
        ScriptedFeed().feed(), Settings(), where=home.where, local_time=home.clock, show_every_s=0
    )


async def test_homework(looks: Looks, tmp_path: Path) -> None:
    async with app_of(patient(tmp_path)).run_test(size=SMALL) as pilot:
        await homework(pilot)
        await looks(pilot)
        await pilot.press("enter")
        await screen(pilot, "ask-amount")
        await pilot.press("2", "0")
        await looks(pilot, "amount")
        await pilot.press("enter")
        await screen(pilot, "ask-after")
        await pilot.press("4")
        await looks(pilot, "pain-after")


async def test_no_plan(looks: Looks, tmp_path: Path) -> None:
    async with app_of(Home(tmp_path, plan="")).run_test(size=SMALL) as pilot:
        await homework(pilot)
        await looks(pilot)


async def test_checkins(looks: Looks, tmp_path: Path) -> None:
    async with app_of(patient(tmp_path)).run_test(size=SMALL) as pilot:
        await pilot.press("4")
        await screen(pilot, "checkins")
        await read(pilot)
        await looks(pilot)


async def test_questions(looks: Looks, tmp_path: Path) -> None:
    form = form_for((Topic.PAIN, Topic.CHANGE), ())
    async with app_of(patient(tmp_path)).run_test(size=SMALL) as pilot:
        await pilot.app.push_screen(CheckinScreen(form, date(2026, 11, 20)))
        await pilot.press("4")
        await looks(pilot, "pain")
        await pilot.press(*["enter"] * 5)
        await pilot.press("4")
        await looks(pilot, "change")


async def test_warning_signs(looks: Looks) -> None:
    async with app_on(ScriptedFeed()).run_test(size=SMALL) as pilot:
        pilot.app.push_screen(warning_signs_screen(pilot.app))
        await screen(pilot, "warning-signs")
        await looks(pilot, "first-page")
        await pilot.press("enter", "down", "space")
        await looks(pilot, "page")
        await pilot.press("escape")
        await looks(pilot, "advice")


async def test_emergency(looks: Looks) -> None:
    async with app_on(ScriptedFeed()).run_test(size=SMALL) as pilot:
        pilot.app.push_screen(warning_signs_screen(pilot.app))
        await screen(pilot, "warning-signs")
        await pilot.press("space", "enter")
        await looks(pilot)
