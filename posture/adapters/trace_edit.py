"""Landmark traces cut, joined and thinned of what tells who it is; line by line, whatever their length."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from posture.adapters.source_kind import TRACE_SUFFIXES
from posture.adapters.trace import TraceReader
from posture.adapters.trace_lines import TraceItem
from posture.adapters.trace_writer import TraceWriter
from posture.errors import StorageError, TraceError, UsageError
from posture.inputs import UserInput
from posture.landmarks import Joint, Landmark, Pose
from posture.ports import SourceInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from posture.adapters.trace_lines import TraceHeader
    from posture.landmarks import PoseObservation

USUAL_INTERVAL_S = 0.5
"""Between two joined traces where the first has no two lines to tell its own interval."""

PLACES_OF_POINTS = 3
"""Digits of a coordinate that are kept: a thousandth of the picture, less than the estimator's jitter."""
_PLACES_OF_LIGHT = 2

_NOWHERE = Landmark(0.0, 0.0, 0.0, 0.0, 0.0)
_USED = frozenset(Joint)


def cut(
    name: str, out: Path, begin_s: float, end_s: float, *, force: bool, warn: Callable[[str], None]
) -> int:
    """Write the lines with `begin_s` <= t < `end_s`, with times from 0 on; how many there are.

    Raises:
        TraceError: there is no line in that time, or the trace is malformed.
        StorageError: `out` exists already and `force` is false, or it cannot be written.
    """
    with closing(TraceReader(name, warn=warn)) as reader:
        header = reader.header
        started = header.started
        info = _info(header, None if started is None else started + timedelta(seconds=begin_s))
        items = (
            _moved(item, -begin_s, info.started)
            for item in _until(reader.items(), end_s)
            if item.value.at.mono_s >= begin_s
        )
        nothing = f"{name} has nothing between {begin_s:g} and {end_s:g} s; choose another stretch"
        return _write(out, info, items, inputs=[name], force=force, nothing=nothing)


def merge(
    names: Sequence[str],
    out: Path,
    *,
    gap_s: float | None,
    by_clock: bool,
    force: bool,
    warn: Callable[[str], None],
) -> int:
    """Write all traces one after the other; how many lines there are.

    Args:
        names: the traces, in order.
        out: the new trace.
        gap_s: seconds from the last line of one to the start of the next; `None` for one usual interval.
        by_clock: place each by the time at which it was started instead.
        force: replace an existing file.
        warn: is told what is odd.

    Raises:
        TraceError: a trace is malformed, has another size of pictures, or cannot be placed by the clock.
        StorageError: `out` exists already and `force` is false, or it cannot be written.
    """
    with closing(TraceReader(names[0], warn=warn)) as first:
        info = _info(first.header, first.header.started)
    items = _joined(names, info, gap_s=gap_s, by_clock=by_clock, warn=warn)
    return _write(out, info, items, inputs=names, force=force)


def anonymise(name: str, out: Path, *, force: bool, warn: Callable[[str], None]) -> int:
    """Write the trace without what the features do not need; how many lines there are.

    The date, depth, the points of hands, heels and the corners of the eyes, unknown fields and digits beyond
    a thousandth of the picture go. Proportions and movements stay: without them nothing could be replayed.
    """
    with closing(TraceReader(name, warn=warn)) as reader:
        info = _info(reader.header, None)
        items = (item._replace(value=_anonymous(item.value)) for item in reader.items())
        return _write(out, info, items, inputs=[name], force=force)


def _joined(
    names: Sequence[str],
    info: SourceInfo,
    *,
    gap_s: float | None,
    by_clock: bool,
    warn: Callable[[str], None],
) -> Iterator[TraceItem]:
    offset_s = last_s = 0.0
    interval_s = USUAL_INTERVAL_S
    for number, name in enumerate(names):
        with closing(TraceReader(name, warn=warn)) as reader:
            if reader.header.frame_size != info.frame_size:
                raise TraceError(
                    f"{name} has pictures of {_size(reader.header.frame_size)}, {names[0]} of "
                    f"{_size(info.frame_size)}; only traces of one size can be joined"
                )
            if by_clock:
                offset_s = _by_clock(name, reader.header, info, last_s)
            elif number:
                offset_s = last_s + (interval_s if gap_s is None else gap_s)
            for item in reader.items():
                moved = _moved(item, offset_s, info.started)
                t = moved.value.at.mono_s
                if t > last_s:
                    interval_s = t - last_s
                last_s = t
                yield moved


def _by_clock(name: str, header: TraceHeader, info: SourceInfo, last_s: float) -> float:
    if header.started is None or info.started is None:
        raise TraceError(f"{name} does not say when it was started; join it without --by-clock")
    offset_s = (header.started - info.started).total_seconds()
    if offset_s < last_s:
        raise TraceError(f"{name} was started before the one before it ended; name the traces in their order")
    return offset_s


def _anonymous(value: PoseObservation | UserInput) -> PoseObservation | UserInput:
    if isinstance(value, UserInput):
        return value
    faces = value.face_brightness
    return replace(
        value,
        poses=None if value.poses is None else tuple(_coarse(pose) for pose in value.poses),
        brightness=_rounded(value.brightness),
        contrast=_rounded(value.contrast),
        face_brightness=None if faces is None else tuple(round(face, _PLACES_OF_LIGHT) for face in faces),
    )


def _coarse(pose: Pose) -> Pose:
    return tuple(
        Landmark(
            round(point.x, PLACES_OF_POINTS),
            round(point.y, PLACES_OF_POINTS),
            0.0,
            round(point.visibility, _PLACES_OF_LIGHT),
            round(point.presence, _PLACES_OF_LIGHT),
        )
        if index in _USED
        else _NOWHERE
        for index, point in enumerate(pose)
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _PLACES_OF_LIGHT)


def _until(items: Iterable[TraceItem], end_s: float) -> Iterator[TraceItem]:
    for item in items:
        if item.value.at.mono_s >= end_s:
            return
        yield item


def _moved(item: TraceItem, by_s: float, started: datetime | None) -> TraceItem:
    # Sums of decimal seconds pick up digits nobody measured; a microsecond is far below any interval.
    t = round(item.value.at.mono_s + by_s, 6)
    wall = None if started is None else started + timedelta(seconds=t)
    return item._replace(value=replace(item.value, at=replace(item.value.at, mono_s=t, wall=wall)))


def _info(header: TraceHeader, started: datetime | None) -> SourceInfo:
    return SourceInfo(name="", frame_size=header.frame_size, live=False, started=started)


def _size(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


def _write(
    out: Path,
    info: SourceInfo,
    items: Iterable[TraceItem],
    *,
    inputs: Sequence[str],
    force: bool,
    nothing: str | None = None,
) -> int:
    """Write a new trace whole or not at all: beside its place first, then in it.

    `nothing` is what to say where there is no line to write; without it such a trace is written, too.
    """
    if not out.name.lower().endswith(TRACE_SUFFIXES):
        raise UsageError(
            f"{out} is no name for a landmark trace; let it end in {' or '.join(TRACE_SUFFIXES)}"
        )
    if out.exists() and any(out.samefile(name) for name in inputs):
        raise UsageError(f"{out} is read here and cannot be written at the same time; choose another name")
    if out.is_dir():
        raise StorageError(f"{out} is a folder; name a file for the new trace.")
    if not out.parent.is_dir():
        raise StorageError(f"There is no folder {out.parent}: choose a place that exists and is yours.")
    if out.exists() and not force:
        raise StorageError(f"{out} exists already: choose another name, or replace it with --force.")
    beside = out.with_name(f".new.{out.name}")
    written = 0
    try:
        with TraceWriter(beside, info, overwrite=True) as trace:
            for item in items:
                trace.write(item.value, label=item.label)
                written += 1
        if not written and nothing is not None:
            raise TraceError(nothing)
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
    return written
