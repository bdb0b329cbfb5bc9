"""`posture plan`, as typed by a therapist and by a patient."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from posture.adapters.data_dirs import places
from posture.adapters.plan_templates import Answers, template_names
from posture.errors import PlanError, PostureError, UsageError
from tests.adapters.test_plan_file import LITTLE, usable
from tests.test_words import faults
from tui.commands import plan as plan_command
from tui.homework_source import HomeworkSource
from tui.plan_questions import ask_answers, ask_template, chosen_template, next_monday
from tui.plan_words import day_words

SECOND = LITTLE.replace("revision = 1", "revision = 2").replace("= 10", "= 12") + 'days = ["mon", "thu"]\n'


class Person:
    """Somebody with a home of his own, who types commands."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def types(self, *words: str) -> Result:
        return CliRunner().invoke(
            plan_command.app, list(words), env={"POSTURE_HOME": str(self.home), "COLUMNS": "80"}
        )

    def reads(self, *words: str) -> str:
        """What a command that works prints."""
        result = self.types(*words)
        assert result.exit_code == 0, (result.output, result.exception)
        return result.stdout

    def is_refused(self, *words: str) -> PostureError:
        error = self.types(*words).exception
        assert isinstance(error, PostureError), error
        return error


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path / "home")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.toml"
    path.write_text(LITTLE)
    return path


def test_a_new_plan_is_written_checked_shown_and_used(person: Person, tmp_path: Path) -> None:
    file = tmp_path / "anna.toml"
    answers = ("--for", "Anna", "--from", "J. M.", "--start", "2026-11-23")
    told = person.types("new", str(file), "--template", "band_raise", *answers)
    assert (told.exit_code, told.stdout) == (0, "")
    assert told.stderr.endswith(f"then: posture plan check {file}\n")
    plan = usable(file.read_text())
    assert (plan.patient, plan.therapist, plan.start) == ("Anna", "J. M.", date(2026, 11, 23))
    assert person.reads("check", str(file)).startswith(f"{file}: 0 errors, 0 warnings\n")
    assert "For Anna, from J. M. (band-raise, version 1, " in person.reads("show", str(file))
    assert person.reads("use", str(file)).startswith("In use from now on: Two minutes with a band (")
    assert "1. Lateral raise\n   2 min, with the red band; once a day, Mon, Tue" in person.reads("show")


def test_a_file_that_is_there_is_replaced_only_when_asked(person: Person, file: Path) -> None:
    error = person.is_refused("new", str(file))
    assert type(error) is PlanError  # the work failed, exit code 1; nothing was typed wrongly
    assert str(error) == f"{file} is there already; name another file, or say --force to replace it"
    assert file.read_text() == LITTLE
    person.reads("new", str(file), "--force")
    assert usable(file.read_text()).id == "first-week"


def test_where_no_file_can_be_written(person: Person, tmp_path: Path) -> None:
    error = person.is_refused("new", str(tmp_path / "none" / "plan.toml"))
    assert (
        str(error) == f"cannot write {tmp_path}/none/plan.toml: No such file or directory; name another file"
    )


@pytest.mark.parametrize(
    ("option", "says"),
    [
        (("--template", "x"), "there is no template 'x'"),
        (("--start", "soon"), "'soon' is no date; write it as year-month-day"),
        (("--start", "2099-12-31"), "too far away for a plan"),
        (("--for", "A\x1b[31m"), "it holds the invisible character U+001B"),
        (("--for", ""), "--for: give 1 to 120 characters"),
        (("--from", "x" * 121), "--from: give 1 to 120 characters"),
    ],
)
def test_a_wrong_answer_is_one_sentence(
    person: Person, tmp_path: Path, option: tuple[str, str], says: str
) -> None:
    file = tmp_path / "new.toml"
    error = person.is_refused("new", str(file), *option)
    assert isinstance(error, UsageError)
    assert says in str(error)
    assert not file.exists()


@pytest.mark.parametrize("name", ["new", "check", "show", "use", "stop", "history"])
def test_each_command_has_help_with_an_example(person: Person, name: str) -> None:
    assert f"Example: posture plan {name}" in person.reads(name, "--help")


def test_the_templates_are_listed_and_nothing_is_written(person: Person, tmp_path: Path) -> None:
    lines = person.reads("new", str(tmp_path / "x.toml"), "--list").splitlines()
    assert [line.split()[0] for line in lines] == [
        "first_week", "band_raise", "mcgill_three", "sitting_breaks", "walking_build_up",
    ]  # fmt: skip
    assert not (tmp_path / "x.toml").exists()


def test_the_questions_have_answers_to_take_and_ask_again() -> None:
    app = typer.Typer()
    found: list[object] = []

    @app.command()
    def ask() -> None:
        name = ask_template()
        given = Answers(patient="A. Patient", therapist="Me", start=date(2026, 11, 23), weeks_to_review=1)
        found.extend([name, ask_answers(name, given)])

    typed = "nothing\n9\nwalk\nAnna K.\n\n24.11.2026\n2026-11-24\nmany\n6\n"
    result = CliRunner().invoke(app, [], input=typed)
    assert result.exit_code == 0
    assert found == [
        "walking_build_up",
        Answers(patient="Anna K.", therapist="Me", start=date(2026, 11, 24), weeks_to_review=6),
    ]
    for said in (
        "there is no template 'nothing'; there are first_week",
        "'24.11.2026' is no date",
        "a whole number of weeks from 1 to 52",
    ):
        assert said in result.stderr


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("2", "band_raise"),
        (" Band raise ", "band_raise"),
        ("band-raise", "band_raise"),
        ("mcgill", "mcgill_three"),
        ("with a band", "band_raise"),
        ("floor exercises", "mcgill_three"),
        ("gentle", "first_week"),
        ("walk", "walking_build_up"),
    ],
)
def test_a_template_is_chosen_by_number_name_or_words(typed: str, name: str) -> None:
    assert chosen_template(typed, template_names()) == name


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("0", "there is no template '0'; there are first_week, band_raise"),
        ("knee", "there is no template 'knee'; there are first_week, band_raise"),
        ("", "there is no template ''; there are first_week, band_raise"),
        ("breaks", "there is no template 'breaks'; there are first_week, band_raise"),
    ],
)
def test_words_that_name_no_single_template(typed: str, says: str) -> None:
    with pytest.raises(UsageError) as refused:
        chosen_template(typed, template_names())
    assert str(refused.value).startswith(says)


def test_what_was_given_as_an_option_is_not_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_command, "on_a_terminal", lambda: True)
    file = tmp_path / "anna.toml"
    words = ["new", str(file), "--template", "first_week", "--for", "Anna", "--start", "2026-11-24"]
    result = CliRunner().invoke(plan_command.app, words, input="J. M.\n3\n")
    assert result.exit_code == 0, result.output
    asked = "From whom [Your name]:Weeks until you look at it together [1]:"
    assert result.stderr.partition("Written")[0] == asked
    plan = usable(file.read_text())
    assert (plan.patient, plan.therapist, plan.start, plan.review) == (
        "Anna", "J. M.", date(2026, 11, 24), date(2026, 12, 15),
    )  # fmt: skip


@pytest.mark.parametrize(("today", "monday"), [(21, 23), (23, 23), (24, 30)])
def test_a_plan_begins_on_the_next_monday(today: int, monday: int) -> None:
    assert next_monday(date(2026, 11, today)) == date(2026, 11, monday)


def test_a_check_lists_every_problem_and_fails(person: Person, file: Path) -> None:
    file.write_text(LITTLE.replace('"neck_rotation"', '"neck"').replace("revision = 1", "revsion = 1"))
    result = person.types("check", str(file))
    assert result.stdout == (
        f"{file}: 3 errors, 0 warnings\n\n"
        "revision: it is missing\n    allowed: a whole number from 1 to 9999\n\n"
        "line 4, revsion: there is no such key\n    did you mean revision?\n\n"
        'line 11, exercises[1].id: there is no exercise "neck"\n'
        "    did you mean neck_rotation or neck_side_bend?\n"
    )
    assert isinstance(result.exception, PlanError)
    assert str(result.exception) == (
        f"{file} cannot be used yet; mend what is listed above and check it again"
    )


def test_a_check_for_scripts(person: Person, file: Path) -> None:
    good = json.loads(person.reads("check", str(file), "--format", "json"))
    assert (good["usable"], good["id"], good["revision"], good["hash"]) == (
        True, "little", 1, usable(LITTLE).hash,
    )  # fmt: skip
    assert [one["severity"] for one in good["problems"]] == ["warning"]
    file.write_text(LITTLE.replace("= 10", "= 0"))
    result = person.types("check", str(file), "--format", "json")
    found = json.loads(result.stdout)
    assert (found["usable"], found["hash"]) == (False, None)
    assert found["problems"] == [
        {
            "severity": "error", "line": 12, "column": None, "key": "exercises[1].repetitions",
            "what": "it is 0", "allowed": "a whole number from 1 to 200", "basis": "",
        }
    ]  # fmt: skip
    assert isinstance(result.exception, PlanError)


def test_what_changed_is_told_for_each_exercise_and_key(person: Person, file: Path) -> None:
    person.reads("use", str(file))
    file.write_text(SECOND + '\n[[activities]]\nid = "swim"\nname = "Swimming"\nminutes = 20\n')
    told = person.reads("use", str(file)).splitlines()
    assert told[2:] == [
        "What changed:",
        "- Neck rotation, repetitions: 12 repetitions; before: 10 repetitions",
        "- Neck rotation, days: Mon, Thu; before: every day",
        "- Swimming is new.",
    ]
    lights = (
        "0 to 3: go on. {}: go on gently; it should settle within 24 hours. "
        "{} to 10: stop for today and note it."
    )
    file.write_text(LITTLE.replace("revision = 1", "revision = 3") + "[pain]\namber_up_to = 4\n")
    told = person.reads("use", str(file)).splitlines()
    assert told[2:] == [
        "What changed:",
        f"- pain: {lights.format('4', '5')}; before: {lights.format('4 to 5', '6')}",
        "- Neck rotation, repetitions: 10 repetitions; before: 12 repetitions",
        "- Neck rotation, days: every day; before: Mon, Thu",
        "- Swimming is no longer in the plan.",
    ]


def test_a_broken_plan_is_refused_and_the_one_in_use_goes_on(person: Person, file: Path) -> None:
    person.reads("use", str(file))
    file.write_text(SECOND.replace("= 12", "= 1200"))
    error = person.is_refused("use", str(file))
    assert "cannot be used on line 12, exercises[1].repetitions: it is 1200" in str(error)
    assert "   10 repetitions; once a day, every day\n" in person.reads("show")


def test_the_same_plan_again_changes_nothing(person: Person, file: Path) -> None:
    person.reads("use", str(file))
    file.write_text("# a remark\n" + LITTLE)
    result = person.types("use", str(file))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("This plan is in use already: Little (little, version 1, ")
    assert len(json.loads(person.reads("history", "--format", "json"))["plans"]) == 1


def test_a_change_without_a_new_revision_is_pointed_out_and_used(person: Person, file: Path) -> None:
    person.reads("use", str(file))
    file.write_text(SECOND.replace("revision = 2", "revision = 1"))
    result = person.types("use", str(file))
    assert result.exit_code == 0
    assert "12 repetitions; before: 10 repetitions" in result.stdout
    assert "is still version 1: your therapist may want to count its revision up" in result.stderr
    assert "12 repetitions" in person.reads("show")


def test_another_plan_takes_the_place_of_the_one_before(person: Person, file: Path) -> None:
    person.reads("use", str(file))
    file.write_text(LITTLE.replace('id = "little"', 'id = "other"'))
    told = person.reads("use", str(file)).splitlines()
    assert len(told) == 3
    assert told[2].startswith("It takes the place of Little (since ")
    assert told[2].endswith("), which is kept.")


def test_stopping_and_the_history(person: Person, file: Path) -> None:
    assert person.types("history").stderr == "No plan was in use yet; `posture plan use FILE` starts one.\n"
    for words in (("show",), ("stop",)):
        assert str(person.is_refused(*words)) == "no plan is in use; `posture plan use FILE` starts one"
    person.reads("use", str(file))
    assert person.types("stop").exit_code == 0
    assert isinstance(person.is_refused("show"), PlanError)
    file.write_text(SECOND)
    person.reads("use", str(file))
    first, below, second, _ = person.reads("history").splitlines()
    assert ", until " in first
    assert first.endswith(": Little")
    assert below.startswith(
        f"    little, version 1, {usable(LITTLE).hash[:12]}, {person.home}/data/plans/0001-"
    )
    assert second.endswith(", in use: Little")
    plans = json.loads(person.reads("history", "--format", "json"))["plans"]
    assert [(one["revision"], one["stopped"] is None) for one in plans] == [(1, False), (2, True)]


def test_a_missing_file_is_one_sentence(person: Person, tmp_path: Path) -> None:
    for command in ("check", "show", "use"):
        error = person.is_refused(command, str(tmp_path / "none.toml"))
        assert (
            str(error)
            == f"cannot read the plan {tmp_path}/none.toml: there is no such file; name a plan file"
        )


def test_nobody_is_blamed_in_what_a_patient_reads(person: Person, tmp_path: Path) -> None:
    for line in person.reads("new", "--list").splitlines():
        file = tmp_path / "new.toml"
        person.reads("new", str(file), "--template", line.split()[0], "--force")
        assert [fault for said in file.read_text().splitlines() for fault in faults(said)] == []
        assert [
            fault for said in person.reads("show", str(file)).splitlines() for fault in faults(said)
        ] == []


def test_a_plan_that_begins_later_waits_and_the_one_in_use_goes_on(person: Person, file: Path) -> None:
    today = datetime.now(UTC).astimezone().date()
    begun = LITTLE.replace("2026-11-23", str(today - timedelta(days=8)))
    coming, day = SECOND.replace("2026-11-23", str(today + timedelta(days=18))), today + timedelta(days=18)
    file.write_text(begun)
    person.reads("use", str(file))
    file.write_text(coming)
    assert person.reads("use", str(file)).splitlines()[:4] == [
        f"In use from {day_words(day)} on: Little (little, version 2, {usable(coming).hash[:12]}).",
        "Until then Little (version 1) goes on.",
        f"It starts in 18 days, on {day_words(day)}.",
        "What changed:",
    ]
    shown = person.reads("show")
    assert "   10 repetitions" in shown
    assert shown.endswith(f"\nLittle (version 2) takes its place on {day_words(day)}.\n")
    assert person.types("use", str(file)).stderr.startswith("This plan waits already: Little (little, ver")
    assert [line.partition(": ")[0] for line in person.reads("history").splitlines()[::2]] == [
        f"{day_words(today)}, in use until {day_words(day - timedelta(days=1))}", f"{day_words(day)}, waits",
    ]  # fmt: skip
    # Until that day its doses are not the patient's.
    doing = HomeworkSource(places({"POSTURE_HOME": str(person.home)})).read()
    assert doing.today is not None
    assert doing.today.doses["neck_rotation"].repetitions == 10
    assert (doing.today.doses_before, len(doing.uses)) == ({}, 1)
    # The one in use, taken up again, calls off the one that waits.
    file.write_text(begun)
    told = person.types("use", str(file))
    assert told.stdout.splitlines() == [
        f"Little (version 2), which was to begin on {day_words(day)}, is called off.",
        f"Little (little, version 1, {usable(begun).hash[:12]}) goes on.",
    ]
    assert told.stderr == ""
    assert "takes its place" not in person.reads("show")
    assert [line.partition(": ")[0] for line in person.reads("history").splitlines()[::2]] == [
        f"{day_words(today)}, until {day_words(today)}", f"{day_words(day)}, never in use",
        f"{day_words(today)}, in use",
    ]  # fmt: skip


def test_stopping_ends_what_waits_too(person: Person, file: Path) -> None:
    today = datetime.now(UTC).astimezone().date()
    for text, days in ((LITTLE, -1), (SECOND.replace('"Little"', '"Later"'), 3)):
        file.write_text(text.replace("2026-11-23", str(today + timedelta(days=days))))
        person.reads("use", str(file))
    told = person.types("stop").stderr
    assert told.startswith("No plan is in use any more. Little is kept: ")
    assert "; Later is kept: " in told
    assert "no plan is in use" in str(person.is_refused("show"))


def test_only_the_revision_counted_up_is_told_as_that(person: Person, file: Path) -> None:
    person.reads("use", str(file))
    file.write_text(LITTLE.replace("revision = 1", "revision = 2"))
    assert person.reads("use", str(file)).splitlines()[2:] == [
        "What changed: nothing but the revision number."
    ]


def test_a_check_of_what_is_no_plan_says_so(person: Person, file: Path) -> None:
    file.write_text("Dear Anna, here is your plan.\n")
    for command in ("check", "use"):
        assert f"the file {file} is no plan: the line format" in str(person.is_refused(command, str(file)))
