"""Makes the recording of this example: a story with a known truth, so no person is in it.

Your own come from `posture record clip.mp4 clip.jsonl.gz`; `posture trace anonymise` makes them smaller and
harder to recognise before they are checked in.
"""

from pathlib import Path

from posture.testing.trace_builder import TraceBuilder

RECORDINGS = Path(__file__).parent / "recordings"
STORY = "upright 90s; slouch 40s; upright 20s; away 70s; upright 20s"

if __name__ == "__main__":
    TraceBuilder(fps=1).story(STORY).write(RECORDINGS / "morning.jsonl.gz")
