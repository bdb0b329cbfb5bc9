"""How long it has lasted, what that is called, and when to book an assessment.

Acute is under 4 weeks, subacute 4 to 12, chronic from 12 weeks on [S3]. "Chronic" is a label for the PT: the
patient reads weeks. (Some articles call 6 weeks chronic already; the advice to book comes from there.) After
6 weeks without an assessment the advice is to book one: usually not dangerous, but worth a look [S5].
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from posture.therapy.history import of_kind
from posture.therapy.records import Onset, Record

BOOK_AFTER_WEEKS = 6
SUBACUTE_FROM_WEEKS = 4
CHRONIC_FROM_WEEKS = 12
_DAYS = 7


class Stage(StrEnum):
    """The usual words for how long it has lasted, for the PT."""

    ACUTE = "acute"
    SUBACUTE = "subacute"
    CHRONIC = "chronic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How long it has lasted.

    Attributes:
        began: the first day.
        days: since then.
        stage: the label for the PT.
        assessed: whether a professional has looked at it; `None` where nobody said.
        book_pt: whether it is time to book an assessment.
    """

    began: date
    days: int
    stage: Stage
    assessed: bool | None
    book_pt: bool

    @property
    def weeks(self) -> int:
        """Whole weeks."""
        return self.days // _DAYS


def course(records: Iterable[Record], today: date, *, under_a_pt: bool = False) -> Course | None:
    """How long the trouble that was named last has lasted; `None` where no beginning is known.

    `under_a_pt` says that a PT's plan is in use, which is an assessment by itself.
    """
    named = of_kind(records, Onset)
    if not named:
        return None
    newest = named[-1]
    days = max((today - newest.began).days, 0)
    assessed = True if under_a_pt else newest.assessed
    return Course(
        began=newest.began,
        days=days,
        stage=_stage(days),
        assessed=assessed,
        book_pt=days >= BOOK_AFTER_WEEKS * _DAYS and not assessed,
    )


def _stage(days: int) -> Stage:
    if days < SUBACUTE_FROM_WEEKS * _DAYS:
        return Stage.ACUTE
    return Stage.SUBACUTE if days < CHRONIC_FROM_WEEKS * _DAYS else Stage.CHRONIC
