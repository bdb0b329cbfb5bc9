"""The reference from a stretch of the very source that is watched."""

from __future__ import annotations

import pytest

from calibration.from_source import CalibratingMonitor, Stretch
from posture.monitor import Monitor
from posture.runner import run
from posture.settings import Settings
from posture.testing.scenario import scenario


def play(
    script: str, upright: Stretch, relaxed: Stretch | None = None, fps: float = 2.0
) -> tuple[list[str], list[str]]:
    """The calibration events with their times, and the warnings."""
    warnings: list[str] = []
    core = CalibratingMonitor(
        Monitor(Settings()), Settings(), upright=upright, relaxed=relaxed, warn=warnings.append
    )
    steps = run(scenario(script, fps=fps).source(), core)
    events = [event for step in steps for event in step.events]
    told = [f"{event.at.mono_s:g} {event.type}" for event in events if event.type.startswith("calibrat")]
    return told, warnings


def test_the_reference_is_there_at_the_end_of_its_stretch() -> None:
    assert play("upright 30s", Stretch(begin_s=5.0, end_s=15.0)) == (["15 calibrated"], [])


@pytest.mark.parametrize(
    ("end_s", "told"), [(2.5, "2.5 calibrated"), (2.4, "2.4 calibrated"), (2.0, "2 calibration_failed")]
)
def test_five_usable_observations_are_enough(end_s: float, told: str) -> None:
    events, warnings = play("upright 10s", Stretch(begin_s=0.0, end_s=end_s))
    assert events == [told]
    assert bool(warnings) == told.endswith("failed")


def test_a_poor_reference_warns_and_goes_on() -> None:
    events, warnings = play("(slouch 1s; upright 1s) x 10", Stretch(begin_s=0.0, end_s=15.0))
    assert events == ["15 calibrated"]
    assert len(warnings) == 1
    assert warnings[0].startswith("the upright reference is poor: You moved a lot")


def test_nothing_usable_fails_once_and_the_rest_goes_on() -> None:
    events, [warning] = play("turned 20s; upright 20s", Stretch(begin_s=0.0, end_s=15.0))
    assert events == ["15 calibration_failed"]
    assert "turned to the side" in warning


def test_a_source_that_ends_inside_the_stretch_still_gives_its_reference() -> None:
    assert play("upright 10s", Stretch(begin_s=0.0, end_s=60.0)) == (["9.5 calibrated"], [])


def test_a_stretch_after_the_end_is_told_as_that() -> None:
    events, [warning] = play("upright 10s", Stretch(begin_s=60.0, end_s=70.0))
    assert events == ["9.5 calibration_failed"]
    assert warning == (
        "upright calibration failed: the stretch from 60 to 70 s lies after the end of the source, "
        "at 9.5 s; choose one before it."
    )


def test_the_second_anchor_counts_from_its_end() -> None:
    script = "upright 15s; slouch 15s; upright 10s"
    told, warnings = play(script, Stretch(begin_s=0.0, end_s=10.0), Stretch(begin_s=17.0, end_s=27.0))
    assert (told, warnings) == (["10 calibrated", "27 calibrated"], [])


def test_the_anchors_can_come_in_either_order() -> None:
    script = "slouch 15s; upright 15s"
    told, warnings = play(script, Stretch(begin_s=17.0, end_s=27.0), Stretch(begin_s=0.0, end_s=10.0))
    assert (told, warnings) == (["27 calibrated"], [])


def test_too_few_pictures_are_told_in_one_sentence_with_what_to_change() -> None:
    _, [warning] = play("upright 10s", Stretch(begin_s=0.0, end_s=2.0))
    assert warning == (
        "upright calibration failed: no reference could be made, only 4 of 4 pictures were usable. "
        "At least 5 are needed: take a longer stretch, or more pictures a second."
    )
