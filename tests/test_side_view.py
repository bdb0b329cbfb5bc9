"""A camera at the side: told by itself, judged by what it sees, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from posture.baseline import Baseline, Comparison
from posture.features import Features, flatten, measure
from posture.labels import Label, Reason
from posture.landmarks import Joint, Pose
from posture.settings import ViewSettings
from posture.side_view import head_size, of_one_view, sees_side, why_unusable
from posture.testing.body import Body, Stance, somebody
from posture.testing.view import Camera, landmarks
from tests.stories import events_of, settings_with, steps_of

VIEW = ViewSettings()
SIZE = (640, 480)
QUICK = settings_with(slouch={"nudge_after_s": 60.0, "cooldown_s": 3600.0})
SIDES = [90.0, -90.0, 70.0, -110.0]


def camera(around_deg: float, **changes: float) -> Camera:
    """A camera at the side, far enough off to see head, trunk and hips."""
    at_side = Camera(distance_cm=110.0, above_eyes_cm=-15.0, tilt_down_deg=5.0, around_deg=around_deg)
    return replace(at_side, **changes)


def seen(stance: Stance, around_deg: float = 90.0, body: Body | None = None) -> Pose:
    return landmarks(body or Body(), camera(around_deg), stance)


def read(pose: Pose) -> Features:
    return measure(flatten(pose, SIZE))


def told(script: str, around_deg: float = 90.0, **options: object) -> tuple[list[str], list[str], list[str]]:
    """Labels of episodes, labels of prompts, and what else the view led to."""
    events = events_of(f"upright 15s; {script}", settings=QUICK, camera=camera(around_deg), **options)
    episodes = [event.label.value for event in events if event.type == "slouch_started"]
    prompts = [event.label.value for event in events if event.type == "slouch_prolonged"]
    view = [event.type for event in events if event.type in ("camera_moved", "camera_lost", "away")]
    return episodes, prompts, view


@pytest.mark.parametrize("around_deg", SIDES)
def test_the_side_is_told_from_the_front(around_deg: float) -> None:
    for body in (Body(), *(somebody(Random(seed)) for seed in range(5))):
        assert sees_side(read(seen(Stance(), around_deg, body)))
        assert (
            why_unusable(
                seen(Stance(), around_deg, body), read(seen(Stance(), around_deg, body)), SIZE, VIEW, None
            )
            is None
        )


@pytest.mark.parametrize("yaw_deg", [0.0, 30.0, 50.0, 60.0])
def test_a_turned_head_before_a_camera_in_front_is_not_the_side(yaw_deg: float) -> None:
    assert not sees_side(
        measure(flatten(landmarks(Body(), Camera(), Stance(head_yaw_left_deg=yaw_deg)), SIZE))
    )


def test_ear_and_trunk_angles_are_those_of_the_body() -> None:
    upright, leaning = read(seen(Stance())), read(seen(Stance(trunk_forward_deg=12.0)))
    assert leaning.trunk - upright.trunk == pytest.approx(12.0, abs=2.0)
    pushed = read(seen(Stance(head_forward_cm=8.0)))
    assert pushed.ear_ahead - upright.ear_ahead == pytest.approx(26.0, abs=3.0)
    assert pushed.trunk == pytest.approx(upright.trunk, abs=0.5)


def test_both_sides_of_the_body_read_the_same() -> None:
    left, right = (
        read(seen(Stance(head_forward_cm=4.0), 90.0)),
        read(seen(Stance(head_forward_cm=4.0), -90.0)),
    )
    assert (left.ear_ahead, left.trunk) == pytest.approx((right.ear_ahead, right.trunk), abs=0.5)
    assert left.yaw * right.yaw < 0.0


def test_the_size_of_the_head_feels_no_nod() -> None:
    still, nod = read(seen(Stance())), read(seen(Stance(head_pitch_down_deg=35.0)))
    assert head_size(nod) == pytest.approx(head_size(still), rel=0.03)


def test_the_view_most_samples_had_counts() -> None:
    side, front = read(seen(Stance())), measure(flatten(landmarks(Body(), Camera(), Stance()), SIZE))
    assert of_one_view([side, front, side]) == [side, side]
    assert of_one_view([side, front, front]) == [front, front]


def test_hips_out_of_view_say_nothing_about_the_trunk() -> None:
    upright = read(seen(Stance()))
    reference = Baseline.from_samples([upright], SIZE)
    hidden = read(seen(Stance(trunk_forward_deg=20.0)))._replace(hip_seen=0.1)
    assert Comparison(reference, 1.0).deviation(hidden).trunk_forward == 0.0
    assert Comparison(reference, 1.0).deviation(hidden._replace(hip_seen=0.9)).trunk_forward > 1.0


def without(pose: Pose, *joints: Joint) -> Pose:
    """The same pose with these landmarks unseen."""
    return tuple(
        point._replace(visibility=0.1, presence=0.1) if index in joints else point
        for index, point in enumerate(pose)
    )


@pytest.mark.parametrize(
    ("pose", "reason"),
    [
        (without(seen(Stance()), Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER), Reason.SHOULDERS_HIDDEN),
        (without(seen(Stance()), Joint.NOSE), Reason.FACE_HIDDEN),
        (without(seen(Stance()), Joint.LEFT_EAR, Joint.RIGHT_EAR), Reason.FACE_HIDDEN),
        (landmarks(Body(), camera(90.0, distance_cm=34.0, above_eyes_cm=-12.0), Stance()), Reason.TOO_CLOSE),
        (landmarks(Body(), camera(90.0, distance_cm=700.0), Stance()), Reason.TOO_FAR),
        (seen(Stance(head_yaw_left_deg=90.0)), Reason.TURNED),
        (seen(Stance(head_yaw_left_deg=-170.0)), Reason.TURNED),
        (seen(Stance(right_hand_at_face=1.0), -90.0), Reason.HANDS_AT_FACE),
    ],
)
def test_each_problem_of_the_view_has_its_reason(pose: Pose, reason: Reason) -> None:
    own = read(seen(Stance(), -90.0 if reason is Reason.HANDS_AT_FACE else 90.0))
    assert why_unusable(pose, read(pose), SIZE, VIEW, own) is reason


@pytest.mark.parametrize("around_deg", SIDES)
@pytest.mark.parametrize(
    ("script", "label"),
    [
        ("slouch 90s; upright 10s", "slouched"),
        ("half_slouch 90s; upright 10s", "slouched"),
        ("head_forward 90s; upright 10s", "slouched"),
        ("lean_forward 90s; upright 10s", "leaning_forward"),
    ],
)
def test_what_lasts_is_one_episode_and_one_prompt(script: str, label: str, around_deg: float) -> None:
    assert told(script, around_deg) == ([label], [label], [])


@pytest.mark.parametrize("around_deg", [90.0, -70.0])
@pytest.mark.parametrize(
    "script",
    [
        "(look_down 4s; upright 16s) x 9",
        "reading 90s; upright 30s",
        "(turned_left 20s; upright 20s) x 5",
        "(turned_right 20s; upright 20s) x 5",
        "hand_at_face 90s; upright 20s",
        "lean_back 2m; upright 20s",
        "drink 10s; upright 20s",
        "passer_by 3m",
    ],
)
def test_what_people_do_at_a_desk_is_no_alarm(script: str, around_deg: float) -> None:
    assert told(script, around_deg) == ([], [], [])


@pytest.mark.parametrize("change", ["lid_up 4", "lid_down 4", "chair_lower 4"])
def test_a_moved_camera_is_told_and_a_slump_after_it_is_found(change: str) -> None:
    episodes, prompts, view = told(f"{change}; upright 4m; slouch 90s; upright 10s")
    assert (episodes, prompts) == (["slouched"], ["slouched"])
    assert view == ["camera_moved"]


@pytest.mark.parametrize("seed", range(4))
def test_other_people_are_judged_alike(seed: int) -> None:
    person = somebody(Random(seed))
    script = "(look_down 4s; upright 11s) x 3; slouch 90s; upright 20s"
    assert told(script, body=person, seed=seed) == (["slouched"], ["slouched"], [])


def test_leaning_back_has_its_label() -> None:
    steps = steps_of("upright 15s; lean_back 20s; upright 10s", settings=QUICK, camera=camera(90.0))
    labels = {step.status.seen for step in steps if 20.0 < step.status.at.mono_s < 34.0}
    assert labels == {Label.LEANING_BACK}
