"""Real pixels through the real model: a warped portrait's video, and what the program makes of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import Command, Ran
from tests.portraits import AWAY, LEAN_LEFT, SINK, Shot, portrait_video

if TYPE_CHECKING:
    from pathlib import Path

SHOTS = (
    Shot(seconds=12),
    Shot(seconds=9, warp=SINK),
    Shot(seconds=6),
    Shot(seconds=8, warp=LEAN_LEFT),
    Shot(seconds=5),
    Shot(seconds=9, warp=AWAY),
    Shot(seconds=5),
)
TRUTH = {"sink": (12.0, 21.0), "lean": (27.0, 35.0), "away": (40.0, 49.0)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the video."""
    folder = tmp_path_factory.mktemp("pixels")
    portrait_video(folder / "clip.mp4", SHOTS, fps=4)
    return folder


@pytest.fixture(scope="module")
def replayed(folder: Path) -> Ran:
    """The replay that most tests look at, with all it can tell: summary, events and frames."""
    return Command(folder / "home")(
        "replay", "clip.mp4", "--calibrate", "0:10", "--summary", "--events", "events.jsonl",
        "--frames", "frames.jsonl", cwd=folder,
    )  # fmt: skip


@pytest.fixture(scope="module")
def told(replayed: Ran, folder: Path) -> str:
    """Its events."""
    assert (replayed.code, replayed.err) == (0, "")
    return (folder / "events.jsonl").read_text()


def events(text: str) -> list[dict[str, object]]:
    """The events of JSON Lines."""
    return [json.loads(line) for line in text.splitlines()]


def test_the_sinking_the_lean_the_absence_and_the_return_are_found_at_their_times(told: str) -> None:
    found = [
        (event["type"], event.get("label"), event.get("since_t"), event.get("until_t"))
        for event in events(told)
        if event["type"] in ("slouch_ended", "away", "present", "camera_moved", "view_unusable")
    ]
    assert [(kind, label) for kind, label, *_ in found] == [
        ("present", None),
        ("slouch_ended", "slouched"),
        ("slouch_ended", "leaning_left"),
        ("away", None),
        ("present", None),
    ]
    near = pytest.approx
    assert found[1][2:] == (near(TRUTH["sink"][0], abs=1.5), near(TRUTH["sink"][1], abs=1.5))
    assert found[2][2:] == (near(TRUTH["lean"][0], abs=1.5), near(TRUTH["lean"][1], abs=1.5))
    assert found[3][2] == near(TRUTH["away"][0], abs=1.5)
    assert found[4][2] == near(TRUTH["away"][1], abs=1.5)


def test_every_frame_has_its_line(told: str, folder: Path) -> None:
    assert told
    frames = [json.loads(line) for line in (folder / "frames.jsonl").read_text().splitlines()]
    assert [frame["t"] for frame in frames] == [index / 2 for index in range(108)]
    keys = {"t", "presence", "activity", "posture", "deviation", "reasons", "confidence"}
    assert all(set(frame) == keys for frame in frames)
    middle = [frame["posture"] for frame in frames if 29 <= frame["t"] <= 34]
    assert set(middle) == {"leaning_left"}


def test_what_another_process_records_gives_the_same_events_to_the_byte(told: str, folder: Path) -> None:
    """So looking twice sees the same, and a trace is as good as its video."""
    posture = Command(folder / "home")
    recorded = posture.process("record", "clip.mp4", "clip.jsonl.gz", cwd=folder)
    assert recorded.code == 0
    assert recorded.err == "posture: 108 observations written to clip.jsonl.gz\n"
    again = posture("replay", "clip.jsonl.gz", "--calibrate", "0:10", "--events", "-", cwd=folder)
    assert again.out.splitlines()[1:] == told.splitlines()[1:]


def test_at_twice_the_rate_the_episodes_are_the_same(told: str, folder: Path) -> None:
    faster = Command(folder / "home")(
        "replay", "clip.mp4", "--calibrate", "0:10", "--events", "-", "--fps", "4", cwd=folder
    )
    slow, fast = events(told), events(faster.out)
    assert [event["type"] for event in fast] == [event["type"] for event in slow]
    for one, two in zip(slow, fast, strict=True):
        if one["type"] not in ("session_ended", "sitting_ended"):
            assert two["t"] == pytest.approx(one["t"], abs=0.5)


def test_the_summary_is_for_people(replayed: Ran) -> None:
    assert (replayed.code, replayed.err) == (0, "")
    lines = [line.strip() for line in replayed.out.splitlines()]
    happened = lines[1 : lines.index("")]
    assert [line.split("  ", 1)[1].split(" for ")[0] for line in happened] == [
        "you are in view",
        "reference set (good)",
        "lower than your reference (slouched)",
        "leaning to your left (leaning_left)",
        "nobody in view",
        "you are in view",
    ]
    assert "Slouch episodes                      2   beside your own reference" in replayed.out
