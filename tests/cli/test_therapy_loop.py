"""A patient with a plan over some days, as typed: what is done, what the rules make of it, what rests."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from posture.adapters.data_dirs import places
from posture.adapters.record_store import keep, read_history
from posture.therapy.exercise_records import ExerciseSession
from posture.therapy.history import of_kind
from posture.therapy.items import Light
from posture.therapy.records import PainRating
from tests.cli.conftest import Command
from tests.cli.test_today import EVERY_DAY
from tests.therapy.builders import signs
from tests.tui.homework_home import PLAN

NOW = datetime.now(UTC).astimezone()


def plan_file(folder: Path, revision: int = 1, **changes: str) -> str:
    text = PLAN.replace(
        "start = 2026-11-16\nreview = 2026-12-14", f"start = {NOW.date() - timedelta(days=9)}"
    )
    text = text.replace('days = ["mon", "wed", "fri"]', EVERY_DAY).replace(
        "times_a_day = 2", "times_a_day = 1"
    )
    text = text.replace("revision = 1", f"revision = {revision}")
    for old, new in changes.items():
        text = text.replace(f"{old} = ", f"{new}\n# ", 1) if old != "notes" else f"{new}\n{text}"
    file = folder / f"plan{revision}.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)


@pytest.fixture
def patient(posture: Command, tmp_path: Path) -> Command:
    assert posture("plan", "use", plan_file(tmp_path)).code == 0
    assert posture("redflags", "--none").code == 0
    return posture


def line_of(text: str, name: str) -> str:
    return next(" ".join(line.split()) for line in text.splitlines() if name in line)


def sessions(patient: Command) -> list[ExerciseSession]:
    return list(
        of_kind(read_history(places({"POSTURE_HOME": str(patient.home)}).database).records(), ExerciseSession)
    )


def test_done_means_the_dose_and_the_rule_that_fired_is_told(patient: Command, tmp_path: Path) -> None:
    first = patient("today", "--done", "elbow_flexion", "--pain", "1")
    assert line_of(first.out, "Elbow flexion") == "✓ Elbow flexion done 3 repetitions"
    second = patient("today", "--done", "elbow_flexion", "--pain", "2")
    assert "From now on 4 repetitions instead of 3 repetitions, after 2 good sessions" in second.err
    row = line_of(second.out, "Elbow flexion")
    assert row == "✓ Elbow flexion done, 2 of 1 3 repetitions; from now on 4 repetitions"
    assert [sum(part.repetitions or 0 for part in one.sets) for one in sessions(patient)] == [3, 3]

    noted = patient("plan", "use", plan_file(tmp_path, 2, notes='notes = "Well done."'))
    assert "Elbow flexion goes on with 4 repetitions, where the plan's rules have led." in noted.out
    assert "from now on 4 repetitions" in patient("today").out
    changed = patient("plan", "use", plan_file(tmp_path, 3, repetitions="repetitions = 2"))
    assert "Elbow flexion: from now on 2 repetitions; you were at 4 repetitions." in changed.out
    assert "New: from now on 2 repetitions; you were at 4 repetitions" in patient("today").out


def test_red_without_a_number_is_kept_and_the_day_can_be_noted_all_the_same(patient: Command) -> None:
    red = patient("today", "--done", "elbow_flexion", "--pain", "7")
    assert "7 is red in your plan" in red.err
    assert [one.light for one in sessions(patient)] == [Light.RED]
    refused = patient("today", "--done", "walk_outside")
    assert refused.code == 1
    assert f"What was done all the same is noted with --on {NOW.date()}." in refused.err
    assert patient("today", "--done", "walk_outside", "--on", str(NOW.date())).code == 0
    assert [one.exercise for one in sessions(patient)] == ["elbow_flexion", "walk_outside"]


def test_a_sign_for_a_doctor_lets_exercises_rest_until_it_is_answered(patient: Command) -> None:
    assert patient("redflags", "--yes", "fever_unwell").code == 0
    lines = patient("today").out
    assert 'you answered "I have a fever or feel very unwell"' in lines
    assert "Exercises rest until somebody has looked at it" in lines
    assert "Next:" not in lines
    assert patient("exercise", "elbow_flexion", "--text", "--source", "0").code == 1
    assert "Exercises rest until" in patient("redflags", "--not-looked-at").out
    assert patient("redflags", "--looked-at").out.startswith("Noted. Exercises can go on")
    assert "Next: posture exercise elbow_flexion" in patient("today").out
    again = patient("redflags", "--looked-at")
    assert (again.code, "no answer of yours waits" in again.err) == (2, True)


def test_yesterdays_exercises_can_be_noted_under_the_plan_of_then(posture: Command, tmp_path: Path) -> None:
    file = plan_file(tmp_path)
    assert posture("plan", "use", file).code == 0
    listed = places({"POSTURE_HOME": str(posture.home)}).plans / "plans.json"
    text = listed.read_text(encoding="utf-8")
    began = (NOW - timedelta(days=3)).isoformat()
    listed.write_text(re.sub(r'"started": "[^"]*"', f'"started": "{began}"', text), encoding="utf-8")
    assert posture("redflags", "--none").code == 0
    noted = posture("today", "--done", "elbow_flexion", "--pain", "5", "--on", "yesterday")
    assert (noted.code, "5 is amber in your plan" in noted.err) == (0, True)
    assert [one.at.date() for one in sessions(posture)] == [NOW.date() - timedelta(days=1)]
    assert "Pain was raised after your exercises of" in noted.out
    morning = posture("checkin", "--next-day", "7")
    assert (
        "7 is red in your plan: that is enough for today, and it is noted for your therapist." in morning.err
    )
    assert "Nothing was rated yet" not in morning.out
    assert posture("today", "--done", "elbow_flexion", "--on", str(NOW.date() - timedelta(days=5))).code == 2


def test_a_morning_after_nothing_is_refused_kindly(patient: Command) -> None:
    ran = patient("checkin", "--next-day", "4")
    assert (ran.code, "none are noted for" in ran.err) == (2, True)


def test_the_list_of_records_says_names_amounts_and_pain(patient: Command) -> None:
    assert patient("today", "--done", "elbow_flexion", "--pain", "2").code == 0
    assert patient("today", "--done", "walk_outside").code == 0
    listed = patient("checkin", "--list").out
    assert "exercise: Elbow flexion, 3 repetitions at your word, pain 2 after\n" in listed
    assert "exercise: Walk outside, 15 min at your word\n" in listed


def test_worse_pain_that_was_not_followed_up_is_not_called_worse_when_it_is_better(posture: Command) -> None:
    home = places({"POSTURE_HOME": str(posture.home)})
    days = [(9, 4), (5, 7)]
    first = signs(NOW - timedelta(days=9, hours=1))
    from_then = [first, *(rated(NOW - timedelta(days=ago), now) for ago, now in days)]
    keep(home.database, from_then)
    ran = posture("checkin", "--pain", "3", "--worst", "2")
    since = NOW.date() - timedelta(days=5)
    assert (
        f"The warning signs are still due since {since:%a} {since.day} {since:%b} {since.year}, when"
        in ran.err
    )
    assert "Pain now (3) is above the worst of the last 7 days (2)" in ran.err
    assert json.loads(posture("report", "--json", "-").out)["safety"]["unanswered_since"] == str(since)


def rated(at: datetime, now: int) -> PainRating:
    return PainRating(at=at, now=now)


def test_the_list_of_signs_says_what_the_answer_says(posture: Command) -> None:
    lines = posture("redflags", "--list").out.splitlines()
    urgent = "Tier 2: a doctor today; where it began suddenly, the emergency number now"
    assert lines.index(urgent) > lines.index("Tier 2: a doctor or PT, today or tomorrow")
    inside = lines[lines.index(urgent) : lines.index("Tier 3: an appointment with a PT")]
    assert {line.split()[0] for line in inside[1:] if line} == {
        "arm_weakness", "clumsy_hands", "double_vision", "dizziness", "slurred_speech", "swallowing",
        "drop_attacks",
    }  # fmt: skip


def test_with_a_plan_in_use_nobody_is_sent_to_a_therapist(posture: Command, tmp_path: Path) -> None:
    began = ("checkin", "--onset", "2020-01-01", "--not-assessed", "--pain", "3")
    assert "an assessment by a physical therapist can help" in " ".join(posture(*began).out.split())
    assert posture("plan", "use", plan_file(tmp_path)).code == 0
    assert "an assessment by" not in " ".join(posture(*began).out.split())
