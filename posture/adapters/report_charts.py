"""The small charts of the page: numbers to places on a canvas. The template draws them.

They are legible in greyscale: what is compared differs in form (outline and filled, open and filled dots).
Every axis says its ends in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from posture.therapy.report import Adherence, Sitting, Symptoms

COLUMN_MM = 92.0
"""The width of a chart on paper: one unit of the canvas is one millimetre."""
_WORST_PAIN = 10.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 9.0, 2.0, 3.2, 3.6
"""Room for words around what is drawn, in millimetres. ENG."""
_MOST_LABELS = 13
"""More figures above bars than this would touch each other. ENG."""
_WIDEST_BAR_MM = 7.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word at a place; `anchor` is start, middle or end."""

    x: float
    y: float
    text: str
    anchor: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What to draw: heights of level lines across it, lines or bars, and words.

    Attributes:
        marks: places of flare days, above everything.
    """

    name: str
    caption: str
    height: float
    levels: tuple[float, ...]
    words: tuple[Word, ...]
    lines: tuple[Line, ...] = ()
    bars: tuple[Bar, ...] = ()
    marks: tuple[float, ...] = ()
    left: float = _LEFT
    right: float = COLUMN_MM - _RIGHT


def pain_chart(found: Symptoms, day: Callable[[date], str], height: float) -> Chart | None:
    """Pain before and after the exercises, by day; days without a rating are gaps in time, not zeros."""
    if not found.days:
        return None
    first, last = found.days[0].day, found.days[-1].day
    span = max((last - first).days, 1)

    def across(one: date) -> float:
        return _x((one - first).days / span)

    lines = []
    for name in ("before", "after"):
        dots = tuple(
            (across(one.day), _y(value / _WORST_PAIN, height))
            for one in found.days
            if (value := getattr(one, name)) is not None
        )
        if dots:
            lines.append(Line(name=name, points=" ".join(f"{x:g},{y:g}" for x, y in dots), dots=dots))
    levels = (0, 5, 10)
    marks = tuple(across(one) for one in found.flare_days if first <= one <= last)
    return Chart(
        name="Pain before and after exercises, by day",
        caption="Highest pain of a day before (open, dashed) and after exercises (filled)"
        + ("; ▼ flare." if marks else "."),
        height=height,
        levels=tuple(_y(level / _WORST_PAIN, height) for level in levels),
        words=(
            *(_scale(_y(level / _WORST_PAIN, height), str(level)) for level in levels),
            *_ends(day(first), day(last) if last > first else "", height),
        ),
        lines=tuple(lines),
        marks=marks,
    )


def week_chart(found: Adherence, day: Callable[[date], str], height: float) -> Chart | None:
    """What was due in each week, and how much of it was done."""
    pairs = [(float(week.due), float(week.done)) for week in found.weeks]
    bars = _bars(pairs, height)
    if not bars:
        return None
    told = [f"{week.done}/{week.due}" for week in found.weeks]
    return Chart(
        name="Exercises due and done, by week",
        caption="By week: due (outline) and done (filled).",
        height=height,
        levels=(_y(0, height),),
        words=(
            *(_above(bar, text) for bar, text in zip(bars, told, strict=True) if len(bars) <= _MOST_LABELS),
            *_ends(
                f"week of {day(found.weeks[0].first)}",
                f"week of {day(found.weeks[-1].first)}" if len(bars) > 1 else "",
                height,
            ),
        ),
        bars=bars,
    )


def sitting_chart(found: Sitting, day: Callable[[date], str], height: float) -> Chart | None:
    """Time watched on each day, and how much of it was sitting."""
    bars = _bars([(one.watched_s, one.sitting_s) for one in found.days], height)
    if not bars:
        return None
    most_h = max(one.watched_s for one in found.days) / 3600
    return Chart(
        name="Time watched and sitting, by day",
        caption="By day watched: watched (outline) and sitting (filled).",
        height=height,
        levels=(_y(0, height), _y(1, height)),
        words=(
            _scale(_y(0, height), "0"),
            _scale(_y(1, height), f"{most_h:.1f} h"),
            *_ends(day(found.days[0].day), day(found.days[-1].day) if len(bars) > 1 else "", height),
        ),
        bars=bars,
    )


def _bars(pairs: Sequence[tuple[float, float]], height: float) -> tuple[Bar, ...]:
    most = max((whole for whole, _ in pairs), default=0.0)
    if not most:
        return ()
    step = (COLUMN_MM - _LEFT - _RIGHT) / len(pairs)
    width = min(0.7 * step, _WIDEST_BAR_MM)
    bars = []
    for number, (whole, part) in enumerate(pairs):
        top, part_top = _y(whole / most, height), _y(part / most, height)
        bars.append(
            Bar(
                x=round(_LEFT + (number + 0.5) * step - width / 2, 2),
                width=round(width, 2),
                y=top,
                height=round(_y(0.0, height) - top, 2),
                part_y=part_top,
                part_height=round(_y(0.0, height) - part_top, 2),
            )
        )
    return tuple(bars)


def _above(bar: Bar, text: str) -> Word:
    return Word(x=round(bar.x + bar.width / 2, 2), y=round(bar.y - 0.8, 2), text=text, anchor="middle")


def _scale(y: float, text: str) -> Word:
    return Word(x=_LEFT - 1.2, y=round(y + 0.8, 2), text=text, anchor="end")


def _ends(first: str, last: str, height: float) -> tuple[Word, ...]:
    """What stands below the two ends of a chart."""
    y = round(height - 0.5, 2)
    words = (
        Word(x=_LEFT, y=y, text=first, anchor="start"),
        Word(x=COLUMN_MM - _RIGHT, y=y, text=last, anchor="end"),
    )
    return tuple(word for word in words if word.text)


def _x(share: float) -> float:
    return round(_LEFT + 1 + share * (COLUMN_MM - _LEFT - _RIGHT - 2), 2)


def _y(share: float, height: float) -> float:
    """From the top; 1 is the highest."""
    return round(height - _BOTTOM - share * (height - _TOP - _BOTTOM), 2)
