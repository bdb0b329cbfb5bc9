"""Landmark traces as a source: what `posture record` wrote, analysed again without any picture."""

from __future__ import annotations

import gzip
import io
import zlib
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from posture.adapters.sampling import SamplingGrid
from posture.adapters.trace_lines import (
    BadLineError,
    NotJsonError,
    TraceHeader,
    TraceItem,
    parse_header,
    parse_item,
)
from posture.closable import Closable
from posture.errors import SourceError, TraceError
from posture.inputs import UserInput
from posture.ports import SourceInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from posture.landmarks import PoseObservation

LONGEST_LINE_BYTES = 1_000_000
"""Two people take four thousand: a file without newlines is refused before it fills the memory."""


_READ_AHEAD_BYTES = 1 << 18
"""A line takes three thousand: the usual eight thousand would mean a call of the system for every other."""


class TraceReader:
    """The items of a trace in order, one pass. `TraceSource` and `read_labelled` share it."""

    def __init__(self, name: str, *, warn: Callable[[str], None]) -> None:
        """Open the trace `name` and read its header; `warn` is told of a last line that was cut off.

        Raises:
            SourceError: the file is missing or cannot be read.
            TraceError: the first line is not the header of a trace.
        """
        self._name = name
        self._warn = warn
        self._line_number = 0
        self._closed = False
        self._stream = _open(name)
        try:
            self.header = self._read_header()
        except BaseException:
            self.close()
            raise

    def items(self) -> Iterator[TraceItem]:
        """Yield what the lines after the header hold.

        Raises:
            TraceError: a line is malformed or goes back in time; the message names it.
        """
        earliest_s = 0.0
        while (line := self._next_line()) is not None:
            try:
                item = parse_item(line, self.header)
            except NotJsonError as error:
                if line.endswith(b"\n"):
                    raise self._bad_line(str(error)) from error
                # Only a writer that was stopped in the middle leaves a line without its end.
                self._warn_cut_off(self._line_number - 1)
                return
            except BadLineError as error:
                raise self._bad_line(str(error)) from error
            t_s = item.value.at.mono_s
            if t_s < earliest_s:
                raise self._bad_line(f'"t" goes back from {earliest_s} to {t_s}')
            earliest_s = t_s
            yield item

    def close(self) -> None:
        """Release the file; may be called twice, and from another thread to end `items`."""
        self._closed = True
        self._stream.close()

    def _read_header(self) -> TraceHeader:
        line = self._next_line()
        if line is None:
            raise TraceError(
                f"The trace {self._name} is empty or cut off in its first line: record it again."
            )
        try:
            return parse_header(line)
        except BadLineError as error:
            raise self._bad_line(str(error)) from error

    def _next_line(self) -> bytes | None:
        """The next line with its newline, if it has one; `None` at the end or once closed."""
        try:
            line = self._stream.readline(LONGEST_LINE_BYTES)
        except EOFError:
            if self._line_number > 0:
                self._warn_cut_off(self._line_number)
            return None
        except (OSError, zlib.error) as error:
            raise TraceError(
                f"The trace {self._name} is damaged after line {self._line_number} and cannot be unpacked: "
                "copy or record it again."
            ) from error
        except ValueError:
            if self._closed:  # by another thread, between two lines
                return None
            raise
        if not line:
            return None
        self._line_number += 1
        if len(line) == LONGEST_LINE_BYTES:
            raise self._bad_line("it is too long to be a line of a trace")
        return line

    def _bad_line(self, problem: str) -> TraceError:
        if self._line_number == 1:
            return TraceError(
                f"The trace {self._name} has a bad first line, its header: {problem}; "
                "mend that line, or choose another file."
            )
        return TraceError(
            f"The trace {self._name} has a bad line {self._line_number}: {problem}; mend or remove that line."
        )

    def _warn_cut_off(self, last_whole_line: int) -> None:
        self._warn(f"The trace {self._name} is cut off after line {last_whole_line}; what is there is used.")


class TraceSource(Closable):
    """`ports.ObservationSource` of a landmark trace."""

    def __init__(self, name: str, *, fps: float | None = None, warn: Callable[[str], None]) -> None:
        """Open the trace `name`; `fps` observations per second are taken, all of them when it is `None`.

        Raises:
            SourceError: the file is missing or cannot be read (`TraceError`: it is not a trace).
        """
        self._reader = TraceReader(name, warn=warn)
        self._grid = None if fps is None else SamplingGrid(fps)
        header = self._reader.header
        self._info = SourceInfo(name=name, frame_size=header.frame_size, live=False, started=header.started)

    @property
    def info(self) -> SourceInfo:
        """What this source is, from its header."""
        return self._info

    def observations(self) -> Iterator[PoseObservation | UserInput]:
        """Yield the recorded observations and inputs, one pass; inputs are never left out.

        Raises:
            TraceError: a line is malformed; the message names it.
        """
        for item in self._reader.items():
            value = item.value
            if self._grid is None or isinstance(value, UserInput) or self._grid.takes(value.at.mono_s):
                yield value

    def close(self) -> None:
        """Release the file; may be called twice, and from another thread to end `observations`."""
        self._reader.close()


def read_labelled(name: str, *, warn: Callable[[str], None]) -> Iterator[TraceItem]:
    """The items of a trace with their labels, for evaluation.

    Raises:
        SourceError: the file is missing or cannot be read (`TraceError`: it is malformed).
    """
    with closing(TraceReader(name, warn=warn)) as reader:
        yield from reader.items()


def _open(name: str) -> BinaryIO:
    path = Path(name).expanduser()
    try:
        if name.lower().endswith(".gz"):
            return cast("BinaryIO", io.BufferedReader(gzip.GzipFile(path)))
        return path.open("rb", buffering=_READ_AHEAD_BYTES)
    except FileNotFoundError as error:
        raise SourceError(f"There is no landmark trace {name}: check the path.") from error
    except OSError as error:
        raise SourceError(
            f"The landmark trace {name} cannot be read ({error.strerror}): check its path and permissions."
        ) from error
