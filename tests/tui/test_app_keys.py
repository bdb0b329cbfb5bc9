"""Keys, commands and looks: everything without a mouse, without colour, in light and dark."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from textual.widgets import Static

from posture.events import BreakDue
from posture.labels import Activity
from posture.status import BreakState
from tests.tui.scripted_feed import BUSY_DAY, ScriptedFeed, app_on, at, text_of, upright
from tui.navigation import DESTINATIONS
from tui.widgets.key_line import KeyLine
from tui.widgets.line_panel import LinePanel


async def test_help_names_every_key_and_closes_on_each_of_its_own() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        for closing in ("escape", "q"):
            await pilot.press("question_mark")
            keys = str(pilot.app.screen.query_one("#help-keys", Static).render()).splitlines()
            assert [line.split()[0] for line in keys if not line.startswith(" ")] == [
                "c",
                "p",
                "s",
                "S",
                "b",
                "e",
                "u",
                "k",
                "t",
                "m",
                "v",
                "enter",
                "x",
                "o",
                "?",
                "q",
                *(place.key for place in DESTINATIONS if place.id != "main"),
                "ctrl+p",
            ]
            await pilot.press(closing)
            assert pilot.app.screen.id == "main"


async def test_keys_that_begin_something_say_how_it_ends_while_it_lasts() -> None:
    script = ScriptedFeed()
    app = app_on(script)
    async with app.run_test() as pilot:
        await script.begin(pilot)
        shown = {}
        for status in (
            upright(1),
            replace(upright(2), paused=True),
            replace(upright(3), activity=Activity.STANDING),
            replace(upright(4), meeting=True),
            upright(5),
        ):
            await script.play(pilot, status)
            line = app.screen.query_one(KeyLine).render().plain
            await pilot.press("question_mark")
            told = str(app.screen.query_one("#help-keys", Static).render())
            await pilot.press("escape")
            commands = {command.title for command in app.get_system_commands(app.screen)}
            shown[status.at.mono_s] = {
                word
                for word, help_line in ENDS.items()
                if {f" {word} " in line, help_line in told, word in commands} == {True}
            }
        assert shown == {
            1: {"Pause", "Stand", "Meeting"},
            2: {"Resume", "Stand", "Meeting"},
            3: {"Pause", "Sit", "Meeting"},
            4: {"Pause", "Stand", "End meeting"},
            5: {"Pause", "Stand", "Meeting"},
        }


ENDS = {
    "Pause": "p       pause",
    "Resume": "p       go on",
    "Stand": "t       you stand",
    "Sit": "t       you sit",
    "Meeting": "m       a meeting:",
    "End meeting": "m       the meeting is over",
}
"""The word of a key, and how its line in the help begins."""


async def test_the_palette_offers_every_action_and_no_picture_of_the_screen() -> None:
    script = ScriptedFeed()
    app = app_on(script)
    async with app.run_test() as pilot:
        await script.begin(pilot)
        titles = {command.title for command in app.get_system_commands(app.screen)}
        ours = {"Calibrate", "Pause", "Snooze", "Break", "Stand", "Meeting"}
        assert titles >= ours | {"Help", "Theme", "Quit"}
        assert "Skip" not in titles
        assert "Screenshot" not in titles


async def test_the_list_of_recent_events_shows_as_many_as_there_is_room_for() -> None:
    script = ScriptedFeed(figures=BUSY_DAY)
    async with app_on(script).run_test(size=(80, 24)) as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(1))
        assert pilot.app.screen.query_one("#recent", LinePanel).content_size.height == 3


async def test_resizing_redraws_for_the_new_size() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test(size=(80, 24)) as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(900))
        narrow = len(text_of(pilot, "#sitting")[1])
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert len(text_of(pilot, "#sitting")[1]) > narrow


@pytest.mark.parametrize("size", [(40, 10), (60, 30), (100, 14)])
async def test_a_small_window_says_so_and_keeps_the_words_readable(size: tuple[int, int]) -> None:
    script = ScriptedFeed(demo=True)
    async with app_on(script).run_test(size=size) as pilot:
        await script.begin(pilot)
        told = f"Window {size[0]}x{size[1]}, needs 76x24; ? for keys"
        status = replace(upright(1802), break_state=BreakState.DUE, break_due_in_s=None)
        prompt = BreakDue(at=at(1800), sitting_s=1800.0, after_snooze=False)
        for play in (script.play(pilot, upright(900)), script.play(pilot, status, prompt, said=["break"])):
            await play
            lines = [strip.text for strip in pilot.app.screen._compositor.render_strips()]
            assert [line.strip() for line in lines if "needs" in line] == [told]
            assert any("● Near your reference" in line for line in lines)
        await pilot.resize_terminal(76, 24)
        await pilot.pause()
        assert not pilot.app.screen.query_one("#small-window").display


async def test_the_answers_to_a_break_are_told_whole_where_the_window_is_narrow() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test(size=(40, 14)) as pilot:
        await script.begin(pilot)
        due = replace(upright(1802), break_state=BreakState.DUE, break_due_in_s=None)
        event = BreakDue(at=at(1800), sitting_s=1800.0, after_snooze=False)
        await script.play(pilot, due, event, said=["break"])
        answers = []
        for width in (40, 80):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            shown = [strip.text for strip in pilot.app.screen._compositor.render_strips()]
            answers.append(shown[-2].strip("╭╮╰╯─ "))
        assert answers == [
            "b took one  s snooze  k skip",
            "e exercise   b took one   s snooze 15 min   S longer   k skip",
        ]


async def test_at_the_size_that_is_asked_for_every_key_and_panel_is_there() -> None:
    script = ScriptedFeed(figures=BUSY_DAY)
    async with app_on(script).run_test(size=(76, 24)) as pilot:
        await script.begin(pilot)
        due = replace(upright(1802), break_state=BreakState.DUE, break_due_in_s=None)
        await script.play(
            pilot, due, BreakDue(at=at(1800), sitting_s=1800.0, after_snooze=False), said=["break"]
        )
        shown = [strip.text for strip in pilot.app.screen._compositor.render_strips()]
        assert "k Skip" in shown[-1]
        assert "q Quit" in shown[-1]
        assert any("Off your reference" in line for line in shown)
        assert any("b took one" in line for line in shown[:-1])


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
