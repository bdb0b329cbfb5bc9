"""The place of the running monitor: taken before the camera, and no reason to stop where it cannot be had."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posture.adapters.control_client import ask
from posture.adapters.control_socket import ControlServer
from posture.adapters.data_dirs import places
from posture.errors import ControlError, MonitorRunningError, NoMonitorError, SourceError
from posture.events import SessionStarted
from posture.settings import Settings
from posture.status import Step
from tests.tui.scripted_feed import at, upright
from tui import camera_taken, feeds
from tui.camera_taken import refuse_if_watched
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


def test_a_camera_or_stream_that_the_monitor_has_is_not_opened_again(where: Places) -> None:
    refuse_if_watched(where.runtime, "0", "end it")  # nobody has it
    control = Control(where, no_warning)
    try:
        with pytest.raises(MonitorRunningError, match=r"^this one is starting: try again in a moment"):
            refuse_if_watched(where.runtime, "0", "end it")
        begun = SessionStarted(at=at(0), source="0")
        control.accept(Step(status=upright(0), events=(begun,)))
        for same in ("0", "/dev/video0"):
            with pytest.raises(MonitorRunningError, match=r"^this one already watches camera 0: end it$"):
                refuse_if_watched(where.runtime, same, "end it")
        for other in ("1", "/dev/video1", "http://10.0.0.7/video", "day.jsonl", "clip.mp4"):
            refuse_if_watched(where.runtime, other, "end it")
        stream = SessionStarted(at=at(1), source="http://***@10.0.0.7/video")
        control.accept(Step(status=upright(1), events=(stream,)))
        refuse_if_watched(where.runtime, "0", "end it")
        with pytest.raises(MonitorRunningError, match="already watches http"):
            refuse_if_watched(where.runtime, "http://anna:secret@10.0.0.7/video", "end it")
    finally:
        control.close()


def test_a_monitor_that_says_nothing_may_have_the_camera(
    where: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera_taken, "GREETING_TIMEOUT_S", 0.05)
    silent = ControlServer(where.runtime)
    try:
        with pytest.raises(ControlError, match="the running monitor does not answer"):
            refuse_if_watched(where.runtime, "0", "end it")
    finally:
        silent.close()
