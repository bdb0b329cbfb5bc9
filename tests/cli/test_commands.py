"""The smaller commands: settings, doctor, data where, calibrate, help."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from posture.settings import DESCRIPTIONS
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


def test_every_setting_is_told_with_what_it_does_and_what_is_allowed(posture: Command) -> None:
    lines = posture("settings").out.splitlines()
    keys = [number for number, line in enumerate(lines) if not line.startswith(" ")]
    told = [lines[begin + 1 : end] for begin, end in pairwise([*keys, len(lines)])]
    assert all(allowed.startswith("    Allowed: ") for _what, allowed, *_more in told)
    assert [lines[number].split()[0] for number in keys] == list(DESCRIPTIONS)
    assert max(map(len, lines)) <= 100
    at = next(number for number, line in enumerate(lines) if line.startswith("slouch.sensitivity "))
    assert lines[at + 1 : at + 3] == [
        "    Above 1 smaller deviations count, below 1 only larger ones.",
        "    Allowed: a number from 0.3 to 3.",
    ]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(posture: Command, command: str) -> None:
    ran = posture(command, "--help")
    assert ran.code == 0
    assert f"Example: posture {command}" in ran.out


def test_the_help_names_every_command(posture: Command) -> None:
    ran = posture("--help")
    assert ran.code == 0
    assert all(f"\n  {command} " in ran.out for command in COMMANDS)
    assert "...\n" not in ran.out.partition("Commands:")[2]


def test_doctor_says_what_works_and_what_to_do(posture: Command, tmp_path: Path) -> None:
    story = write_story(tmp_path / "story.jsonl", "upright 30s")
    no_desktop = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path / 'no-bus'}"}
    ran = posture("doctor", "--source", str(story), **no_desktop)
    assert ran.code == 0
    lines = {line.split()[1]: line for line in ran.out.splitlines()}
    assert list(lines) == [
        "python", "terminal", "settings", "storage", "privacy", "libraries", "model", "reference", "monitor",
        "prompts", "source",
    ]  # fmt: skip
    assert [name for name, line in lines.items() if not line.startswith("ok")] == ["reference"]
    assert lines["reference"].startswith("-  ")
    assert "posture calibrate" in lines["reference"]
    assert "somebody is in view" in lines["source"]
    assert lines["monitor"].endswith("none is running")
    assert "prompts stand on the screen" in lines["prompts"]
    broken = posture("doctor", "--source", str(tmp_path / "none.mp4"))
    assert broken.code == 1
    assert [line.split()[1] for line in broken.out.splitlines() if line.startswith("FAIL")] == ["source"]


def test_doctor_tells_a_bad_setting_once(posture: Command) -> None:
    ran = posture("doctor", "--set", "camera.source=xyz")
    assert ran.code == 1
    assert [line.split()[1] for line in ran.out.splitlines() if line.startswith("FAIL")] == ["settings"]
    assert ran.out.count("xyz") == 1
    assert ran.out.count("not checked: it needs the settings") == 2


def test_doctor_measures_what_watching_costs(posture: Command, tmp_path: Path) -> None:
    story = write_story(tmp_path / "story.jsonl", "upright 30s")
    ran = posture("doctor", "--cost", "--source", str(story))
    assert ran.code == 0
    first, processor, *rest = ran.out.splitlines()
    assert first == "no monitor is running; measured for 10 s"
    assert processor.startswith("processor ")
    assert processor.endswith(" of one core")
    assert rest[-1] == "pictures    21 looked at, 0 analysed"
    missing = posture("doctor", "--cost", "--source", str(tmp_path / "none.mp4"))
    assert missing.code == 1
    assert "There is no file" in missing.err


def test_data_where_names_every_place(posture: Command) -> None:
    places = json.loads(posture("data", "where", "--format", "json").out)
    assert set(places) == {
        "database", "profiles", "plans", "reader_file", "tips_file", "settings_file", "exercises",
        "log_file", "runtime",
    }  # fmt: skip
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


def test_a_standing_anchor_is_added_used_or_refused(posture: Command, tmp_path: Path) -> None:
    upright = write_story(tmp_path / "upright.jsonl", "upright 20s")
    standing = write_story(tmp_path / "standing.jsonl", "stand_at_desk 20s")
    story = write_story(tmp_path / "story.jsonl", "upright 20s; stand_at_desk 70s; upright 20s")
    assert posture("calibrate", "--source", str(upright)).code == 0
    same = posture("calibrate", "--source", str(upright), "--standing")
    assert (same.code, "almost like sitting" in same.err) == (1, True)
    added = posture("calibrate", "--source", str(standing), "--standing")
    assert (added.code, "Standing anchor added" in added.out) == (0, True)
    ran = posture("replay", str(story), "--profile", "default", "--events", "-")
    told = [json.loads(line) for line in ran.out.splitlines()]
    taken = next(event for event in told if event["type"] == "break_taken")
    assert (taken["verified_by"], round(taken["duration_s"])) == ("standing", 70)


def test_a_standing_anchor_from_the_source_itself(posture: Command, tmp_path: Path) -> None:
    story = write_story(
        tmp_path / "story.jsonl", "upright 15s; stand_at_desk 15s; upright 20s; stand_at_desk 9s"
    )
    reference = ("--calibrate", "0:10", "--calibrate-standing", "17:27")
    ran = posture("replay", str(story), *reference, "--events", "-")
    assert "standing_started" in [json.loads(line)["type"] for line in ran.out.splitlines()]
    alone = posture("replay", str(story), "--calibrate-standing", "17:27")
    assert (alone.code, "give the first one with --calibrate A:B" in alone.err) == (2, True)
    same = posture("replay", str(story), "--calibrate", "0:10", "--calibrate-standing", "2:10")
    assert "standing calibration failed: standing looks almost like sitting" in same.err


def test_a_preset_is_written_into_the_settings_file(posture: Command) -> None:
    written = posture("settings", "--preset", "55/5")
    assert (written.code, written.out.split()[:2]) == (0, ["sitting.nudge_after_s", "3300.0"])
    assert json.loads(posture("settings", "--json").out)["sitting.nudge_after_s"] == 3300.0
    assert json.loads(posture("settings", "--preset", "30/5", "--json").out)["reminders.max_per_hour"] == 3
    assert json.loads(posture("settings", "--json").out)["sitting.nudge_after_s"] == 1800.0
    assert posture("settings", "--preset", "90/1").code == 2
    both = posture("settings", "--preset", "30/5", "--set", "camera.fps=1")
    assert (both.code, "leave one out" in both.err) == (2, True)


def test_a_view_that_cannot_be_used_is_not_learned_from(posture: Command, tmp_path: Path) -> None:
    turned = write_story(tmp_path / "turned.jsonl", "turned 60s")
    ran = posture("calibrate", "--source", str(turned))
    assert ran.code == 1
    assert "turned to the side" in ran.err
    assert not (posture.home / "data" / "profiles" / "default.json").exists()


def test_a_reference_is_tried_on_the_rest_of_a_recording_when_asked(posture: Command, tmp_path: Path) -> None:
    begin = "upright 13.5s; upright 10s;"
    seen = write_story(tmp_path / "seen.jsonl", f"{begin} slouch 10s; upright 12s")
    ran = posture("calibrate", "--source", str(seen), "--validate")
    assert (ran.code, "Reference saved" in ran.out) == (0, True)
    assert "Sit the way you slump" in ran.err
    assert "posture: This works: your slump was called a slouch in 100 % of its pictures" in ran.err
    unseen = write_story(tmp_path / "unseen.jsonl", f"{begin} upright 22s")
    ran = posture("calibrate", "--source", str(unseen), "--validate")
    assert (ran.code, "Reference saved" in ran.out) == (0, True)
    assert "posture: This will not work yet" in ran.err
    assert "posture calibrate --relaxed" in ran.err
    assert (posture.home / "data" / "profiles" / "default.json").exists()


def test_a_recording_without_the_half_minute_is_not_tried(posture: Command, tmp_path: Path) -> None:
    short = write_story(tmp_path / "short.jsonl", "upright 20s")
    assert "half a minute" not in posture("calibrate", "--source", str(short)).err
    ran = posture("calibrate", "--source", str(short), "--validate")
    assert ran.code == 0
    assert "It is not known whether this reference works" in ran.err


def test_the_check_tells_what_can_be_seen_and_saves_nothing(posture: Command, tmp_path: Path) -> None:
    upright = write_story(tmp_path / "upright.jsonl", "upright 20s")
    moved = write_story(tmp_path / "moved.jsonl", "lid_up 6; upright 20s")
    ran = posture("calibrate", "--check", "--source", str(upright))
    assert ran.code == 0
    assert "one that counts is 6.5 %" in ran.out
    assert "Good enough" in ran.out
    assert "There is no reference 'default'" in ran.out
    assert not (posture.home / "data").exists()
    assert posture("calibrate", "--source", str(upright)).code == 0
    before = (posture.home / "data" / "profiles" / "default.json").read_bytes()
    told = json.loads(posture("calibrate", "--check", "--format", "json", "--source", str(moved)).out)
    assert (told["overall"], told["profile"]["fits"], told["profile"]["label"]) == (
        "sees",
        "moved",
        "upright",
    )
    assert told["features"]["neck"]["limit"] == pytest.approx(0.065)
    assert 0 < told["features"]["neck"]["smallest_change"] < 0.02
    assert (posture.home / "data" / "profiles" / "default.json").read_bytes() == before


def test_a_check_that_sees_too_little_says_what_to_change(posture: Command, tmp_path: Path) -> None:
    turned = write_story(tmp_path / "turned.jsonl", "turned 60s")
    ran = posture("calibrate", "--check", "--source", str(turned))
    assert (ran.code, ran.out) == (1, "")
    assert "the noise could not be measured" in ran.err
    assert "turned to the side" in ran.err
