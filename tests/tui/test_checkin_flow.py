"""A check-in on a plain terminal: what is asked in which order, and that nothing answered is lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pytest

from posture.adapters.record_store import keep, read_history
from posture.adapters.warning_sign_file import load_warning_signs
from posture.settings import CheckinSettings
from posture.therapy.due import Topic
from posture.therapy.plan import Plan
from posture.therapy.records import (
    ActivityRating,
    GlobalChange,
    ItemAnswer,
    Note,
    Occasion,
    Onset,
    PainRating,
    QuestionnaireAnswers,
    Record,
    WarningSignAnswers,
)
from posture.therapy.warning_signs import Advice
from tests.adapters.test_plan_file import LITTLE, usable
from tests.therapy.builders import MONDAY, able, day, pain, signs
from tui.asking import ask_questions, read_marks
from tui.checkin_flow import CheckIn
from tui.checkin_form import form_for, records_of
from tui.checkin_questions import Answer, read_day, read_flag

SIGNS = load_warning_signs()
NO_SIGNS = ["n"] * len(SIGNS.pages)


ASKING = (
    LITTLE.replace("start = 2026-11-23", "start = 2026-11-02\nreview = 2026-11-16")
    + """
[check_ins]
pain_every_days = 7
activities_every_days = 14
change_at_review = true
activities = ["carry the shopping"]

[[questionnaires]]
id = "desk"
title = "Two questions"
intro = "Think of the last week."
items = ["I can sit", "I can lift"]
lowest = 0
highest = 4
lowest_means = "never"
highest_means = "always"
scoring = "sum"
direction = "higher_is_better"
"""
)
"""A plan that asks its own questionnaire, without days: at the start and at the review."""


@dataclass
class Patient:
    """Answers from a script; `STOP` is Ctrl-C, and so is the end of the script."""

    script: list[str]
    asked: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    shown: list[Advice] = field(default_factory=list)

    def ask(self, question: str) -> str:
        self.asked.append(question)
        if not self.script or self.script[0] == "STOP":
            raise KeyboardInterrupt
        return self.script.pop(0)

    def check_in(self, database: Path, now: datetime = MONDAY, plan: Plan | None = None) -> CheckIn:
        return CheckIn(
            database=database,
            signs=SIGNS,
            settings=CheckinSettings(),
            plan=plan,
            now=lambda: now,
            ask=self.ask,
            say=self.told.append,
            show=self.shown.append,
        )


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "posture.sqlite3"


def kept(database: Path, kind: type[Record]) -> list[Record]:
    return [one.record for one in read_history(database).stored if isinstance(one.record, kind)]


def test_the_first_check_in_asks_signs_onset_pain_and_activities(database: Path) -> None:
    patient = Patient(
        [
            *NO_SIGNS,
            "5w", "y",  # onset, assessed
            "4", "", "t", "neck",  # pain now, average left out, worst, place
            "an hour at the desk", "6", "lifting", "3", "",  # two activities, no third
            "", "",  # nothing weighs, no note
        ]
    )  # fmt: skip
    patient.check_in(database).run(everything=False)
    assert patient.script == []
    assert [one.record for one in read_history(database).stored][1:] == [
        Onset(at=MONDAY, began=date(2026, 9, 28), assessed=True),
        PainRating(at=MONDAY, now=4, worst=10, place="neck"),
        ActivityRating(at=MONDAY, activity="an hour at the desk", score=6),
        ActivityRating(at=MONDAY, activity="lifting", score=3),
    ]
    (answers,) = kept(database, WarningSignAnswers)
    assert isinstance(answers, WarningSignAnswers)
    assert (answers.tier, answers.complete, answers.occasion) == (None, True, Occasion.FIRST_USE)
    assert "How able are you now: lifting? (0 cannot do it, 10 as able as before)" in patient.asked


def test_on_an_ordinary_day_only_the_pain_is_asked(database: Path) -> None:
    keep(database, [signs(day(0)), Onset(at=day(0), began=date(2026, 9, 1)), pain(0, 5), able(0, "desk", 4)])
    patient = Patient(["3", "", "", "", "4", "woke up early", "all fine"])
    patient.check_in(database, day(1)).run(everything=False)
    assert [question.partition("(")[0].strip() for question in patient.asked] == [
        "How strong is your pain right now?",
        "How strong was it on average, over the last 7 days?",
        "How strong was it at its worst, over the last 7 days?",
        "Where is it?",
        ("Does one of these weigh on you? 1 fear of moving, 2 mood, 3 work, 4 sleep, 5 stress, 6 coping"),
        "In your words:",
        "Anything else your PT should know?",
    ]
    assert kept(database, Note) == [Note(at=day(1), text="all fine")]


def test_everything_asks_the_known_activities_and_the_change_too(database: Path) -> None:
    keep(database, [signs(day(0)), Onset(at=day(0), began=date(2026, 9, 1)), pain(0, 5), able(0, "desk", 4)])
    patient = Patient([*NO_SIGNS, "", "", "", "", "7", "+2", "", ""])
    patient.check_in(database, day(1)).run(everything=True)
    assert patient.script == []
    assert kept(database, ActivityRating)[1:] == [able(1, "desk", 7)]
    assert kept(database, GlobalChange) == [GlobalChange(at=day(1), score=2, since=date(2026, 11, 2))]


def test_what_cannot_be_is_said_and_asked_again(database: Path) -> None:
    keep(database, [signs(day(0)), Onset(at=day(0), began=date(2026, 9, 1)), pain(0, 5), able(0, "desk", 4)])
    patient = Patient(["eleven", "4", "5", "4", "6", "", "", ""])
    patient.check_in(database, day(1)).run(everything=False)
    assert "'eleven' is no answer here: give a whole number from 0 to 10" in patient.told
    assert "the worst cannot lie below the average, which was 5: give 5 to 10" in patient.told
    assert kept(database, PainRating)[1:] == [pain(1, 4, average=5, worst=6)]


def test_stopping_keeps_what_was_answered_and_says_so(database: Path) -> None:
    keep(database, [signs(day(0)), Onset(at=day(0), began=date(2026, 9, 1)), pain(0, 5), able(0, "desk", 4)])
    patient = Patient(["4", "3", "STOP"])
    with pytest.raises(KeyboardInterrupt):
        patient.check_in(database, day(1)).run(everything=False)
    assert kept(database, PainRating)[1:] == [pain(1, 4, average=3)]
    assert patient.told[-1] == "Kept as record 5: pain: 4 now, 3 on average"


def test_stopping_before_any_answer_keeps_nothing_and_says_so(database: Path) -> None:
    patient = Patient(["STOP"])
    with pytest.raises(KeyboardInterrupt):
        patient.check_in(database).run(everything=False)
    assert patient.told[-1] == "Nothing was answered, and nothing was kept."
    assert not database.exists()


def test_stopping_among_the_signs_keeps_the_pages_that_were_answered(database: Path) -> None:
    patient = Patient(["n", "1 3", "STOP"])
    with pytest.raises(KeyboardInterrupt):
        patient.check_in(database).ask_about_signs(Occasion.ON_DEMAND)
    (record,) = kept(database, WarningSignAnswers)
    assert isinstance(record, WarningSignAnswers)
    assert (record.tier, record.complete) == (2, False)
    assert [one.sign for one in record.answers if one.yes] == ["fever_unwell", "cancer_history"]
    assert [one.tier for one in patient.shown] == [2]


def test_an_emergency_ends_the_check_in_at_once(database: Path) -> None:
    patient = Patient(["2"])
    patient.check_in(database).run(everything=False)
    assert len(patient.asked) == 1
    assert [one.tier for one in patient.shown] == [1]
    assert len(read_history(database).stored) == 1


def test_worse_pain_asks_for_the_signs_right_away_and_once(database: Path) -> None:
    keep(database, [signs(day(0)), Onset(at=day(0), began=date(2026, 9, 1)), pain(0, 5), able(0, "desk", 4)])
    patient = Patient(["7", "", "", "", "", "", *NO_SIGNS])
    patient.check_in(database, day(1)).run(everything=False)
    assert patient.script == []
    assert "\nYour pain was worse, or on red in your plan: the warning signs are due." in patient.told
    answers = kept(database, WarningSignAnswers)[-1]
    assert isinstance(answers, WarningSignAnswers)
    assert answers.occasion is Occasion.PAIN_WORSE


def test_with_a_plan_its_own_days_activities_and_questionnaires_are_asked(database: Path) -> None:
    plan = usable(ASKING)
    keep(database, [signs(day(0)), Onset(at=day(0), began=date(2026, 9, 1)), pain(0, 5), able(0, "desk", 4)])
    patient = Patient(["5", "", "", "", "7", "9", "+3", "2", "3", "", ""])
    patient.check_in(database, day(14), plan).run(everything=False)
    assert [question.partition(" (")[0] for question in patient.asked][4:9] == [
        "How able are you now: carry the shopping?",
        "How able are you now: desk?",
        "How have you changed since 2026-11-02, when you began?",
        "Think of the last week. I can sit",
        "I can lift",
    ]
    (answers,) = kept(database, QuestionnaireAnswers)
    assert isinstance(answers, QuestionnaireAnswers)
    assert (answers.questionnaire, answers.score) == ("desk", 5.0)
    again = Patient(["5", "", "", "", "", ""])
    again.check_in(database, day(15), plan).run(everything=False)
    assert again.script == []  # nothing but the pain is due the day after


def test_signs_that_were_left_out_keep_nothing(database: Path) -> None:
    patient = Patient([""] * len(SIGNS.pages))
    assert patient.check_in(database).ask_about_signs(Occasion.ON_DEMAND) is None
    assert not database.exists()


@dataclass(frozen=True)
class Desk:
    """A questionnaire of a PT's own."""

    id: str = "desk"
    intro: str = "Think of the last week."
    items: tuple[str, ...] = ("I can sit as long as I want", "I can reach the shelf")
    scale_from: int = 1
    scale_to: int = 5
    from_means: str = "never"
    to_means: str = "always"

    def score(self, answers: tuple[int, ...]) -> float:
        return float(sum(answers))


@pytest.mark.parametrize(("typed", "score"), [(["4", "5", "", ""], 9.0), (["4", "", "", ""], None)])
def test_a_questionnaire_of_the_pt_has_a_score_once_all_is_answered(
    typed: list[str], score: float | None
) -> None:
    form = form_for({Topic.QUESTIONNAIRE}, (), questionnaires=[Desk()])
    patient = Patient(["6", *typed])
    answers: dict[str, Answer] = {}
    ask_questions(form.questions, answers, patient.ask, patient.told.append, MONDAY.date())
    assert patient.told == ["'6' is no answer here: give a whole number from 1 to 5"]
    given = tuple(
        ItemAnswer(item=item, value=int(value))
        for item, value in zip(Desk.items, typed, strict=False)
        if value
    )
    assert records_of(form, answers, MONDAY) == (
        QuestionnaireAnswers(at=MONDAY, questionnaire="desk", answers=given, score=score),
    )


def test_activities_of_the_plan_are_rated_and_none_twice() -> None:
    form = form_for({Topic.ACTIVITIES}, (able(0, "Desk", 4),), planned_activities=["desk", "stairs"])
    assert [question.about for question in form.questions if question.about] == ["Desk", "stairs"]


def test_no_form_without_a_topic() -> None:
    assert form_for((), ()).questions == ()


@pytest.mark.parametrize(
    ("typed", "marks"),
    [("1 3", {1, 3}), ("2,2", {2}), ("n", set()), (" None ", set()), ("0", set()), ("", None), ("  ", None)],
)
def test_numbers_of_signs(typed: str, marks: set[int] | None) -> None:
    assert read_marks(typed, 7) == marks


@pytest.mark.parametrize("typed", ["8", "1 x", "yes", "-1", "1 0", "²", "99999999999999999999"])
def test_no_numbers_of_signs(typed: str) -> None:
    with pytest.raises(ValueError, match="give numbers from 1 to 7, or n for none of them"):
        read_marks(typed, 7)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("2026-09-01", date(2026, 9, 1)),
        ("6w", date(2026, 9, 21)),
        ("1 week ago", date(2026, 10, 26)),
        ("10 days", date(2026, 10, 23)),
        ("0d", date(2026, 11, 2)),
    ],
)
def test_days(typed: str, found: date) -> None:
    assert read_day(typed, MONDAY.date()) == found


@pytest.mark.parametrize("typed", ["", "1.9.2026", "2026-02-30", "9999w999", "6 fortnights", "٦w"])
def test_no_days(typed: str) -> None:
    with pytest.raises(ValueError, match="is not a day: give a date such as 2026-09-01"):
        read_day(typed, MONDAY.date())


def test_a_day_so_long_ago_that_no_calendar_has_it_is_none() -> None:
    with pytest.raises(ValueError, match="is not a day"):
        read_day("9999w", date(100, 1, 1))


def flags(words: Iterable[str]) -> list[str | None]:
    return [None if flag is None else flag.value for flag in map(read_flag, words)]


def test_topics_of_notes_by_number_name_or_word() -> None:
    assert flags(["1", "fear", "Fear of moving", "fear_of_movement"]) == ["fear_of_movement"] * 4
    assert flags(["2", "6", "stress", "7", "", "money"]) == ["mood", "coping", "stress", None, None, None]
