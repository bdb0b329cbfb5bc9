"""A process that writes a scripted session to a log as fast as it can, until it is killed.

Usage: python -m tests.adapters.killed_writer DATABASE SESSION_NUMBER

After each call that returned it prints one line: how many events are written, and the session time
(milliseconds) of the last sign of life. The parent kills it whenever it likes.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

from posture.adapters.sqlite_store import SqliteEventStore
from posture.events import SlouchStarted
from posture.labels import Label
from tests.session_story import MORNING, SessionStory

STEP_MS = 500


def main(database: Path, number: int) -> None:
    store = SqliteEventStore(database)
    story = SessionStory(started=MORNING + timedelta(hours=number))
    written = seen_ms = 0
    while True:
        if story.now_ms % 2 == 0:
            story.say(lambda at: SlouchStarted(at=at, label=Label.SLOUCHED, since_t=at.mono_s))
        story.sit(7.001).away(20.25).slouch(Label.LEANING_LEFT, 9, blind_s=4).camera_lost(8).away(61)
        while seen_ms < story.now_ms:
            seen_ms += STEP_MS
            due = [event for event in story.events[written:] if event.at.mono_s * 1000 <= seen_ms]
            store.append(tuple(due))
            written += len(due)
            store.touch(story.instant(seen_ms))
            sys.stdout.write(f"{written} {seen_ms}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
