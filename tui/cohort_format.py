"""Many reports as a table for a terminal, as CSV and as a page."""

from __future__ import annotations

import textwrap
from enum import StrEnum
from typing import TYPE_CHECKING

from posture.adapters.report_csv import table
from posture.adapters.report_html import template
from posture.adapters.report_json import shown
from posture.therapy.cohort import PAIN_NAMES, Attention
from posture.therapy.measures import Verdict
from posture.therapy.report_words import NOTHING, figure, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture.therapy.cohort import CohortRow
    from posture.therapy.report import MeasureLine

RULES = (
    "Call today: a yes to a warning sign of tier 1 or 2. Call: pain or activities worse by what counts, two "
    "or more red sessions or flare days, less than half of at least three sessions done, or no data. Look: a "
    "warning sign of tier 3, or a rule that waits for you. The rules are this program's own and only sort."
)
"""Stands below every table."""

_WORDS = {
    Attention.CALL_TODAY: "call today",
    Attention.CALL: "call",
    Attention.LOOK: "look",
    Attention.NONE: "-",
}
_HEADS = ("Patient", "Attention", "Until", "Data days", "Done", "Flares", "Red")
_LONGEST_NAME = 20
_GAP = 2


class Format(StrEnum):
    """How the table is printed."""

    TABLE = "table"
    CSV = "csv"
    HTML = "html"


def cohort_table(rows: Sequence[CohortRow], columns: int) -> str:
    """A line for each patient; below it why, and what pain and activities did."""
    if not rows:
        return "No reports.\n"
    cells = [_cells(row) for row in rows]
    cells = [(_cut(first), *rest) for first, *rest in cells]
    widths = [max(len(row[place]) for row in (_HEADS, *cells)) for place in range(len(_HEADS))]
    lines = [_line(_HEADS, widths)]
    for row, texts in zip(rows, cells, strict=True):
        lines.append(_line(texts, widths))
        why = "; ".join(_told(row))
        if why:
            lines += textwrap.wrap(why, columns, initial_indent="    ", subsequent_indent="    ")
    return "\n".join([*lines, "", *textwrap.wrap(RULES, columns)]) + "\n"


def cohort_csv(rows: Sequence[CohortRow]) -> str:
    """A row for each patient, with plain numbers."""
    heads = (
        "patient", "attention", "plan", "first", "last", "data_days", "days", "done_percent",
        "pain_baseline", "pain_now", "pain_verdict", "activities_baseline", "activities_now",
        "activities_verdict", "flare_days", "red_sessions", "reasons", "left_out", "file",
    )  # fmt: skip
    return table(
        heads,
        [
            (
                shown(row.patient), row.attention.value, shown(row.plan), row.first, row.last,
                row.data_days, row.days,
                None if row.percent is None else round(row.percent, 1),
                *_values(row.pain), *_values(row.activities), row.flare_days, row.red_sessions,
                shown("; ".join(row.reasons)), "; ".join(row.left_out), row.file,
            )
            for row in rows
        ],
    )  # fmt: skip


def cohort_html(rows: Sequence[CohortRow]) -> str:
    """A page with the same table."""
    return template("cohort.html.j2").render(
        heads=_HEADS, rows=[(_cells(row), "; ".join(_told(row))) for row in rows], rules=RULES
    )


def _cells(row: CohortRow) -> tuple[str, ...]:
    return (
        shown(row.patient),
        _WORDS[row.attention],
        row.last.isoformat(),
        f"{row.data_days} of {row.days}",
        percent(row.percent),
        NOTHING if row.flare_days is None else str(row.flare_days),
        NOTHING if row.red_sessions is None else str(row.red_sessions),
    )


def _told(row: CohortRow) -> tuple[str, ...]:
    return (
        *map(shown, row.reasons),
        *_courses(row),
        *((f"left out by the patient: {', '.join(row.left_out)}",) if row.left_out else ()),
    )


def _courses(row: CohortRow) -> tuple[str, ...]:
    """What pain and activities did, where no reason says it already."""
    lines = (
        (row.pain, "" if row.pain is None else PAIN_NAMES[row.pain.id]),
        (row.activities, "mean of the activities (10 is as before)"),
    )
    return tuple(
        f"{name} {figure(line.baseline)} to {figure(line.now)}"
        for line, name in lines
        if line is not None and line.verdict is not Verdict.WORSE
    )


def _values(line: MeasureLine | None) -> tuple[object, ...]:
    return (None, None, None) if line is None else (line.baseline, line.now, line.verdict.value)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    gap = " " * _GAP
    return gap.join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
