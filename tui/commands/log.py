"""`posture log`: the figures of today, a week, a range."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from posture.adapters.clock import SystemClock
from posture.adapters.data_dirs import places
from posture.adapters.record_store import read_history
from posture.adapters.sqlite_reader import SqliteEventReader
from posture.summary import RangeSummary, summarise
from posture.therapy.history import of_kind
from posture.therapy.records import WarningSignAnswers
from posture.therapy.warning_signs import EMERGENCY
from tui.log_format import Format, nothing_recorded, range_csv, range_json, range_table, rested_words
from tui.period import ALLOWED, parse_period

if TYPE_CHECKING:
    from posture.instant import Instant
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
    rested = _days_of_rest(first, last)
    if not summary.days and output_format is not Format.TABLE:
        typer.echo(nothing_recorded(summary), err=True)
    if output_format is Format.JSON:
        typer.echo(range_json(summary, rested), nl=False)
        return
    typer.echo(range_csv(summary) if output_format is Format.CSV else range_table(summary), nl=False)
    to_table = output_format is Format.TABLE
    if rested:
        typer.echo(("\n" if to_table else "") + rested_words(rested), nl=False, err=not to_table)


def local_date(clock: Clock) -> date:
    """Today, where the user is."""
    wall = clock.now().wall
    if wall is None:
        msg = "a clock on the wall knows the date"
        raise ValueError(msg)
    return wall.date()


def _days_of_rest(first: date, last: date) -> list[date]:
    """The days from `first` to `last` on which prompts rested."""
    answers = of_kind(read_history(places(os.environ).database).records(), WarningSignAnswers)
    days = {one.at.date() for one in answers if one.tier == EMERGENCY}
    return sorted(day for day in days if first <= day <= last)


def summary_of_days(
    reader: EventReader, first: date, last: date, *, now: Instant | None = None
) -> RangeSummary:
    """The figures of the local days from `first` to `last`, a running session included.

    It is known up to its last sign of life, or up to `now` for whoever runs it.
    """
    start = datetime.combine(first, time(), tzinfo=UTC) - _ANY_OFFSET
    end = datetime.combine(last, time(), tzinfo=UTC) + 2 * _ANY_OFFSET
    sessions = reader.between(start, end)
    running = reader.running_until()
    return summarise(sessions, first, last, until=running if running is None or now is None else now)
