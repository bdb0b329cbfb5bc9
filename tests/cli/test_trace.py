"""`posture trace`: what it tells of a trace; cutting, joining and thinning out keep a replay true."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

import posture as package
from posture.adapters.trace import read_labelled
from posture.inputs import UserInput
from posture.landmarks import Joint, PoseObservation
from posture.testing.trace_builder import TraceBuilder

if TYPE_CHECKING:
    from pathlib import Path

    from posture.adapters.trace_lines import TraceItem
    from tests.cli.conftest import Command

SVG = "{http://www.w3.org/2000/svg}"
NINE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three minutes with a slouch, a gap, a key, labels, somebody beside and nobody."""
    return (
        TraceBuilder(fps=2, started=NINE)
        .story("upright 40s", label="upright")
        .story("slouch 20s", label="slouched")
        .gap(20)
        .press("standing")
        .press("sitting")
        .no_frame(2)
        .story("two_people 8s; away 10s; upright 10s")
        .write(tmp_path_factory.mktemp("trace") / "clip.jsonl.gz")
    )


def items(path: Path) -> list[TraceItem]:
    return list(read_labelled(str(path), warn=pytest.fail))


def times(path: Path) -> list[float]:
    return [item.value.at.mono_s for item in items(path)]


def test_info_tells_everything_that_is_in_it(posture: Command, clip: Path) -> None:
    ran = posture("trace", "info", str(clip), "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out) == {
        "file": str(clip),
        "format": "posture-trace",
        "version": 1,
        "landmarks": "mediapipe-pose-33",
        "frame_size": [640, 480],
        "started": "2026-11-20T09:00:00+00:00",
        "length_s": 109.5,
        "observations": 180,
        "fps": 2.0,
        "people": {"no_picture": 4, "0": 19, "1": 141, "2": 16},
        "gaps": 1,
        "longest_gaps": [{"begin_s": 59.5, "length_s": 20.5}],
        "labels": {"slouched": 40, "upright": 80},
        "inputs": {"sitting": 1, "standing": 1},
        "brightness": 176,
    }
    text = posture("trace", "info", str(clip)).out.splitlines()
    assert text[2:] == [
        "Pictures were   640 x 480; none of them is in here",
        "Started         2026-11-20T09:00:00+00:00",
        "Length          1 min 50 s (109.5 s)",
        "Observations    180, 2 a second",
        "People in view  no picture 4, nobody 19, one 141, 2 16",
        "Gaps            1, the longest: 20.5 s from 59.5 s",
        "Labels          slouched 40, upright 80",
        "Keys            sitting 1, standing 1",
        "About a person  body landmarks, how bright the picture was, date and time, labels, keys pressed",
    ]


def test_info_of_an_empty_trace_and_one_that_was_cut_off(posture: Command, tmp_path: Path) -> None:
    empty = TraceBuilder().write(tmp_path / "empty.jsonl")
    told = json.loads(posture("trace", "info", str(empty), "--format", "json").out)
    assert (told["length_s"], told["observations"], told["fps"], told["people"]) == (0.0, 0, None, {})
    assert "About a person  nothing\n" in posture("trace", "info", str(empty)).out
    whole = TraceBuilder().story("upright 5s").write(tmp_path / "whole.jsonl")
    short = tmp_path / "short.jsonl"
    short.write_bytes(whole.read_bytes()[:-100])
    ran = posture("trace", "info", str(short), "--format", "json")
    assert (ran.code, json.loads(ran.out)["observations"]) == (0, 9)
    assert ran.err.count("\n") == 1
    assert "cut off after line 10" in ran.err


def test_a_cut_begins_at_zero_and_keeps_labels_keys_and_the_clock(
    posture: Command, clip: Path, tmp_path: Path
) -> None:
    out = tmp_path / "cut.jsonl"
    ran = posture("trace", "cut", str(clip), "50:82", str(out))
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"posture: 26 lines written to {out}\n"
    whole = [item for item in items(clip) if 50 <= item.value.at.mono_s < 82]
    part = items(out)
    assert [item.label for item in part] == [item.label for item in whole]
    assert [item.value.at.wall for item in part] == [item.value.at.wall for item in whole]
    assert [item.value.at.mono_s for item in part] == [item.value.at.mono_s - 50 for item in whole]
    assert [item.value.kind for item in part if isinstance(item.value, UserInput)] == ["standing", "sitting"]
    assert posture("trace", "cut", str(clip), "50:82", str(out)).err.count("--force") == 1
    nothing = posture("trace", "cut", str(clip), "62:70", str(out), "--force")
    assert (nothing.code, "has nothing between 62 and 70 s" in nothing.err) == (1, True)
    assert items(out) == part
    assert list(tmp_path.iterdir()) == [out]


def test_joined_pieces_are_the_whole_again(posture: Command, tmp_path: Path) -> None:
    whole = TraceBuilder(fps=2).story("upright 20s; !standing; slouch 20s").write(tmp_path / "whole.jsonl")
    first, second, again = (tmp_path / name for name in ("1.jsonl.gz", "2.jsonl", "again.jsonl"))
    assert posture("trace", "cut", str(whole), "0:15", str(first)).code == 0
    assert posture("trace", "cut", str(whole), "15:60", str(second)).code == 0
    assert posture("trace", "merge", str(first), str(second), "--out", str(again)).code == 0
    assert again.read_bytes() == whole.read_bytes()
    assert (
        posture("trace", "merge", str(first), str(second), "--out", str(again), "--gap", "9", "--force").code
        == 0
    )
    assert times(again)[29:32] == [14.5, 23.5, 24.0]


def test_traces_are_joined_by_the_clock(posture: Command, tmp_path: Path) -> None:
    first = TraceBuilder(fps=1, started=NINE).story("upright 3s").write(tmp_path / "1.jsonl")
    later = TraceBuilder(fps=1, started=NINE + timedelta(minutes=1)).story("upright 2s")
    second = later.write(tmp_path / "2.jsonl")
    out = tmp_path / "out.jsonl"
    assert posture("trace", "merge", str(first), str(second), "--out", str(out), "--by-clock").code == 0
    assert times(out) == [0, 1, 2, 60, 61]
    turned = posture("trace", "merge", str(second), str(first), "--out", str(out), "--by-clock", "--force")
    assert (turned.code, "was started before the one before it ended" in turned.err) == (1, True)
    nowhere = TraceBuilder().story("upright 2s").write(tmp_path / "3.jsonl")
    ran = posture("trace", "merge", str(first), str(nowhere), "--out", str(out), "--by-clock", "--force")
    assert (ran.code, "does not say when it was started" in ran.err) == (1, True)
    assert times(out) == [0, 1, 2, 60, 61]


def test_what_cannot_be_joined_or_written(posture: Command, clip: Path, tmp_path: Path) -> None:
    small = TraceBuilder(frame_size=(320, 240)).story("upright 2s").write(tmp_path / "small.jsonl")
    out = str(tmp_path / "out.jsonl")
    folder = tmp_path / "folder" / "out.jsonl"
    folder.mkdir(parents=True)
    for words, code, says in (
        (["merge", str(clip), str(small), "--out", out], 1, "has pictures of 320x240"),
        (["merge", str(clip), str(small), "--out", out, "--gap", "1", "--by-clock"], 2, "leave one out"),
        (["merge", str(small), "--out", str(small), "--force"], 2, "cannot be written at the same time"),
        (["cut", str(small), "1", out], 2, "is not a stretch of time"),
        (["cut", str(small), "0:1", str(tmp_path / "out.txt")], 2, "let it end in .jsonl or .jsonl.gz"),
        (["cut", str(tmp_path / "none.jsonl"), "0:1", out], 1, "There is no landmark trace"),
        (["info", str(tmp_path)], 2, "is no landmark trace"),
        (
            ["cut", str(small), "0:1", str(tmp_path / "no" / "out.jsonl")],
            1,
            f"There is no folder {tmp_path}/no",
        ),
        (["cut", str(small), "0:1", str(folder), "--force"], 1, "out.jsonl is a folder; name a file"),
    ):
        ran = posture("trace", *words)
        assert (ran.code, says in ran.err, ran.err.count("\n")) == (code, True, 1), ran
    assert sorted(tmp_path.rglob("*")) == [folder.parent, folder, small]


def test_an_anonymous_trace_holds_less_and_replays_the_same(
    posture: Command, clip: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl.gz"
    assert posture("trace", "anonymise", str(clip), str(out)).code == 0
    assert out.stat().st_size < clip.stat().st_size / 5
    before, after = items(clip), items(out)
    assert [(item.value.at.mono_s, item.label) for item in after] == [
        (item.value.at.mono_s, item.label) for item in before
    ]
    seen = [item.value for item in after if isinstance(item.value, PoseObservation)]
    assert all(value.at.wall is None for value in seen)
    poses = [pose for value in seen for pose in value.poses or ()]
    assert all(point.z == 0 and point.x == round(point.x, 3) for pose in poses for point in pose)
    unused = set(range(33)) - set(Joint)
    assert {pose[index] for pose in poses for index in unused} == {(0, 0, 0, 0, 0)}
    told = json.loads(posture("trace", "info", str(out), "--format", "json").out)
    assert told["started"] is None

    def happened(path: Path) -> list[tuple[str, float]]:
        timeline = package.replay(path, calibrate=(0, 10))
        return [(event.type, event.at.mono_s) for event in timeline.events]

    assert "slouch_started" in dict(happened(out))
    assert happened(out) == happened(clip)


def test_a_plot_shows_the_slouch_where_it_is(posture: Command, clip: Path) -> None:
    ran = posture("trace", "plot", str(clip), "--calibrate", "0:10", "--width", "61")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert max(map(len, lines)) <= 80
    labels = next(line for line in lines if "SSS" in line)[6:]
    assert labels.index("S") == 20
    assert labels.rindex("S") == 29
    assert labels[30:39].strip() == ""
    assert lines[lines.index(f"      {labels}") + 1] == "      0:00" + "1:49".rjust(51)
    assert ran.out.count("There is no reference") == 0
    bare = posture("trace", "plot", str(clip)).out
    assert "There is no reference" in bare


def test_a_plot_as_a_picture(posture: Command, clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "clip.svg"
    words = ("trace", "plot", str(clip), "--calibrate", "0:10", "--out", str(out))
    ran = posture(*words)
    assert (ran.code, ran.out, ran.err) == (0, "", f"posture: picture written to {out}\n")
    assert out.stat().st_mode & 0o777 == 0o600
    drawing = ET.fromstring(out.read_text())
    named = [rect for rect in drawing.iter(f"{SVG}rect") if len(rect)]
    told = [(rect[0].text, round(float(rect.get("width", "")) * 110 / 890)) for rect in named]
    assert [kind for kind, seconds in told if seconds > 5] == [
        "unknown", "upright", "slouched", "nothing recorded", "upright", "nobody in view", "upright",
    ]  # fmt: skip
    assert 19 <= sum(seconds for kind, seconds in told if kind == "slouched") <= 21
    lines = [line.get("points", "").split() for line in drawing.iter(f"{SVG}polyline")]
    heights = [float(point.split(",")[1]) for line in lines for point in line]
    assert min(heights) < 120 < max(heights) <= 200  # 120 is where a deviation counts
    texts = [text.text for text in drawing.iter(f"{SVG}text")]
    assert texts[0] == "clip.jsonl.gz: deviation, 0 at the reference, 1 (dashed) where it counts"
    for more, code, says in (([], 1, "exists already"), (["--out", "clip.png"], 2, "let it end in .svg")):
        again = posture(*words, *more)
        assert (again.code, says in again.err, again.err.count("\n")) == (code, True, 1)
    assert posture(*words[:3], "--out", str(out), "--force").code == 0
    assert "There is no reference" in out.read_text()
    assert "<polyline" not in out.read_text()
    odd = tmp_path / "a<b>\x01.jsonl"
    odd.write_text(
        '{"format": "posture-trace", "version": 1, "landmarks": "mediapipe-pose-33", "frame_size": [4, 3]}\n'
    )
    assert posture("trace", "plot", str(odd), "--out", str(out), "--force").code == 0
    assert ET.fromstring(out.read_text())[1].text == texts[0].replace("clip.jsonl.gz", "a<b>?.jsonl")


def test_a_plot_of_a_long_trace_takes_no_more_room(posture: Command, tmp_path: Path) -> None:
    hour = TraceBuilder(fps=0.5).story("upright 30m; away 30m").write(tmp_path / "hour.jsonl")
    out = posture("trace", "plot", str(hour), "--calibrate", "0:30", "--width", "46").out
    labels = out.splitlines()[10][6:]
    assert labels == "." * 20
    assert out.splitlines()[11] == "      0:00" + "59:58".rjust(36)
