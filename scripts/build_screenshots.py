"""Write docs/screenshots/*.svg: the app on the demo's day, at chosen moments.

    python scripts/build_screenshots.py

The screens are those of the app itself, drawn without a terminal. No camera is involved.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from posture.closable import Closable
from posture.settings import Settings
from tui.app import PostureApp
from tui.feeds import demo_feed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from threading import Event

    from posture.inputs import UserInput
    from posture.landmarks import PoseObservation
    from posture.ports import ObservationSource, SourceInfo
    from tui.monitor_session import Feed, MonitorSession

OUT = Path(__file__).parents[1] / "docs" / "screenshots"
MOMENTS = {
    "slouch": (900.0, (100, 30)),
    "break-due": (1812.0, (100, 30)),
    "break-running": (2000.0, (100, 30)),
    "break-taken": (2206.0, (100, 30)),
    "afternoon": (27000.0, (100, 30)),
    "compact": (900.0, (60, 4)),
}
"""Seconds of the recording, and cells of the window."""
LIMIT_S = 60.0
FONT_FACE = re.compile(r"@font-face \{.*?\}", re.DOTALL)
TIME_TO_DRAW_S = 1.0


class HeldSource(Closable):
    """`source` as fast as it goes up to a moment, and then held there until it is closed."""

    def __init__(self, source: ObservationSource, until_t: float, reached: Event, closed: Event) -> None:
        self._source = source
        self._until_t = until_t
        self._reached = reached
        self._closed = closed

    @property
    def info(self) -> SourceInfo:
        """What the source is."""
        return self._source.info

    def observations(self) -> Iterator[PoseObservation | UserInput]:
        """The observations up to the moment."""
        for item in self._source.observations():
            yield item
            if item.at.mono_s >= self._until_t:
                self._reached.set()
                self._closed.wait(LIMIT_S)
                return

    def close(self) -> None:
        """Let go."""
        self._closed.set()
        self._source.close()


def held(feed: Feed, until_t: float, reached: Event, closed: Event) -> Feed:
    """The demo's feed, at full speed up to a moment; shown as the app shows it every day."""

    def open_session() -> MonitorSession:
        from posture.adapters.demo_files import demo_day  # noqa: PLC0415
        from posture.adapters.trace import TraceSource  # noqa: PLC0415

        session = feed.open_session()
        trace = TraceSource(str(demo_day()), fps=None, warn=print)
        return replace(session, source=HeldSource(trace, until_t, reached, closed))

    return replace(feed, open_session=open_session)


async def screenshot(name: str, until_t: float, size: tuple[int, int]) -> None:
    """One picture of the screen."""
    from threading import Event  # noqa: PLC0415

    reached, closed = Event(), Event()
    feed = held(demo_feed(Settings()), until_t, reached, closed)
    # At full speed hours pass in a second: the break just taken must stay, that of an hour ago must not.
    app = PostureApp(feed, Settings(), confirmation_s=0.05 if name == "afternoon" else 3600.0)
    async with app.run_test(size=size) as pilot:
        await asyncio.to_thread(reached.wait, LIMIT_S)
        await asyncio.sleep(TIME_TO_DRAW_S)
        await pilot.pause()
        OUT.mkdir(parents=True, exist_ok=True)
        drawn = app.export_screenshot(title="posture")
        # Textual names a font on a server; whoever opens the page should fetch nothing for it.
        (OUT / f"{name}.svg").write_text(FONT_FACE.sub("", drawn), encoding="utf-8")
        closed.set()
        app.exit()


def main() -> None:
    """All moments."""
    for name, (until_t, size) in MOMENTS.items():
        asyncio.run(screenshot(name, until_t, size))
        print("wrote", OUT / f"{name}.svg")


if __name__ == "__main__":
    main()
