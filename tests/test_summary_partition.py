"""Each moment of a session is exactly one kind, counted from when it began, not from when it was sure."""

from __future__ import annotations

from itertools import pairwise

from posture import events as ev
from posture.instant import Instant
from posture.labels import Label, Presence
from posture.partition import Kind, Span, partition
from tests.session_story import SessionStory


def _lengths(events: list[ev.Event], until_t: float | None = None) -> list[tuple[Kind, int]]:
    spans = partition(events, until_t)
    for before, after in pairwise(spans):
        assert before.end_ms == after.start_ms
        assert before.kind is not after.kind
    return [(span.kind, span.length_ms) for span in spans]


def test_a_day_of_everything_is_counted_from_the_true_beginnings() -> None:
    story = (
        SessionStory()
        .sit(600)
        .away(30)
        .sit(120)
        .camera_lost(40)
        .sit(60)
        .dark(20)
        .away(90)
        .sit(10)
        .paused(1000)
        .asleep(7200)
        .slouch(Label.SLOUCHED, 90, blind_s=30)
        .end()
    )
    assert _lengths(story.events) == [
        (Kind.SITTING, 600_000),
        (Kind.AWAY, 30_000),
        (Kind.SITTING, 120_000),
        (Kind.UNKNOWN, 40_000),
        (Kind.SITTING, 60_000),
        (Kind.UNKNOWN, 20_000),
        (Kind.AWAY, 90_000),
        (Kind.SITTING, 10_000),
        (Kind.PAUSED, 1_000_000),
        (Kind.SUSPENDED, 7_200_000),
        (Kind.SITTING, 120_000),
    ]
    assert story.spans == _lengths(story.events)


def test_a_session_is_unknown_until_somebody_or_nobody_is_seen() -> None:
    events: list[ev.Event] = [
        ev.SessionStarted(at=_at(0), source="0"),
        ev.Present(at=_at(8), since_t=7),
        ev.SessionEnded(at=_at(10), reason="stopped"),
    ]
    assert _lengths(events) == [(Kind.UNKNOWN, 7000), (Kind.SITTING, 3000)]


def test_after_the_camera_is_back_it_stays_unknown_until_something_is_seen() -> None:
    events: list[ev.Event] = [
        ev.SessionStarted(at=_at(0), source="0"),
        ev.Present(at=_at(1), since_t=0),
        ev.CameraLost(at=_at(23), reason="no_frame", since_t=20),
        ev.CameraRestored(at=_at(50)),
        ev.Away(at=_at(60), since_t=55),
        ev.SessionEnded(at=_at(70), reason="stopped"),
    ]
    assert _lengths(events) == [(Kind.SITTING, 20_000), (Kind.UNKNOWN, 35_000), (Kind.AWAY, 15_000)]


def test_nothing_reaches_back_into_a_pause_a_sleep_or_a_lost_camera() -> None:
    events: list[ev.Event] = [
        ev.SessionStarted(at=_at(0), source="0"),
        ev.Present(at=_at(1), since_t=-5),
        ev.Paused(at=_at(10)),
        ev.Away(at=_at(12), since_t=7),
        ev.Resumed(at=_at(20)),
        ev.Present(at=_at(21), since_t=15),
        ev.Suspended(at=_at(40), since_t=30, duration_s=10),
        ev.Present(at=_at(41), since_t=35),
        ev.CameraLost(at=_at(53), reason="no_frame", since_t=50),
        ev.CameraRestored(at=_at(60)),
        ev.Present(at=_at(61), since_t=55),
        ev.SessionEnded(at=_at(70), reason="stopped"),
    ]
    assert _lengths(events) == [
        (Kind.SITTING, 10_000),
        (Kind.PAUSED, 10_000),
        (Kind.SITTING, 10_000),
        (Kind.SUSPENDED, 10_000),
        (Kind.SITTING, 10_000),
        (Kind.UNKNOWN, 10_000),
        (Kind.SITTING, 10_000),
    ]


def test_a_sleep_during_a_pause_returns_to_the_pause() -> None:
    events: list[ev.Event] = [
        ev.SessionStarted(at=_at(0), source="0"),
        ev.Paused(at=_at(10)),
        ev.Suspended(at=_at(40), since_t=20, duration_s=20),
        ev.Resumed(at=_at(45)),
        ev.Present(at=_at(51), since_t=50),
        ev.SessionEnded(at=_at(60), reason="stopped"),
    ]
    assert _lengths(events) == [
        (Kind.UNKNOWN, 10_000),
        (Kind.PAUSED, 10_000),
        (Kind.SUSPENDED, 20_000),
        (Kind.PAUSED, 5_000),
        (Kind.UNKNOWN, 5_000),
        (Kind.SITTING, 10_000),
    ]


def test_a_view_too_poor_for_posture_still_shows_the_user() -> None:
    events: list[ev.Event] = [
        ev.SessionStarted(at=_at(0), source="0"),
        ev.Present(at=_at(1), since_t=0),
        ev.ViewUnusable(at=_at(12), reason="turned", presence=Presence.PRESENT, since_t=10),
        ev.ViewUnusable(at=_at(22), reason="too_dark", presence=Presence.UNKNOWN, since_t=20),
        ev.ViewRestored(at=_at(31), since_t=30),
        ev.Present(at=_at(31), since_t=30),
        ev.SessionEnded(at=_at(40), reason="stopped"),
    ]
    assert _lengths(events) == [(Kind.SITTING, 20_000), (Kind.UNKNOWN, 10_000), (Kind.SITTING, 10_000)]


def test_a_running_session_is_known_up_to_now_and_never_less_than_its_last_event() -> None:
    story = SessionStory().sit(60)
    assert _lengths(story.events, until_t=45) == [(Kind.SITTING, 45_000)]
    assert _lengths(story.events) == [(Kind.SITTING, 1000)]
    assert _lengths(story.events, until_t=0.5) == [(Kind.SITTING, 1000)]


def test_an_ended_session_goes_no_further_than_its_end() -> None:
    story = SessionStory().sit(60).end()
    assert _lengths(story.events, until_t=500) == [(Kind.SITTING, 60_000)]


def test_no_events_are_no_time() -> None:
    assert partition([]) == ()


def test_times_are_cut_to_whole_milliseconds() -> None:
    events: list[ev.Event] = [
        ev.SessionStarted(at=_at(0), source="0"),
        ev.Present(at=_at(1), since_t=0.0004),
        ev.Away(at=_at(8), since_t=2.0006),
        ev.SessionEnded(at=_at(9.9999), reason="stopped"),
    ]
    assert partition(events) == (
        Span(kind=Kind.SITTING, start_ms=0, end_ms=2001),
        Span(kind=Kind.AWAY, start_ms=2001, end_ms=10_000),
    )


def _at(t: float) -> Instant:
    return Instant(mono_s=t)
