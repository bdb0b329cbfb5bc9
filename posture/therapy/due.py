"""What should be asked now: from the records, the settings (or the plan's own), and the local date.

How often is ENG (docs/checkins.md): pain every week, activities at the start and every 2 weeks, the rating of
change at review or every 4 weeks, warning signs at first use, every month and when pain is reported worse,
which a rating on red around an exercise is too. With a plan in use its own days count (`due_under`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from posture.therapy.history import of_kind
from posture.therapy.records import (
    ActivityRating,
    GlobalChange,
    Occasion,
    Onset,
    PainRating,
    QuestionnaireAnswers,
    Record,
    WarningSignAnswers,
)
from posture.therapy.warning_signs import EMERGENCY, pain_got_worse

if TYPE_CHECKING:
    from posture.settings import CheckinSettings
    from posture.therapy.plan import PainLimits, Plan


JUST_ANSWERED = timedelta(minutes=10)
"""Warning signs that were answered so long before pain was rated worse are not asked again for it. ENG."""


class Topic(StrEnum):
    """What can be asked."""

    WARNING_SIGNS = "warning_signs"
    ONSET = "onset"
    PAIN = "pain"
    ACTIVITIES = "activities"
    CHANGE = "change"
    QUESTIONNAIRE = "questionnaire"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """After how many days each is asked again; `None` is never. Warning signs cannot be left out."""

    pain_every_days: int | None
    activities_every_days: int | None
    change_every_days: int | None
    warning_signs_every_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something that should be asked.

    Attributes:
        topic: what.
        since: the local day from which on it is due.
        occasion: of warning signs, why; else `None`.
        questionnaire: of a questionnaire, its id; else `None`.
    """

    topic: Topic
    since: date
    occasion: Occasion | None = None
    questionnaire: str | None = None


def cadence_of(settings: CheckinSettings) -> Cadence:
    """How often, where no plan says otherwise."""
    return Cadence(
        pain_every_days=settings.pain_every_days,
        activities_every_days=settings.activities_every_days,
        change_every_days=settings.change_every_days,
        warning_signs_every_days=settings.warning_signs_every_days,
    )


def due_under(
    plan: Plan | None, records: Sequence[Record], at: datetime, settings: CheckinSettings
) -> tuple[Due, ...]:
    """Everything due at the local time `at`: as the plan says where one is in use, else as the settings do.

    The warning signs are asked as ever: no plan leaves them out.
    """
    usual = cadence_of(settings)
    if plan is None:
        return what_is_due(records, at, usual)
    return what_is_due(
        records,
        at,
        replace(
            usual,
            pain_every_days=plan.check_ins.pain_every_days,
            activities_every_days=plan.check_ins.activities_every_days,
            change_every_days=None,
        ),
        started=plan.start,
        review=plan.review,
        change_at_review=plan.check_ins.change_at_review,
        questionnaires={one.id: one.every_days for one in plan.questionnaires},
        limits=plan.pain,
    )


def what_is_due(
    records: Sequence[Record],
    at: datetime,
    cadence: Cadence,
    *,
    started: date | None = None,
    review: date | None = None,
    change_at_review: bool = True,
    questionnaires: Mapping[str, int | None] | None = None,
    limits: PainLimits | None = None,
) -> tuple[Due, ...]:
    """Everything due at the local time `at`, in the order to ask it.

    Args:
        records: those in force, in the order of time.
        at: now.
        cadence: how often.
        started: when the plan began; without one, the day of the first record.
        review: the day of the plan's review, on which the change is asked whatever the cadence says.
        change_at_review: whether it is.
        questionnaires: ids of the PT's questionnaires, and after how many days each is asked again; `None`
            for at the start and at the review.
        limits: the plan's traffic light, by which pain the next morning is on red.
    """
    today = at.date()
    began = started or (records[0].at.date() if records else today)
    asked_at = review if change_at_review else None
    dates = [
        (Topic.ONSET, None if of_kind(records, Onset) else began),
        (Topic.PAIN, _next(of_kind(records, PainRating), began, cadence.pain_every_days)),
        (Topic.ACTIVITIES, _next(of_kind(records, ActivityRating), began, cadence.activities_every_days)),
        (Topic.CHANGE, _change(records, began, cadence.change_every_days, asked_at)),
    ]
    due = [
        _warning_signs(records, today, cadence.warning_signs_every_days, limits),
        *(Due(topic=topic, since=since) for topic, since in dates if since is not None),
        *_questionnaires(records, began, questionnaires or {}, review),
    ]
    return tuple(one for one in due if one.since <= today)


def _next(answers: Sequence[Record], began: date, every_days: int | None) -> date | None:
    """The first time at the start, then so many days after the last answer."""
    if every_days is None:
        return None
    return answers[-1].at.date() + timedelta(days=every_days) if answers else began


def _warning_signs(records: Sequence[Record], today: date, every_days: int, limits: PainLimits | None) -> Due:
    done = [
        answer
        for answer in of_kind(records, WarningSignAnswers)
        if answer.complete or answer.tier == EMERGENCY
    ]
    if not done:
        since = records[0].at.date() if records else today
        return Due(topic=Topic.WARNING_SIGNS, since=since, occasion=Occasion.FIRST_USE)
    worse_at = worse_and_not_asked(records, limits)
    if worse_at is not None:
        return Due(topic=Topic.WARNING_SIGNS, since=worse_at.date(), occasion=Occasion.PAIN_WORSE)
    monthly = done[-1].at.date() + timedelta(days=every_days)
    return Due(topic=Topic.WARNING_SIGNS, since=monthly, occasion=Occasion.MONTHLY)


def worse_and_not_asked(records: Sequence[Record], limits: PainLimits | None) -> datetime | None:
    """When pain got worse after the warning signs were answered last; `None` where they were asked since.

    Answers of the minutes before a rating count for it: nobody is asked the same twice in a row.
    """
    done = [one for one in of_kind(records, WarningSignAnswers) if one.complete or one.tier == EMERGENCY]
    worse_at = pain_got_worse(records, limits)
    if worse_at is None or (done and done[-1].at >= worse_at - JUST_ANSWERED):
        return None
    return worse_at


def _change(
    records: Sequence[Record], began: date, every_days: int | None, review: date | None
) -> date | None:
    """A change needs time to happen: it is not asked at the start."""
    ratings = of_kind(records, GlobalChange)
    last = ratings[-1].at.date() if ratings else began
    dates = [] if every_days is None else [last + timedelta(days=every_days)]
    if review is not None and last < review:
        dates.append(review)
    return min(dates, default=None)


def _questionnaires(
    records: Sequence[Record],
    began: date,
    every_days_by_id: Mapping[str, int | None],
    review: date | None,
) -> list[Due]:
    answers = of_kind(records, QuestionnaireAnswers)
    due = []
    for one, every_days in every_days_by_id.items():
        given = [answer for answer in answers if answer.questionnaire == one]
        since = _next(given, began, every_days)
        if every_days is None:
            since = began if not given else review
            if given and review is not None and given[-1].at.date() >= review:
                since = None
        if since is not None:
            due.append(Due(topic=Topic.QUESTIONNAIRE, since=since, questionnaire=one))
    return due
