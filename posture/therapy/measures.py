"""Baseline, previous, now: what the ratings of a patient say, and whether a change is a meaningful one.

The baseline is the first value, the previous one the last before now. Where the number of a rule is not
verified (UV) the rule says "often used" and no more. Rules were found for getting better; the same size the
other way is called worse (ENG). The sources are listed in docs/checkins.md.

Pain: 2 points or 30 % of the baseline [S94], whichever comes first. A refinement by the size of the baseline
(1 point from 1-4, 2 from 5-7, 3 to 4 from 8-10 [S96]) is left out: it is one study's, it disagrees with the
consensus at both ends, and one rule can be checked in the head.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from statistics import mean

from posture.therapy.history import of_kind
from posture.therapy.records import (
    ActivityRating,
    GlobalChange,
    PainRating,
    QuestionnaireAnswers,
    Record,
    ScoreEntered,
)

_SLACK = 1e-9
"""Two shares that differ by less are the same share, computed in another order."""


class Verdict(StrEnum):
    """What a change amounts to."""

    BETTER = "better"
    WORSE = "worse"
    SMALLER = "smaller"
    """Less than what counts."""
    FIRST = "first"
    """One value, and nothing to compare it with."""
    NO_RULE = "no_rule"
    """Two values, and no rule that says which change counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Which change counts: so many points, or this share of the baseline.

    Attributes:
        points: at least so many, or `None`.
        share: at least this share of the baseline (0.3 is 30 %), or `None`.
        more_is_better: the direction of the scale.
        words: the rule for people, with its standing.
        source: where it comes from.
    """

    points: float | None
    share: float | None = None
    more_is_better: bool
    words: str
    source: str


PAIN_RULE = Rule(
    points=2.0,
    share=0.3,
    more_is_better=False,
    words="pain: 2 points or 30 % of the first value",
    source="S94",
)
ACTIVITY_RULE = Rule(
    points=3.0, more_is_better=True, words="one activity: 3 points are often used", source="UV"
)
ACTIVITIES_RULE = Rule(
    points=2.0, more_is_better=True, words="mean of activities: 2 points are often used", source="UV"
)

SMALL_CHANGE = 3
LARGE_CHANGE = 5
CHANGE_WORDS = "3 or more is often taken as a small change, 5 or more as a large one"
"""Of the rating of change. UV."""

_S94 = "by the consensus of 2008"
SCORE_RULES: dict[str, Rule] = {
    "rmdq": Rule(
        points=5.0, share=0.3, more_is_better=False, words=f"RMDQ: 5 points or 30 %, {_S94}", source="S94"
    ),
    "odi": Rule(
        points=10.0, share=0.3, more_is_better=False, words=f"ODI: 10 points or 30 %, {_S94}", source="S94"
    ),
    "peg": Rule(points=None, share=0.3, more_is_better=False, words="PEG: 30 % is often used", source="S98"),
    "ears": Rule(points=5.5, more_is_better=True, words="EARS: 5.5 points, from one study", source="S92"),
}
"""For scores that the PT enters, by the name in small letters. Only the numbers: no wording is shipped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One line of figures.

    Attributes:
        id: stable, for scripts: "pain_now", "activity", "activities", "score", "questionnaire".
        name: what the patient or the PT called it, or an empty text where the id says all.
        baseline, previous, now: the first value, the last before now, the newest; `None` where there is none.
        baseline_on, previous_on, now_on: their days; `None` where values of several days were put together.
        times: how many values there are.
        verdict: what the change from the baseline amounts to.
        rule: what decided it, or `None`.
    """

    id: str
    name: str = ""
    baseline: float
    previous: float | None
    now: float
    times: int
    verdict: Verdict
    rule: Rule | None
    baseline_on: date | None = None
    previous_on: date | None = None
    now_on: date | None = None

    @property
    def change(self) -> float | None:
        """From the baseline to now; `None` while there is only one value."""
        return None if self.times < 2 else self.now - self.baseline


def judged(baseline: float, now: float, rule: Rule) -> Verdict:
    """What the change from one value to the other amounts to by this rule."""
    change = now - baseline
    size = abs(change)
    enough = rule.points is not None and size >= rule.points - _SLACK
    if rule.share is not None and baseline > 0 and size > 0:
        enough = enough or size >= rule.share * baseline - _SLACK
    if not enough:
        return Verdict.SMALLER
    return Verdict.BETTER if (change > 0) == rule.more_is_better else Verdict.WORSE


def measure(
    values: Sequence[float], rule: Rule | None, *, id_: str, name: str = "", days: Sequence[date] = ()
) -> Measure | None:
    """The line of figures for these values in their order of time; `None` without any.

    `days` has the day of each value, or is empty where a value is of no one day.
    """
    if not values:
        return None
    if len(values) == 1:
        verdict = Verdict.FIRST
    elif rule is None:
        verdict = Verdict.NO_RULE
    else:
        verdict = judged(values[0], values[-1], rule)
    return Measure(
        id=id_,
        name=name,
        baseline=values[0],
        previous=values[-2] if len(values) > 1 else None,
        now=values[-1],
        times=len(values),
        verdict=verdict,
        rule=rule,
        baseline_on=days[0] if days else None,
        previous_on=days[-2] if len(days) > 1 else None,
        now_on=days[-1] if days else None,
    )


def pain_measures(records: Iterable[Record]) -> tuple[Measure, ...]:
    """Pain on average, at worst and now, each for itself, where it was given."""
    ratings = of_kind(records, PainRating)
    rated = {
        field: [
            (value, rating.at.date()) for rating in ratings if (value := getattr(rating, field)) is not None
        ]
        for field in ("now", "average", "worst")
    }
    lines = (
        measure([value for value, _ in pairs], PAIN_RULE, id_=f"pain_{field}", days=[day for _, day in pairs])
        for field, pairs in rated.items()
    )
    return tuple(line for line in lines if line is not None)


def activity_measures(records: Iterable[Record]) -> tuple[Measure, ...]:
    """The patient's own activities, each for itself."""
    named: dict[str, list[ActivityRating]] = {}
    for rating in of_kind(records, ActivityRating):
        named.setdefault(activity_key(rating.activity), []).append(rating)
    lines = (
        measure(
            [rating.score for rating in ratings],
            ACTIVITY_RULE,
            id_="activity",
            name=ratings[-1].activity,
            days=_days(ratings),
        )
        for ratings in named.values()
    )
    return tuple(line for line in lines if line is not None)


def activities_mean(activities: Sequence[Measure]) -> Measure | None:
    """The mean over the activities; a comparison is made over those that were rated more than once."""
    again = [line for line in activities if line.previous is not None]
    if not activities:
        return None
    if not again:
        only = measure([mean(line.now for line in activities)], ACTIVITIES_RULE, id_="activities")
        assert only is not None
        day = _one_day(line.now_on for line in activities)
        return replace(only, baseline_on=day, now_on=day)
    baseline, now = mean(line.baseline for line in again), mean(line.now for line in again)
    return Measure(
        id="activities",
        baseline=baseline,
        previous=mean(line.previous for line in again if line.previous is not None),
        now=now,
        times=max(line.times for line in again),
        verdict=judged(baseline, now, ACTIVITIES_RULE),
        rule=ACTIVITIES_RULE,
        baseline_on=_one_day(line.baseline_on for line in again),
        previous_on=_one_day(line.previous_on for line in again),
        now_on=_one_day(line.now_on for line in again),
    )


def activity_key(name: str) -> str:
    """What makes two names of an activity the same: capitals and spaces do not matter."""
    return " ".join(name.casefold().split())


def score_measures(records: Iterable[Record]) -> tuple[Measure, ...]:
    """Scores that the PT entered, by name; only some names have a rule."""
    named: dict[str, list[ScoreEntered]] = {}
    for entered in of_kind(records, ScoreEntered):
        named.setdefault(activity_key(entered.name), []).append(entered)
    lines = (
        measure(
            [one.score for one in scores],
            SCORE_RULES.get(key),
            id_="score",
            name=scores[-1].name,
            days=_days(scores),
        )
        for key, scores in named.items()
    )
    return tuple(line for line in lines if line is not None)


def questionnaire_measure(records: Iterable[Record], questionnaire: str, rule: Rule | None) -> Measure | None:
    """One questionnaire of the PT's own, by the rule in the plan; without a rule no change is judged."""
    scored = [
        (one.score, one.at.date())
        for one in of_kind(records, QuestionnaireAnswers)
        if one.questionnaire == questionnaire and one.score is not None
    ]
    values, days = [value for value, _ in scored], [day for _, day in scored]
    return measure(values, rule, id_="questionnaire", name=questionnaire, days=days)


def change_size(score: int) -> str:
    """The words for one rating of change, as often used (UV)."""
    if score == 0:
        return "no change"
    direction = "better" if score > 0 else "worse"
    if abs(score) >= LARGE_CHANGE:
        return f"a large change, {direction}"
    return f"a small change, {direction}" if abs(score) >= SMALL_CHANGE else f"slightly {direction}"


def latest_change(records: Iterable[Record]) -> GlobalChange | None:
    """The newest rating of change. It is a comparison by itself, so it has no baseline."""
    ratings = of_kind(records, GlobalChange)
    return ratings[-1] if ratings else None


def all_measures(records: Sequence[Record]) -> tuple[Measure, ...]:
    """Every line of figures that needs no plan: pain, activities with their mean, scores."""
    activities = activity_measures(records)
    total = activities_mean(activities)
    return (
        *pain_measures(records),
        *activities,
        *(() if total is None else (total,)),
        *score_measures(records),
    )


def _days(records: Iterable[Record]) -> list[date]:
    return [record.at.date() for record in records]


def _one_day(days: Iterable[date | None]) -> date | None:
    """The day that all of them are of, or `None`."""
    found = set(days)
    return found.pop() if len(found) == 1 else None
