"""The small charts of the page: numbers to places on a canvas. The template draws them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture.therapy.report import Adherence, Sitting, Symptoms

WIDTH = 240.0
HEIGHT = 44.0
_WORST_PAIN = 10.0
_MARGIN = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line through points, `x,y x,y`; and the points by themselves, for those with no neighbour."""

    name: str
    points: str
    dots: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar; `part_height` is the lower part that is filled."""

    x: float
    width: float
    y: float
    height: float
    part_y: float
    part_height: float


def pain_lines(found: Symptoms) -> tuple[Line, ...]:
    """Pain before and after the exercises, by day; days without a rating are gaps in time, not zeros."""
    if not found.days:
        return ()
    first = found.days[0].day
    span = max((found.days[-1].day - first).days, 1)
    lines = []
    for name in ("before", "after"):
        dots = tuple(
            (_x((day.day - first).days / span), _y(value / _WORST_PAIN))
            for day in found.days
            if (value := getattr(day, name)) is not None
        )
        if dots:
            lines.append(Line(name=name, points=" ".join(f"{x:g},{y:g}" for x, y in dots), dots=dots))
    return tuple(lines)


def week_bars(found: Adherence) -> tuple[Bar, ...]:
    """What was due in each week, and how much of it was done."""
    return _bars([(week.due, week.done) for week in found.weeks])


def sitting_bars(found: Sitting) -> tuple[Bar, ...]:
    """Time watched on each day, and how much of it was sitting."""
    return _bars([(day.watched_s, day.sitting_s) for day in found.days])


def _bars(pairs: Sequence[tuple[float, float]]) -> tuple[Bar, ...]:
    most = max((whole for whole, _ in pairs), default=0.0)
    if not most:
        return ()
    step = (WIDTH - 2 * _MARGIN) / len(pairs)
    bars = []
    for number, (whole, part) in enumerate(pairs):
        top, part_top = _y(whole / most), _y(part / most)
        bars.append(
            Bar(
                x=round(_MARGIN + number * step + 0.1 * step, 2),
                width=round(min(0.8 * step, 24.0), 2),
                y=top,
                height=round(_y(0.0) - top, 2),
                part_y=part_top,
                part_height=round(_y(0.0) - part_top, 2),
            )
        )
    return tuple(bars)


def _x(share: float) -> float:
    return round(_MARGIN + share * (WIDTH - 2 * _MARGIN), 2)


def _y(share: float) -> float:
    """From the top; 1 is the highest."""
    return round(HEIGHT - _MARGIN - share * (HEIGHT - 2 * _MARGIN), 2)
