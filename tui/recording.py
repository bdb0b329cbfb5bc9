"""What the commands that record answers share: where, when, and how a question reaches the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import typer

from posture.adapters.clock import SystemClock
from posture.adapters.record_store import read_history
from posture.errors import PlanError
from posture.therapy.history import History
from posture.therapy.plan import Plan
from posture.therapy.warning_signs import Advice, SignList
from tui.checkin_flow import CheckIn
from tui.core_setup import our_places, settings_for, warn
from tui.homework_source import HomeworkSource
from tui.record_text import unreadable_words


def check_in(signs: SignList, show: Callable[[Advice], None], plan: Plan | None = None) -> CheckIn:
    """A check-in of this user, on this terminal, by the days of `plan` where one is in use."""
    where = our_places()
    return CheckIn(
        database=where.database,
        signs=signs,
        settings=settings_for(where, None, own_file=True).checkins,
        plan=plan,
        now=local_time,
        ask=ask_here,
        say=say_here,
        show=show,
    )


def local_time() -> datetime:
    """The time where the user is, with its offset."""
    wall = SystemClock().now().wall
    if wall is None:
        msg = "a clock on the wall knows the time"
        raise ValueError(msg)
    return wall


def history_with_warning(database: Path) -> History:
    """Everything that was recorded; that some of it is of a newer version is said."""
    history = read_history(database)
    words = unreadable_words(history)
    if words is not None:
        warn(words)
    return history


def plan_to_ask_by() -> Plan | None:
    """The plan in use; one that cannot be read is told, and keeps nobody from saying how the pain is."""
    try:
        return HomeworkSource(our_places()).plan_in_use()
    except PlanError as error:
        warn(f"{error}; what is asked is as without a plan")
        return None


def ask_here(question: str) -> str:
    """A question on this terminal, and what was typed."""
    # Not by `input`: it writes the end of a prompt to the descriptor that native libraries log to.
    sys.stderr.write(f"{question} > ")
    sys.stderr.flush()
    try:
        typed = sys.stdin.readline()
    except KeyboardInterrupt as error:
        raise typer.Abort from error
    if not typed:
        raise typer.Abort
    return typed.rstrip("\n")


def say_here(line: str) -> None:
    """A line on standard error."""
    typer.echo(line, err=True)
