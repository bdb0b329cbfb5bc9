"""A day in its parts, and the usual day up to a time of day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from posture import events as ev
from posture.day_parts import DayParts, Passage, Stretch, day_parts, usual_day
from posture.labels import Label
from posture.partition import Kind
from tests.session_story import SessionStory

HOUR = 3600.0
DAY = date(2026, 11, 20)


def taken(story: SessionStory, duration_s: float, by: ev.VerifiedBy) -> SessionStory:
    """The break that has just ended; told two seconds after the return, or at once where nobody saw it."""
    return story.say(lambda at: ev.BreakTaken(at=at, duration_s=duration_s, verified_by=by, prompted=True))


def test_a_day_holds_what_was_when_with_slouches_and_breaks_over_it() -> None:
    story = SessionStory().sit(600).slouch(Label.SLOUCHED, 300).sit(300).away(120).sit(30)
    taken(story, 120, ev.VerifiedBy.ABSENCE).sit(270)
    taken(story, 0, ev.VerifiedBy.SELF_REPORT).end()
    nine = 9 * HOUR
    assert day_parts([story.events]) == {
        DAY: DayParts(
            stretches=(
                Stretch(kind=Kind.SITTING, start_s=nine, end_s=nine + 1200),
                Stretch(kind=Kind.AWAY, start_s=nine + 1200, end_s=nine + 1320),
                Stretch(kind=Kind.SITTING, start_s=nine + 1320, end_s=nine + 1620),
            ),
            off_reference=(Passage(start_s=nine + 600, end_s=nine + 900),),
            breaks=(
                Passage(start_s=nine + 1200, end_s=nine + 1320),
                Passage(start_s=nine + 1620, end_s=nine + 1620),
            ),
        )
    }


def test_a_session_over_midnight_is_two_days_and_a_recording_none() -> None:
    story = SessionStory(started=datetime(2026, 11, 20, 23, 0, tzinfo=UTC)).sit(2 * HOUR).end()
    days = day_parts([story.events])
    assert {day: parts.sitting_s(24 * HOUR) for day, parts in days.items()} == {
        DAY: HOUR,
        date(2026, 11, 21): HOUR,
    }
    recording = SessionStory(started=None).sit(90).end()
    assert day_parts([recording.events])[None].stretches == (
        Stretch(kind=Kind.SITTING, start_s=0.0, end_s=90.0),
    )


def test_a_running_session_is_known_up_to_now() -> None:
    story = SessionStory().sit(60)
    parts = day_parts([story.events], story.now.mono_s + 30)[DAY]
    assert parts.sitting_s(24 * HOUR) == 90.0


def day_of(sitting_h: float, breaks: int) -> DayParts:
    """Sitting from nine on, with breaks on each full hour after it."""
    return DayParts(
        stretches=(Stretch(kind=Kind.SITTING, start_s=9 * HOUR, end_s=(9 + sitting_h) * HOUR),),
        off_reference=(Passage(start_s=9.5 * HOUR, end_s=10 * HOUR),),
        breaks=tuple(Passage(start_s=(9.9 + n) * HOUR, end_s=(10 + n) * HOUR) for n in range(breaks)),
    )


def test_the_usual_day_is_the_median_of_the_same_hours() -> None:
    past = [day_of(1, 1), day_of(2, 2), day_of(8, 3), day_of(8, 4), day_of(8, 8), DayParts()]
    by_eleven = usual_day(past, 11 * HOUR)
    assert by_eleven is not None
    assert (by_eleven.days, by_eleven.sitting_s, by_eleven.breaks) == (5, 2 * HOUR, 2)
    assert by_eleven.off_reference_s == 0.5 * HOUR
    by_noon = usual_day(past, 12.5 * HOUR)
    assert by_noon is not None
    assert (by_noon.sitting_s, by_noon.breaks) == (3.5 * HOUR, 3)
    early = usual_day(past, 8 * HOUR)
    assert early is not None
    assert (early.sitting_s, early.off_reference_s, early.breaks) == (0.0, 0.0, 0)


@pytest.mark.parametrize(
    "unwatched", [DayParts(), DayParts(stretches=(Stretch(kind=Kind.PAUSED, start_s=0, end_s=9),))]
)
def test_too_few_watched_days_make_no_usual_day(unwatched: DayParts) -> None:
    assert usual_day([day_of(3, 1)] * 4 + [unwatched] * 20, 12 * HOUR) is None
