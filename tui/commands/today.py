"""`posture today`: what the plan asks for today, and noting what was done without the camera."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from typing import Annotated

import typer

from posture.errors import PlanError, PostureError, UsageError
from tui.core_setup import our_places, settings_for
from tui.homework_source import HomeworkNow, HomeworkSource

_MOST_MINUTES = 600
_MOST_REPETITIONS = 9999
_MOST_PAIN = 10


class Format(StrEnum):
    """How it is printed."""

    TEXT = "text"
    JSON = "json"


def today(
    *,
    done: Annotated[
        str | None, typer.Option("--done", metavar="ID", help="Note that you did this, without the camera.")
    ] = None,
    minutes: Annotated[
        int | None, typer.Option("--minutes", min=1, max=_MOST_MINUTES, help="With --done: for how long.")
    ] = None,
    repetitions: Annotated[
        int | None,
        typer.Option(
            "--repetitions", min=1, max=_MOST_REPETITIONS, help="With --done: how often altogether."
        ),
    ] = None,
    pain: Annotated[
        int | None, typer.Option("--pain", min=0, max=_MOST_PAIN, help="With --done: your pain after it.")
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="With --done: on this day, one of the last 7."),
    ] = None,
    output_format: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.TEXT,
) -> None:
    """Show today's homework: each exercise with its dose, what is done and what is left.

    What the camera counted and what you noted yourself are kept apart. A missed day is simply a day. --done
    without a number means as much as your plan asks for.

    Example: posture today --done walk --minutes 20 --pain 2
    """
    from tui.homework_view import today_document, today_text  # noqa: PLC0415 - loads slowly

    source = HomeworkSource(our_places())
    if done is None:
        if (minutes, repetitions, pain, on) != (None, None, None, None):
            raise UsageError("--minutes, --repetitions, --pain and --on go with --done ID")
    else:
        _note(source, done, minutes=minutes, repetitions=repetitions, pain=pain, on=on)
    now = source.read()
    if done is None and output_format is Format.TEXT:
        now = _ask_if_looked_at(source, now)
    if output_format is Format.JSON:
        typer.echo(json.dumps(today_document(now), indent=2))
    else:
        typer.echo(today_text(now), nl=False)
        _tell_what_to_answer(now)


def _tell_what_to_answer(now: HomeworkNow) -> None:
    """A check-in that the plan in use asks for today, pain on red included."""
    from posture.therapy.due import due_under  # noqa: PLC0415 - only here
    from tui.checkin_view import due_words  # noqa: PLC0415

    settings = settings_for(our_places(), None, own_file=True).checkins
    due = () if now.plan is None else due_under(now.plan, now.records, now.at, settings)
    if due:
        typer.echo(f"To answer (posture checkin): {due_words(due)}")


def _ask_if_looked_at(source: HomeworkSource, now: HomeworkNow) -> HomeworkNow:
    """Where a sign lets exercises rest and somebody sits at a terminal: whether it has been looked at."""
    from tui.homework_lines import looked_at  # noqa: PLC0415 - only here
    from tui.recording import ask_here, say_here  # noqa: PLC0415

    return looked_at(source, now, ask_here if sys.stdin.isatty() else None, say_here)


def _note(
    source: HomeworkSource,
    item_id: str,
    *,
    minutes: int | None,
    repetitions: int | None,
    pain: int | None,
    on: str | None,
) -> None:
    """Keep what the user says was done."""
    from posture.therapy.done import reported_session, whole_dose  # noqa: PLC0415 - only here
    from tui.homework_view import conclusion  # noqa: PLC0415
    from tui.noting import day_to_note, noted_under  # noqa: PLC0415
    from tui.plan_words import item_name  # noqa: PLC0415
    from tui.resting_words import held_words  # noqa: PLC0415

    now = source.read()
    if now.plan is None or now.today is None:
        raise PlanError("no plan is in use; `posture plan use FILE` starts one")
    at = now.at if on is None else day_to_note(on, now.at)
    plan, item, dose = noted_under(now, item_id, at)
    held = held_words(now)
    if held is not None and on is None:
        raise PostureError(f"{held} What was done all the same is noted with --on {now.at.date()}.")
    timed = dose.repetitions is None
    if (repetitions if timed else minutes) is not None:
        option = "--minutes" if timed else "--repetitions"
        raise UsageError(f"say how much of {item_id} you did, with {option} NUMBER")
    done_repetitions, done_s = whole_dose(item, dose)
    record = reported_session(
        item_id,
        at,
        plan=plan,
        dose=dose,
        repetitions=None if timed else repetitions or done_repetitions,
        duration_s=None if not timed else done_s if minutes is None else 60.0 * minutes,
        pain_after=pain,
    )
    (number,) = source.keep([record])
    words = conclusion(item_name(item, now.exercises), record, plan, source.read())
    typer.echo(f"{words} It is record {number}.", err=True)
