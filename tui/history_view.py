"""The history in words, and what its chart draws. Pure: figures in, texts and numbers out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import mean
from typing import TYPE_CHECKING

from posture import trends
from posture.figures import Figures
from posture.trends import WEEKS_NEEDED, Measure, Trend
from tui.history_period import Unit

if TYPE_CHECKING:
    from tui.history_source import History

CLASS_LABELS = ("under 30 min", "30 to 60", "60 to 120", "120 or more")
TREND_WORDS = {Trend.MORE: "▲ more", Trend.ALIKE: "≈ as usual", Trend.LESS: "▼ less"}
NO_CHECK_INS = "no check-ins yet"
_TITLE_WIDTH, _VALUE_WIDTH, _USUAL_WIDTH = 22, 31, 11
HEADING = f"{'':<{_TITLE_WIDTH}}{'':<{_VALUE_WIDTH}}{'your usual':>{_USUAL_WIDTH}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One bar for each label; `None` where nothing is known.

    Attributes:
        title: what it shows, with the unit.
        marked: how many labels from one written one to the next; all cannot be in a month.
        dots: a second number for each label, drawn as a ring, and what it is called.
        usual: a line across, or `None`.
    """

    title: str
    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    marked: int = 1
    dots: tuple[float | None, ...] = ()
    dots_are: str = ""
    usual: float | None = None

    @property
    def legend(self) -> str:
        """What the signs mean."""
        parts = ["no bar: nothing recorded" if None in self.values else ""]
        parts.append(f"o {self.dots_are}" if self.dots else "")
        parts.append("" if self.usual is None else f"---- your usual {self.usual:.1f}")
        return "   ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Followed:
    """How a measure is told.

    Attributes:
        unit: of the measure, in words.
        each: what its chart shows of each day, and of each hour of one day.
        an_hour: times this, a day's measure is an hour's.
    """

    title: str
    measure: Measure
    unit: str
    each: str
    an_hour: str
    times: float = 1.0


_SITTING = _Followed(
    title="Sitting",
    measure=trends.SITTING,
    unit="h a day",
    each="Hours of sitting",
    an_hour="Minutes of sitting",
    times=60,
)
_BREAKS = _Followed(
    title="Breaks taken",
    measure=trends.BREAKS,
    unit="a day",
    each="Breaks taken",
    an_hour="Breaks taken",
)
_SLOUCH = _Followed(
    title="Off your reference",
    measure=trends.SLOUCH,
    unit="min a day",
    each="Minutes off your reference",
    an_hour="Minutes off your reference",
)
_VARIETY = _Followed(
    title="Changes of position",
    measure=trends.VARIETY,
    unit="an hour of sitting",
    each="Changes of position an hour of sitting",
    an_hour="Changes of position an hour of sitting",
)
_STANDING = _Followed(
    title="Standing",
    measure=trends.STANDING,
    unit="min a day",
    each="Minutes of standing",
    an_hour="Minutes of standing",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A figure of the list and the chart behind it."""

    title: str
    value: str
    usual: str
    trend: str
    chart: Chart | None

    @property
    def text(self) -> str:
        """The line of the list."""
        told = f"{self.title:<{_TITLE_WIDTH}}{self.value:<{_VALUE_WIDTH}}{self.usual:>{_USUAL_WIDTH}}"
        return f"{told}  {self.trend}".rstrip()


def rows(history: History) -> tuple[Row, ...]:
    """Every figure of the period; none where nothing was recorded."""
    if not history.summary.days_watched:
        return ()
    return (
        _row(history, _SITTING),
        _bouts(history),
        _row(history, _BREAKS, _breaks_of_one_day if history.period.unit is Unit.DAY else _breaks_value),
        _row(history, _SLOUCH),
        _row(history, _VARIETY),
        _row(history, _STANDING),
        _pain(history),
    )


def nothing(history: History) -> str:
    """What to say about a period without data."""
    what = {Unit.DAY: "on this day", Unit.WEEK: "in this week", Unit.MONTH: "in this month"}
    earlier = "Earlier weeks have data: press ← to go back." if history.weeks else ""
    fills = "The history fills by itself while the monitor runs; nothing has to be entered."
    return f"Nothing was recorded {what[history.period.unit]}.\n\n{earlier or fills}"


def usual_note(history: History) -> str:
    """How much the usual rests on, or what is missing."""
    weeks = len(history.weeks)
    if weeks >= WEEKS_NEEDED:
        return f"Your usual is the median of your {weeks} weeks before."
    return f"Your usual needs {WEEKS_NEEDED} earlier weeks with data on 3 days or more; {weeks} so far."


def _row(history: History, followed: _Followed, told: Callable[[Figures, float], str] | None = None) -> Row:
    totals = history.summary.totals
    value = followed.measure.of(totals, history.summary.days_watched)
    usual = trends.usual(followed.measure, list(history.weeks))
    return Row(
        title=followed.title,
        value=_value(followed, value, told, totals, one_day=history.period.unit is Unit.DAY),
        usual="" if usual is None else f"{usual:.1f}",
        trend=_trend_words(value, usual),
        chart=_chart(history, followed, usual),
    )


def _value(
    followed: _Followed,
    value: float | None,
    told: Callable[[Figures, float], str] | None,
    totals: Figures,
    *,
    one_day: bool,
) -> str:
    if value is None:
        return "-"
    if told is not None:
        return told(totals, value)
    return f"{value:.1f} {followed.unit.removesuffix(' a day') if one_day else followed.unit}"


def _breaks_value(totals: Figures, value: float) -> str:
    breaks = totals.breaks
    return f"{value:.1f} a day ({breaks.prompted} of {breaks.due} due)"


def _breaks_of_one_day(totals: Figures, _value: float) -> str:
    breaks = totals.breaks
    return f"{breaks.taken} ({breaks.prompted} of {breaks.due} due)"


def _bouts(history: History) -> Row:
    totals = history.summary.totals
    bouts = len(totals.bouts_s)
    usual = trends.usual(trends.LONG_BOUTS, list(history.weeks))
    value = trends.LONG_BOUTS.of(totals, history.summary.days_watched)
    long = "-" if value is None else f"{value:.1f} a day"
    if history.period.unit is Unit.DAY:
        long = str(sum(totals.bouts_by_class[2:]))
    return Row(
        title="Bouts of 60+ min",
        value=f"{long} (of {bouts} bout{'' if bouts == 1 else 's'})",
        usual="" if usual is None else f"{usual:.1f}",
        trend=_trend_words(value, usual),
        chart=Chart(
            title="Bouts of sitting, by how long they were",
            labels=CLASS_LABELS,
            values=tuple(float(count) for count in totals.bouts_by_class),
        ),
    )


def _pain(history: History) -> Row:
    said = history.pain
    if not said:
        return Row(title="Pain check-ins", value=NO_CHECK_INS, usual="", trend="", chart=None)
    by_day = {
        day: mean(value for one, value in said if one == day) for day in dict.fromkeys(day for day, _ in said)
    }
    number = f"{len(said)} check-in{'s' if len(said) > 1 else ''}"
    labels, marked = _day_labels(history)
    return Row(
        title="Pain check-ins",
        value=f"mean {mean(value for _, value in said):.1f} of 10 ({number})",
        usual="",
        trend="",
        chart=Chart(
            title="Pain as you gave it, 0 to 10, each day",
            labels=labels,
            values=tuple(by_day.get(day) for day in history.period.days),
            marked=marked,
        ),
    )


def _trend_words(value: float | None, usual: float | None) -> str:
    found = trends.trend(value, usual)
    return "" if found is None else TREND_WORDS[found]


def _chart(history: History, followed: _Followed, usual: float | None) -> Chart:
    if history.period.unit is Unit.DAY:
        return _hour_chart(history, followed)
    by_day = {one.day: one.figures for one in history.summary.days if one.figures.watched_s > 0}
    figures = [by_day.get(day) for day in history.period.days]
    labels, marked = _day_labels(history)
    return Chart(
        title=f"{followed.each}, each day",
        labels=labels,
        values=tuple(None if one is None else followed.measure.of(one, 1) for one in figures),
        marked=marked,
        dots=tuple(None if one is None else float(one.breaks.due) for one in figures)
        if followed is _BREAKS
        else (),
        dots_are="due" if followed is _BREAKS else "",
        usual=usual,
    )


def _hour_chart(history: History, followed: _Followed) -> Chart:
    by_hour = dict(history.hours)
    hours = range(min(by_hour, default=0), max(by_hour, default=-1) + 1)
    values = []
    for hour in hours:
        value = followed.measure.of(by_hour[hour], 1) if hour in by_hour else None
        values.append(None if value is None else value * followed.times)
    return Chart(
        title=f"{followed.an_hour}, each hour of the day",
        labels=tuple(f"{hour}:00" if len(hours) < 10 else str(hour) for hour in hours),
        values=tuple(values),
        dots=tuple(float(by_hour[hour].breaks.due) if hour in by_hour else None for hour in hours)
        if followed is _BREAKS
        else (),
        dots_are="due" if followed is _BREAKS else "",
    )


def _day_labels(history: History) -> tuple[tuple[str, ...], int]:
    """The name of each day, and how many from one written name to the next."""
    if history.period.unit is Unit.MONTH:
        return tuple(str(day.day) for day in history.period.days), 5
    return tuple(f"{day:%a} {day.day}" for day in history.period.days), 1
