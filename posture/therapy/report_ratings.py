"""Every rating of pain in the period with its day, so that none of them disappears between first and now.

A rating of a moment (at a check-in, before, after or the morning after exercises) is red where it is above
the limit of the plan that was in use on that day; without a plan, above the usual limit (`plan.PainLimits`).
The worst of the last 7 days is no moment: it may be the highest rating, and is never red.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.therapy.exercise_records import ExerciseSession, NextDayPain
from posture.therapy.history import of_kind
from posture.therapy.items import Light
from posture.therapy.pain_values import CheckInPain, PainMoment, PlaceLine, RatedPain
from posture.therapy.plan import PainLimits
from posture.therapy.plan_use import use_on
from posture.therapy.records import PainRating

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from posture.therapy.report_sources import Sources


def check_ins(sources: Sources) -> tuple[CheckInPain, ...]:
    """The pain of each check-in of the period, in order."""
    return tuple(
        CheckInPain(day=one.at.date(), now=one.now, average=one.average, worst=one.worst, place=one.place)
        for one in of_kind(sources.in_period(), PainRating)
    )


def ratings_of(sources: Sources) -> tuple[RatedPain, ...]:
    """Every single rating of the period, in the order of the days."""
    return tuple(sorted(_ratings(sources), key=lambda one: one.day))


def highest(ratings: Sequence[RatedPain]) -> RatedPain | None:
    """The highest; of equal ones one of a moment before the worst of some days, then the latest."""
    return max(ratings, key=lambda one: (one.pain, one.moment is not PainMoment.WORST, one.day), default=None)


def red_ratings(sources: Sources, ratings: Sequence[RatedPain]) -> tuple[RatedPain, ...]:
    """Ratings of a moment on red."""
    return tuple(
        one
        for one in ratings
        if one.moment is not PainMoment.WORST and _limits(sources, one).light(one.pain) is Light.RED
    )


def places(sources: Sources) -> tuple[PlaceLine, ...]:
    """Where it hurts, each place once, the newest first; of the period, else what was said last before it."""
    said: dict[str, PlaceLine] = {}
    for one in reversed(of_kind(sources.until_last(), PainRating)):
        if one.place is None or (said and one.at.date() < sources.first):
            continue
        said.setdefault(" ".join(one.place.casefold().split()), PlaceLine(day=one.at.date(), place=one.place))
    return tuple(said.values())


def _limits(sources: Sources, one: RatedPain) -> PainLimits:
    use = use_on(sources.uses, one.day)
    return PainLimits() if use is None else use.plan.pain


def _ratings(sources: Sources) -> Iterator[RatedPain]:
    for record in sources.in_period():
        day = record.at.date()
        match record:
            case PainRating():
                for value, moment in ((record.now, PainMoment.CHECK_IN), (record.worst, PainMoment.WORST)):
                    if value is not None:
                        yield RatedPain(day=day, pain=value, moment=moment)
            case ExerciseSession():
                name = sources.names.get(record.exercise, record.exercise)
                for value, moment in (
                    (record.pain_before, PainMoment.BEFORE),
                    (record.pain_after, PainMoment.AFTER),
                ):
                    if value is not None:
                        yield RatedPain(day=day, pain=value, moment=moment, exercise=name)
            case NextDayPain():
                yield RatedPain(day=day, pain=record.pain, moment=PainMoment.NEXT_DAY)
            case _:
                pass
