"""Keep what native libraries print off the screen.

MediaPipe, TensorFlow Lite, OpenCV and FFmpeg write notes straight to file descriptor 2, past Python.
Textual's Linux driver draws on that descriptor, and `watch` and `replay` promise that standard error
carries only our own sentences. So the descriptor is pointed at a log file, and Python's standard error
goes on to where the descriptor led before.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TextIO

from posture.adapters.private_files import FILE_MODE, make_private_folder
from posture.errors import StorageError

if TYPE_CHECKING:
    from pathlib import Path

STDERR_DESCRIPTOR = 2
LARGEST_LOG_BYTES = 1_000_000
"""A log beyond this is begun anew: the notes of old sessions help nobody."""


def redirect_native_stderr(log_path: Path | None) -> None:
    """Send everything native code prints to `log_path`, and Python's standard error to where it went.

    Call it once, before Textual, OpenCV or MediaPipe is imported. The notes are thrown away with `None`, for
    what leaves nothing behind, and where the log cannot be opened: a log of noise is not worth failing for.
    """
    if sys.__stderr__ is not None:
        sys.__stderr__.flush()
    kept = _copy_of_stderr()
    if sys.stderr is sys.__stderr__:
        sys.stderr = kept
    # Declared final for type checkers, but Textual reads it to find the screen.
    setattr(sys, "__stderr__", kept)  # noqa: B010
    log = os.open(os.devnull, os.O_WRONLY) if log_path is None else _open_log(log_path)
    os.dup2(log, STDERR_DESCRIPTOR)
    os.close(log)


def _copy_of_stderr() -> TextIO:
    """A text stream on a duplicate of descriptor 2, which stays when the original is turned away."""
    return os.fdopen(os.dup(STDERR_DESCRIPTOR), "w", buffering=1, encoding="utf-8", errors="backslashreplace")


def _open_log(log_path: Path) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    try:
        make_private_folder(log_path.parent)
        if log_path.exists() and log_path.stat().st_size > LARGEST_LOG_BYTES:
            log_path.unlink()
        return os.open(log_path, flags, FILE_MODE)
    except (OSError, StorageError):
        return os.open(os.devnull, os.O_WRONLY)
