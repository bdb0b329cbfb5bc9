"""Thirty and more stories about what is an alarm and what is not. Missing and extra alarms both fail.

An alarm is the prompt (`slouch_prolonged`); an episode is what the log keeps. Bodies, cameras, rates and
timestamps vary; every story begins with ten upright seconds that are the reference.
"""

from __future__ import annotations

from random import Random

import pytest

from calibration.from_source import Stretch
from posture.testing.body import Body, somebody
from posture.testing.view import Camera
from tests.stories import events_of, settings_with

DESK = Camera()
LAPTOP = Camera(above_eyes_cm=-15.0, tilt_down_deg=-12.0)
MONITOR_TOP = Camera(distance_cm=75.0, above_eyes_cm=12.0, tilt_down_deg=10.0)
QUICK = settings_with(slouch={"nudge_after_s": 60.0, "cooldown_s": 3600.0})


def told(script: str, **options: object) -> tuple[list[str], list[str], list[str]]:
    """The labels of episodes, the labels of prompts, and every other thing the view led to."""
    events = events_of(f"upright 15s; {script}", settings=QUICK, **options)
    episodes = [event.label.value for event in events if event.type == "slouch_started"]
    prompts = [event.label.value for event in events if event.type == "slouch_prolonged"]
    view = [event.type for event in events if event.type in ("camera_moved", "camera_lost", "away")]
    return episodes, prompts, view


@pytest.mark.parametrize("camera", [DESK, LAPTOP, MONITOR_TOP], ids=["desk", "laptop", "monitor"])
@pytest.mark.parametrize(
    ("script", "label"),
    [
        ("slouch 90s; upright 10s", "slouched"),
        ("head_forward 90s; upright 10s", "slouched"),
        ("lean_left 90s; upright 10s", "leaning_left"),
        ("lean_right 90s; upright 10s", "leaning_right"),
        ("lean_forward 90s; upright 10s", "leaning_forward"),
    ],
)
def test_what_lasts_is_one_episode_and_one_prompt(script: str, label: str, camera: Camera) -> None:
    assert told(script, camera=camera) == ([label], [label], [])


@pytest.mark.parametrize("camera", [DESK, MONITOR_TOP], ids=["desk", "monitor"])
def test_a_slump_of_half_the_size_is_found(camera: Camera) -> None:
    assert told("half_slouch 90s; upright 10s", camera=camera) == (["slouched"], ["slouched"], [])


def test_a_slump_of_half_the_size_is_found_from_below_with_a_second_anchor() -> None:
    script = "slouch 15s; upright 15s; half_slouch 90s; upright 10s"
    relaxed = Stretch(begin_s=17.0, end_s=27.0)
    episodes, prompts, _ = told(script, camera=LAPTOP, relaxed=relaxed)
    assert prompts == ["slouched"]
    assert set(episodes) == {"slouched"}


@pytest.mark.parametrize("camera", [DESK, LAPTOP], ids=["desk", "laptop"])
def test_a_slump_that_creeps_in_over_fifteen_minutes_is_found(camera: Camera) -> None:
    episodes, prompts, moved = told("creep 15m; slouch 3m", camera=camera, fps=1.0)
    assert (set(episodes), prompts, moved) == ({"slouched"}, ["slouched"], [])


@pytest.mark.parametrize("camera", [DESK, LAPTOP], ids=["desk", "laptop"])
def test_slumping_now_and_again_is_found(camera: Camera) -> None:
    episodes, prompts, _ = told("(slouch 3s; upright 2s) x 30", camera=camera)
    assert prompts == ["slouched"]
    assert set(episodes) <= {"slouched"}


QUIET = [
    "(look_down 4s; upright 16s) x 9",
    "reading 90s; upright 30s",
    "(turned_left 20s; upright 20s) x 5",
    "(turned_right 20s; upright 20s) x 5",
    "turned 3m; upright 20s",
    "phone 3m; upright 20s",
    "drink 10s; upright 20s; drink 10s; upright 20s",
    "talking 3m",
    "arms_raised 90s; upright 20s",
    "hand_at_face 90s; upright 20s",
    "passer_by 3m",
    "lean_back 2m; upright 20s",
    "dark 2m; upright 30s",
]


@pytest.mark.parametrize("camera", [DESK, LAPTOP], ids=["desk", "laptop"])
@pytest.mark.parametrize("script", QUIET)
def test_what_people_do_at_a_desk_is_no_alarm(script: str, camera: Camera) -> None:
    assert told(script, camera=camera) == ([], [], [])


@pytest.mark.parametrize("camera", [DESK, LAPTOP, MONITOR_TOP], ids=["desk", "laptop", "monitor"])
@pytest.mark.parametrize(
    "script", ["(look_down 4s; upright 16s) x 9", "look_down 90s; upright 30s", "reading 90s"]
)
def test_a_neck_that_bends_to_look_down_is_no_alarm(script: str, camera: Camera) -> None:
    """The ears of a real neck come forward with the gaze."""
    assert told(script, camera=camera, body=Body(flex_forward=0.12)) == ([], [], [])


@pytest.mark.parametrize("camera", [DESK, LAPTOP], ids=["desk", "laptop"])
@pytest.mark.parametrize(
    "change", ["lid_up 4", "lid_down 4", "chair_back 20", "chair_closer 12", "chair_lower 4"]
)
def test_a_moved_camera_or_chair_is_told_not_scolded_and_a_slump_after_it_is_found(
    change: str, camera: Camera
) -> None:
    script = f"{change}; upright 4m; slouch 90s; upright 10s"
    episodes, prompts, moved = told(script, camera=camera)
    assert moved == ["camera_moved"]
    assert len(episodes) == 1
    assert prompts == episodes
    assert set(episodes) <= {"slouched", "leaning_forward"}


def test_a_moved_camera_is_told_within_half_a_minute() -> None:
    events = events_of("upright 15s; lid_up 4; upright 60s", settings=QUICK)
    assert [round(event.at.mono_s) for event in events if event.type == "camera_moved"] == pytest.approx(
        [36], abs=3
    )


@pytest.mark.parametrize("fps", [1.0, 2.0, 5.0, 10.0])
def test_the_rate_changes_nothing(fps: float) -> None:
    script = "slouch 90s; upright 20s; lean_left 20s; (look_down 4s; upright 8s) x 3"
    assert told(script, fps=fps) == (["slouched", "leaning_left"], ["slouched"], [])


@pytest.mark.parametrize("seed", range(4))
def test_irregular_times_and_lost_frames_change_nothing(seed: int) -> None:
    script = "slouch 90s; upright 20s; (look_down 4s; upright 8s) x 3"
    options = {"seed": seed, "fps": 4.0, "jitter_s": 0.1, "dropout": 0.15, "missed": 0.05}
    assert told(script, **options) == (["slouched"], ["slouched"], [])


@pytest.mark.parametrize("seed", range(6))
def test_other_people_are_judged_alike(seed: int) -> None:
    person: Body = somebody(Random(seed))
    script = "(look_down 4s; upright 11s) x 3; slouch 90s; upright 20s; lean_right 20s; upright 10s"
    assert told(script, body=person, seed=seed) == (["slouched", "leaning_right"], ["slouched"], [])


def test_a_passer_by_neither_clears_nor_causes_anything() -> None:
    assert told("slouch 20s; upright 10s; passer_by 1m; slouch 80s; upright 10s") == (
        ["slouched", "slouched"],
        ["slouched"],
        [],
    )


def test_a_colleague_beside_the_user_changes_nothing() -> None:
    assert told("two_people 90s; upright 10s; slouch 90s; upright 10s") == (["slouched"], ["slouched"], [])


def test_a_colleague_who_stays_is_not_the_user_who_left() -> None:
    script = "two_people 1m; colleague_stays 5m; two_people 30s; slouch 90s; upright 10s"
    assert told(script) == (["slouched"], ["slouched"], ["away"])


@pytest.mark.parametrize("camera", [DESK, LAPTOP], ids=["desk", "laptop"])
def test_somebody_else_in_the_chair_is_not_scolded(camera: Camera) -> None:
    episodes, prompts, view = told(
        "upright 1m; replaced 5m; upright 1m; slouch 90s; upright 10s", camera=camera
    )
    assert (episodes, prompts) == (["slouched"], ["slouched"])
    assert set(view) <= {"camera_moved", "away"}


def test_twilight_changes_nothing() -> None:
    assert told("twilight 5m; upright 10s; slouch 90s; upright 10s") == (["slouched"], ["slouched"], [])


def test_light_from_behind_is_told_and_no_alarm() -> None:
    events = events_of("upright 20s; back_lit 2m; upright 20s")
    view = [(round(event.at.mono_s), event.type, getattr(event, "reason", None)) for event in events]
    assert [entry for entry in view if entry[1].startswith("view")] == [
        (22, "view_unusable", "back_lit"),
        (141, "view_restored", None),
    ]


def test_a_sleeve_in_an_empty_chair_is_nobody() -> None:
    events = events_of("upright 30s; sleeve 5m; upright 20s")
    assert [event.type for event in events if event.type in ("away", "break_taken")] == [
        "away",
        "break_taken",
    ]
    taken = next(event for event in events if event.type == "break_taken")
    assert taken.duration_s == pytest.approx(300, abs=15)
