"""When exercises rest because of what the patient said, and what ends it.

An answer about warning signs that calls for a doctor or PT lets exercises rest until somebody has looked at
it, which the patient is asked for (`SignsLookedAt`); one that calls for emergency care also until midnight. A
correction of the answer ends it too. Pain on red, and a stop rule that came true, end exercises for that day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from posture.therapy.exercise_records import ExerciseSession
from posture.therapy.history import of_kind
from posture.therapy.items import Light
from posture.therapy.records import SignsLookedAt, WarningSignAnswers
from posture.therapy.warning_signs import EMERGENCY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from posture.therapy.records import Record

STOP_RULE = "stop rule: "
"""How the reason of a session begins that ended because a rule to stop came true."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignRest:
    """Exercises rest because of answers about warning signs.

    Attributes:
        answered: when the first of them was given.
        signs: ids of what was answered with yes, each once.
        until: the local midnight before which they rest whatever happens, or `None`.
        asks: whether it is to be asked if somebody has looked at it.
    """

    answered: datetime
    signs: tuple[str, ...]
    until: datetime | None
    asks: bool


def sign_rest(records: Iterable[Record], at: datetime) -> SignRest | None:
    """What answers about warning signs let exercises rest at the local time `at`, or `None`.

    `records` are those in force. A later no does not end it. The day is the one where the patient is: each
    time brings its own offset, so a change of the clocks does not move midnight.
    """
    known = tuple(records)
    open_now = []
    until = None
    for answer in of_kind(known, WarningSignAnswers):
        if not answer.pauses_exercises or answer.at > at:
            continue
        urgent_today = answer.tier == EMERGENCY and answer.at.date() >= at.date()
        if urgent_today:
            until = datetime.combine(answer.at.date() + timedelta(days=1), time(), tzinfo=at.tzinfo)
        if urgent_today or looked_at(answer, known, at) is None:
            open_now.append(answer)
    if not open_now:
        return None
    return SignRest(
        answered=open_now[0].at,
        signs=tuple(dict.fromkeys(one.sign for answer in open_now for one in answer.answers if one.yes)),
        until=until,
        asks=any(looked_at(answer, known, at) is None for answer in open_now),
    )


def looked_at(
    answer: WarningSignAnswers, records: Iterable[Record], at: datetime | None = None
) -> datetime | None:
    """When the patient said that somebody has looked at it; `None` if not up to `at`."""
    said = (
        one.at
        for one in of_kind(records, SignsLookedAt)
        if one.looked_at and one.at > answer.at and (at is None or one.at <= at)
    )
    return min(said, default=None)


def rest_days(records: Sequence[Record], days: Sequence[date], today: date) -> frozenset[date]:
    """Those of these days on which the program asked for rest; days after `today` are not known yet."""
    rested: set[date] = set()
    for answer in of_kind(records, WarningSignAnswers):
        if answer.pauses_exercises:
            first, ended = answer.at.date(), looked_at(answer, records)
            over = today + timedelta(days=1) if ended is None else ended.date()
            rested.update(day for day in days if day == first or first < day < over)
    for session in of_kind(records, ExerciseSession):
        if session.plan_hash and ends_the_day(session):
            rested.add(session.at.date())
    return frozenset(rested & set(days))


def ends_the_day(session: ExerciseSession) -> bool:
    """Whether pain on red or a stop rule ended the plan's exercises on the day of this session."""
    return session.light is Light.RED or (session.stopped_reason or "").startswith(STOP_RULE)
