"""What is usual for a user: the median of his own weeks, and nothing where they are too few."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from posture import trends
from posture.figures import BreakFigures, Figures, combined
from posture.summary import DaySummary, hours_of_session, summarise
from posture.trends import Trend, trend, usual, usual_weeks
from tests.session_story import SessionStory
from tests.test_summary_properties import FIRST, LAST, stories

MONDAY = date(2026, 11, 16)


def day(when: date, hours: float = 6.0) -> DaySummary:
    return DaySummary(day=when, figures=Figures(sitting_s=hours * 3600))


def week(monday: date, hours: float, days: int = 5) -> list[DaySummary]:
    return [day(monday + timedelta(days=number), hours) for number in range(days)]


def test_usual_is_the_median_of_whole_weeks_before() -> None:
    before = [
        one
        for back, hours in ((1, 4.0), (2, 9.0), (3, 6.0))
        for one in week(MONDAY - timedelta(weeks=back), hours)
    ]
    weeks = usual_weeks([*before, *week(MONDAY, 1.0)], MONDAY)
    assert [days for _, days in weeks] == [5, 5, 5]
    assert usual(trends.SITTING, weeks) == 6.0


def test_a_week_that_has_not_ended_and_one_with_few_days_do_not_count() -> None:
    short = week(MONDAY - timedelta(weeks=1), 5.0, days=trends.DAYS_OF_A_WEEK - 1)
    assert usual_weeks(short, MONDAY) == []
    assert usual_weeks(week(MONDAY, 5.0), MONDAY + timedelta(days=6)) == []
    assert len(usual_weeks(week(MONDAY, 5.0), MONDAY + timedelta(days=7))) == 1


def test_only_the_latest_weeks_count_and_fewer_than_needed_say_nothing() -> None:
    many = [one for back in range(1, 15) for one in week(MONDAY - timedelta(weeks=back), float(back))]
    weeks = usual_weeks(many, MONDAY)
    assert len(weeks) == trends.WEEKS_LOOKED_AT
    assert usual(trends.SITTING, weeks[-trends.WEEKS_NEEDED :]) == 2.0
    assert usual(trends.SITTING, weeks[-trends.WEEKS_NEEDED + 1 :]) is None


def test_measures_are_a_day_or_an_hour_of_sitting() -> None:
    figures = Figures(
        sitting_s=7200.0,
        standing_s=1200.0,
        bouts_s=(4000.0, 7200.0, 60.0),
        breaks=BreakFigures(prompted_seen=3, natural_told=1),
        posture_shifts=10,
    )
    assert {measure.id: measure.of(figures, 2) for measure in trends.MEASURES} == {
        "sitting_h_per_day": 1.0,
        "bouts_of_60_min_or_more_per_day": 1.0,
        "breaks_taken_per_day": 2.0,
        "slouch_min_per_day": 0.0,
        "posture_shifts_per_hour_of_sitting": 5.0,
        "standing_min_per_day": 10.0,
    }
    assert {measure.of(Figures(), 0) for measure in trends.MEASURES} == {None}


@pytest.mark.parametrize(("sitting_s", "rate"), [(0.0, None), (599.0, None), (600.0, 12.0)])
def test_a_few_minutes_of_sitting_have_no_rate_an_hour(sitting_s: float, rate: float | None) -> None:
    assert trends.VARIETY.of(Figures(sitting_s=sitting_s, posture_shifts=2), 1) == rate


@pytest.mark.parametrize(
    ("value", "usual_value", "expected"),
    [
        (1.2, 1.0, Trend.MORE),
        (1.1, 1.0, Trend.ALIKE),
        (0.9, 1.0, Trend.ALIKE),
        (0.8, 1.0, Trend.LESS),
        (0.0, 0.0, Trend.ALIKE),
        (None, 1.0, None),
        (1.0, None, None),
    ],
)
def test_a_value_beside_the_usual_one(
    value: float | None, usual_value: float | None, expected: Trend | None
) -> None:
    assert trend(value, usual_value) is expected


@settings(max_examples=40, deadline=None)
@given(stories())
def test_the_hours_of_a_session_add_up_to_its_days(story: SessionStory) -> None:
    story.end()
    hours = hours_of_session(story.events)
    for one in summarise([story.events], FIRST, LAST).days:
        parts = combined([figures for hour, figures in hours if hour.date() == one.day])
        assert (parts.watched_s, parts.sitting_s, parts.slouch_s) == (
            one.figures.watched_s,
            one.figures.sitting_s,
            one.figures.slouch_s,
        )
        assert sorted(parts.bouts_s) == sorted(one.figures.bouts_s)
        assert parts.breaks.taken == one.figures.breaks.taken
    assert all((hour.minute, hour.second, hour.tzinfo) == (0, 0, None) for hour, _ in hours)
