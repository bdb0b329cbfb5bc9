"""The app on a scripted feed with a user's own folders, and ways to wait for what screens do in threads."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from posture.adapters.data_dirs import Places, places
from posture.settings import Settings
from tests.tui.scripted_feed import ScriptedFeed
from tui.app import PostureApp

GROUPS = {"history", "history-chart", "library", "doctor"}


def folders(home: Path) -> Places:
    """Every place below one folder."""
    return places({"POSTURE_HOME": str(home)})


def screens_app(where: Places | None = None, script: ScriptedFeed | None = None) -> PostureApp:
    """The app; in the demo where it has no folders."""
    feed = (script or ScriptedFeed(demo=where is None)).feed()
    return PostureApp(feed, Settings(), where=where, show_every_s=0)


async def settled(pilot: Pilot[int]) -> None:
    """Let threads of the screens finish and their messages be shown."""
    await pilot.pause()
    workers = [worker for worker in pilot.app.workers if worker.group in GROUPS]
    if workers:
        await pilot.app.workers.wait_for_complete(workers)
    await pilot.pause()


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys, each after the work of the one before."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


def screen_text(pilot: Pilot[int]) -> str:
    """Everything on the screen."""
    return "\n".join(strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips())


def keys_shown(pilot: Pilot[int]) -> list[str]:
    """What the line of keys says that they do."""
    bindings = pilot.app.screen.active_bindings.values()
    return [one.binding.description for one in bindings if one.binding.show]
