"""Stories about posture: what is a slouch episode, what is a prompt, and what is neither."""

from __future__ import annotations

import pytest

from posture.events import SlouchEnded, SlouchProlonged
from tests.stories import events_of, expect, settings_with, steps_of

QUICK = settings_with(slouch={"nudge_after_s": 60.0, "cooldown_s": 120.0})


@pytest.mark.parametrize(
    ("verb", "label"),
    [
        ("slouch", "slouched"),
        ("half_slouch", "slouched"),
        ("head_forward", "slouched"),
        ("lean_left", "leaning_left"),
        ("lean_right", "leaning_right"),
        ("lean_forward", "leaning_forward"),
    ],
)
def test_an_episode_begins_and_ends_when_the_body_did(verb: str, label: str) -> None:
    expect(
        events_of(f"upright 30s; {verb} 30s; upright 20s"),
        (33.5, "slouch_started", {"label": label, "since_t": 30.5}),
        (62.5, "slouch_ended", {"label": label, "since_t": 30.5, "until_t": 60.5, "duration_s": 30.0}),
    )


def test_a_slouch_that_lasts_is_prompted_once_and_again_after_the_cooldown() -> None:
    expect(
        events_of("upright 30s; slouch 200s; upright 10s", settings=QUICK),
        (33.5, "slouch_started"),
        (90.5, "slouch_prolonged", {"label": "slouched", "duration_s": 60.0, "lasted_s": 60.0}),
        (210.5, "slouch_prolonged", {"label": "slouched", "duration_s": 120.0, "lasted_s": 180.0}),
        (232.5, "slouch_ended"),
    )


def test_how_long_a_slouch_lasted_leaves_out_what_nobody_saw() -> None:
    events = events_of("upright 30s; slouch 70s; turned 10s; slouch 140s; upright 10s", settings=QUICK)
    prompts = [event for event in events if isinstance(event, SlouchProlonged)]
    (ended,) = [event for event in events if isinstance(event, SlouchEnded)]
    assert [prompt.label for prompt in prompts] == [ended.label] * 2
    assert prompts[0].lasted_s == prompts[0].duration_s == 60.0
    unseen_s = ended.until_t - ended.since_t - ended.duration_s
    assert unseen_s > 5
    assert prompts[1].lasted_s == prompts[1].at.mono_s - ended.since_t - unseen_s
    assert prompts[1].whole_s > prompts[1].duration_s


def test_slumping_three_seconds_of_every_five_is_noticed_within_ten_minutes() -> None:
    events = events_of("upright 20s; (slouch 3s; upright 2s) x 120")
    prompts = [event.at.mono_s for event in events if event.type == "slouch_prolonged"]
    assert len(prompts) == 1
    assert 540 <= prompts[0] <= 620


@pytest.mark.parametrize(
    "quiet",
    [
        "(look_down 4s; upright 16s) x 15",
        "reading 90s; upright 1m",
        "passer_by 3m",
        "lean_back 3m",
    ],
)
def test_what_is_no_slouch_is_no_episode(quiet: str) -> None:
    expect(events_of(f"upright 20s; {quiet}", settings=QUICK))


@pytest.mark.parametrize("aside", ["turned", "phone"])
def test_turning_away_freezes_the_exposure_and_says_why(aside: str) -> None:
    expect(
        events_of(f"upright 30s; slouch 40s; {aside} 40s; upright 20s", settings=QUICK),
        (33.5, "slouch_started"),
        (72, "view_unusable", {"reason": "turned", "presence": "present"}),
        (111, "view_restored"),
        (112.5, "slouch_ended", {"duration_s": 39.5}),
        within_s=1.5,
    )


def test_an_episode_that_goes_out_of_sight_for_a_minute_is_over() -> None:
    events = events_of("upright 30s; slouch 30s; turned 90s; upright 20s")
    ended = [event for event in events if event.type == "slouch_ended"]
    assert [round(event.at.mono_s) for event in ended] == pytest.approx([120], abs=2)
    assert ended[0].duration_s == pytest.approx(30, abs=1.5)


def test_leaving_ends_the_episode_at_the_moment_of_leaving() -> None:
    expect(
        events_of("upright 30s; slouch 30s; away 30s; upright 20s"),
        (33.5, "slouch_started"),
        (65.5, "away"),
        (65.5, "slouch_ended", {"until_t": 60.5, "duration_s": 30.0}),
        (92.5, "present"),
        within_s=1.5,
    )


def test_without_a_reference_posture_is_unknown_and_the_rest_works() -> None:
    steps = steps_of("upright 30s", calibrate_s=60.0)[:-1]
    assert {step.status.posture for step in steps} == {"unknown"}
    assert {step.status.reasons for step in steps[5:]} == {("not_calibrated",)}
    assert steps[-1].status.bout_s == pytest.approx(29.5)


@pytest.mark.parametrize("fps", [2.0, 5.0, 10.0])
def test_the_frame_rate_changes_no_episode_by_more_than_a_sample(fps: float) -> None:
    script = "upright 30s; slouch 30s; upright 20s; lean_left 20s; away 70s; upright 20s"
    # A shift and the episode that it begins are sure at the same time, to within a sample.
    slow, other = (
        sorted(events_of(script, fps=rate), key=lambda event: event.type == "posture_shift")
        for rate in (2.0, fps)
    )
    assert [event.type for event in other] == [event.type for event in slow]
    ends = ("sitting_ended", "session_ended")  # the last sample is one sample earlier, or later
    for one, two in zip(slow, other, strict=True):
        if one.type in ends and one.at.mono_s > 180:
            continue
        assert one.at.mono_s == pytest.approx(two.at.mono_s, abs=0.5)


def test_the_status_tells_how_far_and_why() -> None:
    steps = steps_of("upright 30s; slouch 30s")
    slouching = [step.status for step in steps if step.status.at.mono_s > 40][:-1]
    assert {status.seen for status in slouching} == {"slouched"}
    assert all(status.deviation >= 1 for status in slouching)
    assert all("neck_height" in status.reasons for status in slouching)
    assert all(0.5 <= status.confidence <= 1 for status in slouching)
