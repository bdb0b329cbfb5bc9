"""How the first run, the places and the doubt about a reference look."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from posture.limit_lines import Line
from tests.tui.scripted_feed import (
    Progress,
    ScriptedCalibration,
    ScriptedFeed,
    ScriptedPlaceCheck,
    app_on,
    at,
    until,
    upright,
)
from tests.tui.test_first_run import Setup, cameras_shown, on_screen, past_the_warning_signs
from tui.monitor_session import CalibrationOutcome, PlaceFound
from tui.place_shelf import PlaceShelf, StoredPlace
from tui.screens.first_run import RhythmScreen

LOOKS = [
    ((80, 24), "textual-dark"),
    ((120, 40), "textual-light"),
    ((80, 24), "no-colour"),
]
LIMITS = (
    Line(0.38, 0.57, 0.62, 0.57),
    Line(0.32, 0.71, 0.68, 0.71),
    Line(0.66, 0.26, 0.66, 0.52),
    Line(0.34, 0.26, 0.34, 0.52),
)
GOOD = CalibrationOutcome(quality="good", advice=(), reference=None)
Compare = Callable[..., bool]
Story = Callable[[Pilot[int]], Awaitable[None]]


@pytest.fixture(params=LOOKS, ids=["dark-80x24", "light-120x40", "no-colour-80x24"])
def look(
    request: pytest.FixtureRequest, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Callable[[], object], Story], None]:
    """Compare an app after a story, in one size and theme."""
    size, theme = request.param
    if theme == "no-colour":
        monkeypatch.setenv("NO_COLOR", "1")

    def compare(make: Callable[[], object], story: Story) -> None:
        app = make()
        app.theme = "textual-dark" if theme == "no-colour" else theme  # type: ignore[attr-defined] # an App
        assert snap_compare(app, terminal_size=size, run_before=story)

    return compare


Look = Callable[[Callable[[], object], Story], None]


def test_welcome(look: Look) -> None:
    setup = Setup({"0": True})

    async def story(pilot: Pilot[int]) -> None:
        await on_screen(pilot, "welcome")

    look(setup.app, story)


def test_cameras(look: Look) -> None:
    setup = Setup({"0": True, "2": False})

    async def story(pilot: Pilot[int]) -> None:
        await on_screen(pilot, "welcome")
        await pilot.press("enter")
        await past_the_warning_signs(pilot)
        await cameras_shown(pilot, "0", "2")

    look(setup.app, story)


def test_no_camera(look: Look) -> None:
    setup = Setup({}, broken=["0"])

    async def story(pilot: Pilot[int]) -> None:
        await on_screen(pilot, "welcome")
        await pilot.press("enter")
        await past_the_warning_signs(pilot)
        await on_screen(pilot, "camera-screen")
        await until(pilot, lambda: "No camera" in str(pilot.app.screen.query_one("#camera-note").render()))

    look(setup.app, story)


def test_rhythm(look: Look) -> None:
    setup = Setup({"0": True, "1": True})

    async def story(pilot: Pilot[int]) -> None:
        await on_screen(pilot, "welcome")
        await pilot.app.push_screen(RhythmScreen())
        await pilot.press("down")

    look(setup.app, story)


def test_collecting_with_limits(look: Look) -> None:
    collecting = Progress(phase="collecting", seconds_left=6.2, usable=9, limits=LIMITS)
    script = ScriptedFeed(place="office", calibrations=[ScriptedCalibration([collecting], GOOD)])

    async def story(pilot: Pilot[int]) -> None:
        await script.begin(pilot)
        await pilot.press("c", "enter")
        await script.play(pilot, upright(1))

    look(lambda: app_on(script), story)


def test_kept_with_anchors_dropped(look: Look) -> None:
    done = Progress(phase="done", seconds_left=0, usable=20)
    script = ScriptedFeed(
        place="office",
        limits=LIMITS,
        dropped=("relaxed", "standing"),
        calibrations=[ScriptedCalibration([done], GOOD)],
    )

    async def story(pilot: Pilot[int]) -> None:
        await script.begin(pilot)
        await pilot.press("c", "enter")
        await script.play(pilot, upright(1))
        await pilot.press("enter")
        await script.play(pilot, upright(2))

    look(lambda: app_on(script), story)


def test_introduction_with_a_reference(look: Look) -> None:
    script = ScriptedFeed(place="office")

    async def story(pilot: Pilot[int]) -> None:
        await script.begin(pilot)
        await script.play(pilot, upright(1))
        await pilot.press("c")

    look(lambda: app_on(script), story)


def test_moved(look: Look) -> None:
    check = ScriptedPlaceCheck(PlaceFound(place="office", fits=False, among=1))
    script = ScriptedFeed(place="office", place_check=check)

    async def story(pilot: Pilot[int]) -> None:
        await script.begin(pilot)
        await script.play(pilot, upright(10))

    look(lambda: app_on(script), story)


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


def test_places(look: Look) -> None:
    script = ScriptedFeed(place="office", places=_Shelf(Path()))

    async def story(pilot: Pilot[int]) -> None:
        await script.begin(pilot)
        await script.play(pilot, upright(1))
        await pilot.press("c", "p")
        await until(pilot, lambda: pilot.app.screen.id == "places")
        await until(pilot, lambda: pilot.app.screen.query_one("#places-list", OptionList).option_count == 3)
        await pilot.press("r")

    look(lambda: app_on(script), story)
