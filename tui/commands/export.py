"""`posture export`: the log for other programs."""

from __future__ import annotations

import json
import platform
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from posture.activitywatch import Bucket, buckets
from posture.adapters.activitywatch_server import ActivityWatchServer
from posture.adapters.private_files import write_private_file
from posture.adapters.sqlite_reader import SqliteEventReader
from posture.errors import PostureError, StorageError, UsageError
from tui.core_setup import our_places, warn
from tui.line_sink import STANDARD_OUTPUT
from tui.parser_words import needs_command

app = typer.Typer()

_EVER = (datetime(1970, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC))
_ANY_OFFSET = timedelta(days=1)
"""More than any zone's distance from UTC: the sessions asked for surely hold the local days wanted."""


@app.callback(invoke_without_command=True)
def export(context: typer.Context) -> None:
    """Write your log for other programs. Nothing leaves this computer.

    Example: posture export activitywatch --out buckets.json
    """
    needs_command(context)


@app.command()
def activitywatch(
    *,
    first: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="The first day; default: all there is.")
    ] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DATE", help="The last day, included.")] = None,
    out: Annotated[
        str | None,
        typer.Option("--out", metavar="FILE|-", help="Write buckets for ActivityWatch's import here."),
    ] = None,
    server: Annotated[
        str | None,
        typer.Option(
            "--server",
            metavar="URL",
            help="Hand them to the ActivityWatch on this computer, such as http://127.0.0.1:5600. Other "
            "computers are refused.",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
) -> None:
    """Export presence, slouch episodes and breaks as ActivityWatch buckets.

    The buckets are called posture-presence, posture-posture and posture-breaks, each with the name of this
    computer. Handing the same days over again to a server changes nothing. A file is for one import: some
    versions of ActivityWatch refuse a second one, others double the events. Only the log of your own camera
    is exported.

    Example: posture export activitywatch --from 2026-11-01 --to 2026-11-20 --out buckets.json
    """
    if out is None and server is None:
        raise UsageError("name a file with --out, or the ActivityWatch of this computer with --server")
    begin, end = _date(first, "--from"), _date(last, "--to")
    if begin is not None and end is not None and end < begin:
        raise UsageError(f"--to {end} lies before --from {begin}; put the earlier date first")
    target = None if server is None else ActivityWatchServer(server)
    if out not in (None, STANDARD_OUTPUT) and Path(str(out)).exists() and not force:
        raise StorageError(f"{out} exists already: choose another name, or replace it with --force.")
    made = _buckets(begin, end)
    count = sum(len(bucket["events"]) for bucket in made.values())
    if not count:
        raise PostureError("nothing was recorded in that time, so there is nothing to export")
    if out is not None:
        text = json.dumps({"buckets": made}, indent=2) + "\n"
        if out == STANDARD_OUTPUT:
            typer.echo(text, nl=False)
        else:
            write_private_file(Path(out), text.encode())
            warn(f"{count} events in {len(made)} buckets written to {out}")
    if target is not None:
        target.put(made)
        warn(f"{count} events in {len(made)} buckets handed to {server}")


def _buckets(first: date | None, last: date | None) -> dict[str, Bucket]:
    start, end = _EVER
    if first is not None:
        start = max(start, datetime(first.year, first.month, first.day, tzinfo=UTC) - _ANY_OFFSET)
    if last is not None:
        end = min(end, datetime(last.year, last.month, last.day, tzinfo=UTC) + 2 * _ANY_OFFSET)
    reader = SqliteEventReader(our_places().database)
    try:
        sessions = reader.between(start, end)
        return buckets(sessions, first, last, platform.node() or "computer", until=reader.running_until())
    finally:
        reader.close()


def _date(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not _EVER[0].year < day.year < _EVER[1].year:
        raise UsageError(f"{option} {text} is no date; write it as 2026-11-20")
    return day
