"""The place of the running monitor: taken before the camera, and no reason to stop where it cannot be had."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posture.adapters.control_client import ask
from posture.adapters.control_socket import ControlServer
from posture.adapters.data_dirs import places
from posture.errors import MonitorRunningError, NoMonitorError, SourceError
from posture.settings import Settings
from posture.status import Step
from tests.tui.scripted_feed import at, upright
from tui import feeds
from tui.commands import doctor
from tui.commands.exercise import exercise
from tui.control import Control
from tui.feeds import Watching, watching_feed

if TYPE_CHECKING:
    from pathlib import Path

    from posture.adapters.data_dirs import Places

STATUS = {"request": "status"}


@pytest.fixture
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A user's places."""
    monkeypatch.setenv("POSTURE_HOME", str(tmp_path))
    return places({"POSTURE_HOME": str(tmp_path)})


def no_warning(sentence: str) -> None:
    raise AssertionError(sentence)


def test_whoever_asks_gets_the_newest_status_until_the_monitor_ends(where: Places) -> None:
    control = Control(where, no_warning)
    assert ask(where.runtime, STATUS)["seen"] is None
    control.accept(Step(status=upright(60), events=()))
    assert ask(where.runtime, STATUS)["seen"]["bout_s"] == 60
    with pytest.raises(MonitorRunningError):
        Control(where, no_warning)
    control.close()
    control.close()
    with pytest.raises(NoMonitorError):
        ask(where.runtime, STATUS)


def test_a_monitor_that_cannot_be_reached_still_watches(where: Places) -> None:
    where.runtime.mkdir(mode=0o755)
    warnings: list[str] = []
    control = Control(where, warnings.append)
    assert len(warnings) == 1
    assert warnings[0].startswith("`posture status` and the like will not reach this monitor: ")
    assert "is open to others" in warnings[0]
    control.accept(Step(status=upright(60), events=()))
    assert list(control.inputs(at(60))) == []
    control.close()


def test_the_app_takes_the_place_before_it_opens_the_camera_and_lets_it_go_when_that_fails(
    where: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str | None] = []

    def open_nothing(_settings: Settings, source: str | None, **_options: object) -> None:
        opened.append(source)
        with pytest.raises(MonitorRunningError):
            ControlServer(where.runtime)
        msg = "There is no picture."
        raise SourceError(msg)

    monkeypatch.setattr(feeds, "open_configured", open_nothing)
    feed = watching_feed(Watching(settings=Settings(), source="0"))
    holder = ControlServer(where.runtime)
    with pytest.raises(MonitorRunningError):
        feed.open_session()
    assert opened == []
    holder.close()
    for _attempt in range(2):
        with pytest.raises(SourceError):
            feed.open_session()
    assert opened == ["0", "0"]


def test_an_exercise_is_not_begun_beside_a_running_monitor_and_doctor_names_it(where: Places) -> None:
    assert doctor.monitor_found(where) == "none is running"
    control = Control(where, no_warning)
    try:
        assert doctor.monitor_found(where) == "this one is starting"
        with pytest.raises(MonitorRunningError) as refused:
            exercise("squat", source="0")
    finally:
        control.close()
    assert str(refused.value) == (
        "this one is starting: do the exercise there (key 3 in the app), or end it first"
    )
