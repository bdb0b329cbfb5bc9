"""The words of a guided exercise: one headline, one hint, one big number, bars, a calm end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posture.counting import ExerciseCounter
from posture.events import Side
from posture.exercise_goal import SideCounts, TimedPart, goal_of
from posture.exercise_range import Reach
from posture.exercise_view import ExerciseView, Missing, Phase
from posture.landmarks import Joint
from tests.exercise_stories import exercises
from tui import exercise_words as words
from tui.view_model import Line
from tui.wording import Tone


def view_of(name: str, **changes: object) -> ExerciseView:
    """An exercise that is under way, with changes."""
    exercise = exercises()[name]
    view = ExerciseView(
        exercise=exercise,
        goal=goal_of(exercise),
        phase=Phase.ACTIVE,
        paused=False,
        set_number=1,
        counts=SideCounts(),
        report=ExerciseCounter(exercise).report(),
        reaches=(),
        tempo_s=None,
        seconds_left=None,
        part=None,
        active_s=0.0,
        missing=Missing(),
        answer=None,
        begun=True,
        pose=None,
        frame_size=None,
    )
    return replace(view, **changes)  # type: ignore[arg-type]


def counted(name: str, **numbers: object) -> ExerciseView:
    """One that is done, with what the camera counted."""
    view = view_of(name, phase=Phase.DONE)
    return replace(view, report=replace(view.report, **numbers))  # type: ignore[arg-type]


def test_the_dose_is_told_in_a_line() -> None:
    assert words.dose_words(goal_of(exercises()["neck_rotation"])) == "10 times on each side, held for 10 s"
    assert words.dose_words(goal_of(exercises()["squat"], sets=2)) == "2 sets: 8 times"
    assert words.dose_words(goal_of(exercises()["squat"], side=Side.LEFT)) == "8 times with the left side"
    assert words.dose_words(goal_of(exercises()["walk"])) == "for 5 min"


def test_every_phase_has_a_headline_and_a_number() -> None:
    told = {
        phase: (words.headline(view).text, words.big(view))
        for phase in Phase
        for view in [
            view_of(
                "squat",
                phase=phase,
                counts=SideCounts(both=3),
                set_number=2,
                goal=goal_of(exercises()["squat"], sets=2),
                seconds_left=12.3 if phase is Phase.RESTING else None,
            )
        ]
    }
    assert told == {
        Phase.READY: ("Ready when you are", "3/8"),
        Phase.POSITION: ("Get into position", "3/8"),
        Phase.ACTIVE: ("Counting", "3/8"),
        Phase.RESTING: ("Rest, then set 2 of 2", "0:13"),
        Phase.ASKING: ("I counted 0. Is that right?", "0"),
        Phase.DONE: ("Done", "0"),
    }
    assert words.headline(view_of("squat", paused=True)).text == "Paused"
    assert words.title(view_of("squat")) == "Squat"
    assert words.title(view_of("squat", goal=goal_of(exercises()["squat"], sets=3))) == "Squat - set 1 of 3"


def test_what_is_only_timed_shows_its_part_and_the_seconds_that_are_left() -> None:
    part = TimedPart(kind="hold", seconds=8.0, side=Side.LEFT, number=2, of=4)
    view = view_of("bird_dog", part=part, seconds_left=5.0)
    assert (words.headline(view).text, words.big(view)) == ("Hold 2 of 4, left side", "0:05")
    assert words.part_words(replace(part, kind="release", side=None)) == "Let go"


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        (Missing(), ""),
        (Missing(turned=True), "Turn to the camera: from here I can't tell how far you go."),
        (
            Missing(hidden=((Joint.LEFT_ELBOW, True), (Joint.RIGHT_ELBOW, True), (Joint.LEFT_WRIST, True))),
            "Move back or point the camera lower: I can't see your elbows and hands.",
        ),
        (
            Missing(hidden=((Joint.LEFT_EAR, False),)),
            "Move back or turn to the camera: I can't see your ears.",
        ),
        (
            Missing(nobody=True),
            "I can't see you in your place yet: head and shoulders in the picture, and stay there.",
        ),
    ],
)
def test_what_is_missing_is_told_with_what_to_do(missing: Missing, told: str) -> None:
    assert words.missing_words(missing) == told


def test_cues_come_one_at_a_time_and_what_is_missing_comes_first() -> None:
    cues = exercises()["squat"].cues
    said = [words.hint(view_of("squat", active_s=t)).text for t in (0.0, 7.9, 8.0, 16.0, 24.0)]
    assert said == [cues[0], cues[0], cues[1], cues[2], cues[0]]
    turned = view_of("squat", missing=Missing(turned=True))
    assert words.hint(turned).text.startswith("Turn to the camera")
    assert words.hint(replace(turned, paused=True)).text == cues[0]
    assert words.hint(view_of("squat", phase=Phase.POSITION)).text == exercises()["squat"].camera
    assert words.hint(view_of("squat", phase=Phase.DONE)).text == ""


def test_the_reach_is_a_bar_with_a_mark_where_it_begins_to_count() -> None:
    reach = Reach(side=Side.LEFT, share=0.5, counts_from=0.8, held_s=0.0)
    assert words.reach_bar(reach, 22) == "left  ━━━━━╌╌╌┃╌  50 %"
    assert words.reach_bar(replace(reach, share=1.4), 22).endswith("━ 140 %")
    assert words.reach_bar(replace(reach, share=None), 22) == "left  not seen"


def test_sides_hold_and_tempo_stand_below_the_count() -> None:
    reaches = tuple(
        Reach(side=side, share=0.0, counts_from=0.5, held_s=held_s)
        for side, held_s in ((Side.LEFT, 3.4), (Side.RIGHT, 0.0))
    )
    view = view_of("neck_rotation", counts=SideCounts(left=2, right=1), reaches=reaches, tempo_s=3.27)
    lines = [line.text for line in words.measures(view, 30)]
    assert lines[0] == "left 2 of 10, right 1"
    assert lines[-2:] == ["held 3 of 10 s", "3.3 s a repetition"]
    resting = words.measures(replace(view, phase=Phase.RESTING), 30)
    assert [line.text for line in resting] == ["left 2 of 10, right 1", "3.3 s a repetition"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (None, "3.0 s a repetition"),
        (3.2, "3.0 s a repetition, fine"),
        (5.0, "3.0 s a repetition, slower is fine: 5 s"),
        (2.0, "3.0 s a repetition, quicker is fine: 2 s"),
    ],
)
def test_a_tempo_is_remarked_on_only_where_one_is_asked_for(asked: float | None, told: str) -> None:
    assert words.tempo_words(3.0, asked) == told


def test_how_far_a_plan_says_to_go_stands_there_all_the_while() -> None:
    goal = replace(goal_of(exercises()["elbow_flexion"]), range_limits=("Half way.",))
    for phase, there in ((Phase.POSITION, True), (Phase.ACTIVE, True), (Phase.RESTING, False)):
        view = view_of("elbow_flexion", goal=goal, phase=phase)
        assert (Line("How far: Half way.", Tone.NOTICE) in words.measures(view, 40)) is there
    assert Line("How far: Half way.", Tone.NOTICE) in words.before_lines(exercises()["elbow_flexion"], goal)


def test_the_end_says_who_counted() -> None:
    seen = counted("neck_rotation", left=2, right=3, hold_s=12.0)
    assert [line.text for line in words.summary_lines(replace(seen, active_s=61.0))] == [
        "5 repetitions counted by the camera",
        "2 left, 3 right",
        "held for 12 s altogether",
        "1 min of exercise",
    ]
    answered = replace(counted("chin_tuck", both=1), answer=8)
    assert [line.text for line in words.summary_lines(answered)][:2] == [
        "8 repetitions at your word",
        "1 repetition counted by the camera",
    ]
    unanswered = [line.text for line in words.summary_lines(counted("chin_tuck", both=1))]
    assert "The camera is not reliable for this exercise." in unanswered
    timed = [line.text for line in words.summary_lines(counted("curl_up", hold_s=64.0))]
    assert timed[0] == "1 min, at your word"
    nothing = words.summary_lines(view_of("squat", begun=False))
    assert [line.text for line in nothing] == ["Nothing was counted."]


def test_before_it_begins_cautions_stand_out_and_the_camera_is_told() -> None:
    exercise = exercises()["curl_up"]
    lines = [line.text for line in words.before_lines(exercise, goal_of(exercise))]
    assert [line for line in lines if line.startswith("! ")] == [f"! {one}" for one in exercise.cautions]
    assert lines[-1] == "The camera cannot see this: it is timed, and your word is taken."
