"""How the history looks: a day, a week, a month, the list of figures, and before there is anything."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.tui.looks import SMALL, Looks
from tests.tui.screens_app import folders, press, screens_app, settled
from tui.history_sample import SampleHistory
from tui.screens.history import HistoryScreen


async def test_history(looks: Looks) -> None:
    sample = SampleHistory(today_is=lambda: date(2026, 11, 19))
    async with screens_app().run_test(size=SMALL) as pilot:
        await pilot.app.push_screen(HistoryScreen(sample, Path()))
        await settled(pilot)
        await press(pilot, "down", "down")
        await looks(pilot, "week", painted=True)
        await press(pilot, "m")
        await looks(pilot, "month", painted=True)
        await press(pilot, "d")
        await looks(pilot, "day", painted=True)


async def test_before_there_is_any(looks: Looks, tmp_path: Path) -> None:
    async with screens_app(folders(tmp_path)).run_test(size=SMALL) as pilot:
        await press(pilot, "5", "left", "left")
        await looks(pilot)
