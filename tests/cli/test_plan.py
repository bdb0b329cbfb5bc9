"""`posture plan` and `posture replay --plan` as processes: exit codes, one sentence, the plan's targets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command, write_story
from tests.cli.test_wrong_input import refused

GRADED = """\
format = "posture-plan"
version = 1
id = "graded"
revision = 1
title = "Graded"
for = "A."
from = "B."
start = 2026-11-09

[[sitting]]
break_after_min = 10

[[sitting]]
from_week = 2
break_after_min = 20

[[exercises]]
id = "squat"
sets = 2
repetitions = 6
side = "both"
"""


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Half an hour of sitting on a Monday: the first day of the second week."""
    path = write_story(tmp_path_factory.mktemp("story") / "story.jsonl", "upright 31m", fps=0.5)
    header, rest = path.read_text().split("\n", 1)
    document = {**json.loads(header), "started": "2026-11-16T09:00:00+01:00"}
    path.write_text(f"{json.dumps(document)}\n{rest}")
    return path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "graded.toml"
    path.write_text(GRADED)
    return path


def first_break(posture: Command, story: Path, *words: str) -> float:
    ran = posture("replay", str(story), "--events", "-", *words)
    assert (ran.code, ran.err) == (0, "")
    events = [json.loads(line) for line in ran.out.splitlines()]
    due: float = next(event["t"] for event in events if event["type"] == "break_due")
    return due


def test_a_replay_under_a_plan_has_the_targets_of_its_week(posture: Command, story: Path, plan: Path) -> None:
    assert first_break(posture, story, "--plan", str(plan)) == 1200.0
    assert first_break(posture, story, "--plan", str(plan), "--set", "sitting.nudge_after_s=900") == 900.0


def test_an_exercise_is_counted_under_the_plans_dose(posture: Command, story: Path, plan: Path) -> None:
    ran = posture("replay", str(story), "--plan", str(plan), "--exercise", "squat")
    assert ran.code == 0
    assert ran.out.endswith("  the plan asks for 2 sets of 6\n")


def test_a_plan_with_an_error_is_one_sentence_and_exit_code_1(
    posture: Command, story: Path, plan: Path
) -> None:
    plan.write_text(GRADED.replace("sets = 2", "sets = 200"))
    says = "cannot be used on line 19, exercises[1].sets: it is 200"
    refused(posture, "replay", str(story), "--plan", str(plan), code=1, says=says)
    refused(posture, "plan", "use", str(plan), code=1, says=says)
    out = refused(posture, "plan", "check", str(plan), code=1, says="mend what is listed above")
    assert "line 19, exercises[1].sets: it is 200\n    allowed: a whole number from 1 to 20\n" in out
    assert not (posture.home / "data").exists()
