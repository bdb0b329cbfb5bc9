"""The report in the app: read first, leave parts out by a key, choose the days, write it where one says."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.pilot import Pilot
from textual.widgets import Input, Static

from posture.adapters.report_json import read_report
from posture.errors import UsageError
from posture.settings import Settings
from posture.therapy.records import Note, PainRating
from posture.therapy.report import Section
from tests.tui.homework_home import MONDAY, Home, homework, said, screen
from tests.tui.screens_app import screens_app
from tests.tui.scripted_feed import ScriptedFeed, until
from tui.app import PostureApp
from tui.report_view import SECTION_KEYS, longer_or_shorter, period_of
from tui.screens.report import ReportScreen

HOSTILE = "[red]Stiff[/] <script>alert(1)</script>"


def patient(folder: Path) -> Home:
    home = Home(folder)
    home.keep(
        PainRating(at=MONDAY - timedelta(days=9), now=5, average=6, worst=7),
        PainRating(at=MONDAY, now=3, average=4, worst=6),
        Note(at=MONDAY, text=HOSTILE),
    )
    home.now = MONDAY + timedelta(hours=2)
    return home


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the app was started, in a place without customs of its own."""
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def app_of(home: Home) -> PostureApp:
    return PostureApp(
        ScriptedFeed().feed(), Settings(), where=home.where, local_time=home.clock, show_every_s=0
    )


async def settle(pilot: Pilot[int]) -> None:
    """Wait until the report is made and shown."""
    await pilot.pause()
    workers = [worker for worker in pilot.app.workers if worker.group == "report"]
    if workers:
        await pilot.app.workers.wait_for_complete(workers)
    await pilot.pause()


async def opened(pilot: Pilot[int]) -> ReportScreen:
    await homework(pilot)
    await pilot.press("r")
    await screen(pilot, "report")
    await settle(pilot)
    assert isinstance(pilot.app.screen, ReportScreen)
    return pilot.app.screen


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def text(pilot: Pilot[int], place: str = "#report-words") -> str:
    return str(pilot.app.screen.query_one(place, Static).render())


async def test_it_is_read_first_and_each_part_has_a_key_that_leaves_it_out(here: Path) -> None:
    async with app_of(patient(here / "home")).run_test(size=(80, 24)) as pilot:
        report = await opened(pilot)
        assert text(pilot).startswith("Report for a physical therapist\nA., for B.\n")
        assert HOSTILE in text(pilot)
        assert "Left out" not in text(pilot)
        titles = [
            "Goals", "Exercises", "Pain (0 to 10)", "Activities (10 is as before)", "Sitting and breaks",
            "Time away from the own reference", "In the patient's words", "Warning signs",
            "What the plan's rules say, and questions", "How far to rely on this",
        ]  # fmt: skip
        assert [line for line in text(pilot).splitlines() if line in titles] == titles
        for key, name in SECTION_KEYS.values():
            assert f"{key} [x] {name}" in text(pilot, "#report-sections") or key == "r"
            await pilot.press(key)
            assert f"{key} [ ] {name}" in text(pilot, "#report-sections")
        await settle(pilot)
        assert [line for line in text(pilot).splitlines() if line in titles] == []
        everything = ", ".join(section.value for section in Section)
        assert f"Left out by the patient: {everything}." in " ".join(text(pilot).split())
        for key in "gepastwri":  # all but the notes
            await pilot.press(key)
        await settle(pilot)
        assert [line for line in text(pilot).splitlines() if line in titles] == [*titles[:6], *titles[7:]]
        await pilot.press("e")
        await settle(pilot)
        assert HOSTILE not in text(pilot)
        assert "left out 3 of 10 parts. The rules tell the same figures" in text(pilot, "#report-gone")
        assert "nothing is sent" in text(pilot, "#report-gone")
        assert report.query_one("#report-reading").border_title == "2026-10-20 to 2026-11-16 (4 weeks)"
        assert files(here) == ["home"]
        await pilot.press("escape")
        await screen(pilot, "homework")
        await pilot.press("r")
        await screen(pilot, "report")
        await pilot.press("2")
        await screen(pilot, "homework")


async def test_the_days_are_chosen_by_keys_or_typed(here: Path) -> None:
    async with app_of(patient(here / "home")).run_test(size=(80, 24)) as pilot:
        report = await opened(pilot)
        reading = report.query_one("#report-reading")
        await pilot.press("minus", "minus", "minus", "minus")
        await settle(pilot)
        assert reading.border_title == "2026-11-10 to 2026-11-16 (7 days)"
        assert "data on 1 of 7 days" in text(pilot)
        await pilot.press("plus")
        await settle(pilot)
        assert "data on 2 of 14 days" in text(pilot)
        await pilot.press("d")
        line = report.query_one(Input)
        assert line.value == "2026-11-03..2026-11-16"
        line.value = "2026-11-09..2026-12-01"
        await pilot.press("enter")
        assert said(pilot).endswith("the last day 2026-12-01 lies in the future; the last day can be today")
        line.value = "2026-11-07 .. 2026-11-09"
        await pilot.press("enter")
        await settle(pilot)
        assert reading.border_title == "2026-11-07 to 2026-11-09 (3 days)"
        assert HOSTILE not in text(pilot)


async def test_it_is_written_where_the_user_says_and_nowhere_else(here: Path) -> None:
    async with app_of(patient(here / "home")).run_test(size=(80, 24)) as pilot:
        report = await opened(pilot)
        await pilot.press("s", "h")
        await settle(pilot)
        line = report.query_one(Input)
        page = here / "posture-report-2026-11-16.html"
        assert line.value == str(page)
        await pilot.press("escape")
        assert not page.exists()
        await pilot.press("h", "enter")
        await until(pilot, page.exists)
        assert said(pilot) == f"Written to {page}. Nothing was sent."
        assert stat.S_IMODE(page.stat().st_mode) == 0o600
        written = page.read_text(encoding="utf-8")
        assert "Left out by the patient: sitting." in written
        assert "<script>" not in written
        before = page.read_bytes()
        await pilot.press("h", "enter")
        assert said(pilot).endswith(f"{page} is there already; choose another name")
        assert page.read_bytes() == before
        line.value = "no-such-folder/report.html"
        await pilot.press("enter")
        assert "the folder" in said(pilot).rpartition(" | ")[2]
        line.value = "  "
        await pilot.press("enter")
        assert said(pilot).endswith("the file needs a name")
        await pilot.press("escape", "j")
        line.value = "own.json"
        await pilot.press("enter")
        assert read_report(here / "own.json").left_out == (Section.SITTING,)
        await pilot.press("m", "enter")
        markdown = (here / "posture-report-2026-11-16.md").read_text(encoding="utf-8")
        assert markdown.startswith("# Report for a physical therapist\n")
        names = ["home", "own.json", "posture-report-2026-11-16.html", "posture-report-2026-11-16.md"]
        assert files(here) == names


async def test_every_key_is_in_the_help_and_the_palette(here: Path) -> None:
    app = app_of(patient(here / "home"))
    async with app.run_test(size=(120, 60)) as pilot:
        report = await opened(pilot)
        commands = {(command.title, command.help) for command in app.get_system_commands(report)}
        own = [one for one in ReportScreen.BINDINGS if isinstance(one, Binding) and one.key != "escape"]
        assert len({one.key for one in own}) == len(own)
        assert {(one.description, one.tooltip) for one in own} <= commands
        await pilot.press("question_mark")
        told = str(app.screen.query_one("#help-keys", Static).render())
        for one in own:
            assert f"{app.get_key_display(one):<8}{one.tooltip}" in told


async def test_the_demo_has_no_report_and_a_plan_that_does_not_read_is_told_once(here: Path) -> None:
    app = screens_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "r")
        await screen(pilot, "report")
        assert text(pilot).startswith("The demo keeps nothing of yours")
        await pilot.press("h", "n", "d", "plus")
        assert not app.screen.query_one(Input).display
    home = patient(here / "home")
    plan = next(path for path in home.where.plans.rglob("*.toml"))
    plan.write_text("broken", encoding="utf-8")
    async with app_of(home).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("n")
        await settle(pilot)
        assert said(pilot).count("the report does without version 1") == 1
        assert "No plan was in use." in text(pilot)


def test_periods_as_typed() -> None:
    day = MONDAY.date()
    assert period_of("2w", day) == (day - timedelta(days=13), day)
    assert period_of("2026-11-01..", day)[1] == day
    for words, told in (
        ("", "the length"),
        ("soon", "28d or 4w"),
        ("x..y", "the last day"),
        ("3..", "first"),
    ):
        with pytest.raises(UsageError, match=told):
            period_of(words, day)
    assert longer_or_shorter(day, day, -1) == (day, day)
    year = (day - timedelta(days=363), day)
    assert longer_or_shorter(*year, 1) == year
    assert longer_or_shorter(day, day, 1) == (day - timedelta(days=6), day)
