"""Notifications never stop the monitor: the real library without a desktop, and a terminal that is gone."""

from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from posture.adapters import notify
from posture.adapters.log_file import append_to_log
from posture.adapters.notify import Bell, DesktopNotifications
from tests.adapters.scripted_camera import SteppedClock

if TYPE_CHECKING:
    from pathlib import Path


class FakeLibrary:
    """`desktop_notifier.DesktopNotifier`, as far as it is used; logs a failure as the real one does."""

    def __init__(self, *, fails: bool = False) -> None:
        self.sent: list[tuple[str, str]] = []
        self._fails = fails

    async def send(self, *, title: str, message: str) -> None:
        self.sent.append((title, message))
        if self._fails:
            try:
                self._reach()
            except ConnectionError:
                logging.getLogger("desktop_notifier.backends.base").warning(
                    "Notification failed", exc_info=True
                )

    def _reach(self) -> None:
        msg = "no daemon"
        raise ConnectionError(msg)


def test_what_is_told_arrives_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    library = FakeLibrary()
    monkeypatch.setattr(notify, "_library_notifier", lambda: library)
    reports: list[str] = []
    notifier = DesktopNotifications(reports.append, environ={})
    notifier.notify("A", "one")
    notifier.notify("B", "two")
    notifier.close()
    notifier.close()
    assert library.sent == [("A", "one"), ("B", "two")]
    assert reports == []


def test_a_failure_is_reported_once_and_the_next_one_is_still_tried(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    library = FakeLibrary(fails=True)
    monkeypatch.setattr(notify, "_library_notifier", lambda: library)
    reports: list[str] = []
    notifier = DesktopNotifications(reports.append, environ={})
    for text in ("one", "two"):
        notifier.notify("A", text)
    notifier.close()
    assert len(library.sent) == 2
    assert len(reports) == 1
    assert reports[0].startswith(
        "desktop notifications do not work here (ConnectionError: no daemon); prompts"
    )
    assert caplog.records == []  # nothing of the library's own complaint reaches the screen


def test_a_library_that_cannot_be_loaded_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> FakeLibrary:
        msg = "no module named dbus_fast"
        raise ImportError(msg)

    monkeypatch.setattr(notify, "_library_notifier", broken)
    reports: list[str] = []
    notifier = DesktopNotifications(reports.append, environ={})
    for _ in range(20):  # more than can wait: the rest is dropped
        notifier.notify("A", "one")
    notifier.close()
    assert len(reports) == 1
    assert "(ImportError: no module named dbus_fast)" in reports[0]


@pytest.mark.parametrize(
    "address", ["tcp:host=10.0.0.1,port=5", "unix:path=/run/x;tcp:host=localhost,port=1", "nonce-tcp:port=1"]
)
def test_a_desktop_that_is_reached_over_the_network_is_not_used(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = FakeLibrary()
    monkeypatch.setattr(notify, "_library_notifier", lambda: library)
    reports: list[str] = []
    notifier = DesktopNotifications(reports.append, environ={"DBUS_SESSION_BUS_ADDRESS": address})
    notifier.notify("A", "one")
    notifier.close()
    assert library.sent == []
    assert len(reports) == 1
    assert "reached over the network" in reports[0]


REAL = """
import json, sys
from posture.adapters.notify import DesktopNotifications
before = set(sys.modules)
reports = []
notifier = DesktopNotifications(reports.append)
loaded = "desktop_notifier" in sys.modules
notifier.notify("Time for a change", "You have been sitting.")
notifier.notify("Time for a change", "You have been sitting.")
notifier.close()
print(json.dumps({"reports": reports, "loaded_before": loaded, "loaded": "desktop_notifier" in sys.modules}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is Linux's way to notify")
@pytest.mark.parametrize("bus", [None, "unix:path=/nonexistent/bus"])
def test_the_real_library_without_a_desktop_fails_quietly(bus: str | None, tmp_path: Path) -> None:
    environment = {"HOME": str(tmp_path), "PATH": ""}
    if bus is not None:
        environment["DBUS_SESSION_BUS_ADDRESS"] = bus
    done = subprocess.run(
        [sys.executable, "-c", REAL], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert (told["loaded_before"], told["loaded"]) == (False, True)
    assert len(told["reports"]) == 1
    assert told["reports"][0].startswith("desktop notifications do not work here (")


class Terminal(io.StringIO):
    """A text stream that is a terminal, or was one."""

    def isatty(self) -> bool:
        """Ask the stream first: a closed one has no answer."""
        super().isatty()
        return True


def test_the_bell_rings_at_a_terminal_and_nowhere_else() -> None:
    terminal, file, gone = Terminal(), io.StringIO(), Terminal()
    gone.close()
    for stream in (terminal, file, gone):
        bell = Bell(stream)
        bell.notify("A", "one")
        bell.close()
    assert (terminal.getvalue(), file.getvalue()) == ("\a", "")


def test_a_line_in_the_log_file_has_its_time_and_is_the_users_alone(tmp_path: Path) -> None:
    log = tmp_path / "state" / "native.log"
    for sentence in ("no desktop\nhere", "again"):
        append_to_log(log, SteppedClock(), sentence)
    assert log.read_text() == (
        "2026-11-20T12:00:00+00:00 posture: no desktop here\n2026-11-20T12:00:00+00:00 posture: again\n"
    )
    assert log.stat().st_mode & 0o777 == 0o600
    append_to_log(tmp_path / "state" / "native.log" / "x", SteppedClock(), "nowhere to write")


class AskedLibrary:
    """What a desktop says about notifications before any is sent."""

    def __init__(self, *, can: bool = True, may: bool = True) -> None:
        self._can, self._may = can, may

    async def get_capabilities(self) -> frozenset[str]:
        return frozenset({"title"} if self._can else ())

    async def has_authorisation(self) -> bool:
        return self._may


@pytest.mark.parametrize(
    ("can", "may", "why"),
    [
        (True, True, None),
        (False, True, "the desktop does not allow them"),
        (True, False, "the desktop does not allow them"),
    ],
)
def test_whether_the_desktop_takes_notifications_is_found_out_without_one(
    monkeypatch: pytest.MonkeyPatch, *, can: bool, may: bool, why: str | None
) -> None:
    monkeypatch.setattr(notify, "_library_notifier", lambda: AskedLibrary(can=can, may=may))
    assert notify.why_no_notifications({}) == why


def test_a_desktop_over_the_network_or_none_at_all_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    over_network = {"DBUS_SESSION_BUS_ADDRESS": "tcp:host=example.org"}
    assert "over the network" in (notify.why_no_notifications(over_network) or "")

    def nobody() -> AskedLibrary:
        msg = "no bus"
        raise ConnectionError(msg)

    monkeypatch.setattr(notify, "_library_notifier", nobody)
    assert notify.why_no_notifications({}) == "it says: no bus"


def test_a_computer_without_a_desktop_session_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> AskedLibrary:
        msg = "DBUS_SESSION_BUS_ADDRESS not set and could not get DISPLAY environment variable"
        raise type("InvalidAddressError", (ValueError,), {})(msg)

    def homeless() -> AskedLibrary:
        raise KeyError("HOME")

    for without in (nowhere, homeless):
        monkeypatch.setattr(notify, "_library_notifier", without)
        assert notify.why_no_notifications({}) == "there is no desktop session here"
