"""A report as tables, one file each: in a folder, or in one ZIP file.

Words of patients and therapists that a spreadsheet would take for a formula get an apostrophe before them.
"""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING, Any

from posture.adapters.report_json import report_document

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from posture.therapy.report import Report

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a ZIP: the same report gives the same bytes."""

_LISTS = (
    ("versions.csv", ("header", "versions")),
    ("goals.csv", ("goals",)),
    ("exercises.csv", ("adherence", "exercises")),
    ("weeks.csv", ("adherence", "weeks")),
    ("pain.csv", ("symptoms", "measures")),
    ("pain_check_ins.csv", ("symptoms", "check_ins")),
    ("pain_red.csv", ("symptoms", "red_ratings")),
    ("pain_places.csv", ("symptoms", "places")),
    ("pain_days.csv", ("symptoms", "days")),
    ("activities.csv", ("function", "measures")),
    ("days.csv", ("sitting", "days")),
    ("weekdays.csv", ("sitting", "weekdays")),
    ("notes.csv", ("notes",)),
    ("warning_signs.csv", ("safety", "signs")),
    ("stopped.csv", ("safety", "stopped")),
    ("rules_now.csv", ("rules", "now")),
    ("rules_fired.csv", ("rules", "fired")),
    ("questions.csv", ("rules", "questions")),
)
"""Files, and where in the JSON document their rows stand."""

_EXERCISE_WEEKS = "exercise_weeks.csv"

TABLE_NAMES = ("report.csv", _EXERCISE_WEEKS, *(name for name, _ in _LISTS))
"""Every file there can be."""


def report_tables(report: Report) -> dict[str, str]:
    """The tables by their file names; one without rows is not there, nor is what was left out."""
    document = report_document(report)
    tables = {"report.csv": table(("figure", "value"), _single(document))}
    for name, path in _LISTS:
        rows = [_flat(row) for row in _at(document, path)]
        if rows:
            tables[name] = table(tuple(rows[0]), [tuple(row.values()) for row in rows])
    weeks = [
        (one["id"], *week.values())
        for one in _at(document, ("adherence", "exercises"))
        for week in one["weeks"]
    ]
    if weeks:
        tables[_EXERCISE_WEEKS] = table(("id", "first", "due", "done"), weeks)
    return tables


def zipped(tables: Mapping[str, str]) -> bytes:
    """The tables as one ZIP file."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in tables.items():
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), text)
    return content.getvalue()


def _single(document: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """What stands once in a report, under the path of its keys."""
    rows: list[tuple[str, Any]] = []
    for key, value in document.items():
        if isinstance(value, dict):
            rows += [(f"{key}.{name}", inner) for name, inner in _single(value)]
        elif not isinstance(value, list):
            rows.append((key, value))
        elif all(isinstance(one, str) for one in value):
            rows.append((key, "; ".join(value)))
    return rows


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row without the weeks, which have a table of their own; a list of words becomes one cell."""
    return {
        key: "; ".join(value) if isinstance(value, list) else value
        for key, value in row.items()
        if key != "weeks"
    }


def _at(document: Mapping[str, Any], path: Sequence[str]) -> list[dict[str, Any]]:
    value: Any = document
    for key in path:
        value = None if value is None else value[key]
    return value or []


def table(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """One table as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
