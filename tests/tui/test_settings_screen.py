"""Settings: every key, changed in place, with the user's own comments kept."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from posture.adapters.settings_file import allowed_values, checked_value, known_keys, load_settings
from posture.errors import SettingsError
from posture.presets import PRESETS, Preset
from posture.settings import Settings
from tests.tui.screens_app import folders, keys_shown, press, screen_text, screens_app
from tests.tui.scripted_feed import text_of
from tui import settings_sources, settings_view

OWN = "# mine\n[sitting]\nnudge_after_s = 2400 # forty minutes\n"

KEYS = ["Change", "Reset", "30/5 or 55/5", "Read again"]


def choose(pilot: Pilot[int], key: str) -> None:
    """Move to a key as many arrow keys would."""
    listing = pilot.app.screen.query_one("#settings-list", OptionList)
    listing.highlighted = next(
        number
        for number in range(listing.option_count)
        if str(listing.get_option_at_index(number).prompt).strip("* ").startswith(f"{key} ")
    )


async def typed(pilot: Pilot[int], text: str) -> None:
    pilot.app.screen.query_one(Input).value = text
    await pilot.pause()


async def test_every_key_is_listed_and_explained() -> None:
    async with screens_app().run_test() as pilot:
        await press(pilot, "7")
        listing = pilot.app.screen.query_one("#settings-list", OptionList)
        listed = [str(listing.get_option_at_index(number).prompt) for number in range(listing.option_count)]
        keys = [line.split()[0] for line in listed if line.startswith("  ")]
        assert keys == list(known_keys())
        choose(pilot, "sitting.nudge_after_s")
        await pilot.pause()
        assert text_of(pilot, "#settings-about") == [
            "Sitting this long makes a break due.",
            "Default 1800 s (30 min). Allowed: a number from 60 to 14400.",
            "Where the default comes from: Duran 2023, a small crossover trial of breaks.",
        ]


async def test_a_value_is_changed_checked_as_typed_and_comments_stay(tmp_path: Path) -> None:
    where = folders(tmp_path)
    where.settings_file.parent.mkdir(parents=True)
    where.settings_file.write_text(OWN)
    async with screens_app(where).run_test(size=(80, 24)) as pilot:
        await press(pilot, "7")
        choose(pilot, "sitting.nudge_after_s")
        await pilot.pause()
        told = text_of(pilot, "#settings-about")
        assert told[-1] == "enter changes it, r sets the default. A change counts at once."
        assert keys_shown(pilot) == [*KEYS, "Back", "Help", "Quit"]
        await press(pilot, "enter")
        assert pilot.app.screen.query_one(Input).value == "2400"
        await typed(pilot, "9")
        assert "sitting.nudge_after_s = 9 is not allowed; use a number from 60 to 14400" in screen_text(pilot)
        await press(pilot, "enter")
        assert where.settings_file.read_text() == OWN
        await typed(pilot, "1200")
        assert not pilot.app.screen.query_one("#settings-told").display
        await press(pilot, "enter")
        assert where.settings_file.read_text() == OWN.replace("2400", "1200")
        assert "* sitting.nudge_after_s" in screen_text(pilot)
        await press(pilot, "r")
        assert load_settings(where.settings_file) == Settings()
        assert "# forty minutes" in where.settings_file.read_text()


async def test_escape_leaves_a_value_as_it_was_and_then_the_screen(tmp_path: Path) -> None:
    where = folders(tmp_path)
    async with screens_app(where).run_test() as pilot:
        await press(pilot, "7")
        choose(pilot, "slouch.sensitivity")
        await press(pilot, "enter", "9", "escape")
        assert pilot.app.screen.id == "settings"
        await press(pilot, "escape")
        assert pilot.app.screen.id == "main"
    assert not where.settings_file.exists()


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("reminders.quiet_hours", '["12:00-13:00"]', ("12:00-13:00",)),
        ("notify.method", "silent", "silent"),
        ("camera.source", "1", "1"),
        ("reminders.max_per_hour", "2", 2),
    ],
)
async def test_every_kind_of_value_can_be_typed(tmp_path: Path, key: str, text: str, value: object) -> None:
    where = folders(tmp_path)
    async with screens_app(where).run_test() as pilot:
        await press(pilot, "7")
        choose(pilot, key)
        await press(pilot, "enter")
        await typed(pilot, text)
        await press(pilot, "enter")
    section, _, name = key.partition(".")
    assert getattr(getattr(load_settings(where.settings_file), section), name) == value


def told(pilot: Pilot[int]) -> str:
    return str(pilot.app.screen.query_one("#settings-told", Static).render())


async def test_a_source_that_is_none_or_is_not_there_is_told_while_it_is_typed(tmp_path: Path) -> None:
    where = folders(tmp_path)
    async with screens_app(where).run_test() as pilot:
        await press(pilot, "7")
        choose(pilot, "camera.source")
        await press(pilot, "enter")
        await typed(pilot, "xyz")
        assert "use a camera number, device, file" in told(pilot)
        await typed(pilot, "clip.mp4")
        assert "there is no such file or device" in told(pilot)
        await press(pilot, "enter")
    assert not where.settings_file.exists()


async def test_a_yes_or_no_changes_at_once_and_a_rhythm_with_one_key(tmp_path: Path) -> None:
    where = folders(tmp_path)
    async with screens_app(where).run_test() as pilot:
        await press(pilot, "7")
        choose(pilot, "reminders.standing")
        await press(pilot, "enter")
        assert not load_settings(where.settings_file).reminders.standing
        await press(pilot, "p")
        assert load_settings(where.settings_file).sitting.nudge_after_s == 3300.0
        assert "rhythm 55/5" in screen_text(pilot)
        await press(pilot, "p")
        assert load_settings(where.settings_file).sitting.nudge_after_s == 1800.0


@pytest.mark.parametrize(
    ("broken", "told"),
    [("[sitting\n", "line 1"), ("# a\n[sitting]\nnudge_after_s = 1\n", "line 3")],
)
async def test_a_broken_file_is_told_with_its_line_and_not_written(
    tmp_path: Path, broken: str, told: str
) -> None:
    where = folders(tmp_path)
    where.settings_file.parent.mkdir(parents=True)
    where.settings_file.write_text(broken)
    async with screens_app(where).run_test(size=(200, 50)) as pilot:
        await press(pilot, "7")
        assert told in text_of(pilot, "#settings-where")[0]
        choose(pilot, "sitting.nudge_after_s")
        await press(pilot, "enter", "r", "p")
        assert not pilot.app.screen.query_one(Input).display
        assert where.settings_file.read_text() == broken
        where.settings_file.write_text(OWN)
        await press(pilot, "u")
        assert text_of(pilot, "#settings-where")[0].startswith(str(where.settings_file))
        where.settings_file.write_text(broken)
        await press(pilot, "r")
        assert where.settings_file.read_text() == broken
        assert told in text_of(pilot, "#settings-where")[0]


async def test_the_demo_shows_and_changes_nothing() -> None:
    async with screens_app().run_test() as pilot:
        await press(pilot, "7", "enter", "r", "p")
        assert "The demo leaves your settings alone" in screen_text(pilot)
        assert not pilot.app.screen.query_one(Input).display
        assert keys_shown(pilot) == ["Back", "Help", "Quit"]
        offered = {command.title for command in pilot.app.get_system_commands(pilot.app.screen)}
        assert not offered & set(KEYS)
        await pilot.press("question_mark")
        assert text_of(pilot, "#help-keys")[0].split() == ["↑↓", "choose", "a", "setting"]
        assert "set the default again" not in "\n".join(text_of(pilot, "#help-keys"))


def test_the_sources_are_those_beside_the_values() -> None:
    module = ast.parse((Path(__file__).parents[2] / "posture/settings.py").read_text())
    classes = {node.name: node for node in module.body if isinstance(node, ast.ClassDef)}
    found = {}
    for section in Settings.__dataclass_fields__:
        body = classes[type(getattr(Settings(), section)).__name__].body
        for field, after in zip(body, [*body[1:], None], strict=True):
            text = ast.unparse(after) if isinstance(after, ast.Expr) else ""
            if isinstance(field, ast.AnnAssign) and (marks := re.findall(r"\[(S\d+)\]", text)):
                found[f"{section}.{ast.unparse(field.target)}"] = tuple(marks)
    assert found == settings_sources.SOURCES
    assert {mark for marks in found.values() for mark in marks} == set(settings_sources.CITATIONS)


def test_every_section_has_a_heading_and_every_default_can_be_typed_again() -> None:
    assert set(settings_view.SECTIONS) == set(Settings.__dataclass_fields__)
    for key in known_keys():
        section, _, name = key.partition(".")
        default = getattr(getattr(Settings(), section), name)
        value = checked_value(key, settings_view.typed(default))
        assert (tuple(value) if isinstance(value, list) else value) == default


def test_what_is_not_allowed_names_key_value_and_what_is() -> None:
    with pytest.raises(SettingsError) as caught:
        checked_value("camera.fps", "often")
    assert str(caught.value) == f"camera.fps = 'often' is not allowed; use {allowed_values('camera.fps')}"


def test_a_rhythm_is_known_by_its_values() -> None:
    now = dict(PRESETS[Preset.FIFTY_FIVE_FIVE])
    assert settings_view.rhythm(now) is Preset.FIFTY_FIVE_FIVE
    assert settings_view.other_rhythm(now) is Preset.THIRTY_FIVE
    assert settings_view.rhythm({**now, "sitting.nudge_after_s": 1.0}) is None
