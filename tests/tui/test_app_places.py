"""References and places in the app: the doubt on the dashboard, further anchors, the list of places."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from calibration.profile import Profile
from calibration.profile_file import write_profile
from calibration.quality import Grade
from posture.errors import CalibrationError, ProfileError
from posture.events import CameraMoved
from posture.limit_lines import Line
from tests.test_limit_lines import FRONT, reference
from tests.tui.scripted_feed import (
    Progress,
    ScriptedCalibration,
    ScriptedFeed,
    ScriptedPlaceCheck,
    app_on,
    at,
    text_of,
    told,
    until,
    upright,
)
from tui import reference_flow
from tui.monitor_session import CalibrationOutcome, PlaceFound
from tui.place_shelf import PlaceShelf, StoredPlace
from tui.place_view import place_line
from tui.widgets.figure import Figure

DONE = Progress(phase="done", seconds_left=0, usable=20)
COLLECTING = Progress(phase="collecting", seconds_left=5, usable=9, limits=(Line(0.3, 0.75, 0.7, 0.75),))
MOVED = "The camera seems to have moved since your reference was set."


def panel(pilot: Pilot[int]) -> list[str] | None:
    """The doubt on the dashboard."""
    return text_of(pilot, "#place-panel") if pilot.app.screen.query_one("#place-panel").display else None


async def test_that_the_reference_is_checked_and_fits_is_one_line_that_goes_by_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reference_flow, "_FITS_S", 1.5)
    check = ScriptedPlaceCheck(PlaceFound(place="default", fits=True, among=1), after=2)
    script = ScriptedFeed(place="default", place_check=check)
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(1))
        assert panel(pilot) == ["Checking that your reference still fits: some ten seconds of you in view."]
        await script.play(pilot, upright(2))
        assert panel(pilot) == ["Your reference “default” fits what the camera sees."]
        await until(pilot, lambda: panel(pilot) is None)
        await script.play(pilot, upright(3))
        assert (panel(pilot), told(pilot), script.used) == (None, [], [])


async def test_a_camera_that_moved_is_told_in_a_panel_and_one_key_goes_on() -> None:
    check = ScriptedPlaceCheck(PlaceFound(place="default", fits=False, among=1))
    script = ScriptedFeed(place="default", place_check=check)
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        await pilot.press("u")
        await script.play(pilot, upright(1))
        assert panel(pilot) == [MOVED]
        assert pilot.app.screen.query_one("#place-panel").border_subtitle == "c recalibrate   u use anyway"
        assert pilot.app.screen.id == "main"
        await pilot.press("u")
        assert panel(pilot) is None
        await script.play(pilot, upright(2))
        assert panel(pilot) is None


async def test_a_pane_of_a_few_lines_asks_whether_the_reference_still_fits() -> None:
    check = ScriptedPlaceCheck(PlaceFound(place="default", fits=False, among=1))
    script = ScriptedFeed(place="default", place_check=check)
    async with app_on(script).run_test(size=(60, 4)) as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(60))
        seen = []
        for key in ("u", ""):
            seen.append([strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips()])
            await pilot.press(*([key] if key else ()))
        state, bout = (
            "● Near your reference 1 min" + " " * 28 + "09:01",
            "Sitting 1 min ━╸" + "╌" * 37 + " 30 min",
        )
        assert seen == [
            [state, bout, MOVED, "c recalibrate   u use anyway"],
            [state, bout, "? help  q quit", ""],
        ]


async def test_the_same_panel_leads_to_calibration_and_goes_with_a_new_reference() -> None:
    check = ScriptedPlaceCheck(PlaceFound(place="desk", fits=False, among=1))
    good = CalibrationOutcome(quality="good", advice=(), reference="new")
    script = ScriptedFeed(place="desk", place_check=check, calibrations=[ScriptedCalibration([DONE], good)])
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(1))
        await pilot.press("c")
        assert text_of(pilot, "#calibration-title") == ["Set your reference: desk"]
        await pilot.press("enter")
        await script.play(pilot, upright(2))
        await pilot.press("enter")
        await script.play(pilot, upright(3))
        await pilot.press("escape")
        assert panel(pilot) is None
        assert (script.kept, script.place) == ([good], "desk")


async def test_a_camera_that_moves_in_the_middle_of_the_day_is_told_the_same_way() -> None:
    script = ScriptedFeed(place="desk")
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(600), CameraMoved(at=at(600), since_t=580, compensated=True))
        assert panel(pilot) == ["The camera seems to have moved. Your reference moved along with it."]
        await pilot.press("u")
        assert panel(pilot) is None
        await script.play(pilot, upright(700), CameraMoved(at=at(700), since_t=680, compensated=False))
        assert panel(pilot) == ["The camera seems to have moved."]


async def test_the_place_that_goes_best_with_what_is_seen_is_used_and_named() -> None:
    check = ScriptedPlaceCheck(PlaceFound(place="home", fits=True, among=3))
    script = ScriptedFeed(place="office", place_check=check)
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(1))
        assert script.used == ["home"]
        assert told(pilot) == ["Using your reference “home”: of 3 it goes best with what the camera sees."]
        assert panel(pilot) is None


async def test_a_place_like_none_of_them_is_said() -> None:
    check = ScriptedPlaceCheck(PlaceFound(place="office", fits=False, among=2))
    script = ScriptedFeed(place="office", place_check=check)
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(1))
        assert panel(pilot) == ["This looks like none of your 2 places; “office” comes nearest and is used."]


async def test_further_anchors_are_taken_in_the_screen_and_dropped_ones_are_told() -> None:
    good = CalibrationOutcome(quality="good", advice=(), reference="new")
    lost = CalibrationError("standing looks almost like sitting to this camera, so nothing was changed")
    script = ScriptedFeed(
        place="desk",
        dropped=("relaxed",),
        limits=(Line(0.3, 0.75, 0.7, 0.75),),
        calibrations=[
            ScriptedCalibration([DONE], good),
            ScriptedCalibration([COLLECTING, DONE], replace(good, anchor="relaxed")),
            ScriptedCalibration([DONE], lost),
        ],
    )
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(1))
        await pilot.press("c", "enter")
        await script.play(pilot, upright(2))
        await pilot.press("enter")
        await script.play(pilot, upright(3))
        assert text_of(pilot, "#guidance")[:3] == [
            "● Your reference is set",
            "",
            "Your relaxed anchor does not go with it and had to be left out: you can take it again.",
        ]
        script.dropped = ()
        await pilot.press("l")
        assert text_of(pilot, "#guidance")[0] == "Let go, as you do late in the day"
        await script.play(pilot, upright(4))
        assert text_of(pilot, "#guidance")[0] == "Stay slumped like this"
        assert text_of(pilot, "#guidance")[-1] == "Dashed: what counts so far."
        await script.play(pilot, upright(5))
        await pilot.press("enter")
        await script.play(pilot, upright(6))
        assert text_of(pilot, "#guidance")[0] == "● It knows how you slump"
        await pilot.press("s")
        await script.play(pilot, upright(7))
        assert text_of(pilot, "#guidance")[:3] == ["Your reference stays as it was", "", str(lost)]
        assert script.anchors == ["upright", "relaxed", "standing"]
        await pilot.press("escape")
        assert pilot.app.screen.id == "main"


async def test_an_anchor_can_be_added_without_setting_the_reference_again() -> None:
    script = ScriptedFeed(place="desk", calibrations=[ScriptedCalibration([COLLECTING], ValueError())])
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(1))
        await pilot.press("c", "s")
        await script.play(pilot, upright(2))
        assert script.anchors == ["standing"]
        assert text_of(pilot, "#guidance")[0] == "Stay standing like this"


async def test_without_a_reference_there_is_nothing_to_add_to() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        await pilot.press("c", "l", "s", "p")
        assert text_of(pilot, "#guidance")[-1] == "enter start   escape cancel"
        assert script.anchors == []


async def test_the_limits_are_drawn_while_calibrating_and_after() -> None:
    good = CalibrationOutcome(quality="good", advice=(), reference="new")
    line = Line(0.3, 0.75, 0.7, 0.75)
    script = ScriptedFeed(
        limits=(line,),
        calibrations=[
            ScriptedCalibration(
                [Progress(phase="get_ready", seconds_left=1), COLLECTING, replace(DONE, limits=(line,))],
                good,
            )
        ],
    )
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        await pilot.press("c", "enter")

        def drawn() -> int:
            figure = pilot.app.screen.query_one(Figure)
            rows = [figure.render_line(y).text for y in range(figure.size.height)]
            return sum("⠀" < character <= "⣿" for row in rows for character in row)

        await script.play(pilot, upright(1))
        without = drawn()
        await script.play(pilot, upright(2))
        assert drawn() > without
        told = text_of(pilot, "#guidance")[-1]
        assert told.startswith("Dashed: ")
        await script.play(pilot, upright(3))
        assert (drawn() > without, text_of(pilot, "#guidance")[-2:]) == (True, ["", told])
        await pilot.press("enter")
        await script.play(pilot, upright(4))
        assert drawn() > without


@pytest.fixture
def shelf(tmp_path: Path) -> PlaceShelf:
    for name in ("home", "office"):
        baseline = reference(FRONT)
        profile = Profile(name=name, created=None, source="0", grade=Grade.GOOD, baseline=baseline)
        write_profile(tmp_path / f"{name}.json", profile)
    return PlaceShelf(tmp_path)


def listed(pilot: Pilot[int]) -> list[str]:
    options = pilot.app.screen.query_one("#places-list")
    return [
        str(option.prompt).split()[0 if str(option.prompt)[0] == " " else 1] for option in options.options
    ]  # type: ignore[attr-defined] # an OptionList


async def opened(script: ScriptedFeed, pilot: Pilot[int]) -> None:
    """The list of places, by way of calibration."""
    await script.begin(pilot)
    await script.play(pilot, upright(1))
    await pilot.press("c", "p")
    await until(pilot, lambda: pilot.app.screen.id == "places" and bool(listed(pilot)))


async def test_another_place_is_chosen(shelf: PlaceShelf) -> None:
    script = ScriptedFeed(place="office", places=shelf)
    async with app_on(script).run_test() as pilot:
        await opened(script, pilot)
        assert listed(pilot) == ["home", "office"]
        await pilot.press("up", "enter")
        await script.play(pilot, upright(2))
        await script.play(pilot, upright(3))
        assert (pilot.app.screen.id, script.used) == ("main", ["home"])


async def test_choosing_the_place_in_use_or_going_back_changes_nothing(shelf: PlaceShelf) -> None:
    script = ScriptedFeed(place="office", places=shelf)
    async with app_on(script).run_test() as pilot:
        for key in ("enter", "escape"):
            await opened(script, pilot)
            await pilot.press(key)
            await script.play(pilot, upright(2))
            assert (pilot.app.screen.id, script.used) == ("main", [])
            script.source.waiting.release()


async def test_a_new_place_is_named_and_calibrated(shelf: PlaceShelf) -> None:
    good = CalibrationOutcome(quality="good", advice=(), reference="new")
    script = ScriptedFeed(place="office", places=shelf, calibrations=[ScriptedCalibration([DONE], good)])
    async with app_on(script).run_test() as pilot:
        await opened(script, pilot)
        await pilot.press("n", *"home", "enter")
        assert text_of(pilot, "#places-note") == ["There is a place called “home” already."]
        await pilot.press(*" 2", "enter")
        await until(pilot, lambda: pilot.app.screen.id == "calibration")
        assert text_of(pilot, "#calibration-title") == ["Set your reference for a new place: home 2"]
        await pilot.press("enter")
        await script.play(pilot, upright(2))
        await pilot.press("enter")
        await script.play(pilot, upright(3))
        assert text_of(pilot, "#calibration-title") == ["Set your reference: home 2"]
        assert (script.kept, script.place) == ([good], "home 2")


async def test_a_place_is_renamed_also_the_one_in_use(shelf: PlaceShelf) -> None:
    script = ScriptedFeed(place="office", places=shelf)
    async with app_on(script).run_test() as pilot:
        await opened(script, pilot)
        await pilot.press("r", "escape", "up", "r")
        name = pilot.app.screen.query_one("#places-name", Input)
        assert name.value == "home"
        name.value = "office"
        await pilot.press("enter")
        assert "already" in text_of(pilot, "#places-note")[0]
        name.value = "den"
        await pilot.press("enter")
        await until(pilot, lambda: listed(pilot) == ["den", "office"])
        await pilot.press("r")
        name.value = "work"
        await pilot.press("enter")
        await script.play(pilot, upright(2))
        await script.play(pilot, upright(3))
        assert (pilot.app.screen.id, script.used) == ("main", ["work"])
        assert [place.name for place in shelf.places()[0]] == ["den", "work"]


async def test_a_place_that_cannot_be_used_is_said_in_a_sentence(shelf: PlaceShelf) -> None:
    script = ScriptedFeed(place="office", places=shelf, place_error=ProfileError("The profile is damaged."))
    async with app_on(script).run_test() as pilot:
        await opened(script, pilot)
        await pilot.press("up", "enter")
        await script.play(pilot, upright(2))
        await script.play(pilot, upright(3))
        assert told(pilot) == ["This reference cannot be used: The profile is damaged."]


async def test_the_demo_has_no_places() -> None:
    script = ScriptedFeed(demo=True)
    app = app_on(script)
    async with app.run_test() as pilot:
        await script.begin(pilot)
        await app.run_action("places")
        await pilot.pause()
        assert pilot.app.screen.id == "main"
        assert told(pilot) == ["The demo has one reference of its own: yours begin with a camera."]


def test_a_line_of_the_list_fits_a_narrow_terminal() -> None:
    place = StoredPlace(
        name="the desk at the window of the office",
        created=at(0).wall,
        source="0",
        quality="fair",
        anchors=("relaxed", "standing"),
    )
    line = place_line(place, in_use=True)
    assert line == "> the desk at the win…  ◐ fair  2026-11-16  camera 0  + relaxed, standing"
    assert len(line) <= 76
