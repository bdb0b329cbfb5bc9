"""`posture data`: the user's own data: where it is, all of it as files, and its removal."""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from posture.adapters.clock import SystemClock
from posture.adapters.data_dirs import HOME_VARIABLE, places
from posture.errors import UsageError
from tui.core_setup import our_places
from tui.parser_words import needs_command
from tui.terminal import on_a_terminal

app = typer.Typer()

_AGE = re.compile(r"([0-9]{1,5})d")


class Format(StrEnum):
    """How places are printed."""

    TABLE = "table"
    JSON = "json"


@app.callback(invoke_without_command=True)
def data(context: typer.Context) -> None:
    """Your own data: where it is, a copy of it, its removal.

    Example: posture data where
    """
    needs_command(context)


@app.command()
def where(
    output_format: Annotated[Format, typer.Option("--format", help="How to print them.")] = Format.TABLE,
) -> None:
    """Print where log, profiles, plans, reading marks, tips shown, settings, exercises and the rest are.

    Example: posture data where --format json
    """
    paths = asdict(places(os.environ))
    if output_format is Format.JSON:
        document = {name: {"path": str(path), "exists": _is_there(path)} for name, path in paths.items()}
        typer.echo(json.dumps(document, indent=2))
        return
    for name, path in paths.items():
        state = {True: "", False: "   (not there yet)", None: "   (it cannot be looked at)"}[_is_there(path)]
        typer.echo(f"{name.replace('_', ' '):<15}{path}{state}")
    typer.echo(f"Set {HOME_VARIABLE} to keep everything below one folder of your choice.", err=True)


def _is_there(path: Path) -> bool | None:
    """Whether it exists; `None` where nobody lets us look."""
    try:
        return path.exists()
    except OSError:
        return None


@app.command()
def export(
    target: Annotated[Path, typer.Argument(metavar="FOLDER|FILE.zip", help="Where to; it must not exist.")],
) -> None:
    """Write everything that is kept about you into a new folder or zip file, readable by you alone.

    The log as JSON Lines and CSV, and copies of profiles, plans, reading marks, settings and exercises. A
    monitor may run meanwhile.

    Example: posture data export my-data.zip
    """
    from posture.adapters.data_export import export_data  # noqa: PLC0415 - loads the database's library

    count = export_data(our_places(), target)
    typer.echo(f"posture: {target} holds {count} files", err=True)


@app.command()
def purge(
    *,
    older_than: Annotated[
        str | None, typer.Option("--older-than", metavar="DAYS", help="What is older, for example 90d.")
    ] = None,
    since: Annotated[str | None, typer.Option("--from", metavar="DATE", help="From this day on.")] = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="Up to and with this day.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Everything: log, profiles, plans, settings, exercises, notes.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing.")] = False,
) -> None:
    """Remove days from your log for good, or everything this program keeps. No monitor may run meanwhile.

    A session of the monitor that reaches beyond the days you name is kept whole, and you are told.

    Example: posture data purge --older-than 90d
    """
    from posture.adapters.data_purge import purge_all, purge_days  # noqa: PLC0415 - loads the database's library

    now = SystemClock().now().wall
    assert now is not None
    days = _days(older_than, since, until, everything=everything, today=now.date())
    what = "everything that is kept about you" if days is None else f"{_told(*days)} from your log"
    _ask(what, yes=yes)
    places_ = our_places()
    removed = purge_all(places_) if days is None else purge_days(places_, *_moments(*days))
    typer.echo("posture: " + removed.sentence(), err=True)


def _days(
    older_than: str | None, since: str | None, until: str | None, *, everything: bool, today: date
) -> tuple[date | None, date] | None:
    """The first day, if there is one, and the last day to remove; `None` for everything."""
    ways = sum((older_than is not None, since is not None or until is not None, everything))
    if ways != 1:
        raise UsageError("say what to remove: --older-than 90d, or --from and --to, or --all")
    if everything:
        return None
    if older_than is not None:
        match = _AGE.fullmatch(older_than)
        if match is None:
            msg = f"cannot read --older-than {older_than!r}: give a number of days such as 90d"
            raise UsageError(msg)
        try:
            return None, today - timedelta(days=int(match.group(1)) + 1)
        except OverflowError as error:
            msg = f"--older-than {older_than} goes back further than the calendar"
            raise UsageError(msg) from error
    first = None if since is None else _day("--from", since)
    last = today if until is None else _day("--to", until)
    if first is not None and last < first:
        raise UsageError("--to lies before --from: put the earlier day first")
    return first, last


def _day(option: str, text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        msg = f"cannot read {option} {text!r}: give a day such as 2026-11-20"
        raise UsageError(msg) from error
    if not date.min < found < date.max:
        msg = f"{option} {text} is at the edge of the calendar: give a day nearer to now"
        raise UsageError(msg)
    return found


def _moments(first: date | None, last: date) -> tuple[datetime | None, datetime]:
    """Local midnights around these days."""
    begin = None if first is None else datetime.combine(first, time()).astimezone()
    return begin, datetime.combine(last + timedelta(days=1), time()).astimezone()


def _told(first: date | None, last: date) -> str:
    if first is None:
        return f"all days up to {last}"
    return f"the day {first}" if first == last else f"the days {first} to {last}"


def _ask(what: str, *, yes: bool) -> None:
    if yes:
        return
    if not on_a_terminal():
        raise UsageError("nobody can be asked here: say --yes to remove it without a question")
    sys.stderr.write(f"Remove {what}? It cannot be undone. [y/N] ")
    sys.stderr.flush()
    if not sys.stdin.readline().strip().lower().startswith("y"):
        sys.stderr.write("posture: nothing was removed\n")
        raise typer.Exit(1)
