"""Keys, commands and looks: everything without a mouse, without colour, in light and dark."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from textual.widgets import Static

from tests.tui.scripted_feed import BUSY_DAY, ScriptedFeed, app_on, text_of, upright
from tui.widgets.line_panel import LinePanel


async def test_help_names_every_key_and_closes_on_each_of_its_own() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        for closing in ("escape", "q"):
            await pilot.press("question_mark")
            keys = str(pilot.app.screen.query_one("#help-keys", Static).render()).splitlines()
            assert [line.split()[0] for line in keys] == ["c", "p", "s", "b", "k", "t", "m", "ctrl+p", "q"]
            await pilot.press(closing)
            assert pilot.app.screen.id == "main"


async def test_the_palette_offers_every_action_and_no_picture_of_the_screen() -> None:
    script = ScriptedFeed()
    app = app_on(script)
    async with app.run_test() as pilot:
        await script.begin(pilot)
        titles = {command.title for command in app.get_system_commands(app.screen)}
        ours = {"Calibrate", "Pause or resume", "Snooze", "I took a break", "Standing or sitting", "Meeting"}
        assert titles >= ours | {"Help", "Theme", "Quit"}
        assert "Skip break" not in titles
        assert "Screenshot" not in titles


async def test_the_list_of_recent_events_shows_as_many_as_there_is_room_for() -> None:
    script = ScriptedFeed(figures=BUSY_DAY)
    async with app_on(script).run_test(size=(80, 24)) as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(1))
        assert pilot.app.screen.query_one("#recent", LinePanel).content_size.height == 9


async def test_resizing_redraws_for_the_new_size() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test(size=(80, 24)) as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(900))
        narrow = len(text_of(pilot, "#sitting")[1])
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert len(text_of(pilot, "#sitting")[1]) > narrow


@contextmanager
def no_color() -> Iterator[None]:
    """The environment of a user who wants no colour; Textual takes the variable away when it reads it."""
    os.environ["NO_COLOR"] = "1"
    try:
        yield
    finally:
        os.environ.pop("NO_COLOR", None)


async def test_without_colour_every_state_is_still_told_apart() -> None:
    script = ScriptedFeed()
    with no_color():
        app = app_on(script)
    assert app.no_color
    async with app.run_test() as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(60))
        assert text_of(pilot, "#now")[0].startswith("● ")
