"""`posture log`: the figures of today, a week, a range."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from posture.adapters.clock import SystemClock
from posture.adapters.data_dirs import places
from posture.adapters.sqlite_reader import SqliteEventReader
from posture.summary import RangeSummary, summarise
from tui.log_format import Format, nothing_recorded, range_csv, range_json, range_table
from tui.period import ALLOWED, parse_period

if TYPE_CHECKING:
    from posture.ports import Clock, EventReader

_ANY_OFFSET = timedelta(days=1)
"""More than any zone's distance from UTC: the sessions asked for surely hold the local days wanted."""


def log(
    period: Annotated[str, typer.Argument(help=f"Which days: {ALLOWED}.")] = "today",
    output_format: Annotated[
        Format, typer.Option("--format", help="How to print the figures.")
    ] = Format.TABLE,
) -> None:
    """Print sitting, breaks and slouch figures of a period. A week is the last 7 days, a month the last 30.

    Example: posture log 2026-11-01..2026-11-20 --format csv
    """
    first, last = parse_period(period, local_date(SystemClock()))
    reader = SqliteEventReader(places(os.environ).database)
    try:
        summary = summary_of_days(reader, first, last)
    finally:
        reader.close()
    if not summary.days and output_format is not Format.TABLE:
        typer.echo(nothing_recorded(summary), err=True)
    typer.echo(_TEXT[output_format](summary), nl=False)


def local_date(clock: Clock) -> date:
    """Today, where the user is."""
    wall = clock.now().wall
    if wall is None:
        msg = "a clock on the wall knows the date"
        raise ValueError(msg)
    return wall.date()


def summary_of_days(reader: EventReader, first: date, last: date) -> RangeSummary:
    """The figures of the local days from `first` to `last`, a running session included."""
    start = datetime.combine(first, time(), tzinfo=UTC) - _ANY_OFFSET
    end = datetime.combine(last, time(), tzinfo=UTC) + 2 * _ANY_OFFSET
    sessions = reader.between(start, end)
    return summarise(sessions, first, last, until=reader.running_until())


_TEXT = {Format.TABLE: range_table, Format.JSON: range_json, Format.CSV: range_csv}
