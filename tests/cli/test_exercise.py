"""`replay --exercise` and `exercise --list`, as typed: landmarks and real pixels with a count put in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from posture.adapters.trace_writer import TraceWriter
from posture.testing.exercising import (
    ARMS_DOWN,
    BOTH_CURL,
    HEAD_LEFT,
    HEAD_RIGHT,
    LEFT_CURL,
    Performance,
    Repetition,
    performance,
)
from posture.testing.view import Camera
from tests.cli.conftest import Command
from tests.portraits import Shot, Warp, portrait_video


def trace(path: Path, done: Performance) -> Path:
    """A performance as a landmark trace."""
    source = done.source()
    with TraceWriter(path, source.info) as writer:
        for item in source.observations():
            writer.write(item)
    return path


def told(text: str) -> list[tuple[str, ...]]:
    """What a run says about exercises."""
    events = [json.loads(line) for line in text.splitlines()]
    return [
        (
            event["type"],
            *(str(event[key]) for key in ("count", "side", "repetitions", "counted_by") if key in event),
        )
        for event in events
        if event["type"].startswith("exercise")
    ]


def test_every_repetition_is_an_event_and_the_end_tells_the_whole(posture: Command, tmp_path: Path) -> None:
    done = [Repetition(out=out) for out in (HEAD_LEFT, HEAD_RIGHT, HEAD_LEFT)]
    file = trace(tmp_path / "turns.jsonl.gz", performance(done))
    ran = posture("replay", str(file), "--exercise", "neck_rotation", "--events", "-")
    assert (ran.code, ran.err) == (0, "")
    assert told(ran.out) == [
        ("exercise_repetition", "1", "left"),
        ("exercise_repetition", "2", "right"),
        ("exercise_repetition", "3", "left"),
        ("exercise_finished", "3", "camera"),
    ]
    times = [json.loads(line)["t"] for line in ran.out.splitlines()]
    assert times == sorted(times)
    assert json.loads(ran.out.splitlines()[-1])["type"] == "session_ended"


def test_without_an_exercise_nothing_is_counted(posture: Command, tmp_path: Path) -> None:
    file = trace(tmp_path / "turns.jsonl", performance([Repetition(out=HEAD_LEFT)] * 2))
    assert told(posture("replay", str(file), "--events", "-").out) == []


def test_the_summary_tells_each_side(posture: Command, tmp_path: Path) -> None:
    done = [Repetition(out=out) for out in (BOTH_CURL, BOTH_CURL, LEFT_CURL)]
    file = trace(tmp_path / "curls.jsonl", performance(done))
    ran = posture("replay", str(file), "--exercise", "elbow_flexion")
    assert ran.out.endswith(
        "Elbow flexion (elbow_flexion)\n  3 repetitions seen by the camera: 1 left, 2 both sides\n"
    )
    assert "elbow flexion: 3 repetitions seen" in ran.out


def test_what_cannot_be_seen_is_said_with_what_to_do(posture: Command, tmp_path: Path) -> None:
    close = performance([Repetition(out=BOTH_CURL)] * 3, rest=ARMS_DOWN, camera=Camera())
    file = trace(tmp_path / "close.jsonl", close)
    ran = posture("replay", str(file), "--exercise", "elbow_flexion")
    assert "  0 repetitions seen by the camera\n" in ran.out
    assert "  move back or point the camera lower: I could not see your elbows for " in ran.out


def test_what_the_camera_cannot_judge_is_timed_and_what_it_judges_badly_is_asked(
    posture: Command, tmp_path: Path
) -> None:
    file = trace(tmp_path / "still.jsonl", performance([], lead_s=10.0))
    timed = posture("replay", str(file), "--exercise", "curl_up", "--events", "-", "--summary")
    assert told(timed.out) == [("exercise_finished", "0", "self_report")]
    assert "timed: 19 s; the camera cannot judge it, so your word is taken" in timed.err
    asked = posture("replay", str(file), "--exercise", "chin_tuck")
    assert "please check the number yourself" in asked.out


def test_an_unknown_exercise_and_a_broken_file_of_ones_own(posture: Command, tmp_path: Path) -> None:
    file = trace(tmp_path / "still.jsonl", performance([]))
    ran = posture("replay", str(file), "--exercise", "jump")
    assert ran.code == 2
    assert ran.err.startswith("posture: there is no exercise 'jump'; there are bird_dog, breathing")
    own = posture.home / "config" / "exercises"
    own.mkdir(parents=True)
    (own / "jump.toml").write_text('id = "jump"\n')
    ran = posture("replay", str(file), "--exercise", "jump")
    assert ran.code == 1
    assert ran.err.startswith(
        f"posture: the exercise {own / 'jump.toml'} is not right at format: field required"
    )
    assert ran.err.count("\n") == 1


def test_pain_of_a_recording_is_nobodys(posture: Command, tmp_path: Path) -> None:
    file = trace(tmp_path / "still.jsonl", performance([]))
    ran = posture("exercise", "neck_rotation", "--source", str(file), "--pain-before", "2")
    assert (ran.code, ran.out) == (2, "")
    assert "--pain-before and --pain-after go with a camera or a stream" in ran.err
    assert posture("exercise", "neck_rotation", "--pain-after", "11").code == 2


def test_the_list_has_one_line_for_each(posture: Command) -> None:
    ran = posture("exercise", "--list")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert len(lines) == 25
    squat = next(line for line in lines if line.startswith("squat "))
    assert squat.split(maxsplit=2)[1:] == [
        "counted",
        "Bend hips and knees, as if to sit down, and come up again.",
    ]
    assert ran.out == posture("exercise").out


@pytest.mark.parametrize(("name", "rates"), [("officer", ("10", "15", "30")), ("astronaut", ("10", "15"))])
def test_side_bends_of_a_portrait_are_counted_on_real_pixels_at_every_rate_and_with_dropouts(
    posture: Command, tmp_path: Path, name: str, rates: tuple[str, ...]
) -> None:
    left, right, rest = (
        Shot(seconds=1.4, warp=Warp(tilt_deg=28.0)),
        Shot(seconds=1.4, warp=Warp(tilt_deg=-28.0)),
        Shot(seconds=1.2),
    )
    sides = ["left", "right"] * (1 if "30" in rates else 2)
    clip = tmp_path / "bends.mp4"
    portrait_video(
        clip,
        [rest, *(shot for side in sides for shot in ({"left": left, "right": right}[side], rest))],
        fps=int(rates[-1]),
        name=name,
    )
    # The pictures are analysed once; what was seen in them is counted as each of three exercises.
    seen = tmp_path / "bends.jsonl"
    assert posture("record", str(clip), str(seen), "--fps", rates[-1]).code == 0
    holed = tmp_path / "holed.jsonl"
    lines = seen.read_text().splitlines()
    holed.write_text("\n".join([lines[0], *(line for number, line in enumerate(lines) if number % 6)]))
    for source, rate in [*((seen, rate) for rate in rates), (holed, rates[-1])]:
        ran = posture("replay", str(source), "--fps", rate, "--exercise", "neck_side_bend", "--events", "-")
        assert (ran.code, ran.err) == (0, "")
        assert [line[2] for line in told(ran.out)[:-1]] == sides, rate
    for other in ("neck_rotation", "overhead_reach"):
        ran = posture("replay", str(seen), "--exercise", other, "--events", "-")
        assert told(ran.out) == [("exercise_finished", "0", "camera")]
