"""The dashboard's tips, compact lines, strip, homework, and what it says on other screens."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.widgets import Static

from posture.adapters.data_dirs import Places, places
from posture.adapters.education_files import load_library
from posture.adapters.tip_history import read_tip_history
from posture.education import Trigger
from posture.events import BreakDue, BreakSnoozed, BreakTaken, StillnessProlonged, VerifiedBy
from posture.inputs import InputKind, UserInput
from posture.instant import Instant
from posture.labels import Label
from posture.settings import NotifySettings, Settings, TipSettings
from posture.status import BreakState
from tests.tui.scripted_feed import (
    BUSY_DAY,
    ScriptedFeed,
    app_on,
    at,
    pose,
    text_of,
    told,
    until,
    upright,
)
from tui import app as app_module
from tui import navigation
from tui.app import PostureApp
from tui.navigation import Destination, DestinationScreen
from tui.screens import help as help_module
from tui.screens import main as main_module
from tui.today_view import HomeworkLine
from tui.widgets.big_word import BigWord
from tui.widgets.figure import Figure
from tui.widgets.prompt_panels import PromptLine, TipPanel

DUE = BreakDue(at=at(1800), sitting_s=1800.0, after_snooze=False)
ASKED = replace(upright(1801), break_state=BreakState.DUE, break_due_in_s=None)
TAKEN = BreakTaken(at=at(400), duration_s=120, verified_by=VerifiedBy.ABSENCE, prompted=True)


class Elsewhere(DestinationScreen):
    DESTINATION = "learn"

    def compose_body(self) -> ComposeResult:
        yield Static("reading")


class Gym(DestinationScreen):
    DESTINATION = "exercises"


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two more places to go to."""
    listed = (
        navigation.DESTINATIONS[0],
        Destination(key="3", id="exercises", title="Exercises", what="", make=lambda _app: Gym()),
        Destination(key="6", id="learn", title="Learn", what="", make=lambda _app: Elsewhere()),
    )
    for module in (navigation, app_module, main_module, help_module):
        monkeypatch.setattr(module, "DESTINATIONS", listed)


@pytest.fixture
def where(tmp_path: Path) -> Places:
    return places({"POSTURE_HOME": str(tmp_path)})


def lines_of(pilot: Pilot[int]) -> list[str]:
    return [strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips()]


async def tip_shown(pilot: Pilot[int]) -> str:
    """Wait for the library and the tip."""
    await until(pilot, lambda: pilot.app.screen.query_one(TipPanel).display)
    return " ".join(text_of(pilot, "#tip"))


# --- tips ------------------------------------------------------------------------------------------


async def test_a_quiet_moment_brings_a_tip_that_is_closed_with_one_key_and_remembered(where: Places) -> None:
    script = ScriptedFeed()
    app = PostureApp(script.feed(), Settings(), where=where, show_every_s=0)
    async with app.run_test(size=(80, 24)) as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(299))
        assert not app.screen.query_one(TipPanel).display
        await script.play(pilot, upright(301))
        told = await tip_shown(pilot)
        (chosen,) = [one for one in load_library().pieces if one.tip == told]
        assert chosen.triggers & {Trigger.QUIET, Trigger.MORNING}
        await until(pilot, where.tips_file.exists)
        assert [one.piece_id for one in read_tip_history(where.tips_file)] == [chosen.id]
        await pilot.press("x")
        assert not app.screen.query_one(TipPanel).display
        await script.play(pilot, upright(900))
        assert not app.screen.query_one(TipPanel).display


async def test_one_key_turns_tips_off_and_keeps_the_comments_of_the_settings_file(where: Places) -> None:
    where.settings_file.parent.mkdir(parents=True)
    where.settings_file.write_text("# mine\n[sitting]\nnudge_after_s = 1800 # half an hour\n")
    script = ScriptedFeed()
    app = PostureApp(script.feed(), Settings(tips=TipSettings(min_gap_s=0)), where=where, show_every_s=0)
    async with app.run_test(size=(80, 24)) as pilot:
        await script.begin(pilot)
        await pilot.press("o")
        assert not where.settings_file.read_text().count("tips")
        await script.play(pilot, upright(400))
        await tip_shown(pilot)
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert titles.count("Tips off") == 1
        await pilot.press("o")
        await until(pilot, lambda: "enabled = false" in where.settings_file.read_text())
        assert where.settings_file.read_text() == (
            "# mine\n[sitting]\nnudge_after_s = 1800 # half an hour\n\n[tips]\nenabled = false\n"
        )
        await script.play(pilot, upright(800), replace(TAKEN, at=at(799)))
        assert not app.screen.query_one(TipPanel).display
        commands = {command.title: command.callback for command in app.get_system_commands(app.screen)}
        commands["Tips on"]()
        await until(pilot, lambda: "enabled = true" in where.settings_file.read_text())


async def test_the_demo_shows_tips_and_turns_them_off_for_itself_alone() -> None:
    script = ScriptedFeed(demo=True)
    app = app_on(script, settings=Settings(tips=TipSettings(min_gap_s=0)))
    async with app.run_test(size=(80, 24)) as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(400))
        await tip_shown(pilot)
        await pilot.press("o")
        await script.play(pilot, upright(800), replace(TAKEN, at=at(799)))
        assert not app.screen.query_one(TipPanel).display


async def test_a_tip_does_not_outlive_the_recording() -> None:
    script = ScriptedFeed(demo=True)
    async with app_on(script).run_test(size=(80, 24)) as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(400))
        await tip_shown(pilot)
        await script.end(pilot)
        await pilot.press("escape")
        assert pilot.app.screen.id == "main"
        assert not pilot.app.screen.query_one(TipPanel).display


async def test_a_tip_waits_while_a_break_is_asked_for() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test(size=(80, 24)) as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(400))
        told = await tip_shown(pilot)
        await script.play(pilot, ASKED, DUE, said=["break"])
        assert not pilot.app.screen.query_one(TipPanel).display
        await script.play(pilot, upright(1802))
        assert " ".join(text_of(pilot, "#tip")) == told


@pytest.mark.usefixtures("elsewhere")
async def test_enter_opens_the_piece_behind_the_tip() -> None:
    script = ScriptedFeed()
    app = app_on(script)
    async with app.run_test(size=(80, 24)) as pilot:
        await script.begin(pilot)
        await pilot.press("enter")
        assert app.screen.id == "main"
        await script.play(pilot, upright(400))
        told = await tip_shown(pilot)
        assert app.screen.query_one(TipPanel).border_title == "Tip   enter read on   x close   o tips off"
        await pilot.press("enter")
        assert app.screen.id == "learn"
        opened = load_library().piece(app.pending_piece or "")
        assert opened is not None
        assert opened.tip == told


async def test_a_check_in_that_calls_for_a_warning_sign_brings_it_even_with_tips_off() -> None:
    script = ScriptedFeed()
    app = app_on(script, settings=Settings(tips=TipSettings(enabled=False)))
    async with app.run_test(size=(80, 24)) as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(10))
        app.checked_in([Trigger.WARNING_NOW])
        told = await tip_shown(pilot)
        (chosen,) = [one for one in load_library().pieces if one.tip == told]
        assert Trigger.WARNING_NOW in chosen.triggers


# --- compact ---------------------------------------------------------------------------------------


async def test_one_key_leaves_a_few_lines_and_the_same_brings_everything_back() -> None:
    script = ScriptedFeed(figures=BUSY_DAY)
    async with app_on(script).run_test(size=(80, 24)) as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(240))
        await pilot.press("v")
        assert [line for line in lines_of(pilot) if line] == [
            "● Near your reference 4 min" + " " * 48 + "09:04",
            "Sitting 4 min " + "━" * 8 + "╌" * 51 + " 30 min",
            "v full view  ? help  q quit",
        ]
        await pilot.press("v")
        await pilot.pause()
        assert lines_of(pilot)[0].startswith(" Posture")


@pytest.mark.parametrize("height", [3, 4, 5])
async def test_a_pane_of_a_few_lines_asks_for_the_break_and_takes_the_answer(height: int) -> None:
    script = ScriptedFeed()
    app = PostureApp(script.feed(), Settings(), compact=True, show_every_s=0)
    async with app.run_test(size=(40, height)) as pilot:
        await script.begin(pilot)
        await script.play(pilot, ASKED, DUE, said=["break"])
        shown = [line for line in lines_of(pilot) if line]
        assert shown[0] == "● Near your reference 30 min       09:30"
        assert shown[-2:] == ["A break is due", "b took one  s 15 min  k skip"]
        assert len(shown) == min(height, 4)
        await pilot.press("s")
        put_off = BreakSnoozed(at=at(1801), until_t=2701.0)
        await script.play(pilot, replace(ASKED, break_state=BreakState.SNOOZED), put_off)
        assert script.inputs == [UserInput(at=at(1801), kind=InputKind.SNOOZE, minutes=15.0)]
        if height > 3:
            assert [line for line in lines_of(pilot) if line][-2] == "Break snoozed until 09:45"


async def test_a_tiny_window_is_compact_by_itself() -> None:
    script = ScriptedFeed(demo=True)
    async with app_on(script).run_test(size=(60, 6)) as pilot:
        await script.begin(pilot)
        await script.play(pilot, replace(upright(60), posture=Label.UNKNOWN, reasons=("too_dark",)))
        assert [line for line in lines_of(pilot) if line] == [
            "? Cannot tell right now" + " " * 32 + "09:01",
            "Sitting 1 min " + "━╸" + "╌" * 37 + " 30 min",
            "too dark to see you",
            "DEMO - a recorded day at 1 x speed, nothing is stored",
            "? help  q quit",
        ]
        await pilot.press("v")
        assert told(pilot) == ["More needs a window of 30x9."]
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert lines_of(pilot)[0].startswith(" Posture")


async def test_in_a_narrow_window_the_way_out_the_help_and_every_place_are_named() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test(size=(60, 15)) as pilot:
        await script.begin(pilot)
        await pilot.pause()
        assert "? Help q Quit" in lines_of(pilot)[-1]
        assert "[1 Now] 2 3 4 5 6 7 8" in "\n".join(lines_of(pilot))
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        await pilot.pause()
        assert "m Meeting" in lines_of(pilot)[-1]
        assert "8 Doctor" in "\n".join(lines_of(pilot))


async def test_a_screen_that_has_no_room_says_so_and_the_help_scrolls() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test(size=(60, 4)) as pilot:
        await script.begin(pilot)
        await pilot.press("5")
        await pilot.pause()
        assert [line.strip() for line in lines_of(pilot) if line.strip()] == [
            "This needs a window of 30x9. escape goes back"
        ]
        await pilot.press("escape", "question_mark")
        await pilot.pause()
        shown = lines_of(pilot)
        assert sum(bool(line.strip()) for line in shown) == 4
        await pilot.press("pagedown")
        await until(pilot, lambda: lines_of(pilot) != shown)


# --- what is seen ----------------------------------------------------------------------------------


async def test_a_head_that_came_lower_is_marked_in_the_figure_and_measured_in_words() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test(size=(80, 24)) as pilot:
        figure = pilot.app.screen.query_one(Figure)

        def drawn() -> str:
            return "".join(figure.render_line(y).text for y in range(figure.size.height))

        await script.begin(pilot)
        await script.play(pilot, upright(60))
        assert "▼" not in drawn()
        lower = replace(upright(120), posture=Label.SLOUCHED, reasons=("neck_height",), pose=pose(lower=0.09))
        await script.play(pilot, lower)
        assert "▼" in drawn()
        assert text_of(pilot, "#now")[1] == "head lower by 19 % of your shoulder width"
        assert "\n".join(str(pilot.app.screen.query_one(BigWord).render()).splitlines()) == (
            "█   ▄▀▀▄ █   █ █▀▀ █▀▄\n█   █  █ █ █ █ █▀  █▀▄\n▀▀▀  ▀▀   ▀ ▀  ▀▀▀ ▀ ▀"
        )


async def test_the_next_homework_stands_below_today() -> None:
    script = ScriptedFeed(figures=BUSY_DAY)
    asked: list[Instant] = []

    def homework(now: Instant) -> HomeworkLine:
        asked.append(now)
        return HomeworkLine(text="chin tuck, 2 x 10")

    app = PostureApp(script.feed(), Settings(), homework=homework, show_every_s=0)
    async with app.run_test(size=(80, 24)) as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(60))
        assert text_of(pilot, "#today")[-1] == "Homework: chin tuck, 2 x 10"
        assert asked == [at(60)]


async def test_a_bell_does_not_keep_a_long_stillness_off_the_screen_nor_bring_an_old_one_back() -> None:
    script = ScriptedFeed()
    app = app_on(script, settings=Settings(notify=NotifySettings(method="bell")))
    async with app.run_test(size=(80, 24)) as pilot:
        still = StillnessProlonged(at=at(1200), duration_s=1200.0)
        await script.begin(pilot)
        await script.play(pilot, upright(1200), still, said=["stillness"])
        assert text_of(pilot, "#slouch-notice") == [
            "- You have been in one position for 20 min - time for another one."
        ]
    script = ScriptedFeed()
    async with app_on(script).run_test(size=(80, 24)) as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(1200), still)
        await script.play(pilot, ASKED, DUE, said=["break"])
        assert not pilot.app.screen.query_one("#slouch-notice").display


# --- on other screens ------------------------------------------------------------------------------


@pytest.mark.usefixtures("elsewhere")
async def test_on_another_screen_a_prompt_is_one_line_that_takes_no_key() -> None:
    script = ScriptedFeed()
    app = app_on(script)
    async with app.run_test(size=(80, 24)) as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(60))
        app.action_go("learn")
        await pilot.pause()
        line = app.screen.query_one(PromptLine)
        assert not line.display
        await script.play(pilot, ASKED, DUE, said=["break"])
        assert text_of(pilot, "#prompt-line") == ["◑ Sitting for 30 min: a break is due. 1 answers it."]
        assert line.region.height == 1
        await pilot.press("s", "k")
        await script.play(pilot, ASKED)
        assert script.inputs == []
        await pilot.press("1")
        assert app.screen.id == "main"
        assert not told(pilot)


async def test_over_the_help_a_prompt_is_a_message() -> None:
    script = ScriptedFeed()
    app = app_on(script)
    async with app.run_test(size=(80, 24)) as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(60))
        await pilot.press("question_mark")
        await script.play(pilot, ASKED, DUE, said=["break"])
        assert told(pilot) == ["◑ Sitting for 30 min: a break is due."]


@pytest.mark.usefixtures("elsewhere")
async def test_a_break_can_be_an_exercise_where_there_are_some() -> None:
    script = ScriptedFeed()
    app = app_on(script)
    async with app.run_test(size=(80, 24)) as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(60))
        await pilot.press("e")
        assert app.screen.id == "main"
        await script.play(pilot, ASKED, DUE, said=["break"])
        assert "e exercise" in lines_of(pilot)[-2]
        assert "Exercise" in {command.title for command in app.get_system_commands(app.screen)}
        assert lines_of(pilot)[1] == "[1 Now] 3 Exercises 6 Learn"
        await pilot.press("e")
        assert app.screen.id == "exercises"


async def test_a_pane_shows_the_few_lines_from_the_first_paint_on() -> None:
    never = ScriptedFeed().feed()
    for app, size, full in (
        (PostureApp(never, Settings(), compact=True), (80, 24), "v full view  "),
        (PostureApp(never, Settings()), (40, 5), ""),
    ):
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            assert [line for line in lines_of(pilot) if line] == [
                "… Starting",
                "opening the camera",
                f"{full}? help  q quit",
            ]
