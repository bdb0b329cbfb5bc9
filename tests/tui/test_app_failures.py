"""What breaks is said in one sentence with a way on; quitting waits for nothing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from threading import Event as Flag

from posture.errors import SourceError
from posture.settings import Settings
from tests.tui.scripted_feed import ScriptedFeed, app_on, text_of, until, upright
from tui.app import PostureApp
from tui.monitor_session import Feed, MonitorSession

NO_CAMERA = "Camera 0 cannot be opened: plug one in, or look at `posture demo`."


async def test_a_camera_that_cannot_be_opened_is_tried_again_on_a_key() -> None:
    script = ScriptedFeed(failures=[SourceError(NO_CAMERA)])
    async with app_on(script).run_test() as pilot:
        await until(pilot, lambda: pilot.app.screen.id == "failure")
        assert text_of(pilot, "#failure-sentence") == [NO_CAMERA]
        assert text_of(pilot, "#failure-ways") == ["r  try again", "q  quit"]
        await pilot.press("d")
        assert pilot.app.screen.id == "failure"
        await pilot.press("r")
        await script.begin(pilot)
        await script.play(pilot, upright(60))
        assert pilot.app.screen.id == "main"
        assert text_of(pilot, "#now") == ["● Near your reference  1 min"]
        assert script.opened == 2


async def test_without_a_camera_the_demo_is_one_key_away() -> None:
    script = ScriptedFeed(failures=[SourceError(NO_CAMERA)])
    demo = ScriptedFeed(demo=True)
    async with app_on(script, demo=demo).run_test() as pilot:
        await until(pilot, lambda: pilot.app.screen.id == "failure")
        assert text_of(pilot, "#failure-ways")[1] == "d  watch the demo: a recorded day, no camera needed"
        await pilot.press("d")
        await demo.begin(pilot)
        await demo.play(pilot, upright(60))
        assert text_of(pilot, "#demo-banner") == ["DEMO - a recorded day at 1 x speed, nothing is stored"]
        assert (script.opened, demo.opened) == (1, 1)


async def test_a_source_that_breaks_while_calibrating_leaves_the_calibration() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(1))
        await pilot.press("c")
        await script.break_with(pilot, SourceError("The stream ended: start it again."))
        assert text_of(pilot, "#failure-sentence") == ["The stream ended: start it again."]
        await pilot.press("r")
        await script.begin(pilot)
        await script.play(pilot, upright(2))
        assert pilot.app.screen.id == "main"


async def test_a_fault_of_ours_is_a_sentence_too_and_is_kept_for_debugging() -> None:
    script = ScriptedFeed()
    app = app_on(script)
    async with app.run_test() as pilot:
        await script.begin(pilot)
        fault = ZeroDivisionError("division by zero")
        await script.break_with(pilot, fault)
        assert " ".join(text_of(pilot, "#failure-sentence")) == (
            "The monitor stopped because of a fault in this program (ZeroDivisionError: division by zero);"
            " try again, or run it with --debug to see where."
        )
        assert app.defect is fault
        await pilot.press("r")
        await script.begin(pilot)
        assert app.defect is None


async def test_quitting_ends_a_blocked_read_within_a_second() -> None:
    script = ScriptedFeed()
    app = app_on(script)
    async with app.run_test() as pilot:
        await script.begin(pilot)
        began = time.monotonic()
        await pilot.press("q")
        await asyncio.to_thread(script.source.closed.wait, 5)
    assert script.source.closed.is_set()
    assert time.monotonic() - began < 1.0
    assert app.return_code == 0


def blocked(release: Flag) -> Callable[[], MonitorSession]:
    """A session that hangs while it opens, as a camera driver may."""

    def open_session() -> MonitorSession:
        release.wait(30)
        raise SourceError(NO_CAMERA)

    return open_session


async def test_quitting_does_not_wait_for_a_source_that_hangs_while_it_opens() -> None:
    release = Flag()
    feed = Feed(
        open_session=blocked(release),
        totals=lambda _events, _now: None,
        closing_lines=lambda _events: (),
    )
    app = PostureApp(feed, Settings())
    async with app.run_test() as pilot:
        began = time.monotonic()
        await pilot.press("ctrl+c")
    assert time.monotonic() - began < 1.0
    await asyncio.get_running_loop().shutdown_default_executor()
    assert time.monotonic() - began < 2.0
    release.set()
