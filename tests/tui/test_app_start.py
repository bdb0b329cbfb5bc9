"""How the app starts and ends as a process: painted before anything heavy, gone when told."""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import struct
import subprocess
import sys
import termios

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


WAITING = """
import sys
from threading import Event
from posture.settings import Settings
from tui.app import PostureApp
from tui.monitor_session import Feed

app = PostureApp(
    Feed(open_session=lambda: Event().wait(), totals=lambda e, n: None, closing_lines=lambda e: ()),
    Settings(),
)
app.run()
sys.exit(app.return_code)
"""


def test_a_signal_ends_the_app_in_an_orderly_way_even_while_its_source_hangs() -> None:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-c", WAITING], stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True
    )
    os.close(theirs)
    try:
        screen = b""
        while b"Starting" not in screen:
            screen += os.read(ours, 65536)
        process.send_signal(signal.SIGTERM)
        while b"\x1b[?1049l" not in screen:
            screen += os.read(ours, 65536)
        assert process.wait(timeout=10) == 128 + signal.SIGTERM
        assert b"Traceback" not in screen
    finally:
        process.kill()
        os.close(ours)
