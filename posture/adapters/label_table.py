"""A table of labelled intervals (CSV): `begin_s,end_s,label` and, if wanted, `recording` and `person`.

Written by hand or by a spreadsheet, so a byte order mark, either kind of line end, spaces, empty lines and
capitals are no mistake. Everything else that is not understood is an error naming the line, or is told.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING

from posture.errors import SourceError
from posture.evaluation import LABEL_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from posture.labels import Label

_NEEDED = ("begin_s", "end_s", "label")
_OPTIONAL = ("recording", "person")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledInterval:
    """From `begin_s` up to, not including, `end_s` seconds of a recording.

    Attributes:
        line: where it stands in the file.
        begin_s, end_s: seconds of the recording.
        label: what it was.
        recording: file name or stem of the recording, or `None` where the table does not say.
        person: who it was, or `None` where the table does not say.
    """

    line: int
    begin_s: float
    end_s: float
    label: Label
    recording: str | None
    person: str | None


def read_label_table(path: Path, *, warn: Callable[[str], None]) -> list[LabelledInterval]:
    """The intervals in the order of the file; `warn` is told of columns that mean nothing here.

    Raises:
        SourceError: the file is missing or cannot be read, or a line is not what it should be.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise SourceError(f"There is no table of labels {path}: check the path.") from error
    except OSError as error:
        raise SourceError(
            f"The table of labels {path} cannot be read ({error.strerror}): check its path and permissions."
        ) from error
    except UnicodeDecodeError as error:
        raise SourceError(
            f"The table of labels {path} is not UTF-8 text: save it as CSV in UTF-8."
        ) from error
    rows = _rows(text.splitlines(keepends=True), path)
    line, header = next(rows, (1, []))
    columns = [name.lower() for name in header]
    if any(columns.count(name) != 1 for name in _NEEDED) or any(
        columns.count(name) > 1 for name in _OPTIONAL
    ):
        raise _bad(
            path,
            line,
            f"the header must be {','.join(_NEEDED)} and may also name {' and '.join(_OPTIONAL)}, each once",
        )
    unread = [name for name in header if name.lower() not in (*_NEEDED, *_OPTIONAL)]
    if unread:
        warn(f"{path}: nothing is read from the column {', '.join(map(repr, unread))}.")
    intervals = [_interval(path, number, columns, row) for number, row in rows]
    if not intervals:
        raise SourceError(f"The table of labels {path} holds no interval below its header: add some.")
    return intervals


def refuse_overlap(path: Path, intervals: Iterable[LabelledInterval]) -> list[LabelledInterval]:
    """The intervals of one recording in order of time.

    Raises:
        SourceError: two of them share time; the message names both lines.
    """
    ordered = sorted(intervals, key=lambda interval: interval.begin_s)
    for earlier, later in pairwise(ordered):
        if later.begin_s < earlier.end_s:
            raise _bad(
                path,
                later.line,
                f"{later.begin_s:g} to {later.end_s:g} s overlaps line {earlier.line}, "
                f"{earlier.begin_s:g} to {earlier.end_s:g} s; intervals may touch, not overlap",
            )
    return ordered


def _rows(lines: list[str], path: Path) -> Iterator[tuple[int, list[str]]]:
    """Line number and trimmed cells of each line that is not empty."""
    reader = csv.reader(lines, skipinitialspace=True)
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise _bad(path, reader.line_num, f"it is not CSV ({error})") from error


def _interval(path: Path, line: int, columns: list[str], row: list[str]) -> LabelledInterval:
    # A spreadsheet pads short rows with empty cells, and some leave out those at the end.
    if any(row[len(columns) :]):
        raise _bad(path, line, f"there are {len(row)} values for {len(columns)} columns")
    cells = dict(zip(columns, [*row, *[""] * len(columns)], strict=False))
    begin_s, end_s = (_seconds(path, line, name, cells[name]) for name in ("begin_s", "end_s"))
    if begin_s >= end_s:
        raise _bad(
            path, line, f"begin_s must lie before end_s, and {begin_s:g} does not lie before {end_s:g}"
        )
    label = LABEL_NAMES.get(cells["label"].lower())
    if label is None:
        raise _bad(path, line, f"{cells['label']!r} is no label; use one of {', '.join(LABEL_NAMES)}")
    return LabelledInterval(
        line=line,
        begin_s=begin_s,
        end_s=end_s,
        label=label,
        recording=cells.get("recording") or None,
        person=cells.get("person") or None,
    )


def _seconds(path: Path, line: int, name: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not isfinite(value) or value < 0.0:
        raise _bad(
            path, line, f"{name} must be seconds of the recording, 0 or more, such as 12.5, not {text!r}"
        )
    return value


def _bad(path: Path, line: int, problem: str) -> SourceError:
    return SourceError(f"The table of labels {path}, line {line}: {problem}.")
