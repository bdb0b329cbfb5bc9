"""Started with `NO_COLOR`, the app looks as it does in the pictures without colours of the other tests."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from unittest.mock import patch

from pytest_textual_snapshot import normalize_svg
from textual.pilot import Pilot

from tests.tui.looks import DARK, SMALL, Look, wear
from tests.tui.screens_app import press, screens_app, settled
from tui.app import PostureApp
from tui.history_sample import SampleHistory
from tui.screens.history import HistoryScreen


async def told(pilot: Pilot[int], look: Look) -> list[str]:
    """The pictures of three screens."""
    pictures = []
    sample = SampleHistory(today_is=lambda: date(2026, 11, 19))
    await pilot.app.push_screen(HistoryScreen(sample, Path()))
    await settled(pilot)
    for keys in ((), ("7",), ("ctrl+p",)):
        await press(pilot, *keys)
        await wear(pilot, look)
        pictures.append(normalize_svg(pilot.app.export_screenshot(title="Posture", simplify=True)))
    return pictures


def app(*, no_color: bool) -> PostureApp:
    with patch.dict(os.environ, {"NO_COLOR": "1"} if no_color else {}):
        return screens_app()


async def test_no_colour_from_the_start() -> None:
    look = Look(SMALL, DARK, colours=False)
    async with app(no_color=True).run_test(size=SMALL) as pilot:
        started = await told(pilot, look)
    async with app(no_color=False).run_test(size=SMALL) as pilot:
        taken_away = await told(pilot, look)
    assert started == taken_away
