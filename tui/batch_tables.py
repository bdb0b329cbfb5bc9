"""The results of a collection as tables and as a summary; the same however they were made."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from posture.adapters.private_files import storage_errors, write_private_file
from posture.errors import UsageError
from posture.figures import Figures
from posture.labels import Label
from tui.log_format import duration, figures_dict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from tui.batch_work import Result

FIGURES = ("length_s", "frames", *(f"frames_{label}" for label in Label), *figures_dict(Figures()))
"""The keys of a result's figures, in the order of the columns."""
_ABOUT = ("recording", "error", "warnings")
EVENT_COLUMNS = ("recording", "t", "wall", "type", "details")

_NOT_ADDED = ("longest_bout_s", "median_bout_s")


def figure_rows(results: Mapping[str, Result]) -> list[dict[str, Any]]:
    """A row for each recording; one that failed has its sentence and no figures."""
    return [
        {
            "recording": name,
            "error": result["error"],
            "warnings": " ".join(result["warnings"]) or None,
            **{key: result["figures"].get(key) for key in FIGURES},
        }
        for name, result in results.items()
    ]


def event_rows(results: Mapping[str, Result]) -> Iterable[dict[str, Any]]:
    """A row for each event; what only some types have stands as JSON in `details`."""
    for name, result in results.items():
        for event in result["events"]:
            details = {key: value for key, value in event.items() if key not in EVENT_COLUMNS}
            yield {
                "recording": name,
                **{key: event[key] for key in ("t", "wall", "type")},
                "details": json.dumps(details),
            }


def summary_dict(results: Mapping[str, Result]) -> dict[str, Any]:
    """How many recordings there are, what failed, and the sums of what can be added."""
    good = [result["figures"] for result in results.values() if result["error"] is None]
    return {
        "recordings": len(results),
        "replayed": len(good),
        "failed": {name: result["error"] for name, result in results.items() if result["error"] is not None},
        "totals": {
            key: round(sum(figures[key] for figures in good), 3) for key in FIGURES if key not in _NOT_ADDED
        },
    }


def summary_text(summary: Mapping[str, Any]) -> str:
    """The summary for people, each line ended by a newline."""
    totals = summary["totals"]
    lines = [
        f"{summary['replayed']} of {summary['recordings']} recordings replayed",
        f"length {duration(totals['length_s'])}, {totals['frames']} frames",
        f"sitting {duration(totals['sitting_s'])}, standing {duration(totals['standing_s'])}",
        f"away {duration(totals['away_s'])}, unknown {duration(totals['unknown_s'])}",
        f"slouch episodes {totals['slouch_episodes']}, {duration(totals['slouch_s'])}",
        f"breaks taken {totals['breaks_taken']}, postural shifts {totals['posture_shifts']}",
    ]
    lines += [f"failed: {name}: {error}" for name, error in summary["failed"].items()]
    return "".join(f"{line}\n" for line in lines)


def write_tables(folder: Path, results: Mapping[str, Result], *, parquet: bool) -> dict[str, Any]:
    """Write `figures.csv`, `events.csv` and `summary.json`, and the tables as Parquet if asked for.

    Raises:
        StorageError: they cannot be written.
    """
    rows, events = figure_rows(results), list(event_rows(results))
    _write_csv(folder / "figures.csv", (*_ABOUT, *FIGURES), rows)
    _write_csv(folder / "events.csv", EVENT_COLUMNS, events)
    if parquet:
        _write_parquet(folder / "figures.parquet", (*_ABOUT, *FIGURES), rows)
        _write_parquet(folder / "events.parquet", EVENT_COLUMNS, events)
    summary = summary_dict(results)
    text = json.dumps(summary, indent=2, ensure_ascii=False) + "\n"
    write_private_file(folder / "summary.json", text.encode())
    return summary


def check_parquet() -> None:
    """Find out before long work whether Parquet can be written.

    Raises:
        UsageError: the library for it is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: F401, PLC0415 - an extra
    except ImportError as error:
        raise UsageError(
            '--parquet needs the library pyarrow; install this program as "posture[parquet]"'
        ) from error


def _write_csv(path: Path, columns: Iterable[str], rows: Iterable[dict[str, Any]]) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_private_file(path, text.getvalue().encode())


def _write_parquet(path: Path, columns: Iterable[str], rows: list[dict[str, Any]]) -> None:
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415

    texts = (*_ABOUT, *EVENT_COLUMNS)
    kinds = {
        name: pa.float64()
        if name == "t" or name.endswith(("_s", "_worth"))
        else pa.string()
        if name in texts
        else pa.int64()
        for name in columns
    }
    buffer = pa.BufferOutputStream()
    with storage_errors(path):
        pq.write_table(pa.Table.from_pylist(rows, schema=pa.schema(list(kinds.items()))), buffer)
    write_private_file(path, buffer.getvalue().to_pybytes())
