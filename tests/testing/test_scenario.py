"""A scenario yields what its script tells: at its times, the same again for the same seed."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posture.inputs import InputKind, UserInput
from posture.instant import Instant
from posture.landmarks import Joint, PoseObservation
from posture.ports import SourceInfo
from posture.testing.scenario import Scenario, scenario
from posture.testing.verbs import EMPTY_CHAIR, UNSEEN, Verb
from tests.testing.measures import Measures, measure

if TYPE_CHECKING:
    from collections.abc import Callable

SEEN_ALONE = sorted(set(Verb) - EMPTY_CHAIR - UNSEEN - {Verb.PASSER_BY, Verb.TWO_PEOPLE})


def seen(recording: Scenario) -> list[PoseObservation]:
    """The observations alone, without the user's inputs."""
    return [item for item in recording.observations() if isinstance(item, PoseObservation)]


def people(recording: Scenario) -> list[int | None]:
    """How many people each observation shows; `None` for no frame."""
    return [None if item.poses is None else len(item.poses) for item in seen(recording)]


def measured_at(recording: Scenario, t: float) -> Measures:
    """The features of the only person in view at `t`."""
    (poses,) = [item.poses for item in seen(recording) if item.at.mono_s == t]
    assert poses is not None
    (pose,) = poses
    return measure(pose)


def test_observations_stand_at_whole_intervals_rounded_to_the_millisecond() -> None:
    times = [item.at.mono_s for item in seen(scenario("upright 2s", fps=3.0))]

    assert times == [0.0, 0.333, 0.667, 1.0, 1.333, 1.667]


def test_wall_time_follows_when_the_start_is_known() -> None:
    started = datetime.fromisoformat("2026-11-16T08:58:00+01:00")

    recording = scenario("upright 1s; !pause; upright 1s", fps=1.0, started=started)

    assert [(item.at.mono_s, item.at.wall) for item in recording.observations()] == [
        (0.0, datetime.fromisoformat("2026-11-16T08:58:00+01:00")),
        (1.0, datetime.fromisoformat("2026-11-16T08:58:01+01:00")),
        (1.0, datetime.fromisoformat("2026-11-16T08:58:01+01:00")),
    ]
    assert {item.at.wall for item in seen(scenario("upright 2s"))} == {None}


def test_the_truth_is_the_script_on_the_time_axis() -> None:
    recording = scenario("upright 5m; lid_up; (slouch 20s; !pause; upright 0.5s) x 2; away 6m")

    assert recording.truth() == [
        (0.0, 300.0, "upright"),
        (300.0, 320.0, "slouch"),
        (320.0, 320.5, "upright"),
        (320.5, 340.5, "slouch"),
        (340.5, 341.0, "upright"),
        (341.0, 701.0, "away"),
    ]
    assert recording.duration_s == 701.0


def test_inputs_stand_between_observations_at_their_time() -> None:
    recording = scenario("!took_break; upright 1s; !snooze 5; upright 0.75s; !skip_break", fps=2.0)

    told = [
        (item.at.mono_s, "seen" if isinstance(item, PoseObservation) else item.kind.value)
        for item in recording.observations()
    ]
    assert told == [
        (0.0, "took_break"),
        (0.0, "seen"),
        (0.5, "seen"),
        (1.0, "snooze"),
        (1.0, "seen"),
        (1.5, "seen"),
        (1.75, "skip_break"),
    ]
    assert UserInput(at=Instant(mono_s=1.0), kind=InputKind.SNOOZE, minutes=5.0) in recording.observations()


@pytest.mark.parametrize("script", ["sleeve 20s; talking 20s", "passer_by 20s; dark 2s; upright 20s"])
def test_the_same_seed_gives_the_same_recording_and_another_does_not(script: str) -> None:
    def recorded(seed: int) -> list[PoseObservation | UserInput]:
        return scenario(script, seed=seed, jitter_s=0.1, dropout=0.2, missed=0.1).observations()

    assert recorded(5) == recorded(5)
    assert recorded(5) != recorded(6)


@settings(max_examples=25, deadline=None)
@given(st.integers(min_value=2, max_value=4), st.integers(min_value=0, max_value=99))
def test_a_faster_recording_holds_the_slower_one(times: int, seed: int) -> None:
    script = "upright 2s; slouch 2s; sleeve 3s; two_people 2s"

    slow = scenario(script, fps=2.0, seed=seed).observations()

    assert scenario(script, fps=2.0 * times, seed=seed).observations()[::times] == slow


def test_irregular_times_stay_in_order_and_near_their_place() -> None:
    times = [item.at.mono_s for item in seen(scenario("upright 5m", fps=2.0, jitter_s=0.2))]

    assert len(times) == 600
    assert times == sorted(set(times))
    assert all(abs(t - index / 2.0) <= 0.2005 for index, t in enumerate(times))
    assert max(abs(t - index / 2.0) for index, t in enumerate(times)) > 0.15


def test_dropped_observations_never_come_and_missed_people_leave_an_empty_picture() -> None:
    assert 400 <= len(people(scenario("upright 5m", dropout=0.25))) <= 500
    assert people(scenario("upright 1m", dropout=1.0)) == []
    counted = Counter(people(scenario("upright 5m", missed=0.25)))
    assert counted[0] + counted[1] == 600
    assert 100 <= counted[0] <= 200


def test_leaving_and_coming_back_take_a_second_each() -> None:
    recording = scenario("upright 2s; away 3s; upright 2s; away 2s; away 1s", fps=5.0)

    there = [item.at.mono_s for item in seen(recording) if item.poses]
    assert there == [
        *(round(0.2 * k, 3) for k in range(14)),
        *(round(5.4 + 0.2 * k, 3) for k in range(12)),
    ]


def test_without_a_picture_nobody_walks_in_or_out() -> None:
    recording = scenario(
        "upright 1s; no_frame 1s; upright 1s; dark 1s; slouch 1s; gap 1s; upright 1s", fps=2.0
    )

    assert people(recording) == [1, 1, None, None, 1, 1, 0, 0, 1, 1, 1, 1]
    assert [item.at.mono_s for item in seen(recording)][-3:] == [4.5, 6.0, 6.5]
    plain = scenario("upright 7s", fps=2.0)
    assert measured_at(recording, 2.0) == measured_at(plain, 2.0)
    assert measured_at(recording, 6.0) == measured_at(plain, 6.0)


def test_a_dark_picture_says_so_and_no_picture_says_nothing() -> None:
    bright, dark, lost = (seen(scenario(f"{verb} 0.5s"))[0] for verb in ("upright", "dark", "no_frame"))

    assert bright.brightness is not None
    assert bright.contrast is not None
    assert 0.3 < bright.brightness < 0.6
    assert 0.1 < bright.contrast < 0.3
    assert (dark.brightness, dark.contrast, dark.poses) == (0.03, 0.01, ())
    assert (lost.brightness, lost.contrast, lost.poses) == (None, None, None)


@pytest.mark.parametrize("verb", SEEN_ALONE)
def test_every_stance_shows_exactly_one_person_throughout(verb: str) -> None:
    assert people(scenario(f"upright 2s; {verb} 4s; upright 2s", fps=4.0)) == [1] * 32


@pytest.mark.parametrize(
    ("verb", "column", "least", "most"),
    [
        ("slouch", "neck_ear", -0.12, -0.07),
        ("half_slouch", "neck_ear", -0.06, -0.02),
        ("head_forward", "face_to_shoulders", 0.04, 0.08),
        ("lean_left", "head_roll", 11.0, 13.0),
        ("lean_right", "head_roll", -13.0, -11.0),
        ("lean_forward", "shoulders", 35.0, 60.0),
        ("lean_back", "shoulders", -35.0, -15.0),
        ("turned", "yaw_proxy", 0.8, 1.4),
        ("turned_left", "yaw_proxy", 0.8, 1.4),
        ("turned_right", "yaw_proxy", -1.4, -0.8),
        ("look_down", "pitch_proxy", 0.28, 0.4),
        ("reading", "pitch_proxy", 0.35, 0.5),
        ("texting", "pitch_proxy", 0.4, 0.6),
        ("phone", "yaw_proxy", 0.5, 1.0),
        ("drink", "pitch_proxy", -0.3, -0.12),
        ("arms_raised", "neck_ear", -0.22, -0.1),
        ("hand_at_face", "head_roll", -7.5, -4.5),
        ("stand", "shoulder_y", -0.7, -0.4),
        ("lid_down; upright", "shoulder_y", -0.1, -0.07),
        ("lid_up; upright", "shoulder_y", 0.07, 0.1),
        ("chair_back; upright", "shoulders", -70.0, -50.0),
        ("chair_closer; upright", "shoulders", 45.0, 65.0),
        ("chair_lower; upright", "nose_y", 0.06, 0.09),
    ],
)
def test_a_verb_moves_what_it_should(verb: str, column: str, least: float, most: float) -> None:
    recording = scenario(f"upright 2s; {verb} 2s")
    upright = measured_at(scenario("upright 4s"), 3.0)

    moved = getattr(measured_at(recording, 3.0), column) - getattr(upright, column)

    assert least < moved < most


def test_a_change_of_stance_takes_most_of_a_second_and_is_smooth() -> None:
    recording, still = scenario("upright 1s; slouch 2s", fps=10.0), scenario("upright 3s", fps=10.0)

    drops = [
        measured_at(recording, t).nose_y - measured_at(still, t).nose_y
        for t in (1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 2.0)
    ]

    assert drops[0] == 0.0
    assert drops[:7] == sorted(drops[:7])
    assert drops[3] < 0.5 * drops[-1] < drops[4]
    assert drops[7] == pytest.approx(drops[8], rel=0.03)


def test_creeping_is_even() -> None:
    recording, still = scenario("upright 10s; creep 10m", fps=0.1), scenario("upright 610s", fps=0.1)

    drops = [
        measured_at(recording, t).shoulder_y - measured_at(still, t).shoulder_y
        for t in (160.0, 310.0, 460.0, 600.0)
    ]

    whole = drops[-1]
    assert [drop / whole for drop in drops] == pytest.approx([150 / 590, 300 / 590, 450 / 590, 1.0], abs=0.03)


def test_what_is_moved_stays_moved_and_adds_up() -> None:
    script = (
        "upright 2s; chair_back; chair_lower 2; upright 2s; lid_down 3; away 5s; chair_lower 2; upright 3s"
    )
    at_once = "chair_back; chair_lower 4; lid_down 3; upright 12s"

    assert measured_at(scenario(script), 11.0) == measured_at(scenario(at_once), 11.0)
    assert measured_at(scenario(script), 1.0) == measured_at(scenario("upright 2s"), 1.0)


def test_a_sleeve_flickers_between_nobody_and_nonsense() -> None:
    observations = seen(scenario("upright 2s; sleeve 2m", fps=2.0))[6:]

    counted = Counter(len(item.poses or ()) for item in observations)
    assert counted.keys() == {0, 1}
    assert 80 <= counted[1] <= 160
    necks = [measure(pose).neck_ear for item in observations for pose in item.poses or ()]
    assert min(necks) < -1.5
    assert max(necks) > 2.3


@pytest.mark.parametrize(("verb", "smaller_than"), [("passer_by", 0.6), ("two_people", 0.9)])
def test_a_second_person_is_smaller_and_is_as_often_listed_first(verb: str, smaller_than: float) -> None:
    recording = scenario(f"{verb} 60s")
    alone = seen(scenario("upright 60s"))

    firsts, both = 0, 0
    for observation, lone in zip(seen(recording), alone, strict=True):
        assert observation.poses is not None
        assert lone.poses is not None
        user = measure(lone.poses[0]).shoulders
        widths = [measure(pose).shoulders for pose in observation.poses]
        mine = [width for width in widths if abs(width / user - 1.0) < 0.03]
        others = [width for width in widths if width not in mine]
        assert len(mine) == 1
        assert all(width < smaller_than * user for width in others)
        both += len(others)
        firsts += len(others) and widths[0] == others[0]
    assert both > 55
    assert 0.35 < firsts / both < 0.65


def test_the_passer_by_crosses_from_one_side_to_the_other() -> None:
    noses = [
        min(poses, key=lambda pose: measure(pose).shoulders)[Joint.NOSE].x
        for poses in (item.poses for item in seen(scenario("passer_by 10s")))
        if poses is not None and len(poses) == 2
    ]

    assert noses == sorted(noses)
    assert noses[0] < 0.15
    assert noses[-1] > 0.85


def test_the_source_is_a_recording_that_can_be_closed_in_the_middle() -> None:
    started = datetime.fromisoformat("2026-11-16T08:58:00+01:00")
    recording = scenario("upright 2s; !pause", started=started)

    with recording.source() as source:
        assert source.info == SourceInfo(name="scenario", frame_size=(640, 480), live=False, started=started)
        assert list(source.observations()) == recording.observations()
        stream = source.observations()
        next(stream)
        source.close()
        assert list(stream) == []
    assert source.closed


@pytest.mark.parametrize(
    ("ask", "complaint"),
    [
        (partial(scenario, fps=0.0), "fps is 0.0: it must be above 0"),
        (partial(scenario, jitter_s=0.25), "jitter_s is 0.25: at 2.0 fps it must be .* below 0.25"),
        (partial(scenario, jitter_s=-0.1), "jitter_s is -0.1: .* at least 0"),
        (partial(scenario, dropout=1.5), "dropout is 1.5: .* between 0 and 1"),
        (partial(scenario, missed=-0.5), "missed is -0.5: .* between 0 and 1"),
    ],
)
def test_an_option_out_of_range_is_named(ask: Callable[[str], Scenario], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        ask("upright 1s")
