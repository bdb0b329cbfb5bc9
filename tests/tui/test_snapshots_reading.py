"""How the reader, the settings and the doctor look."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from posture.errors import SourceError
from tests.tui.looks import SMALL, Looks
from tests.tui.screens_app import press, screens_app, settled
from tui.screens.doctor import DoctorScreen
from tui.screens.settings import SettingsScreen


def no_camera() -> str:
    raise SourceError("no camera 0 was found: plug one in, or name another with --source")


async def test_learn(looks: Looks) -> None:
    async with screens_app().run_test(size=SMALL) as pilot:
        await press(pilot, "6", "down", "enter", "b")
        await looks(pilot)
        await press(pilot, "slash", *"sleep")
        await looks(pilot, "search")


async def test_settings(looks: Looks) -> None:
    async with screens_app().run_test(size=SMALL) as pilot:
        await pilot.app.push_screen(SettingsScreen(Path("no", "settings.toml")))
        await press(pilot, "down")
        await looks(pilot)
        await press(pilot, "enter")
        pilot.app.screen.query_one(Input).value = "99"
        await looks(pilot, "not-allowed")


async def test_doctor(looks: Looks) -> None:
    async with screens_app().run_test(size=SMALL) as pilot:
        checks = [("python", lambda: "3.12"), ("source", no_camera)]
        await pilot.app.push_screen(DoctorScreen(lambda: checks))
        await settled(pilot)
        await looks(pilot)
