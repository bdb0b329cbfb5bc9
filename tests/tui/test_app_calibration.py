"""Calibration on the running feed: guidance, countdown, verdict, and the user's decision."""

from __future__ import annotations

from dataclasses import replace

from textual.pilot import Pilot

from posture.errors import CalibrationError, ProfileError
from tests.tui.scripted_feed import (
    UPRIGHT,
    Progress,
    ScriptedCalibration,
    ScriptedFeed,
    ScriptedValidation,
    TrialProgress,
    app_on,
    at,
    text_of,
    told,
    until,
    upright,
)
from tui.monitor_session import CalibrationOutcome, ValidationOutcome

GOOD = CalibrationOutcome(quality="good", advice=(), reference="the reference")
READY = Progress(phase="get_ready", seconds_left=2.6)
HIDDEN = Progress(
    phase="collecting",
    seconds_left=9.2,
    usable=3,
    view="shoulders_hidden",
    advice=("Move back a little.",),
)
DONE = Progress(phase="done", seconds_left=0, usable=20)


async def test_the_user_is_guided_to_a_reference_and_accepts_it() -> None:
    script = ScriptedFeed(calibrations=[ScriptedCalibration([READY, HIDDEN, DONE], GOOD)])
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        await script.play(pilot, replace(UPRIGHT, calibrated=False))
        assert text_of(pilot, "#now") == [
            "? No reference yet",
            "press c to set yours; it takes 15 seconds",
        ]
        await pilot.press("c")
        assert text_of(pilot, "#guidance")[-1] == "enter start   escape cancel"
        await pilot.press("enter")
        assert text_of(pilot, "#guidance") == ["Get comfortable", "waiting for a picture"]
        await script.play(pilot, upright(1))
        assert text_of(pilot, "#guidance") == ["Get comfortable", "3 s left", "", "● You are well in view"]
        await script.play(pilot, upright(2))
        assert text_of(pilot, "#guidance") == [
            "Stay like this",
            "10 s left",
            "3 good samples so far",
            "",
            "? shoulders out of view",
            "Move back a little.",
        ]
        await script.play(pilot, upright(3))
        assert text_of(pilot, "#guidance") == [
            "● Good: a steady, clear reference",
            "",
            "enter use it   r try again",
        ]
        assert script.kept == []
        await pilot.press("enter")
        await script.play(pilot, upright(4))
        assert script.kept == [GOOD]
        assert text_of(pilot, "#guidance")[0] == "● Your reference is set"
        assert text_of(pilot, "#guidance")[-1] == "enter check it now"
        await pilot.press("escape")
        assert pilot.app.screen.id == "main"
        assert script.tried == []


async def test_a_recording_waits_while_the_user_is_asked_about_the_reference() -> None:
    recording = ScriptedFeed(
        live=False,
        name="clip.mp4",
        offer_calibration=True,
        calibrations=[ScriptedCalibration([READY, DONE], GOOD)],
    )
    seen = [recording.item(upright(t)) for t in range(1, 6)]
    for item in seen:
        recording.source.items.put(item)
    recording.source.items.put(None)

    def guidance(pilot: Pilot[int]) -> str:
        shown = pilot.app.screen.query("#guidance")
        return text_of(pilot, "#guidance")[0] if shown else ""

    async with app_on(recording).run_test() as pilot:
        await until(pilot, lambda: guidance(pilot).startswith("Your reference is how you sit"))
        await until(pilot, lambda: recording.source.current is not None)
        assert recording.source.current is seen[0]
        await pilot.press("enter")
        await until(pilot, lambda: guidance(pilot).startswith("● Good"))
        assert recording.source.current is seen[2]
        await pilot.press("enter")
        await until(pilot, lambda: guidance(pilot) == "● Your reference is set")
        assert recording.source.current is seen[2]
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen.id == "day-end")
        assert recording.source.current is seen[4]
        await pilot.press("escape")
        assert pilot.app.screen.id == "main"


async def test_a_recording_that_ends_before_there_is_a_reference_says_so() -> None:
    recording = ScriptedFeed(
        live=False, offer_calibration=True, calibrations=[ScriptedCalibration([READY] * 9, GOOD)]
    )
    for t in (1, 2, 3):
        recording.source.items.put(recording.item(upright(t)))
    recording.source.items.put(None)
    async with app_on(recording).run_test() as pilot:
        await until(pilot, lambda: pilot.app.screen.id == "calibration")
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen.id == "day-end")
        assert told(pilot) == ["The recording ended before there was a reference: nothing was changed."]
        await pilot.press("escape")
        assert pilot.app.screen.id == "main"


async def accepted(script: ScriptedFeed, pilot: Pilot[int]) -> None:
    """Come to the offer to try the reference, at the third second."""
    await script.begin(pilot)
    await pilot.press("c", "enter")
    await script.play(pilot, upright(1))
    await pilot.press("enter")
    await script.play(pilot, upright(2))


async def test_a_kept_reference_is_tried_and_the_verdict_is_told() -> None:
    plan = [
        TrialProgress(part="look_around", seconds_left=9.6),
        TrialProgress(
            part="look_around", seconds_left=9.1, label="unknown", view="turned", advice=("Look ahead.",)
        ),
        TrialProgress(part="slump", seconds_left=4.0, label="slouched"),
        TrialProgress(part="done"),
    ]
    verdict = ValidationOutcome(
        verdict="does_not", sentences=("This will not work yet.", "Raise the camera.")
    )
    script = ScriptedFeed(
        calibrations=[ScriptedCalibration([DONE], GOOD), ScriptedCalibration([READY], GOOD)],
        validations=[ScriptedValidation(plan, verdict)],
    )
    async with app_on(script).run_test() as pilot:
        await accepted(script, pilot)
        await pilot.press("enter")
        assert text_of(pilot, "#guidance")[-1] == "waiting for a picture"
        await script.play(pilot, upright(3))
        assert text_of(pilot, "#guidance")[-3:] == ["10 s left, part 1 of 3", "", "● Near your reference"]
        await script.play(pilot, upright(4))
        assert text_of(pilot, "#guidance")[-2:] == ["? head turned away", "Look ahead."]
        await script.play(pilot, upright(5))
        assert text_of(pilot, "#guidance")[:4] == [
            "Sit the way you slump",
            "4 s left, part 2 of 3",
            "",
            "▼ Lower than your reference",
        ]
        await script.play(pilot, upright(6))
        assert text_of(pilot, "#guidance") == [
            "○ This will not work yet.",
            "",
            "- Raise the camera.",
            "",
            "enter done   r calibrate again",
        ]
        assert script.tried == [GOOD]
        await pilot.press("r")
        await script.play(pilot, upright(7))
        assert text_of(pilot, "#guidance")[0] == "Get comfortable"
        await pilot.press("escape")
        await script.play(pilot, upright(8))
        assert pilot.app.screen.id == "main"
        assert script.kept == [GOOD]


async def test_the_monitor_goes_on_after_a_trial_that_is_left_or_done() -> None:
    works = ValidationOutcome(verdict="works", sentences=("This works.",))
    going = TrialProgress(part="look_around", seconds_left=9.0)
    script = ScriptedFeed(
        calibrations=[ScriptedCalibration([DONE], GOOD), ScriptedCalibration([DONE], GOOD)],
        validations=[
            ScriptedValidation([going], works),
            ScriptedValidation([going, TrialProgress(part="done")], works),
        ],
    )
    async with app_on(script).run_test() as pilot:
        await accepted(script, pilot)
        await pilot.press("enter")
        await script.play(pilot, upright(3))
        await pilot.press("escape")
        await script.play(pilot, upright(4))
        assert pilot.app.screen.id == "main"
        await pilot.press("c", "enter")
        await script.play(pilot, upright(5))
        await pilot.press("enter")
        await script.play(pilot, upright(6))
        await pilot.press("enter")
        await script.play(pilot, upright(7))
        await script.play(pilot, upright(8))
        assert text_of(pilot, "#guidance")[0] == "● This works."
        await pilot.press("enter")
        await script.play(pilot, upright(9))
        assert pilot.app.screen.id == "main"
        assert (script.kept, script.tried) == ([GOOD, GOOD], [GOOD, GOOD])


async def test_a_weak_reference_comes_with_advice_and_is_tried_again() -> None:
    weak = CalibrationOutcome(quality="poor", advice=("Turn on a light.",), reference="weak")
    script = ScriptedFeed(
        calibrations=[ScriptedCalibration([DONE], weak), ScriptedCalibration([READY, DONE], GOOD)]
    )
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        await pilot.press("c", "enter")
        await script.play(pilot, upright(1))
        assert text_of(pilot, "#guidance") == [
            "○ Poor: it will often be unsure",
            "",
            "What would make it better:",
            "- Turn on a light.",
            "",
            "enter use it   r try again",
        ]
        await pilot.press("r")
        for t in (2, 3, 4):
            await script.play(pilot, upright(t))
        assert text_of(pilot, "#guidance")[0] == "● Good: a steady, clear reference"
        await pilot.press("enter")
        await script.play(pilot, upright(5))
        assert script.kept == [GOOD]


async def test_cancelling_keeps_nothing_and_the_next_attempt_starts_afresh() -> None:
    script = ScriptedFeed(
        calibrations=[
            ScriptedCalibration([READY, READY, DONE], GOOD),
            ScriptedCalibration([DONE], GOOD),
        ]
    )
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        await pilot.press("c", "enter")
        await script.play(pilot, upright(1))
        await pilot.press("escape")
        await script.play(pilot, upright(2))
        assert pilot.app.screen.id == "main"
        await pilot.press("c", "enter")
        await script.play(pilot, upright(3))
        assert text_of(pilot, "#guidance")[0] == "● Good: a steady, clear reference"
        await pilot.press("escape")
        await script.play(pilot, upright(4))
        await script.play(pilot, upright(5))
        assert script.kept == []


async def test_too_little_to_learn_from_and_a_profile_that_cannot_be_saved_are_said_in_a_sentence() -> None:
    script = ScriptedFeed(
        calibrations=[
            ScriptedCalibration([DONE], CalibrationError("Nobody was in view: sit down and try again.")),
            ScriptedCalibration([DONE], GOOD),
        ],
        keep_error=ProfileError("The profile folder cannot be written: free some space."),
    )
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        await pilot.press("c", "enter")
        await script.play(pilot, upright(1))
        assert text_of(pilot, "#guidance") == [
            "No reference this time",
            "",
            "Nobody was in view: sit down and try again.",
            "",
            "r try again",
        ]
        await pilot.press("r")
        await script.play(pilot, upright(2))
        await pilot.press("enter")
        await script.play(pilot, upright(3))
        assert text_of(pilot, "#guidance")[2] == "The profile folder cannot be written: free some space."
        assert script.kept == []
        await pilot.press("escape")
        await script.play(pilot, replace(UPRIGHT, at=at(4)))
        assert pilot.app.screen.id == "main"


async def test_the_first_run_begins_with_the_offer_to_calibrate() -> None:
    script = ScriptedFeed(offer_calibration=True)
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        assert pilot.app.screen.id == "calibration"
        await pilot.press("escape")
        assert pilot.app.screen.id == "main"
