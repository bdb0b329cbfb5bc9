"""Whatever the user does: the figures add up, and no way of cutting the time changes a sum."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from posture.closing import close_open_intervals
from posture.episodes import sitting_bouts
from posture.events import SessionEnded, SittingEnded, SlouchEnded
from posture.figures import SLOUCH_LABELS, Figures
from posture.partition import Kind, partition
from posture.summary import summarise, summarise_session
from tests.session_story import SessionStory

FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)

STRETCHES = st.lists(
    st.tuples(
        st.sampled_from(
            ["sit", "slouch", "unusable_view", "away", "stand", "camera_lost", "dark", "paused", "asleep"]
        ),
        st.one_of(st.integers(8_000, 70_000), st.integers(8_000, 20_000_000)),
        st.sampled_from(SLOUCH_LABELS),
    ),
    min_size=1,
    max_size=25,
)
STARTS = st.integers(0, 360 * 86_400_000).map(
    lambda ms: datetime(2026, 1, 2, tzinfo=UTC) + timedelta(milliseconds=ms)
)


@st.composite
def stories(draw: st.DrawFn) -> SessionStory:
    """A session that begins anywhere in the year, in a zone that changes its offset once."""
    start = draw(STARTS)
    zones = [timezone(timedelta(minutes=draw(st.integers(-14 * 60, 14 * 60)))) for _ in range(2)]
    change = start + timedelta(seconds=draw(st.integers(0, 200_000)))

    def zone_at(utc: datetime) -> tzinfo:
        return zones[utc >= change]

    story = SessionStory(started=start, zone_at=zone_at)
    for what, length_ms, label in draw(STRETCHES):
        seconds = length_ms / 1000
        if what == "slouch":
            story.slouch(label, seconds, blind_s=(length_ms % 3) * 5.0)
        else:
            getattr(story, what)(seconds)
    return story


@settings(max_examples=150, deadline=None)
@given(stories())
def test_the_partition_is_what_happened_and_its_bouts_are_what_the_monitor_said(
    story: SessionStory,
) -> None:
    story.end()
    spans = partition(story.events)
    assert [(span.kind, span.length_ms) for span in spans] == story.spans
    assert all(before.end_ms == after.start_ms for before, after in pairwise(spans))
    assert [bout.sitting_ms for bout in sitting_bouts(story.events, spans)] == story.bouts_ms


@settings(max_examples=150, deadline=None)
@given(stories())
def test_days_add_up_to_the_session_and_parts_to_the_whole(story: SessionStory) -> None:
    story.end()
    whole = summarise_session(story.events).figures
    summary = summarise([story.events], FIRST, LAST)
    assert _in_any_order(summary.totals) == _in_any_order(whole)
    lengths = dict.fromkeys(Kind, 0)
    for kind, length_ms in story.spans:
        lengths[kind] += length_ms
    for day in (*(day.figures for day in summary.days), whole):
        assert day.watched_s == round(day.sitting_s + day.standing_s + day.away_s + day.unknown_s, 3)
        assert day.slouch_s <= day.sitting_s
        assert _all_time(day) <= 25 * 3600 + 14 * 2 * 3600
    assert whole.sitting_s == round(sum(whole.bouts_s), 3) == lengths[Kind.SITTING] / 1000
    assert whole.paused_s == lengths[Kind.PAUSED] / 1000
    assert whole.suspended_s == lengths[Kind.SUSPENDED] / 1000
    assert whole.slouch_s == story.slouch_ms / 1000
    assert round(_all_time(whole) * 1000) == story.now_ms


@settings(max_examples=150, deadline=None)
@given(stories(), st.integers(0, 30))
def test_a_killed_session_is_closed_so_that_nothing_changes_but_its_end(
    story: SessionStory, lost: int
) -> None:
    survived = story.events[: max(1, len(story.events) - lost)]
    last_seen = story.instant(round(survived[-1].at.mono_s * 1000) + 1500)
    closing = close_open_intervals(survived, last_seen)
    closed = [*survived, *closing]

    ends = [event for event in closing if isinstance(event, SessionEnded)]
    assert [(end.reason, end.at) for end in ends] == [("killed", last_seen)]
    assert summarise_session(closed) == summarise_session(survived, until=last_seen)
    spans = partition(closed)
    bouts = sitting_bouts(closed, spans)
    assert all(bout.ended for bout in bouts)
    written = [event for event in closed if isinstance(event, SittingEnded)]
    assert [round(event.duration_s * 1000) for event in written] == [bout.sitting_ms for bout in bouts]
    for event in closing:
        assert event.at == last_seen
        if isinstance(event, SittingEnded | SlouchEnded):
            assert event.since_t <= event.until_t <= last_seen.mono_s
            assert 0 <= event.duration_s <= round(event.until_t - event.since_t, 3)
    assert close_open_intervals(closed, last_seen) == ()


def _in_any_order(figures: Figures) -> Figures:
    """Flying west over midnight puts a later bout on an earlier day."""
    return replace(figures, bouts_s=tuple(sorted(figures.bouts_s)))


def _all_time(figures: Figures) -> float:
    return figures.watched_s + figures.paused_s + figures.suspended_s
