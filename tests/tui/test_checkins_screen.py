"""Check-ins in the app: what is due, the answers, what follows from them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from textual.pilot import Pilot

from posture.therapy.history import of_kind
from posture.therapy.records import Occasion, Onset, PainRating, WarningSignAnswers
from tests.tui.exercising_feed import keys_shown, shown
from tests.tui.homework_home import MONDAY, Home, read, screen
from tests.tui.scripted_feed import until
from tests.tui.test_homework_flow import SIZE, app_of, feed
from tui.checkin_desk import warning_signs_screen


async def checkins(pilot: Pilot[int]) -> None:
    await pilot.press("4")
    await screen(pilot, "checkins")
    await read(pilot)


async def test_what_is_due_is_asked_and_kept(tmp_path: Path) -> None:
    home = Home(tmp_path, plan="")
    app = app_of(home)
    async with app.run_test(size=SIZE) as pilot:
        await checkins(pilot)
        assert shown(pilot, "#checkins-due") == "When it began; pain; what you can do."
        assert shown(pilot, "#checkins-words") == "Nothing was rated yet."
        await pilot.press("enter")
        await screen(pilot, "checkin")
        await until(pilot, lambda: app.screen.id == "checkin")
        await pilot.press("6", "w", "enter", "n", "enter", "5", "enter")
        await pilot.press("escape")
        await screen(pilot, "checkins")
        await until(pilot, lambda: "Pain now" in shown(pilot, "#checkins-words"))
    assert [one.now for one in of_kind(home.records(), PainRating)] == [5]
    assert [one.began for one in of_kind(home.records(), Onset)] == [MONDAY.date() - timedelta(weeks=6)]


async def test_worse_pain_asks_the_warning_signs_again(tmp_path: Path) -> None:
    home = Home(tmp_path, plan="")
    home.keep(PainRating(at=MONDAY, now=2), Onset(at=MONDAY, began=date(2026, 10, 1)))
    home.now = MONDAY + timedelta(days=1)
    app = app_of(home)
    async with app.run_test(size=SIZE) as pilot:
        await checkins(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.id == "checkin")
        await pilot.press("6", "enter", "escape")
        await screen(pilot, "warning-signs")
        await pilot.press("2")  # no way out but its own keys
        assert app.screen.id == "warning-signs"
        await pilot.press("space", "enter", "enter")
        await screen(pilot, "checkins")
        await until(pilot, lambda: "Exercises rest until midnight" in shown(pilot, "#checkins-due"))
    assert [one.occasion for one in of_kind(home.records(), WarningSignAnswers)][-1] is Occasion.PAIN_WORSE


async def test_escape_leaves_all_of_a_check_in_and_s_only_its_warning_signs(tmp_path: Path) -> None:
    home = Home(tmp_path, plan="", signs_answered=False)
    async with app_of(home).run_test(size=SIZE) as pilot:
        await checkins(pilot)
        for key, then in (("escape", "checkins"), ("s", "checkin")):
            await pilot.press("enter")
            await screen(pilot, "warning-signs")
            await pilot.press(key)
            await screen(pilot, then)
    assert home.records() == ()


async def test_warning_signs_on_demand_and_ready_to_be_pushed(tmp_path: Path) -> None:
    home = Home(tmp_path, plan="", signs_answered=False)
    app = app_of(home)
    async with app.run_test(size=SIZE) as pilot:
        await checkins(pilot)
        assert shown(pilot, "#checkins-due").startswith("Warning signs (a first time)")
        app.push_screen(warning_signs_screen(app))
        await screen(pilot, "warning-signs")
        await pilot.press("space", "enter", "enter")
        await screen(pilot, "checkins")
        await until(pilot, lambda: "Exercises rest" in shown(pilot, "#checkins-due"))
        await pilot.press("w")
        await screen(pilot, "warning-signs")
        await pilot.press("escape")
        await screen(pilot, "checkins")
    assert [one.occasion for one in of_kind(home.records(), WarningSignAnswers)] == [Occasion.FIRST_USE]


async def test_the_demo_asks_nothing_it_would_have_to_keep() -> None:
    app = feed().app()
    async with app.run_test(size=SIZE) as pilot:
        await checkins(pilot)
        assert shown(pilot, "#checkins-due").startswith("The demo keeps nothing")
        assert not {"enter", "a"} & keys_shown(pilot).keys()
        await pilot.press("w")
        await screen(pilot, "warning-signs")
        await pilot.press("space", "enter")
        assert "emergency" in shown(pilot, "#signs-said")
