"""`posture plan`: a physical therapist's plan, from the therapist's side and from the patient's."""

from __future__ import annotations

import os
import shutil
from datetime import datetime, time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from posture.adapters.clock import SystemClock
from posture.errors import PlanError
from tui.completions import plan_templates
from tui.core_setup import our_places, warn
from tui.parser_words import needs_command
from tui.plan_words import day_words
from tui.terminal import on_a_terminal

if TYPE_CHECKING:
    from posture.adapters.plan_file import Knowledge
    from posture.adapters.plan_shelf import PlanShelf, UsedPlan
    from posture.therapy.plan import Plan

app = typer.Typer()

_WIDEST = 100
_NONE_IN_USE = "no plan is in use; `posture plan use FILE` starts one"

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="A plan file.")]


class Format(StrEnum):
    """How what was found is printed."""

    TEXT = "text"
    JSON = "json"


@app.callback(invoke_without_command=True)
def plan(context: typer.Context) -> None:
    """A physical therapist's plan: write, check, read and start one.

    Example: posture plan new anna.toml --template band_raise
    """
    needs_command(context)


@app.command()
def new(
    file: Annotated[Path, typer.Argument(metavar="[FILE]", help="Where to write it.")] = Path("plan.toml"),
    *,
    template: Annotated[
        str | None,
        typer.Option(
            "--template",
            metavar="NAME",
            help="What to begin with, or its first letters; --list lists them.",
            autocompletion=plan_templates,
        ),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the templates and write nothing.")] = False,
    patient: Annotated[
        str | None, typer.Option("--for", help="For whom: an alias, not the full name.")
    ] = None,
    therapist: Annotated[str | None, typer.Option("--from", help="From whom.")] = None,
    start: Annotated[str | None, typer.Option("--start", metavar="DATE", help="The first day.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write a plan to change with any text editor; its comments say what each line means.

    On a terminal it asks a few questions, each with an answer that Enter takes.

    Example: posture plan new anna.toml --template band_raise
    """
    from posture.adapters import plan_templates as templates  # noqa: PLC0415 - loads slowly
    from posture.therapy.plan_slips import PATIENT, THERAPIST  # noqa: PLC0415 - where it is asked for
    from tui import plan_questions as questions  # noqa: PLC0415 - loads slowly

    if list_:
        for name, about in templates.template_names().items():
            typer.echo(f"{name:<18}{about}")
        return
    if file.exists() and not force:
        raise PlanError(f"{file} is there already; name another file, or say --force to replace it")
    asking = on_a_terminal() and not yes
    if template is not None:
        name = templates.template_named(template)
    else:
        name = questions.ask_template() if asking else templates.DEFAULT
    answers = templates.Answers(
        patient=PATIENT if patient is None else questions.line(patient, "--for"),
        therapist=THERAPIST if therapist is None else questions.line(therapist, "--from"),
        start=questions.next_monday(_now().date()) if start is None else questions.day(start),
        weeks_to_review=templates.weeks_to_review(name),
    )
    if asking:
        typed = {"patient": patient, "therapist": therapist, "start": start}
        answers = questions.ask_answers(name, answers, [key for key, value in typed.items() if value])
    text = templates.filled(name, answers)
    try:
        with file.open("w" if force else "x", encoding="utf-8") as written:
            written.write(text)
    except OSError as error:
        raise PlanError(f"cannot write {file}: {error.strerror}; name another file") from error
    typer.echo(f"Written to {file}. Change it with a text editor, then: posture plan check {file}", err=True)


@app.command()
def check(
    file: FileArgument,
    *,
    output_format: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.TEXT,
) -> None:
    """Say what to mend in a plan, with line, key and what is allowed, and what is unusual in it.

    Errors make it exit with 1; warnings are for you to know.

    Example: posture plan check anna.toml
    """
    from posture.adapters.plan_file import check_plan, read_bytes, refusal  # noqa: PLC0415 - loads slowly
    from tui.plan_check_text import check_json, check_text  # noqa: PLC0415 - loads slowly

    checked = check_plan(read_bytes(file), _knowledge(), _now().date())
    if output_format is Format.JSON:
        typer.echo(check_json(str(file), checked), nl=False)
    else:
        typer.echo(check_text(str(file), checked, _columns()), nl=False)
    if not checked.says_plan:
        raise PlanError(refusal(file, checked))
    if checked.plan is None:
        raise PlanError(f"{file} cannot be used yet; mend what is listed above and check it again")
    if output_format is Format.TEXT:
        typer.echo(f"Read it as your patient will: posture plan show {file}", err=True)


@app.command()
def show(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="A plan file; without one, the plan in use.")
    ] = None,
) -> None:
    """Print a plan as the patient reads it.

    Example: posture plan show
    """
    from posture.adapters.plan_file import read_plan  # noqa: PLC0415 - loads slowly
    from posture.adapters.reader_place import reader_place  # noqa: PLC0415 - loads slowly
    from tui.plan_text import plan_text  # noqa: PLC0415 - loads slowly

    known = _knowledge()
    shown = _in_use(known) if file is None else read_plan(file, known)
    if shown is None:
        raise PlanError(_NONE_IN_USE)
    first = reader_place(os.environ).first_weekday
    text = plan_text(shown, known.exercises, _titles(), _now().date(), _columns(), first_weekday=first)
    typer.echo(text, nl=False)
    waiting = _shelf().waiting(_now()) if file is None else None
    if waiting is not None:
        typer.echo(
            f"\n{waiting.title} (version {waiting.revision}) takes its place on {_day(waiting.started)}."
        )


@app.command()
def use(file: FileArgument) -> None:
    """Start a plan: check it, keep a copy of your own, and show what changed since the last.

    A plan that has an error is refused, and the one in use goes on. One that begins later waits for its
    first day, and the one in use goes on until then. Older versions are kept.

    Example: posture plan use anna.toml
    """
    from posture.adapters.plan_file import check_plan, read_bytes, refusal  # noqa: PLC0415 - loads slowly
    from tui.plan_replacing import called_off_words, replacing_lines, revision_words  # noqa: PLC0415 - loads slowly
    from tui.plan_text import phase_words, version_words  # noqa: PLC0415 - loads slowly

    known, shelf, now = _knowledge(), _shelf(), _now()
    content = read_bytes(file)
    checked = check_plan(content, known)
    fresh = checked.plan
    if fresh is None:
        raise PlanError(refusal(file, checked))
    running, waiting = shelf.in_use(now), shelf.waiting(now)
    named = f"{fresh.title} ({version_words(fresh)})"
    if waiting is not None and waiting.hash == fresh.hash:
        typer.echo(f"This plan waits already: {named}.", err=True)
        return
    goes_on = running is not None and running.hash == fresh.hash
    if goes_on and waiting is None:
        typer.echo(f"This plan is in use already: {named}.", err=True)
        return
    begins = now if running is None else _begins(fresh, _readable(running, known), now)
    shelf.use(fresh, content, begins)
    if waiting is not None:
        typer.echo(called_off_words(waiting))
    if goes_on:
        typer.echo(f"{named} goes on.")
        return
    if running is not None and begins > now:
        typer.echo(f"In use from {_day(begins)} on: {named}.")
        typer.echo(f"Until then {running.title} (version {running.revision}) goes on.")
    else:
        typer.echo(f"In use from now on: {named}.")
    typer.echo(phase_words(fresh, now.date()))
    odd = ""
    if running is not None:
        for line in replacing_lines(running, _readable(running, known), fresh, known.exercises):
            typer.echo(line)
        odd = revision_words(running, fresh)
    if begins == now:
        for line in _doses(shelf, known):
            typer.echo(line)
    if odd:
        warn(odd)
    typer.echo("`posture plan show` prints the whole plan.", err=True)


@app.command()
def stop() -> None:
    """Stop following the plan in use; it stays in the history.

    Example: posture plan stop
    """
    shelf, now = _shelf(), _now()
    ending = [one for one in (shelf.in_use(now), shelf.waiting(now)) if one is not None]
    if not ending:
        raise PlanError(_NONE_IN_USE)
    shelf.stop(now)
    kept = "; ".join(f"{one.title} is kept: {one.file}" for one in ending)
    typer.echo(f"No plan is in use any more. {kept}", err=True)


@app.command()
def history(
    *,
    output_format: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.TEXT,
) -> None:
    """List every version of a plan that was in use, with its days and its file.

    Example: posture plan history
    """
    from tui.plan_history_text import history_json, history_text  # noqa: PLC0415 - where it is asked for

    used = _shelf().history()
    if output_format is Format.JSON:
        typer.echo(history_json(used), nl=False)
    elif used:
        typer.echo(history_text(used, _now().date()), nl=False)
    else:
        typer.echo("No plan was in use yet; `posture plan use FILE` starts one.", err=True)


def _knowledge() -> Knowledge:
    """What a plan may refer to on this computer."""
    from posture.adapters.plan_knowledge import load_knowledge  # noqa: PLC0415 - loads slowly

    return load_knowledge(our_places().exercises)


def _shelf() -> PlanShelf:
    from posture.adapters.plan_shelf import PlanShelf  # noqa: PLC0415 - loads slowly

    return PlanShelf(our_places().plans)


def _in_use(known: Knowledge) -> Plan | None:
    return _shelf().plan_in_use(known, _now())


def _readable(used: UsedPlan, known: Knowledge) -> Plan | PlanError:
    """The plan in a version's file, or why it cannot be read any more."""
    from posture.adapters.plan_file import read_plan  # noqa: PLC0415 - loads slowly

    try:
        return read_plan(used.file, known)
    except PlanError as error:
        return error


def _begins(fresh: Plan, running: Plan | PlanError, now: datetime) -> datetime:
    """From when on a plan is the one in use: now, or later where the one in use goes on until then."""
    from posture.therapy.plan_use import takes_over_on  # noqa: PLC0415 - where it is asked for

    if isinstance(running, PlanError):
        return now
    day = takes_over_on(fresh, running, now.date())
    return now if day == now.date() else datetime.combine(day, time(), tzinfo=now.tzinfo)


def _doses(shelf: PlanShelf, known: Knowledge) -> list[str]:
    """What becomes of the doses that were reached under the version before."""
    from posture.adapters.plan_shelf import used_plans  # noqa: PLC0415 - loads slowly
    from posture.adapters.record_store import read_history  # noqa: PLC0415 - loads slowly
    from posture.therapy.plan_use import courses  # noqa: PLC0415 - loads slowly
    from tui.plan_changes import dose_lines  # noqa: PLC0415 - where it is asked for

    uses = used_plans(shelf, known)
    records = read_history(our_places().database).records()
    return dose_lines(courses(uses, records)[-1], known.exercises) if uses else []


def _titles() -> dict[str, str]:
    from posture.adapters.education_files import load_library  # noqa: PLC0415 - loads slowly

    return {piece.id: piece.title for piece in load_library().pieces}


def _columns() -> int:
    return min(_WIDEST, shutil.get_terminal_size().columns)


def _day(moment: datetime) -> str:
    return day_words(moment.date())


def _now() -> datetime:
    """Now, where the user is."""
    wall = SystemClock().now().wall
    assert wall is not None
    return wall
