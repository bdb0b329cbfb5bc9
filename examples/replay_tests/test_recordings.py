"""What a project tests that has recordings of its own. `posture` is installed, nothing else of it is here."""

from __future__ import annotations

from posture.events import BreakTaken
from posture.labels import Label
from posture.partition import Kind

SHORT_DAY = {"sitting.nudge_after_s": 60}
"""The recording has four minutes: a break is due after one."""


def test_the_morning_has_one_slouch_and_one_break(posture_replay, assert_events):
    timeline = posture_replay("recordings/morning.jsonl.gz", settings=SHORT_DAY)
    assert_events(
        timeline,
        """
          60   break_due      sitting_s=60
          93   slouch_started label=slouched
         132   slouch_ended   label=slouched
         155   break_started
         222   break_taken    verified_by=absence  prompted=true
        """,
        within_s=2,
        only=("break_due", "break_started", "break_taken", "slouch_started", "slouch_ended"),
    )


def test_figures_and_frames(posture_replay):
    timeline = posture_replay("recordings/morning.jsonl.gz", settings=SHORT_DAY)
    assert timeline.share_of(Label.SLOUCHED, 95, 128) == 1.0
    assert 65 <= timeline.seconds(Kind.AWAY) <= 75
    assert [taken.prompted for taken in timeline.of(BreakTaken)] == [True]
    assert timeline.figures.slouch_episodes == 1


def test_nothing_changed_since_the_golden_file(posture_replay, posture_golden):
    posture_golden(posture_replay("recordings/morning.jsonl.gz", settings=SHORT_DAY), "morning.jsonl")


def test_a_video_goes_the_same_way(posture_replay):
    timeline = posture_replay("recordings/portrait.mp4", calibrate=(0, 4), fps=2)
    assert timeline.types[:2] == ["session_started", "present"]
    assert timeline.share_of(Label.UPRIGHT, 4, 6) == 1.0


def test_a_story_needs_no_recording(posture_scenario, assert_events):
    timeline = posture_scenario("upright 31m; away 70s; upright 1m", fps=1)
    assert_events(timeline, "1800 break_due sitting_s=1800", only=("break_due",))
    assert_events(timeline, "1933 break_taken duration_s=70", only=("break_taken",), within_s=2)


def test_a_recording_made_piece_by_piece(trace_builder, posture_replay, tmp_path):
    clip = (
        trace_builder(fps=2).story("upright 20s").gap(60).story("upright 20s").write(tmp_path / "clip.jsonl")
    )
    assert posture_replay(clip).seconds(Kind.SUSPENDED) == 60.5
