"""Records in few words: days from one Monday morning on."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from posture.therapy.history import History, Stored
from posture.therapy.records import (
    ActivityRating,
    GlobalChange,
    Occasion,
    PainRating,
    Record,
    SignAnswer,
    WarningSignAnswers,
)

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=timezone(timedelta(hours=1)))


def day(number: int, hour: int = 9) -> datetime:
    """The morning so many days after the first Monday."""
    return MONDAY + timedelta(days=number, hours=hour - 9)


def pain(number: int, now: int | None = None, **more: Any) -> PainRating:
    return PainRating(at=day(number), now=now, **more)


def able(number: int, activity: str, score: int) -> ActivityRating:
    return ActivityRating(at=day(number), activity=activity, score=score)


def change(number: int, score: int) -> GlobalChange:
    return GlobalChange(at=day(number), score=score)


def signs(at: datetime, *, tier: int | None = None, complete: bool = True, **more: Any) -> WarningSignAnswers:
    """An answer about one sign: yes to one of the tier, or no."""
    return WarningSignAnswers(
        at=at,
        list_version=1,
        occasion=Occasion.ON_DEMAND,
        answers=(SignAnswer(sign="some_sign", yes=tier is not None),),
        tier=tier,
        complete=complete,
        pauses_exercises=more.pop("pauses_exercises", tier == 1),
        **more,
    )


def history(*records: Record) -> History:
    """These, kept in this order with numbers from 1 on."""
    return History(
        stored=tuple(Stored(number=number, record=record) for number, record in enumerate(records, start=1))
    )
