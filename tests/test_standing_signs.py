"""Standing told by an anchor or by a body that rises and shows more of itself; never by a lid alone."""

from __future__ import annotations

import pytest

from posture.baseline import Baseline
from posture.features import Features, flatten, measure
from posture.labels import Activity
from posture.landmarks import Landmark, Pose, PoseObservation
from posture.settings import Settings, ViewSettings
from posture.standing_signs import StandingSigns, moved_along, standing_distance
from posture.testing.body import Body, Stance
from posture.testing.scenario import scenario
from posture.testing.view import Camera, landmarks

SIT, STAND = Activity.SITTING, Activity.STANDING
DESK = Camera()
LAPTOP = Camera(above_eyes_cm=-15.0, tilt_down_deg=-12.0)
MONITOR_TOP = Camera(distance_cm=75.0, above_eyes_cm=12.0, tilt_down_deg=10.0)
ROOM = Camera(distance_cm=160.0)
UP = Stance(rise_cm=40.0, toward_cm=-15.0)
AT_DESK = Stance(rise_cm=6.0, toward_cm=-12.0)


def view(stance: Stance, camera: Camera = DESK) -> Pose:
    """An average adult in this stance."""
    return landmarks(Body(), camera, stance)


def features(stance: Stance, camera: Camera = DESK) -> Features:
    """What is measured of it."""
    return measure(flatten(view(stance, camera), camera.frame_size))


def seated(camera: Camera = DESK, seconds: int = 60) -> StandingSigns:
    """Signs that have watched the user sit for a while."""
    signs = StandingSigns(ViewSettings())
    for t in range(seconds):
        assert signs.by_rise(float(t), view(Stance(), camera), camera.frame_size) is (SIT if t else None)
        signs.learn_seat(float(t))
    return signs


@pytest.mark.parametrize("camera", [DESK, LAPTOP, MONITOR_TOP], ids=["desk", "laptop", "monitor"])
def test_a_body_that_rises_and_shows_its_hips_stands(camera: Camera) -> None:
    signs = seated(camera)
    assert signs.by_rise(60.0, view(UP, camera), camera.frame_size) is STAND
    assert signs.by_rise(61.0, view(Stance(), camera), camera.frame_size) is SIT


@pytest.mark.parametrize("camera", [DESK, LAPTOP, MONITOR_TOP], ids=["desk", "laptop", "monitor"])
@pytest.mark.parametrize("tilt_deg", [4.0, 8.0, 15.0, 25.0])
def test_a_lid_that_lifts_everything_shows_no_hips(camera: Camera, tilt_deg: float) -> None:
    signs = seated(camera)
    tilted = Camera(
        distance_cm=camera.distance_cm,
        above_eyes_cm=camera.above_eyes_cm,
        tilt_down_deg=camera.tilt_down_deg + tilt_deg,
    )
    behind_desk = tuple(
        landmark._replace(visibility=0.1) if index >= 23 else landmark
        for index, landmark in enumerate(view(Stance(), tilted))
    )
    assert signs.by_rise(60.0, behind_desk, DESK.frame_size) is not STAND


@pytest.mark.parametrize(
    "stance",
    [
        Stance(slump_cm=5.0, trunk_forward_deg=8.0, head_forward_cm=4.0),
        Stance(trunk_forward_deg=-8.0),
        Stance(lean_left_deg=12.0),
        Stance(arms_raised=1.0),
        Stance(rise_cm=8.0),
    ],
    ids=["slouched", "leaning back", "leaning left", "arms raised", "higher chair"],
)
def test_what_people_do_sitting_is_no_standing(stance: Stance) -> None:
    assert seated().by_rise(60.0, view(stance), DESK.frame_size) is not STAND


def test_halfway_down_nothing_is_said_and_standing_goes_on_until_then() -> None:
    signs = seated()
    assert signs.by_rise(60.0, view(Stance(rise_cm=16.0)), DESK.frame_size) is None
    assert signs.by_rise(61.0, view(UP), DESK.frame_size) is STAND
    assert signs.by_rise(62.0, view(Stance(rise_cm=16.0)), DESK.frame_size) is STAND


def test_where_the_hips_are_in_view_while_sitting_a_rise_proves_nothing() -> None:
    assert seated(ROOM).by_rise(60.0, view(UP, ROOM), ROOM.frame_size) is None


def test_before_anybody_sat_there_is_no_seat_to_rise_from_unless_the_reference_tells() -> None:
    signs = StandingSigns(ViewSettings())
    assert signs.by_rise(0.0, view(UP), DESK.frame_size) is None
    signs.sits_at(features(Stance()))
    assert signs.by_rise(1.0, view(UP), DESK.frame_size) is STAND


def test_a_body_whose_head_left_the_picture_is_still_the_user() -> None:
    signs = seated()
    headless = view(UP)
    assert headless[0].y < 0
    assert signs.headless(60.0, (headless,), DESK.frame_size) is headless
    assert signs.headless(63.5, (headless,), DESK.frame_size) is None  # three seconds unseen: anybody
    signs.forget()
    assert signs.headless(60.5, (headless,), DESK.frame_size) is None


@pytest.mark.parametrize(
    ("what", "stance"),
    [
        ("somebody beside him", Stance(rise_cm=40.0, lateral_left_cm=45.0)),
        ("somebody far behind him", Stance(rise_cm=70.0, toward_cm=-120.0)),
        ("a jacket on the chair", Stance()),
    ],
)
def test_another_body_without_a_head_is_not(what: str, stance: Stance) -> None:
    del what
    pose = tuple(
        Landmark(*landmark[:3], 0.0, 0.0) if index <= 10 else landmark
        for index, landmark in enumerate(view(stance))
    )
    assert seated().headless(60.0, (pose,), DESK.frame_size) is None


@pytest.mark.parametrize("camera", [DESK, LAPTOP, MONITOR_TOP], ids=["desk", "laptop", "monitor"])
def test_with_an_anchor_the_clearly_nearer_reference_counts(camera: Camera) -> None:
    signs = StandingSigns(ViewSettings())
    sitting, standing = features(Stance(), camera), features(AT_DESK, camera)
    halfway = Stance().towards(AT_DESK, 0.5)
    slouched = Stance(slump_cm=5.0, trunk_forward_deg=8.0, head_forward_cm=4.0)
    for stance, told in ((Stance(), SIT), (AT_DESK, STAND), (halfway, None), (slouched, SIT)):
        assert signs.by_anchor(features(stance, camera), sitting, standing) is told


def test_a_tilted_lid_takes_the_anchor_along_and_a_moved_chair_does_not() -> None:
    sitting, standing = features(Stance()), features(AT_DESK)
    tilted = Camera(tilt_down_deg=10.0)
    moved = moved_along(standing, sitting, features(Stance(), tilted))
    real = features(AT_DESK, tilted)
    assert standing_distance(moved, real, sitting) < 0.5 < standing_distance(standing, real, sitting)
    closer = features(Stance(toward_cm=12.0))
    assert moved_along(standing, sitting, closer) == standing


def test_a_reference_with_an_anchor_is_used_whoever_looks() -> None:
    """The reference of a scenario, not of a model: sway and jitter included."""
    from posture.sight import Sight

    def centre(script: str) -> Features:
        seen = [item for item in scenario(script).observations() if isinstance(item, PoseObservation)]
        return measure(flatten((seen[-1].poses or ())[0], seen[-1].frame_size))

    still = Features._make(0.0 for _ in Features._fields)
    baseline = Baseline(
        centre=centre("upright 2s"),
        spread=still,
        samples=10,
        frame_size=DESK.frame_size,
        standing=centre("stand_at_desk 2s"),
    )
    from posture.labels import Label

    sight = Sight(Settings(), baseline)
    told = [
        sight.look(item, item.at.mono_s, Label.UPRIGHT, SIT, marked=False)
        for item in scenario("upright 4s; stand_at_desk 4s").observations()
        if isinstance(item, PoseObservation)
    ]
    assert [seen.activity for seen in told[:8]] == [SIT] * 8
    assert told[-1].activity is STAND
    assert told[-1].verdict is not None
    assert told[-1].verdict.label is Label.UPRIGHT
