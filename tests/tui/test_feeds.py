"""The session behind the app on the real monitor: a reference is made, kept, used and tried."""

from __future__ import annotations

from pathlib import Path

import pytest

from calibration.profile_file import read_profile
from posture.adapters.data_dirs import places
from posture.landmarks import PoseObservation
from posture.monitor import Monitor
from posture.settings import Settings
from posture.testing.list_source import ListSource
from posture.testing.scenario import scenario
from tui import feeds
from tui.feeds import Watching, _session, watching_feed


def test_a_kept_reference_is_used_by_the_monitor_and_can_be_tried(tmp_path: Path) -> None:
    where = places({"POSTURE_HOME": str(tmp_path)})
    source = scenario("upright 13.5s; upright 10s; slouch 10s; upright 12s").source()
    items = [item for item in source.observations() if isinstance(item, PoseObservation)]
    monitor = Monitor(Settings())
    session = _session(Settings(), where, source, monitor, [], "office")
    monitor.start(items[0].at, "scenario")
    calibration = session.calibrate(items[0].at)
    while calibration.observe(items.pop(0)).phase != "done":
        pass
    outcome = calibration.outcome()
    step = session.keep(items[0].at, outcome)
    assert [event.type for event in step.events] == ["calibrated"]
    assert read_profile(where.profiles / "office.json").name == "office"
    validation = session.validate(items[0].at, outcome)
    parts = []
    for item in items:
        parts.append(validation.observe(item).part)
        if parts[-1] == "done":
            break
    assert list(dict.fromkeys(parts)) == ["look_around", "slump", "upright_again", "done"]
    assert validation.outcome().verdict == "works"


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
    for _step in session.steps(session.source, lambda _at: (), lambda: True):
        pass
