"""The small charts of the page: numbers to places on a canvas. The template draws them.

They are legible in greyscale: what is compared differs in form (outline and filled, open and filled dots,
squares, crosses). Every axis has dates, every bar its figure where there is room.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from posture.therapy.report import Adherence, Report, Sitting, Symptoms
    from posture.therapy.report_room import Dates

COLUMN_MM = 92.0
"""The width of a chart on paper: one unit of the canvas is one millimetre."""
_WORST_PAIN = 10.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 9.0, 3.0, 3.2, 4.0
"""Room for words around what is drawn, in millimetres. ENG."""
_WEEK = 7
_MOST_LABELS = 13
"""More figures above bars than this would touch each other. ENG."""
_WIDEST_BAR_MM = 7.0
_DATE_MM = 11.0
"""Room for a short date below the axis: more dates than fit so would touch each other. ENG."""
_CROSS = "\N{MULTIPLICATION SIGN}"
_AMBER_DASHES, _RED_DASHES = ".6 .9", "2.4 .8"


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
        limits: heights of lines that divide colours of the plan, each with its dashes.
        ticks: places on the axis that have a date: x, from y, to y.
        squares, crosses: single ratings.
        marks: places of flare days, above everything.
    """

    name: str
    caption: str
    height: float
    levels: tuple[float, ...]
    words: tuple[Word, ...]
    lines: tuple[Line, ...] = ()
    bars: tuple[Bar, ...] = ()
    limits: tuple[tuple[float, str], ...] = ()
    ticks: tuple[tuple[float, float, float], ...] = ()
    squares: tuple[tuple[float, float], ...] = ()
    crosses: tuple[tuple[float, float], ...] = ()
    marks: tuple[float, ...] = ()
    left: float = _LEFT
    right: float = COLUMN_MM - _RIGHT


def pain_chart(report: Report, found: Symptoms, dates: Dates, height: float) -> Chart | None:
    """Every rating of the period by its day; days without one are gaps in time, not zeros."""
    if not (found.days or found.check_ins):
        return None
    first, last = report.header.first, report.header.last
    span = max((last - first).days, 1)

    def across(day: date) -> float:
        return _x(min((day - first).days / span, 1.0))

    def up(pain: float) -> float:
        return _y(pain / _WORST_PAIN, height)

    lines = []
    for name in ("before", "after"):
        dots = tuple(
            (across(one.day), up(value)) for one in found.days if (value := getattr(one, name)) is not None
        )
        if dots:
            lines.append(Line(name=name, points=" ".join(f"{x:g},{y:g}" for x, y in dots), dots=dots))
    crosses = tuple(
        (across(one.day + timedelta(days=1)), up(one.next_day))
        for one in found.days
        if one.next_day is not None
    )
    levels = (0, 5, 10)
    limits = ((found.green_up_to, "amber", _AMBER_DASHES), (found.amber_up_to, "red", _RED_DASHES))
    marks = tuple(across(one) for one in found.flare_days if first <= one <= last)
    ticks = [
        (across(first + timedelta(days=number)), first + timedelta(days=number))
        for number in _tick_days(span)
    ]
    return Chart(
        name="Pain by day: check-ins, before and after exercises, the morning after",
        caption="Highest of a day before (open dots, dashed) and after exercises (filled); □ at a check-in; "
        f"{_CROSS} the morning after{'; ▼ flare' if marks else ''}. Amber above {found.green_up_to}, "
        f"red above {found.amber_up_to}.",
        height=height,
        levels=tuple(up(level) for level in levels),
        words=(
            *(_scale(up(level), str(level)) for level in levels),
            *(
                Word(x=COLUMN_MM - _RIGHT, y=round(up(level + 0.5) - 0.5, 2), text=name, anchor="end")
                for level, name, _ in limits
            ),
            *_dated(ticks, dates.short_day, height),
        ),
        lines=tuple(lines),
        limits=tuple((up(level + 0.5), dashes) for level, _, dashes in limits),
        ticks=_strokes(ticks, height),
        squares=tuple((across(one.day), up(one.now)) for one in found.check_ins if one.now is not None),
        crosses=crosses,
        marks=marks,
    )


def week_chart(found: Adherence, dates: Dates, height: float) -> Chart | None:
    """What was due in each week, and how much of it was done."""
    pairs = [(float(week.due), float(week.done)) for week in found.weeks]
    bars = _bars(pairs, height)
    if not bars:
        return None
    ticks = _some_ticks(bars, [week.first for week in found.weeks])
    told = [f"{week.done}/{week.due}" for week in found.weeks]
    return Chart(
        name="Exercises due and done, by week",
        caption="By week from the day named on: done (filled) of due (outline).",
        height=height,
        levels=(_y(0, height),),
        words=(
            *(_above(bar, text) for bar, text in zip(bars, told, strict=True) if len(bars) <= _MOST_LABELS),
            *_dated(ticks, dates.short_day, height),
        ),
        bars=bars,
        ticks=_strokes(ticks, height),
    )


def sitting_chart(found: Sitting, dates: Dates, height: float) -> Chart | None:
    """Time watched on each day, and how much of it was sitting."""
    bars = _bars([(one.watched_s, one.sitting_s) for one in found.days], height)
    if not bars:
        return None
    ticks = _some_ticks(bars, [one.day for one in found.days])
    told = [f"{one.sitting_s / 3600:.1f}" for one in found.days]
    most_h = max(one.watched_s for one in found.days) / 3600
    return Chart(
        name="Time watched and sitting, by day",
        caption="By day watched, in hours: sitting (filled, the figure) of watched (outline).",
        height=height,
        levels=(_y(0, height), _y(1, height)),
        words=(
            _scale(_y(0, height), "0"),
            _scale(_y(1, height), f"{most_h:.1f} h"),
            *(_above(bar, text) for bar, text in zip(bars, told, strict=True) if len(bars) <= _MOST_LABELS),
            *_dated(ticks, dates.short_day, height),
        ),
        bars=bars,
        ticks=_strokes(ticks, height),
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


def _tick_days(span: int) -> range:
    """Days after the first that get a date: whole weeks apart, so many that their dates do not touch."""
    room = (COLUMN_MM - _LEFT - _RIGHT) / _DATE_MM
    weeks = max(ceil(span / _WEEK / room), 1)
    return range(0, span + 1, weeks * _WEEK)


def _some_ticks(bars: Sequence[Bar], days: Sequence[date]) -> list[tuple[float, date]]:
    """Bars that get a date: all of them, or every so many that their dates do not touch."""
    step = (COLUMN_MM - _LEFT - _RIGHT) / len(bars)
    every = ceil(_DATE_MM / step)
    return [(round(bar.x + bar.width / 2, 2), day) for bar, day in zip(bars, days, strict=True)][::every]


def _strokes(ticks: Sequence[tuple[float, date]], height: float) -> tuple[tuple[float, float, float], ...]:
    floor = _y(0.0, height)
    return tuple((x, floor, round(floor + 0.8, 2)) for x, _ in ticks)


def _dated(
    ticks: Sequence[tuple[float, date]], day: Callable[[date], str], height: float
) -> tuple[Word, ...]:
    """The dates below the axis."""
    return tuple(Word(x=x, y=round(height - 0.6, 2), text=day(at), anchor="middle") for x, at in ticks)


def _x(share: float) -> float:
    return round(_LEFT + 1 + share * (COLUMN_MM - _LEFT - _RIGHT - 2), 2)


def _y(share: float, height: float) -> float:
    """From the top; 1 is the highest."""
    return round(height - _BOTTOM - share * (height - _TOP - _BOTTOM), 2)
