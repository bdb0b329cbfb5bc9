"""Write landmark traces: numbers only, never a picture."""

from __future__ import annotations

import gzip
import os
from typing import TYPE_CHECKING, BinaryIO, cast

from posture.adapters.trace_lines import header_line, item_line
from posture.closable import Closable
from posture.errors import StorageError

if TYPE_CHECKING:
    from pathlib import Path

    from posture.inputs import UserInput
    from posture.landmarks import PoseObservation
    from posture.ports import SourceInfo

FLUSH_EVERY_S = 10.0
"""Seconds of the source after which what was written is made readable, should the program be killed."""

PACKING_LEVEL = 6
"""The usual one: the highest takes three times as long for a few per cent."""


class TraceWriter(Closable):
    """A trace at `path`, packed when the name ends in `.gz`, readable by its owner only."""

    def __init__(self, path: Path, info: SourceInfo, *, overwrite: bool = False) -> None:
        """Create the file and write the header for the source `info`.

        Raises:
            StorageError: the file exists and `overwrite` is false, or it cannot be written.
        """
        self._path = path
        self._file = _create(path, overwrite=overwrite)
        self._stream = _packed(self._file) if path.name.lower().endswith(".gz") else self._file
        self._flushed_s = 0.0
        self._write(header_line(info))
        self._flush()

    def write(self, value: PoseObservation | UserInput, *, label: str | None = None) -> None:
        """Append one observation or input, with the label an evaluation compares with, if it has one.

        Raises:
            StorageError: the disk refuses.
        """
        self._write(item_line(value, label))
        if value.at.mono_s - self._flushed_s >= FLUSH_EVERY_S:
            self._flushed_s = value.at.mono_s
            self._flush()

    def close(self) -> None:
        """Finish the file; may be called twice.

        Raises:
            StorageError: the disk refuses.
        """
        try:
            self._stream.close()
            self._file.close()
        except OSError as error:
            raise self._refused(error) from error

    def _write(self, line: str) -> None:
        try:
            self._stream.write(line.encode() + b"\n")
        except OSError as error:
            raise self._refused(error) from error

    def _flush(self) -> None:
        try:
            self._stream.flush()
            self._file.flush()
        except OSError as error:
            raise self._refused(error) from error

    def _refused(self, error: OSError) -> StorageError:
        return StorageError(
            f"The trace {self._path} cannot be written ({error.strerror}): make room or choose another place."
        )


def _packed(file: BinaryIO) -> BinaryIO:
    """A packing stream; no name and no date inside, so that the same recording gives the same bytes."""
    return cast("BinaryIO", gzip.GzipFile("", "wb", PACKING_LEVEL, file, mtime=0))


def _create(path: Path, *, overwrite: bool) -> BinaryIO:
    flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if overwrite else os.O_EXCL) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path.expanduser(), flags, 0o600)
    except FileExistsError as error:
        raise StorageError(
            f"{path} exists already: choose another name, or replace it with --force."
        ) from error
    except OSError as error:
        raise StorageError(
            f"The trace {path} cannot be created ({error.strerror}): choose a place that exists and is yours."
        ) from error
    # An existing file keeps its permissions when it is opened.
    path.expanduser().chmod(0o600)
    return os.fdopen(descriptor, "wb")
