"""What the history shows, as a table (CSV) and as one JSON object, in files that nobody else can read."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

from posture.adapters.private_files import create_private_file
from posture.errors import UsageError
from posture.trends import MEASURES, usual
from tui.history_period import Unit
from tui.log_format import figures_dict, range_csv, range_document

if TYPE_CHECKING:
    from tui.history_source import History

_SUFFIXES = (".csv", ".json")


def default_name(history: History) -> str:
    """A name to propose: "posture-week-2026-11-16"."""
    return f"posture-{history.period.unit}-{history.period.first}"


def save(history: History, name: str, folder: Path) -> tuple[Path, Path]:
    """Write both files; returns where they are.

    Args:
        history: what is shown.
        name: a file name or a path, with or without one of the endings.
        folder: where a name without a folder belongs.

    Raises:
        UsageError: there is no name, or a file of that name is there already.
        StorageError: a file cannot be written.
    """
    stem = name.strip()
    for suffix in _SUFFIXES:
        stem = stem.removesuffix(suffix)
    if not stem or stem.endswith(("/", "\\")):
        raise UsageError("the file needs a name, for example posture-week")
    base = folder / Path(stem).expanduser()
    table, document = (base.with_name(base.name + suffix) for suffix in _SUFFIXES)
    for path in (table, document):
        if path.exists():
            raise UsageError(f"{path} is there already: choose another name")
    create_private_file(table, as_csv(history).encode())
    create_private_file(document, as_json(history).encode())
    return table, document


def as_csv(history: History) -> str:
    """A line for each day; for each hour where one day is shown."""
    if history.period.unit is not Unit.DAY:
        return range_csv(history.summary)
    text = io.StringIO()
    keys = ["day", "hour", *figures_dict(history.summary.totals)]
    writer = csv.DictWriter(text, keys, lineterminator="\n")
    writer.writeheader()
    for hour, figures in history.hours:
        writer.writerow({"day": history.period.first, "hour": hour, **figures_dict(figures)})
    return text.getvalue()


def as_json(history: History) -> str:
    """Days, sums and means as `posture log --format json` has them, and hours, usual values, check-ins."""
    days = history.summary.days_watched
    document = {
        "unit": history.period.unit.value,
        **range_document(history.summary),
        "hours": [{"hour": hour, **figures_dict(figures)} for hour, figures in history.hours],
        "measures": {
            measure.id: {
                "value": measure.of(history.summary.totals, days),
                "usual": usual(measure, list(history.weeks)),
            }
            for measure in MEASURES
        },
        "pain_check_ins": [{"day": str(day), "pain": value} for day, value in history.pain],
    }
    return json.dumps(document, indent=2) + "\n"
