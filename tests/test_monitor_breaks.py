"""Stories about the break cycle: due, taken, missed, snoozed, at exactly their times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.stories import events_of, expect, settings_with

if TYPE_CHECKING:
    from posture.events import Event

SHORT = settings_with(sitting={"nudge_after_s": 120.0, "missed_after_s": 60.0})


def _of(events: list[Event], *types: str) -> list[tuple[str, float]]:
    return [(event.type, round(event.at.mono_s, 3)) for event in events if event.type in types]


def test_thirty_minutes_of_sitting_make_a_break_due_at_thirty_minutes_exactly() -> None:
    events = events_of("upright 35m; away 70s; upright 30s", fps=0.5)
    assert _of(events, "break_due") == [("break_due", 1800.0)]
    taken = [event for event in events if event.type == "break_taken"]
    assert [(event.verified_by, event.prompted) for event in taken] == [("absence", True)]
    assert 68 <= taken[0].duration_s <= 72


def test_a_break_that_is_due_is_confirmed_by_leaving() -> None:
    expect(
        events_of("upright 150s; away 90s; upright 30s", settings=SHORT),
        (120, "break_due", {"sitting_s": 120.0, "after_snooze": False}),
        (155, "away"),
        (155, "break_started", {"since_t": 150.5}),
        (210.5, "sitting_ended"),
        (243, "present"),
        (243, "break_taken", {"duration_s": 90.0, "verified_by": "absence", "prompted": True}),
        (243, "sitting_started"),
    )


def test_coming_back_after_half_a_minute_leaves_the_break_due() -> None:
    expect(
        events_of("upright 150s; away 30s; upright 10s; away 90s; upright 30s", settings=SHORT),
        (120, "break_due"),
        (155, "away"),
        (155, "break_started"),
        (183, "present"),
        (196, "away"),
        (196, "break_started"),
        (251, "sitting_ended"),
        (283, "present"),
        (283, "break_taken", {"prompted": True}),
        (283, "sitting_started"),
    )


def test_sitting_on_misses_the_break_and_the_next_comes_in_its_turn() -> None:
    events = events_of("upright 6m", settings=SHORT)
    assert _of(events, "break_due", "break_missed") == [
        ("break_due", 120.0),
        ("break_missed", 180.0),
        ("break_due", 240.0),
        ("break_missed", 300.0),
    ]


def test_snooze_holds_to_the_second_and_is_not_counted_as_another_break() -> None:
    expect(
        events_of("upright 130s; !snooze 2; upright 150s", settings=SHORT),
        (120, "break_due", {"after_snooze": False}),
        (130, "break_snoozed", {"until_t": 250.0}),
        (250, "break_due", {"after_snooze": True, "sitting_s": 250.0}),
        within_s=0.001,
    )


def test_a_snooze_before_anything_is_due_puts_the_first_break_off() -> None:
    expect(
        events_of("upright 60s; !snooze 2; upright 150s", settings=SHORT),
        (60, "break_snoozed", {"until_t": 180.0}),
        (180, "break_due", {"after_snooze": False, "sitting_s": 180.0}),
        within_s=0.001,
    )


def test_a_break_taken_while_snoozed_ends_the_snooze_and_the_next_counts_from_zero() -> None:
    expect(
        events_of("upright 130s; !snooze 15; upright 20s; away 90s; upright 150s", settings=SHORT),
        (120, "break_due"),
        (130, "break_snoozed", {"until_t": 1030.0}),
        (155, "away"),
        (210, "sitting_ended"),
        (242, "present"),
        (242, "break_taken", {"prompted": True}),
        (242, "sitting_started"),
        (360, "break_due", {"after_snooze": False, "sitting_s": 120.0}),
    )


def test_skipping_is_missing_by_choice() -> None:
    expect(
        events_of("upright 130s; !skip_break; upright 100s", settings=SHORT),
        (120, "break_due"),
        (130, "break_missed", {"reason": "skipped"}),
    )


def test_a_break_by_the_users_word_is_kept_apart_and_ends_the_bout() -> None:
    expect(
        events_of("upright 130s; !took_break; upright 130s", settings=SHORT),
        (120, "break_due"),
        (130, "break_taken", {"verified_by": "self_report", "duration_s": 0.0, "prompted": True}),
        (130, "sitting_ended", {"duration_s": 130.0}),
        (130, "sitting_started", {"since_t": 130.0}),
        (250, "break_due"),
        within_s=0.001,
    )


def test_a_break_due_while_the_camera_is_gone_is_missed_unseen() -> None:
    expect(
        events_of("upright 130s; no_frame 6m; upright 30s", settings=SHORT),
        (120, "break_due"),
        (133, "camera_lost"),
        (430, "sitting_ended", {"until_t": 130.0}),
        (430, "break_missed", {"reason": "not_seen"}),
        (490, "camera_restored"),
        (491, "present"),
        (491, "sitting_started"),
    )


def test_going_home_while_away_closes_the_break_at_the_end() -> None:
    events = events_of("upright 60s; away 5m", settings=SHORT)
    assert [event.type for event in events][-3:] == ["sitting_ended", "break_taken", "session_ended"]
    taken = events[-2]
    assert taken.type == "break_taken"
    assert 298 <= taken.duration_s <= 300
