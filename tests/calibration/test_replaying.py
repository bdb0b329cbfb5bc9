"""`posture.replay`: whatever the source is, the same timeline as the command gives."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import posture
from calibration.profile import Profile
from calibration.quality import Grade
from posture.errors import ProfileError, SettingsError, SourceError, UsageError
from posture.events import BreakDue, BreakTaken, Calibrated, SlouchStarted
from posture.labels import Label, Presence
from posture.partition import Kind
from posture.settings import Settings
from posture.testing.scenario import scenario
from tests.cli.conftest import write_story
from tests.cli.in_process import run_here

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = "upright 90s; slouch 40s; upright 20s; away 70s; upright 20s"
SHORT = {"sitting.nudge_after_s": 60}


@pytest.fixture(scope="module")
def trace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_story(tmp_path_factory.mktemp("replay") / "story.jsonl", SCRIPT, fps=1)


@pytest.fixture(scope="module")
def timeline(trace: Path) -> posture.Timeline:
    return posture.replay(trace, calibrate=(0, 10), settings=SHORT)


def test_the_events_and_frames_are_those_of_the_command(trace: Path, timeline: posture.Timeline) -> None:
    words = ["replay", str(trace), "--calibrate", "0:10", "--set", "sitting.nudge_after_s=60"]
    code, out, _ = run_here([*words, "--events", "-"], {}, None)
    told = [json.loads(line) for line in out.splitlines()]
    assert (code, told.pop(0)["source"]) == (0, str(trace))
    lines = [json.loads(line) for line in timeline.event_lines()]
    assert lines.pop(0)["source"] == "story.jsonl"
    assert lines == told
    _, out, _ = run_here([*words, "--frames", "-"], {}, None)
    frames = [json.loads(line) for line in out.splitlines()]
    assert [
        {name: getattr(frame, name) for name in frames[0]} | {"reasons": list(frame.reasons)}
        for frame in timeline.frames
    ] == frames


def test_a_path_a_source_and_a_list_give_equal_timelines(trace: Path, timeline: posture.Timeline) -> None:
    story = scenario(SCRIPT, fps=1)
    settings = timeline.settings
    again = posture.replay(str(trace), calibrate=(0, 10), settings=settings)
    assert again == timeline
    opened = posture.replay(story.source(), calibrate=(0, 10), settings=settings)
    listed = posture.replay(story.observations(), calibrate=(0, 10), settings=settings)
    assert opened.frames == listed.frames == timeline.frames
    assert opened.events[1:] == listed.events[1:] == timeline.events[1:]
    assert (opened.source, listed.source) == ("scenario", "list")


def test_what_a_timeline_answers(timeline: posture.Timeline) -> None:
    assert timeline.end_s == 239.0
    assert repr(timeline) == f"<Timeline of {timeline.source}: 17 events, 240 frames, 239 s>"
    assert [due.sitting_s for due in timeline.of(BreakDue)] == [60.0]
    assert timeline.types.count("break_taken") == len(timeline.of(BreakTaken)) == 1
    assert [event.type for event in timeline.between(90, 134)] == [
        "slouch_started",
        "posture_shift",
        "slouch_ended",
    ]
    frame = timeline.frame_at(100.9)
    assert frame is not None
    assert (frame.t, frame.posture, frame.presence) == (100.0, Label.SLOUCHED, Presence.PRESENT)
    assert frame.deviation > 1
    assert timeline.frame_at(-1) is None
    assert [frame.t for frame in timeline.frames_between(5, 8)] == [5.0, 6.0, 7.0]
    assert timeline.share_of(Label.SLOUCHED, 95, 128) == 1.0
    assert timeline.share_of(Label.SLOUCHED, 1000) is None
    assert timeline.seconds(Kind.AWAY) == 70.0
    assert sum(span.length_ms for span in timeline.spans) == 239_000
    assert timeline.figures.sitting_s == 169.0
    assert [(one.label, one.counted_ms) for one in timeline.slouch_episodes] == [(Label.SLOUCHED, 40_000)]


def test_settings_reach_the_figures() -> None:
    story = scenario("upright 30s; away 40s; upright 10s", fps=1)
    usual = posture.replay(story.source())
    assert (usual.settings, usual.figures.breaks.micro) == (Settings(), 1)
    longer = posture.replay(story.source(), settings={"sitting.micro_break_after_s": 60})
    assert longer.figures.breaks.micro == 0


def test_without_a_reference_presence_and_sitting_work() -> None:
    timeline = posture.replay(scenario("upright 20s; slouch 20s; away 70s", fps=1).source())
    assert {frame.posture for frame in timeline.frames} == {Label.UNKNOWN}
    assert timeline.seconds(Kind.SITTING) == 41.0
    assert timeline.of(SlouchStarted) == []


def test_a_source_without_anything() -> None:
    timeline = posture.replay([])
    assert (timeline.events, timeline.frames, timeline.end_s, timeline.types) == ((), (), 0.0, [])


def test_a_profile_by_file_by_name_and_by_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    upright = write_story(tmp_path / "upright.jsonl", "upright 20s")
    home = {"POSTURE_HOME": str(tmp_path / "home")}
    assert run_here(["calibrate", "--source", str(upright), "--profile", "desk"], home, None)[0] == 0
    monkeypatch.setenv("POSTURE_HOME", home["POSTURE_HOME"])
    file = tmp_path / "home" / "data" / "profiles" / "desk.json"
    story = scenario("upright 5s; slouch 20s", fps=1)
    named = posture.replay(story.source(), profile="desk")
    assert [one.label for one in named.of(SlouchStarted)] == [Label.SLOUCHED]
    assert posture.replay(story.source(), profile=file) == named
    with pytest.raises(ProfileError, match="there is no profile"):
        posture.replay(story.source(), profile="sofa")
    from calibration.profile_file import read_profile

    profile = read_profile(file)
    assert isinstance(profile, Profile)
    assert profile.grade is Grade.GOOD
    assert posture.replay(story.source(), profile=profile) == named
    assert posture.replay(story.source(), profile=profile.baseline) == named


def test_a_reference_that_cannot_be_made_is_a_warning() -> None:
    timeline = posture.replay(scenario("away 30s", fps=1).source(), calibrate=(0, 10))
    assert "calibration_failed" in timeline.types
    assert len(timeline.warnings) == 1
    assert timeline.warnings[0].startswith("upright calibration failed: ")


def test_further_anchors_and_an_exercise() -> None:
    story = scenario("upright 15s; slouch 15s; upright 5s", fps=2)
    timeline = posture.replay(story.source(), calibrate=(0, 10), calibrate_relaxed=(17, 27))
    assert len(timeline.of(Calibrated)) == 2
    counted = posture.replay(story.source(), exercise="chin_tuck")
    assert "exercise_finished" in counted.types


def test_a_plan_sets_the_targets_and_settings_win(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTURE_HOME", str(tmp_path / "home"))
    file = tmp_path / "anna.toml"
    words = ["plan", "new", str(file), "--template", "sitting_breaks", "--yes"]
    assert run_here(words, {"POSTURE_HOME": str(tmp_path / "home")}, None)[0] == 0
    story = scenario("upright 5s", fps=1)
    under = posture.replay(story.source(), plan=file).settings.sitting
    usual = Settings().sitting
    assert (under.nudge_after_s, under.break_target_s) != (usual.nudge_after_s, usual.break_target_s)
    won = posture.replay(story.source(), plan=str(file), settings={"sitting.nudge_after_s": 61})
    assert won.settings.sitting == replace(under, nudge_after_s=61)
    with pytest.raises(UsageError, match="settings must be a mapping"):
        posture.replay(story.source(), plan=file, settings=Settings())


def test_wrong_use_is_one_sentence(trace: Path) -> None:
    cases: list[tuple[dict[str, object], type[Exception], str]] = [
        ({"calibrate": (10, 0)}, UsageError, r"\(10, 0\) is not a stretch of time"),
        ({"calibrate_relaxed": (0, 10)}, UsageError, "give the first one"),
        ({"settings": {"sitting.nudge": 1}}, SettingsError, "unknown setting sitting.nudge in settings"),
        ({"settings": {"slouch.sensitivity": 9}}, SettingsError, "use a number from 0.3 to 3"),
        ({"exercise": "no_such"}, UsageError, "no_such"),
    ]
    for options, error, says in cases:
        with pytest.raises(error, match=says):
            posture.replay(trace, **options)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="is live"):
        posture.replay("0")
    with pytest.raises(UsageError, match="fps and model are for a file"):
        posture.replay([], fps=2)
    with pytest.raises(SourceError, match="There is no landmark trace"):
        posture.replay(trace.with_name("none.jsonl"))


def test_the_package_has_no_other_public_names() -> None:
    assert {"replay", "Timeline", "AnalysedFrame"} <= set(dir(posture))
    with pytest.raises(AttributeError, match="has no attribute 'replya'"):
        posture.replya  # type: ignore[attr-defined]  # noqa: B018
