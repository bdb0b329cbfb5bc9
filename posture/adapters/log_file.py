"""Lines of our own in the log file that also takes what native libraries print."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from posture.adapters.private_files import FILE_MODE, make_private_folder
from posture.errors import StorageError

if TYPE_CHECKING:
    from pathlib import Path

    from posture.ports import Clock


def append_to_log(path: Path, clock: Clock, sentence: str) -> None:
    """Add one line with the time; where the log cannot be written, the line is lost and nothing fails."""
    wall = clock.now().wall
    when = "" if wall is None else f"{wall.isoformat(timespec='seconds')} "
    line = f"{when}posture: {' '.join(sentence.split())}\n"
    try:
        make_private_folder(path.parent)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, FILE_MODE)
    except (OSError, StorageError):
        return
    with os.fdopen(descriptor, "w", encoding="utf-8") as log:
        log.write(line)
