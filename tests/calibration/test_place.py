"""At the start of a session: which reference is it, and does it still fit? With bodies before cameras."""

from __future__ import annotations

import pytest

from calibration.collector import Collector
from calibration.place import PlaceCheck, PlaceFit, PlaceVerdict
from calibration.profile import Profile
from posture.instant import Instant
from posture.landmarks import PoseObservation
from posture.settings import Settings
from posture.testing.scenario import scenario
from posture.testing.view import Camera

OFFICE = Camera()
HOME = Camera(distance_cm=80.0, above_eyes_cm=-15.0, tilt_down_deg=-8.0)
BESIDE = Camera(around_deg=80.0, distance_cm=120.0)


def profile(name: str, camera: Camera, *, source: str = "0") -> Profile:
    collector = Collector(Settings(), Instant(mono_s=0.0))
    for item in scenario("upright 15s", camera=camera, seed=7).observations():
        assert isinstance(item, PoseObservation)
        collector.observe(item)
    result = collector.result()
    return Profile(
        name=name, created=None, source=source, grade=result.verdict.grade, baseline=result.baseline
    )


@pytest.fixture(scope="module")
def office() -> Profile:
    return profile("office", OFFICE)


@pytest.fixture(scope="module")
def home() -> Profile:
    return profile("home", HOME)


@pytest.fixture(scope="module")
def beside() -> Profile:
    return profile("beside", BESIDE)


def verdict(
    story: str, *profiles: Profile, camera: Camera = OFFICE, source: str = "0"
) -> tuple[PlaceVerdict | None, float]:
    """What is said at last, and when."""
    check = PlaceCheck(Settings(), profiles, source, Instant(mono_s=0.0))
    for item in scenario(story, camera=camera, seed=3).observations():
        assert isinstance(item, PoseObservation)
        said = check.observe(item)
        if said is not None:
            return said, item.at.mono_s
    return None, 0.0


def test_the_reference_fits_after_a_few_seconds(office: Profile) -> None:
    said, when = verdict("upright 20s", office)
    assert said == PlaceVerdict(name="office", fit=PlaceFit.FITS, among=1)
    assert 8.0 <= when <= 10.0


@pytest.mark.parametrize(
    "change", ["lid_up 6", "lid_down 6", "chair_back", "chair_closer", "chair_lower 8", "lid_up 12"]
)
def test_a_moved_camera_or_chair_is_told(office: Profile, change: str) -> None:
    said, _ = verdict(f"{change}; upright 20s", office)
    assert said == PlaceVerdict(name="office", fit=PlaceFit.MOVED, among=1)


@pytest.mark.parametrize("posture", ["slouch", "half_slouch", "head_forward", "lean_left", "lean_forward"])
def test_a_posture_is_not_taken_for_a_moved_camera(office: Profile, posture: str) -> None:
    said, _ = verdict(f"{posture} 20s", office)
    assert said is not None
    assert said.fit is not PlaceFit.MOVED


def test_looking_away_and_being_away_are_waited_for(office: Profile) -> None:
    said, when = verdict("turned 6s; away 30s; upright 20s", office)
    assert said == PlaceVerdict(name="office", fit=PlaceFit.FITS, among=1)
    assert when > 40.0


def test_nobody_there_means_no_verdict(office: Profile) -> None:
    assert verdict("away 60s", office)[0] is None


@pytest.mark.parametrize("posture", ["upright", "slouch", "lean_right"])
@pytest.mark.parametrize(
    ("camera", "name"),
    [(OFFICE, "office"), (HOME, "home"), (BESIDE, "beside")],
    ids=["office", "home", "beside"],
)
def test_of_several_places_the_one_is_chosen_where_the_user_is(
    office: Profile, home: Profile, beside: Profile, camera: Camera, name: str, posture: str
) -> None:
    said, _ = verdict(f"{posture} 20s", home, beside, office, camera=camera)
    assert said is not None
    assert (said.name, said.among) == (name, 3)
    assert said.fit is (PlaceFit.FITS if posture == "upright" else said.fit)


def test_a_place_none_of_them_was_made_for_is_told(office: Profile, home: Profile) -> None:
    said, _ = verdict("upright 20s", home, office, camera=BESIDE)
    assert said is not None
    assert said.fit is PlaceFit.MOVED


def test_of_two_that_go_equally_well_the_one_of_this_camera_is_taken(office: Profile) -> None:
    twin = profile("a twin", OFFICE, source="1")
    assert [verdict("upright 20s", twin, office, source=source)[0] for source in ("0", "1")] == [
        PlaceVerdict(name="office", fit=PlaceFit.FITS, among=2),
        PlaceVerdict(name="a twin", fit=PlaceFit.FITS, among=2),
    ]
