"""The system's own manager of services, told what to run and asked how it is: one class for each system."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from posture.adapters.private_files import storage_errors, write_private_file
from posture.adapters.service_files import (
    LAUNCHD_LABEL,
    TASK_NAME,
    UNIT_NAME,
    Service,
    launchd_plist,
    systemd_unit,
    windows_task,
)
from posture.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import Mapping

CALL_TIMEOUT_S = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """How a program ended and what it said."""

    code: int
    said: str


Call = Callable[[Sequence[str]], Called]
"""Runs a program to its end."""


class ServiceManager(Protocol):
    """Where services live."""

    def text(self, service: Service) -> str:
        """What is written for this service."""
        ...

    def install(self, service: Service) -> str:
        """Write it, start it now and at every login; where it was written.

        Raises:
            ServiceError: the system has no such manager, or it refused.
        """
        ...

    def remove(self) -> bool:
        """Stop it and take it away; whether it was there."""
        ...

    def status(self) -> str:
        """`not installed`, or how it is in the manager's own word."""
        ...


def call_program(words: Sequence[str]) -> Called:
    """Run a program without a shell.

    Raises:
        ServiceError: there is none of this name, or it does not end.
    """
    program = shutil.which(words[0])
    if program is None:
        msg = f"{words[0]} is not there, so no service can be kept here; run `posture watch` yourself"
        raise ServiceError(msg)
    try:
        done = subprocess.run(  # noqa: S603 - the system's own program, with words of ours
            [program, *words[1:]], capture_output=True, text=True, check=False, timeout=CALL_TIMEOUT_S
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        msg = f"{words[0]} did not answer ({error}); try again, or run `posture watch` yourself"
        raise ServiceError(msg) from error
    return Called(code=done.returncode, said=(done.stderr.strip() or done.stdout.strip()))


def manager_for(platform: str, environ: Mapping[str, str], call: Call = call_program) -> ServiceManager:
    """The manager of this system (`sys.platform`).

    Raises:
        ServiceError: none is known for it.
    """
    home = Path(environ.get("HOME") or Path.home())
    if platform == "linux":
        config = Path(environ.get("XDG_CONFIG_HOME") or home / ".config")
        return SystemdManager(config / "systemd" / "user" / UNIT_NAME, call)
    if platform == "darwin":
        return LaunchdManager(home / "Library" / "LaunchAgents" / f"{LAUNCHD_LABEL}.plist", call)
    if platform == "win32":
        return TaskManager(call)
    msg = f"services of a user are not known on {platform}; run `posture watch` yourself"
    raise ServiceError(msg)


class SystemdManager:
    """A unit of the user's own systemd."""

    def __init__(self, file: Path, call: Call) -> None:
        self._file = file
        self._call = call

    def text(self, service: Service) -> str:
        """The unit."""
        return systemd_unit(service)

    def install(self, service: Service) -> str:
        """Write and start it."""
        self._must("show-environment", why="the user's own systemd does not answer")
        write_private_file(self._file, self.text(service).encode())
        self._must("daemon-reload", why="systemd did not read the unit")
        self._must("enable", UNIT_NAME, why="systemd did not enable it")
        self._must("restart", UNIT_NAME, why="systemd did not start it")
        return str(self._file)

    def remove(self) -> bool:
        """Stop and remove it; a manager that does not answer cannot be running it."""
        if not self._file.exists():
            return False
        self._systemctl("disable", "--now", UNIT_NAME)
        with storage_errors(self._file):
            self._file.unlink()
        self._systemctl("daemon-reload")
        return True

    def status(self) -> str:
        """What `systemctl is-active` says."""
        if not self._file.exists():
            return "not installed"
        return self._systemctl("is-active", UNIT_NAME).said or "unknown"

    def _systemctl(self, *words: str) -> Called:
        return self._call(("systemctl", "--user", *words))

    def _must(self, *words: str, why: str) -> None:
        called = self._systemctl(*words)
        if called.code != 0:
            msg = f"{why} ({_one_line(called.said)}); `posture watch` works without it"
            raise ServiceError(msg)


class LaunchdManager:
    """An agent of launchd."""

    def __init__(self, file: Path, call: Call) -> None:
        self._file = file
        self._call = call

    def text(self, service: Service) -> str:
        """The property list."""
        return launchd_plist(service)

    def install(self, service: Service) -> str:
        """Write and load it, after an older one was unloaded."""
        if self._file.exists():
            self._call(("launchctl", "unload", str(self._file)))
        write_private_file(self._file, self.text(service).encode())
        called = self._call(("launchctl", "load", "-w", str(self._file)))
        if called.code != 0:
            msg = f"launchd did not load it ({_one_line(called.said)}); `posture watch` works without it"
            raise ServiceError(msg)
        return str(self._file)

    def remove(self) -> bool:
        """Unload and remove it."""
        if not self._file.exists():
            return False
        self._call(("launchctl", "unload", "-w", str(self._file)))
        with storage_errors(self._file):
            self._file.unlink()
        return True

    def status(self) -> str:
        """Whether launchd lists it."""
        if not self._file.exists():
            return "not installed"
        return "loaded" if self._call(("launchctl", "list", LAUNCHD_LABEL)).code == 0 else "not loaded"


class TaskManager:
    """A task of Windows' Task Scheduler."""

    def __init__(self, call: Call) -> None:
        self._call = call

    def text(self, service: Service) -> str:
        """The task as XML."""
        return windows_task(service)

    def install(self, service: Service) -> str:
        """Register and run it; the file is needed only for that."""
        descriptor, name = tempfile.mkstemp(suffix=".xml")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(self.text(service).encode("utf-16"))
            self._must("/Create", "/F", "/TN", TASK_NAME, "/XML", name)
        finally:
            Path(name).unlink(missing_ok=True)
        self._must("/Run", "/TN", TASK_NAME)
        return f"the task {TASK_NAME!r}"

    def remove(self) -> bool:
        """End and delete it."""
        self._call(("schtasks", "/End", "/TN", TASK_NAME))
        return self._call(("schtasks", "/Delete", "/F", "/TN", TASK_NAME)).code == 0

    def status(self) -> str:
        """Whether the scheduler knows it."""
        called = self._call(("schtasks", "/Query", "/TN", TASK_NAME))
        return "installed" if called.code == 0 else "not installed"

    def _must(self, *words: str) -> None:
        called = self._call(("schtasks", *words))
        if called.code != 0:
            msg = f"the Task Scheduler refused ({_one_line(called.said)}); `posture watch` works without it"
            raise ServiceError(msg)


def _one_line(said: str) -> str:
    return " ".join(said.split()) or "it did not say why"
