"""Settings from a file and a command line: what is allowed, and sentences about the rest."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture.adapters.settings_file import known_keys, load_settings
from posture.errors import SettingsError, UsageError
from posture.settings import DESCRIPTIONS, Settings

if TYPE_CHECKING:
    from pathlib import Path


def test_nothing_said_is_the_defaults(tmp_path: Path) -> None:
    assert load_settings(None) == load_settings(tmp_path / "none.toml") == Settings()


def test_the_file_counts_and_the_command_line_counts_more(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(
        '[slouch]\nsensitivity = 2\nnudge_after_s = 60\n[reminders]\nquiet_hours = ["22:00-07:00"]\n'
    )
    settings = load_settings(file, ["slouch.sensitivity=1.5", "camera.source=/dev/video2"])
    assert settings.slouch.sensitivity == 1.5
    assert settings.slouch.nudge_after_s == 60.0
    assert isinstance(settings.slouch.nudge_after_s, float)
    assert settings.reminders.quiet_hours == ("22:00-07:00",)
    assert settings.camera.source == "/dev/video2"
    assert settings.sitting == Settings().sitting


@pytest.mark.parametrize("override", ["camera.source=1", 'camera.source="1"', " camera.source = 1 "])
def test_a_camera_number_is_text(override: str) -> None:
    assert load_settings(None, [override]).camera.source == "1"


def test_words_and_switches_are_taken() -> None:
    notify = load_settings(None, ["notify.method=bell", "notify.slouch=false"]).notify
    assert (notify.method, notify.slouch, notify.break_due) == ("bell", False, True)


@pytest.mark.parametrize(
    ("override", "says"),
    [
        (
            "slouch.sensitivity=9",
            "slouch.sensitivity = 9 in --set is not allowed; use a number from 0.3 to 3",
        ),
        ("reminders.max_per_hour=1.5", "use a whole number from 0 to 60"),
        ("reminders.max_per_hour=true", "use a whole number from 0 to 60"),
        ("slouch.sensitivity=nan", "use a number from 0.3 to 3"),
        ('reminders.quiet_hours=["25:00-26:00"]', 'use a list of "HH:MM-HH:MM"'),
        ('homework.remind_at=["24:00"]', 'use a list of "HH:MM", for example'),
        ("camera.source=[1]", "use a camera number, device, file, or http(s) or rtsp stream"),
        ("camera.source=-1", "use a camera number, device, file, or http(s) or rtsp stream"),
        (
            "camera.source=xyz",
            "camera.source = 'xyz' in --set is not allowed; use a camera number, device, file, or http(s) or",
        ),
        ("camera.source=ftp://camera.lan/1", "use a camera number, device, file, or http(s) or rtsp stream"),
        ('camera.source=""', "use a camera number"),
        ("breaks.due_after_s=3", "unknown setting breaks.due_after_s in --set; `posture settings` lists"),
        (
            "notify.method=loud",
            "notify.method = 'loud' in --set is not allowed; use one of desktop, bell, silent",
        ),
        ("notify.method=1", "use one of desktop, bell, silent"),
        ("notify.slouch=1", "use true or false"),
        ("notify.break_due=off", "use true or false"),
        ("sitting.nudge=3", "unknown setting sitting.nudge in --set; did you mean sitting.nudge_after_s?"),
        ("x\x1b[2Jz=3", "unknown setting 'x\\x1b[2Jz' in --set; `posture settings` lists every key"),
        ("xyz=3", "unknown setting xyz in --set; `posture settings` lists every key"),
        ("xyz", "has no '='"),
    ],
)
def test_a_wrong_word_on_the_command_line_is_wrong_usage(override: str, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_settings(None, [override])
    assert says in str(caught.value)


def test_a_wrong_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    for text, says in (
        ("[slouch", "is not valid TOML"),
        ("[slouch]\nsensitivity = 9\n", f"slouch.sensitivity = 9 in {file}"),
        ("slouch = 3\n", "unknown setting slouch"),
    ):
        file.write_text(text)
        with pytest.raises(SettingsError, match=r"\S") as caught:
            load_settings(file)
        assert says in str(caught.value)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="cannot read the settings file"):
        load_settings(file)


@given(st.sampled_from(known_keys()) | st.text(max_size=30), st.text(max_size=40))
def test_any_words_are_settings_or_wrong_usage(key: str, value: str) -> None:
    with suppress(UsageError):
        assert isinstance(load_settings(None, [f"{key}={value}"]), Settings)


def _bounded() -> list[tuple[str, float, float]]:
    """Every numeric key with its bounds."""
    return [
        (f"{section.name}.{field.name}", field.metadata["low"], field.metadata["high"])
        for section in fields(Settings)
        for field in fields(getattr(Settings(), section.name))
        if "low" in field.metadata
    ]


def _value(settings: Settings, key: str) -> Any:
    section, _, name = key.partition(".")
    return getattr(getattr(settings, section), name)


def test_every_setting_has_a_description_and_nothing_else_has() -> None:
    assert tuple(DESCRIPTIONS) == known_keys()


def test_every_number_has_bounds() -> None:
    numbers = [
        key
        for key in known_keys()
        if isinstance(value := _value(Settings(), key), int | float) and not isinstance(value, bool)
    ]
    assert [key for key, *_ in _bounded()] == numbers


@pytest.mark.parametrize(("key", "low", "high"), _bounded(), ids=[key for key, *_ in _bounded()])
def test_bounds_are_taken_and_what_lies_beyond_is_refused_with_them(
    key: str, low: float, high: float
) -> None:
    kind = type(_value(Settings(), key))
    for good in (low, high):
        value = _value(load_settings(None, [f"{key}={good}"]), key)
        assert (value, type(value)) == (good, kind)
    words = "a whole number" if kind is int else "a number"
    for wrong in (low - 1, high + 1, "nan", "inf", "true", "many", "[1]", '"5"', "2026-03-02"):
        with pytest.raises(UsageError) as caught:
            load_settings(None, [f"{key}={wrong}"])
        assert str(caught.value).startswith(f"setting {key} = ")
        assert str(caught.value).endswith(f" in --set is not allowed; use {words} from {low} to {high}")


def test_a_switch_is_true_or_false_and_nothing_else() -> None:
    assert not load_settings(None, ["reminders.slouch=false"]).reminders.slouch
    for wrong in ("0", "1", "off", '"true"'):
        with pytest.raises(UsageError, match=r"reminders.slouch = .* use true or false"):
            load_settings(None, [f"reminders.slouch={wrong}"])


def test_working_days_are_named_and_come_out_in_their_order() -> None:
    assert load_settings(None, ['reminders.working_days=["fri", "mon"]']).reminders.working_days == (
        "mon",
        "fri",
    )
    assert load_settings(None, ["reminders.working_days=[]"]).reminders.working_days == ()
    with pytest.raises(UsageError, match=r'use a list of "mon", "tue"'):
        load_settings(None, ['reminders.working_days=["monday"]'])


@pytest.mark.parametrize("text", ["[camera]\nfps = " + "9" * 5000, "x = " + "[" * 5000], ids=["long", "deep"])
def test_absurd_files_are_refused_in_a_sentence(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text)
    with pytest.raises(SettingsError, match="is not valid TOML"):
        load_settings(file)


def test_what_cannot_be_a_settings_file_is_refused_at_once(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("# comment\n" * 110_000)
    with pytest.raises(SettingsError, match="is larger than 1 MB, which no settings are"):
        load_settings(file)
    if hasattr(os, "mkfifo"):
        file.unlink()
        os.mkfifo(file)
        with pytest.raises(SettingsError, match="is a pipe, which may never end"):
            load_settings(file)


HUGE = "0x" + "f" * 20_000


@pytest.mark.parametrize("key", ["camera.fps", "camera.source", "reminders.max_per_hour", "filter.beta"])
def test_a_number_too_long_to_write_out_is_refused_in_a_short_sentence(tmp_path: Path, key: str) -> None:
    file = tmp_path / "settings.toml"
    for value in (HUGE, f"-{HUGE[2:]}" if key == "filter.beta" else f"[{HUGE}]", f'"{HUGE}"'):
        file.write_text(f"{key} = {value}")
        with pytest.raises(SettingsError) as caught:
            load_settings(file)
        assert len(str(caught.value)) < 400 + len(str(file))
    with pytest.raises(UsageError):
        load_settings(None, [f"{key}={HUGE}"])


def test_keys_nested_thousands_deep_are_refused_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("a." * 3000 + "a = 1")
    with pytest.raises(SettingsError):
        load_settings(file)


lines = st.tuples(st.sampled_from(known_keys()), st.text(max_size=9) | st.floats().map(str)).map(" = ".join)


@given(text=st.lists(lines | st.text(max_size=20), max_size=4).map("\n".join))
def test_any_file_is_settings_or_a_refusal(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_bytes(text.encode())
    with suppress(SettingsError):
        loaded = load_settings(file)
        assert [key for key, low, high in _bounded() if not low <= _value(loaded, key) <= high] == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[slouch]\n\nsensitivity = 9\n", 3),
        ("# mine\nslouch.sensitivity = 9\n", 2),
        ("\nslouch = {sensitivity = 9}\n", 2),
        ('["slouch"]\n"sensitivity" = 9\n', 2),
        ("[sitting]\nmissed_after_s = 60\n[ slouch ]  # mine\nsensitivity=9\n", 4),
    ],
)
def test_the_line_of_a_wrong_value_is_named(tmp_path: Path, text: str, line: int) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text)
    with pytest.raises(SettingsError) as caught:
        load_settings(file)
    assert f"slouch.sensitivity = 9 in {file}, line {line}, is not allowed" in str(caught.value)
