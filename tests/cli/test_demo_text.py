"""The demo where there is no terminal, and what works where the camera libraries cannot load."""

from __future__ import annotations

import difflib
import json
from pathlib import Path

from tests.cli.conftest import Command, write_story
from tests.portraits import Shot, portrait_video

GOLDEN = Path(__file__).parent / "golden" / "demo_events.txt"


def short(line: str) -> str:
    """An event as a line of the golden file: time, type, and what is particular."""
    event = json.loads(line)
    told = [f"{key}={event[key]}" for key in ("label", "reason", "verified_by", "prompted") if key in event]
    return " ".join([f"{event['t']:9.1f}", event["type"], *told])


def test_the_days_events_are_exactly_these(posture: Command) -> None:
    ran = posture("demo")
    assert (ran.code, ran.err) == (0, "")
    told = [short(line) for line in ran.out.splitlines() if line.startswith("{")]
    wanted = GOLDEN.read_text(encoding="utf-8").splitlines()
    difference = "\n".join(difflib.unified_diff(wanted, told, "golden", "now", lineterm="", n=1))
    assert not difference, difference
    assert "Breaks taken                        11" in ran.out


def test_a_trace_needs_no_camera_library_and_a_picture_says_which(posture: Command, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    for name in ("cv2", "mediapipe"):
        missing = "libGL.so.1: cannot open shared object file"
        (broken / f"{name}.py").write_text(f"raise ImportError({missing!r})\n")
    story = write_story(tmp_path / "story.jsonl", "upright 30s")
    video = tmp_path / "one.mp4"
    portrait_video(video, [Shot(seconds=1)], fps=4)
    assert posture.process("demo", PYTHONPATH=str(broken)).code == 0
    assert posture.process("replay", str(story), PYTHONPATH=str(broken)).code == 0
    ran = posture.process("replay", str(video), PYTHONPATH=str(broken))
    assert ran.code == 1
    assert "libgl1 libegl1 libgles2" in ran.err
    assert ran.err.count("\n") == 1
