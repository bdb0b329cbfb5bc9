"""Of every performance: looking twice changes nothing, a gap ends a movement, mirrors swap sides."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from posture.excursions import ExcursionTracker
from posture.instant import Instant
from posture.landmarks import PoseObservation
from posture.testing.exercising import (
    ARMS_DOWN,
    BOTH_CURL,
    EAR_LEFT,
    EAR_RIGHT,
    HEAD_LEFT,
    HEAD_RIGHT,
    LEFT_CURL,
    RIGHT_CURL,
    SQUAT,
    STANDING,
    Performance,
    Repetition,
    performance,
)
from tests.exercise_stories import counted, exercises, repetitions, sides

KINDS = {
    "neck_rotation": ((HEAD_LEFT, HEAD_RIGHT), ARMS_DOWN),
    "neck_side_bend": ((EAR_LEFT, EAR_RIGHT), ARMS_DOWN),
    "elbow_flexion": ((LEFT_CURL, RIGHT_CURL, BOTH_CURL), ARMS_DOWN),
    "squat": ((SQUAT,), STANDING),
}


@st.composite
def performances(draw: st.DrawFn) -> tuple[str, Performance]:
    """Somebody who does one of the exercises in his own way."""
    name = draw(st.sampled_from(sorted(KINDS)))
    outs, rest = KINDS[name]
    tempo = st.floats(0.6, 1.6)
    moves = draw(
        st.lists(
            st.builds(
                Repetition,
                out=st.sampled_from(outs),
                # Half of it is just what makes a repetition and may go either way.
                share=st.floats(0.6, 1.1),
                out_s=tempo,
                back_s=tempo,
                hold_s=st.floats(0.0, 1.0),
                pause_s=st.floats(0.2, 1.0),
            ),
            min_size=1,
            max_size=4,
        )
    )
    return name, performance(
        moves, rest=rest, fps=draw(st.sampled_from([10, 15])), seed=draw(st.integers(1, 99))
    )


@settings(max_examples=25)
@given(one=performances(), data=st.data())
def test_looking_twice_at_the_same_moment_changes_nothing(
    one: tuple[str, Performance], data: st.DataObject
) -> None:
    name, done = one
    seen = done.observations()
    twice = data.draw(st.sets(st.integers(0, len(seen) - 1), max_size=30))
    again = [item for index, item in enumerate(seen) for _ in range(2 if index in twice else 1)]
    assert repetitions(name, again) == repetitions(name, seen)


@settings(max_examples=25)
@given(one=performances())
def test_in_a_mirror_left_and_right_are_exchanged(one: tuple[str, Performance]) -> None:
    name, done = one
    # Without sway and jitter, which have no mirror image here.
    plain = replace(done, jitter=0.0)
    left, right, both = sides(counted(name, still(plain)))
    assert sides(counted(name, still(plain.mirrored()))) == (right, left, both)


@settings(max_examples=25)
@given(one=performances(), share=st.floats(0.0, 1.0), length_s=st.floats(2.0, 3600.0))
def test_a_gap_adds_no_repetition_and_costs_at_most_the_one_under_way(
    one: tuple[str, Performance], share: float, length_s: float
) -> None:
    name, done = one
    seen = done.observations()
    at = share * seen[-1].at.mono_s
    slept = [moved(item, length_s) if item.at.mono_s > at else item for item in seen]
    whole, cut = counted(name, seen).repetitions, counted(name, slept).repetitions
    assert whole - 2 <= cut <= whole


def still(done: Performance) -> list[PoseObservation]:
    """The observations of a body that does not sway: exact mirror images have to be possible."""
    return replace(done, swaying=False).observations()


def moved(observation: PoseObservation, seconds: float) -> PoseObservation:
    """The same, later."""
    return replace(observation, at=Instant(mono_s=observation.at.mono_s + seconds))


def _plain_rest(values: list[tuple[float, float]], longest_s: float) -> float:
    """The lowest of the highest values of every 0.2 s, as one would write it down."""
    now = values[-1][0]
    stayed = []
    for end, _ in values:
        window = [one for one in values if end - 0.2 <= one[0] <= end]
        highest = max(value for _, value in window)
        latest = max(t for t, value in window if value == highest)
        if latest >= now - longest_s:
            stayed.append(highest)
    return min(stayed)


@given(
    st.lists(st.tuples(st.sampled_from([0.03, 0.1, 0.35]), st.integers(0, 40)), min_size=1, max_size=80),
)
@settings(max_examples=60, deadline=None)
def test_an_excursion_begins_where_the_plain_rule_says(steps: list[tuple[float, int]]) -> None:
    rule = exercises()["neck_rotation"].counting
    assert rule is not None
    tracker = ExcursionTracker(replace(rule, longest_s=2.0, guards=()))
    seen: list[tuple[float, float]] = []
    t = 0.0
    for step, value in steps:
        t = round(t + step, 3)
        seen.append((t, float(value)))
        tracker.observe(t, float(value))
        assert tracker.is_out == (value - _plain_rest(seen, 2.0) >= rule.amplitude)
        if tracker.is_out:
            return
