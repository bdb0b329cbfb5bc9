"""Symptoms, function, notes and safety: what the patient said, put in order.

Ratings of pain, each with its day, are in `report_ratings.py`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from posture.therapy.due import worse_and_not_asked
from posture.therapy.exercise_records import ExerciseSession, NextDayPain
from posture.therapy.history import of_kind
from posture.therapy.items import Light
from posture.therapy.measures import (
    Measure,
    Rule,
    activities_mean,
    activity_measures,
    change_size,
    latest_change,
    pain_measures,
    questionnaire_measure,
    score_measures,
)
from posture.therapy.onset import course
from posture.therapy.outcomes import morning_after, outcome_of
from posture.therapy.pain_values import PainDay
from posture.therapy.plan import Direction, PainLimits
from posture.therapy.plan_use import plan_by_hash
from posture.therapy.records import Note, WarningSignAnswers, YellowFlagNote
from posture.therapy.report import (
    ChangeLine,
    CourseLine,
    Function,
    MeasureLine,
    NoteLine,
    Safety,
    SignLine,
    StoppedLine,
    Symptoms,
)
from posture.therapy.report_ratings import check_ins, highest, places, ratings_of, red_ratings
from posture.therapy.resting import looked_at
from posture.therapy.traffic_light import is_flare, light_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from posture.therapy.plan import Plan, Questionnaire
    from posture.therapy.records import Record
    from posture.therapy.report_sources import Sources


def measure_line(measure: Measure) -> MeasureLine:
    """A measure with its rule as words."""
    return MeasureLine(
        id=measure.id,
        name=measure.name,
        baseline=measure.baseline,
        previous=measure.previous,
        now=measure.now,
        change=measure.change,
        times=measure.times,
        verdict=measure.verdict,
        rule="" if measure.rule is None else measure.rule.words,
        baseline_on=measure.baseline_on,
        previous_on=measure.previous_on,
        now_on=measure.now_on,
        more_is_better=None if measure.rule is None else measure.rule.more_is_better,
    )


def questionnaire_rule(one: Questionnaire) -> Rule | None:
    """Which change of this questionnaire counts, as its therapist wrote; `None` where he did not."""
    if one.meaningful_change is None:
        return None
    return Rule(
        points=one.meaningful_change,
        more_is_better=one.direction is Direction.HIGHER_IS_BETTER,
        words=f"{one.title}: {one.meaningful_change:g} points, from the plan",
        source="plan",
    )


def symptoms(sources: Sources) -> Symptoms:
    """The section on pain."""
    mornings = of_kind(sources.until_last(), NextDayPain)
    sessions = of_kind(sources.in_period(), ExerciseSession)
    by_day: defaultdict[date, list[ExerciseSession]] = defaultdict(list)
    lights: list[Light | None] = []
    flares: set[date] = set()
    for one in sessions:
        plan = plan_by_hash(sources.uses, one.plan_hash)
        limits = PainLimits() if plan is None else plan.pain
        ratings = outcome_of(one, plan, mornings).ratings
        lights.append(light_of(limits, ratings))
        by_day[one.at.date()].append(one)
        if is_flare(limits, ratings):
            flares.add(one.at.date())
    rated = ratings_of(sources)
    limits = PainLimits() if sources.plan is None else sources.plan.pain
    return Symptoms(
        measures=tuple(measure_line(one) for one in pain_measures(sources.until_last())),
        days=tuple(
            PainDay(
                day=day,
                before=_highest(one.pain_before for one in by_day[day]),
                after=_highest(one.pain_after for one in by_day[day]),
                next_day=None if (morning := morning_after(day, mornings)) is None else morning.pain,
            )
            for day in sorted(by_day)
        ),
        green=lights.count(Light.GREEN),
        amber=lights.count(Light.AMBER),
        red=lights.count(Light.RED),
        not_rated=lights.count(None),
        flare_days=tuple(sorted(flares)),
        check_ins=check_ins(sources),
        highest=highest(rated),
        red_ratings=red_ratings(sources, rated),
        places=places(sources),
        green_up_to=limits.green_up_to,
        amber_up_to=limits.amber_up_to,
    )


def function(sources: Sources, plan: Plan | None) -> Function:
    """The section on what the patient can do."""
    records = sources.until_last()
    activities = activity_measures(records)
    total = activities_mean(activities)
    own = () if plan is None else plan.questionnaires
    change = latest_change(records)
    lasted = course(records, sources.last, under_a_pt=plan is not None)
    return Function(
        measures=(
            *(measure_line(one) for one in (*activities, total) if one is not None),
            *(line for one in own if (line := _answered(records, one)) is not None),
            *map(measure_line, score_measures(records)),
        ),
        change=None
        if change is None
        else ChangeLine(
            day=change.at.date(), score=change.score, since=change.since, words=change_size(change.score)
        ),
        course=None
        if lasted is None
        else CourseLine(began=lasted.began, weeks=lasted.weeks, stage=lasted.stage, assessed=lasted.assessed),
    )


def _answered(records: Sequence[Record], one: Questionnaire) -> MeasureLine | None:
    """A questionnaire of the plan, which says its direction with or without a change that counts."""
    found = questionnaire_measure(records, one.id, questionnaire_rule(one))
    better = one.direction is Direction.HIGHER_IS_BETTER
    return None if found is None else replace(measure_line(found), more_is_better=better)


def notes(sources: Sources) -> tuple[NoteLine, ...]:
    """The patient's words of the period, the newest first."""
    found = [
        NoteLine(
            day=record.at.date(),
            topic=record.topic if isinstance(record, YellowFlagNote) else None,
            text=record.text,
        )
        for record in sources.in_period()
        if isinstance(record, YellowFlagNote | Note)
    ]
    return tuple(reversed(found))


def safety(sources: Sources) -> Safety:
    """The section on warning signs and stopped sessions."""
    limits = None if sources.plan is None else sources.plan.pain
    waiting = worse_and_not_asked(sources.until_last(), limits)
    asked = of_kind(sources.in_period(), WarningSignAnswers)
    lines = [
        SignLine(
            at=one.at,
            tier=one.tier,
            occasion=one.occasion,
            signs=tuple(sources.signs.get(answer.sign, answer.sign) for answer in one.answers if answer.yes),
            paused_exercises=one.pauses_exercises,
            looked_at=None if (seen := looked_at(one, sources.until_last())) is None else seen.date(),
        )
        for one in asked
        if one.tier is not None
    ]
    return Safety(
        times_asked=len(asked),
        signs=tuple(sorted(lines, key=lambda line: (line.tier, line.at))),
        stopped=tuple(
            StoppedLine(
                day=one.at.date(),
                exercise=sources.names.get(one.exercise, one.exercise),
                reason=one.stopped_reason,
                counted_by=one.counted_by,
            )
            for one in of_kind(sources.in_period(), ExerciseSession)
            if one.stopped_reason is not None
        ),
        unanswered_since=None if waiting is None else waiting.date(),
    )


def _highest(ratings: Iterable[int | None]) -> int | None:
    return max((rating for rating in ratings if rating is not None), default=None)
