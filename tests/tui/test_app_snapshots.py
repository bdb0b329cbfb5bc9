"""How the screens look, at the smallest and at a comfortable size."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from posture.errors import SourceError
from posture.events import BreakDue, CameraLost, CameraRestored, SessionStarted, SlouchEnded, SlouchStarted
from posture.labels import Label
from posture.status import BreakState
from tests.tui.scripted_feed import (
    BUSY_DAY,
    Progress,
    ScriptedCalibration,
    ScriptedFeed,
    ScriptedValidation,
    TrialProgress,
    app_on,
    at,
    pose,
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


async def morning(script: ScriptedFeed, pilot: Pilot[int]) -> None:
    await script.begin(pilot)
    await script.play(pilot, upright(1), SessionStarted(at=at(0), source="0"))
    await script.play(
        pilot,
        upright(700),
        SlouchStarted(at=at(403), label=Label.SLOUCHED, since_t=400),
        SlouchEnded(at=at(583), label=Label.SLOUCHED, since_t=400, until_t=581, duration_s=181),
        CameraLost(at=at(605), reason="no_frame", since_t=602),
        CameraRestored(at=at(640)),
    )


@pytest.mark.parametrize("size", SIZES)
def test_main(snap_compare: Compare, size: tuple[int, int]) -> None:
    script = ScriptedFeed(figures=BUSY_DAY)

    async def story(pilot: Pilot[int]) -> None:
        await morning(script, pilot)
        lower = replace(
            upright(1290),
            posture=Label.SLOUCHED,
            since_t=1000.0,
            reasons=("neck_height", "face_to_shoulders"),
            pose=pose(lower=0.09, aside=0.03),
        )
        await script.play(pilot, lower, SlouchStarted(at=at(1003), label=Label.SLOUCHED, since_t=1000))

    look(snap_compare, script, size, story)


@pytest.mark.parametrize("size", SIZES)
def test_break_prompt(snap_compare: Compare, size: tuple[int, int]) -> None:
    script = ScriptedFeed(figures=BUSY_DAY)

    async def story(pilot: Pilot[int]) -> None:
        await morning(script, pilot)
        status = replace(upright(1802), break_state=BreakState.DUE, break_due_in_s=None)
        due = BreakDue(at=at(1800), sitting_s=1800.0, after_snooze=False)
        await script.play(pilot, status, due, said=["break"])

    look(snap_compare, script, size, story, theme="textual-light")


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
