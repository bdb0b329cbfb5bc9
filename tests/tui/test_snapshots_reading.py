"""How the reader, the settings and the doctor look."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from posture.errors import SourceError
from tests.tui.looks import LOOKS, Compare, look
from tests.tui.screens_app import press, settled
from tui.screens.doctor import DoctorScreen
from tui.screens.settings import SettingsScreen


def no_camera() -> str:
    raise SourceError("no camera 0 was found: plug one in, or name another with --source")


async def reading(pilot: Pilot[int]) -> None:
    await press(pilot, "6", "down", "enter", "b")


async def changing(pilot: Pilot[int]) -> None:
    await pilot.app.push_screen(SettingsScreen(Path("no", "settings.toml")))
    await press(pilot, "down", "enter")
    pilot.app.screen.query_one(Input).value = "99"
    pilot.app.screen.query_one(Input).cursor_blink = False
    await pilot.pause()


async def checked(pilot: Pilot[int]) -> None:
    await pilot.app.push_screen(DoctorScreen(lambda: [("python", lambda: "3.12"), ("source", no_camera)]))
    await settled(pilot)


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_learn(snap_compare: Compare, size: tuple[int, int], theme: str) -> None:
    look(snap_compare, size, theme, reading)


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_settings(snap_compare: Compare, size: tuple[int, int], theme: str) -> None:
    look(snap_compare, size, theme, changing)


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_doctor(snap_compare: Compare, size: tuple[int, int], theme: str) -> None:
    look(snap_compare, size, theme, checked)
