"""Steps as JSON Lines, to a file or to standard output."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from posture import event_json, frame_json
from posture.adapters.private_files import FILE_MODE, storage_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from posture.status import Step

STANDARD_OUTPUT = "-"


class LineSink:
    """Writes some lines for each step, at once, so that a reader at the other end of a pipe sees them.

    Args:
        target: a file name, or `-` for standard output.
        lines: what to write of a step.

    Raises:
        StorageError: the file cannot be written.
    """

    def __init__(self, target: str, lines: Callable[[Step], Iterable[str]]) -> None:
        self._lines = lines
        self._path = None if target == STANDARD_OUTPUT else Path(target)
        self._stack = ExitStack()
        if self._path is None:
            self._file: TextIO = sys.stdout
        else:
            with storage_errors(self._path):
                flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
                descriptor = os.open(self._path, flags, FILE_MODE)
                self._file = self._stack.enter_context(os.fdopen(descriptor, "w", encoding="utf-8"))

    def accept(self, step: Step) -> None:
        """Write the step's lines."""
        written = False
        with nullcontext() if self._path is None else storage_errors(self._path):
            for line in self._lines(step):
                self._file.write(line + "\n")
                written = True
            if written:
                self._file.flush()

    def close(self) -> None:
        """Close the file; standard output stays open. May be called twice."""
        self._stack.close()


def event_lines(step: Step) -> Iterable[str]:
    """One line per event."""
    return map(event_json.to_line, step.events)


def frame_lines(step: Step) -> Iterable[str]:
    """One line per analysed frame; a key, a start or the end has none."""
    return (frame_json.to_line(step.status),) if step.observed else ()
