"""How the steps of a calibration look."""

from __future__ import annotations

from posture.limit_lines import Line
from tests.tui.looks import SMALL, Looks
from tests.tui.scripted_feed import (
    Progress,
    ScriptedCalibration,
    ScriptedFeed,
    ScriptedValidation,
    TrialProgress,
    app_on,
    upright,
)
from tui.monitor_session import CalibrationOutcome, ValidationOutcome

LIMITS = (
    Line(0.38, 0.57, 0.62, 0.57),
    Line(0.32, 0.71, 0.68, 0.71),
    Line(0.66, 0.26, 0.66, 0.52),
    Line(0.34, 0.26, 0.34, 0.52),
)
GOOD = CalibrationOutcome(quality="good", advice=(), reference=None)
FAIR = CalibrationOutcome(
    quality="fair", advice=("The picture is dark: turn on a light in front of you.",), reference=None
)
COLLECTING = Progress(phase="collecting", seconds_left=6.2, usable=9, limits=LIMITS)
DONE = Progress(phase="done", seconds_left=0, usable=20)


async def test_calibration(looks: Looks) -> None:
    script = ScriptedFeed(
        place="office",
        limits=LIMITS,
        dropped=("relaxed", "standing"),
        calibrations=[ScriptedCalibration([COLLECTING, DONE], FAIR)],
    )
    async with app_on(script).run_test(size=SMALL) as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(1))
        await pilot.press("c")
        await looks(pilot, "introduction")
        await pilot.press("enter")
        await script.play(pilot, upright(2))
        await looks(pilot, "collecting")
        await script.play(pilot, upright(3))
        await looks(pilot, "verdict")
        await pilot.press("enter")
        await script.play(pilot, upright(4))
        await looks(pilot, "kept")


async def test_trial(looks: Looks) -> None:
    seen = "This works for clear slumps: your slump was called a slouch in 40 % of its pictures, and "
    help_ = "Teach it how you slump with `posture calibrate --relaxed`, or put the camera at the height of "
    verdict = ValidationOutcome(
        verdict="works_for_clear_slumps",
        sentences=(
            f"{seen}sitting upright was never called one.",
            f"{help_}your eyes or a little above and calibrate again.",
        ),
    )
    parts = [TrialProgress(part="slump", seconds_left=7.0, label="slouched"), TrialProgress(part="done")]
    script = ScriptedFeed(
        calibrations=[ScriptedCalibration([DONE], GOOD)], validations=[ScriptedValidation(parts, verdict)]
    )
    async with app_on(script).run_test(size=SMALL) as pilot:
        await script.begin(pilot)
        await pilot.press("c", "enter")
        await script.play(pilot, upright(1))
        await pilot.press("enter")
        await script.play(pilot, upright(2))
        await pilot.press("enter")
        await script.play(pilot, upright(3))
        await looks(pilot, "slump")
        await script.play(pilot, upright(4))
        await looks(pilot, "verdict")
