"""`posture report`: what a physical therapist reads back, written by the patient, sent by nobody but him."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from posture.adapters.clock import SystemClock
from posture.adapters.data_dirs import places
from posture.errors import UsageError
from tui.core_setup import warn
from tui.report_period import LAST_ALLOWED, report_period

if TYPE_CHECKING:
    from datetime import date, datetime

    from posture.adapters.reader_place import ReaderPlace
    from posture.therapy.report import Report, Section
    from posture.therapy.report_sources import Sources

_PAPERS = ("a4", "letter")
_OUT = "-"


@dataclass(frozen=True, slots=True)
class _Target:
    """One thing to write: what kind, and where; `-` is standard output."""

    kind: str
    where: str

    @property
    def is_folder(self) -> bool:
        return self.kind == "csv" and not self.where.lower().endswith(".zip")


def report(
    *,
    first: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="The first day; that of your plan.")
    ] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DATE", help="The last day; today.")] = None,
    length: Annotated[
        str | None, typer.Option("--last", metavar="4w", help=f"How long: {LAST_ALLOWED}.")
    ] = None,
    html: Annotated[str | None, typer.Option(metavar="FILE", help="One page to print.")] = None,
    md: Annotated[str | None, typer.Option(metavar="FILE", help="Markdown; - prints it.")] = None,
    json: Annotated[
        str | None, typer.Option(metavar="FILE", help="JSON with a published schema; - prints it.")
    ] = None,
    csv: Annotated[
        str | None, typer.Option(metavar="FOLDER|FILE.zip", help="Tables for a spreadsheet.")
    ] = None,
    fhir: Annotated[str | None, typer.Option(metavar="FILE", help="A FHIR R4 bundle; - prints it.")] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(metavar="SECTION,...", help="Leave sections out; the report says that you did."),
    ] = None,
    paper: Annotated[
        str | None, typer.Option(metavar="a4|letter", help="Paper of the page; that of your country.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
) -> None:
    """Write a report for your physical therapist: one page, and the figures behind it. Nothing is sent.

    By itself it begins with your plan (at least 1 week, at most 12; 4 weeks without a plan) and ends today.
    Without a file it prints the report, so that you read first what you hand on. Sections to leave out:
    goals, adherence, symptoms, function, sitting, posture, notes, safety, rules, quality.

    Example: posture report --last 4w --without notes --html report.html
    """
    now = _now()
    where = places(os.environ)

    def began(day: date) -> date | None:
        from tui.report_sources import plan_began  # noqa: PLC0415 - loads slowly

        return plan_began(where, day)

    days = report_period(first, last, length, now.date(), plan_began=began)
    gone = _sections(without or [])
    named = {"html": html, "md": md, "json": json, "csv": csv, "fhir": fhir}
    targets = [_Target(kind, where) for kind, where in named.items() if where is not None]
    _check_targets(targets, force=force)
    if paper is not None and paper not in _PAPERS:
        raise UsageError(f"--paper is one of {', '.join(_PAPERS)}, and {paper!r} is not")

    # Imported here: reading plans and records takes a while to load.
    from posture.adapters.reader_place import reader_place  # noqa: PLC0415
    from posture.therapy.report_making import make_report  # noqa: PLC0415
    from tui.report_sources import gather  # noqa: PLC0415

    place = reader_place(os.environ)
    sources = gather(where, *days, made=now, first_weekday=place.first_weekday, without=gone)
    made = make_report(sources)
    if not made.header.data_days:
        warn("there is no data in this period; the report says so")
    if targets:
        _write(made, sources, place, paper, targets, force=force)
    else:
        _preview(made, place)


def _sections(words: list[str]) -> frozenset[Section]:
    from posture.therapy.report import Section  # noqa: PLC0415 - where it is asked for

    names = [name.strip() for word in words for name in word.split(",") if name.strip()]
    allowed = ", ".join(Section)
    for name in names:
        if name not in set(Section):
            raise UsageError(f"there is no section {name!r} to leave out; there are {allowed}")
    return frozenset(map(Section, names))


def _check_targets(targets: list[_Target], *, force: bool) -> None:
    from posture.adapters.report_files import check_target  # noqa: PLC0415 - where it is asked for

    printed = [one for one in targets if one.where == _OUT]
    if len(printed) > 1:
        raise UsageError("only one kind of report can be printed with -; name files for the others")
    if any(one.kind in ("html", "csv") for one in printed):
        raise UsageError("--html and --csv need a file; - prints --md, --json and --fhir")
    files = [Path(one.where).absolute() for one in targets if one.where != _OUT]
    if len(set(files)) < len(files):
        raise UsageError("two kinds of report have the same file; give each a file of its own")
    for one in targets:
        if one.where != _OUT:
            check_target(Path(one.where), force=force, folder=one.is_folder)


def _write(
    made: Report,
    sources: Sources,
    place: ReaderPlace,
    paper: str | None,
    targets: list[_Target],
    *,
    force: bool,
) -> None:
    from posture.adapters.reader_place import on_paper  # noqa: PLC0415 - where it is asked for
    from posture.adapters.report_csv import report_tables, zipped  # noqa: PLC0415 - where it is asked for
    from posture.adapters.report_files import write_file, write_folder  # noqa: PLC0415 - where it is asked for
    from tui.report_formats import report_as  # noqa: PLC0415 - loads slowly

    for one in targets:
        if one.is_folder:
            write_folder(Path(one.where), report_tables(made), force=force)
        elif one.kind == "csv":
            write_file(Path(one.where), zipped(report_tables(made)), force=force)
        else:
            text = report_as(one.kind, made, sources, on_paper(place, paper))
            if one.where == _OUT:
                sys.stdout.write(text)
            else:
                write_file(Path(one.where), text.encode(), force=force)
        if one.where != _OUT:
            typer.echo(f"Written to {one.where}; nothing was sent.", err=True)


def _preview(made: Report, place: ReaderPlace) -> None:
    from posture.adapters.report_text import report_text  # noqa: PLC0415 - where it is asked for

    sys.stdout.write(report_text(made, place, shutil.get_terminal_size().columns))
    typer.echo(
        "Nothing was written or sent. --html FILE writes the page; --without leaves parts out.", err=True
    )


def _now() -> datetime:
    wall = SystemClock().now().wall
    assert wall is not None
    return wall
