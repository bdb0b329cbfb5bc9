"""The cameras that may be there, by what the system lists; nothing is opened.

Linux gives a camera several devices, of which only the first carries pictures. Elsewhere nobody lists them
without opening one, so the first few numbers are tried.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

DEVICES = Path("/sys/class/video4linux")
TRIED_ELSEWHERE = 4
"""Numbers tried where no list is to be had. ENG: few computers have more cameras."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCamera:
    """A camera: what `camera.source` calls it, and what its maker calls it, or an empty text."""

    source: str
    name: str


def listed_cameras(devices: Path = DEVICES, platform: str = sys.platform) -> tuple[ListedCamera, ...]:
    """Every camera that the system lists, in the order of their numbers."""
    if platform != "linux":
        return tuple(ListedCamera(source=str(number), name="") for number in range(TRIED_ELSEWHERE))
    found = []
    for device in devices.glob("video*"):
        number = device.name.removeprefix("video")
        if number.isdecimal() and _read(device / "index") in ("", "0"):
            found.append((int(number), _read(device / "name")))
    return tuple(ListedCamera(source=str(number), name=name) for number, name in sorted(found))


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
