"""Homework in the app: from the list over pain before, the exercise and pain after to what is kept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from posture.adapters.warning_sign_file import load_warning_signs
from posture.events import CountedBy
from posture.exercise_goal import goal_of
from posture.testing.exercising import BOTH_CURL, Repetition, performance
from posture.therapy.exercise_records import NextDayPain
from posture.therapy.history import of_kind
from posture.therapy.items import Light
from posture.therapy.records import Occasion, SignsLookedAt, WarningSignAnswers
from posture.therapy.resting import STOP_RULE
from tests.exercise_stories import exercises
from tests.tui.exercising_feed import ExercisingFeed, keys_shown, shown
from tests.tui.homework_home import MONDAY, PLAN, Home, homework, no_signs, read, said, screen
from tests.tui.scripted_feed import until
from tui.app import PostureApp
from tui.screens import homework_reading

SIZE = (80, 24)
CURLS = performance([Repetition(out=BOTH_CURL)] * 4, lead_s=2.0, fps=6)
END_S = 14.0


def feed() -> ExercisingFeed:
    return ExercisingFeed(CURLS.observations())


def app_of(home: Home, script: ExercisingFeed | None = None, **options: Any) -> PostureApp:
    return (script or feed()).app(where=home.where, local_time=home.clock, **options)


async def curl(pilot: Pilot[int], script: ExercisingFeed, *, until_t: float = END_S) -> None:
    """Begin the exercise that stands ready and do it."""
    await screen(pilot, "exercise")
    await script.one(pilot)  # the guide stands ready
    await pilot.press("enter")
    await script.play(pilot, until_t)


def rows(pilot: Pilot[int]) -> list[str]:
    items = pilot.app.screen.query_one(OptionList)
    return [" ".join(str(option.prompt).split()) for option in items.options]


async def test_an_exercise_of_the_plan_from_the_list_to_what_is_kept(tmp_path: Path) -> None:
    home, script = Home(tmp_path), feed()
    app = app_of(home, script)
    async with app.run_test(size=SIZE) as pilot:
        await homework(pilot)
        assert rows(pilot) == ["· Elbow flexion 0 of 2", "· Walk outside 0 of 1"]
        assert shown(pilot, "#homework-message").startswith("A day that was missed is simply a day")
        await pilot.press("enter")
        await screen(pilot, "ask")
        await pilot.press("2", "enter")
        await screen(pilot, "exercise")
        told = shown(pilot, "#exercise-lines")
        assert "3 times" in told
        assert "- Slowly down." in told
        assert "! Not with a wrist that hurts." in told
        assert "! Stop if the elbow swells." in told
        await curl(pilot, script)
        assert shown(pilot, "#exercise-headline") == "Done"
        await pilot.press("enter")
        await screen(pilot, "ask")
        await pilot.press("4")
        assert shown(pilot, "#ask-means").startswith("4 is amber in your plan: go on gently")
        await pilot.press("enter")
        await screen(pilot, "homework")
        await until(pilot, lambda: bool(home.sessions()))
        await until(pilot, lambda: "1 of 2" in " ".join(rows(pilot)))
        assert shown(pilot, "#homework-message") == "Pain was on amber: go on gently."
        assert "once counted by the camera" in shown(pilot, "#homework-words")
        assert "Elbow flexion: kept. 4 is amber in your plan" in said(pilot)
    (kept,) = home.sessions()
    assert (kept.exercise, kept.plan_hash, kept.counted_by) == ("elbow_flexion", home.hash, CountedBy.CAMERA)
    assert [one.repetitions for one in kept.sets] == [3]
    assert (kept.pain_before, kept.pain_after, kept.light) == (2, 4, Light.AMBER)
    assert (kept.stopped_reason, kept.duration_s > 3) == (None, True)
    assert kept.prescribed is not None
    assert (kept.prescribed.sets, kept.prescribed.repetitions) == (1, 3)


async def test_pain_on_red_before_it_is_noted_and_nothing_begins_today(tmp_path: Path) -> None:
    home = Home(tmp_path)
    app = app_of(home)
    async with app.run_test(size=SIZE) as pilot:
        await homework(pilot)
        await pilot.press("enter")
        await screen(pilot, "ask")
        await pilot.press("7")
        assert "that is enough for today, and it is noted" in shown(pilot, "#ask-means")
        await pilot.press("enter")
        await screen(pilot, "warning-signs")  # pain on red is pain that got worse
        await pilot.press(*["enter"] * (len(load_warning_signs().pages) + 1))
        await screen(pilot, "homework")
        await until(pilot, lambda: "pain 7 of 10 before" in shown(pilot, "#homework-message"))
        await pilot.press("enter")
        await until(pilot, lambda: "Your plan says to stop there" in said(pilot))
        assert app.screen.id == "homework"
        assert rows(pilot)[0].endswith("0 of 2")
    (kept,) = home.sessions()
    assert (kept.sets, kept.pain_before, kept.light) == ((), 7, Light.RED)
    assert [one.occasion for one in of_kind(home.records(), WarningSignAnswers)][1:] == [Occasion.PAIN_WORSE]


async def test_a_stop_rule_stops_and_leads_to_the_warning_signs(tmp_path: Path) -> None:
    home, script = Home(tmp_path), feed()
    app = app_of(home, script)
    async with app.run_test(size=SIZE) as pilot:
        await homework(pilot)
        await pilot.press("enter")
        await screen(pilot, "ask")
        await pilot.press("enter")
        await curl(pilot, script, until_t=6.0)
        await pilot.press("escape")
        await script.one(pilot)
        await pilot.press("enter")
        await screen(pilot, "why-stopped")
        await pilot.press("down", "down", "down", "enter")
        await screen(pilot, "ask")
        await pilot.press("3", "enter")
        await screen(pilot, "warning-signs")
        await pilot.press("escape")
        await screen(pilot, "homework")
        await until(pilot, lambda: "Stop if the elbow swells." in shown(pilot, "#homework-message"))
    (kept,) = home.sessions()
    assert kept.stopped_reason == f"{STOP_RULE}Stop if the elbow swells."
    assert [one.repetitions for one in kept.sets] == [1]
    assert (kept.pain_before, kept.pain_after) == (None, 3)


async def test_warning_signs_that_pause_exercises_are_said_kindly_everywhere(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.keep(no_signs(MONDAY, yes=True))
    app = app_of(home)
    async with app.run_test(size=SIZE) as pilot:
        await homework(pilot)
        assert shown(pilot, "#homework-message").startswith("Exercises rest until midnight")
        await pilot.press("enter")
        await until(pilot, lambda: "Exercises rest until midnight" in said(pilot))
        assert app.screen.id == "homework"
    chosen = exercises()["neck_rotation"]
    alone = app_of(home, exercise=(chosen, goal_of(chosen)))
    async with alone.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: not alone.is_running)
    assert (alone.sentence or "").startswith("Exercises rest until midnight")
    assert home.sessions() == []


async def test_what_another_command_notes_is_seen_while_the_screen_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(homework_reading, "_LOOK_EVERY_S", 0.05)
    home = Home(tmp_path)
    home.keep(no_signs(MONDAY, yes=True))
    home.now = MONDAY + timedelta(days=1)
    app = app_of(home)
    async with app.run_test(size=SIZE) as pilot:
        await homework(pilot)
        assert shown(pilot, "#homework-message").startswith("Exercises rest until somebody has looked")
        await pilot.press("down")
        home.keep(SignsLookedAt(at=home.now, looked_at=True))
        await until(pilot, lambda: "Exercises rest" not in shown(pilot, "#homework-message"))
        assert rows(pilot)[0] == "· Elbow flexion 0 of 2"
        home.use(
            PLAN.replace("times_a_day = 2", "times_a_day = 3").replace("sion = 1\nt", "sion = 2\nt"), home.now
        )
        await until(pilot, lambda: rows(pilot)[0] == "· Elbow flexion 0 of 3")
        home.now += timedelta(days=1)
        await until(pilot, lambda: len(rows(pilot)) == 2)  # on Wednesday there is a walk


async def test_a_sign_is_followed_up_the_next_day_and_exercises_go_on_after_a_yes(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.keep(no_signs(MONDAY, yes=True))
    home.now = MONDAY + timedelta(days=1)
    app = app_of(home)
    async with app.run_test(size=SIZE) as pilot:
        await homework(pilot)
        assert shown(pilot, "#homework-message").startswith("Exercises rest until somebody has looked")
        await pilot.press("enter")
        await screen(pilot, "looked-at")
        await pilot.press("n")
        await until(pilot, lambda: "Exercises rest on, and you are asked again." in said(pilot))
        await pilot.press("y")
        await screen(pilot, "looked-at")
        assert "Has a doctor or PT looked at it since?" in shown(pilot, "#looked-question")
        await pilot.press("y")
        await until(pilot, lambda: "Exercises can go on" in said(pilot))
        await screen(pilot, "homework")
        await until(pilot, lambda: "Exercises rest" not in shown(pilot, "#homework-message"))
        await pilot.press("enter")
        await screen(pilot, "ask-before")
    assert [one.looked_at for one in of_kind(home.records(), SignsLookedAt)] == [False, True]


async def test_warning_signs_that_are_due_are_asked_first_and_once(tmp_path: Path) -> None:
    home = Home(tmp_path, signs_answered=False)
    app = app_of(home)
    async with app.run_test(size=SIZE) as pilot:
        await homework(pilot)
        await pilot.press("enter")
        await screen(pilot, "warning-signs")
        await pilot.press("space", "enter")
        await pilot.press("enter")
        await screen(pilot, "homework")
        await until(pilot, lambda: shown(pilot, "#homework-message").startswith("Exercises rest"))
    (answers,) = of_kind(home.records(), WarningSignAnswers)
    assert (answers.occasion.value, answers.tier) == ("first_use", 1)


async def test_an_activity_is_noted_by_its_minutes(tmp_path: Path) -> None:
    home = Home(tmp_path)
    app = app_of(home)
    async with app.run_test(size=SIZE) as pilot:
        await homework(pilot)
        await pilot.press("down", "enter")
        await screen(pilot, "ask")
        await pilot.press("enter")
        assert shown(pilot, "#ask-means") == "A whole number from 0 to 600."
        await pilot.press("2", "0", "enter")
        await screen(pilot, "ask-after")
        await pilot.press("1", "enter")
        await screen(pilot, "homework")
        await until(pilot, lambda: rows(pilot)[1] == "✓ Walk outside done")
    (kept,) = home.sessions()
    assert (kept.exercise, kept.counted_by, kept.pain_after) == ("walk_outside", CountedBy.SELF_REPORT, 1)
    assert [one.duration_s for one in kept.sets] == [1200.0]


async def test_an_exercise_done_without_the_camera_is_the_patient_s_word(tmp_path: Path) -> None:
    home = Home(tmp_path)
    app = app_of(home)
    async with app.run_test(size=SIZE) as pilot:
        await homework(pilot)
        assert keys_shown(pilot)["n"] == "Note it"
        await pilot.press("n")
        await screen(pilot, "ask")
        await pilot.press("3", "enter")
        await screen(pilot, "ask-after")
        await pilot.press("enter")
        await screen(pilot, "homework")
        await until(pilot, lambda: "once at your word" in shown(pilot, "#homework-words"))
    (kept,) = home.sessions()
    assert (kept.counted_by, kept.pain_after, kept.light) == (CountedBy.SELF_REPORT, None, None)


async def test_the_morning_after_amber_is_asked(tmp_path: Path) -> None:
    home = Home(tmp_path)
    app = app_of(home)
    async with app.run_test(size=SIZE) as pilot:
        await homework(pilot)
        await pilot.press("n")
        await screen(pilot, "ask")
        await pilot.press("3", "enter")
        await screen(pilot, "ask-after")
        await pilot.press("5", "enter")
        await screen(pilot, "homework")
        await until(pilot, lambda: bool(home.sessions()))
        assert "y" not in keys_shown(pilot)
        home.now = MONDAY + timedelta(days=1)
        await pilot.press("1", "2")
        await read(pilot)
        assert shown(pilot, "#homework-message").startswith("Pain was raised after your exercises of Monday")
        await pilot.press("y")
        await screen(pilot, "ask")
        assert shown(pilot, "#ask-question") == "How is the pain now, after the exercises of Monday?"
        await pilot.press("2", "enter")
        await screen(pilot, "homework")
        await until(pilot, lambda: "y" not in keys_shown(pilot))
    (told,) = of_kind(home.records(), NextDayPain)
    assert (told.of_day, told.pain) == (MONDAY.date(), 2)


async def test_leaving_in_the_middle_keeps_what_was_counted(tmp_path: Path) -> None:
    home, script = Home(tmp_path), feed()
    app = app_of(home, script)
    async with app.run_test(size=SIZE) as pilot:
        await homework(pilot)
        await pilot.press("enter")
        await screen(pilot, "ask")
        await pilot.press("1", "enter")
        await curl(pilot, script, until_t=6.0)
        await pilot.press("q")
        await until(pilot, lambda: not app.is_running)
    (kept,) = home.sessions()
    assert ([one.repetitions for one in kept.sets], kept.stopped_reason) == ([1], "the app was left")


@pytest.mark.parametrize("with_plan", [True, False])
async def test_an_exercise_outside_of_the_plan_is_kept_without_questions(
    tmp_path: Path, *, with_plan: bool
) -> None:
    home, script = Home(tmp_path), feed()
    if not with_plan:
        home = Home(tmp_path / "other", plan="")
    chosen = exercises()["elbow_flexion"]
    app = app_of(home, script, exercise=(chosen, goal_of(chosen, repetitions=2)))
    async with app.run_test(size=SIZE) as pilot:
        await curl(pilot, script)
        await pilot.press("enter")
        await until(pilot, lambda: not app.is_running)
    (kept,) = home.sessions()
    assert (kept.plan_hash, kept.pain_before, kept.light) == (None, None, None)
    assert kept.prescribed is not None
    assert (kept.prescribed.repetitions, [one.repetitions for one in kept.sets]) == (2, [2])


async def test_a_plan_s_exercise_alone_is_done_as_the_plan_says(tmp_path: Path) -> None:
    home, script = Home(tmp_path), feed()
    chosen = exercises()["elbow_flexion"]
    app = app_of(home, script, exercise=(chosen, goal_of(chosen)))
    async with app.run_test(size=SIZE) as pilot:
        await screen(pilot, "ask")
        await pilot.press("0", "enter")
        await curl(pilot, script)
        await pilot.press("enter")
        await screen(pilot, "ask")
        await pilot.press("0", "enter")
        await until(pilot, lambda: not app.is_running)
    (kept,) = home.sessions()
    assert (kept.plan_hash, kept.light) == (home.hash, Light.GREEN)


@pytest.mark.parametrize(("plan", "told"), [("", "No plan is in use."), ("demo", "The demo has no plan")])
async def test_without_a_plan_it_says_how_one_comes(tmp_path: Path, plan: str, told: str) -> None:
    home = Home(tmp_path, plan="")
    where = None if plan == "demo" else home.where
    app = feed().app(where=where, local_time=home.clock)
    async with app.run_test(size=SIZE) as pilot:
        await homework(pilot)
        assert shown(pilot, "#homework-words").startswith(told)
        assert "posture plan use FILE" in shown(pilot, "#homework-words")
        assert not pilot.app.screen.query_one("#homework-left").display
        await pilot.press("enter", "n")
        assert app.screen.id == "homework"


async def test_a_plan_that_asks_for_nothing_yet_says_when_it_does_where_its_list_will_be(
    tmp_path: Path,
) -> None:
    home = Home(tmp_path, plan=PLAN.replace("2026-11-16", "2026-11-18"))
    async with app_of(home).run_test(size=SIZE) as pilot:
        await homework(pilot)
        assert shown(pilot, "#homework-words").splitlines() == [
            "It starts in 2 days, on Wed 18 Nov 2026.",
            "",
            "`posture plan show` prints the whole plan.",
        ]
        assert pilot.app.screen.query_one("#homework-about").border_title == "Arms and a walk"
        assert not pilot.app.screen.query_one("#homework-left").display
        home.now += timedelta(days=2)
        await until(pilot, lambda: len(rows(pilot)) == 2)
        assert pilot.app.screen.query_one("#homework-left").display


async def test_the_dashboard_names_the_next_piece(tmp_path: Path) -> None:
    home, script = Home(tmp_path), feed()
    app = app_of(home, script)
    async with app.run_test(size=(100, 32)) as pilot:
        await script.play(pilot, 1.0)
        await until(pilot, lambda: "Homework: Elbow flexion, 3 repetitions (key 2)" in everything(pilot))
    assert app.return_code in (None, 0)


def everything(pilot: Pilot[int]) -> str:
    return "\n".join(str(one.render()) for one in pilot.app.screen.query(Static))
