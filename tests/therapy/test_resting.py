"""When exercises rest because of an answer about warning signs, until when, and which days that were."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from posture.therapy.items import Light
from posture.therapy.records import SignsLookedAt
from posture.therapy.resting import STOP_RULE, SignRest, rest_days, sign_rest
from tests.therapy.builders import MONDAY, day, history, signs
from tests.therapy.homework import at, done
from tests.therapy.plans import START

FEVER = signs(day(0), tier=2, pauses_exercises=True)
CHEST = signs(day(0, hour=15), tier=1)


def seen(number: int, hour: int = 9, *, looked_at: bool = True) -> SignsLookedAt:
    return SignsLookedAt(at=day(number, hour), looked_at=looked_at)


def test_a_sign_for_a_doctor_lets_exercises_rest_until_somebody_has_looked_at_it() -> None:
    rest = SignRest(answered=day(0), signs=("some_sign",), until=None, asks=True)
    for now in (day(0), day(1), day(40)):
        assert sign_rest([FEVER], now) == rest
    assert sign_rest([FEVER], day(0) - timedelta(seconds=1)) is None
    assert sign_rest([FEVER, seen(1, looked_at=False)], day(2)) == rest
    assert sign_rest([FEVER, seen(1)], day(1, hour=8)) == rest
    assert sign_rest([FEVER, seen(1)], day(1)) is None
    assert sign_rest([FEVER, seen(0, 12)], day(0, hour=13)) is None
    assert sign_rest([seen(-1), FEVER], day(1)) == rest  # said before this answer
    assert sign_rest([signs(day(0), tier=3)], day(0)) is None


def test_an_emergency_lets_them_rest_until_midnight_at_least() -> None:
    midnight = datetime(2026, 11, 3, tzinfo=MONDAY.tzinfo)
    rest = SignRest(answered=CHEST.at, signs=("some_sign",), until=midnight, asks=True)
    assert sign_rest([CHEST], day(0, hour=14)) is None
    assert sign_rest([CHEST], midnight - timedelta(seconds=1)) == rest
    assert sign_rest([CHEST], midnight) == SignRest(
        answered=CHEST.at, signs=("some_sign",), until=None, asks=True
    )
    looked = [CHEST, seen(0, 18)]
    assert sign_rest(looked, day(0, hour=19)) == SignRest(
        answered=CHEST.at, signs=("some_sign",), until=midnight, asks=False
    )
    assert sign_rest(looked, midnight) is None


def test_a_later_no_does_not_end_it_but_a_correction_does() -> None:
    no = signs(day(0, hour=16))
    assert sign_rest(history(CHEST, no).records(), day(0, hour=18)) is not None
    corrected = signs(day(0, hour=16), replaces=1)
    assert sign_rest(history(CHEST, corrected).records(), day(0, hour=18)) is None


def test_midnight_is_where_the_patient_is_also_when_the_clocks_change() -> None:
    summer, winter = timezone(timedelta(hours=2)), timezone(timedelta(hours=1))
    yes = signs(datetime(2026, 10, 25, 1, 0, tzinfo=summer), tier=1)
    night = datetime(2026, 10, 25, 23, 30, tzinfo=winter)

    def until(now: datetime) -> datetime | None:
        rest = sign_rest([yes], now)
        return None if rest is None else rest.until

    assert until(night) == datetime(2026, 10, 26, tzinfo=winter)
    assert until(night + timedelta(minutes=30)) is None
    assert until(datetime(2026, 10, 25, 22, 45, tzinfo=UTC)) is not None


def test_days_of_rest_are_those_on_which_the_program_asked_for_it() -> None:
    monday = MONDAY.date()
    week = [monday + timedelta(days=number) for number in range(7)]
    assert rest_days([FEVER, seen(3)], week, week[-1]) == {week[0], week[1], week[2]}
    assert rest_days([FEVER], week, week[2]) == {week[0], week[1], week[2]}
    assert rest_days([CHEST, seen(0, 18)], week, week[-1]) == {week[0]}
    assert rest_days([signs(day(0), tier=3)], week, week[-1]) == frozenset()


def test_pain_on_red_and_a_stop_rule_end_the_day_of_the_plan_and_no_other() -> None:
    week = [START + timedelta(days=number) for number in range(7)]
    sessions = [
        done(0, pain_after=8, light=Light.RED),
        done(1, sets=(), pain_before=7, pain_after=None, light=Light.RED, stopped_reason="not begun"),
        done(2, stopped_reason=f"{STOP_RULE}the knee swells"),
        done(3, stopped_reason="enough for now"),
        done(4, plan_hash=None, light=Light.RED),
    ]
    assert rest_days(sessions, week, at(6).date()) == {week[0], week[1], week[2]}
