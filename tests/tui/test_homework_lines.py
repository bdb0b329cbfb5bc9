"""An exercise as plain lines: done as the plan says, asked about, kept, and held back where need be."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from posture.adapters.warning_sign_file import load_warning_signs
from posture.errors import PostureError
from posture.exercise_goal import Goal, goal_of
from posture.exercise_view import SetDone
from posture.settings import CheckinSettings
from posture.therapy.exercise_records import ExerciseSession, NextDayPain
from posture.therapy.history import of_kind
from posture.therapy.items import Light
from posture.therapy.records import Occasion, SignsLookedAt, WarningSignAnswers
from tests.exercise_stories import exercises
from tests.therapy.homework import amber
from tests.tui.homework_home import MONDAY, Home, no_signs
from tests.tui.test_exercise_words import view_of
from tui.checkin_flow import CheckIn
from tui.homework_lines import SIGNS_DUE, HomeworkInLines, refuse_while_resting
from tui.homework_source import HomeworkSource
from tui.resting_words import LOOKED_AT, NOT_LOOKED_AT

CURL = exercises()["elbow_flexion"]
SIGNS = load_warning_signs()
NO_SIGNS = ["n"] * len(SIGNS.pages)


@dataclass
class Patient:
    """One who does curls and answers from a script; its end is Ctrl-C. Without a script nobody is there."""

    home: Home
    script: list[str] | None = None
    pain_before: int | None = None
    pain_after: int | None = None
    asked: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    goal: Goal = field(init=False)
    lines: HomeworkInLines = field(init=False)

    def ask(self, question: str) -> str:
        self.asked.append(question)
        if not self.script:
            raise KeyboardInterrupt
        return self.script.pop(0)

    def begin(self, *, own_dose: bool = False) -> None:
        source = HomeworkSource(self.home.where, self.home.clock)
        flow = CheckIn(
            database=self.home.where.database,
            signs=SIGNS,
            settings=CheckinSettings(),
            plan=source.plan_in_use(),
            now=self.home.clock,
            ask=self.ask,
            say=self.told.append,
            show=lambda advice: self.told.append(f"advice of tier {advice.tier}"),
        )
        self.lines = HomeworkInLines(
            source,
            flow,
            asks=self.script is not None,
            pain_before=self.pain_before,
            pain_after=self.pain_after,
        )
        exercise, self.goal = self.lines.begin(CURL, goal_of(CURL, repetitions=7), own_dose=own_dose)
        assert exercise.id == CURL.id

    def end(self, *, whole: bool = True, may_ask: bool = True, times: int = 3) -> None:
        sets = (SetDone(repetitions=times, hold_s=None, duration_s=9.0),) if times else ()
        view = view_of("elbow_flexion", begun=True, goal=self.goal, sets=sets, whole=whole)
        self.lines.keep(view, may_ask=may_ask)


def only(home: Home) -> ExerciseSession:
    (record,) = home.sessions()
    return record


def occasions(home: Home) -> list[Occasion]:
    """Why the warning signs were asked, the first time left out."""
    return [one.occasion for one in of_kind(home.records(), WarningSignAnswers)][1:]


def test_in_the_plan_pain_is_asked_before_and_after_and_the_session_is_homework(tmp_path: Path) -> None:
    home = Home(tmp_path)
    patient = Patient(home, ["2", "4"])
    patient.begin()
    assert patient.goal.repetitions == 3
    patient.end()
    record = only(home)
    assert (record.plan_hash, record.pain_before, record.pain_after) == (home.hash, 2, 4)
    assert (record.light, record.stopped_reason) == (Light.AMBER, None)
    assert patient.asked == [
        "Elbow flexion, before: how strong is your pain right now? (0 no pain, 10 the worst you can imagine)",
        "Elbow flexion, after: and how strong is your pain now? (0 no pain, 10 the worst you can imagine)",
    ]
    assert patient.told[-1].startswith("Elbow flexion: kept. 4 is amber in your plan: go on gently")


def test_a_script_gives_both_and_is_asked_nothing(tmp_path: Path) -> None:
    home = Home(tmp_path, signs_answered=False)
    patient = Patient(home, pain_before=4, pain_after=2)
    patient.begin()
    patient.end(whole=False)
    record = only(home)
    assert (record.pain_before, record.pain_after, record.light) == (4, 2, Light.GREEN)
    assert record.stopped_reason is None  # nobody said why
    assert patient.asked == []
    assert patient.told[:2] == [SIGNS_DUE, "Go on gently: smaller and slower is fine."]


def test_one_that_ends_early_asks_why_and_a_stop_rule_leads_to_the_warning_signs(tmp_path: Path) -> None:
    home = Home(tmp_path)
    patient = Patient(home, ["", "nine", "4", "", *NO_SIGNS])
    patient.begin()
    patient.end(whole=False)
    assert patient.script == []
    assert only(home).stopped_reason == "stop rule: Stop if the elbow swells."
    assert "  1  Enough for now" in patient.told
    assert "'nine' is no answer here: give a number from 1 to 5" in patient.told
    assert occasions(home) == [Occasion.ON_DEMAND]
    with pytest.raises(PostureError, match="your plan says to stop"):
        Patient(home, []).begin()


def test_one_that_hurt_at_once_is_kept_with_its_reason_and_its_pain(tmp_path: Path) -> None:
    home = Home(tmp_path)
    patient = Patient(home, ["2", "2", "7", *NO_SIGNS])
    patient.begin()
    patient.end(whole=False, times=0)
    record = only(home)
    assert (record.sets, record.stopped_reason, record.pain_after) == ((), "pain", 7)
    assert record.light is Light.RED
    with pytest.raises(PostureError, match="pain 7 of 10 after Elbow flexion"):
        Patient(home, []).begin()


def test_one_that_was_left_before_it_began_in_earnest_leaves_nothing(tmp_path: Path) -> None:
    home = Home(tmp_path)
    patient = Patient(home, ["2", ""])
    patient.begin()
    patient.end(whole=False, times=0)
    assert home.sessions() == []


def test_pain_on_red_before_it_is_kept_asks_the_signs_and_ends_it(tmp_path: Path) -> None:
    home = Home(tmp_path)
    patient = Patient(home, ["7", *NO_SIGNS])
    with pytest.raises(PostureError, match=r"7 is red in your plan: that is enough for today"):
        patient.begin()
    assert (only(home).sets, only(home).pain_before) == ((), 7)
    assert occasions(home) == [Occasion.PAIN_WORSE]


def test_pain_on_red_after_it_asks_the_signs_or_says_that_they_are_due(tmp_path: Path) -> None:
    home = Home(tmp_path / "asked")
    patient = Patient(home, ["1", "8", *NO_SIGNS])
    patient.begin()
    patient.end()
    assert (only(home).light, occasions(home)) == (Light.RED, [Occasion.PAIN_WORSE])
    script = Patient(Home(tmp_path / "script"), pain_before=1, pain_after=8)
    script.begin()
    script.end()
    assert script.told[-1] == SIGNS_DUE


def test_ctrl_c_among_the_last_questions_keeps_what_is_known(tmp_path: Path) -> None:
    home = Home(tmp_path)
    patient = Patient(home, ["2", "2"])
    patient.begin()
    with pytest.raises(KeyboardInterrupt):
        patient.end(whole=False)
    assert (only(home).stopped_reason, only(home).pain_before, only(home).pain_after) == ("pain", 2, None)


def test_told_to_go_by_a_signal_it_asks_nothing(tmp_path: Path) -> None:
    home = Home(tmp_path)
    patient = Patient(home, ["2"])
    patient.begin()
    patient.end(whole=False, may_ask=False)
    assert (only(home).pain_before, only(home).stopped_reason, len(patient.asked)) == (2, None, 1)


def test_the_morning_after_amber_is_asked_first(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.keep(amber(exercise="elbow_flexion", at=MONDAY, plan_hash=home.hash))
    home.now += timedelta(days=1)
    patient = Patient(home, ["2", "1", "1"])
    patient.begin()
    patient.end()
    (morning,) = of_kind(home.records(), NextDayPain)
    assert (morning.of_day, morning.pain) == (MONDAY.date(), 2)
    assert patient.asked[0].startswith("How is the pain now, after the exercises of Monday?")


@pytest.mark.parametrize("plan", [True, False])
def test_a_dose_of_one_s_own_or_no_plan_leaves_a_record_of_its_own(tmp_path: Path, *, plan: bool) -> None:
    home = Home(tmp_path) if plan else Home(tmp_path, plan="")
    patient = Patient(home, [], pain_after=3)
    patient.begin(own_dose=plan)
    patient.end(whole=False)
    record = only(home)
    assert (patient.asked, record.plan_hash, record.pain_after, record.light) == ([], None, 3, None)
    assert record.prescribed is not None
    assert record.prescribed.repetitions == 7


def test_what_holds_exercises_back_is_said(tmp_path: Path) -> None:
    home = Home(tmp_path)
    source = HomeworkSource(home.where, home.clock)
    told: list[str] = []
    refuse_while_resting(source, None, told.append)
    home.keep(no_signs(MONDAY, yes=True))
    with pytest.raises(
        PostureError, match="Exercises rest until midnight, and then until somebody has looked"
    ):
        refuse_while_resting(source, None, told.append)
    with pytest.raises(PostureError, match="Exercises rest until midnight"):
        Patient(home, []).begin()


def test_the_next_day_it_is_asked_whether_somebody_has_looked_at_it(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.keep(no_signs(MONDAY, yes=True))
    home.now = MONDAY + timedelta(days=1)
    source = HomeworkSource(home.where, home.clock)
    asked: list[str] = []
    told: list[str] = []
    script = iter(["perhaps", "n", "", "y"])

    def ask(question: str) -> str:
        asked.append(question)
        return next(script)

    for _ in ("not yet", "left out"):
        with pytest.raises(
            PostureError, match="Exercises rest until somebody has looked at it: on Mon 16 Nov"
        ):
            refuse_while_resting(source, ask, told.append)
    refuse_while_resting(source, ask, told.append)
    refuse_while_resting(source, ask, told.append)  # nothing rests any more, and nothing is asked
    question = 'On Mon 16 Nov 2026 you answered "some sign". Has a doctor or PT looked at it since?'
    assert asked == [f"{question} (y or n, Enter leaves it out)"] * 4
    assert told == ["'perhaps' is no answer here: give y or n", NOT_LOOKED_AT, LOOKED_AT]
    assert [one.looked_at for one in home.records() if isinstance(one, SignsLookedAt)] == [False, True]


def test_a_yes_to_the_signs_that_are_due_ends_it_before_it_begins(tmp_path: Path) -> None:
    home = Home(tmp_path, signs_answered=False)
    patient = Patient(home, ["1"])
    with pytest.raises(PostureError, match="Exercises rest until midnight"):
        patient.begin()
    assert patient.told[-2] == "advice of tier 1"
    assert home.sessions() == []
