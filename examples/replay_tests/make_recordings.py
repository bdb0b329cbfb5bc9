"""Made `recordings/morning.jsonl.gz`: a story with a known truth, so no person is in it.

Yours come from `posture record clip.mp4 clip.jsonl.gz`. As for this one, `posture trace anonymise` then makes
them ten times smaller and harder to recognise.
"""

from pathlib import Path

from posture.testing.trace_builder import TraceBuilder

RECORDINGS = Path(__file__).parent / "recordings"
STORY = "upright 90s; slouch 40s; upright 20s; away 70s; upright 20s"

if __name__ == "__main__":
    TraceBuilder(fps=1).story(STORY).write(RECORDINGS / "whole.jsonl.gz")
