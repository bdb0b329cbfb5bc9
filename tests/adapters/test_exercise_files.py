"""Exercises from files: ours are whole, the user's own count more, and a wrong one is one clear sentence."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from posture.adapters.exercise_files import (
    BUILT_IN,
    find_exercise,
    json_schema,
    load_exercises,
    read_exercise,
)
from posture.errors import ExerciseError, UsageError
from posture.exercise_signals import SIGNALS
from posture.exercises import Tier

ROOT = Path(__file__).parents[2]
NAMED = {
    "neck_rotation", "neck_side_bend", "chin_tuck", "shoulder_roll", "shoulder_shrug", "scapular_squeeze",
    "overhead_reach", "side_reach", "lateral_raise", "elbow_flexion", "trunk_rotation", "seated_cat_cow",
    "thoracic_extension", "sit_to_stand", "squat", "march_in_place", "calf_raise", "standing_back_extension",
    "hip_hinge", "wall_slide", "walk", "curl_up", "side_bridge", "bird_dog", "breathing",
}  # fmt: skip
SQUAT = (BUILT_IN / "squat.toml").read_text(encoding="utf-8")


def test_every_exercise_that_was_asked_for_is_there() -> None:
    exercises = load_exercises(None)
    assert set(exercises) == NAMED
    assert list(exercises) == sorted(exercises)
    timed = {name for name, exercise in exercises.items() if exercise.counting is None}
    assert timed == {"walk", "curl_up", "side_bridge", "bird_dog", "breathing"}
    assert {exercises[name].tier for name in timed} == {Tier.UNSEEN}


@pytest.mark.parametrize("name", sorted(NAMED))
def test_each_says_how_when_not_and_where_its_numbers_come_from(name: str) -> None:
    exercise = load_exercises(None)[name]
    assert any("numbness" in caution for caution in exercise.cautions)
    assert exercise.summary.endswith(".")
    assert exercise.counting is None or "Our own choice" in exercise.counting.basis
    moving = [dict(frame.joints) for frame in exercise.drawing]
    assert any(pose != moving[0] for pose in moving[1:])
    text = (BUILT_IN / f"{name}.toml").read_text(encoding="utf-8")
    assert not re.search(r"\b(bad|poor|wrong|correct|incorrect|damage|harm)\b", text, re.IGNORECASE)


def test_a_file_of_the_user_adds_or_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "squat.toml").write_text(SQUAT.replace("amplitude = 0.18", "amplitude = 0.5"))
    (tmp_path / "deep_squat.toml").write_text(SQUAT.replace('id = "squat"', 'id = "deep_squat"'))
    (tmp_path / "notes.txt").write_text("nothing to read here")
    exercises = load_exercises(tmp_path)
    assert set(exercises) == NAMED | {"deep_squat"}
    counting = exercises["squat"].counting
    assert counting is not None
    assert counting.amplitude == 0.5
    assert load_exercises(tmp_path / "nowhere") == load_exercises(None)


def test_an_id_that_is_none_lists_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"there is no exercise 'jump'; there are bird_dog, .*, wall_slide$"):
        find_exercise(tmp_path, "jump")
    assert find_exercise(None, "squat").name == "Squat"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('sides = "whole"', 'sides = "both"', "counting.sides: input should be 'whole', 'opposite', 'each'"),
        ('signal = "squat_depth"', 'signal = "jump"', "there is no signal 'jump'; there are arm_raise"),
        ('sides = "whole"', 'sides = "each"', "sides must be whole or opposite for the signal squat_depth"),
        ("amplitude = 0.18", "amplitude = -1", "counting.amplitude: input should be greater than 0"),
        ("amplitude = 0.18", 'amplitude = "much"', "counting.amplitude: input should be a valid number"),
        ("amplitude = 0.18\n", "", "counting.amplitude: field required"),
        ("longest_s = 12.0", "longest_s = 0.4", "longest_s must be more than shortest_s"),
        ("amplitude = 0.18", "amplitude = 0.18\nspeed = 3", "counting.speed: extra inputs are not permitted"),
        ("tier = 1", "tier = 4", "an exercise of tier 4 has no [counting], every other one has it"),
        ("tier = 1", "tier = 5", "tier: input should be less than or equal to 4"),
        ("left_hip = 95.0", "tail = 95.0", "the figure has no joint 'tail'"),
        ("left_hip = 95.0", "left_hip = 195.0", "left_hip = 195 is not from -30 to 120"),
        ("repetitions = 8\n", "duration_s = 60\n", "dose.repetitions is missing"),
        ("version = 1", "version = 2", "version: input should be 1"),
        ('id = "squat"', 'id = "Squat!"', "id: string should match pattern"),
        ('id = "squat"', 'id = "squats"', "has the id squats: name the file squats.toml"),
        ('id = "squat"', "id = ", "is not valid TOML"),
    ],
)
def test_a_wrong_file_is_one_sentence_with_file_key_and_what_is_allowed(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    assert old in SQUAT
    path = tmp_path / "squat.toml"
    path.write_text(SQUAT.replace(old, new, 1))
    with pytest.raises(ExerciseError) as refused:
        read_exercise(path)
    sentence = str(refused.value)
    assert str(path) in sentence
    assert says in sentence
    assert "\n" not in sentence or "TOML" in sentence


def test_a_guard_has_one_limit(tmp_path: Path) -> None:
    path = tmp_path / "squat.toml"
    guard = '[[counting.guards]]\nsignal = "size"\n'
    for limits in ("", "at_most = 3.0\ntimes = 2.0\n"):
        path.write_text(SQUAT.replace("[drawing]", guard + limits + "\n[drawing]"))
        with pytest.raises(ExerciseError, match="a guard has one of at_most, at_least, times and up_to"):
            read_exercise(path)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ExerciseError, match="cannot read the exercise"):
        read_exercise(tmp_path / "none.toml")
    (tmp_path / "x.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ExerciseError, match="not valid TOML"):
        read_exercise(tmp_path / "x.toml")


def test_the_published_schema_is_current() -> None:
    published = json.loads((ROOT / "docs" / "exercise.schema.json").read_text(encoding="utf-8"))
    assert published == json_schema(), "run scripts/build_exercise_schema.py"


def test_the_page_about_exercises_has_an_example_that_loads_and_names_every_signal(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "exercises.md").read_text(encoding="utf-8")
    example = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert example is not None
    (tmp_path / "big_shrug.toml").write_text(example[1])
    assert read_exercise(tmp_path / "big_shrug.toml").id == "big_shrug"
    for signal in SIGNALS.values():
        assert f"| `{signal.name}` | {signal.unit} | {signal.means} |" in page
