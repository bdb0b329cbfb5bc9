"""The user's marks on the library: changed in the file that `posture learn` writes too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from posture.education import ReaderState
from posture.errors import StorageError


class ReadingMarks:
    """What was read and bookmarked.

    Args:
        file: where it is kept; `None` keeps it only as long as this object.
        state: as it is now.
    """

    def __init__(self, file: Path | None, state: ReaderState) -> None:
        self._file = file
        self.state = state

    def change(self, how: Callable[[ReaderState], ReaderState]) -> str:
        """Change the file as it is now, which `posture learn` may have written meanwhile.

        Returns what went wrong, or nothing; after a failure nothing is written any more.
        """
        if self._file is None:
            self.state = how(self.state)
            return ""
        from posture.adapters.reader_state import read_reader_state, write_reader_state  # noqa: PLC0415 - slow

        try:
            self.state = how(read_reader_state(self._file))
            write_reader_state(self._file, self.state)
        except StorageError as error:
            self._file = None
            return f"{error}; nothing is marked meanwhile"
        return ""
