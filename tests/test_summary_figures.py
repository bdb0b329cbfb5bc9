"""From the events of a session to its figures: bouts, breaks, slouch episodes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from posture import events as ev
from posture.events import CountedBy, VerifiedBy
from posture.figures import BreakFigures, ExerciseFigures, Figures, combined
from posture.labels import Label
from posture.settings import SittingSettings
from posture.summary import DaySummary, summarise, summarise_session
from tests.session_story import MORNING, SessionStory
from tui.log_format import summary_table

DAY = date(2026, 11, 20)


def test_a_morning_in_figures() -> None:
    story = (
        SessionStory()
        .sit(1000)
        .away(30)
        .sit(1200)
        .away(300)
        .slouch(Label.LEANING_LEFT, 60, blind_s=10)
        .sit(100)
        .paused(400)
        .sit(50)
        .end()
    )
    assert summarise_session(story.events) == DaySummary(
        day=DAY,
        figures=Figures(
            sitting_s=2420.0,
            away_s=330.0,
            paused_s=400.0,
            bouts_s=(2200.0, 170.0, 50.0),
            breaks=BreakFigures(micro=1),
            slouch_s_by_label={
                Label.SLOUCHED: 0.0,
                Label.LEANING_FORWARD: 0.0,
                Label.LEANING_LEFT: 60.0,
                Label.LEANING_RIGHT: 0.0,
            },
            slouch_episodes=1,
        ),
    )


def test_a_bout_counts_the_sitting_between_short_absences_and_unknown_time() -> None:
    story = SessionStory().sit(500).away(59).sit(500).camera_lost(299).sit(500).dark(200).sit(500).end()
    figures = summarise_session(story.events).figures
    assert figures.bouts_s == (2000.0,)
    assert story.bouts_ms == [2_000_000]
    assert figures.sitting_s == 2000.0
    assert figures.unknown_s == 499.0


def test_bouts_fall_into_their_classes_by_their_sitting_time() -> None:
    story = SessionStory()
    for minutes in (10, 29.99, 30, 59, 60, 119, 120, 200):
        story.sit(60 * minutes).away(600)
    figures = summarise_session(story.end().events).figures
    assert figures.bouts_by_class == (2, 2, 2, 2)
    assert figures.longest_bout_s == 12_000.0
    assert figures.median_bout_s == pytest.approx((59 + 60) / 2 * 60)


def test_without_a_bout_there_is_no_longest_and_no_median() -> None:
    figures = summarise_session(SessionStory().away(100).end().events).figures
    assert (figures.bouts_s, figures.longest_bout_s, figures.median_bout_s) == ((), None, None)
    assert figures.bouts_by_class == (0, 0, 0, 0)


def test_a_bout_without_any_sitting_is_none() -> None:
    story = SessionStory().sit(60).away(70)
    story.say(lambda at: ev.SittingStarted(at=at, since_t=at.mono_s))
    story.say(lambda at: ev.SittingEnded(at=at, since_t=at.mono_s, until_t=at.mono_s - 2, duration_s=-2))
    assert summarise_session(story.end().events).figures.bouts_s == (60.0,)


def test_a_micro_break_is_long_enough_to_notice_and_too_short_for_a_break() -> None:
    story = SessionStory().sit(60)
    for absence_s in (19.999, 20, 40, 59.999, 60, 300):
        story.away(absence_s).sit(60)
    story.away(30).end()
    assert summarise_session(story.events).figures.breaks.micro == 3
    wider = SittingSettings(micro_break_after_s=10, break_counts_after_s=50)
    assert summarise_session(story.events, sitting=wider).figures.breaks.micro == 3


def test_breaks_seen_and_breaks_told_are_kept_apart() -> None:
    story = SessionStory().sit(60)
    taken = [
        (VerifiedBy.ABSENCE, True),
        (VerifiedBy.STANDING, True),
        (VerifiedBy.SELF_REPORT, True),
        (VerifiedBy.EXERCISE, False),
        (VerifiedBy.SELF_REPORT, False),
        (VerifiedBy.SELF_REPORT, False),
    ]
    for by, prompted in taken:
        story.events.append(ev.BreakTaken(at=story.now, duration_s=60.0, verified_by=by, prompted=prompted))
    story.say(lambda at: ev.BreakDue(at=at, sitting_s=1800.0, after_snooze=False))
    story.say(lambda at: ev.BreakDue(at=at, sitting_s=1900.0, after_snooze=True))
    story.say(lambda at: ev.BreakMissed(at=at, reason="skipped"))
    story.say(lambda at: ev.BreakSnoozed(at=at, until_t=900.0))
    breaks = summarise_session(story.end().events).figures.breaks
    assert breaks == BreakFigures(
        due=1,
        missed=1,
        snoozed=1,
        prompted_seen=2,
        prompted_told=1,
        natural_seen=1,
        natural_told=2,
        worth=0.6,
    )
    assert (breaks.taken, breaks.prompted, breaks.natural, breaks.seen, breaks.told) == (6, 3, 3, 3, 3)


def test_a_break_is_worth_its_share_of_a_whole_one_and_never_more() -> None:
    story = SessionStory().sit(60)
    for seconds in (60.0, 150.0, 300.0, 3000.0):
        story.say(
            lambda at, taken_s=seconds: ev.BreakTaken(
                at=at, duration_s=taken_s, verified_by=VerifiedBy.ABSENCE, prompted=False
            )
        )
    assert summarise_session(story.end().events).figures.breaks.worth == 2.7
    assert (
        summarise_session(story.events, sitting=SittingSettings(break_target_s=60)).figures.breaks.worth == 4
    )


def test_standing_for_a_moment_is_a_micro_break_also_with_a_few_steps() -> None:
    story = SessionStory().sit(60).stand(25).sit(60).stand(15).away(15).sit(60).stand(10).sit(60)
    figures = summarise_session(story.end().events).figures
    assert (figures.breaks.micro, figures.standing_s, figures.bouts_s) == (2, 50.0, (240.0,))


def test_postural_shifts_are_counted() -> None:
    story = SessionStory().sit(60)
    for _ in range(3):
        story.say(lambda at: ev.PostureShift(at=at, since_t=at.mono_s - 3)).sit(60)
    assert summarise_session(story.end().events).figures.posture_shifts == 3


def test_slouch_time_is_counted_for_each_label() -> None:
    story = SessionStory().sit(60)
    for number, label in enumerate((Label.SLOUCHED, Label.LEANING_FORWARD, Label.SLOUCHED), start=1):
        story.slouch(label, 10 * number, blind_s=5).sit(30)
    figures = summarise_session(story.end().events).figures
    assert figures.slouch_episodes == 3
    assert figures.slouch_s == 60.0
    assert figures.slouch_s_by_label == {
        Label.SLOUCHED: 40.0,
        Label.LEANING_FORWARD: 20.0,
        Label.LEANING_LEFT: 0.0,
        Label.LEANING_RIGHT: 0.0,
    }


def test_an_episode_that_runs_counts_what_was_seen_of_it_so_far() -> None:
    story = SessionStory().sit(60)
    story.say(lambda at: ev.SlouchStarted(at=at, label=Label.SLOUCHED, since_t=at.mono_s))
    story.sit(20).unusable_view(15).sit(20).camera_lost(30)
    figures = summarise_session(story.events, until=story.now).figures
    assert figures.slouch_s == 40.0
    assert figures.slouch_episodes == 1


def test_a_new_episode_proves_that_the_view_is_good_again() -> None:
    story = SessionStory().sit(60)
    story.unusable_view(30)
    story.events.pop()  # the view was forgotten with a lost camera: no view_restored
    story.camera_lost(10).slouch(Label.SLOUCHED, 20).sit(60)
    story.say(lambda at: ev.SlouchStarted(at=at, label=Label.SLOUCHED, since_t=at.mono_s))
    story.sit(12)
    assert summarise_session(story.events, until=story.now).figures.slouch_s == 32.0


def test_a_running_session_is_counted_up_to_now() -> None:
    earlier = SessionStory().sit(600).end()
    running = SessionStory(started=MORNING + timedelta(hours=1)).sit(100)
    summary = summarise([earlier.events, running.events], DAY, DAY, until=running.now)
    assert summary.totals.sitting_s == 700.0
    assert summary.totals.bouts_s == (600.0, 100.0)


def test_a_recording_without_wall_times_is_one_day_without_a_date() -> None:
    story = SessionStory(started=None).sit(100).away(70).end()
    assert summarise_session(story.events) == DaySummary(
        day=None, figures=Figures(sitting_s=100.0, away_s=70.0, bouts_s=(100.0,))
    )
    with pytest.raises(ValueError, match="belongs to no day"):
        summarise([story.events], DAY, DAY)


def test_no_events_are_no_figures() -> None:
    assert summarise_session([]) == DaySummary(day=None, figures=Figures())


def test_a_range_lists_its_days_and_means_over_the_days_watched() -> None:
    sessions = [
        SessionStory(started=MORNING).sit(600).end().events,
        SessionStory(started=MORNING + timedelta(hours=3)).sit(300).end().events,
        SessionStory(started=MORNING + timedelta(days=2)).sit(100).away(500).end().events,
        SessionStory(started=MORNING + timedelta(days=3)).paused(500).end().events,
        SessionStory(started=MORNING + timedelta(days=9)).sit(7000).end().events,
    ]
    summary = summarise(sessions, DAY, DAY + timedelta(days=6))
    assert [(day.day, day.figures.sitting_s) for day in summary.days] == [
        (DAY, 900.0),
        (DAY + timedelta(days=2), 100.0),
        (DAY + timedelta(days=3), 0.0),
    ]
    assert summary.days_watched == 2
    assert summary.totals == Figures(
        sitting_s=1000.0, away_s=500.0, paused_s=500.0, bouts_s=(600.0, 300.0, 100.0)
    )
    assert summary.mean(lambda figures: figures.sitting_s) == 500.0
    assert summary.mean(lambda figures: len(figures.bouts_s)) == 1.5


def test_a_range_without_sessions_is_empty() -> None:
    summary = summarise([], DAY, DAY)
    assert (summary.days, summary.days_watched, summary.totals) == ((), 0, Figures())
    assert summary.mean(lambda figures: figures.sitting_s) is None


def test_exercises_are_counted_by_name_with_the_cameras_apart_from_the_users() -> None:
    story = SessionStory().sit(600)
    done = [
        ("squat", 8, CountedBy.CAMERA, None),
        ("squat", 6, CountedBy.SELF_REPORT, 5),
        ("squat", 0, CountedBy.CAMERA, None),
        ("curl_up", 0, CountedBy.SELF_REPORT, None),
    ]
    for exercise, repetitions, by, counted in done:
        story.events.append(
            ev.ExerciseFinished(
                at=story.now,
                exercise=exercise,
                repetitions=repetitions,
                hold_s=0.0,
                counted_by=by,
                counted=counted,
            )
        )
    figures = summarise_session(story.end().events).figures
    assert figures.exercises == {
        "squat": ExerciseFigures(seen=1, told=1, repetitions_seen=8, repetitions_told=6),
        "curl_up": ExerciseFigures(told=1),
    }
    twice = combined([figures, figures]).exercises["squat"]
    assert twice == ExerciseFigures(seen=2, told=2, repetitions_seen=16, repetitions_told=12)
    table = summary_table(figures, title="day")
    assert table.endswith(
        "\nExercises                            3\n"
        "  curl up                            1   0 seen by the camera, 1 self-reported\n"
        "  squat                              2   1 seen by the camera, 1 self-reported\n"
    )
