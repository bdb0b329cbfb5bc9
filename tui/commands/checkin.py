"""`posture checkin`: a few questions about pain and what you can do, and what became of the answers."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from posture.adapters.record_json import to_dict
from posture.adapters.record_store import keep, read_history
from posture.adapters.warning_sign_file import load_warning_signs
from posture.errors import UsageError
from posture.therapy.due import Topic, due_under
from posture.therapy.exercise_records import NextDayPain
from posture.therapy.measures import all_measures, latest_change
from posture.therapy.onset import course
from posture.therapy.records import Occasion, Record, Withdrawn
from tui.checkin_options import Given, records_given
from tui.checkin_round import worse_words
from tui.checkin_text import Format, course_document, course_text, measures_document, measures_text
from tui.checkin_view import due_words
from tui.core_setup import our_places
from tui.homework_source import HomeworkSource
from tui.homework_view import light_words
from tui.record_text import doubt_words, history_text, record_words
from tui.recording import check_in, history_with_warning, plan_to_ask_by
from tui.warning_sign_text import advice_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture.therapy.due import Due
    from posture.therapy.history import History
    from posture.therapy.warning_signs import Advice
    from tui.checkin_flow import CheckIn


def checkin(
    *,
    pain: Annotated[str | None, typer.Option("--pain", metavar="0-10", help="Pain right now.")] = None,
    average: Annotated[
        str | None, typer.Option("--average", metavar="0-10", help="Pain on average, over the last 7 days.")
    ] = None,
    worst: Annotated[
        str | None, typer.Option("--worst", metavar="0-10", help="Pain at its worst, over the last 7 days.")
    ] = None,
    place: Annotated[str | None, typer.Option("--place", help="Where the pain is.")] = None,
    next_day: Annotated[
        str | None,
        typer.Option("--next-day", metavar="0-10", help="Pain this morning, after yesterday's exercises."),
    ] = None,
    activity: Annotated[
        list[str] | None,
        typer.Option(
            "--activity",
            metavar="NAME=0-10",
            help="How able you are to do something of your choice, 10 as before; may be repeated.",
        ),
    ] = None,
    change: Annotated[
        str | None,
        typer.Option(
            "--change", metavar="-7..+7", help="How you have changed since you began; 0 is the same."
        ),
    ] = None,
    score: Annotated[
        list[str] | None,
        typer.Option("--score", metavar="NAME=NUMBER", help="A score your PT gave you; may be repeated."),
    ] = None,
    questionnaire: Annotated[
        list[str] | None,
        typer.Option(
            "--questionnaire",
            metavar="ID=0,2,...",
            help="All answers to a questionnaire of your plan, in its order; may be repeated.",
        ),
    ] = None,
    onset: Annotated[
        str | None,
        typer.Option("--onset", metavar="DATE", help="When it began: a date, or how long ago, such as 6w."),
    ] = None,
    assessed: Annotated[
        bool | None,
        typer.Option("--assessed/--not-assessed", help="Whether a doctor or PT has looked at it since."),
    ] = None,
    note: Annotated[str | None, typer.Option("--note", help="A note in your own words.")] = None,
    about: Annotated[
        str | None,
        typer.Option(
            "--about",
            metavar="TOPIC",
            help="What the note is about: fear, mood, work, sleep, stress, coping.",
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Ask everything, also what is not due.")] = False,
    due: Annotated[bool, typer.Option("--due", help="Say what is due today, and ask nothing.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="List what was kept, with its numbers.")] = False,
    replaces: Annotated[
        int | None,
        typer.Option("--replaces", metavar="NUMBER", help="The answer given corrects this earlier record."),
    ] = None,
    withdraw: Annotated[
        int | None, typer.Option("--withdraw", metavar="NUMBER", help="Take this record back.")
    ] = None,
    output_format: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.TEXT,
) -> None:
    """Note your pain and what you can do, and see how they change. Without options it asks what is due.

    With a plan in use the plan says how often, and its own questionnaires are asked too.
    Pain goes from 0 (none) to 10 (the worst you can imagine). Enter leaves a question out, Ctrl-C stops and
    keeps what you answered. Nothing is ever overwritten: --replaces and --withdraw correct an earlier record.

    Example: posture checkin --pain 4 --worst 6 --activity "sitting at work=6"
    """
    given = Given(
        pain=pain,
        average=average,
        worst=worst,
        place=place,
        next_day=next_day,
        activities=tuple(activity or ()),
        change=change,
        scores=tuple(score or ()),
        questionnaires=tuple(questionnaire or ()),
        onset=onset,
        assessed=assessed,
        note=note,
        about=about,
    )
    ways = (not given.is_empty(), everything, due, list_, withdraw is not None)
    if sum(ways) > 1:
        raise UsageError("answers, --all, --due, --list and --withdraw exclude each other; use one")
    if replaces is not None and given.is_empty():
        raise UsageError("--replaces needs the new answer: give it as an option, such as --pain 4")
    show = _show_on_stderr if output_format is Format.JSON else _show
    flow = check_in(load_warning_signs(), show, None if list_ else plan_to_ask_by())
    if due:
        _due(flow, output_format)
        return
    if list_:
        _list(history_with_warning(flow.database), output_format)
        return
    before = {one.number for one in history_with_warning(flow.database).stored}
    if withdraw is not None:
        _keep(flow, (Withdrawn(at=flow.now(), replaces=withdraw),), replaces=withdraw)
    elif not given.is_empty():
        known = read_history(flow.database).records()
        _keep(flow, records_given(given, flow.now(), known, flow.plan), replaces=replaces)
    elif sys.stdin.isatty():
        flow.run(everything=everything)
    else:
        raise UsageError(
            "there is no terminal to ask on; give answers as options, such as `posture checkin --pain 4`"
        )
    _tell(flow, before, output_format)


def _keep(flow: CheckIn, records: tuple[Record, ...], *, replaces: int | None) -> None:
    """Keep the answers of the options, all or none."""
    if replaces is not None:
        if len(records) != 1:
            raise UsageError(f"--replaces corrects one record: give one answer, not {len(records)}")
        why_not = read_history(flow.database).why_not_replaceable(replaces, records[0].kind)
        if why_not is not None:
            raise UsageError(why_not)
        records = (replace(records[0], replaces=replaces),)
    for number, record in zip(keep(flow.database, records), records, strict=True):
        flow.say(f"Kept as record {number}: {record_words(record)}")
        doubt = doubt_words(record, number)
        if doubt is not None:
            flow.say(doubt)
        if flow.plan is not None and isinstance(record, NextDayPain):
            flow.say(light_words(flow.plan.pain, record.pain))


def _tell(flow: CheckIn, before: set[int], output_format: Format) -> None:
    """How it stands now, and what should be asked besides."""
    history = read_history(flow.database)
    records, now = history.records(), flow.now()
    due = due_under(flow.plan, records, now, flow.settings)
    how_long = course(records, now.date(), under_a_pt=flow.plan is not None)
    change = latest_change(records)
    if output_format is Format.JSON:
        document = {
            "kept": [entry for entry in _entries(history) if entry["number"] not in before],
            "measures": measures_document(all_measures(records)),
            "change": None if change is None else to_dict(change),
            "course": course_document(how_long),
            **_due_document(due),
        }
        typer.echo(json.dumps(document, indent=2))
        return
    measures = all_measures(records)
    if measures or change is not None or len(history.stored) == len(before):
        typer.echo(measures_text(measures, change), nl=False)
    if how_long is not None:
        typer.echo("\n" + course_text(how_long, shutil.get_terminal_size().columns), nl=False)
    signs = next((one for one in due if one.topic is Topic.WARNING_SIGNS), None)
    if signs is not None:
        why = "The warning signs are due."
        if signs.occasion is Occasion.PAIN_WORSE:
            why = worse_words(signs.since, now.date())
        flow.say(f"{why} `posture redflags` asks them.")


def _due(flow: CheckIn, output_format: Format) -> None:
    """What is due today; nothing is asked."""
    due = due_under(flow.plan, history_with_warning(flow.database).records(), flow.now(), flow.settings)
    if output_format is Format.JSON:
        typer.echo(json.dumps(_due_document(due), indent=2))
    elif due:
        typer.echo(due_words(due))
    else:
        typer.echo("Nothing is due; `posture checkin` asks how the pain is all the same.")


def _due_document(due: Sequence[Due]) -> dict[str, Any]:
    """What is due, for scripts: each topic once, and which questionnaires of the plan."""
    return {
        "due": list(dict.fromkeys(one.topic.value for one in due)),
        "questionnaires_due": [one.questionnaire for one in due if one.questionnaire is not None],
    }


def _list(history: History, output_format: Format) -> None:
    if output_format is Format.JSON:
        typer.echo(json.dumps({"records": _entries(history)}, indent=2))
        return
    if not history.in_force():
        typer.echo("Nothing was kept yet; `posture checkin` asks the first questions.", err=True)
    typer.echo(history_text(history.in_force(), HomeworkSource(our_places()).names()), nl=False)


def _entries(history: History) -> list[dict[str, Any]]:
    """Every record for scripts, with its number and the number of the one that replaced it."""
    replaced = history.replaced()
    return [
        {"number": one.number, "replaced_by": replaced.get(one.number), **to_dict(one.record)}
        for one in history.stored
    ]


def _show(called_for: Advice) -> None:
    typer.echo(advice_text(called_for, shutil.get_terminal_size().columns), nl=False)


def _show_on_stderr(called_for: Advice) -> None:
    typer.echo(advice_text(called_for, shutil.get_terminal_size().columns), nl=False, err=True)
