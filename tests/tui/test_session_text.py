"""A session as text: times that cannot be taken for others, and lines that fit."""

from __future__ import annotations

from datetime import UTC, datetime

from posture.labels import Label
from tests.session_story import SessionStory
from tui.session_text import session_text


def happened(started: datetime | None) -> list[str]:
    """What happened in a session with a long lean, a line each."""
    story = SessionStory(started=started).sit(870).slouch(Label.LEANING_FORWARD, 412).sit(3000)
    story.slouch(Label.SLOUCHED, 30).sit(60).end()
    lines = session_text(story.events).split("\n\n", 1)[0].splitlines()
    assert max(map(len, lines)) <= 80
    return lines


def test_where_the_time_of_day_is_known_it_is_told() -> None:
    assert happened(datetime(2026, 11, 20, 9, 0, tzinfo=UTC)) == [
        "What happened",
        "  09:00:00  you are in view",
        "  09:14:30  further forward than your reference (leaning_forward) for 6 min 52 s",
        "  10:11:22  lower than your reference (slouched) for 30 s",
    ]


def test_where_it_is_not_known_a_time_is_told_with_its_units() -> None:
    assert happened(None) == [
        "What happened",
        "          0 s  you are in view",
        "  14 min 30 s  further forward than your reference (leaning_forward) for",
        "               6 min 52 s",
        "  1 h 11 min 22 s  lower than your reference (slouched) for 30 s",
    ]
