"""Stories about who is there: present, away, camera lost, suspended, paused."""

from __future__ import annotations

from tests.stories import events_of, expect, steps_of


def test_a_day_begins_with_somebody_in_view() -> None:
    events = events_of("upright 20s")
    assert [(event.type, event.at.mono_s) for event in events] == [
        ("session_started", 0.0),
        ("present", 1.0),
        ("sitting_started", 1.0),
        ("calibrated", 10.0),
        ("sitting_ended", 19.5),
        ("session_ended", 19.5),
    ]


def test_leaving_for_seventy_seconds_is_a_break_nobody_asked_for() -> None:
    expect(
        events_of("upright 3m; away 70s; upright 1m"),
        (185, "away", {"since_t": 180.5}),
        (240.5, "sitting_ended", {"duration_s": 180.5, "until_t": 180.5}),
        (253, "present", {"since_t": 251.0}),
        (253, "break_taken", {"duration_s": 70.5, "verified_by": "absence", "prompted": False}),
        (253, "sitting_started", {"since_t": 251.0}),
    )


def test_getting_a_pen_does_not_end_the_bout() -> None:
    expect(
        events_of("upright 2m; away 30s; upright 1m"),
        (125.5, "away"),
        (153, "present", {"since_t": 151.0}),
    )
    last = steps_of("upright 2m; away 30s; upright 1m")[-1]
    bout = next(event for event in last.events if event.type == "sitting_ended")
    assert 179 <= bout.duration_s <= 182


def test_three_seconds_out_of_view_are_nothing() -> None:
    expect(events_of("upright 1m; away 3s; upright 1m"))


def test_no_frame_is_a_lost_camera_and_never_an_absence() -> None:
    expect(
        events_of("upright 1m; no_frame 2m; upright 1m"),
        (63, "camera_lost", {"since_t": 60.0, "reason": "no_frame"}),
        (180, "camera_restored"),
        (181, "present", {"since_t": 180.0}),
    )


def test_a_camera_lost_for_long_ends_the_bout_where_it_was_seen() -> None:
    expect(
        events_of("upright 1m; no_frame 6m; upright 1m"),
        (63, "camera_lost"),
        (360, "sitting_ended", {"until_t": 60.0, "duration_s": 60.0}),
        (420, "camera_restored"),
        (421, "present"),
        (421, "sitting_started", {"since_t": 420.0}),
    )


def test_a_closed_laptop_is_suspended_and_never_sitting() -> None:
    expect(
        events_of("upright 1m; gap 1h; upright 1m"),
        (359.5, "sitting_ended", {"until_t": 59.5, "duration_s": 59.5}),
        (3660, "suspended", {"since_t": 59.5, "duration_s": 3600.5}),
        (3661, "present", {"since_t": 3660.0}),
        (3661, "sitting_started"),
    )


def test_a_gap_of_exactly_the_limit_is_still_in_time() -> None:
    # The last observation comes at 19.8, the next at 24.8: five seconds, which is what is allowed.
    events = events_of("upright 20s; gap 4.8s; upright 20s", fps=5)
    assert "suspended" not in [event.type for event in events]


def test_pause_looks_away_and_resume_looks_again() -> None:
    expect(
        events_of("upright 1m; !pause; away 2m; !resume; upright 1m"),
        (60, "paused"),
        (180, "resumed"),
        (182, "present", {"since_t": 181.0}),
    )


def test_pausing_for_long_closes_the_bout_at_the_pause() -> None:
    expect(
        events_of("upright 1m; !pause; upright 6m; !resume; upright 1m"),
        (60, "paused"),
        (360, "sitting_ended", {"until_t": 60.0, "duration_s": 60.0}),
        (420, "resumed"),
        (421, "present"),
        (421, "sitting_started"),
    )


def test_a_camera_that_comes_and_goes_over_an_empty_chair_does_not_keep_the_bout_open() -> None:
    flicker = "away 40s; no_frame 20s; " * 9
    events = [event for event in events_of(f"upright 1m; {flicker}upright 1m") if event.at.mono_s < 600]
    [ended] = [event for event in events if event.type == "sitting_ended"]
    assert (ended.until_t, ended.duration_s) == (60.5, 60.5)
    assert 360 <= ended.at.mono_s <= 420
    assert "break_taken" not in [event.type for event in events]


def test_a_dark_room_says_nothing_about_the_person() -> None:
    expect(
        events_of("upright 1m; dark 1m; upright 1m"),
        (62, "view_unusable", {"presence": "unknown", "since_t": 60.0}),
        (121, "present", {"since_t": 120.0}),
        (121, "view_restored"),
    )
