"""What a killed process began ends at its last sign of life, at what was seen until then."""

from __future__ import annotations

from posture.closing import close_open_intervals
from posture.events import SessionEnded, SittingEnded, SlouchEnded, SlouchStarted
from posture.labels import Label
from tests.session_story import SessionStory


def test_a_sitting_bout_ends_at_the_last_sign_of_life() -> None:
    story = SessionStory().sit(60).away(30).sit(600)
    assert close_open_intervals(story.events, story.now) == (
        SittingEnded(at=story.now, since_t=0.0, until_t=690.0, duration_s=660.0),
        SessionEnded(at=story.now, reason="killed"),
    )


def test_a_bout_that_was_interrupted_ends_with_its_last_sitting() -> None:
    story = SessionStory().sit(60).away(30)
    assert close_open_intervals(story.events, story.now) == (
        SittingEnded(at=story.now, since_t=0.0, until_t=60.0, duration_s=60.0),
        SessionEnded(at=story.now, reason="killed"),
    )


def test_a_slouch_episode_ends_with_its_last_moment_that_could_be_judged() -> None:
    story = SessionStory().sit(60)
    story.say(lambda at: SlouchStarted(at=at, label=Label.LEANING_RIGHT, since_t=at.mono_s))
    story.sit(20).unusable_view(10).sit(5).paused(100)
    assert close_open_intervals(story.events, story.now) == (
        SlouchEnded(at=story.now, label=Label.LEANING_RIGHT, since_t=60.0, until_t=95.0, duration_s=25.0),
        SittingEnded(at=story.now, since_t=0.0, until_t=95.0, duration_s=95.0),
        SessionEnded(at=story.now, reason="killed"),
    )


def test_a_pause_a_sleep_and_a_lost_camera_end_with_the_session() -> None:
    for story in (
        SessionStory().away(100).paused(50),
        SessionStory().away(100).asleep(50),
        SessionStory().away(100).camera_lost(50),
    ):
        assert close_open_intervals(story.events, story.now) == (SessionEnded(at=story.now, reason="killed"),)


def test_the_end_is_never_before_the_last_event() -> None:
    story = SessionStory().sit(60)
    last = story.events[-1].at
    assert last.mono_s == 1.0
    assert close_open_intervals(story.events, story.instant(500)) == (
        SittingEnded(at=last, since_t=0.0, until_t=1.0, duration_s=1.0),
        SessionEnded(at=last, reason="killed"),
    )


def test_an_ended_session_needs_nothing() -> None:
    story = SessionStory().sit(60).end()
    assert close_open_intervals(story.events, story.now) == ()
    assert close_open_intervals([], story.now) == ()
