"""Figures as a plain table for people, and as JSON and CSV with stable keys for scripts.

Pure: text out, nothing printed. Everything fits 80 columns and needs no colour.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from posture.figures import SLOUCH_LABELS, Figures
from posture.labels import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from posture.summary import RangeSummary

Value = float | int | None

_LABEL_WORDS = {
    Label.SLOUCHED: "slouched",
    Label.LEANING_FORWARD: "leaning forward",
    Label.LEANING_LEFT: "leaning left",
    Label.LEANING_RIGHT: "leaning right",
}
_CLASS_WORDS = ("under 30 min", "30 to 60 min", "60 to 120 min", "120 min or more")
_NAME_WIDTH = 26
_TIME_WIDTH = 12


class Format(StrEnum):
    """How figures are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def duration(seconds: float) -> str:
    """A duration to read: "45 s", "4 min 05 s", "42 min", "1 h 05 min"."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 600:
        return f"{whole // 60} min {whole % 60:02d} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60:02d} min"


def figures_dict(figures: Figures) -> dict[str, Value]:
    """The figures under their stable keys: seconds end in `_s`, everything else counts."""
    classes = figures.bouts_by_class
    breaks = figures.breaks
    return {
        "watched_s": figures.watched_s,
        "sitting_s": figures.sitting_s,
        "standing_s": figures.standing_s,
        "away_s": figures.away_s,
        "unknown_s": figures.unknown_s,
        "paused_s": figures.paused_s,
        "suspended_s": figures.suspended_s,
        "bouts": len(figures.bouts_s),
        "longest_bout_s": figures.longest_bout_s,
        "median_bout_s": figures.median_bout_s,
        "bouts_under_30_min": classes[0],
        "bouts_30_to_60_min": classes[1],
        "bouts_60_to_120_min": classes[2],
        "bouts_120_min_or_more": classes[3],
        "micro_breaks": breaks.micro,
        "breaks_due": breaks.due,
        "breaks_taken": breaks.taken,
        "breaks_taken_prompted": breaks.prompted,
        "breaks_taken_natural": breaks.natural,
        "breaks_taken_seen": breaks.seen,
        "breaks_taken_self_reported": breaks.told,
        "breaks_missed": breaks.missed,
        "breaks_snoozed": breaks.snoozed,
        "breaks_worth": breaks.worth,
        "posture_shifts": figures.posture_shifts,
        "exercises_seen": sum(done.seen for done in figures.exercises.values()),
        "exercises_self_reported": sum(done.told for done in figures.exercises.values()),
        "slouch_episodes": figures.slouch_episodes,
        "slouch_s": figures.slouch_s,
        **{f"slouch_{label}_s": figures.slouch_s_by_label[label] for label in SLOUCH_LABELS},
    }


def range_json(summary: RangeSummary, rested: Sequence[date] = ()) -> str:
    """The days, their totals and the means per day watched, as one JSON object.

    `rested` are the days on which prompts rested after an answer about warning signs.
    """
    document = {**range_document(summary), "prompts_rested": [day.isoformat() for day in rested]}
    return json.dumps(document, indent=2) + "\n"


def range_document(summary: RangeSummary) -> dict[str, Any]:
    """The figures of the object that `range_json` writes."""
    return {
        "first": summary.first.isoformat(),
        "last": summary.last.isoformat(),
        "days_watched": summary.days_watched,
        "days": [
            {"day": None if day.day is None else day.day.isoformat(), **figures_dict(day.figures)}
            for day in summary.days
        ],
        "totals": figures_dict(summary.totals),
        "mean_per_day": _means(summary),
        "exercises": {name: asdict(done) for name, done in sorted(summary.totals.exercises.items())},
    }


def range_csv(summary: RangeSummary) -> str:
    """One line for each day, under a line of keys that is there even without any day."""
    text = io.StringIO()
    writer = csv.DictWriter(text, ["day", *figures_dict(summary.totals)], lineterminator="\n")
    writer.writeheader()
    for day in summary.days:
        writer.writerow({"day": day.day, **figures_dict(day.figures)})
    return text.getvalue()


def range_table(summary: RangeSummary) -> str:
    """One day in full, or a line for each day of a range with totals and means."""
    if not summary.days:
        return nothing_recorded(summary) + "\n"
    if summary.first == summary.last:
        return summary_table(summary.totals, title=f"{summary.first:%Y-%m-%d}")
    return _time_table(summary) + "\n" + _break_table(summary) + _not_watched(summary.totals)


def rested_words(rested: Sequence[date]) -> str:
    """That nothing was prompted on these days, which the breaks that were due cannot tell; or nothing."""
    if not rested:
        return ""
    days = ", ".join(map(str, rested))
    return (
        f"Prompts and exercises rested after an answer about warning signs: {days}.\n"
        "Breaks that were due then were not asked for.\n"
    )


def nothing_recorded(summary: RangeSummary) -> str:
    """What to say about a period without any session."""
    if summary.first == summary.last:
        return f"Nothing was recorded on {summary.first}."
    return f"Nothing was recorded from {summary.first} to {summary.last}."


def summary_table(figures: Figures, *, title: str) -> str:
    """The figures of one day or one session, a line each."""
    breaks = figures.breaks
    slouch_share = _share(figures.slouch_s, figures.sitting_s, "of sitting")
    rows: list[tuple[str, str, str]] = [
        ("Watched", duration(figures.watched_s), ""),
        ("  sitting", duration(figures.sitting_s), _share(figures.sitting_s, figures.watched_s)),
        ("  standing", duration(figures.standing_s), _share(figures.standing_s, figures.watched_s)),
        ("  away", duration(figures.away_s), _share(figures.away_s, figures.watched_s)),
        ("  unknown", duration(figures.unknown_s), _share(figures.unknown_s, figures.watched_s)),
        ("Not watched", duration(figures.paused_s + figures.suspended_s), ""),
        ("  paused", duration(figures.paused_s), ""),
        ("  asleep or stopped", duration(figures.suspended_s), ""),
        ("", "", ""),
        ("Sitting bouts", str(len(figures.bouts_s)), ""),
        ("  longest", _time(figures.longest_bout_s), ""),
        ("  median", _time(figures.median_bout_s), ""),
        *(
            (f"  {words}", str(count), "")
            for words, count in zip(_CLASS_WORDS, figures.bouts_by_class, strict=True)
        ),
        ("", "", ""),
        ("Breaks due", str(breaks.due), ""),
        ("Breaks taken", str(breaks.taken), ""),
        ("  after a prompt", str(breaks.prompted), _evidence(breaks.prompted_seen, breaks.prompted_told)),
        ("  unprompted", str(breaks.natural), _evidence(breaks.natural_seen, breaks.natural_told)),
        ("  together as long as", f"{breaks.worth:.1f}", "full breaks, of those the camera saw"),
        ("Breaks missed", str(breaks.missed), ""),
        ("Breaks snoozed", str(breaks.snoozed), ""),
        ("Micro-breaks", str(breaks.micro), ""),
        ("", "", ""),
        ("Postural shifts", str(figures.posture_shifts), "changes of position, while sitting"),
        ("Slouch episodes", str(figures.slouch_episodes), "beside your own reference"),
        ("Slouch time", duration(figures.slouch_s), slouch_share),
        *(
            (f"  {words}", duration(figures.slouch_s_by_label[label]), "")
            for label, words in _LABEL_WORDS.items()
        ),
        *_exercise_rows(figures),
    ]
    lines = [f"{name:<{_NAME_WIDTH}}{value:>{_TIME_WIDTH}}   {note}".rstrip() for name, value, note in rows]
    return "\n".join([title, "", *lines]) + "\n"


def _exercise_rows(figures: Figures) -> list[tuple[str, str, str]]:
    """A line for each exercise that was done, and none where there was none."""
    done = [(name, one) for name, one in sorted(figures.exercises.items()) if one.seen + one.told]
    if not done:
        return []
    return [
        ("", "", ""),
        ("Exercises", str(sum(one.seen + one.told for _, one in done)), ""),
        *(
            (
                f"  {name.replace('_', ' ')[: _NAME_WIDTH - 2]}",
                str(one.seen + one.told),
                _evidence(one.seen, one.told),
            )
            for name, one in done
        ),
    ]


def _time_table(summary: RangeSummary) -> str:
    columns: Mapping[str, str] = {
        "Watched": "watched_s",
        "Sitting": "sitting_s",
        "Standing": "standing_s",
        "Away": "away_s",
        "Unknown": "unknown_s",
    }
    rows = [(name, [_time(values[key]) for key in columns.values()]) for name, values in _table_rows(summary)]
    return _grid([(name, _TIME_WIDTH) for name in columns], rows)


def _break_table(summary: RangeSummary) -> str:
    rows = [
        (
            name,
            [
                _count(values["bouts"]),
                _time(values["longest_bout_s"]),
                _time(values["median_bout_s"]),
                _count(values["breaks_due"]),
                _count(values["breaks_taken"]),
                _count(values["breaks_missed"]),
                _time(values["slouch_s"]),
            ],
        )
        for name, values in _table_rows(summary)
    ]
    columns = [("Bouts", 7), ("Longest", 12), ("Median", 12), ("Due", 6), ("Taken", 7), ("Missed", 8)]
    return _grid([*columns, ("Slouch", 12)], rows)


def _table_rows(summary: RangeSummary) -> Iterable[tuple[str, Mapping[str, Value]]]:
    for day in summary.days:
        yield str(day.day), figures_dict(day.figures)
    yield "all days", figures_dict(summary.totals)
    yield "mean/day", _means(summary)


def _grid(columns: Sequence[tuple[str, int]], rows: Sequence[tuple[str, Sequence[str]]]) -> str:
    lines = [f"{'Day':<10}" + "".join(f"{name:>{width}}" for name, width in columns)]
    for name, cells in rows:
        padded = (f"{cell:>{width}}" for cell, (_, width) in zip(cells, columns, strict=True))
        lines.append(f"{name:<10}" + "".join(padded))
    return "\n".join(lines) + "\n"


def _means(summary: RangeSummary) -> dict[str, Value]:
    """Means per day watched of everything that can be added; longest and median have none."""
    days = summary.days_watched
    return {
        key: None if value is None or not days or "bout_s" in key else round(value / days, 3)
        for key, value in figures_dict(summary.totals).items()
    }


def _not_watched(totals: Figures) -> str:
    if not totals.paused_s + totals.suspended_s:
        return ""
    return (
        f"\nNot watched: {duration(totals.paused_s)} paused, "
        f"{duration(totals.suspended_s)} asleep or stopped.\n"
    )


def _share(part_s: float, whole_s: float, of: str = "") -> str:
    if not whole_s:
        return ""
    percent = 100 * part_s / whole_s
    # A couple of minutes of a day are little, and not nothing.
    number = "<1" if 0 < percent < 0.5 else f"{percent:.0f}"
    return f"{number} % {of}".rstrip()


def _evidence(seen: int, told: int) -> str:
    return f"{seen} seen by the camera, {told} self-reported" if seen + told else ""


def _time(seconds: Value) -> str:
    return "-" if seconds is None else duration(seconds)


def _count(value: Value) -> str:
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.1f}"
