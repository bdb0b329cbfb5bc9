"""A plan file: what it becomes, and every problem with its line, its key and what is allowed."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from posture.adapters.education_files import load_library
from posture.adapters.exercise_files import load_exercises
from posture.adapters.plan_file import (
    LARGEST_BYTES,
    Knowledge,
    check_plan,
    json_schema,
    read_bytes,
    read_plan,
)
from posture.adapters.plan_problems import Problem, Severity
from posture.adapters.plan_templates import FOLDER, template_names
from posture.errors import PlanError
from posture.therapy.items import Apply, Kind, Side, Variable
from posture.therapy.plan import PainLimits, Plan, Scoring

ROOT = Path(__file__).parents[2]
KNOWN = Knowledge(
    exercises=load_exercises(None), education=frozenset(piece.id for piece in load_library().pieces)
)
FIRST_WEEK = (FOLDER / "first_week.toml").read_text(encoding="utf-8")
LITTLE = """\
format = "posture-plan"
version = 1
id = "little"
revision = 1
title = "Little"
for = "A."
from = "B."
start = 2026-11-23

[[exercises]]
id = "neck_rotation"
repetitions = 10
"""


def problems(text: str) -> tuple[Problem, ...]:
    return check_plan(text.encode(), KNOWN).problems


def usable(text: str) -> Plan:
    checked = check_plan(text.encode(), KNOWN)
    assert checked.plan is not None, checked.problems
    return checked.plan


@pytest.mark.parametrize("name", list(template_names()))
def test_our_templates_are_plans_and_only_the_camera_and_what_is_left_to_fill_in_is_remarked_on(
    name: str,
) -> None:
    checked = check_plan((FOLDER / f"{name}.toml").read_bytes(), KNOWN, date(2026, 1, 3))
    assert checked.plan is not None
    left = [one.what for one in checked.problems if " the camera " not in one.what]
    assert left == [
        f'"{placeholder}" still stands there from the template' for placeholder in ("A. Patient", "Your name")
    ]


def test_a_plan_becomes_values_that_the_core_can_follow() -> None:
    plan = usable(FIRST_WEEK)
    assert (plan.id, plan.revision, plan.patient) == ("first-week", 1, "A. Patient")
    assert (plan.start, plan.review, plan.end) == (date(2026, 1, 5), date(2026, 1, 12), date(2026, 1, 18))
    assert [(item.id, item.kind) for item in plan.items] == [
        ("neck_rotation", Kind.EXERCISE), ("sit_to_stand", Kind.EXERCISE), ("walk_outside", Kind.ACTIVITY),
    ]  # fmt: skip
    neck, stand, walk = plan.items
    assert (neck.dose.repetitions, neck.dose.times_a_day, neck.side) == (10, 2, Side.BOTH)
    (up,) = neck.progressions
    assert (up.variable, up.by, up.up_to, up.apply) == (Variable.REPETITIONS, 1.0, 14.0, Apply.SUGGEST)
    assert neck.regressions[0].apply is Apply.BY_ITSELF
    assert stand.days == (0, 2, 4)
    assert stand.tempo is not None
    assert stand.tempo.back_s == 3.0
    assert walk.dose.duration_s == 600.0
    assert plan.pain == PainLimits(green_up_to=3, amber_up_to=5, settles_within_h=24.0)
    assert plan.sitting[0].break_after_s == 1800.0
    assert plan.reminders == (600, 930)
    assert plan.goals[0].target == 3.0


def test_a_short_plan_has_the_usual_for_the_rest() -> None:
    plan = usable(LITTLE)
    assert (plan.review, plan.end, plan.pain) == (None, None, PainLimits())
    assert plan.items[0].days == tuple(range(7))
    assert plan.sitting == ()
    assert plan.check_ins.pain_every_days is None


def test_bands_are_places_in_their_list() -> None:
    (item,) = usable((FOLDER / "band_raise.toml").read_text(encoding="utf-8")).items
    assert item.resistances[item.dose.resistance] == "red band"
    assert item.resistances[int(item.progressions[0].up_to)] == "blue band"
    assert item.resistances[int(item.regressions[0].down_to)] == "yellow band"


def test_minutes_of_an_activity_are_seconds_inside() -> None:
    (walk,) = usable((FOLDER / "walking_build_up.toml").read_text(encoding="utf-8")).items
    rule = walk.progressions[0]
    assert (rule.variable, rule.by, rule.up_to) == (Variable.DURATION, 120.0, 1800.0)


def test_everything_else_that_a_plan_can_hold_is_shown_in_comments_that_work() -> None:
    more = (FOLDER / "more.txt").read_text(encoding="utf-8")
    blocks = re.findall(r"(?m)^# \[\[.*(?:\n# [a-z_]+ = .*)+", more)
    assert len(blocks) == 3
    text = LITTLE + "\n".join(re.sub(r"(?m)^# ", "", block) for block in blocks)
    plan = usable(text)
    assert [item.id for item in plan.items] == ["neck_rotation", "scapular_squeeze", "swimming"]
    (questions,) = plan.questionnaires
    assert (questions.scoring, questions.meaningful_change) == (Scoring.MEAN, 2.0)
    assert questions.score((4, 5, 6)) == 5.0


def test_the_hash_is_of_what_the_plan_says() -> None:
    plan = usable(LITTLE)
    assert re.fullmatch("[0-9a-f]{64}", plan.hash)
    layout = LITTLE.replace("version = 1", "# a comment\nversion   =   1").replace("\n", "\r\n")
    quoted = LITTLE.replace("2026-11-23", '"2026-11-23"')
    default = LITTLE + "sets = 1\n"
    assert {usable(text).hash for text in (layout, quoted, default, "\ufeff" + LITTLE)} == {plan.hash}
    other = LITTLE.replace("repetitions = 10", "repetitions = 11")
    assert usable(other).hash != plan.hash
    assert usable(LITTLE.replace("revision = 1", "revision = 2")).hash != plan.hash


# One change of a good plan, and the one problem it makes: line, key, what, allowed.
ONE_PROBLEM = [
    ("repetitions = 10", "repetitions = 0", 12, "exercises[1].repetitions", "it is 0", "a whole number from 1 to 200"),
    ("repetitions = 10", "repetitions = 2.5", 12, "exercises[1].repetitions", "it is 2.5", "a whole number from 1 to 200"),
    ("repetitions = 10", 'repetitions = "10"', 12, "exercises[1].repetitions", 'it is "10"', "a whole number from 1 to 200"),
    ("repetitions = 10", "repetitions = true", 12, "exercises[1].repetitions", "it is true", "a whole number from 1 to 200"),
    ("repetitions = 10", "repetitions = 10\nhold_s = nan", 13, "exercises[1].hold_s", "it is nan", "a number from 0 to 600"),
    ("repetitions = 10", "repetitions = 10\nrest_s = inf", 13, "exercises[1].rest_s", "it is inf", "a number from 0 to 1800"),
    ("repetitions = 10", "repetitons = 10", 12, "exercises[1].repetitons", "there is no such key", "did you mean repetitions?"),
    ("repetitions = 10", "reps = 10", 12, "exercises[1].reps", "there is no such key", "did you mean repetitions?"),
    ("repetitions = 10", 'repetitions = 10\nband = "red"', 13, "exercises[1].band", "there is no such key", "did you mean resistance?"),
    ("repetitions = 10", "repetitions = 10\nhold = 5", 13, "exercises[1].hold", "there is no such key", "did you mean hold_s?"),
    ("repetitions = 10", 'repetitions = 10\nside = "l"', 13, "exercises[1].side", 'it is "l"', 'one of "both", "left", "right", "each", "alternate"'),
    ("repetitions = 10", 'repetitions = 10\ndays = ["mon", "wen"]', 13, "exercises[1].days[2]", 'it is "wen"', 'one of "mon", "tue", "wed", "thu", "fri", "sat", "sun"'),
    ("repetitions = 10", "duration_s = 60\nhold_s = 5", 13, "exercises[1].hold_s", "only repetitions are held", "repetitions beside it"),
    ("repetitions = 10", "repetitions = 10\nduration_s = 60", 13, "exercises[1].duration_s", "there are both", "repetitions, or duration_s for what is only timed"),
    ("repetitions = 10\n", "", 10, "exercises[1]", "there is neither repetitions nor duration_s", "repetitions, or duration_s for what is only timed"),
    ('"neck_rotation"', '"neck_rotaton"', 11, "exercises[1].id", 'there is no exercise "neck_rotaton"', "did you mean neck_rotation or trunk_rotation?"),
    ('"neck_rotation"', '"zzz"', 11, "exercises[1].id", 'there is no exercise "zzz"', "an id that `posture exercise --list` lists"),
    ("start = 2026-11-23", "start = 2026-11-23\nend = 2026-11-22", 9, "end", "it is 2026-11-22, before start", "2026-11-23 or later"),
    ("start = 2026-11-23", 'start = "23.11.2026"', 8, "start", 'it is "23.11.2026"', "a date such as 2026-11-23"),
    ("start = 2026-11-23", "start = 2026-11-23T09:00:00", 8, "start", "it is 2026-11-23 09:00:00", "a date such as 2026-11-23"),
    ("start = 2026-11-23", "start = 3026-11-23", 8, "start", "it must lie from 2000-01-01 to 2100-12-31", ""),
    ("start = 2026-11-23\n", "", None, "start", "it is missing", "a date such as 2026-11-23"),
    ("version = 1", "version = 2", 2, "version", "it is 2", "1"),
    ('id = "little"', 'id = "Little plan"', 3, "id", 'it is "Little plan"', 'small letters, digits, - and _, without spaces, such as "little_plan"'),
    ('id = "little"', 'id = "Größe 2"', 3, "id", 'it is "Größe 2"', 'small letters, digits, - and _, without spaces, such as "groe"'),
    ('id = "little"', 'id = "1"', 3, "id", 'it is "1"', 'a short name of small letters, digits, - and _ in quotation marks, such as "first_week"'),
    ('"neck_rotation"', '"Neck rotation"', 11, "exercises[1].id", 'there is no exercise "Neck rotation"', "did you mean neck_rotation?"),
    ("repetitions = 10", "repetitions = 10\ndays = []", 13, "exercises[1].days", "it is empty: it needs at least one", 'a list in [ ], at most 7, each one of "mon", "tue", "wed", "thu", "fri", "sat", "sun"'),
    ("start = 2026-11-23", f"start = 2026-11-23\nstop_rules = {['x'] * 13}", 9, "stop_rules", "it has 13 entries", 'a list in [ ], at most 12, each a text of at most 1000 characters in quotation marks ("...")'),
    ('for = "A."', f'for = "{"x" * 121}"', 6, "for", "it has 121 characters", 'a text of at most 120 characters in quotation marks ("...")'),
    ('for = "A."', 'for = ""', 6, "for", "it may not be empty", 'a text of at most 120 characters in quotation marks ("...")'),
    ('for = "A."', 'for = "  "', 6, "for", "it holds nothing but spaces: write some words, or leave the key out", ""),
    ('for = "A."', 'for = "A\\u001b[31m"', 6, "for", "it holds the invisible character U+001B: delete it and type the text again", ""),
    ('for = "A."', 'for = "A\\u202eB"', 6, "for", "it holds the invisible character U+202E: delete it and type the text again", ""),
    ('for = "A."', 'for = """A\nB"""', 6, "for", "it must stand on one line, without tabs", ""),
    ("start = 2026-11-23", 'start = 2026-11-23\neducation = ["sleeep"]', 9, "education[1]", 'there is no piece "sleeep"', "did you mean sleep?"),
    ("start = 2026-11-23", 'start = 2026-11-23\nnote = "x"', 9, "note", "there is no such key", "did you mean notes?"),
    ("start = 2026-11-23", "start = 2026-11-23\nsitting = { break_after_min = 30 }", 9, "sitting", "it is a table", "tables that begin with [[sitting]] (two brackets), at most 30"),
    ("start = 2026-11-23", "start = 2026-11-23\npain = 3", 9, "pain", "it is 3", "a table that begins with [pain]"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "key", "what", "allowed"), ONE_PROBLEM)
def test_one_slip_is_one_problem(
    old: str, new: str, line: int | None, key: str, what: str, allowed: str
) -> None:
    assert old in LITTLE
    found = problems(LITTLE.replace(old, new, 1))
    assert [(one.line, one.key, one.what, one.allowed) for one in found] == [(line, key, what, allowed)]
    assert found[0].severity is Severity.ERROR


# What is added at the end of a good plan, and the problem it makes.
GOAL = '[[goals]]\ntext = "x"\nmeasure = "y"\nunit = "z"\ntarget = 1\n'
QUESTIONNAIRE = """\
[[questionnaires]]
id = "sleep_well"
title = "Q"
items = []
highest = 5
lowest_means = "a"
highest_means = "b"
scoring = "sum"
direction = "lower_is_better"
"""
ADDED = [
    ("[pain]\ngreen_up_to = 6", "pain.green_up_to", "green goes up to 6 and amber only up to 5"),
    ("[pain]\namber_up_to = 11", "pain.amber_up_to", "it is 11"),
    ('[[exercises]]\nid = "neck_rotation"\nrepetitions = 5', "exercises[2].id", '"neck_rotation" is in the plan already'),
    ("[[sitting]]\nfrom_week = 2\nbreak_after_min = 30", "sitting[1].from_week", "the first step is from week 2"),
    ("[[sitting]]\nbreak_after_min = 30\n[[sitting]]\nbreak_after_min = 30", "sitting[2].from_week", "it is 1"),
    ("[[sitting]]\nbreak_after_min = 1", "sitting[1].break_after_min", "it is 1"),
    (GOAL + 'measured_by = "pian"', "goals[1].measured_by", 'it is "pian"'),
    (GOAL + 'measured_by = "questionnaire:q"', "goals[1].measured_by", 'there is no questionnaire "q" in this plan'),
    ('[reminders]\ntimes = ["9:30"]', "reminders.times[1]", 'it must be a time of day such as "09:30"'),
    ('[[exercises.progression]]\nvariable = "repetitions"\nup_to = 9', "exercises[1].progression[1].up_to", "it is 9, and the plan starts with 10"),
    ('[[exercises.progression]]\nvariable = "repetitions"\nup_to = 900', "exercises[1].progression[1].up_to", "it is 900, and the plan starts with 10"),
    ('[[exercises.progression]]\nvariable = "repetitions"\nup_to = "many"', "exercises[1].progression[1].up_to", 'it is "many"'),
    ('[[exercises.progression]]\nvariable = "repetitions"\nup_to = 12\nby = 0.5', "exercises[1].progression[1].by", "it is 0.5"),
    ('[[exercises.progression]]\nvariable = "minutes"\nup_to = 12', "exercises[1].progression[1].variable", 'it is "minutes"'),
    ('[[exercises.progression]]\nvariable = "duration_s"\nup_to = 90', "exercises[1].progression[1].variable", "duration_s is not in the dose"),
    ('[[exercises.progression]]\nvariable = "resistance"\nup_to = "red"', "exercises[1].progression[1].variable", "a rule about resistance needs to know the bands or weights"),
    ('resistance = "red"\nresistances = ["blue"]', "exercises[1].resistance", '"red" is not in resistances'),
    ('resistance = "red"\nresistances = ["blue", "red"]\n[[exercises.progression]]\nvariable = "resistance"\nup_to = "blue"', "exercises[1].progression[1].up_to", 'it is "blue"'),
    ('[[exercises.regression]]\nvariable = "repetitions"\ndown_to = 11', "exercises[1].regression[1].down_to", "it is 11, and the plan starts with 10"),
    ('[[exercises.progression]]\nvariable = "repetitions"\nup_to = 12\ngood_done_percent = 60\n[[exercises.regression]]\nvariable = "repetitions"\ndown_to = 5', "exercises[1].regression[1].poor_done_percent", "a session with less than 75 % is poor, and one with 60 % is good"),
    ('[[exercises.progression]]\nvariable = "sets"\nup_to = 2\n[[exercises.progression]]\nvariable = "sets"\nup_to = 3', "exercises[1].progression[2].variable", "two rules change sets"),
    ('[[questionnaires]]\nid = "q"\ntitle = "Q"\nitems = ["?"]\nlowest = 5\nhighest = 5\nlowest_means = "a"\nhighest_means = "b"\nscoring = "sum"\ndirection = "lower_is_better"', "questionnaires[1].highest", "it is 5"),
]  # fmt: skip


@pytest.mark.parametrize(("added", "key", "what"), ADDED)
def test_what_does_not_fit_together(added: str, key: str, what: str) -> None:
    found = problems(LITTLE + added + "\n")
    assert [(one.key, one.what) for one in found] == [(key, what)]
    assert found[0].line is not None


def test_a_limit_of_hundreds_of_digits_is_a_wrong_number() -> None:
    rule = f'[[exercises.progression]]\nvariable = "repetitions"\nup_to = 1{"0" * 400}\n'
    found = problems(LITTLE + rule)
    assert [one.key for one in found] == ["exercises[1].progression[1].up_to"]
    assert found[0].what.startswith("it must be a number from 0 to 7200")


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    text = (
        LITTLE.replace('"neck_rotation"', '"neck"')
        .replace("revision = 1", "revision = 0")
        .replace("start = 2026-11-23", "start = 2026-11-23\nreview = 2026-01-01\ncolour = 1")
        + "sets = 99\n[pain]\ngreen_up_to = 8\n"
    )
    assert [(one.line, one.key) for one in problems(text)] == [
        (4, "revision"), (9, "review"), (10, "colour"), (13, "exercises[1].id"), (15, "exercises[1].sets"),
        (17, "pain.green_up_to"),
    ]  # fmt: skip


def test_a_plan_that_asks_for_nothing() -> None:
    (one,) = problems(LITTLE.partition("[[exercises]]")[0])
    assert (one.key, one.what) == ("", "the plan asks for nothing")


@pytest.mark.parametrize(
    ("content", "line", "column", "what"),
    [
        (LITTLE.replace('"A."', "A.").encode(), 6, 7, "not valid TOML: invalid value"),
        (LITTLE.replace("sets", "").replace("= 10", "= 2,5").encode(), 12, 16, "not valid TOML: "),
        (b'title = "\xff"\n', 1, None, "not UTF-8"),
        (b"x = " + b"[" * 100_000, None, None, "nested too deep"),
        (b"x = " + b"9" * 10_000, None, None, "not valid TOML: exceeds the limit"),
        (b"a = 1\na = 2\n", 2, 6, "the key a is there already, in: a = 2"),
        (b"\x00\x01\x02", 1, 1, "not valid TOML"),
    ],
)
def test_what_is_no_toml(content: bytes, line: int | None, column: int | None, what: str) -> None:
    (one,) = check_plan(content, KNOWN).problems
    assert (one.line, one.column) == (line, column)
    assert what in one.what
    assert one.what.isprintable()


@pytest.mark.parametrize(
    ("line", "allowed"),
    [
        ("title = Knee week  # the first", 'quotation marks around a text: title = "Knee week"'),
        ("start = 24.11.2026", "a date as year-month-day, without quotes: start = 2026-11-23"),
        ("rest_s = 2,5", "a decimal point: rest_s = 2.5"),
        ("start = 2026-02-30", "a day that there is, as year-month-day: start = 2026-11-23"),
        ("per week = 3", "a key is one word before the =, such as times_a_day"),
        ("sets: 3", "an = behind the key: sets = ..."),
        ("title = yes", 'quotation marks around a text: title = "yes"'),
        (
            "patient_may_change = Yes",
            "true or false, in small letters and without quotation marks: patient_may_change = true",
        ),
        ("x = False", "true or false, in small letters and without quotation marks: x = false"),
        (
            'cues = ["a" "b"]',
            'key = value; texts stand in "quotes", lists in [brackets], decimals with a point',
        ),
    ],
)
def test_the_usual_slips_are_shown_as_they_should_be(line: str, allowed: str) -> None:
    (one,) = problems(f"version = 1\n{line}\n")
    assert (one.line, one.allowed) == (2, allowed)
    assert one.what.endswith(f", in: {line}")


@pytest.mark.parametrize(
    ("line", "what", "allowed"),
    [
        ('title = "First week', "the closing quotation mark is missing", 'title = "First week"'),
        ('title = "First week  # x', "the closing quotation mark is missing", 'title = "First week"'),
        ('title = First week"', "the opening quotation mark is missing", 'title = "First week"'),
        ('cues = ["a", "b]', "a quotation mark is missing", 'one " before each text and one behind it'),
        ('cues = ["a, "b"]', "a quotation mark is missing", 'one " before each text and one behind it'),
        *(
            (
                f"title = {text}",
                "curly quotation marks",
                'straight ones ("), here and elsewhere: title = "First week"',
            )
            for text in ("“First week”", '"First week”', "„First week“", "‘First week’")  # noqa: RUF001
        ),
        (
            "cues = [“a”, “b”]",
            "curly quotation marks",
            'straight ones ("), here and elsewhere: key = ["a text", "another"]',
        ),
    ],
)
def test_quotation_marks_that_are_missing_or_curly(line: str, what: str, allowed: str) -> None:
    (one,) = problems(f"version = 1\n{line}\n")
    assert (one.line, one.what, one.allowed) == (2, f"{what}, in: {line}", allowed)


def test_curly_quotation_marks_inside_a_text_are_left_alone() -> None:
    assert usable(LITTLE.replace('"Little"', '"the “little” one’s"')).title == "the “little” one’s"  # noqa: RUF001
    (one,) = problems('title = "the “little” one’s week\n')  # noqa: RUF001
    assert one.what.startswith("the closing quotation mark is missing")


def test_a_text_over_several_lines_without_an_end() -> None:
    (one,) = problems('version = 1\nnotes = """\nOne.\nTwo.\n')
    assert (one.line, one.what, one.allowed) == (
        2, 'a text that begins with """ has no end', '""" once more behind its last word',
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "what", "allowed"),
    [
        ("[exercises]\n[exercises]\n", "[exercises] is there already", "[[exercises]] (two brackets)"),
        ("[exercises]\n[[exercises]]\n", "[exercises] is there already", "[[exercises]] (two brackets)"),
        ("[pain]\n[pain]\n", "[pain] is there already", "one [pain], with all its keys below it"),
    ],
)
def test_a_block_that_is_there_already(text: str, what: str, allowed: str) -> None:
    (one,) = problems(text)
    assert one.line == 2
    assert one.what.startswith(f"{what}, in: [")
    assert one.allowed.startswith(allowed)


def test_a_key_below_a_block_it_does_not_belong_to() -> None:
    rule = '[[exercises.progression]]\nvariable = "repetitions"\nup_to = 12\n'
    text = LITTLE.replace("repetitions = 10\n", rule + "repetitions = 10\nrest_s = 30\nnotes = 'x'\n")
    up = "it belongs to the exercise: move it above its first [[exercises.progression]]"
    assert [(one.key.rpartition(".")[2], one.allowed) for one in problems(text)] == [
        ("repetitions", up), ("rest_s", up),
        ("notes", "it belongs to the plan itself: move it above the first line that begins with ["),
    ]  # fmt: skip
    tempo = "repetitions = 10\ntempo = { out_s = 1, back_s = 1, sets = 2 }"
    (one,) = problems(LITTLE.replace("repetitions = 10", tempo))
    assert one.allowed == "it belongs to the exercise: move it out of tempo"


def test_a_questionnaire_that_is_not_in_the_plan() -> None:
    def allowed(text: str) -> list[str]:
        return [one.allowed for one in problems(LITTLE + text) if one.key == "goals[1].measured_by"]

    wanted = GOAL + 'measured_by = "questionnaire:sleep"\n'
    (said,) = allowed(wanted)
    assert said.startswith(
        'a block [[questionnaires]] with id = "sleep"; in a plan of `posture plan new` take'
    )
    assert allowed(wanted + QUESTIONNAIRE) == ["did you mean questionnaire:sleep_well?"]


def test_a_questionnaire_without_questions() -> None:
    (one,) = problems(LITTLE + QUESTIONNAIRE)
    assert (one.key, one.what) == ("questionnaires[1].items", "it is empty: it needs at least one")
    assert one.allowed.startswith("a list in [ ], at most 50, each a text")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"{\\rtf1\\ansi " + LITTLE.encode(), "a word processor's file (RTF)"),
        (b"PK\x03\x04\x14\x00", "a word processor's file (such as docx or odt) or an archive"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "a web page"),
        (b"%PDF-1.7", "a PDF"),
    ],
)
def test_the_file_of_another_program(content: bytes, what: str) -> None:
    (one,) = check_plan(content, KNOWN).problems
    assert (one.line, one.what) == (None, f"it is {what}: save it as plain text and try again")


@pytest.mark.parametrize("text", ["Dear Anna, here is your plan.\n", "[tool]\nname = 1\n", "\x00\x01"])
def test_a_file_that_is_no_plan_is_refused_as_that(tmp_path: Path, text: str) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(text)
    with pytest.raises(PlanError) as refused:
        read_plan(path, KNOWN)
    assert str(refused.value) == (
        f'the file {path} is no plan: the line format = "posture-plan" is not in it; '
        "name the file that your therapist sent, or one that `posture plan new` wrote"
    )


def test_a_plan_in_utf_16_is_told_as_that(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(LITTLE, encoding="utf-16")
    with pytest.raises(PlanError, match="save the file as plain text in UTF-8"):
        read_plan(path, KNOWN)


def test_a_hostile_key_and_a_huge_number_are_shown_without_what_a_terminal_acts_on() -> None:
    text = LITTLE.replace("revision = 1", f'revision = 0x{"f" * 9000}\n"\\u001b]0;x\\u0007" = 1')
    found = problems(text)
    assert [one.key for one in found] == ["revision", "\\u001b]0;x\\u0007"]
    assert found[0].what == "it is (a number too long to show)"


def test_warnings_leave_a_plan_usable_and_name_their_basis() -> None:
    text = LITTLE.replace("repetitions = 10", "repetitions = 40\nsets = 5\nhold_s = 90")
    checked = check_plan(text.encode(), KNOWN)
    assert checked.plan is not None
    assert [(one.line, one.key, bool(one.basis)) for one in checked.warnings] == [
        (8, "start", True), (10, "exercises", True), (12, "exercises[1].repetitions", True),
        (13, "exercises[1].sets", True), (14, "exercises[1].hold_s", True),
    ]  # fmt: skip
    assert checked.errors == ()


def test_a_file_that_is_too_large_missing_or_a_folder(tmp_path: Path) -> None:
    large = tmp_path / "large.toml"
    large.write_bytes(LITTLE.encode() + b"#" * LARGEST_BYTES)
    with pytest.raises(PlanError, match=r"larger than 1 MB"):
        read_bytes(large)
    with pytest.raises(PlanError, match=r"there is no such file; name a plan file$"):
        read_bytes(tmp_path / "none.toml")
    with pytest.raises(PlanError, match="cannot read the plan"):
        read_bytes(tmp_path)


def test_a_plan_that_cannot_be_used_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(LITTLE.replace("= 10", "= 0") + "sets = 0\n")
    with pytest.raises(PlanError) as refused:
        read_plan(path, KNOWN)
    assert str(refused.value) == (
        f"the plan {path} cannot be used on line 12, exercises[1].repetitions: it is 0 (and 1 more); "
        f"`posture plan check {path}` lists what to mend"
    )


def test_the_published_schema_is_current() -> None:
    published = json.loads((ROOT / "docs" / "plan.schema.json").read_text(encoding="utf-8"))
    assert published == json_schema(), "run scripts/build_plan_schema.py"


def test_the_page_about_plans_has_an_example_that_is_a_plan() -> None:
    page = (ROOT / "docs" / "plans.md").read_text(encoding="utf-8")
    example = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert example is not None
    assert usable(example[1]).items
