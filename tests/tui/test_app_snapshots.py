"""How the screens look, at the smallest and at a comfortable size."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from posture.errors import SourceError
from tests.tui.scripted_feed import (
    Progress,
    ScriptedCalibration,
    ScriptedFeed,
    ScriptedValidation,
    TrialProgress,
    app_on,
    until,
    upright,
)
from tui.monitor_session import CalibrationOutcome, ValidationOutcome

SIZES = [(80, 24), (120, 40)]
Compare = Callable[..., bool]


def look(
    compare: Compare,
    script: ScriptedFeed,
    size: tuple[int, int],
    story: Callable[[Pilot[int]], Awaitable[None]],
    theme: str = "textual-dark",
) -> None:
    app = app_on(script)
    app.theme = theme
    assert compare(app, terminal_size=size, run_before=story)


@pytest.mark.parametrize("size", SIZES)
def test_calibration(snap_compare: Compare, size: tuple[int, int]) -> None:
    outcome = CalibrationOutcome(
        quality="fair", advice=("The picture is dark: turn on a light in front of you.",), reference=None
    )
    done = Progress(phase="done", seconds_left=0, usable=20)
    script = ScriptedFeed(calibrations=[ScriptedCalibration([done], outcome)])

    async def story(pilot: Pilot[int]) -> None:
        await script.begin(pilot)
        await pilot.press("c", "enter")
        await script.play(pilot, upright(1))

    look(snap_compare, script, size, story)


@pytest.mark.parametrize("size", SIZES)
def test_trial(snap_compare: Compare, size: tuple[int, int]) -> None:
    good = CalibrationOutcome(quality="good", advice=(), reference=None)
    seen = "This works for clear slumps: your slump was called a slouch in 40 % of its pictures, and "
    help_ = "Teach it how you slump with `posture calibrate --relaxed`, or put the camera at the height of "
    verdict = ValidationOutcome(
        verdict="works_for_clear_slumps",
        sentences=(
            f"{seen}sitting upright was never called one.",
            f"{help_}your eyes or a little above and calibrate again.",
        ),
    )
    script = ScriptedFeed(
        calibrations=[ScriptedCalibration([Progress(phase="done", seconds_left=0, usable=20)], good)],
        validations=[ScriptedValidation([TrialProgress(part="done")], verdict)],
    )

    async def story(pilot: Pilot[int]) -> None:
        await script.begin(pilot)
        await pilot.press("c", "enter")
        await script.play(pilot, upright(1))
        await pilot.press("enter")
        await script.play(pilot, upright(2))
        await pilot.press("enter")
        await script.play(pilot, upright(3))

    look(snap_compare, script, size, story)


@pytest.mark.parametrize("size", SIZES)
def test_failure(snap_compare: Compare, size: tuple[int, int]) -> None:
    sentence = "Camera 0 cannot be opened: plug one in, or close the program that uses it."
    script = ScriptedFeed(failures=[SourceError(sentence)])

    async def story(pilot: Pilot[int]) -> None:
        await until(pilot, lambda: pilot.app.screen.id == "failure")

    look(snap_compare, script, size, story)
