"""`posture cohort`: the reports of many patients in one table."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from posture.errors import ReportError, UsageError
from tui.core_setup import warn

if TYPE_CHECKING:
    from posture.therapy.report import Report

_WIDEST = 100
_NARROWEST = 40
_FORMATS = ("table", "csv", "html")


def cohort(
    files: Annotated[
        list[Path], typer.Argument(metavar="REPORT.json...", help="Files of `posture report --json`.")
    ],
    *,
    output_format: Annotated[
        str, typer.Option("--format", metavar="table|csv|html", help="How to print the table.")
    ] = "table",
) -> None:
    """Print a table over reports of patients: who needs a call first, and why; the rules stand below it.

    Of two reports about the same patient and plan the newer counts. A file that is no report is named and
    left out, and the exit code is then 1.

    Example: posture cohort reports/*.json --format html > patients.html
    """
    from posture.adapters.report_json import read_report, shown  # noqa: PLC0415 - loads slowly
    from posture.therapy.cohort import cohort as compare  # noqa: PLC0415 - loads slowly
    from tui.cohort_format import Format, cohort_csv, cohort_html, cohort_table  # noqa: PLC0415 - loads slowly

    if output_format not in _FORMATS:
        raise UsageError(f"--format is one of {', '.join(_FORMATS)}, and {shown(output_format)!r} is not")
    reports: dict[str, Report] = {}
    broken = 0
    for file in dict.fromkeys(files):
        try:
            reports[shown(str(file))] = read_report(file)
        except ReportError as error:
            broken += 1
            warn(str(error))
    found = compare(reports)
    for older, newer in found.older.items():
        warn(f"{older} is left out: {newer} is about the same patient and plan, and not older")
    columns = max(_NARROWEST, min(shutil.get_terminal_size().columns, _WIDEST))
    if reports:
        match Format(output_format):
            case Format.TABLE:
                text = cohort_table(found.rows, columns)
            case Format.CSV:
                text = cohort_csv(found.rows)
            case Format.HTML:
                text = cohort_html(found.rows)
        sys.stdout.write(text)
    if broken:
        raise ReportError(f"{broken} of {len(dict.fromkeys(files))} files could not be read as a report")
