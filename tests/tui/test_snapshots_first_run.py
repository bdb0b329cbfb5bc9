"""How the first run and the places look."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import OptionList

from tests.tui.looks import SMALL, Looks
from tests.tui.scripted_feed import ScriptedFeed, app_on, at, until, upright
from tests.tui.test_first_run import Setup, cameras_shown, on_screen, past_the_warning_signs
from tui.place_shelf import PlaceShelf, StoredPlace
from tui.screens.first_run import RhythmScreen


async def test_from_the_welcome_to_the_cameras(looks: Looks) -> None:
    setup = Setup({"0": True, "2": False})
    async with setup.app().run_test(size=SMALL) as pilot:
        await on_screen(pilot, "welcome")
        await looks(pilot, "welcome")
        await pilot.press("enter")
        await on_screen(pilot, "pain")
        await looks(pilot, "question")
        await past_the_warning_signs(pilot)
        await cameras_shown(pilot, "0", "2")
        await looks(pilot, "cameras")
        await pilot.press("enter")
        await on_screen(pilot, "calibration")
        await looks(pilot, "calibration")


async def test_no_camera(looks: Looks) -> None:
    setup = Setup({}, broken=["0"])
    async with setup.app().run_test(size=SMALL) as pilot:
        await on_screen(pilot, "welcome")
        await pilot.press("enter")
        await past_the_warning_signs(pilot)
        await on_screen(pilot, "camera-screen")
        await until(pilot, lambda: "No camera" in str(pilot.app.screen.query_one("#camera-note").render()))
        await looks(pilot)


async def test_rhythm(looks: Looks) -> None:
    async with app_on(ScriptedFeed()).run_test(size=SMALL) as pilot:
        await pilot.app.push_screen(RhythmScreen())
        await pilot.press("down")
        await looks(pilot)


class _Shelf(PlaceShelf):
    """Three places."""

    def places(self) -> tuple[tuple[StoredPlace, ...], tuple[str, ...]]:
        return (
            StoredPlace(name="home", created=at(0).wall, source="0", quality="good", anchors=()),
            StoredPlace(name="office", created=at(0).wall, source="2", quality="fair", anchors=("relaxed",)),
            StoredPlace(
                name="the desk at the window", created=None, source="0", quality="poor", anchors=("standing",)
            ),
        ), ()


async def test_places(looks: Looks) -> None:
    script = ScriptedFeed(place="office", places=_Shelf(Path()))
    async with app_on(script).run_test(size=SMALL) as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(1))
        await pilot.press("c", "p")
        await until(pilot, lambda: pilot.app.screen.id == "places")
        await until(pilot, lambda: pilot.app.screen.query_one("#places-list", OptionList).option_count == 3)
        await looks(pilot)
        await pilot.press("r")
        await looks(pilot, "rename")
