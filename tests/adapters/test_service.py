"""The service's files hold exactly what they should, and the system's manager is told in the right order."""

from __future__ import annotations

import os
import plistlib
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from posture.adapters.service_files import (
    Service,
    launchd_plist,
    runtime_folder_name,
    systemd_unit,
    windows_task,
)
from posture.adapters.service_manager import Called, call_program, manager_for
from posture.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import Sequence

GOLDEN = Path(__file__).parent / "golden"

CAMERA = Service(
    command=("/opt/posture/bin/posture", "watch"),
    environment=(),
    writes=(Path("/home/anna/.local/share/posture"), Path("/home/anna/.config/posture")),
    runtime_folder="posture",
    network=False,
    account="DESK\\anna & co",
)
STREAM = Service(
    command=("/opt/my tools/posture", "watch", "--source", "rtsp://cam/100%?a=$b"),
    environment=(("POSTURE_HOME", "/home/anna/my data"),),
    writes=(Path("/home/anna/my data/data"), Path("/home/anna/my data/run")),
    runtime_folder=None,
    network=True,
)


@pytest.mark.parametrize(("name", "service"), [("camera", CAMERA), ("stream", STREAM)])
@pytest.mark.parametrize(
    ("suffix", "make"), [("service", systemd_unit), ("plist", launchd_plist), ("xml", windows_task)]
)
def test_the_text_is_this(name: str, service: Service, suffix: str, make: object) -> None:
    assert callable(make)
    text = make(service)
    assert text == (GOLDEN / f"{name}.{suffix}").read_text()
    if suffix == "plist":
        assert plistlib.loads(text.encode())["ProgramArguments"] == list(service.command)
    if suffix == "xml":
        ET.fromstring(text.encode("utf-16"))


SCHEMA = {
    "Task": {"Triggers", "Principals", "Settings", "Actions"},
    "Triggers": {"LogonTrigger"},
    "LogonTrigger": {"UserId"},
    "Principals": {"Principal"},
    "Principal": {"UserId", "LogonType", "RunLevel"},
    "Settings": {
        "MultipleInstancesPolicy", "DisallowStartIfOnBatteries", "StopIfGoingOnBatteries",
        "ExecutionTimeLimit", "RestartOnFailure",
    },
    "RestartOnFailure": {"Interval", "Count"},
    "Actions": {"Exec"},
    "Exec": {"Command", "Arguments"},
}  # fmt: skip
"""What may stand in what, of those we use: the Task Scheduler's published schema (taskschedulerschema)."""


@pytest.mark.parametrize("service", [CAMERA, STREAM])
def test_the_task_keeps_to_the_published_schema(service: Service) -> None:
    task = ET.fromstring(windows_task(service).encode("utf-16"))
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    found: dict[str, str] = {}
    for element in task.iter():
        name = element.tag.removeprefix(space)
        children = [child.tag.removeprefix(space) for child in element]
        assert set(children) <= SCHEMA.get(name, set()), name
        assert len(children) == len(set(children)), name
        found[name] = element.text or ""
    assert 1 <= int(found["Count"]) <= 255  # xs:unsignedByte
    assert found["Interval"] == "PT2M"  # xs:duration from PT1M to P31D
    assert (found["LogonType"], found["RunLevel"]) == ("InteractiveToken", "LeastPrivilege")
    assert found.get("UserId") == service.account


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
@pytest.mark.parametrize("service", [CAMERA, STREAM])
def test_systemd_has_nothing_to_say_about_the_unit(service: Service, tmp_path: Path) -> None:
    program = tmp_path / "my tools" / "posture"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    unit = tmp_path / "posture.service"
    unit.write_text(systemd_unit(replace(service, command=(str(program), *service.command[1:]))))
    done = subprocess.run(
        ["systemd-analyze", "--user", "verify", str(unit)],
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stderr, done.returncode) == ("", 0)


def test_the_runtime_folder_is_named_from_the_users_own() -> None:
    assert runtime_folder_name(Path("/run/user/1000/posture"), "/run/user/1000") == "posture"
    assert runtime_folder_name(Path("/elsewhere/run"), "/run/user/1000") is None
    assert runtime_folder_name(Path("/elsewhere/run"), None) is None


class Programs:
    """The system's programs: remembers what was asked; fails where it is told to."""

    def __init__(self, **fails: str) -> None:
        self.asked: list[str] = []
        self.fails = fails

    def __call__(self, words: Sequence[str]) -> Called:
        line = " ".join(words)
        self.asked.append(line)
        for word, said in self.fails.items():
            if word in line:
                return Called(code=1, said=said)
        return Called(code=0, said="active" if "is-active" in line else "")


def test_systemd_installs_starts_tells_and_removes(tmp_path: Path) -> None:
    programs = Programs()
    manager = manager_for("linux", {"HOME": str(tmp_path)}, programs)
    unit = tmp_path / ".config" / "systemd" / "user" / "posture.service"
    assert manager.status() == "not installed"
    assert not manager.remove()
    assert programs.asked == []
    assert manager.install(CAMERA) == str(unit)
    assert unit.read_text() == systemd_unit(CAMERA)
    assert manager.status() == "active"
    assert manager.remove()
    assert not unit.exists()
    assert programs.asked == [
        "systemctl --user show-environment",
        "systemctl --user daemon-reload",
        "systemctl --user enable posture.service",
        "systemctl --user restart posture.service",
        "systemctl --user is-active posture.service",
        "systemctl --user disable --now posture.service",
        "systemctl --user daemon-reload",
    ]


def test_a_user_without_a_running_systemd_gets_a_sentence_and_no_file(tmp_path: Path) -> None:
    programs = Programs(**{"show-environment": "Failed to connect to bus:\n No such file"})
    manager = manager_for("linux", {"XDG_CONFIG_HOME": str(tmp_path)}, programs)
    with pytest.raises(ServiceError) as error:
        manager.install(CAMERA)
    assert str(error.value) == (
        "the user's own systemd does not answer (Failed to connect to bus: No such file); "
        "`posture watch` works without it"
    )
    assert list(tmp_path.iterdir()) == []


def test_launchd_and_the_task_scheduler_are_told_too(tmp_path: Path) -> None:
    programs = Programs()
    mac = manager_for("darwin", {"HOME": str(tmp_path)}, programs)
    agent = tmp_path / "Library" / "LaunchAgents" / "posture.watch.plist"
    assert mac.install(CAMERA) == str(agent)
    assert agent.read_text() == launchd_plist(CAMERA)
    assert (mac.status(), mac.remove(), mac.status()) == ("loaded", True, "not installed")
    windows = manager_for("win32", {"HOME": str(tmp_path)}, programs)
    assert windows.install(CAMERA) == "the task 'posture watch'"
    assert (windows.status(), windows.remove()) == ("installed", True)
    assert programs.asked == [
        f"launchctl load -w {agent}",
        "launchctl list posture.watch",
        f"launchctl unload -w {agent}",
        f"schtasks /Create /F /TN posture watch /XML {programs.asked[3].split()[-1]}",
        "schtasks /Run /TN posture watch",
        "schtasks /Query /TN posture watch",
        "schtasks /End /TN posture watch",
        "schtasks /Delete /F /TN posture watch",
    ]
    assert not Path(programs.asked[3].split()[-1]).exists()


def test_a_refusal_is_one_sentence(tmp_path: Path) -> None:
    for platform, word in (("linux", "enable"), ("darwin", "load"), ("win32", "/Create")):
        manager = manager_for(platform, {"HOME": str(tmp_path)}, Programs(**{word: "no\nway"}))
        with pytest.raises(ServiceError, match=r"\(no way\); `posture watch` works without it"):
            manager.install(CAMERA)


def test_a_system_without_a_manager_says_what_to_do_instead() -> None:
    with pytest.raises(ServiceError, match="run `posture watch` yourself"):
        manager_for("sunos5", {})
    with pytest.raises(ServiceError, match="no-such-program is not there, so no service can be kept here"):
        call_program(("no-such-program",))
