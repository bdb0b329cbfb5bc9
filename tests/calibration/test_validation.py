"""The half minute after a calibration: what the user did, and what he is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from calibration.collector import Collector
from calibration.quality import ADVICE
from calibration.validation import (
    SETTLE_S,
    Validation,
    ValidationProgress,
    ValidationResult,
)
from calibration.validation_verdict import Outcome, Part
from posture.baseline import Baseline
from posture.instant import Instant
from posture.labels import Label, Reason
from posture.landmarks import PoseObservation
from posture.settings import Settings
from posture.testing.scenario import scenario
from posture.testing.view import Camera


def reference(**options: Any) -> Baseline:
    """A reference of the same person at the same camera."""
    collector = Collector(Settings(), Instant(mono_s=0.0))
    for item in scenario("upright 15s", **options).observations():
        assert isinstance(item, PoseObservation)
        collector.observe(item)
    return collector.result().baseline


def run(
    script: str, baseline: Baseline | None = None, **options: Any
) -> tuple[ValidationResult, list[ValidationProgress]]:
    """The half minute on a story that begins with it."""
    validation = Validation(Settings(), baseline or reference(**options), Instant(mono_s=0.0))
    progress = []
    for item in scenario(script, **options).observations():
        assert isinstance(item, PoseObservation)
        progress.append(validation.observe(item))
        if progress[-1].part is Part.DONE:
            break
    return validation.result(), progress


def test_a_slump_that_is_seen_and_a_quiet_rest_work() -> None:
    result, progress = run("upright 4s; look_down 2s; upright 4s; slouch 10s; upright 12s")
    assert result.outcome is Outcome.WORKS
    (sentence,) = result.sentences
    assert sentence == (
        "This works: your slump was called a slouch in 100 % of its pictures, "
        "and sitting upright was never called one."
    )
    slump = result.parts[Part.SLUMP]
    assert (slump.pictures, slump.judged_share, slump.slouch_share) == (15, 1.0, 1.0)
    assert slump.median_score is not None
    assert slump.median_score > 1.0
    for part in (Part.LOOK_AROUND, Part.UPRIGHT_AGAIN):
        assert result.parts[part].slouch_share == 0.0
    assert progress[-1].part is Part.DONE
    assert len(progress) == 61


def test_the_user_is_led_through_three_parts() -> None:
    _, progress = run("upright 10s; slouch 10s; upright 12s")
    told = {index / 2: (step.part, step.seconds_left) for index, step in enumerate(progress)}
    assert told[0.0] == (Part.LOOK_AROUND, 10.0)
    assert told[9.5] == (Part.LOOK_AROUND, 0.5)
    assert told[10.0] == (Part.SLUMP, 10.0)
    assert told[20.0] == (Part.UPRIGHT_AGAIN, 10.0)
    assert told[30.0] == (Part.DONE, 0.0)
    assert (progress[0].label, progress[30].label) == (Label.UPRIGHT, Label.SLOUCHED)


def test_moving_from_one_part_to_the_next_does_not_count() -> None:
    late = run(f"upright {10 + SETTLE_S - 1}s; slouch 10s; upright 12s")[0]
    assert late.outcome is Outcome.WORKS


def test_a_slump_that_is_seen_part_of_the_time_is_told_so_with_what_helps() -> None:
    result, _ = run("upright 10s; slouch 5s; upright 20s")
    assert result.outcome is Outcome.WORKS_FOR_CLEAR_SLUMPS
    assert result.sentences[0].startswith(
        "This works for clear slumps: your slump was called a slouch in 40 %"
    )
    assert "posture calibrate --relaxed" in result.sentences[1]


def test_a_slump_that_is_not_seen_does_not_work() -> None:
    result, _ = run("upright 35s")
    assert result.outcome is Outcome.DOES_NOT
    assert "called a slouch in 0 % of its pictures" in result.sentences[0]
    assert "posture calibrate --relaxed" in result.sentences[1]


def test_who_has_taught_his_slump_is_not_told_to_teach_it() -> None:
    upright = reference()
    slumped = Collector(Settings(), Instant(mono_s=0.0))
    for item in scenario("slouch 15s").observations():
        assert isinstance(item, PoseObservation)
        slumped.observe(item)
    taught = replace(upright, relaxed=slumped.result().baseline.centre)
    result, _ = run("upright 35s", taught)
    assert result.outcome is Outcome.DOES_NOT
    assert not any("--relaxed" in sentence for sentence in result.sentences)
    assert "height of your eyes" in result.sentences[1]


def test_leaning_back_is_no_slump() -> None:
    result, _ = run("upright 10s; lean_back 10s; upright 12s")
    assert result.outcome is Outcome.DOES_NOT
    assert result.parts[Part.SLUMP].median_score == 0.0


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("upright 10s; slouch 10s; slouch 12s", "After the slump you sat differently"),
        ("slouch 10s; slouch 10s; upright 12s", "While you looked around you were away"),
    ],
)
def test_sitting_upright_that_is_called_a_slouch_does_not_work(script: str, says: str) -> None:
    result, _ = run(script)
    assert result.outcome is Outcome.DOES_NOT
    assert "sitting upright was called a slouch in up to 100 % of its pictures" in result.sentences[0]
    assert says in result.sentences[1]


@pytest.mark.parametrize(
    ("script", "says", "reason"),
    [
        ("turned 20s; upright 12s", "only 15 of 45 pictures could be judged", Reason.TURNED),
        ("upright 10s; away 10s; upright 12s", "only 0 of 15 pictures of your slump", Reason.NO_PERSON),
        ("dark 35s", "only 0 of 45 pictures", Reason.TOO_DARK),
        ("no_frame 35s", "only 0 of 45 pictures", Reason.NO_FRAME),
    ],
)
def test_what_cannot_be_judged_does_not_work_and_the_most_frequent_reason_is_told(
    script: str, says: str, reason: Reason
) -> None:
    result, progress = run(script)
    assert result.outcome is Outcome.DOES_NOT
    assert says in result.sentences[0]
    assert result.sentences[1] == ADVICE[reason]
    blind = [step for step in progress if step.view is reason]
    assert blind
    assert {(step.advice, step.label) for step in blind} == {((ADVICE[reason],), Label.UNKNOWN)}


def test_a_view_that_could_be_better_is_said_with_a_slump_that_is_not_seen() -> None:
    result, _ = run("upright 35s", camera=Camera(distance_cm=150.0))
    assert ADVICE[Reason.TOO_FAR] in result.sentences


@pytest.mark.parametrize(
    ("script", "fps"), [("upright 15s", 2.0), ("upright 10s; slouch 10s; upright 12s", 0.4)]
)
def test_too_few_pictures_are_no_verdict(script: str, fps: float) -> None:
    result, _ = run(script, reference(), fps=fps)
    assert result.outcome is Outcome.NOT_TRIED
    assert result.sentences[0].startswith("It is not known whether this reference works")
