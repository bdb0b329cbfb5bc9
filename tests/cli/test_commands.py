"""The smaller commands: settings, doctor, data where, calibrate, help."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import Command, write_story
from tui.command_line import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path

CONTRACT = {
    "sitting.nudge_after_s": 1800,
    "sitting.break_target_s": 300,
    "sitting.break_counts_after_s": 60,
    "slouch.nudge_after_s": 300,
    "slouch.sensitivity": 1.0,
    "stillness.nudge_after_s": 1200,
    "standing.nudge_after_s": 2400,
    "reminders.min_gap_s": 600,
    "reminders.max_per_hour": 3,
    "reminders.quiet_hours": [],
    "camera.fps": 2,
    "camera.source": "0",
}


def test_the_settings_of_the_contract_have_its_defaults(posture: Command) -> None:
    listed = json.loads(posture("settings", "--json").out)
    assert {key: listed[key] for key in CONTRACT} == CONTRACT


def test_a_setting_shows_what_it_would_be(posture: Command) -> None:
    ran = posture("settings", "--set", "slouch.sensitivity=1.5")
    assert "slouch.sensitivity" in ran.out
    assert "1.5   (default 1.0)" in ran.out


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "data"])
def test_every_command_has_help_with_an_example(posture: Command, command: str) -> None:
    ran = posture(command, "--help")
    assert ran.code == 0
    assert f"Example: posture {command}" in ran.out


def test_the_help_names_every_command(posture: Command) -> None:
    ran = posture("--help")
    assert ran.code == 0
    assert all(f"\n  {command} " in ran.out for command in COMMANDS)


def test_doctor_says_what_works_and_what_to_do(posture: Command, tmp_path: Path) -> None:
    story = write_story(tmp_path / "story.jsonl", "upright 30s")
    ran = posture("doctor", "--source", str(story))
    assert ran.code == 0
    lines = {line.split()[1]: line for line in ran.out.splitlines()}
    assert list(lines) == [
        "python", "terminal", "settings", "storage", "libraries", "model", "reference", "source",
    ]  # fmt: skip
    assert all(line.startswith("ok") for line in lines.values())
    assert "posture calibrate" in lines["reference"]
    assert "somebody is in view" in lines["source"]
    broken = posture("doctor", "--source", str(tmp_path / "none.mp4"))
    assert broken.code == 1
    assert [line.split()[1] for line in broken.out.splitlines() if line.startswith("FAIL")] == ["source"]


def test_data_where_names_every_place(posture: Command) -> None:
    places = json.loads(posture("data", "where", "--format", "json").out)
    assert set(places) == {"database", "profiles", "settings_file", "exercises", "log_file"}
    assert all(place["path"].startswith(str(posture.home)) for place in places.values())
    assert not any(place["exists"] for place in places.values())


def test_a_reference_is_made_kept_and_used(posture: Command, tmp_path: Path) -> None:
    upright = write_story(tmp_path / "upright.jsonl", "upright 20s")
    story = write_story(tmp_path / "story.jsonl", "upright 20s; slouch 20s; upright 10s")
    made = posture("calibrate", "--source", str(upright), "--profile", "office")
    assert (made.code, "Reference saved" in made.out) == (0, True)
    assert "Hold still" in made.err
    ran = posture("replay", str(story), "--profile", "office", "--events", "-")
    assert [json.loads(line)["type"] for line in ran.out.splitlines() if "slouch" in line] == [
        "slouch_started",
        "slouch_ended",
    ]


def test_a_second_anchor_is_added_or_refused(posture: Command, tmp_path: Path) -> None:
    upright = write_story(tmp_path / "upright.jsonl", "upright 20s")
    slumped = write_story(tmp_path / "slumped.jsonl", "slouch 20s")
    assert posture("calibrate", "--source", str(slumped), "--relaxed").code == 1
    assert posture("calibrate", "--source", str(upright)).code == 0
    profile = posture.home / "data" / "profiles" / "default.json"
    before = profile.read_bytes()
    same = posture("calibrate", "--source", str(upright), "--relaxed")
    assert (same.code, "almost like the upright one" in same.err) == (1, True)
    assert profile.read_bytes() == before
    assert posture("calibrate", "--source", str(slumped), "--relaxed").code == 0
    assert json.loads(profile.read_text())["baseline"]["relaxed"] is not None


def test_a_view_that_cannot_be_used_is_not_learned_from(posture: Command, tmp_path: Path) -> None:
    turned = write_story(tmp_path / "turned.jsonl", "turned 60s")
    ran = posture("calibrate", "--source", str(turned))
    assert ran.code == 1
    assert "turned to the side" in ran.err
    assert not (posture.home / "data" / "profiles" / "default.json").exists()
