"""`posture today`, as typed."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from posture.adapters.data_dirs import places
from posture.adapters.record_store import keep
from tests.cli.conftest import Command
from tests.therapy.builders import signs
from tests.tui.homework_home import PLAN

EVERY_DAY = 'days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]'


@pytest.fixture
def patient(posture: Command, tmp_path: Path) -> Command:
    """Somebody with a plan that began today."""
    today = datetime.now(UTC).astimezone().date()
    text = PLAN.replace("start = 2026-11-16\nreview = 2026-12-14", f"start = {today}")
    text = text.replace('days = ["mon", "wed", "fri"]', EVERY_DAY)
    file = tmp_path / "plan.toml"
    file.write_text(text, encoding="utf-8")
    assert posture("plan", "use", str(file)).code == 0
    return posture


def test_without_a_plan_it_says_how_one_comes(posture: Command) -> None:
    ran = posture("today")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("No plan is in use. A plan comes as a file")
    assert json.loads(posture("today", "--format", "json").out)["homework"] == []
    refused = posture("today", "--done", "walk", "--minutes", "5")
    assert (refused.code, refused.out) == (1, "")
    assert "no plan is in use" in refused.err


def test_what_is_due_what_is_noted_and_what_comes_next(patient: Command) -> None:
    lines = patient("today").out.splitlines()
    assert " ".join(lines[3].split()) == "· Elbow flexion 0 of 2 3 repetitions"
    assert " ".join(lines[4].split()) == "· Walk outside 0 of 1 15 min"
    assert lines[-2:] == [
        "Next: posture exercise elbow_flexion",
        "To answer (posture checkin): Warning signs (a first time); when it began; pain.",
    ]
    database = places({"POSTURE_HOME": str(patient.home)}).database
    keep(database, [signs(datetime.now(UTC).astimezone() - timedelta(hours=1))])
    noted = patient("today", "--done", "walk_outside", "--minutes", "15", "--pain", "4", "--format", "json")
    assert noted.code == 0
    assert "4 is amber in your plan" in noted.err
    found = json.loads(noted.out)
    walk = found["homework"][1]
    assert (walk["counted_by_camera"], walk["self_reported"], walk["left"]) == (0, 1, 0)
    assert (found["next"], found["gently"], found["held"]) == ("elbow_flexion", True, None)
    red = patient("today", "--done", "elbow_flexion", "--repetitions", "3", "--pain", "8")
    assert "That is enough for today: pain 8 of 10 after Elbow flexion" in red.out
    assert "To answer (posture checkin): Warning signs (your pain was worse); when it began; pain." in red.out
    more = patient("today", "--done", "elbow_flexion", "--repetitions", "3")
    assert (more.code, more.out) == (1, "")
    assert "Your plan says to stop there" in more.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--minutes", "5"], "go with --done ID"),
        (["--done", "squat", "--minutes", "5"], "it has elbow_flexion, walk_outside"),
        (["--done", "walk_outside", "--repetitions", "5"], "with --minutes NUMBER"),
        (["--on", "yesterday"], "go with --done ID"),
        (["--done", "walk_outside", "--on", "2020-01-01"], "only the last 7 days can be noted"),
        (["--done", "walk_outside", "--on", "soon"], "'soon' is no date: give one from"),
        (["--done", "walk_outside", "--on", "yesterday"], "no plan was in use on"),
        (["--done", "elbow_flexion", "--minutes", "5"], "with --repetitions NUMBER"),
        (["--done", "walk_outside", "--minutes", "0"], "a whole number from 1 to 600"),
        (["--done", "walk_outside", "--minutes", "5", "--pain", "11"], "a whole number from 0 to 10"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(patient: Command, words: list[str], told: str) -> None:
    ran = patient("today", *words)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert all(one["left"] for one in json.loads(patient("today", "--format", "json").out)["homework"])


def test_exercises_that_are_paused_are_said_kindly(patient: Command) -> None:
    assert patient("redflags", "--yes", "saddle_numbness").code == 0
    for words in (
        ["exercise", "neck_rotation", "--text"],
        ["today", "--done", "walk_outside", "--minutes", "5"],
    ):
        ran = patient(*words)
        assert (ran.code, ran.out) == (1, "")
        assert "Exercises rest until midnight" in ran.err
    assert "Exercises rest until midnight" in patient("today").out
