"""`posture today`: what the plan asks for today, and noting what was done without the camera."""

from __future__ import annotations

import json
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
    output_format: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.TEXT,
) -> None:
    """Show today's homework: each exercise with its dose, what is done and what is left.

    What the camera counted and what you noted yourself are kept apart. A missed day is simply a day.

    Example: posture today --done walk --minutes 20 --pain 2
    """
    from tui.homework_view import today_document, today_text  # noqa: PLC0415 - loads slowly

    source = HomeworkSource(our_places())
    if done is None:
        if (minutes, repetitions, pain) != (None, None, None):
            raise UsageError("--minutes, --repetitions and --pain go with --done ID")
    else:
        _note(source, done, minutes, repetitions, pain)
    now = source.read()
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


def _note(
    source: HomeworkSource, item_id: str, minutes: int | None, repetitions: int | None, pain: int | None
) -> None:
    """Keep what the user says was done."""
    from posture.therapy.done import reported_session  # noqa: PLC0415 - only here
    from tui.homework_view import held_words, kept_words  # noqa: PLC0415
    from tui.plan_words import item_name  # noqa: PLC0415

    now = source.read()
    if now.plan is None or now.today is None:
        raise PlanError("no plan is in use; `posture plan use FILE` starts one")
    item = now.plan.item(item_id)
    if item is None:
        known = ", ".join(one.id for one in now.plan.items)
        raise UsageError(f"the plan has no {item_id!r}; it has {known}")
    held = held_words(now.today)
    if held is not None:
        raise PostureError(held)
    dose = now.today.doses[item_id]
    timed = dose.repetitions is None
    if (minutes if timed else repetitions) is None or (repetitions if timed else minutes) is not None:
        option = "--minutes" if timed else "--repetitions"
        raise UsageError(f"say how much of {item_id} you did, with {option} NUMBER")
    record = reported_session(
        item_id,
        now.at,
        plan=now.plan,
        dose=dose,
        repetitions=repetitions,
        duration_s=None if minutes is None else 60.0 * minutes,
        pain_after=pain,
    )
    (number,) = source.keep([record])
    name = item_name(item, now.exercises)
    typer.echo(f"{kept_words(name, record.light, now.plan.pain, pain)} It is record {number}.", err=True)
