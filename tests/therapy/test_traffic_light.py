"""The pain traffic light: the limits are the plan's, and what nobody rated has no light."""

from __future__ import annotations

import pytest

from posture.therapy.items import Light
from posture.therapy.plan import PainLimits
from posture.therapy.traffic_light import (
    Advice,
    PainRatings,
    advice_before,
    has_settled,
    is_flare,
    light_of,
)

USUAL = PainLimits()


def test_the_usual_limits_are_up_to_three_and_up_to_five() -> None:
    lights = [USUAL.light(pain).value for pain in range(11)]
    assert lights == ["green"] * 4 + ["amber"] * 2 + ["red"] * 5


def test_the_therapists_limits_count() -> None:
    own = PainLimits(green_up_to=2, amber_up_to=2)
    assert [own.light(pain) for pain in (2, 3)] == [Light.GREEN, Light.RED]


@pytest.mark.parametrize(
    ("pain", "advice"), [(3, Advice.GO_ON), (4, Advice.GO_GENTLY), (6, Advice.STOP_AND_NOTE)]
)
def test_pain_before_a_session_says_how_to_go_about_it(pain: int, advice: Advice) -> None:
    assert advice_before(USUAL, pain) is advice


def test_a_session_without_a_rating_has_no_light() -> None:
    assert light_of(USUAL, PainRatings(before=2)) is None
    assert light_of(USUAL, PainRatings(before=2, after=5)) is Light.AMBER


@pytest.mark.parametrize(
    ("before", "after", "later", "hours", "settled", "flare"),
    [
        (2, 2, None, None, None, False),
        (2, 6, None, None, None, True),  # red is a flare at once
        (2, 6, 1, 20, True, True),
        (2, 5, None, None, None, False),  # amber, and nobody asked again
        (2, 5, 3, 20, True, False),
        (2, 5, 4, 24, False, True),  # still raised when the hours are over
        (2, 5, 4, 23.5, None, False),  # still raised, and it has time yet
        (2, 5, 4, None, False, True),
        (4, 5, 4, 24, True, False),  # back to what it was before
        (5, 4, 5, 24, True, False),
        (2, 3, 5, 24, False, False),  # a green session, amber the next day: watched, no flare
        (2, 3, 6, 24, False, True),
        (2, 4, 7, 14, None, True),  # amber after it, and red the next morning: no need to wait the hours out
        (2, 7, 8, 14, None, True),
        (2, None, 7, 14, None, True),
        (2, None, 5, 24, False, True),  # nobody rated after it, and it is raised the next day
        (None, 5, 3, 24, True, False),
        (None, 5, 4, 24, False, True),
    ],
)
def test_amber_must_settle_within_the_plans_hours(
    before: int | None,
    after: int | None,
    later: int | None,
    hours: float | None,
    *,
    settled: bool | None,
    flare: bool,
) -> None:
    ratings = PainRatings(before=before, after=after, later=later, later_after_h=hours)
    assert has_settled(USUAL, ratings) is settled
    assert is_flare(USUAL, ratings) is flare


def test_red_in_the_morning_stays_a_flare_when_it_has_settled_by_the_evening() -> None:
    ratings = PainRatings(before=2, after=5, later=2, later_after_h=25, later_highest=7)
    assert has_settled(USUAL, ratings) is True
    assert is_flare(USUAL, ratings)


def test_more_hours_give_it_more_time() -> None:
    ratings = PainRatings(before=2, after=5, later=4, later_after_h=30)
    assert is_flare(PainLimits(settles_within_h=24), ratings)
    assert not is_flare(PainLimits(settles_within_h=48), ratings)
