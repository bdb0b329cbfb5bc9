"""Where each goal of the plan stands: baseline, previous, now, target.

What the patient rates goes by its ratings. Sitting and breaks go by weeks: now is the mean over the days
watched of the last 7 days of the period, previous that of the 7 days before, baseline that of the first 7.
A baseline in the plan counts before the first value of the program's own.
"""

from __future__ import annotations

from datetime import timedelta
from statistics import mean
from typing import TYPE_CHECKING

from posture.therapy.history import of_kind
from posture.therapy.measures import (
    SCORE_RULES,
    Measure,
    Rule,
    Verdict,
    activities_mean,
    activity_key,
    activity_measures,
    judged,
    measure,
    pain_measures,
    questionnaire_measure,
)
from posture.therapy.records import ScoreEntered
from posture.therapy.report import GoalLine, Section
from posture.therapy.report_pain import questionnaire_rule

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from posture.figures import Figures
    from posture.therapy.plan import Goal, Plan
    from posture.therapy.report_sources import Sources

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_MINUTE_S = 60.0
_PREFIX = "questionnaire:"

_SITTING: dict[str, Callable[[Figures], float]] = {
    "longest_sitting": lambda figures: (figures.longest_bout_s or 0.0) / _MINUTE_S,
    "breaks_a_day": lambda figures: float(figures.breaks.taken),
}
"""Figures of a day that goals are about; the longest sitting in minutes."""


def goals(sources: Sources, plan: Plan | None) -> tuple[GoalLine, ...]:
    """One line for each goal of the plan in use."""
    return () if plan is None else tuple(_goal(sources, plan, goal) for goal in plan.goals)


def section_of(measured_by: str) -> Section:
    """The section that the figures of a goal belong to."""
    if measured_by.startswith("pain_"):
        return Section.SYMPTOMS
    return Section.SITTING if measured_by in _SITTING else Section.FUNCTION


def _goal(sources: Sources, plan: Plan, goal: Goal) -> GoalLine:
    withheld = section_of(goal.measured_by) in sources.without
    found = None if withheld else _measured(sources, plan, goal)
    first = None if found is None else found.baseline
    baseline = first if goal.baseline is None else goal.baseline
    now = None if found is None else found.now
    rule = None if found is None else found.rule
    return GoalLine(
        text=goal.text,
        measure=goal.measure,
        measured_by=goal.measured_by,
        unit=goal.unit,
        baseline=None if withheld else baseline,
        previous=None if found is None else found.previous,
        now=now,
        target=goal.target,
        reached=None if now is None or baseline is None else _reached(baseline, now, goal.target),
        verdict=None if found is None else _verdict(goal, found, rule),
        rule="" if rule is None else rule.words,
        withheld=withheld,
    )


def _verdict(goal: Goal, found: Measure, rule: Rule | None) -> Verdict:
    if goal.baseline is None:
        return found.verdict
    return Verdict.NO_RULE if rule is None else judged(goal.baseline, found.now, rule)


def _reached(baseline: float, now: float, target: float) -> bool:
    """Whether now is at the target or beyond it, seen from the baseline."""
    return now <= target if target < baseline else now >= target


def _measured(sources: Sources, plan: Plan, goal: Goal) -> Measure | None:
    records = sources.until_last()
    if goal.measured_by in _SITTING:
        return _by_weeks(sources, _SITTING[goal.measured_by], goal.measured_by)
    if goal.measured_by == "activities":
        return activities_mean(activity_measures(records))
    if goal.measured_by.startswith(_PREFIX):
        wanted = goal.measured_by.removeprefix(_PREFIX)
        asked = next((one for one in plan.questionnaires if one.id == wanted), None)
        return questionnaire_measure(records, wanted, None if asked is None else questionnaire_rule(asked))
    if goal.measured_by == "therapist":
        key = activity_key(goal.measure)
        entered = [one.score for one in of_kind(records, ScoreEntered) if activity_key(one.name) == key]
        return measure(entered, SCORE_RULES.get(key), id_="score", name=goal.measure)
    return next((one for one in pain_measures(records) if one.id == goal.measured_by), None)


def _by_weeks(sources: Sources, figure: Callable[[Figures], float], name: str) -> Measure | None:
    """The first week of the period, and its last two; without days watched in the last there is none."""
    ends = {sources.first + _WEEK - _DAY, sources.last - _WEEK, sources.last}
    means = {end: _mean(sources, figure, end) for end in sorted(ends) if end <= sources.last}
    weeks = [value for value in means.values() if value is not None]
    return None if means[sources.last] is None else measure(weeks, None, id_=name)


def _mean(sources: Sources, figure: Callable[[Figures], float], last: date) -> float | None:
    values = [
        figure(one.figures)
        for one in sources.summary.days
        if one.day is not None and last - _WEEK < one.day <= last and one.figures.watched_s
    ]
    return mean(values) if values else None
