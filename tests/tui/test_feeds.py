"""The session behind the app on the real monitor: references made, kept, tried, chosen and checked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from calibration.collector import Result
from calibration.profile import Profile
from calibration.profile_file import read_profile, write_profile
from calibration.quality import Grade
from posture.adapters.data_dirs import Places, places
from posture.baseline import Baseline
from posture.errors import CalibrationError, ProfileError, UsageError
from posture.events import Event
from posture.instant import Instant
from posture.landmarks import PoseObservation
from posture.monitor import Monitor
from posture.settings import Settings
from posture.testing.list_source import ListSource
from posture.testing.scenario import Scenario, scenario
from posture.testing.view import Camera
from tests.stories import settings_with
from tui import feeds
from tui.calibration_words import kept_lines
from tui.feeds import Watching, _session, watching_feed
from tui.first_reference import FirstReference, first_reference
from tui.monitor_session import UNSAVED, MonitorSession, PlaceFound
from tui.place_shelf import PlaceShelf, StoredPlace

HOME = Camera(distance_cm=80.0, above_eyes_cm=-15.0, tilt_down_deg=-8.0)
START = Instant(mono_s=0.0)


def seen(story: Scenario) -> list[PoseObservation]:
    return [item for item in story.observations() if isinstance(item, PoseObservation)]


def calibrated(
    session: MonitorSession, story: str, anchor: str = "upright", camera: Camera | None = None
) -> Result:
    """Calibrate on this story to its end; the reference or anchor."""
    calibration = session.calibrate(START, anchor)
    for item in seen(scenario(story, camera=camera)):
        if calibration.observe(item).phase == "done":
            break
    result = calibration.outcome().reference
    assert isinstance(result, Result)
    return result


@pytest.fixture
def where(tmp_path: Path) -> Places:
    return places({"POSTURE_HOME": str(tmp_path)})


def session_on(where: Places, first: FirstReference, story: str = "upright 60s") -> MonitorSession:
    monitor = Monitor(Settings(), None if first.current is None else first.current.baseline)
    monitor.start(START, "scenario")
    return _session(Settings(), where, scenario(story).source(), monitor, [], first, saves=True)


def test_a_kept_reference_is_used_by_the_monitor_and_can_be_tried(where: Places) -> None:
    session = session_on(where, FirstReference(name="office"))
    items = seen(scenario("upright 13.5s; upright 10s; slouch 10s; upright 12s"))
    calibration = session.calibrate(START, "upright")
    limits = []
    while (progress := calibration.observe(items.pop(0))).phase != "done":
        limits.append(len(progress.limits))
    assert (limits[0], limits[-1]) == (0, 4)
    outcome = calibration.outcome()
    kept = session.keep(items[0].at, outcome, None)
    assert [event.type for event in kept.step.events] == ["calibrated"]
    assert (kept.place, len(kept.limits), kept.dropped) == ("office", 4, ())
    assert read_profile(where.profiles / "office.json").name == "office"
    validation = session.validate(items[0].at, outcome)
    parts = []
    for item in items:
        parts.append(validation.observe(item).part)
        if parts[-1] == "done":
            break
    assert list(dict.fromkeys(parts)) == ["look_around", "slump", "upright_again", "done"]
    assert validation.outcome().verdict == "works"


def test_a_reference_from_a_recording_is_saved_only_under_a_name_that_is_given(where: Places) -> None:
    monitor = Monitor(Settings(), None)
    monitor.start(START, "clip.mp4")
    source = scenario("upright 1s").source()
    session = _session(Settings(), where, source, monitor, [], FirstReference(), saves=False)
    calibration = session.calibrate(START, "upright")
    for item in seen(scenario("upright 15s")):
        if calibration.observe(item).phase == "done":
            break
    kept = session.keep(START, calibration.outcome(), None)
    assert kept.place == UNSAVED
    assert not where.profiles.exists()
    assert any("nothing was saved" in line.text for line in kept_lines(kept, "upright"))
    assert session.keep(START, calibration.outcome(), "clip").place == "clip"
    assert [file.name for file in where.profiles.iterdir()] == ["clip.json"]


class _Camera(ListSource):
    """A live source that takes note of its rates."""

    def __init__(self) -> None:
        super().__init__([])
        self.rates: list[float] = []

    def set_rate(self, fps: float) -> None:
        self.rates.append(fps)


def test_while_an_exercise_is_followed_more_pictures_are_analysed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSTURE_HOME", str(tmp_path))
    camera = _Camera()
    monkeypatch.setattr(feeds, "open_configured", lambda *_args, **_options: camera)
    session = watching_feed(Watching(settings=Settings(), source="0")).open_session()
    assert session.follow is not None
    session.follow(True)  # noqa: FBT003 - one switch
    session.follow(False)  # noqa: FBT003
    assert camera.rates == [15.0, 2.0]
    assert session.use_settings is not None
    session.use_settings(START, settings_with(camera={"fps": 5.0}))
    session.use_settings(START, settings_with(camera={"fps": 5.0}, slouch={"sensitivity": 2.0}))
    session.follow(True)  # noqa: FBT003
    assert camera.rates == [15.0, 2.0, 5.0, 15.0]
    for _step in session.steps(session.source, lambda _at: (), lambda: True):
        pass


def keep(session: MonitorSession, story: str, anchor: str = "upright") -> tuple[str, ...]:
    """Calibrate and keep; the anchors that were dropped."""
    calibration = session.calibrate(START, anchor)
    for item in seen(scenario(story)):
        if calibration.observe(item).phase == "done":
            break
    return session.keep(START, calibration.outcome(), None).dropped


def test_further_anchors_are_added_carried_over_where_they_fit_and_dropped_where_not(where: Places) -> None:
    session = session_on(where, FirstReference(name="desk"))
    path = where.profiles / "desk.json"
    assert keep(session, "upright 15s") == ()
    assert keep(session, "slouch 15s", "relaxed") == ()
    assert keep(session, "stand_at_desk 15s", "standing") == ()
    taught = read_profile(path).baseline
    assert taught.relaxed is not None
    assert taught.standing is not None
    assert keep(session, "upright 15s") == ()
    again = read_profile(path).baseline
    assert (again.relaxed, again.standing) == (taught.relaxed, taught.standing)
    assert keep(session, "lid_up 8; upright 15s") == ("relaxed", "standing")
    moved = read_profile(path).baseline
    assert (moved.relaxed, moved.standing) == (None, None)


def test_an_anchor_that_teaches_nothing_changes_nothing(where: Places) -> None:
    session = session_on(where, FirstReference())
    with pytest.raises(CalibrationError, match="no reference to add to"):
        keep(session, "slouch 15s", "relaxed")
    keep(session, "upright 15s")
    before = read_profile(where.profiles / "default.json")
    with pytest.raises(CalibrationError, match="almost like the upright one"):
        keep(session, "upright 15s", "relaxed")
    assert read_profile(where.profiles / "default.json") == before


def stored(where: Places, name: str, camera: Camera, source: str = "0") -> Profile:
    """A profile in the user's folder."""
    result = calibrated(session_on(where, FirstReference()), "upright 15s", camera=camera)
    profile = Profile(
        name=name, created=None, source=source, grade=result.verdict.grade, baseline=result.baseline
    )
    write_profile(where.profiles / f"{name}.json", profile)
    return profile


def found(session: MonitorSession, story: str, camera: Camera | None = None) -> PlaceFound | None:
    """What the first seconds say."""
    assert session.check_place is not None
    check = session.check_place(START)
    said = (check.observe(item) for item in seen(scenario(story, camera=camera, seed=5)))
    return next((place for place in said if place is not None), None)


def test_the_place_is_found_among_those_stored_and_its_reference_is_used(where: Places) -> None:
    stored(where, "office", Camera())
    stored(where, "home", HOME)
    first = first_reference(where.profiles, None, "0", calibrates=False)
    session = session_on(where, first)
    assert found(session, "upright 12s", HOME) == PlaceFound(place="home", fits=True, among=2)
    assert found(session, "upright 12s") == PlaceFound(place="office", fits=True, among=2)
    assert found(session, "lid_up 8; upright 12s") == PlaceFound(place="office", fits=False, among=2)
    step = session.use_place(START, "home")
    assert [(event.type, getattr(event, "profile", None)) for event in step.events] == [
        ("calibrated", "home")
    ]
    with pytest.raises(ProfileError, match="no profile at"):
        session.use_place(START, "nowhere")


def test_a_profile_that_was_named_is_checked_and_nothing_else_is_chosen(where: Places) -> None:
    stored(where, "office", Camera())
    stored(where, "home", HOME)
    session = session_on(where, first_reference(where.profiles, "office", "0", calibrates=False))
    assert session.place == "office"
    assert found(session, "upright 12s", HOME) == PlaceFound(place="office", fits=False, among=1)


def test_a_session_begins_with_the_likeliest_place(where: Places, capsys: pytest.CaptureFixture[str]) -> None:
    folder = where.profiles
    assert first_reference(folder, None, "0", calibrates=False) == FirstReference()
    profile = stored(where, "a desk", Camera(), source="1")
    write_profile(folder / "default.json", replace(profile, name="default", source="0"))
    write_profile(folder / "train.json", replace(profile, name="train", source="0"))

    def begins(source: str) -> str:
        first = first_reference(folder, None, source, calibrates=False)
        assert [place.name for place in first.choice] == ["a desk", "default", "train"]
        return first.name

    assert [begins("0"), begins("1"), begins("2")] == ["default", "a desk", "default"]
    assert first_reference(folder, None, "0", calibrates=True) == FirstReference()
    (folder / "train.json").write_text("{}")
    first = first_reference(folder, None, "0", calibrates=False)
    assert [place.name for place in first.choice] == ["a desk", "default"]
    assert "train.json is not a posture profile" in capsys.readouterr().err
    (folder / "default.json").write_text("{}")
    with pytest.raises(ProfileError, match=r"default\.json is not a posture profile"):
        first_reference(folder, None, "0", calibrates=False)


def test_the_shelf_lists_and_renames(where: Places) -> None:
    shelf = PlaceShelf(where.profiles)
    assert shelf.places() == ((), ())
    stored(where, "office", Camera())
    stored(where, "home", HOME)
    office = StoredPlace(name="office", created=None, source="0", quality="good", anchors=())
    assert shelf.places()[0][1] == office
    assert shelf.complaint("desk 3") is None
    assert shelf.complaint("home") == "There is a place called “home” already."
    assert shelf.complaint("a/b") is not None
    assert shelf.complaint("x.json") == "A place is called by a plain name: leave out the .json."
    with pytest.raises(UsageError, match="already"):
        shelf.rename("office", "home")
    with pytest.raises(UsageError, match="plain name"):
        shelf.rename("office", "desk.json")
    shelf.rename("office", "desk 3")
    assert [place.name for place in shelf.places()[0]] == ["desk 3", "home"]
    assert read_profile(where.profiles / "desk 3.json").name == "desk 3"


def test_the_monitor_says_that_the_camera_moved_in_the_middle_of_the_day() -> None:
    """What the panel of the dashboard answers to."""
    baseline: Baseline | None = None
    events: list[Event] = []
    monitor = Monitor(Settings())
    monitor.start(START, "scenario")
    from calibration.collector import Collector

    collector = Collector(Settings(), START)
    for item in seen(scenario("upright 30s; lid_up 8; upright 60s")):
        if baseline is None and collector.observe(item).phase == "done":
            baseline = collector.result().baseline
            events += monitor.set_baseline(item.at, baseline, "office", Grade.GOOD.value).events
        events += monitor.observe(item).events
    types = [event.type for event in events]
    assert types.count("camera_moved") == 1
    assert "slouch_started" not in types
