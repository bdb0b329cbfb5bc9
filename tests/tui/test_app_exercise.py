"""Every key and flow of a guided exercise: in the app, for a break, and alone."""

from __future__ import annotations

import pytest
from textual.widgets import Input, OptionList

from posture.errors import SourceError
from posture.events import BreakTaken, CountedBy, ExerciseFinished, VerifiedBy
from posture.exercise_goal import goal_of
from posture.settings import Settings
from posture.testing.exercising import BOTH_CURL, HEAD_LEFT, Performance, Repetition, performance
from tests.exercise_stories import exercises
from tests.stories import settings_with
from tests.tui.exercising_feed import ExercisingFeed, keys_shown, number, shown
from tests.tui.scripted_feed import told, until

CURLS = performance([Repetition(out=BOTH_CURL)] * 4, lead_s=2.0, fps=6)
SIZE = (100, 32)


def feed(done: Performance = CURLS, settings: Settings | None = None) -> ExercisingFeed:
    """Somebody who does this."""
    return ExercisingFeed(done.observations(), settings or Settings())


async def test_alone_it_goes_from_the_cautions_to_the_summary_and_leaves() -> None:
    script = feed()
    chosen = exercises()["elbow_flexion"]
    app = script.app((chosen, goal_of(chosen, repetitions=3)))
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.screen.id == "exercise")
        assert shown(pilot, "#exercise-headline") == "Ready when you are: press enter"
        assert all(caution in shown(pilot, "#exercise-lines") for caution in chosen.cautions)
        await pilot.press("enter")
        await script.play(pilot, 0.5)
        assert shown(pilot, "#exercise-headline") == "Get into position"
        counts = []
        for t in range(2, 14):
            await script.play(pilot, float(t))
            counts.append(number(pilot))
        assert list(dict.fromkeys(counts)) == ["0/3", "1/3", "2/3", "3"]
        assert shown(pilot, "#exercise-headline") == "Done"
        assert shown(pilot, "#exercise-lines").startswith("3 repetitions counted by the camera")
        assert script.followed == [True, False]
        await pilot.press("enter")
        await until(pilot, lambda: not app.is_running)
    assert app.return_code == 0
    assert [event.type for event in script.of("exercise_repetition", "exercise_finished")] == [
        *["exercise_repetition"] * 3,
        "exercise_finished",
    ]


async def test_pause_next_stop_and_the_keys_that_are_offered() -> None:
    script = feed()
    chosen = exercises()["elbow_flexion"]
    app = script.app((chosen, goal_of(chosen, repetitions=8, sets=2)))
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.screen.id == "exercise")
        always = {"question_mark": "Help", "q": "Quit"}
        assert keys_shown(pilot) == {"enter": "Begin", "escape": "Back", **always}
        await pilot.press("enter")
        await script.one(pilot)
        position = {"enter": "Go on now", "space": "Pause", "escape": "Stop", **always}
        assert keys_shown(pilot) == position
        await script.play(pilot, 6.0)
        active = {"space": "Pause", "n": "Next", "escape": "Stop", **always}
        assert keys_shown(pilot) == active
        assert number(pilot) == "1/8"
        await pilot.press("space")
        await script.play(pilot, 9.0)
        assert (shown(pilot, "#exercise-headline"), number(pilot)) == ("Paused", "1/8")
        assert keys_shown(pilot) == {"space": "Resume", "escape": "Stop", **always}
        await pilot.press("question_mark")
        await pilot.pause()
        assert "space   go on where you paused" in shown(pilot, "#help-keys").splitlines()
        await pilot.press("escape", "space")
        await script.one(pilot)
        assert keys_shown(pilot) == active
        await pilot.press("n")
        await script.one(pilot)
        assert shown(pilot, "#exercise-headline") == "Rest, then set 2 of 2"
        assert shown(pilot, "#exercise-title") == "Elbow flexion - set 2 of 2"
        assert keys_shown(pilot) == position
        await pilot.press("enter")
        await script.one(pilot)
        assert shown(pilot, "#exercise-headline") == "Get into position"
        await pilot.press("question_mark")
        assert app.screen.id != "exercise"
        await pilot.press("escape", "escape")
        await script.one(pilot)
        assert shown(pilot, "#exercise-headline") == "Done"
    (end,) = script.of("exercise_finished")
    assert isinstance(end, ExerciseFinished)
    assert end.repetitions == 1


@pytest.mark.parametrize(("typed", "kept"), [((), 0), (("8",), 8), (("1", "2"), 12)])
async def test_where_the_camera_is_unsure_the_user_says_the_number(typed: tuple[str, ...], kept: int) -> None:
    script = feed(performance([], lead_s=4.0, fps=5))
    chosen = exercises()["chin_tuck"]
    app = script.app((chosen, goal_of(chosen)))
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.screen.id == "exercise")
        await pilot.press("enter")
        await script.play(pilot, 3.0)
        await pilot.press("escape")
        await script.one(pilot)
        assert shown(pilot, "#exercise-headline") == "I counted 0. Is that right?"
        assert app.focused is app.screen.query_one(Input)
        await pilot.press(*typed, "enter")
        await script.one(pilot)
        assert shown(pilot, "#exercise-lines").splitlines()[0] == f"{kept} repetitions at your word"
    (end,) = script.of("exercise_finished")
    assert isinstance(end, ExerciseFinished)
    assert (end.repetitions, end.counted_by, end.counted) == (kept, CountedBy.SELF_REPORT, 0)


async def test_what_is_missing_is_said_while_it_is_missing() -> None:
    empty = performance([Repetition(out=HEAD_LEFT)], lead_s=2.0, fps=10, missed=1.0)
    script = feed(empty)
    chosen = exercises()["neck_rotation"]
    app = script.app((chosen, goal_of(chosen)))
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.screen.id == "exercise")
        await pilot.press("enter")
        await script.play(pilot, 2.0)
        assert shown(pilot, "#exercise-hint").startswith("I can't see you in your place yet")


async def test_without_a_camera_it_is_one_sentence_and_exit_code_one() -> None:
    script = feed()
    script.failure = SourceError("There is no picture from camera 0: plug it in.")
    chosen = exercises()["squat"]
    app = script.app((chosen, goal_of(chosen)))
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.sentence is not None)
        await pilot.pause()
    assert app.sentence == "There is no picture from camera 0: plug it in."
    assert app.return_code == 1


async def test_from_the_list_with_a_search_and_back_while_the_monitor_goes_on() -> None:
    script = feed()
    app = script.app()
    async with app.run_test(size=SIZE) as pilot:
        await script.play(pilot, 0.5)
        await pilot.press("3")
        choices = app.screen.query_one(OptionList)
        await until(pilot, lambda: choices.option_count > 0)
        assert choices.option_count == len(exercises()) + 4
        await pilot.press("slash", *"elbow")
        assert [str(option.prompt).strip() for option in choices.options] == [
            "Seated or standing",
            f"{'Elbow flexion':<24} counted",
        ]
        assert exercises()["elbow_flexion"].summary in shown(pilot, "#exercises-words")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.id == "exercise")
        await pilot.press("enter")
        await script.play(pilot, 6.0)
        assert number(pilot) == "1/10"
        await pilot.press("1")
        assert app.screen.id == "exercise"  # an exercise is left on purpose, not by the way
        await pilot.press("escape")
        await script.one(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen.id == "exercises")
        await script.one(pilot)
        assert script.followed == [True, False]
        await pilot.press("escape")
        assert app.screen.query_one(OptionList).option_count == len(exercises()) + 4
        await pilot.press("escape")
        await until(pilot, lambda: app.screen.id == "main")
        assert "elbow flexion: 1 seen" in shown(pilot, "#recent")


async def test_the_demo_shows_the_exercises_searches_them_and_says_that_it_cannot_count() -> None:
    script = feed()
    script.demo = True
    app = script.app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("3")
        await until(pilot, lambda: app.screen.query_one(OptionList).option_count > 0)
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.id == "exercises"
        assert told(pilot) == ["The demo plays a recording: an exercise needs you in front of a camera."]
        await pilot.press("slash", *"zz")
        assert shown(pilot, "#exercises-words") == "No exercise has “zz” in it. Escape shows all of them."


async def test_a_break_that_is_due_is_answered_by_an_exercise_from_its_own_key() -> None:
    settings = settings_with(sitting={"nudge_after_s": 6.0, "quiet_within_s": 0.5})
    done = performance([Repetition(out=BOTH_CURL)] * 10, lead_s=12.0, fps=5)
    script = feed(done, settings)
    app = script.app()
    async with app.run_test(size=SIZE) as pilot:
        await script.play(pilot, 3.0)
        await pilot.press("e")
        assert app.screen.id == "main"  # nothing is due
        await script.play(pilot, 9.0)
        await pilot.press("e")
        await until(pilot, lambda: app.screen.id == "exercises")
        choices = app.screen.query_one(OptionList)
        await until(pilot, lambda: choices.option_count > 0)
        assert [str(choices.get_option_at_index(index).prompt).strip() for index in (0, 4)] == [
            "For this break",
            "Seated",
        ]
        await pilot.press("slash", *"elbow", "enter")
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.id == "exercise")
        await pilot.press("enter")
        await script.play(pilot, 60.0)
    (taken,) = script.of("break_taken")
    assert isinstance(taken, BreakTaken)
    assert (taken.verified_by, taken.prompted) == (VerifiedBy.EXERCISE, True)


async def test_a_camera_that_breaks_ends_the_exercise_with_what_was_counted() -> None:
    script = feed()
    app = script.app()
    async with app.run_test(size=SIZE) as pilot:
        await script.play(pilot, 0.5)
        await pilot.press("3")
        await until(pilot, lambda: app.screen.query_one(OptionList).option_count > 0)
        await pilot.press("slash", *"elbow", "enter")
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.id == "exercise")
        await pilot.press("enter")
        await script.play(pilot, 6.0)
        await pilot.press("question_mark")
        script.source.waiting.put(SourceError("The picture stopped."))
        await until(pilot, lambda: app.screen.id == "failure")
    (end,) = script.of("exercise_finished")
    assert isinstance(end, ExerciseFinished)
    assert end.repetitions == 1
