"""The camera is lost, taken by a meeting and back again: told on the dashboard; the user need do nothing.

On the real monitor, which a synthetic body is watched by.
"""

from __future__ import annotations

from textual.pilot import Pilot

from posture.events import Event
from posture.instant import Instant
from posture.landmarks import PoseObservation
from posture.monitor import Monitor
from posture.settings import Settings
from posture.status import Status
from posture.testing.scenario import scenario
from posture.testing.view import Camera
from tests.calibration.test_place import profile
from tests.tui.scripted_feed import ScriptedFeed, app_on, at, text_of


def statuses(story: str) -> list[tuple[Status, tuple[Event, ...]]]:
    """What the monitor says of a story, each status with its events."""
    monitor = Monitor(Settings(), profile("desk", Camera()).baseline)
    monitor.start(Instant(mono_s=0.0), "0")
    steps = [
        monitor.observe(item)
        for item in scenario(story, started=at(0).wall).observations()
        if isinstance(item, PoseObservation)
    ]
    return [(step.status, step.events) for step in steps]


async def play(script: ScriptedFeed, pilot: Pilot[int], story: str, *moments: float) -> list[list[str]]:
    """Play the story; what the dashboard says at these moments, with the state on its bar."""
    said, events = [], []
    for status, happened in statuses(story):
        events += happened
        if status.at.mono_s in moments:
            await script.play(pilot, status, *events)
            events = []
            bar = text_of(pilot, "#top-bar")[0].split()[1]
            newest = next(iter(text_of(pilot, "#recent")), "")[7:]
            said.append([bar, text_of(pilot, "#now")[0], newest])
    return said


async def test_a_camera_that_is_unplugged_comes_back_by_itself() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test(size=(100, 40)) as pilot:
        await script.begin(pilot)
        assert await play(script, pilot, "upright 5s; no_frame 7s; upright 5s", 4, 11, 16) == [
            ["●", "● Near your reference  4 s", ""],
            ["✕", "✕ No picture from the camera", "No picture from the camera"],
            ["●", "● Near your reference  4 s", "Picture is back"],
        ]


async def test_a_camera_that_a_meeting_took_is_told_so_and_the_prompts_wait() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test(size=(100, 40)) as pilot:
        await script.begin(pilot)
        said = await play(script, pilot, "upright 5s; camera_taken 7s; upright 5s", 4, 11, 16)
        assert said == [
            ["●", "● Near your reference  4 s", ""],
            ["✕", "✕ Another program has the camera", "Meeting: prompts wait"],
            ["●", "● Near your reference  4 s", "Meeting over"],
        ]
