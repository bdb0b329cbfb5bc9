"""Every screen: each key it shows is explained, stands in the help, and is a command of the palette."""

from __future__ import annotations

import pytest
from textual.actions import parse
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Static

from tests.tui.screens_app import press, screens_app
from tui.navigation import DESTINATIONS, Destination, bindings_of, ways
from tui.screens.help import KeyLine, key_lines, keys_of
from tui.widgets.key_line import KeyLine as Keys

LEAVING = {"Back", "Help", "Quit"}
"""What every screen has: the way back is the destination Now, the other two are the app's own commands."""

WHILE_IT_IS_SO = ("Resume", "Sit", "End meeting")
"""Keys that end what has not begun here."""


def offers(screen: Screen[object], binding: Binding) -> bool:
    """Whether the screen has something to do for the key now."""
    owner, name, parameters = parse(binding.action)
    return owner == "app" or screen.check_action(name, parameters) is not False


@pytest.mark.parametrize("place", DESTINATIONS, ids=lambda place: place.id)
async def test_keys_help_and_palette_agree(place: Destination, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.doctor.app_checks", lambda _app: [])  # which load the camera libraries
    key, place_id = place.key, place.id
    app = screens_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, key)
        screen = app.screen
        assert screen.id == place_id
        bindings = [
            binding for binding in bindings_of(screen) if binding.show and binding.description != "Close"
        ]
        assert len(bindings) > 3
        assert [binding.key for binding in bindings if not binding.tooltip] == []
        commands = {(command.title, command.help) for command in app.get_system_commands(screen)}
        others = {(one.title, f"Go to: {one.what}") for one in DESTINATIONS if one.id != place_id}
        assert others <= commands
        assert {"Help", "Quit"} <= {title for title, _ in commands}
        wanted = {
            (binding.description, binding.tooltip)
            for binding in bindings
            if binding.description not in LEAVING
            and offers(screen, binding)
            and binding.description not in ("Skip", "Use", "Calibrate", *WHILE_IT_IS_SO)
        }
        assert wanted <= commands
        app.action_help()
        await pilot.pause()
        told = str(app.screen.query_one("#help-keys", Static).render())
        for binding in bindings:
            line = f"{app.get_key_display(binding):<8}{binding.tooltip}"
            shown = offers(screen, binding) and binding.description not in WHILE_IT_IS_SO
            assert (line in told) is shown
        for one in DESTINATIONS:
            assert one.id == place_id or f"{one.key:<8}{one.title}: {one.what}" in told


@pytest.mark.parametrize("place", DESTINATIONS[1:], ids=lambda place: place.id)
async def test_in_a_narrow_window_the_ways_out_stay_in_the_line_of_keys(
    place: Destination, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.doctor.app_checks", lambda _app: [])
    app = screens_app()
    async with app.run_test(size=(40, 10)) as pilot:
        await press(pilot, place.key)
        assert app.screen.query_one(Keys).render().plain.endswith("esc Back ? Help q Quit ")


@pytest.mark.parametrize("key", ["3", "6"])
async def test_while_words_are_typed_only_the_ways_out_of_the_search_are_offered(key: str) -> None:
    app = screens_app()
    async with app.run_test() as pilot:
        await press(pilot, key)
        await pilot.press("slash")
        assert app.screen.query_one(Keys).render().plain == "enter To the list esc Whole list "
        await pilot.press("s", "enter", "escape")
        assert "/ Search" in app.screen.query_one(Keys).render().plain


async def test_two_arrows_that_are_one_key_of_the_footer_are_one_line_of_the_help() -> None:
    app = screens_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5")
        assert [line.key for line in keys_of(app.screen) if line.key in "←→↑↓"] == ["←→", "↑↓"]


@pytest.mark.parametrize("place", DESTINATIONS, ids=lambda place: place.id)
def test_every_way_is_told_in_a_narrow_window_too(place: Destination) -> None:
    narrow, wide = (ways(place.id, width).plain for width in (60, 80))
    short = " ".join(f"[{one.key} {one.title}]" if one is place else one.key for one in DESTINATIONS)
    whole = [f"[{one.key} {one.title}]" if one is place else f"{one.key} {one.title}" for one in DESTINATIONS]
    assert (narrow, wide) == (short, " ".join(whole))


def test_a_long_line_of_the_help_goes_on_below_its_own_words() -> None:
    assert key_lines([KeyLine("s", "one two three"), KeyLine("q", "leave")], 16) == [
        "s       one two",
        "        three",
        "q       leave",
    ]


async def test_the_ways_out_stand_last_in_the_line_of_keys() -> None:
    app = screens_app()
    async with app.run_test(size=(120, 40)) as pilot:
        for key in "2345678":
            await press(pilot, key)
            shown = [one.binding.key for one in app.screen.active_bindings.values() if one.binding.show]
            assert shown[-3:] == ["escape", "question_mark", "q"]


async def test_a_command_does_what_its_key_does() -> None:
    app = screens_app()
    async with app.run_test() as pilot:
        await press(pilot, "5")
        command = next(one for one in app.get_system_commands(app.screen) if one.title == "Month")
        await command.callback()
        await pilot.pause()
        assert "(this month)" in str(app.screen.query_one("#history-title", Static).render())
