"""A live run: the camera is an MJPEG server on the loopback address whose plug is pulled in the middle."""

from __future__ import annotations

import json
import signal
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import Command
from tests.mjpeg_server import MjpegServer
from tests.portraits import AWAY, SINK, Shot, portrait_frames

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def server() -> Iterator[MjpegServer]:
    """Somebody who sits still, for ever."""
    server = MjpegServer(portrait_frames([Shot(seconds=3)], fps=5), fps=10)
    yield server
    server.close()


def read_until(process: subprocess.Popen[str], kind: str) -> list[dict[str, object]]:
    """The events up to and with the first of this type; blocks until it comes (the suite has a limit)."""
    assert process.stdout is not None
    events = []
    for line in process.stdout:
        events.append(json.loads(line))
        if events[-1]["type"] == kind:
            return events
        if events[-1]["type"] == "calibration_failed":
            break
    msg = f"{kind} never came, only {events}"
    raise AssertionError(msg)


def types(events: list[dict[str, object]]) -> list[object]:
    """The types alone."""
    return [event["type"] for event in events]


def today(posture: Command) -> dict[str, float]:
    """Today's figures."""
    ran = posture("log", "--format", "json")
    assert ran.code == 0
    figures: dict[str, float] = json.loads(ran.out)["totals"]
    return figures


def test_a_stream_that_is_cut_and_restored(posture: Command, server: MjpegServer) -> None:
    process = posture.start("watch", "--source", server.url, "--calibrate", "0:7")
    begun = read_until(process, "calibrated")
    assert types(begun) == ["session_started", "present", "sitting_started", "calibrated"]

    second = posture("watch", "--source", server.url)
    assert second.code == 1
    assert f"another posture monitor (process {process.pid}) already watches {server.url};" in second.err
    assert "`posture attach`" in second.err
    third = posture("calibrate", "--source", server.url)
    assert (third.code, third.out) == (1, "")
    assert third.err == (
        f"posture: another posture monitor (process {process.pid}) already watches {server.url}: in the app "
        "`c` sets a reference; a monitor without a screen has to be ended first\n"
    )

    server.cut()
    assert types(read_until(process, "camera_lost")) == ["camera_lost"]
    while_written = today(posture)
    assert while_written["watched_s"] > 0
    server.restore()
    assert types(read_until(process, "present")) == ["camera_restored", "present"]

    process.send_signal(signal.SIGTERM)
    rest, complaints = process.communicate(timeout=20)
    assert process.returncode == 128 + signal.SIGTERM
    assert complaints == ""
    ended = [json.loads(line) for line in rest.splitlines()]
    assert [event["type"] for event in ended] == ["sitting_ended", "session_ended"]
    figures = today(posture)
    assert figures["watched_s"] == pytest.approx(
        figures["sitting_s"] + figures["away_s"] + figures["unknown_s"], abs=0.01
    )
    assert figures["unknown_s"] >= 3
    assert figures["sitting_s"] == pytest.approx(ended[0]["duration_s"], abs=0.01)


def test_a_killed_monitor_leaves_a_log_that_is_closed_truthfully(
    posture: Command, server: MjpegServer
) -> None:
    process = posture.start("watch", "--source", server.url)
    read_until(process, "sitting_started")
    process.kill()
    process.communicate(timeout=20)
    before = today(posture)
    again = posture.start("watch", "--source", server.url)
    read_until(again, "sitting_started")
    again.send_signal(signal.SIGINT)
    again.communicate(timeout=20)
    assert again.returncode == 130
    after = today(posture)
    assert after["watched_s"] >= before["watched_s"]
    assert after["watched_s"] == pytest.approx(after["sitting_s"] + after["unknown_s"], abs=0.01)


LIVE = (
    Shot(seconds=8),
    Shot(seconds=7, warp=SINK),
    Shot(seconds=4),
    Shot(seconds=8, warp=AWAY),
    Shot(seconds=10),
)
"""Each viewer sees it from its beginning."""


def test_a_live_run_finds_what_was_put_in_and_finds_it_again_after_the_cut(posture: Command) -> None:
    server = MjpegServer(portrait_frames(LIVE, fps=5), fps=5)
    try:
        process = posture.start("watch", "--source", server.url, "--calibrate", "0:6")
        events = read_until(process, "away") + read_until(process, "present")
        server.cut()
        events += read_until(process, "camera_lost")
        server.restore()
        events += read_until(process, "slouch_ended")
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
    finally:
        server.close()
    assert process.returncode == 130
    shifts = [event for event in events if event["type"] == "posture_shift"]
    told = [event for event in events if event["type"] not in ("sitting_started", "posture_shift")]
    assert types(told) == [
        "session_started", "present", "calibrated", "slouch_started", "slouch_ended", "away", "present",
        "camera_lost", "camera_restored", "present", "slouch_started", "slouch_ended",
    ]  # fmt: skip
    zero = told[0]["t"]
    assert isinstance(zero, float)
    sink, away, back = (told[index] for index in (4, 5, 6))
    assert (sink["label"], told[-1]["label"]) == ("slouched", "slouched")
    assert len(shifts) >= 2  # into the first episode at least, and out of it
    near = {"sink": (sink, 8, 15), "away": (away, 19, None), "back": (back, 27, None)}
    for name, (event, begin, end) in near.items():
        assert event["since_t"] == pytest.approx(zero + begin, abs=2), name
        if end is not None:
            assert event["until_t"] == pytest.approx(zero + end, abs=2), name
