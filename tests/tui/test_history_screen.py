"""History: every key, on the user's log and on the demo's sample."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from posture.errors import StorageError
from tests.tui.screens_app import folders, press, screen_text, screens_app, settled
from tests.tui.scripted_feed import text_of
from tui.history_period import Period
from tui.history_sample import SampleHistory
from tui.history_source import History
from tui.screens.history import HistoryScreen
from tui.widgets.figure_rows import FigureRows

TODAY = date(2026, 11, 19)


class Broken(SampleHistory):
    """A log that cannot be read."""

    def read(self, period: Period) -> History:
        del period
        raise StorageError("the log is damaged: move it elsewhere")


async def opened(pilot: Pilot[int], source: SampleHistory | None = None, folder: Path = Path()) -> None:
    await pilot.app.push_screen(HistoryScreen(source or SampleHistory(today_is=lambda: TODAY), folder))
    await settled(pilot)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def title(pilot: Pilot[int]) -> str:
    return text_of(pilot, "#history-title")[0]


async def test_the_key_opens_the_made_up_sample_in_the_demo_and_escape_leads_home() -> None:
    async with screens_app().run_test() as pilot:
        await press(pilot, "5")
        assert pilot.app.screen.id == "history"
        assert text_of(pilot, "#history-note") == ["Made-up sample: this is what weeks look like."]
        assert "(this week)" in title(pilot)
        await press(pilot, "escape")
        assert pilot.app.screen.id == "main"


async def test_a_user_without_a_log_is_told_that_it_fills_by_itself(tmp_path: Path) -> None:
    async with screens_app(folders(tmp_path)).run_test() as pilot:
        await press(pilot, "5")
        assert not pilot.app.screen.query_one("#history-note").display
        assert "fills by itself" in screen_text(pilot)
        assert not pilot.app.screen.query_one("#history-rows").display
        await press(pilot, "x", "up")
        assert not pilot.app.screen.query_one("#history-name").display
    assert names(tmp_path) == set()


async def test_units_and_moving() -> None:
    async with screens_app().run_test() as pilot:
        await opened(pilot)
        titles = []
        for key in ("left", "right", "right", "d", "left", "m", "left", "t", "w"):
            await press(pilot, key)
            titles.append(title(pilot))
        assert titles == [
            "9 - 15 November 2026",
            "16 - 22 November 2026 (this week)",
            "16 - 22 November 2026 (this week)",
            "Thursday 19 November 2026 (today)",
            "Wednesday 18 November 2026",
            "November 2026 (this month)",
            "October 2026",
            "November 2026 (this month)",
            "16 - 22 November 2026 (this week)",
        ]


async def test_the_list_chooses_what_is_drawn_and_keeps_it_while_moving() -> None:
    async with screens_app().run_test() as pilot:
        await opened(pilot)
        await press(pilot, "down", "down")
        assert text_of(pilot, "#chart-title") == ["Breaks taken, each day"]
        await press(pilot, "left")
        assert text_of(pilot, "#chart-title") == ["Breaks taken, each day"]
        await press(pilot, "up", "up", "up")
        assert text_of(pilot, "#chart-title")[0].startswith("Pain as you gave it")
        assert pilot.app.screen.query_one(FigureRows).chosen == 6


async def test_bars_and_the_usual_line_differ_in_their_signs() -> None:
    async with screens_app().run_test() as pilot:
        await opened(pilot)
        plot = "\n".join(screen_text(pilot).splitlines()[4:13])
        assert "█" in plot
        assert any(0x2800 < ord(sign) <= 0x28FF for sign in plot)
        await press(pilot, "down", "down")
        assert "o" in "".join(screen_text(pilot).splitlines()[4:11])


async def test_what_is_shown_is_saved_under_the_name_given(tmp_path: Path) -> None:
    async with screens_app().run_test() as pilot:
        await opened(pilot, folder=tmp_path)
        await press(pilot, "x", "escape")
        assert names(tmp_path) == set()
        assert pilot.app.screen.id == "history"
        await press(pilot, "x", "enter")
        assert names(tmp_path) == {
            "posture-week-2026-11-16.csv",
            "posture-week-2026-11-16.json",
        }
        await press(pilot, "x", "enter")
        assert pilot.app.screen.query_one("#history-name").display
        await press(pilot, "2", "enter")
        assert not pilot.app.screen.query_one("#history-name").display
        assert len(names(tmp_path)) == 4


async def test_a_log_that_cannot_be_read_is_told_in_its_place() -> None:
    async with screens_app().run_test() as pilot:
        await opened(pilot, Broken(today_is=lambda: TODAY))
        assert text_of(pilot, "#history-nothing") == ["the log is damaged: move it elsewhere"]
        await press(pilot, "left", "x")
        assert pilot.app.screen.id == "history"


async def test_the_theme_may_change_meanwhile() -> None:
    async with screens_app().run_test() as pilot:
        await opened(pilot)
        pilot.app.theme = "textual-light"
        await settled(pilot)
        assert "█" in screen_text(pilot)
