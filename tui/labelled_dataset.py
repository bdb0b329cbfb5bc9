"""The labelled recordings a command names: which traces they are, whose, and where their labels come from."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from calibration.labelled import LabelledObservation
from posture.adapters.label_table import LabelledInterval, read_label_table, refuse_overlap
from posture.adapters.source_kind import TRACE_SUFFIXES
from posture.adapters.trace import read_labelled
from posture.errors import SourceError, TraceError, UsageError
from posture.evaluation import LABEL_NAMES
from posture.inputs import UserInput
from tui.core_setup import warn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from posture.adapters.trace_lines import TraceItem
    from posture.labels import Label

TABLE_SUFFIX = ".labels.csv"
"""`X.labels.csv` beside the trace `X.jsonl` or `X.jsonl.gz` holds its labels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledRecording:
    """A trace with its labels.

    Attributes:
        path: the trace.
        person: who sits there.
        table: the table its labels come from, or `None`: they stand in the trace.
        intervals: of that table, for this recording, in order.
    """

    path: Path
    person: str
    table: Path | None
    intervals: tuple[LabelledInterval, ...]


def find_recordings(dataset: Sequence[Path], labels: Path | None) -> list[LabelledRecording]:
    """The recordings in the order they are named, those of a folder by name.

    Raises:
        UsageError: a folder holds no trace.
        SourceError: something named is no trace, or a table of labels cannot be used.
    """
    paths = _traces(dataset)
    tables: dict[Path, tuple[Path, list[LabelledInterval]]] = {}
    for path in paths:
        beside = path.with_name(_stem(path) + TABLE_SUFFIX)
        if beside.exists():
            tables[path] = (beside, _by_recording(beside, [path])[path])
    if labels is not None:
        for path, intervals in _by_recording(labels, paths).items():
            if path in tables and tables[path][0].resolve() != labels.resolve():
                warn(f"{path} has labels in {labels} and {tables[path][0]}: those in {labels} count.")
            tables[path] = (labels, intervals)
    recordings = []
    for path in paths:
        table, intervals = tables.get(path, (None, []))
        person = _stem(path).split("__", 1)[0] if table is None else _person(path, table, intervals)
        recordings.append(
            LabelledRecording(path=path, person=person, table=table, intervals=tuple(intervals))
        )
    return recordings


def read_recording(recording: LabelledRecording) -> list[LabelledObservation]:
    """Everything in the recording, with its labels.

    Raises:
        SourceError: the trace cannot be read, or nothing in it has a label.
    """
    path, table = recording.path, recording.table
    items = list(read_labelled(str(path), warn=warn))
    has_own = any(item.label is not None for item in items if not isinstance(item.value, UserInput))
    if table is not None:
        if has_own:
            warn(f"{path} has labels of its own: those in {table} count.")
        labels = _from_table(recording, table, items)
    elif has_own:
        labels = [_own_label(item, path, number) for number, item in enumerate(items, start=2)]
    else:
        raise TraceError(
            f'{path} has no labels: put "label": "upright" or another label beside "t", or name a table of '
            "intervals with --labels"
        )
    return [
        LabelledObservation(value=item.value, label=label) for item, label in zip(items, labels, strict=True)
    ]


def _traces(dataset: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in dataset:
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if _is_trace(file))
            if not inside:
                raise UsageError(f"{path} holds no landmark trace (.jsonl, .jsonl.gz)")
            found.extend(inside)
        elif _is_trace(path):
            found.append(path)
        else:
            raise SourceError(_no_trace(path))
    counts = Counter(path.resolve() for path in found)
    for path in counts:
        if counts[path] > 1:
            warn(f"{path} is named {counts[path]} times: it counts once.")
    return list({path.resolve(): path for path in found}.values())


def _is_trace(path: Path) -> bool:
    return path.name.lower().endswith(TRACE_SUFFIXES)


def _no_trace(path: Path) -> str:
    if not path.exists():
        return f"There is no recording {path}: check the path."
    if path.suffix.lower() == ".csv":
        return f"{path} is no landmark trace: a table of labels is named with --labels {path}."
    return (
        f"{path} is no landmark trace (.jsonl, .jsonl.gz): record it first with `posture record "
        f"{path} {path.with_suffix('.jsonl.gz')}`."
    )


def _stem(path: Path) -> str:
    name = path.name
    suffix = next(end for end in sorted(TRACE_SUFFIXES, key=len, reverse=True) if name.lower().endswith(end))
    return name[: -len(suffix)]


def _by_recording(table: Path, paths: Sequence[Path]) -> dict[Path, list[LabelledInterval]]:
    """The intervals of each recording that the table names."""
    rows: dict[Path, list[LabelledInterval]] = {}
    for interval in read_label_table(table, warn=warn):
        rows.setdefault(_recording_of(interval, table, paths), []).append(interval)
    return {path: refuse_overlap(table, intervals) for path, intervals in rows.items()}


def _recording_of(interval: LabelledInterval, table: Path, paths: Sequence[Path]) -> Path:
    name = interval.recording
    where = f"The table of labels {table}, line {interval.line}"
    if name is None:
        if len(paths) == 1:
            return paths[0]
        raise SourceError(f"{where}: with several recordings each line needs one in the column recording.")
    fitting = [path for path in paths if name in (path.name, _stem(path))]
    if len(fitting) > 1:
        both = " and ".join(str(path) for path in fitting)
        raise SourceError(f"{where}: {name!r} names {both}; give them names that differ.")
    if not fitting:
        known = ", ".join(_stem(path) for path in paths)
        raise SourceError(f"{where}: there is no recording {name!r} here; use one of {known}.")
    return fitting[0]


def _person(path: Path, table: Path, intervals: Sequence[LabelledInterval]) -> str:
    names = {interval.person: interval for interval in intervals if interval.person is not None}
    if len(names) > 1:
        last = max(names.values(), key=lambda interval: interval.line)
        raise SourceError(
            f"The table of labels {table}, line {last.line}: {path.name} is of one person, and the table "
            f"names {' and '.join(map(repr, sorted(name for name in names if name)))}."
        )
    return next((name for name in names if name), _stem(path).split("__", 1)[0])


def _own_label(item: TraceItem, path: Path, number: int) -> Label | None:
    if item.label is None or isinstance(item.value, UserInput):
        return None
    label = LABEL_NAMES.get(item.label)
    if label is None:
        allowed = ", ".join(LABEL_NAMES)
        raise TraceError(f"{path}, line {number}: {item.label!r} is no label; use one of {allowed}")
    return label


def _from_table(recording: LabelledRecording, table: Path, items: Sequence[TraceItem]) -> list[Label | None]:
    intervals = recording.intervals
    begins = [interval.begin_s for interval in intervals]
    used: set[int] = set()
    labels: list[Label | None] = []
    for item in items:
        label = None
        t = item.value.at.mono_s
        k = bisect_right(begins, t) - 1
        if k >= 0 and t < intervals[k].end_s and not isinstance(item.value, UserInput):
            label = intervals[k].label
            used.add(k)
        labels.append(label)
    if not used:
        raise SourceError(
            f"The table of labels {table} labels no frame of {recording.path}: give seconds of the recording."
        )
    idle = [interval.line for k, interval in enumerate(intervals) if k not in used]
    if idle:
        lines = ", ".join(str(line) for line in sorted(idle))
        warn(f"{table}: no frame of {recording.path} lies in the interval of line {lines}.")
    return labels
