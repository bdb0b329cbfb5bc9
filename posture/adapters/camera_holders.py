"""Whether another program has the camera open, where the system tells: on Linux, of the user's own programs.

A camera that a meeting took fails to open, exactly like one that was unplugged. Linux lists every open file
of the user's own processes under /proc; elsewhere, and of other users' programs, nobody knows, and that is
`False`.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

PROCESSES = Path("/proc")


def device_path(device: str) -> Path:
    """The file of a camera that is named by number or by path."""
    return Path(f"/dev/video{device}") if device.isdecimal() else Path(device)


def held_by_another(device: Path, processes: Path = PROCESSES) -> bool:
    """Whether a process other than this one has `device` open."""
    wanted = os.path.realpath(device)
    own = str(os.getpid())
    with suppress(OSError):
        for process in os.scandir(processes):
            if process.name.isdecimal() and process.name != own and _has_open(process.path, wanted):
                return True
    return False


def _has_open(process: str, wanted: str) -> bool:
    # Processes of other users cannot be looked into, and some end while they are looked at.
    with suppress(OSError):
        for descriptor in os.scandir(f"{process}/fd"):
            with suppress(OSError):
                if str(Path(descriptor.path).readlink()) == wanted:
                    return True
    return False
