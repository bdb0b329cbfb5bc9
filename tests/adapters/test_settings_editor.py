"""Writing a preset into the user's own settings file leaves what he wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posture.adapters.settings_editor import change_settings
from posture.adapters.settings_file import known_keys
from posture.errors import SettingsError
from posture.presets import PRESETS, Preset
from posture.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

OWN = """\
# mine
[sitting]
nudge_after_s = 2400 # forty minutes
missed_after_s = 300

[reminders] # seldom
quiet_hours = ["12:00-13:00"]
"""


def test_comments_and_everything_else_stay(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(OWN)
    settings = change_settings(file, PRESETS[Preset.FIFTY_FIVE_FIVE])
    assert (settings.sitting.nudge_after_s, settings.sitting.missed_after_s) == (3300.0, 300.0)
    assert (settings.reminders.max_per_hour, settings.reminders.stillness) == (2, False)
    assert settings.reminders.quiet_hours == ("12:00-13:00",)
    text = file.read_text()
    assert text.startswith("# mine\n")
    assert "# forty minutes" in text
    assert "[reminders] # seldom" in text


@pytest.mark.parametrize("before", ["", "sitting.nudge_after_s = 600\n", "sitting = {nudge_after_s = 600}\n"])
def test_a_file_in_any_style_takes_the_values(tmp_path: Path, before: str) -> None:
    file = tmp_path / "new" / "settings.toml"
    if before:
        file.parent.mkdir()
        file.write_text(before)
    assert change_settings(file, PRESETS[Preset.FIFTY_FIVE_FIVE]).sitting.nudge_after_s == 3300.0
    assert change_settings(file, PRESETS[Preset.THIRTY_FIVE]) == Settings()


@pytest.mark.parametrize("broken", ["[sitting", "[sitting]\nnudge_after_s = 1\n", "sitting = 3\n"])
def test_a_file_that_is_not_valid_is_left_alone(tmp_path: Path, broken: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(broken)
    with pytest.raises(SettingsError):
        change_settings(file, PRESETS[Preset.THIRTY_FIVE])
    assert file.read_text() == broken


def test_presets_name_the_same_known_keys() -> None:
    keys = {preset: set(values) for preset, values in PRESETS.items()}
    assert keys[Preset.THIRTY_FIVE] == keys[Preset.FIFTY_FIVE_FIVE] <= set(known_keys())
