"""The one line to read first: what a physical therapist would not want to find at the bottom of a page.

It names what the sections say at length: warning signs, stopped sessions, flares, ratings on red, exercises
that wait for the therapist. Of a section that was left out it says nothing. What it names is our own
choice (ENG).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.therapy.progression import Action
from posture.therapy.report_room import when
from posture.therapy.report_words import counted, listed, rating_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from posture.therapy.report import Report
    from posture.therapy.report_room import Dates, Room

MOST_DATES = 3
"""More dates than this are counted: the line stays one to read at a glance. ENG."""


def look_first(report: Report, dates: Dates, room: Room) -> str:
    """The line; empty where nothing was recorded, or where all it could name was left out."""
    if not report.header.data_days:
        return ""
    found = [*_safety(report, dates, room), *_pain(report, dates, room), *_waiting(report, room)]
    if found:
        return f"Look at first: {'; '.join(found)}."
    absent = [
        *(() if report.safety is None else ("warning sign", "stopped session")),
        *(() if report.symptoms is None else ("flare", "rating on red")),
        *(() if report.rules is None else ("exercise that waits for you",)),
    ]
    return f"Look at first: no {listed(absent, 'or')}." if absent else ""


def _safety(report: Report, dates: Dates, room: Room) -> Iterator[str]:
    if report.safety is None:
        return

    def day(one: date) -> str:
        return when(report, one, dates)

    for tier in sorted({sign.tier for sign in report.safety.signs}):
        days = [sign.at.date() for sign in report.safety.signs if sign.tier == tier]
        yield f"warning sign of tier {tier} {_on(days, day)}"
    stopped = report.safety.stopped
    if len(stopped) == 1:
        only = stopped[0]
        yield f'{room.text(only.exercise)} stopped on {day(only.day)} ("{room.text(only.reason)}")'
    elif stopped:
        yield f"{counted(len(stopped), 'stopped session')} {_on([one.day for one in stopped], day)}"


def _pain(report: Report, dates: Dates, room: Room) -> Iterator[str]:
    pain = report.symptoms
    if pain is None:
        return

    def day(one: date) -> str:
        return when(report, one, dates)

    if pain.flare_days:
        yield f"{counted(len(pain.flare_days), 'flare day')} {_on(pain.flare_days, day)}"
    if pain.red_ratings:
        worst = max(pain.red_ratings, key=lambda one: (one.pain, one.day))
        told = f"{worst.pain} on {when(report, worst.day, dates)}, {rating_words(worst, room.text)}"
        count = len(pain.red_ratings)
        yield f"pain on red: {told}" if count == 1 else f"{count} pain ratings on red, the highest {told}"


def _waiting(report: Report, room: Room) -> Iterator[str]:
    if report.rules is None:
        return
    names = [
        room.text(one.name) for one in report.rules.now if one.action is not Action.HOLD and not one.applied
    ]
    if names:
        shown = names[:MOST_DATES] + ([f"{len(names) - MOST_DATES} more"] if len(names) > MOST_DATES else [])
        yield f"{listed(shown, 'and')} {'waits' if len(names) == 1 else 'wait'} for you"


def _on(days: list[date] | tuple[date, ...], day: Callable[[date], str]) -> str:
    """The days, each once; of many the last and how many before it."""
    once = sorted(set(days))
    if len(once) > MOST_DATES:
        return f"on {len(once)} days, the last {day(once[-1])}"
    return f"on {listed([day(one) for one in once], 'and')}"
