"""Days at a desk as stories: standing, meetings, films, calls, lunch. Missing and extra events fail."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from calibration.from_source import Stretch
from posture.inputs import InputKind, UserInput
from posture.instant import Instant
from posture.landmarks import PoseObservation
from posture.monitor import Monitor
from posture.runner import run
from posture.settings import Settings
from posture.status import BreakState, Step
from posture.summary import summarise_session
from posture.testing.scenario import scenario
from posture.testing.view import Camera
from tests.stories import events_of, expect, settings_with, steps_of

SHORT = settings_with(sitting={"nudge_after_s": 120.0, "missed_after_s": 60.0})
FILM = settings_with(sitting={"nudge_after_s": 14400.0}, stillness={"nudge_after_s": 300.0})
LAPTOP = Camera(above_eyes_cm=-15.0, tilt_down_deg=-12.0)
BESIDE = "upright 15s; stand_at_desk 15s; upright 60s"
"""The beginning of every story with a standing anchor, which is taken from its 17th to 27th second."""
ANCHOR = Stretch(begin_s=17.0, end_s=27.0)


# --- standing -------------------------------------------------------------------------------------


@pytest.mark.parametrize("camera", [Camera(), LAPTOP], ids=["desk", "laptop"])
def test_standing_up_is_seen_ends_the_bout_and_is_a_break(camera: Camera) -> None:
    expect(
        events_of("upright 60s; stand 90s; upright 30s", camera=camera),
        (65.5, "standing_started", {"since_t": 60.5, "by": "camera"}),
        (120.5, "sitting_ended", {"until_t": 60.5, "duration_s": 60.5}),
        (155.5, "standing_ended", {"since_t": 60.5, "until_t": 150.5, "duration_s": 90.0}),
        (155.5, "break_taken", {"duration_s": 90.0, "verified_by": "standing", "prompted": False}),
        (155.5, "sitting_started", {"since_t": 150.5}),
    )


def test_standing_so_close_that_the_face_leaves_the_picture_is_not_away() -> None:
    steps = steps_of("upright 60s; stand 60s")
    late = [step.status for step in steps if step.status.at.mono_s > 70][:-1]
    assert {status.activity for status in late} == {"standing"}
    assert {status.presence for status in late} == {"present"}
    assert {status.reasons for status in late} == {("standing",)}
    assert {status.posture for status in late} == {"unknown"}
    assert late[-1].standing_s == pytest.approx(59.5, abs=1)


def test_a_stretch_of_half_a_minute_is_a_micro_break_and_ends_no_bout() -> None:
    events = events_of("upright 60s; stand 30s; upright 60s")
    expect(events, (65.5, "standing_started"), (95.5, "standing_ended", {"duration_s": 30.0}))
    figures = summarise_session(events).figures
    assert (figures.breaks.micro, len(figures.bouts_s)) == (1, 1)
    assert figures.standing_s == pytest.approx(30, abs=1)


def test_getting_up_and_sitting_down_within_five_seconds_is_nothing() -> None:
    expect(events_of("upright 60s; stand 4s; upright 60s"))


def test_somebody_who_gets_up_and_walks_off_was_not_standing() -> None:
    expect(
        events_of("upright 60s; stand 3s; away 70s; upright 30s"),
        (68.5, "away", {"since_t": 63.5}),
        (123.5, "sitting_ended"),
        (135.5, "present"),
        (135.5, "break_taken", {"verified_by": "absence"}),
        (135.5, "sitting_started"),
        within_s=1.5,
    )


def test_a_break_that_is_due_is_confirmed_by_standing_once_it_is_a_whole_one() -> None:
    expect(
        events_of("upright 130s; stand 6m; upright 30s", settings=SHORT),
        (120, "break_due"),
        (135.5, "standing_started"),
        (135.5, "break_started", {"since_t": 130.5}),
        (190.5, "sitting_ended"),
        (430.5, "break_taken", {"duration_s": 300.0, "verified_by": "standing", "prompted": True}),
        (495.5, "standing_ended"),
        (495.5, "sitting_started", {"since_t": 490.5}),
    )


def test_walking_about_and_standing_are_one_break() -> None:
    expect(
        events_of("upright 130s; away 40s; !sitting; stand 1s; upright 30s", settings=SHORT),
        (120, "break_due"),
        (135.5, "away"),
        (135.5, "break_started"),
        (173, "present"),
        within_s=1.5,
    )
    # Marked while he stands: nobody can see at an empty desk that somebody stands beside it.
    story = "upright 60s; !standing; upright 20s; away 50s; upright 30s"
    expect(
        events_of(story),
        (60, "standing_started", {"by": "user"}),
        (85.5, "away"),
        (85.5, "standing_ended", {"duration_s": 20.5}),
        (120, "sitting_ended", {"until_t": 60.0}),
        (133, "present"),
        (133, "break_taken", {"duration_s": 71.0, "verified_by": "absence"}),
        (133, "sitting_started"),
    )


@pytest.mark.parametrize("camera", [Camera(), LAPTOP], ids=["desk", "laptop"])
def test_with_an_anchor_a_sit_stand_desk_is_told_and_posture_compared_with_it(camera: Camera) -> None:
    options = {"standing": ANCHOR, "camera": camera}
    story = f"{BESIDE}; stand_at_desk 90s; upright 30s"
    events = events_of(story, **options)
    expect(
        events,
        (27, "calibrated"),
        (95.5, "standing_started", {"since_t": 90.5}),
        (150.5, "sitting_ended"),
        (185.5, "standing_ended", {"duration_s": 90.0}),
        (185.5, "break_taken", {"verified_by": "standing"}),
        (185.5, "sitting_started"),
    )
    standing = [step.status for step in steps_of(story, **options) if 105 < step.status.at.mono_s < 180]
    assert {status.posture for status in standing} == {"upright"}
    assert max(status.deviation for status in standing) < 0.6


def test_an_anchor_follows_a_tilted_lid() -> None:
    events = events_of(f"{BESIDE}; lid_up 4; upright 60s; stand_at_desk 90s; upright 30s", standing=ANCHOR)
    assert [event.type for event in events if event.type in ("camera_moved", "standing_started")] == [
        "camera_moved",
        "standing_started",
    ]


def test_without_an_anchor_a_desk_that_rises_is_told_by_hand() -> None:
    expect(
        events_of("upright 60s; stand_at_desk 10s; !standing; stand_at_desk 80s; !sitting; upright 30s"),
        (70, "standing_started", {"since_t": 70.0, "by": "user"}),
        (130, "sitting_ended", {"until_t": 70.0}),
        (150, "standing_ended", {"until_t": 150.0, "duration_s": 80.0}),
        (150, "break_taken", {"verified_by": "standing"}),
        (150, "sitting_started"),
    )


def test_a_forgotten_mark_ends_by_leaving_or_after_its_time() -> None:
    patient = settings_with(standing={"mark_holds_s": 120.0})
    expect(
        events_of("upright 30s; !standing; upright 150s", settings=patient),
        (30, "standing_started"),
        (90, "sitting_ended"),
        (150, "standing_ended", {"duration_s": 120.0}),
        (150, "break_taken"),
        (150, "sitting_started", {"since_t": 150.0}),
    )


def test_nobody_in_view_cannot_be_marked() -> None:
    expect(
        events_of("upright 60s; away 20s; !standing; away 10s; upright 10s"), (65.5, "away"), (93, "present")
    )


def test_forty_minutes_of_standing_are_told_and_again_after_eighty() -> None:
    events = events_of("upright 60s; stand 82m", fps=0.5)
    assert [(event.type, event.at.mono_s) for event in events if event.type == "standing_prolonged"] == [
        ("standing_prolonged", pytest.approx(62 + 2400, abs=2)),
        ("standing_prolonged", pytest.approx(62 + 4800, abs=2)),
    ]


@pytest.mark.parametrize("change", ["lid_down 4", "lid_down 8", "lid_down 12", "chair_back 20"])
def test_what_only_lifts_the_picture_is_no_standing(change: str) -> None:
    events = events_of(f"upright 60s; {change}; upright 2m")
    assert "standing_started" not in [event.type for event in events]


# --- stillness ------------------------------------------------------------------------------------


def test_watching_a_film_is_sitting_and_the_stillness_is_noticed() -> None:
    expect(
        events_of("upright 11m", settings=FILM),
        (301, "stillness_prolonged", {"duration_s": 300.0}),
        (601, "stillness_prolonged", {"duration_s": 600.0}),
    )


def test_a_change_of_position_is_a_shift_and_starts_the_clock_again() -> None:
    expect(
        events_of("upright 4m; lean_back 2m; upright 4m30s", settings=FILM),
        (243.5, "posture_shift", {"since_t": 240.5}),
        (363.5, "posture_shift", {"since_t": 360.5}),
    )


@pytest.mark.parametrize(
    "quiet",
    ["(look_down 4s; upright 16s) x 12", "look_down 4m", "drink 6s; upright 4m", "lid_up 4; upright 4m"],
)
def test_glances_a_drink_and_a_lid_are_no_shift(quiet: str) -> None:
    events = events_of(f"upright 60s; {quiet}", settings=FILM)
    assert "posture_shift" not in [event.type for event in events]


def test_leaving_starts_the_clock_from_zero_and_looking_away_stops_it() -> None:
    away = events_of("upright 4m; away 2m; upright 4m30s", settings=FILM)
    assert "stillness_prolonged" not in [event.type for event in away]
    aside = events_of("upright 4m; turned 3m; upright 2m", settings=FILM)
    told = [event.at.mono_s for event in aside if event.type == "stillness_prolonged"]
    assert told == [pytest.approx(240 + 180 + 60, abs=4)]


# --- the quiet moment -----------------------------------------------------------------------------


def asked_at(script: str) -> float:
    """When the break that is due after two minutes is asked for."""
    return next(
        step.status.at.mono_s
        for step in steps_of(script, settings=SHORT)
        if step.status.break_state is BreakState.DUE
    )


def test_somebody_who_holds_still_is_asked_at_once() -> None:
    assert asked_at("upright 130s") == 120.0


def test_somebody_in_the_middle_of_something_is_asked_when_he_stops() -> None:
    assert 130 <= asked_at("upright 110s; talking 20s; upright 20s") <= 135


def test_nobody_is_waited_for_longer_than_half_a_minute() -> None:
    assert asked_at("upright 110s; talking 60s") == 150.0


def test_the_announcement_is_a_state_and_the_event_keeps_its_time() -> None:
    steps = steps_of("upright 110s; talking 60s", settings=SHORT)
    announced = [s.status for s in steps if s.status.break_state is BreakState.ANNOUNCED]
    assert (announced[0].at.mono_s, announced[-1].at.mono_s) == (120.0, 149.5)
    due = [event.at.mono_s for step in steps for event in step.events if event.type == "break_due"]
    assert due == [120.0]


# --- meetings -------------------------------------------------------------------------------------


def test_a_break_that_falls_due_in_a_meeting_comes_right_after_it() -> None:
    expect(
        events_of("upright 60s; !meeting_started; talking 2m; !meeting_ended; upright 30s", settings=SHORT),
        (60, "meeting_started", {"by": "user"}),
        (180, "meeting_ended"),
        (180, "break_due", {"sitting_s": 180.0, "after_snooze": False}),
    )


def test_a_break_that_was_due_before_the_meeting_comes_back_after_it_and_is_no_second_one() -> None:
    events = events_of(
        "upright 130s; !meeting_started; upright 5m; !meeting_ended; upright 30s", settings=SHORT
    )
    expect(
        events,
        (120, "break_due", {"after_snooze": False}),
        (130, "meeting_started"),
        (430, "meeting_ended"),
        (430, "break_due", {"after_snooze": True}),
    )
    assert summarise_session(events).figures.breaks.due == 1


def test_a_break_taken_in_a_meeting_settles_it() -> None:
    expect(
        events_of(
            "upright 130s; !meeting_started; away 90s; upright 30s; !meeting_ended; upright 60s",
            settings=SHORT,
        ),
        (120, "break_due"),
        (130, "meeting_started"),
        (135.5, "away"),
        (190.5, "sitting_ended"),
        (223, "present"),
        (223, "break_taken", {"prompted": True}),
        (223, "sitting_started"),
        (250, "meeting_ended"),
    )


def test_another_program_that_takes_the_camera_is_a_meeting_and_the_bout_goes_on_after_it() -> None:
    expect(
        events_of("upright 100s; camera_taken 10m; upright 60s", settings=SHORT),
        (103, "camera_lost", {"reason": "in_use", "since_t": 100.0}),
        (103, "meeting_started", {"by": "camera"}),
        (700, "camera_restored"),
        (700, "meeting_ended"),
        (701, "present", {"since_t": 700.0}),
        (720, "break_due", {"sitting_s": 120.0}),
    )


def test_a_lost_camera_that_turns_out_to_be_taken_is_a_meeting_from_then_on() -> None:
    expect(
        events_of("upright 100s; no_frame 30s; camera_taken 10m; upright 10s"),
        (103, "camera_lost", {"reason": "no_frame"}),
        (130, "meeting_started", {"by": "camera"}),
        (730, "camera_restored"),
        (730, "meeting_ended"),
        (731, "present"),
    )


def test_a_meeting_that_the_user_ended_does_not_begin_again_by_itself() -> None:
    expect(
        events_of("upright 60s; camera_taken 60s; !meeting_ended; camera_taken 60s; upright 10s"),
        (63, "camera_lost"),
        (63, "meeting_started"),
        (120, "meeting_ended"),
        (180, "camera_restored"),
        (181, "present"),
    )


def test_a_meeting_by_the_camera_can_be_switched_off() -> None:
    off = settings_with(reminders={"meeting_when_camera_taken": False})
    expect(
        events_of("upright 60s; camera_taken 2m; upright 30s", settings=off),
        (63, "camera_lost", {"reason": "in_use"}),
        (180, "camera_restored"),
        (181, "present"),
    )


def test_an_empty_chair_after_the_meeting_ends_the_bout_where_it_was_seen() -> None:
    expect(
        events_of("upright 100s; camera_taken 10m; away 2m; upright 30s", settings=SHORT),
        (103, "camera_lost"),
        (103, "meeting_started"),
        (700, "camera_restored"),
        (700, "meeting_ended"),
        (705, "away", {"since_t": 700.0}),
        (760, "sitting_ended", {"until_t": 100.0}),
        (823, "present"),
        (823, "break_taken", {"duration_s": 121.0, "prompted": False}),
        (823, "sitting_started"),
        within_s=1.5,
    )


def test_a_meeting_that_nobody_ended_is_over_after_its_time_or_a_sleep() -> None:
    short = settings_with(reminders={"meeting_ends_after_s": 60.0})
    expect(
        events_of("upright 30s; !meeting_started; upright 90s", settings=short),
        (30, "meeting_started"),
        (90, "meeting_ended"),
    )
    expect(
        events_of("upright 30s; !meeting_started; upright 30s; gap 1h; upright 10s"),
        (30, "meeting_started"),
        (359.5, "sitting_ended"),
        (3660, "suspended"),
        (3660, "meeting_ended"),
        (3661, "present"),
        (3661, "sitting_started"),
    )


def test_a_snooze_that_ends_in_a_meeting_waits_for_its_end() -> None:
    expect(
        events_of(
            "upright 130s; !snooze 1; upright 30s; !meeting_started; upright 1m; !meeting_ended; upright 9s",
            settings=SHORT,
        ),
        (120, "break_due"),
        (130, "break_snoozed"),
        (160, "meeting_started"),
        (220, "meeting_ended"),
        (220, "break_due", {"after_snooze": True}),
    )


# --- other days -----------------------------------------------------------------------------------


def test_a_phone_call_is_sitting() -> None:
    events = events_of("upright 60s; phone 5m; upright 30s")
    assert {event.type for event in events} & {"away", "standing_started", "break_taken"} == set()
    figures = summarise_session(events).figures
    assert (len(figures.bouts_s), figures.sitting_s) == (1, pytest.approx(389.5))


def test_lunch_is_one_break_that_nobody_asked_for_and_worth_a_whole_one() -> None:
    events = events_of("upright 20m; away 45m; upright 5m", fps=0.5)
    taken = [event for event in events if event.type == "break_taken"]
    assert [(event.verified_by, event.prompted) for event in taken] == [("absence", False)]
    assert summarise_session(events).figures.breaks.worth == 1.0


def test_a_visitor_beside_the_desk_is_neither_the_user_nor_a_break() -> None:
    expect(events_of("upright 60s; two_people 5m; upright 60s; passer_by 20s; upright 20s"))


def test_a_sleep_ends_standing_where_it_was_seen() -> None:
    expect(
        events_of("upright 60s; stand 30s; gap 10m; upright 20s"),
        (65.5, "standing_started"),
        (94.5, "standing_ended", {"until_t": 89.5}),
        (360.5, "sitting_ended", {"until_t": 60.5}),
        (690, "suspended"),
        (691, "present"),
        (691, "sitting_started"),
    )


@pytest.mark.parametrize("minutes", [-90, 90], ids=["set back", "set forward"])
def test_a_clock_that_is_set_changes_no_duration(minutes: int) -> None:
    """Wall times jump at half of the story; everything is measured on the other clock."""
    nine = datetime(2026, 11, 20, 9, 0, tzinfo=UTC).timestamp()
    plain = scenario("upright 70s; stand 90s; upright 20s").observations()
    monitor = Monitor(Settings())
    steps: list[Step] = []
    for item in plain:
        jump = 60.0 * minutes if item.at.mono_s > 80 else 0.0
        wall = datetime.fromtimestamp(nine + item.at.mono_s + jump, tz=UTC)
        at = Instant(mono_s=item.at.mono_s, wall=wall)
        assert isinstance(item, PoseObservation)
        if not steps:
            steps.append(monitor.start(at, "story"))
        steps.append(monitor.observe(PoseObservation(at=at, poses=item.poses, frame_size=item.frame_size)))
    steps.append(monitor.finish(steps[-1].status.at, "end_of_source"))
    events = [event for step in steps for event in step.events]
    stood = next(event for event in events if event.type == "standing_ended")
    assert stood.duration_s == pytest.approx(90, abs=1)


def test_midnight_ends_nothing() -> None:
    late = datetime(2026, 11, 20, 23, 59, 30, tzinfo=UTC)
    events = events_of("upright 20s; stand 90s; upright 30s", started=late)
    stood = [event for event in events if event.type.startswith("standing")]
    assert [event.at.wall.day for event in stood] == [20, 21]
    assert summarise_session(events).figures.standing_s == pytest.approx(90, abs=1)


def test_an_exercise_that_the_camera_counted_confirms_a_break_at_the_desk() -> None:
    monitor = Monitor(SHORT)
    events = []
    for item in scenario("upright 140s").observations():
        if item.at.mono_s == 0.0:
            events.extend(monitor.start(item.at, "story").events)
        if item.at.mono_s == 130.0:
            events.extend(monitor.exercised(item.at, 25.0).events)
        assert not isinstance(item, UserInput)
        events.extend(monitor.observe(item).events)
    told = [(event.type, event.at.mono_s) for event in events if event.type.startswith(("break", "sitting"))]
    assert told == [("sitting_started", 1.0), ("break_due", 120.0), ("break_taken", 130.0)]
    assert (events[-1].verified_by, events[-1].duration_s, events[-1].prompted) == ("exercise", 25.0, True)


def test_an_exercise_away_from_the_desk_makes_a_short_absence_a_break() -> None:
    monitor = Monitor(SHORT)
    events = []
    for item in scenario("upright 130s; stand 40s; upright 20s").observations():
        if item.at.mono_s == 0.0:
            events.extend(monitor.start(item.at, "story").events)
        if item.at.mono_s == 150.0:
            events.extend(monitor.exercised(item.at, 15.0).events)
        assert not isinstance(item, UserInput)
        events.extend(monitor.observe(item).events)
    taken = [event for event in events if event.type == "break_taken"]
    assert [(event.verified_by, event.prompted) for event in taken] == [("exercise", True)]
    assert taken[0].duration_s == pytest.approx(40, abs=1)


def test_a_break_told_while_the_user_is_already_gone_counts_no_absence_as_sitting() -> None:
    """He presses the key and is gone before it is sure that he left: the bout ended when he was last seen."""
    events = events_of("upright 60s; away 2s; !took_break; away 30s; upright 20s")
    ended = [event for event in events if event.type == "sitting_ended"]
    figures = summarise_session(events).figures
    assert sum(event.duration_s for event in ended) == pytest.approx(figures.sitting_s)
    assert ended[0].duration_s == pytest.approx(60.5, abs=0.5)


def test_every_input_kind_is_taken_in_every_state() -> None:
    """No key breaks anything, whenever it is pressed."""
    for script in ("upright 20s; stand 20s", "away 20s", "dark 20s; upright 5s", "no_frame 20s; upright 5s"):
        for kind in InputKind:
            key = f"!{kind} 5" if kind is InputKind.SNOOZE else f"!{kind}"
            source = scenario(f"{script}; {key}; upright 20s").source()
            assert list(run(source, Monitor(Settings())))[-1].events[-1].type == "session_ended"
