"""`posture checkin` and `posture redflags`, as typed by a script."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer
from typer.testing import CliRunner, Result

from posture.adapters.plan_shelf import PlanShelf
from posture.adapters.record_store import keep, read_history
from posture.errors import StorageError, UsageError
from posture.therapy.exercise_records import NextDayPain
from posture.therapy.records import (
    ActivityRating,
    GlobalChange,
    Note,
    Occasion,
    Onset,
    PainRating,
    QuestionnaireAnswers,
    ScoreEntered,
    WarningSignAnswers,
    YellowFlag,
    YellowFlagNote,
)
from tests.adapters.test_plan_file import usable
from tests.therapy.builders import able, change, pain, signs
from tests.therapy.homework import done
from tests.tui.test_checkin_flow import ASKING
from tui.commands import checkin, redflags

if TYPE_CHECKING:
    from posture.therapy.records import Record

START = [
    signs(pain(0, 6).at),
    Onset(at=pain(0, 6).at, began=pain(0, 6).at.date(), assessed=True),
    pain(0, 6, worst=8),
    able(0, "Sitting at work", 4),
]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "data" / "posture.sqlite3"


def run(database: Path, *arguments: str) -> Result:
    app = typer.Typer()
    app.command("checkin")(checkin.checkin)
    app.command("redflags")(redflags.redflags)
    return CliRunner().invoke(app, list(arguments), env={"POSTURE_HOME": str(database.parents[1])})


def refused(database: Path, *arguments: str) -> str:
    """The one sentence of a refusal; nothing was kept."""
    before = read_history(database)
    result = run(database, *arguments)
    assert isinstance(result.exception, UsageError), result
    assert result.stdout == ""
    assert read_history(database) == before
    return str(result.exception)


def kept(database: Path) -> list[Record]:
    return [one.record for one in read_history(database).stored]


def test_every_answer_can_be_given_as_an_option(database: Path) -> None:
    keep(database, [replace(done(), at=datetime.now(UTC).astimezone() - timedelta(days=1))])
    result = run(
        database, "checkin", "--pain", "4", "--worst", "6", "--average", "3", "--place", "low back",
        "--next-day", "2", "--activity", "sitting at work=6", "--activity", "a=b=7", "--change", "-2",
        "--note", "woke up at four", "--about", "sleep", "--score", "RMDQ=12.5", "--onset", "2026-09-01",
        "--not-assessed",
    )  # fmt: skip
    assert result.exit_code == 0, result
    records = kept(database)[1:]
    at = records[0].at
    assert {record.at for record in records} == {at}
    assert records == [
        Onset(at=at, began=records[0].began, assessed=False),  # type: ignore[union-attr]
        PainRating(at=at, now=4, average=3, worst=6, place="low back"),
        NextDayPain(at=at, of_day=records[2].of_day, pain=2),  # type: ignore[union-attr]
        ActivityRating(at=at, activity="sitting at work", score=6),
        ActivityRating(at=at, activity="a=b", score=7),
        GlobalChange(at=at, score=-2, since=at.date() - timedelta(days=1)),
        ScoreEntered(at=at, name="RMDQ", score=12.5),
        YellowFlagNote(at=at, topic=YellowFlag.SLEEP, text="woke up at four"),
    ]
    assert (at.date() - records[2].of_day).days == 1  # type: ignore[union-attr]
    assert str(records[0].began) == "2026-09-01"  # type: ignore[union-attr]
    assert "Kept as record 3: pain: 4 now, 3 on average, 6 at worst (low back)\n" in result.stderr
    assert "The warning signs are due. `posture redflags` asks them." in result.stderr


def test_the_figures_are_compared_with_the_first_and_the_one_before(database: Path) -> None:
    keep(database, [*START, pain(7, 5), able(14, "sitting at work", 5)])
    result = run(database, "checkin", "--pain", "3", "--activity", "SITTING at work=8", "--change", "+4")
    assert result.stdout == (
        "                               First  Before  Now\n"
        "Pain now                           6       5    3  better by 3\n"
        "Pain at its worst, 7 days          8            8\n"
        "Able: sitting at work              4       5    8  better by 4\n"
        "Able: mean of your activities      4       5    8  better by 4\n"
        "The change as you see it since 2026-11-02: +4, a small change, better\n"
        "\n"
        "What counts as a change:\n"
        "- pain: 2 points or 30 % of the first value\n"
        "- one activity: 3 points are often used\n"
        "- mean of activities: 2 points are often used\n"
        "- the change as you see it: 3 or more is often taken as a small change, 5 or more as a large one\n"
        "\n"
        f"It began on 2026-11-02, {_weeks(result)} ago.\n"
    )


def _weeks(result: Result) -> str:
    """The one figure that depends on today."""
    words = result.stdout.rpartition(", ")[2]
    assert words.endswith((" week ago.\n", " weeks ago.\n"))
    return words.removesuffix(" ago.\n")


def test_scripts_get_the_same_as_json(database: Path) -> None:
    keep(database, START)
    document = json.loads(run(database, "checkin", "--pain", "3", "--format", "json").stdout)
    assert [(entry["number"], entry["kind"], entry["now"]) for entry in document["kept"]] == [
        (5, "pain_rating", 3)
    ]
    assert document["measures"][0] == {
        "id": "pain_now",
        "name": "",
        "baseline": 6,
        "previous": 6,
        "now": 3,
        "times": 2,
        "change": -3,
        "verdict": "better",
        "rule": {
            "points": 2.0,
            "share": 0.3,
            "words": "pain: 2 points or 30 % of the first value",
            "source": "S94",
        },
    }
    assert [measure["id"] for measure in document["measures"]] == [
        "pain_now", "pain_worst", "activity", "activities",
    ]  # fmt: skip
    assert document["course"]["began"] == "2026-11-02"
    assert document["change"] is None


def test_six_weeks_without_an_assessment_bring_the_advice_to_book(database: Path) -> None:
    result = run(database, "checkin", "--onset", "7w")
    assert "an assessment by a physical therapist can help" in " ".join(result.stdout.split())
    assert "chronic" not in result.stdout
    assert "ago.\n" in run(database, "checkin", "--assessed").stdout
    assert "assessment" not in run(database, "checkin", "--pain", "3").stdout
    document = json.loads(run(database, "checkin", "--onset", "12w", "--format", "json").stdout)
    assert (document["course"]["stage"], document["course"]["book_pt"]) == ("chronic", True)


def test_pain_that_got_worse_leads_to_the_warning_signs(database: Path) -> None:
    keep(database, [signs(datetime.now(UTC).astimezone() - timedelta(hours=1))])
    assert "warning signs" not in run(database, "checkin", "--pain", "4").stderr
    assert (
        "Your pain was worse, or on red in your plan: the warning signs are due. `posture redflags`"
        in run(database, "checkin", "--pain", "6").stderr
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--pain", "11"], "--pain: '11' is no answer here: give a whole number from 0 to 10"),
        (["--worst", "a lot"], "--worst: 'a lot' is no answer here: give a whole number from 0 to 10"),
        (["--average", "4.5"], "--average: '4.5' is no answer here: give a whole number from 0 to 10"),
        (["--pain", "٣"], "--pain: '٣' is no answer here: give a whole number from 0 to 10"),
        (["--change", "8"], "--change: '8' is no answer here: give a whole number from -7 to +7"),
        (["--next-day", "-1"], "--next-day: '-1' is no answer here: give a whole number from 0 to 10"),
        (
            ["--worst", "2", "--average", "5"],
            "the worst pain of the last 7 days (2) cannot be below the average of the same days (5)",
        ),
        (["--place", "neck"], "--place goes with a figure: give --pain, --average or --worst too"),
        (
            ["--activity", "sitting"],
            '--activity \'sitting\' has no "=": write it as "what it is=NUMBER", such as "sitting at work=6"',
        ),
        (["--activity", "=6"], "--activity: the name of an activity is empty; write some words"),
        (
            ["--activity", "sitting=lots"],
            "--activity: 'lots' is no answer here: give a whole number from 0 to 10",
        ),
        (["--score", "RMDQ"], "--score 'RMDQ' is not a score: write it as NAME=NUMBER, such as RMDQ=12"),
        (
            ["--score", "RMDQ=nan"],
            "--score 'RMDQ=nan' is not a score: write it as NAME=NUMBER, such as RMDQ=12",
        ),
        (["--score", "=3"], "--score: the name of a score is empty; write some words"),
        (
            ["--onset", "spring"],
            "--onset: 'spring' is not a day: give a date such as 2026-09-01, or how long ago, such as 6w",
        ),
        (["--assessed"], "--assessed and --not-assessed need to know when it began: give --onset DATE too"),
        (["--about", "sleep"], "--about says what a note is about: give --note too"),
        (
            ["--note", "x", "--about", "money"],
            "--about 'money' is no topic: give one of fear of moving, mood, work, sleep, stress, coping",
        ),
        (
            ["--note", "a\x1b[2Jb"],
            "--note: a note holds a line break or a control character; write it as one line of plain text",
        ),
        (
            ["--pain", "3", "--list"],
            "answers, --all, --due, --list and --withdraw exclude each other; use one",
        ),
        (
            ["--questionnaire", "desk=1,2"],
            (
                "--questionnaire 'desk=1,2' names none; no plan in use has one; write it as ID=ANSWERS, "
                "such as desk=2,0,3"
            ),
        ),
        (["--replaces", "1"], "--replaces needs the new answer: give it as an option, such as --pain 4"),
        (
            ["--replaces", "1", "--pain", "3", "--change", "1"],
            "--replaces corrects one record: give one answer, not 2",
        ),
        (
            ["--replaces", "9", "--pain", "3"],
            "there is no record number 9; `posture checkin --list` shows the numbers",
        ),
        (["--withdraw", "9"], "there is no record number 9; `posture checkin --list` shows the numbers"),
        ([], "there is no terminal to ask on; give answers as options, such as `posture checkin --pain 4`"),
    ],
)
def test_what_is_not_allowed_is_one_sentence(database: Path, arguments: list[str], says: str) -> None:
    assert refused(database, "checkin", *arguments) == says


def test_what_is_due_follows_the_plan_and_a_script_answers_its_questionnaire(database: Path) -> None:
    assert (
        run(database, "checkin", "--due").stdout == "Warning signs (a first time); when it began; pain; "
        "what you can do.\n"
    )
    keep(database, START)
    plan = ASKING.replace("2026-11-02", "2020-01-06").replace("2026-11-16", "2020-01-20")
    PlanShelf(database.parent / "plans").use(usable(plan), plan.encode(), START[0].at)
    script = ("--due", "--format", "json")
    due = json.loads(run(database, "checkin", *script).stdout)
    assert {"change", "questionnaire"} <= set(due["due"])
    assert due["questionnaires_due"] == ["desk"]
    told = refused(database, "checkin", "--questionnaire", "desk=1")
    assert told == "--questionnaire desk has 2 questions: give 2 answers, not 1"
    run(
        database,
        "checkin",
        "--change",
        "1",
        "--questionnaire",
        "desk=4, 1",
        "--activity",
        "CARRY the shopping=3",
    )
    rated, changed, answered = kept(database)[-3:]
    assert isinstance(rated, ActivityRating)
    assert isinstance(changed, GlobalChange)
    assert isinstance(answered, QuestionnaireAnswers)
    assert (rated.activity, changed.since, answered.score) == ("carry the shopping", date(2020, 1, 6), 5.0)
    assert json.loads(run(database, "checkin", *script).stdout)["questionnaires_due"] == []


def test_a_plan_that_cannot_be_read_keeps_nobody_from_saying_how_the_pain_is(database: Path) -> None:
    (database.parent / "plans").mkdir(parents=True)
    (database.parent / "plans" / "plans.json").write_text("{}")
    result = run(database, "checkin", "--pain", "3")
    assert "what is asked is as without a plan" in result.stderr
    assert [one.kind for one in kept(database)] == ["pain_rating"]


def test_an_onset_in_the_future_is_refused(database: Path) -> None:
    assert "lies in the future: give a day up to today" in refused(
        database, "checkin", "--onset", "9998-01-01"
    )


def test_a_correction_and_a_withdrawal_are_listed_as_what_stands(database: Path) -> None:
    keep(database, [*START, Note(at=START[0].at, text="first note")])
    assert run(database, "checkin", "--replaces", "3", "--pain", "7").exit_code == 0
    assert "Kept as record 7: takes record 5 back" in run(database, "checkin", "--withdraw", "5").stderr
    listed = run(database, "checkin", "--list").stdout.splitlines()
    assert [line.split()[0] for line in listed] == ["1", "2", "6", "4"]
    assert listed[2].endswith("pain: 7 now")
    document = json.loads(run(database, "checkin", "--list", "--format", "json").stdout)
    replaced = {entry["number"]: entry["replaced_by"] for entry in document["records"]}
    assert replaced == {1: None, 2: None, 3: 6, 4: None, 5: 7, 6: None, 7: None}


def test_an_empty_list_says_so(database: Path) -> None:
    result = run(database, "checkin", "--list")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Nothing was kept yet; `posture checkin` asks the first questions.\n"
    assert not database.exists()


def test_a_yes_in_tier_one_is_told_and_kept_and_pauses_exercises(database: Path) -> None:
    result = run(database, "redflags", "--yes", "both_legs", "--yes", "fever_unwell")
    assert result.exit_code == 0
    text = " ".join(result.stdout.split())
    assert "go to an emergency department, and tell them" in text
    assert "Exercises rest until a doctor or PT has looked at this" in text
    assert text.endswith('A "no" to all questions does not rule out a problem.')
    (record,) = kept(database)
    assert isinstance(record, WarningSignAnswers)
    assert (record.tier, record.complete, record.occasion) == (1, True, Occasion.ON_DEMAND)
    assert [one.sign for one in record.answers if one.yes] == ["both_legs", "fever_unwell"]


def test_what_follows_as_json(database: Path) -> None:
    document: dict[str, Any] = json.loads(
        run(database, "redflags", "--yes", "lasting", "--format", "json").stdout
    )
    assert (document["tier"], document["yes"], document["exercises_paused_until"]) == (3, ["lasting"], None)
    document = json.loads(run(database, "redflags", "--yes", "chest_pain", "--format", "json").stdout)
    assert document["tier"] == 1
    assert "T00:00:00" in document["exercises_paused_until"]
    assert document["reading"] == ["signs-of-an-emergency", "calling-for-help"]


def test_a_slip_can_be_corrected(database: Path) -> None:
    run(database, "redflags", "--yes", "both_legs")
    assert run(database, "redflags", "--none", "--replaces", "1").exit_code == 0
    document = json.loads(run(database, "redflags", "--none", "--format", "json").stdout)
    assert document["exercises_paused_until"] is None


def test_the_signs_are_listed_by_tier(database: Path) -> None:
    text = run(database, "redflags", "--list").stdout
    assert text.index("Tier 1") < text.index("both_legs") < text.index("Tier 2") < text.index("Tier 3")
    document = json.loads(run(database, "redflags", "--list", "--format", "json").stdout)
    assert {sign["tier"] for sign in document["signs"]} == {1, 2, 3}
    assert not database.exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--yes", "both_leg"], "there is no warning sign 'both_leg'; did you mean both_legs?"),
        (["--yes", "xyz"], "there is no warning sign 'xyz'; `posture redflags --list` lists them"),
        (
            ["--yes", "both_legs", "--none"],
            "--yes, --none, --list and --looked-at exclude each other; use one",
        ),
        (
            ["--none", "--replaces", "4"],
            "there is no record number 4; `posture checkin --list` shows the numbers",
        ),
        ([], "there is no terminal to ask on; answer with --none or --yes ID (`posture redflags --list`)"),
    ],
)
def test_signs_that_are_none_are_one_sentence(database: Path, arguments: list[str], says: str) -> None:
    assert refused(database, "redflags", *arguments) == says


def test_an_emergency_is_told_before_the_disk_is_found_full(database: Path) -> None:
    database.mkdir(parents=True)
    result = run(database, "redflags", "--yes", "both_legs")
    assert "go to an emergency department" in " ".join(result.stdout.split())
    assert isinstance(result.exception, StorageError)


def test_records_of_a_newer_version_are_told(database: Path) -> None:
    from contextlib import closing

    from posture.adapters.sqlite_connection import connect_to_write

    keep(database, [change(0, 1)])
    with closing(connect_to_write(database)) as connection:
        connection.execute(
            "INSERT INTO record (utc_ms, offset_s, kind, payload) VALUES (0, 0, 'pain_map', '{}')"
        )
    result = run(database, "checkin", "--list")
    assert result.stdout.count("\n") == 1
    assert "1 of the records (pain_map) were made by a newer version" in result.stderr
