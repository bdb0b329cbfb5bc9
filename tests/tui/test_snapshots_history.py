"""How the history looks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.looks import LOOKS, Compare, look
from tests.tui.screens_app import press, settled
from tui.history_sample import SampleHistory
from tui.screens.history import HistoryScreen


async def opened(pilot: Pilot[int]) -> None:
    sample = SampleHistory(today_is=lambda: date(2026, 11, 19))
    await pilot.app.push_screen(HistoryScreen(sample, Path()))
    await settled(pilot)
    await press(pilot, "down", "down")


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_history(snap_compare: Compare, size: tuple[int, int], theme: str) -> None:
    look(snap_compare, size, theme, opened)


def test_a_month(snap_compare: Compare) -> None:
    async def month(pilot: Pilot[int]) -> None:
        await opened(pilot)
        await press(pilot, "m")

    look(snap_compare, (80, 24), "textual-dark", month)
