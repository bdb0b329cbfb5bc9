"""The report in the app: read first, leave parts out by a key, choose the days, write it where one says."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.pilot import Pilot
from textual.widgets import Input, Static

from posture.adapters.reader_place import place_of
from posture.adapters.report_json import read_report
from posture.errors import ReportError, UsageError
from posture.settings import Settings
from posture.therapy.records import Note, PainRating
from posture.therapy.report import Section
from tests.tui.homework_home import MONDAY, PLAN, Home, homework, said, screen
from tests.tui.screens_app import keys_shown, screens_app
from tests.tui.scripted_feed import ScriptedFeed, until
from tui.app import PostureApp
from tui.report_draft import ReportDesk
from tui.report_period import report_period
from tui.report_sources import plan_began
from tui.report_view import SECTION_KEYS, default_name, longer_or_shorter, period_of
from tui.screens.report import ReportScreen

REPORT_KEYS = ["Page", "Markdown", "JSON", "Period", "Days", "Back", "Help", "Quit"]
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
    app = app_of(patient(here / "home"))
    async with app.run_test(size=(80, 24)) as pilot:
        report = await opened(pilot)
        assert text(pilot).startswith("Report for a physical therapist\nA., for B.\n")
        assert HOSTILE in text(pilot)
        assert "Left out" not in text(pilot)
        assert report.query_one("#report-reading").border_title == "2026-11-10 to 2026-11-16 (7 days)"
        titles = [
            "Goals", "Exercises", "Pain (0 to 10)", "Activities (10 is as before)", "Sitting and breaks",
            "In the patient's words", "Warning signs", "What the plan's rules say, and questions",
            "How far to rely on this",
        ]  # fmt: skip
        assert [line for line in text(pilot).splitlines() if line in titles] == titles
        sections = "\n".join(f"{key} [x] {name}" for key, name in SECTION_KEYS.values())
        assert text(pilot, "#report-sections") == sections
        await pilot.press(SECTION_KEYS[Section.NOTES][0], SECTION_KEYS[Section.ADHERENCE][0])
        await settle(pilot)
        titles.remove("In the patient's words")
        titles.remove("Exercises")
        titles.remove("What the plan's rules say, and questions")
        assert [line for line in text(pilot).splitlines() if line in titles] == titles
        assert HOSTILE not in text(pilot)
        assert "Left out by the patient: adherence, notes, rules." in " ".join(text(pilot).split())
        for section, (key, name) in SECTION_KEYS.items():
            gone = section in (Section.NOTES, Section.ADHERENCE, Section.RULES)
            assert f"{key} [{' ' if gone else 'x'}] {name}" in text(pilot, "#report-sections")
        assert "left out 3 of 10 parts. The rules tell the same figures" in text(pilot, "#report-gone")
        assert "nothing is sent" in text(pilot, "#report-gone")
        assert files(here) == ["home"]
        commands = {(command.title, command.help) for command in app.get_system_commands(report)}
        own = [one for one in ReportScreen.BINDINGS if isinstance(one, Binding) and one.key != "escape"]
        assert len({one.key for one in own}) == len(own)
        toggles = {one.action.split("'")[1]: one.key for one in own if one.action.startswith("toggle")}
        assert toggles == {section.value: key for section, (key, _) in SECTION_KEYS.items()}
        assert {(one.description, one.tooltip) for one in own} <= commands
        await pilot.press("question_mark")
        told = str(app.screen.query_one("#help-keys", Static).render())
        pair = next(one for one in own if one.key == "minus")
        assert app.get_key_display(pair) == "-+"
        for one in (one for one in own if one.key != "plus"):
            assert f"{app.get_key_display(one):<8}{one.tooltip}" in told
        await pilot.press("escape", "escape")
        await screen(pilot, "homework")


async def test_the_days_are_chosen_by_keys_or_typed(here: Path) -> None:
    home = patient(here / "home")
    async with app_of(home).run_test(size=(80, 24)) as pilot:
        report = await opened(pilot)
        reading = report.query_one("#report-reading")
        assert "data on 1 of 7 days" in text(pilot)
        await pilot.press("plus")
        await settle(pilot)
        assert reading.border_title == "2026-11-03 to 2026-11-16 (2 weeks)"
        assert "data on 2 of 14 days" in text(pilot)
        await pilot.press("d")
        line = report.query_one(Input)
        assert keys_shown(pilot) == ["Save", "As it was"]
        assert line.value == "2026-11-03..2026-11-16"
        line.value = "2026-11-09..2026-12-01"
        await pilot.press("enter")
        assert said(pilot).endswith("the last day 2026-12-01 lies in the future; the last day can be today")
        line.value = "2026-11-08 .. 2026-11-10"
        await pilot.press("enter")
        await settle(pilot)
        assert reading.border_title == "2026-11-08 to 2026-11-10 (3 days)"
        assert keys_shown(pilot) == REPORT_KEYS
        assert HOSTILE not in text(pilot)
        assert "nothing was recorded, on none of the 3 days." in " ".join(text(pilot).split())
        next(path for path in home.where.plans.rglob("*.toml")).write_text("broken", encoding="utf-8")
        await pilot.press("plus", "minus")
        await settle(pilot)
        assert said(pilot).count("the report does without version 1") == 1
        assert "No plan was in use in this period." in text(pilot)


async def test_it_is_written_where_the_user_says_and_nowhere_else(here: Path) -> None:
    async with app_of(patient(here / "home")).run_test(size=(80, 24)) as pilot:
        report = await opened(pilot)
        await pilot.press("s", "h")
        await settle(pilot)
        assert keys_shown(pilot) == ["Save", "As it was"]
        line = report.query_one(Input)
        page = here / "posture-report-2026-11-16.html"
        assert line.value == str(page)
        await pilot.press("escape")
        assert keys_shown(pilot) == REPORT_KEYS
        assert not page.exists()
        await pilot.press("h", "enter")
        await until(pilot, page.exists)
        assert said(pilot) == f"Written to {page}. Nothing was sent."
        assert stat.S_IMODE(page.stat().st_mode) == 0o600
        written = page.read_text(encoding="utf-8")
        assert "Left out by the patient: sitting." in written
        assert "<script>" not in written
        await pilot.press("h", "enter")
        assert said(pilot).endswith(f"{page} is there already; choose another name")
        assert page.read_text(encoding="utf-8") == written
        await pilot.press("escape", "j")
        line.value = "own.json"
        await pilot.press("enter")
        assert read_report(here / "own.json").left_out == (Section.SITTING,)
        assert files(here) == ["home", "own.json", "posture-report-2026-11-16.html"]


def test_a_draft_is_written_in_every_kind_and_a_name_that_is_none_is_refused(here: Path) -> None:
    desk = ReportDesk(patient(here / "home").where, lambda: MONDAY, place_of(None))
    draft = desk.draft(*desk.usual_period(), frozenset())
    for name, told in (("no-such-folder/report.html", "the folder"), ("  ", "the file needs a name")):
        with pytest.raises(ReportError, match=told):
            draft.write("html", name, here)
    path = draft.write("md", default_name(MONDAY.date(), "md"), here)
    assert path == here / "posture-report-2026-11-16.md"
    assert path.read_text(encoding="utf-8").startswith("# Report for a physical therapist\n")
    assert files(here) == ["home", path.name]


async def test_the_demo_has_no_report(here: Path) -> None:
    app = screens_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await homework(pilot)
        await pilot.press("r")
        await pilot.pause()
        assert app.screen.id == "homework"
        assert keys_shown(pilot) == ["Back", "Help", "Quit"]
        assert "Report" not in {command.title for command in app.get_system_commands(app.screen)}
        await pilot.press("question_mark")
        assert "therapist" not in text(pilot, "#help-keys")
    assert files(here) == []


@pytest.mark.parametrize(
    ("began", "days"), [(None, 28), (0, 7), (3, 7), (7, 8), (28, 29), (83, 84), (84, 84), (400, 84)]
)
def test_a_report_begins_with_the_plan_within_a_week_and_twelve(began: int | None, days: int) -> None:
    today = MONDAY.date()
    start = None if began is None else today - timedelta(days=began)
    assert report_period(None, None, None, today, plan_began=lambda _: start) == (
        today - timedelta(days=days - 1),
        today,
    )
    assert report_period(None, None, "2w", today, plan_began=lambda _: start)[0] == today - timedelta(days=13)
    assert report_period(str(today), None, None, today, plan_began=lambda _: start) == (today, today)


def test_a_plan_began_with_its_first_version(here: Path) -> None:
    home = patient(here / "home")
    day = MONDAY.date()
    first = PLAN.replace('id = "arms"', 'id = "before"')
    assert plan_began(home.where, day - timedelta(days=1)) is None
    home.use(first, MONDAY + timedelta(days=7))
    home.use(PLAN.replace("revision = 1", "revision = 2"), MONDAY + timedelta(days=14))
    began = [plan_began(home.where, day + timedelta(days=number)) for number in (0, 6, 7, 13, 14, 40)]
    assert began == [day, day, day + timedelta(days=7), day + timedelta(days=7), day, day]


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
