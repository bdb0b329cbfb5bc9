"""A missing event and an extra one both fail, and the message can be read."""

from __future__ import annotations

import pytest

import posture
from posture.testing.checking import assert_events
from posture.testing.scenario import scenario

EXPECTED = """
    0   session_started   source=scenario
    1   present           since_t=0
    1   sitting_started
    16  away              since_t=11   # five seconds later it is sure
    25  session_ended     reason=end_of_source
"""


@pytest.fixture(scope="module")
def timeline() -> posture.Timeline:
    return posture.replay(scenario("upright 10s; away 16s", fps=1).source())


def test_exactly_what_happened_passes(timeline: posture.Timeline) -> None:
    whole = EXPECTED + "25 sitting_ended duration_s=11"
    assert_events(timeline, whole)
    assert_events(timeline.events, whole)
    assert_events(timeline, "17 away since_t=10", within_s=1, only=("away",))
    assert_events(timeline, "", only=("break_due",))


def test_missing_and_extra_events_are_both_shown_in_their_order(timeline: posture.Timeline) -> None:
    expected = EXPECTED.replace("16  away", "18  away") + "20 break_due"
    with pytest.raises(AssertionError) as raised:
        assert_events(timeline, expected)
    assert str(raised.value).splitlines() == [
        "the events are not the expected ones: 2 missing (-), 2 extra (+), within 0 s:",
        "       0.000  session_started",
        "       1.000  present",
        "       1.000  sitting_started",
        "+     16.000  away since_t=11.0",
        "-     18.000  away since_t=11",
        "-     20.000  break_due",
        "      25.000  session_ended",
        "+     25.000  sitting_ended since_t=0.0 until_t=11.0 duration_s=11.0",
    ]


@pytest.mark.parametrize(
    "expected",
    [
        "16 away since_t=12",
        "17.1 away",
        "16 away\n16 away",
        "16 present",
    ],
)
def test_a_wrong_time_a_wrong_field_one_too_many(timeline: posture.Timeline, expected: str) -> None:
    with pytest.raises(AssertionError):
        assert_events(timeline, expected, only=("away",))


def test_true_is_not_one_and_words_are_words() -> None:
    taken = posture.replay(scenario("upright 70s; away 65s; upright 3s", fps=1).source())
    assert_events(taken, "137 break_taken prompted=false", only=("break_taken",))
    with pytest.raises(AssertionError):
        assert_events(taken, "137 break_taken prompted=0", only=("break_taken",), within_s=1)


@pytest.mark.parametrize(
    ("expected", "says"),
    [
        ("soon away", "must begin with the seconds"),
        ("16", "needs the type of an event"),
        ("16 awya", "needs the type of an event after its time: session_started"),
        ("16 away until_t=3", "must be one of since_t"),
        ("16 away since_t", "must be one of since_t"),
    ],
)
def test_what_cannot_be_expected(timeline: posture.Timeline, expected: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        assert_events(timeline, expected)


def test_only_must_name_events(timeline: posture.Timeline) -> None:
    with pytest.raises(ValueError, match="breaks: no such event; there are session_started"):
        assert_events(timeline, "", only=("breaks",))
