"""The line between the monitor and its commands: who may use it, who gets it, and what a fault costs."""

from __future__ import annotations

import errno
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from posture.adapters import control_socket
from posture.adapters.control_channel import LARGEST_LINE_BYTES, connect
from posture.adapters.control_client import ask
from posture.adapters.control_socket import ControlServer
from posture.errors import ControlError, MonitorRunningError, NoMonitorError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture.adapters.control_channel import Channel

STATUS = {"ok": True, "pid": 4711, "source": "0"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the socket is; not there yet."""
    return tmp_path / "run"


@pytest.fixture
def server(folder: Path) -> Iterator[ControlServer]:
    """A monitor's door that answers with what it was asked."""
    server = ControlServer(folder)
    server.serve(lambda request: {**STATUS, "asked": request})
    yield server
    server.close()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def raw(folder: Path, line: bytes) -> dict[str, Any]:
    channel = connect(folder, timeout_s=5)
    try:
        channel.send(line)
        answer: dict[str, Any] = json.loads(channel.receive())
    finally:
        channel.close()
    return answer


def test_a_question_is_answered_and_only_the_user_can_ask(folder: Path, server: ControlServer) -> None:
    assert ask(folder, {"request": "status", "word": "größer"})["asked"]["word"] == "größer"
    assert mode(folder) == 0o700
    assert mode(folder / "control.sock") == 0o600
    server.close()
    server.close()
    assert not (folder / "control.sock").exists()


def test_without_a_monitor_there_is_a_sentence_and_nothing_is_made(folder: Path) -> None:
    with pytest.raises(NoMonitorError, match=r"^no monitor is running; start one with `posture`"):
        ask(folder, {"request": "status"})
    assert not folder.exists()


def test_a_second_monitor_is_told_who_holds_the_place(folder: Path, server: ControlServer) -> None:
    with pytest.raises(
        MonitorRunningError, match=r"\(process 4711\) already watches camera 0; `posture attach`"
    ):
        ControlServer(folder)
    assert ask(folder, {})["ok"]
    server.close()
    ControlServer(folder).close()


@pytest.mark.usefixtures("server")
def test_a_monitor_whose_lock_file_was_cleaned_away_keeps_its_door(folder: Path) -> None:
    (folder / "control.lock").unlink()
    with pytest.raises(MonitorRunningError):
        ControlServer(folder)
    assert ask(folder, {"request": "status"})["ok"]


def test_a_monitor_that_cannot_say_who_it_is_still_holds_the_place(folder: Path) -> None:
    silent = ControlServer(folder)  # its camera is being opened, or it hangs: nobody answers
    with pytest.raises(MonitorRunningError, match="another posture monitor runs already"):
        ControlServer(folder)
    stopped = r"^the running monitor does not answer: it is stopped or busy; .*`fg` in its terminal"
    with pytest.raises(ControlError, match=stopped):
        ask(folder, {}, timeout_s=0.1)
    silent.close()


@pytest.mark.skipif(sys.platform == "win32", reason="a named pipe has no queue at its door")
def test_a_queue_at_the_door_of_a_stopped_monitor_is_no_missing_monitor(folder: Path) -> None:
    """A status bar asks every few seconds, and a stopped program lets nobody in."""
    folder.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as door, ExitStack() as queue:
        door.bind(str(folder / "control.sock"))
        door.listen(0)
        for _ in range(2):
            waits = queue.enter_context(socket.socket(socket.AF_UNIX))
            waits.settimeout(0.0)
            with suppress(OSError):
                waits.connect(str(folder / "control.sock"))
        with pytest.raises(ControlError, match="it is stopped or busy"):
            ask(folder, {}, timeout_s=0.1)


def test_what_was_told_to_a_stopped_monitor_in_vain_is_not_done_later(folder: Path) -> None:
    asked: list[str] = []

    def answer(request: dict[str, Any]) -> dict[str, Any]:
        asked.append(request["request"])
        return STATUS

    server = ControlServer(folder)
    with pytest.raises(ControlError, match="does not answer"):
        ask(folder, {"request": "pause"}, timeout_s=0.05)
    server.serve(answer)
    for _ in range(3):
        assert ask(folder, {"request": "status"}) == STATUS
    assert asked == ["status"] * 3
    server.close()


HOLDER = """
import sys
from pathlib import Path
from posture.adapters.control_socket import ControlServer
server = ControlServer(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.read()
"""


def test_what_a_killed_monitor_leaves_is_no_obstacle(folder: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"ready\n"
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    assert (folder / "control.sock").exists()
    with pytest.raises(NoMonitorError):
        ask(folder, {})
    server = ControlServer(folder)
    server.serve(lambda _request: STATUS)
    assert ask(folder, {}) == STATUS
    server.close()


def test_a_folder_that_others_can_enter_is_not_used(folder: Path, server: ControlServer) -> None:
    folder.chmod(0o755)
    with pytest.raises(NoMonitorError):
        ask(folder, {})
    server.close()
    with pytest.raises(ControlError, match="is open to others"):
        ControlServer(folder)
    folder.chmod(0o700)
    ControlServer(folder).close()


def test_a_path_too_long_for_a_socket_gets_a_short_one_as_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / ("long" * 30)
    # Not below tmp_path, which may be too long for a socket itself.
    with tempfile.TemporaryDirectory(prefix="p") as name:
        short = Path(name)
        monkeypatch.setattr("tempfile.tempdir", name)
        server = ControlServer(folder)
        server.serve(lambda _request: STATUS)
        assert ask(folder, {}) == STATUS
        [own] = short.iterdir()
        assert mode(own) == 0o700
        assert own.name.startswith(f"posture-{os.getuid()}-")
        server.close()
        assert list(own.iterdir()) == []


@pytest.mark.parametrize("line", [b"", b"{", b"[1]", b"\xff", b"[" * 50_000], ids=repr)
@pytest.mark.usefixtures("server")
def test_what_is_no_request_is_refused_and_harms_nothing(folder: Path, line: bytes) -> None:
    assert raw(folder, line) == {"ok": False, "error": "a request is one JSON object on a line"}
    assert ask(folder, {})["ok"]


@pytest.mark.usefixtures("server")
def test_a_line_without_end_is_cut_off(folder: Path) -> None:
    with pytest.raises((ConnectionResetError, BrokenPipeError)):
        raw(folder, b"x" * (LARGEST_LINE_BYTES + 8192))
    assert ask(folder, {})["ok"]


@pytest.mark.usefixtures("server")
def test_who_says_nothing_keeps_nobody_waiting(folder: Path) -> None:
    idle = socket.socket(socket.AF_UNIX)
    idle.connect(str(folder / "control.sock"))
    assert ask(folder, {}, timeout_s=1.0)["ok"]
    idle.close()


def test_a_slow_answer_holds_up_no_other(folder: Path) -> None:
    go_on = Event()
    server = ControlServer(folder)
    server.serve(lambda request: STATUS if request or go_on.wait(10) else {})
    slow = connect(folder, timeout_s=10)
    slow.send(b"{}")
    assert ask(folder, {"request": "status"}) == STATUS
    go_on.set()
    assert json.loads(slow.receive()) == STATUS
    slow.close()
    server.close()


def test_a_door_that_cannot_be_opened_for_a_moment_is_opened_the_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the process has no descriptor left for one more who knocks."""
    monkeypatch.setattr(control_socket, "TRY_AGAIN_S", 0.001)
    server = ControlServer(folder)
    accept, refusals = server._listener.accept, [OSError(errno.EMFILE, "Too many open files")] * 3

    def refusing() -> Channel:
        if refusals:
            raise refusals.pop()
        return accept()

    monkeypatch.setattr(server._listener, "accept", refusing)
    server.serve(lambda _request: STATUS)
    assert ask(folder, {"request": "status"}) == STATUS
    assert refusals == []
    server.close()


def test_a_fault_in_an_answer_is_told_and_the_door_stays_open(folder: Path) -> None:
    server = ControlServer(folder)

    def answer(request: dict[str, Any]) -> dict[str, Any]:
        return {"ok": True, "half": 1 / request["divisor"]}

    server.serve(answer)
    with pytest.raises(ControlError, match=r"cannot answer \(ZeroDivisionError"):
        ask(folder, {"divisor": 0})
    assert ask(folder, {"divisor": 2})["half"] == 0.5
    server.close()
