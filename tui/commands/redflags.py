"""`posture redflags`: the warning signs that need more than exercises."""

from __future__ import annotations

import difflib
import json
import shutil
import sys
from typing import Annotated

import typer

from posture.adapters.record_store import read_history
from posture.adapters.warning_sign_file import load_warning_signs
from posture.errors import UsageError
from posture.therapy.records import Occasion, SignsLookedAt, WarningSignAnswers
from posture.therapy.resting import sign_rest
from posture.therapy.warning_signs import Advice, SignList
from tui.checkin_flow import CheckIn
from tui.checkin_text import Format
from tui.core_setup import our_places
from tui.homework_source import HomeworkSource
from tui.recording import check_in, history_with_warning
from tui.resting_words import LOOKED_AT, rest_words
from tui.warning_sign_text import advice_document, advice_text, rest_document, signs_document, signs_text


def redflags(
    *,
    yes: Annotated[
        list[str] | None,
        typer.Option("--yes", metavar="ID", help="This sign fits you, and no other; may be repeated."),
    ] = None,
    none: Annotated[bool, typer.Option("--none", help="No sign fits you.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="List the signs with their ids.")] = False,
    replaces: Annotated[
        int | None, typer.Option("--replaces", metavar="NUMBER", help="Correct this earlier record.")
    ] = None,
    looked_at: Annotated[
        bool | None,
        typer.Option(
            "--looked-at/--not-looked-at", help="Whether a doctor or PT has looked at what you said yes to."
        ),
    ] = None,
    output_format: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.TEXT,
) -> None:
    """Go through the warning signs: what needs emergency care, a doctor soon, or a PT.

    Without options it asks. A yes that needs a doctor or PT soon, or emergency care, says so, and exercises
    rest until you say with --looked-at that one of them has looked at it. Answers are kept on this computer.
    This is not a diagnosis.

    Example: posture redflags --none
    """
    signs = load_warning_signs()
    if sum((yes is not None, none, list_, looked_at is not None)) > 1:
        raise UsageError("--yes, --none, --list and --looked-at exclude each other; use one")
    if looked_at is not None:
        _looked_at(looked_at=looked_at, as_json=output_format is Format.JSON)
        return
    if list_:
        document = json.dumps(signs_document(signs), indent=2) + "\n"
        typer.echo(document if output_format is Format.JSON else signs_text(signs), nl=False)
        return
    shown: list[Advice] = []
    flow = check_in(signs, show=shown.append if output_format is Format.JSON else _print)
    if yes is None and not none:
        if not sys.stdin.isatty():
            raise UsageError(
                "there is no terminal to ask on; answer with --none or --yes ID (`posture redflags --list`)"
            )
        if replaces is not None:
            raise UsageError("--replaces needs the new answers: give --none or --yes ID")
        flow.ask_about_signs(Occasion.ON_DEMAND)
    else:
        _answer(flow, signs, yes or [], replaces)
    if output_format is Format.JSON:
        _print_document(flow, shown)


def _looked_at(*, looked_at: bool, as_json: bool) -> None:
    """Keep whether somebody has looked at what was answered, and say what that means for exercises."""
    source = HomeworkSource(our_places())
    now = source.read()
    if now.rest is None or not now.rest.asks:
        raise UsageError("no answer of yours waits for a doctor or PT; `posture redflags` asks the signs")
    (number,) = source.keep([SignsLookedAt(at=source.now(), looked_at=looked_at)])
    after = source.read()
    typer.echo(f"Kept as record {number}.", err=True)
    if as_json:
        typer.echo(json.dumps({"looked_at": looked_at, **rest_document(after.rest)}, indent=2))
    else:
        typer.echo(rest_words(after) or LOOKED_AT)


def _answer(flow: CheckIn, signs: SignList, yes: list[str], replaces: int | None) -> None:
    """The signs named are a yes, all others a no."""
    known = [sign.id for sign in signs.signs]
    for one in yes:
        if one not in known:
            near = difflib.get_close_matches(one, known, n=1)
            hint = f"did you mean {near[0]}?" if near else "`posture redflags --list` lists them"
            raise UsageError(f"there is no warning sign {one!r}; {hint}")
    if replaces is not None:
        why_not = history_with_warning(flow.database).why_not_replaceable(replaces, WarningSignAnswers.kind)
        if why_not is not None:
            raise UsageError(why_not)
    flow.conclude({one: one in yes for one in known}, Occasion.ON_DEMAND, replaces=replaces)


def _print(called_for: Advice) -> None:
    typer.echo(advice_text(called_for, shutil.get_terminal_size().columns), nl=False)


def _print_document(flow: CheckIn, shown: list[Advice]) -> None:
    """What was shown last; an empty object where nothing was answered."""
    records = read_history(flow.database).records()
    answers = [record for record in records if isinstance(record, WarningSignAnswers)]
    document = {}
    if shown and answers:
        yes = [answer.sign for answer in answers[-1].answers if answer.yes]
        document = advice_document(shown[-1], yes, sign_rest(records, flow.now()))
    typer.echo(json.dumps(document, indent=2))
