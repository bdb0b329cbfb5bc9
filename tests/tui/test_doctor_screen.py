"""Doctor: what works, in words, without disturbing what is watched."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event as Flag

from textual.pilot import Pilot
from textual.widgets import Static

from posture.errors import NotYetError, SourceError
from tests.tui.screens_app import folders, press, screens_app, settled
from tests.tui.scripted_feed import ScriptedFeed, text_of, until, upright
from tui.app import PostureApp
from tui.screens.doctor import DoctorScreen, app_checks


def lines(pilot: Pilot[int]) -> list[str]:
    return [str(one.render()).rstrip() for one in pilot.app.screen.query_one("#doctor-room").query(Static)]


def no_camera() -> str:
    raise SourceError("no camera 0: plug one in")


async def test_each_check_says_its_state_and_what_to_do_and_can_be_done_again() -> None:
    plugged_in: list[bool] = []
    async with screens_app().run_test() as pilot:
        camera = lambda: "gives pictures" if plugged_in else no_camera()  # noqa: E731
        await pilot.app.push_screen(DoctorScreen(lambda: [("python", lambda: "3.11"), ("source", camera)]))
        await settled(pilot)
        assert lines(pilot) == [
            "✓ python      works",
            "3.11",
            "! source      needs you",
            "no camera 0: plug one in",
        ]
        assert text_of(pilot, "#doctor-sum") == ["1 of 2 needs you: marked with !"]
        plugged_in.append(True)
        await press(pilot, "r")
        assert text_of(pilot, "#doctor-sum") == ["Everything works."]
        assert lines(pilot)[2:] == ["✓ source      works", "gives pictures"]


async def test_what_is_not_there_yet_is_neither_works_nor_needs_you() -> None:
    def no_reference() -> str:
        raise NotYetError("none yet: make one")

    async with screens_app().run_test() as pilot:
        checks = [("python", lambda: "3.11"), ("reference", no_reference)]
        await pilot.app.push_screen(DoctorScreen(lambda: checks))
        await settled(pilot)
        assert lines(pilot)[2:] == ["- reference   not yet", "none yet: make one"]
        assert text_of(pilot, "#doctor-sum") == ["1 of 2 work.   Not there yet: marked with -"]


def named(app: PostureApp) -> dict[str, str]:
    """What the checks that are the app's own tell."""
    return {name: check() for name, check in app_checks(app) if name in {"source", "terminal"}}


async def test_the_camera_that_is_watched_is_not_opened_again(tmp_path: Path) -> None:
    script = ScriptedFeed()
    app = screens_app(folders(tmp_path), script)
    async with app.run_test(size=(80, 24)) as pilot:
        await script.begin(pilot)
        assert named(app)["source"] == "0 is in use by this app and gives 640x480 pictures"
        assert named(app)["terminal"].startswith("80x24, ")
        lost = replace(upright(5), camera_lost=True)
        await script.play(pilot, lost)
        assert named(app)["source"].endswith("gives no picture at present")
        await script.break_with(pilot, SourceError("gone"))
        assert app.source_held == ""
        assert [name for name, _ in app_checks(app)] == [
            "python", "terminal", "settings", "storage", "privacy", "libraries", "model", "reference",
            "monitor", "prompts", "source",
        ]  # fmt: skip


async def test_the_demo_looks_at_nothing_of_the_users() -> None:
    script = ScriptedFeed(demo=True)
    app = screens_app(None, script)
    async with app.run_test() as pilot:
        await script.begin(pilot)
        assert [name for name, _ in app_checks(app)] == ["python", "terminal", "libraries", "model", "source"]
        assert "in use by this app" in named(app)["source"]


async def test_quitting_does_not_wait_for_a_check_that_hangs() -> None:
    never, begun = Flag(), Flag()

    def hangs() -> str:
        begun.set()
        never.wait(30)
        return ""

    async with screens_app().run_test() as pilot:
        await pilot.app.push_screen(DoctorScreen(lambda: [("source", hangs)]))
        await until(pilot, begun.is_set)
        await pilot.press("q")
    assert not never.is_set()
    assert pilot.app.return_code == 0
    never.set()
