"""Status and control as a user has them: one process watches, others ask it and tell it things."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import pytest

from posture.adapters.control_socket import ControlServer
from posture.adapters.data_dirs import places
from posture.adapters.sandbox import Confinement
from tests.cli.conftest import Command, write_story
from tests.cli.test_watch_stream import read_until, types
from tests.mjpeg_server import MjpegServer
from tests.portraits import Shot, portrait_frames
from tests.tui.test_status_line import TODAY, snapshot
from tui.commands.doctor import monitor_found

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NO_MONITOR = "posture: no monitor is running; start one with `posture` or `posture watch`\n"
NO_REFERENCE = (
    "posture: there is no reference yet, so posture is not judged; make one with `posture calibrate`"
)
LINE = f"Near your reference · sitting 20 min · next break in 10 min · {TODAY}"


@pytest.fixture(scope="module")
def server() -> Iterator[MjpegServer]:
    """Somebody who sits still, for ever."""
    server = MjpegServer(portrait_frames([Shot(seconds=3)], fps=5), fps=10)
    yield server
    server.close()


def status(posture: Command) -> dict[str, Any]:
    """What `posture status` says in JSON."""
    ran = posture("status", "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    told: dict[str, Any] = json.loads(ran.out)
    return told


def said(posture: Command, *words: str) -> str:
    """What a command prints, one line."""
    ran = posture(*words)
    assert (ran.code, ran.err, ran.out.count("\n")) == (0, "", 1), ran
    return ran.out


def test_a_running_monitor_is_asked_and_told(posture: Command, server: MjpegServer) -> None:
    process = posture.start("watch", "--source", server.url)
    read_until(process, "sitting_started")
    told = status(posture)
    assert (told["pid"], told["source"]) == (process.pid, server.url)
    assert (told["seen"]["calibrated"], told["seen"]["activity"]) == (False, "sitting")
    assert told["today"]["sitting_s"] > 0
    assert monitor_found(places(posture.environment())) == (
        f"another posture monitor (process {process.pid}) already watches {server.url}; it gave up "
        "new privileges and core dumps; it keeps the network, which the stream it was given may need"
    )
    assert said(posture, "status").startswith("No reference yet · sitting ")
    assert " · break in " in said(posture, "status", "--format", "tmux")
    assert " · break in " in said(posture, "status", "--format", "starship")
    assert json.loads(said(posture, "status", "--format", "waybar"))["class"] == "unknown"

    assert said(posture, "pause").startswith("Paused · today ")
    assert types(read_until(process, "paused")) == ["paused"]
    assert status(posture)["seen"]["paused"]
    assert not said(posture, "resume").startswith("Paused")
    assert types(read_until(process, "resumed")) == ["resumed"]
    assert "breaks snoozed until " in said(posture, "snooze", "30")
    [snoozed] = [event for event in read_until(process, "break_snoozed") if event["type"] == "break_snoozed"]
    assert snoozed["until_t"] - snoozed["t"] == 1800  # type: ignore[operator]
    assert "breaks snoozed until tomorrow" in said(posture, "snooze", "tomorrow")
    assert ", 1 break" in said(posture, "break")
    assert read_until(process, "break_taken")[-1]["verified_by"] == "self_report"
    for words in (("standing",), ("standing", "off"), ("meeting", "on"), ("meeting", "off")):
        said(posture, *words)

    attached = posture.start("attach")
    assert attached.stdout is not None
    assert " · today " in attached.stdout.readline()
    process.send_signal(signal.SIGTERM)
    rest, complaints = process.communicate(timeout=20)
    assert process.returncode == 128 + signal.SIGTERM
    assert complaints.splitlines() == [NO_REFERENCE]
    assert json.loads(rest.splitlines()[-1])["type"] == "session_ended"
    shown, complaints = attached.communicate(timeout=20)
    assert (attached.returncode, complaints) == (0, "")
    assert shown.splitlines()[-1] == "The monitor has ended."
    assert posture("status").err == NO_MONITOR


def test_without_a_monitor_bars_get_nothing_and_people_a_sentence(posture: Command) -> None:
    for words in (
        ("status",), ("status", "--format", "json"), ("attach",), ("pause",), ("resume",), ("snooze",),
        ("snooze", "tomorrow"), ("break",), ("standing", "off"), ("meeting",),
    ):  # fmt: skip
        ran = posture(*words)
        assert (ran.code, ran.out, ran.err) == (1, "", NO_MONITOR), words
    for bar in ("tmux", "starship"):
        ran = posture("status", "--format", bar)
        assert (ran.code, ran.out, ran.err) == (0, "\n", "")
    ran = posture("status", "--format", "waybar")
    assert (ran.code, json.loads(ran.out)["text"], ran.err) == (0, "", "")
    assert not posture.home.exists()


def test_wrong_words_are_wrong_usage(posture: Command) -> None:
    for words, says in (
        (("snooze", "0"), "use minutes up to 1440, or tomorrow"),
        (("snooze", "soon"), "use minutes up to 1440, or tomorrow"),
        (("snooze", "nan"), "use minutes up to 1440, or tomorrow"),
        (("standing", "maybe"), "'maybe' is not one of"),
        (("status", "--format", "polybar"), "'polybar' is not one of"),
    ):
        ran = posture(*words)
        assert (ran.code, ran.out, says in ran.err) == (2, "", True), ran


def test_a_recording_is_nobodys_monitor(posture: Command, tmp_path: Path) -> None:
    """It neither takes the place of the monitor nor minds that somebody has it."""
    story = write_story(tmp_path / "story.jsonl", "upright 20s")
    holder = ControlServer(posture.home / "run")
    assert posture("watch", "--source", str(story)).code == 0
    holder.close()
    (posture.home / "run" / "control.lock").unlink()
    (posture.home / "run").rmdir()
    assert posture("watch", "--source", str(story)).code == 0
    assert not (posture.home / "run").exists()


# --- a second monitor -----------------------------------------------------------------------------------


@pytest.fixture
def holder(posture: Command) -> Iterator[ControlServer]:
    """A monitor that runs, as far as others can tell: this process."""
    holder = ControlServer(posture.home / "run")
    holder.serve(lambda _request: {"ok": True, **snapshot().as_dict()})
    yield holder
    holder.close()


@pytest.mark.parametrize(
    ("given_up", "told"),
    [
        (
            Confinement(network=True, privileges=True, core_dumps=False),
            "; it gave up the network and new privileges",
        ),
        (
            Confinement(network=False, privileges=False, core_dumps=False),
            "; it gave up nothing; it keeps the network, which the stream it was given may need",
        ),
    ],
)
def test_doctor_tells_what_the_monitor_gave_up(posture: Command, given_up: Confinement, told: str) -> None:
    holder = ControlServer(posture.home / "run")
    holder.serve(lambda _request: {"ok": True, **replace(snapshot(), given_up=given_up).as_dict()})
    try:
        found = monitor_found(places(posture.environment()))
        assert found == f"another posture monitor (process 4711) already watches camera 0{told}"
        assert status(posture)["given_up"] == asdict(given_up)
    finally:
        holder.close()


@pytest.mark.usefixtures("holder")
@pytest.mark.parametrize("source", ["0", "1", "http://127.0.0.1:9/nothing"])
def test_a_second_monitor_says_who_watches_and_opens_nothing(posture: Command, source: str) -> None:
    ran = posture("watch", "--source", source)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("posture: another posture monitor (process 4711) already watches camera 0;")
    assert ran.err.count("\n") == 1


class AtTerminal:
    """A command at a terminal of its own."""

    def __init__(self, posture: Command, *words: str) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        environment = posture.environment(TERM="xterm")
        # They would be believed rather than the terminal.
        environment.pop("COLUMNS", None)
        environment.pop("LINES", None)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tui.cli", *words],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment,
            start_new_session=True,
        )
        os.close(theirs)
        self.screen = ""

    def until(self, words: str) -> None:
        """Read until these words are on the screen; the suite has a limit."""
        while words not in self.screen:
            self.screen += os.read(self._ours, 65536).decode(errors="replace")

    def type(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def ends(self) -> int:
        """The exit code; what it still draws is read, as a terminal does."""
        try:
            while drawn := os.read(self._ours, 65536):
                self.screen += drawn.decode(errors="replace")
        except OSError:
            pass  # the last one that had the terminal open is gone
        code = self.process.wait(timeout=60)
        os.close(self._ours)
        return code


@pytest.mark.usefixtures("holder")
@pytest.mark.parametrize("words", [("watch",), ("run",), ()], ids=["watch", "run", "posture"])
def test_at_a_terminal_it_offers_to_show_what_the_running_one_sees(
    posture: Command, words: tuple[str, ...]
) -> None:
    terminal = AtTerminal(posture, *words)
    terminal.until("Show what it sees here, now? [Y/n] ")
    assert "another posture monitor (process 4711) already watches camera 0;" in terminal.screen
    terminal.type("\n")
    terminal.until(LINE)
    terminal.type("xq")
    assert terminal.ends() == 0


@pytest.mark.usefixtures("holder")
def test_anything_but_a_yes_starts_nothing(posture: Command) -> None:
    terminal = AtTerminal(posture, "run")
    terminal.until("[Y/n] ")
    terminal.type("q\n")
    terminal.until("nothing was started")
    assert terminal.ends() == 1


def test_attach_leaves_on_q_and_ends_with_the_monitor(posture: Command, holder: ControlServer) -> None:
    one, other = AtTerminal(posture, "attach"), AtTerminal(posture, "attach")
    one.until(LINE)
    other.until(LINE)
    one.type("q")
    assert one.ends() == 0
    holder.close()
    other.until("The monitor has ended.")
    assert other.ends() == 0


def test_the_app_too_is_asked_and_told(posture: Command, server: MjpegServer) -> None:
    terminal = AtTerminal(posture, "run", "--source", server.url, "--calibrate", "0:5")
    terminal.until(f"{server.url}")
    told = status(posture)
    assert told["pid"] == terminal.process.pid
    refused = posture("watch", "--source", server.url)
    assert (refused.code, f"(process {terminal.process.pid})" in refused.err) == (1, True)
    assert said(posture, "pause").startswith("Paused")
    terminal.until("nothing is watched")
    terminal.type("p")
    terminal.until("Resumed")
    assert "breaks snoozed until tomorrow" in said(posture, "snooze", "tomorrow")
    terminal.until("snoozed until")
    assert not status(posture)["seen"]["paused"]
    terminal.type("q")
    assert terminal.ends() == 0
    assert posture("status").err == NO_MONITOR
