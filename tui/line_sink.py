"""Steps as JSON Lines, to a file or to standard output."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from posture import event_json, frame_json
from posture.adapters.private_files import FILE_MODE
from posture.errors import StorageError
from tui.output_errors import ReaderGoneError, cannot_write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from posture.ports import Sink
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
        self._target = target
        self._lines = lines
        self._file: TextIO = sys.stdout
        if target != STANDARD_OUTPUT:
            with self._errors():
                descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
            self._file = os.fdopen(descriptor, "w", encoding="utf-8")

    def accept(self, step: Step) -> None:
        """Write the step's lines."""
        lines = "".join(line + "\n" for line in self._lines(step))
        if lines:
            with self._errors():
                self._file.write(lines)
                self._file.flush()

    def close(self) -> None:
        """Close the file; standard output stays open. May be called twice."""
        if self._target != STANDARD_OUTPUT:
            with self._errors():
                self._file.close()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError as error:
            raise ReaderGoneError from error
        except OSError as error:
            target = "standard output" if self._target == STANDARD_OUTPUT else self._target
            raise StorageError(cannot_write(target, error)) from error


def output_sinks(events: str | None, frames: str | None) -> list[Sink]:
    """The sinks that `--events` and `--frames` ask for.

    Raises:
        StorageError: a file cannot be written.
    """
    asked = ((events, event_lines), (frames, frame_lines))
    return [LineSink(target, lines) for target, lines in asked if target is not None]


def event_lines(step: Step) -> Iterable[str]:
    """One line per event."""
    return map(event_json.to_line, step.events)


def frame_lines(step: Step) -> Iterable[str]:
    """One line per analysed frame; a key, a start or the end has none."""
    return (frame_json.to_line(step.status),) if step.observed else ()
