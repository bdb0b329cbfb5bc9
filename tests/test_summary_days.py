"""Days end at the user's own midnight; summer time and journeys move midnight, never a length."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from posture import events as ev
from posture.figures import BreakFigures
from posture.instant import Instant
from posture.labels import Label
from posture.summary import summarise, summarise_session
from tests.session_story import SessionStory

WINTER = timezone(timedelta(hours=1))
SUMMER = timezone(timedelta(hours=2))
BACK_TO_WINTER = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)
FORTH_TO_SUMMER = datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


def _central_europe(utc: datetime) -> tzinfo:
    return SUMMER if FORTH_TO_SUMMER <= utc < BACK_TO_WINTER else WINTER


def _sitting_by_day(story: SessionStory) -> list[tuple[date | None, float]]:
    summary = summarise([story.events], date(2026, 1, 1), date(2026, 12, 31), until=story.now)
    return [(day.day, day.figures.sitting_s) for day in summary.days]


def test_a_bout_across_midnight_is_split_in_time_and_counted_where_it_began() -> None:
    story = SessionStory(started=datetime(2026, 11, 20, 23, 0, tzinfo=WINTER))
    story.sit(3000).away(30).sit(3000).away(600).sit(60).end()
    summary = summarise([story.events], date(2026, 11, 20), date(2026, 11, 21))
    first, second = summary.days
    assert (first.figures.sitting_s, first.figures.away_s) == (3570.0, 30.0)
    assert (second.figures.sitting_s, second.figures.away_s) == (2490.0, 600.0)
    assert (first.figures.bouts_s, second.figures.bouts_s) == ((6000.0,), (60.0,))
    assert (first.figures.breaks, second.figures.breaks) == (BreakFigures(micro=1), BreakFigures())


def test_a_day_takes_only_its_share_of_a_session_that_reaches_beyond_it() -> None:
    story = SessionStory(started=datetime(2026, 11, 20, 22, 0, tzinfo=WINTER)).sit(3 * 3600).end()
    day = summarise([story.events], date(2026, 11, 21), date(2026, 11, 21))
    assert (day.totals.sitting_s, day.totals.bouts_s) == (3600.0, ())
    assert summarise_session(story.events).day == date(2026, 11, 20)


def test_slouch_time_is_split_at_midnight_and_the_episode_belongs_to_its_first_day() -> None:
    story = SessionStory(started=datetime(2026, 11, 20, 23, 59, 0, tzinfo=WINTER))
    story.slouch(Label.SLOUCHED, 100, blind_s=40).sit(60).end()
    summary = summarise([story.events], date(2026, 11, 20), date(2026, 11, 21))
    assert [(day.figures.slouch_s, day.figures.slouch_episodes) for day in summary.days] == [
        (50.0, 1),
        (50.0, 0),
    ]


def test_a_break_belongs_to_the_day_on_which_it_was_recorded() -> None:
    story = SessionStory(started=datetime(2026, 11, 20, 23, 59, 0, tzinfo=WINTER)).sit(50)
    story.say(lambda at: ev.BreakDue(at=at, sitting_s=50.0, after_snooze=False))
    story.sit(20)
    story.say(lambda at: ev.BreakMissed(at=at, reason="skipped"))
    summary = summarise([story.end().events], date(2026, 11, 20), date(2026, 11, 21))
    assert [day.figures.breaks for day in summary.days] == [BreakFigures(due=1), BreakFigures(missed=1)]


def test_the_night_with_an_hour_more_is_twenty_five_hours_long() -> None:
    story = SessionStory(started=datetime(2026, 10, 24, 23, 0, tzinfo=SUMMER), zone_at=_central_europe)
    for _ in range(27):
        story.sit(3600 - 100).away(100)
    assert _sitting_by_day(story.end()) == [
        (date(2026, 10, 24), 3500.0),
        (date(2026, 10, 25), 25 * 3500.0),
        (date(2026, 10, 26), 3500.0),
    ]


def test_the_night_with_an_hour_less_is_twenty_three_hours_long() -> None:
    story = SessionStory(started=datetime(2026, 3, 28, 23, 0, tzinfo=WINTER), zone_at=_central_europe)
    for _ in range(25):
        story.sit(3600 - 100).away(100)
    assert _sitting_by_day(story.end()) == [
        (date(2026, 3, 28), 3500.0),
        (date(2026, 3, 29), 23 * 3500.0),
        (date(2026, 3, 30), 3500.0),
    ]


def test_a_journey_moves_midnight() -> None:
    tokyo = timezone(timedelta(hours=9))
    landing = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
    story = SessionStory(
        started=datetime(2026, 11, 20, 12, 0, tzinfo=WINTER),
        zone_at=lambda utc: WINTER if utc < landing else tokyo,
    )
    story.sit(3 * 3600).away(100).sit(7200 - 100).end()
    assert _sitting_by_day(story) == [
        (date(2026, 11, 20), 3 * 3600 + 3500.0),
        (date(2026, 11, 21), 3600.0),
    ]


def test_a_clock_set_back_over_midnight_changes_no_length() -> None:
    def at(t: float, hour: int, minute: int, day: int) -> Instant:
        return Instant(mono_s=t, wall=datetime(2026, 11, day, hour, minute, tzinfo=WINTER))

    events: list[ev.Event] = [
        ev.SessionStarted(at=at(0, 0, 10, 21), source="0"),
        ev.Present(at=at(0, 0, 10, 21), since_t=0),
        ev.Paused(at=at(600, 23, 50, 20)),
        ev.SessionEnded(at=at(1800, 0, 10, 21), reason="stopped"),
    ]
    summary = summarise([events], date(2026, 11, 20), date(2026, 11, 21))
    assert [(day.figures.sitting_s, day.figures.paused_s) for day in summary.days] == [
        (0.0, 600.0),
        (600.0, 600.0),
    ]


def test_a_week_asleep_falls_on_every_day_of_it() -> None:
    story = SessionStory(started=datetime(2026, 11, 20, 12, 0, tzinfo=WINTER))
    story.sit(3600).asleep(3 * 86_400).sit(60).end()
    summary = summarise([story.events], date(2026, 11, 20), date(2026, 11, 30))
    assert [day.figures.suspended_s for day in summary.days] == [39_600.0, 86_400.0, 86_400.0, 46_800.0]
    assert summary.days_watched == 2


def test_a_leap_day_is_a_day_of_its_own() -> None:
    story = SessionStory(started=datetime(2028, 2, 28, 23, 0, tzinfo=WINTER))
    story.sit(2 * 3600).away(24 * 3600).sit(3600).end()
    summary = summarise([story.events], date(2028, 2, 1), date(2028, 3, 31))
    assert [(day.day, day.figures.sitting_s, day.figures.away_s) for day in summary.days] == [
        (date(2028, 2, 28), 3600.0, 0.0),
        (date(2028, 2, 29), 3600.0, 23 * 3600.0),
        (date(2028, 3, 1), 3600.0, 3600.0),
    ]


def test_a_clock_set_forward_moves_the_day_and_changes_no_length() -> None:
    def at(t: float, hour: int, minute: int, day: int) -> Instant:
        return Instant(mono_s=t, wall=datetime(2026, 11, day, hour, minute, tzinfo=WINTER))

    events: list[ev.Event] = [
        ev.SessionStarted(at=at(0, 12, 0, 20), source="0"),
        ev.Paused(at=at(600, 12, 10, 20)),
        ev.Resumed(at=at(1200, 12, 20, 21)),  # a day was skipped while nobody looked
        ev.SessionEnded(at=at(1800, 12, 30, 21), reason="stopped"),
    ]
    summary = summarise([events], date(2026, 11, 20), date(2026, 11, 21))
    totals = summary.totals
    assert (totals.paused_s, totals.unknown_s, totals.watched_s) == (600.0, 1200.0, 1200.0)
