"""First, before, now: what a change of a rating amounts to, by which rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture.therapy.measures import (
    ACTIVITIES_RULE,
    ACTIVITY_RULE,
    PAIN_RULE,
    SCORE_RULES,
    Measure,
    Rule,
    Verdict,
    activities_mean,
    activity_measures,
    all_measures,
    change_size,
    judged,
    latest_change,
    measure,
    pain_measures,
    questionnaire_measure,
    score_measures,
)
from posture.therapy.records import QuestionnaireAnswers, ScoreEntered
from tests.therapy.builders import able, change, day, pain


@pytest.mark.parametrize(
    ("first", "now", "verdict"),
    [
        (6, 4, Verdict.BETTER),  # 2 points
        (6, 5, Verdict.SMALLER),  # 1 point, 17 %
        (3, 2, Verdict.BETTER),  # 33 %
        (4, 3, Verdict.SMALLER),  # 25 %
        (10, 8, Verdict.BETTER),  # 2 points, though only 20 %
        (4, 6, Verdict.WORSE),
        (3, 4, Verdict.WORSE),
        (0, 1, Verdict.SMALLER),  # nothing is 30 % of no pain
        (0, 2, Verdict.WORSE),
        (5, 5, Verdict.SMALLER),
    ],
)
def test_pain_by_two_points_or_thirty_percent(first: int, now: int, verdict: Verdict) -> None:
    assert judged(first, now, PAIN_RULE) is verdict


@pytest.mark.parametrize(
    ("rule", "first", "now", "verdict"),
    [
        (ACTIVITY_RULE, 4, 7, Verdict.BETTER),
        (ACTIVITY_RULE, 4, 6, Verdict.SMALLER),
        (ACTIVITY_RULE, 7, 4, Verdict.WORSE),
        (ACTIVITIES_RULE, 4.0, 6.0, Verdict.BETTER),
        (ACTIVITIES_RULE, 4.0, 5.9, Verdict.SMALLER),
        (SCORE_RULES["rmdq"], 20, 15, Verdict.BETTER),
        (SCORE_RULES["rmdq"], 10, 7, Verdict.BETTER),  # 30 %
        (SCORE_RULES["rmdq"], 12, 9, Verdict.SMALLER),
        (SCORE_RULES["odi"], 50, 40, Verdict.BETTER),
        (SCORE_RULES["odi"], 50, 41, Verdict.SMALLER),
        (SCORE_RULES["peg"], 6.0, 4.2, Verdict.BETTER),
        (SCORE_RULES["peg"], 9.0, 7.0, Verdict.SMALLER),
        (SCORE_RULES["ears"], 10, 15.5, Verdict.BETTER),
        (SCORE_RULES["ears"], 15.5, 10, Verdict.WORSE),
    ],
)
def test_every_scale_has_its_own_rule_and_direction(
    rule: Rule, first: float, now: float, verdict: Verdict
) -> None:
    assert judged(first, now, rule) is verdict


def test_what_is_not_verified_is_told_as_often_used() -> None:
    rules = [PAIN_RULE, ACTIVITY_RULE, ACTIVITIES_RULE, *SCORE_RULES.values()]
    assert {"often used" in rule.words for rule in rules if rule.source == "UV"} == {True}
    assert all(rule.points is not None or rule.share is not None for rule in rules)


def test_pain_has_a_line_for_each_figure_that_was_given() -> None:
    records = [pain(0, 6, average=5), pain(7, 5), pain(14, 4, worst=6)]
    assert pain_measures(records) == (
        Measure(
            id="pain_now", baseline=6, previous=5, now=4, times=3, verdict=Verdict.BETTER, rule=PAIN_RULE,
            baseline_on=day(0).date(), previous_on=day(7).date(), now_on=day(14).date(),
        ),
        Measure(
            id="pain_average", baseline=5, previous=None, now=5, times=1, verdict=Verdict.FIRST,
            rule=PAIN_RULE, baseline_on=day(0).date(), now_on=day(0).date(),
        ),
        Measure(
            id="pain_worst", baseline=6, previous=None, now=6, times=1, verdict=Verdict.FIRST, rule=PAIN_RULE,
            baseline_on=day(14).date(), now_on=day(14).date(),
        ),
    )  # fmt: skip


def test_an_activity_is_the_same_with_other_capitals_and_spaces() -> None:
    lines = activity_measures([able(0, "Sitting at work", 4), able(14, "sitting  at WORK", 7)])
    assert [(line.name, line.baseline, line.now, line.verdict) for line in lines] == [
        ("sitting  at WORK", 4, 7, Verdict.BETTER)
    ]


def test_the_mean_compares_the_activities_that_were_rated_again() -> None:
    records = [able(0, "sitting", 4), able(0, "lifting", 2), able(0, "driving", 9)]
    first = activities_mean(activity_measures(records))
    assert first is not None
    assert (first.baseline, first.now, first.verdict, first.change) == (5, 5, Verdict.FIRST, None)
    assert (first.baseline_on, first.previous_on, first.now_on) == (day(0).date(), None, day(0).date())
    records += [
        able(14, "sitting", 5),
        able(14, "lifting", 3),
        able(28, "sitting", 7),
        able(28, "lifting", 5),
    ]
    again = activities_mean(activity_measures(records))
    assert again is not None
    assert (again.baseline, again.previous, again.now, again.times) == (3, 4, 6, 3)
    assert (again.verdict, again.change) == (Verdict.BETTER, 3)
    days = tuple(day(number).date() for number in (0, 14, 28))
    assert (again.baseline_on, again.previous_on, again.now_on) == days
    later = activities_mean(activity_measures([*records, able(30, "sitting", 7)]))
    assert later is not None
    assert (later.baseline_on, later.previous_on, later.now_on) == (days[0], None, None)
    assert activities_mean(()) is None


def test_a_score_of_an_unknown_name_is_compared_and_not_judged() -> None:
    records = [
        ScoreEntered(at=day(0), name="RMDQ", score=12),
        ScoreEntered(at=day(0), name="Our own", score=3),
        ScoreEntered(at=day(28), name="rmdq", score=6),
        ScoreEntered(at=day(28), name="Our own", score=9),
    ]
    assert [(line.name, line.change, line.verdict) for line in score_measures(records)] == [
        ("rmdq", -6, Verdict.BETTER),
        ("Our own", 6, Verdict.NO_RULE),
    ]


def test_a_questionnaire_of_the_pt_goes_by_the_rule_of_the_plan() -> None:
    def answered(number: int, score: float | None, name: str = "desk") -> QuestionnaireAnswers:
        return QuestionnaireAnswers(at=day(number), questionnaire=name, answers=(), score=score)

    rule = Rule(points=4, more_is_better=True, words="4 points", source="plan")
    records = [answered(0, 10), answered(1, None), answered(1, 99, "other"), answered(7, 14)]
    line = questionnaire_measure(records, "desk", rule)
    assert line is not None
    assert (line.baseline, line.now, line.times, line.verdict) == (10, 14, 2, Verdict.BETTER)
    assert questionnaire_measure(records, "desk", None) == measure(
        [10, 14], None, id_="questionnaire", name="desk", days=[day(0).date(), day(7).date()]
    )
    assert questionnaire_measure(records, "none", rule) is None


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (-7, "a large change, worse"),
        (-5, "a large change, worse"),
        (-3, "a small change, worse"),
        (-2, "slightly worse"),
        (0, "no change"),
        (2, "slightly better"),
        (3, "a small change, better"),
        (5, "a large change, better"),
    ],
)
def test_a_rating_of_change_in_words(score: int, words: str) -> None:
    assert change_size(score) == words


def test_the_newest_rating_of_change_counts() -> None:
    assert latest_change([change(0, 1), change(28, 4)]) == change(28, 4)
    assert latest_change([]) is None


def test_everything_at_once_is_in_its_order() -> None:
    records = [ScoreEntered(at=day(0), name="ODI", score=30), able(0, "sitting", 4), pain(0, 5)]
    assert [line.id for line in all_measures(records)] == ["pain_now", "activity", "activities", "score"]
    assert all_measures([]) == ()


@given(st.lists(st.integers(0, 10), min_size=2, max_size=9))
def test_better_is_never_called_for_more_pain(values: list[int]) -> None:
    line = measure(values, PAIN_RULE, id_="pain_now")
    assert line is not None
    assert line.change == values[-1] - values[0]
    if line.verdict is Verdict.BETTER:
        assert line.change < 0
    if line.verdict is Verdict.WORSE:
        assert line.change > 0
    if abs(line.change) >= 2:
        assert line.verdict is not Verdict.SMALLER
