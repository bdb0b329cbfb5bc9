"""The text that makes the monitor a service of the user: for systemd, launchd and the Task Scheduler.

Pure functions: what is written is what `posture service install --print` shows.
"""

from __future__ import annotations

import plistlib
from dataclasses import dataclass
from pathlib import Path, PurePath
from xml.sax.saxutils import escape

UNIT_NAME = "posture.service"
LAUNCHD_LABEL = "posture.watch"
TASK_NAME = "posture watch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What is to run.

    Attributes:
        command: the program and its words.
        environment: what it needs beside the user's own, such as `POSTURE_HOME`.
        writes: the folders it writes to.
        runtime_folder: the name of its folder below the user's runtime folder, or `None` if it is elsewhere.
        network: whether the source is a stream.
        account: whose task it is on Windows, with the domain before it; for any user it would
            need an administrator.
    """

    command: tuple[str, ...]
    environment: tuple[tuple[str, str], ...]
    writes: tuple[Path, ...]
    runtime_folder: str | None
    network: bool
    account: str | None = None


def systemd_unit(service: Service) -> str:
    """The unit of systemd for the user's own manager.

    Only what needs no privilege and no namespace is always there. `ProtectHome`, `ProtectSystem` and
    `PrivateNetwork` need user namespaces: where the system forbids those, systemd goes on without them, and
    the address families and the monitor's own refusal of the network remain.
    """
    lines = [
        "[Unit]",
        "Description=posture: the monitor without a screen",
        "Documentation=man:systemd.exec(5)",
        "# A camera that is not there yet is tried again for as long as it takes.",
        "StartLimitIntervalSec=0",
        "",
        "[Service]",
        "Type=exec",
        f"ExecStart={' '.join(_systemd_word(word).replace('$', '$$') for word in service.command)}",
        *(f"Environment={_systemd_word(f'{name}={value}')}" for name, value in service.environment),
        "# Events go to the log; printed as well, they would fill the journal.",
        "StandardOutput=null",
        "# 128 and the signal: it was ended from outside, as at logout.",
        "SuccessExitStatus=130 143",
        "Restart=on-failure",
        "RestartSec=30",
        "Nice=10",
        "UMask=0077",
        "LimitCORE=0",
        "NoNewPrivileges=yes",
        "MemoryDenyWriteExecute=yes",
        "LockPersonality=yes",
        "RestrictRealtime=yes",
        "RestrictSUIDSGID=yes",
        "SystemCallArchitectures=native",
        f"RestrictAddressFamilies=AF_UNIX{' AF_INET AF_INET6 AF_NETLINK' if service.network else ''}",
        *(() if service.network else ("PrivateNetwork=yes",)),
        "ProtectSystem=strict",
        "ProtectHome=read-only",
        *(f"ReadWritePaths={_systemd_word(str(folder))}" for folder in service.writes),
    ]
    if service.runtime_folder is not None:
        lines += [
            f"RuntimeDirectory={service.runtime_folder}",
            "RuntimeDirectoryMode=0700",
            "RuntimeDirectoryPreserve=yes",
        ]
    lines += ["", "[Install]", "WantedBy=default.target", ""]
    return "\n".join(lines)


def launchd_plist(service: Service) -> str:
    """The agent of launchd; macOS asks for the camera the first time."""
    document: dict[str, object] = {
        "Label": LAUNCHD_LABEL,
        "ProgramArguments": list(service.command),
        "RunAtLoad": True,
        "KeepAlive": {"SuccessfulExit": False},
        "ThrottleInterval": 30,
        "ProcessType": "Background",
        "Nice": 10,
        "Umask": 0o077,
        "SoftResourceLimits": {"Core": 0},
        "StandardOutPath": "/dev/null",
    }
    if service.environment:
        document["EnvironmentVariables"] = dict(service.environment)
    return plistlib.dumps(document, sort_keys=False).decode()


def windows_task(service: Service) -> str:
    """The task for the Task Scheduler: at the user's logon, without more rights, again after a failure.

    Its schema allows 255 new starts: every two minutes, that is a working day.
    """
    user = "" if service.account is None else f"<UserId>{escape(service.account)}</UserId>"
    program, *words = service.command
    if service.environment:  # a task has none of its own
        sets = " && ".join(f'set "{name}={value}"' for name, value in service.environment)
        line = " ".join(f'"{word}"' for word in service.command)
        program, arguments = "cmd.exe", f'/d /s /c "{sets} && {line}"'
    else:
        arguments = " ".join(f'"{word}"' if " " in word else word for word in words)
    return f"""<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <Triggers>
    <LogonTrigger>{user}</LogonTrigger>
  </Triggers>
  <Principals>
    <Principal>{user}
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <RestartOnFailure>
      <Interval>PT2M</Interval>
      <Count>255</Count>
    </RestartOnFailure>
  </Settings>
  <Actions>
    <Exec>
      <Command>{escape(program)}</Command>
      <Arguments>{escape(arguments)}</Arguments>
    </Exec>
  </Actions>
</Task>
"""


def _systemd_word(word: str) -> str:
    """A word as systemd reads it: `%` means something to it, and blanks divide; in a command `$` does too."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"' if not word or any(sign in escaped for sign in " \t\"'\\;") else escaped


def runtime_folder_name(runtime: PurePath, user_runtime: str | None) -> str | None:
    """The part of `runtime` below the user's runtime folder, if it lies there."""
    if not user_runtime or not runtime.is_relative_to(user_runtime):
        return None
    return str(runtime.relative_to(user_runtime))
