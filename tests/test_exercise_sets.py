"""What a guided exercise tells about each of its sets."""

from __future__ import annotations

from dataclasses import replace

from posture.events import Side
from posture.exercise_goal import Goal, SideCounts, repetitions_of, timed_parts
from posture.exercise_sets import SetBook
from posture.exercise_view import SetDone

COUNTED = Goal(repetitions=10, sets=2, hold_s=5.0, duration_s=None, per_side=False)
HOLDS = Goal(repetitions=2, sets=1, hold_s=8.0, duration_s=None, per_side=False)
NOBODY = SideCounts()


def test_each_set_has_its_own_figures_and_rests_count_only_for_how_long_it_lasted() -> None:
    book = SetBook(COUNTED, ())
    book.begin(10.0, 0.0)
    book.pass_time(30.0)
    book.end(40.0, SideCounts(both=10), 52.0, 0)
    book.end(41.0, SideCounts(both=10), 52.0, 0)  # a set that is over does not end again
    book.begin(70.0, 52.0)
    book.pass_time(8.0)
    first = SetDone(repetitions=10, hold_s=52.0, duration_s=30.0)
    assert book.sets(SideCounts(both=3), 60.0, 0) == (
        first,
        SetDone(repetitions=3, hold_s=8.0, duration_s=8.0),
    )
    assert book.lasted_s(78.0) == 68.0
    book.end(78.0, SideCounts(both=3), 60.0, 0)
    book.add_late(1)
    assert book.sets(NOBODY, 99.0, 0)[-1].repetitions == 4
    assert book.lasted_s(500.0) == 68.0


def test_of_timed_holds_the_whole_ones_count_and_one_broken_off_for_its_seconds() -> None:
    book = SetBook(HOLDS, timed_parts(HOLDS))
    book.begin(0.0, 0.0)
    book.pass_time(8.0 + 3.0 + 5.0)
    assert book.sets(NOBODY, 0.0, 2) == (SetDone(repetitions=1, hold_s=13.0, duration_s=16.0),)
    book.pass_time(6.0)
    assert book.sets(NOBODY, 0.0, 4) == (SetDone(repetitions=2, hold_s=16.0, duration_s=22.0),)


def test_what_is_only_timed_has_seconds_and_nothing_else() -> None:
    walk = Goal(repetitions=None, sets=1, hold_s=0.0, duration_s=300.0, per_side=False)
    book = SetBook(walk, timed_parts(walk))
    book.begin(0.0, 0.0)
    book.pass_time(120.0)
    assert book.sets(NOBODY, 0.0, 0) == (SetDone(repetitions=None, hold_s=None, duration_s=120.0),)
    assert book.left_s is None


def test_a_counted_set_that_is_measured_by_time_knows_what_is_left() -> None:
    book = SetBook(replace(COUNTED, repetitions=None, duration_s=120.0, hold_s=0.0), ())
    assert book.left_s is None
    book.begin(0.0, 0.0)
    book.pass_time(100.0)
    assert book.left_s == 20.0


def test_repetitions_are_those_that_were_asked_for() -> None:
    counts = SideCounts(left=3, right=2, both=4)
    assert repetitions_of(COUNTED, counts) == 9
    assert repetitions_of(replace(COUNTED, per_side=True), counts) == 13
    assert repetitions_of(replace(COUNTED, side=Side.LEFT), counts) == 7
    assert repetitions_of(replace(COUNTED, side=Side.RIGHT), counts) == 6
