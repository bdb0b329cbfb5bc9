"""The first paint waits for nothing heavy."""

from __future__ import annotations

import subprocess
import sys

STORY = """
import asyncio, sys
from posture.settings import Settings
from tui.app import PostureApp
from tui.monitor_session import Feed

opened = []

def open_session():
    opened.append([name for name in ("cv2", "mediapipe", "numpy", "sqlite3") if name in sys.modules])
    raise SystemExit

feed = Feed(open_session=open_session, totals=lambda e, n: None, closing_lines=lambda e: ())
app = PostureApp(feed, Settings())
painted = []
app.call_after_refresh(lambda: painted.append(str(app.screen.query_one("#now").render())))

async def main():
    async with app.run_test() as pilot:
        await pilot.pause()

asyncio.run(main())
print(painted, opened)
"""


def test_the_screen_is_painted_before_anything_heavy_is_imported() -> None:
    done = subprocess.run(
        [sys.executable, "-c", STORY], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.strip() == "[''] [[]]", done.stderr
