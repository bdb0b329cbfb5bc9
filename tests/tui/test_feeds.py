"""The session behind the app on the real monitor: a reference is made, kept, used and tried."""

from __future__ import annotations

from pathlib import Path

from calibration.profile_file import read_profile
from posture.adapters.data_dirs import places
from posture.landmarks import PoseObservation
from posture.monitor import Monitor
from posture.settings import Settings
from posture.testing.scenario import scenario
from tui.feeds import _session


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
