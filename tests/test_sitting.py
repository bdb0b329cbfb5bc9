"""Sitting bouts: what opens one, what counts in it, and when it turns out to be over."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posture.settings import SittingSettings
from posture.sitting import Bout, BoutState, SittingTracker

ENDS = SittingSettings(break_counts_after_s=60.0, unknown_ends_after_s=300.0)


@pytest.fixture
def sitting() -> SittingTracker:
    return SittingTracker(ENDS)


def test_before_anybody_came_there_is_no_bout(sitting: SittingTracker) -> None:
    assert sitting.state is BoutState.NONE
    assert sitting.sitting_s(100.0) == 0.0
    assert sitting.deadline is None
    assert sitting.reaches(60.0) is None
    assert sitting.end(100.0) is None


def test_somebody_who_is_here_opens_a_bout_once(sitting: SittingTracker) -> None:
    assert sitting.present(10.0)
    assert not sitting.present(20.0)
    assert (sitting.state, sitting.since, sitting.sitting_s(70.0)) == (BoutState.OPEN, 10.0, 60.0)


def test_the_bout_tells_when_it_will_hold_enough(sitting: SittingTracker) -> None:
    sitting.present(10.0)
    assert sitting.reaches(1800.0) == 1810.0
    assert sitting.reaches(None) is None
    sitting.interrupt(100.0, absent=True)
    assert sitting.reaches(1800.0) is None
    sitting.present(130.0)
    assert sitting.reaches(1800.0) == 1840.0


def test_a_minute_out_of_the_chair_ends_the_bout_when_the_user_left(sitting: SittingTracker) -> None:
    sitting.present(0.0)
    sitting.interrupt(100.0, absent=True)
    assert sitting.deadline == 160.0
    assert sitting.end(160.0) == Bout(since=0.0, until=100.0, sitting_s=100.0)
    assert (sitting.state, sitting.deadline, sitting.sitting_s(200.0)) == (BoutState.NONE, None, 0.0)


def test_a_short_absence_does_not_end_it_and_does_not_count(sitting: SittingTracker) -> None:
    sitting.present(0.0)
    sitting.interrupt(100.0, absent=True)
    assert sitting.sitting_s(140.0) == 100.0
    assert not sitting.present(150.0)
    assert sitting.deadline is None
    assert sitting.end(200.0) == Bout(since=0.0, until=200.0, sitting_s=150.0)


def test_not_knowing_ends_it_later_than_knowing_he_left(sitting: SittingTracker) -> None:
    sitting.present(0.0)
    sitting.interrupt(100.0, absent=False)
    assert sitting.deadline == 400.0
    assert sitting.end(400.0) == Bout(since=0.0, until=100.0, sitting_s=100.0)


def test_an_absence_that_turns_dark_is_judged_by_when_he_was_last_seen(sitting: SittingTracker) -> None:
    sitting.present(0.0)
    sitting.interrupt(100.0, absent=True)
    sitting.interrupt(130.0, absent=False)
    assert sitting.deadline == 400.0
    assert sitting.end(400.0) == Bout(since=0.0, until=100.0, sitting_s=100.0)


def test_absence_and_dark_that_take_turns_do_not_put_the_end_off(sitting: SittingTracker) -> None:
    sitting.present(0.0)
    for start in (100.0, 160.0, 220.0, 280.0, 340.0):
        sitting.interrupt(start, absent=True)
        sitting.interrupt(start + 40.0, absent=False)
        assert sitting.deadline == 400.0


def test_a_dark_room_that_turns_out_empty_is_judged_from_when_it_could_be_seen(
    sitting: SittingTracker,
) -> None:
    sitting.present(0.0)
    sitting.interrupt(100.0, absent=False)
    sitting.interrupt(200.0, absent=True)
    assert sitting.deadline == 260.0


def test_without_a_bout_nothing_is_interrupted(sitting: SittingTracker) -> None:
    sitting.interrupt(100.0, absent=True)
    assert (sitting.state, sitting.deadline) == (BoutState.NONE, None)


def test_a_bout_younger_than_the_absence_that_is_only_now_sure_holds_nothing(sitting: SittingTracker) -> None:
    """The user said "I took a break" at 100 s; at 104 s it becomes sure that he left at 99 s."""
    sitting.present(100.0)
    sitting.interrupt(99.0, absent=True)
    assert sitting.deadline == 160.0
    assert sitting.end(160.0) == Bout(since=100.0, until=100.0, sitting_s=0.0)


def test_the_next_bout_starts_from_zero(sitting: SittingTracker) -> None:
    sitting.present(0.0)
    sitting.end(500.0)
    assert sitting.present(600.0)
    assert (sitting.since, sitting.sitting_s(610.0)) == (600.0, 10.0)


HERE, GONE, DARK = "here", "gone", "dark"
stories = st.lists(st.tuples(st.sampled_from([HERE, GONE, DARK]), st.integers(1, 500)), max_size=25)


def _bouts(story: list[tuple[str, int]]) -> list[Bout]:
    sitting = SittingTracker(ENDS)
    bouts: list[Bout] = []

    def close(t: float) -> None:
        bout = sitting.end(t)
        if bout is not None:
            bouts.append(bout)

    t = 0
    for what, seconds in story:
        if what == HERE:
            sitting.present(t)
        else:
            sitting.interrupt(t, absent=what == GONE)
        t += seconds
        if sitting.deadline is not None and sitting.deadline <= t:
            close(sitting.deadline)
    close(t)
    return bouts


@settings(max_examples=200)
@given(story=stories)
def test_bouts_are_the_stretches_between_long_interruptions(story: list[tuple[str, int]]) -> None:
    """Another way to say it: collect the seconds seen; cut where he was gone, or last seen, for long."""
    expected: list[Bout] = []
    spans: list[tuple[int, int]] = []

    def cut(until: int) -> None:
        if spans:
            seen_s = sum(end - start for start, end in spans)
            expected.append(Bout(since=spans[0][0], until=until, sitting_s=seen_s))
            spans.clear()

    t = 0
    for what, seconds in story:
        if what == HERE:
            spans.append((t, t + seconds))
        elif spans:
            since_seen_s = t + seconds - spans[-1][1]
            if seconds >= 60 if what == GONE else since_seen_s >= 300:
                cut(spans[-1][1])
        t += seconds
    cut(spans[-1][1] if spans else t)
    assert _bouts(story) == expected


@settings(max_examples=100)
@given(story=stories)
def test_every_second_of_sitting_is_in_one_bout_and_bouts_do_not_overlap(
    story: list[tuple[str, int]],
) -> None:
    bouts = _bouts(story)
    assert sum(bout.sitting_s for bout in bouts) == sum(seconds for what, seconds in story if what == HERE)
    edges = [edge for bout in bouts for edge in (bout.since, bout.until)]
    assert edges == sorted(edges)
    assert all(0 < bout.sitting_s <= bout.until - bout.since for bout in bouts)
