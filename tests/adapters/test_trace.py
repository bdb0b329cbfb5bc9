"""Landmark traces: what is read, what is refused, and with which words."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from posture.adapters.trace import TraceSource, read_labelled
from posture.adapters.trace_lines import BadLineError, TraceHeader, parse_header, parse_item
from posture.errors import SourceError, TraceError
from posture.inputs import InputKind, UserInput
from posture.instant import Instant
from posture.landmarks import Landmark, PoseObservation
from posture.ports import SourceInfo

NINE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
HEADER: dict[str, Any] = {
    "format": "posture-trace",
    "version": 1,
    "landmarks": "mediapipe-pose-33",
    "frame_size": [640, 480],
    "started": "2026-11-20T09:00:00Z",
}
PERSON = [[0.5, 0.25, -0.1, 0.99, 1]] * 33
POSE = (Landmark(0.5, 0.25, -0.1, 0.99, 1.0),) * 33


def at(t_s: float) -> Instant:
    return Instant(mono_s=t_s, wall=NINE + timedelta(seconds=t_s))


def trace(folder: Path, *lines: object, header: dict[str, Any] | None = None, end: str = "\n") -> str:
    """A trace of JSON values (or of text as it stands), and its path."""
    texts = [line if isinstance(line, str) else json.dumps(line) for line in [header or HEADER, *lines]]
    path = folder / "day.jsonl"
    path.write_text("\n".join(texts) + end)
    return str(path)


def read(name: str, fps: float | None = None) -> tuple[list[PoseObservation | UserInput], list[str]]:
    """What a trace yields, and what it warns of."""
    warnings: list[str] = []
    with TraceSource(name, fps=fps, warn=warnings.append) as source:
        return list(source.observations()), warnings


def refusal(name: str) -> str:
    """What a trace says when it cannot be read."""
    with pytest.raises(TraceError) as caught:
        read(name)
    return str(caught.value)


def test_people_an_empty_view_and_no_frame_are_three_things(tmp_path: Path) -> None:
    name = trace(
        tmp_path,
        {"t": 12.5, "poses": [PERSON, PERSON], "brightness": 0.41, "contrast": 0.2, "colour": "ignored"},
        {"t": 13, "poses": []},
        {"t": 13.5, "poses": None},
    )
    assert read(name) == (
        [
            PoseObservation(
                at=at(12.5), poses=(POSE, POSE), frame_size=(640, 480), brightness=0.41, contrast=0.2
            ),
            PoseObservation(at=at(13), poses=(), frame_size=(640, 480)),
            PoseObservation(at=at(13.5), poses=None, frame_size=(640, 480)),
        ],
        [],
    )


def test_what_it_says_about_itself(tmp_path: Path) -> None:
    name = trace(tmp_path)
    source = TraceSource(name, warn=print)
    assert source.info == SourceInfo(name=name, frame_size=(640, 480), live=False, started=NINE)
    source.close()
    source.close()


def test_without_a_start_there_is_no_wall_time(tmp_path: Path) -> None:
    name = trace(tmp_path, {"t": 1.0, "poses": []}, header={**HEADER, "started": None})
    assert read(name)[0] == [PoseObservation(at=Instant(mono_s=1.0), poses=(), frame_size=(640, 480))]


def test_inputs_stand_between_observations(tmp_path: Path) -> None:
    name = trace(
        tmp_path,
        {"t": 1.0, "input": "pause"},
        {"t": 1.0, "poses": None},
        {"t": 2.0, "input": "snooze", "minutes": 5},
    )
    assert read(name)[0] == [
        UserInput(at=at(1), kind=InputKind.PAUSE),
        PoseObservation(at=at(1), poses=None, frame_size=(640, 480)),
        UserInput(at=at(2), kind=InputKind.SNOOZE, minutes=5.0),
    ]


def test_a_camera_that_another_program_holds_is_kept(tmp_path: Path) -> None:
    name = trace(tmp_path, {"t": 1.0, "poses": None, "camera_in_use": True}, {"t": 1.5, "poses": None})
    assert [item.camera_in_use for item in read(name)[0] if isinstance(item, PoseObservation)] == [
        True,
        False,
    ]


def test_a_lower_rate_leaves_observations_out_but_no_input(tmp_path: Path) -> None:
    lines: list[object] = [{"t": tenth / 10, "poses": []} for tenth in range(21)]
    name = trace(tmp_path, *lines[:7], {"t": 0.65, "input": "resume"}, *lines[7:])
    times = [(item.at.mono_s, isinstance(item, UserInput)) for item in read(name, fps=2)[0]]
    assert times == [(0.0, False), (0.5, False), (0.65, True), (1.0, False), (1.5, False), (2.0, False)]


def test_labels_are_read_beside_the_observations(tmp_path: Path) -> None:
    name = trace(tmp_path, {"t": 0, "poses": [], "label": "slouched"}, {"t": 1, "poses": []})
    items = list(read_labelled(name, warn=print))
    assert [(item.value.at, item.label) for item in items] == [(at(0), "slouched"), (at(1), None)]


def test_packed_is_the_same(tmp_path: Path) -> None:
    name = trace(tmp_path, {"t": 0, "poses": [PERSON]})
    packed = tmp_path / "day.jsonl.gz"
    packed.write_bytes(gzip.compress(Path(name).read_bytes()))
    assert read(str(packed)) == read(name)


def test_a_last_line_that_was_cut_off_is_dropped_with_a_warning(tmp_path: Path) -> None:
    name = trace(tmp_path, {"t": 0, "poses": []}, '{"t": 0.5, "pos', end="")
    assert read(name) == (
        [PoseObservation(at=at(0), poses=(), frame_size=(640, 480))],
        [f"The trace {name} is cut off after line 2; what is there is used."],
    )


def test_a_last_line_that_only_lacks_its_newline_counts(tmp_path: Path) -> None:
    items, warnings = read(trace(tmp_path, {"t": 0, "poses": []}, end=""))
    assert (len(items), warnings) == (1, [])


def test_a_packed_trace_that_was_cut_off_gives_what_is_there(tmp_path: Path) -> None:
    name = trace(tmp_path, *({"t": t, "poses": [PERSON]} for t in range(3000)))
    content = gzip.compress(Path(name).read_bytes())
    packed = tmp_path / "cut.jsonl.gz"
    packed.write_bytes(content[: len(content) // 2])

    items, warnings = read(str(packed))

    assert 100 < len(items) < 2900
    assert [item.at.mono_s for item in items] == list(range(len(items)))
    assert warnings == [f"The trace {packed} is cut off after line {len(items) + 1}; what is there is used."]


def test_a_damaged_packed_trace_is_refused(tmp_path: Path) -> None:
    name = trace(tmp_path, *({"t": t, "poses": [PERSON]} for t in range(3000)))
    content = bytearray(gzip.compress(Path(name).read_bytes()))
    content[len(content) // 2] ^= 0xFF
    packed = tmp_path / "damaged.jsonl.gz"
    packed.write_bytes(content)
    assert "damaged" in refusal(str(packed)) or "bad line" in refusal(str(packed))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"t": 0.5, "pos', "this is not a JSON object"),
        ("[1, 2]", "this is not a JSON object"),
        ("", "this is not a JSON object"),
        ("\x00\x00\x00", "this is not a JSON object"),
        ("[" * 100_000, "this is not a JSON object"),
        ({"poses": []}, '"t" must be the seconds from the start, 0 or more'),
        ({"t": -1, "poses": []}, '"t" must be the seconds from the start, 0 or more'),
        ({"t": "1", "poses": []}, '"t" must be a number, not "1"'),
        ({"t": True, "poses": []}, '"t" must be a number, not true'),
        ('{"t": NaN, "poses": []}', "NaN is not a number that can be used"),
        ('{"t": 1e999, "poses": []}', '"t" must be a finite number'),
        ('{"t": ' + "9" * 400 + ', "poses": []}', '"t" must be a finite number'),
        ({"t": 1.1e9, "poses": []}, '"t" is more than thirty years; it must be the seconds from the start'),
        (
            {"t": 1, "poses": [[[10**400] * 5] * 33]},
            "a person must have 33 landmarks of 5 finite numbers each",
        ),
        (
            {"t": 1, "poses": [PERSON], "face_brightness": [10**400]},
            '"face_brightness" must hold finite numbers only',
        ),
        ({"t": 0.25, "poses": []}, '"t" goes back from 0.5 to 0.25'),
        ({"t": 1}, 'there must be either "poses" or "input" beside "t"'),
        ({"t": 1, "poses": [], "input": "pause"}, 'there must be either "poses" or "input" beside "t"'),
        ({"t": 1, "poses": {}}, '"poses" must be a list of people, or null when no picture came'),
        ({"t": 1, "poses": [PERSON[1:]]}, "a person must have 33 landmarks of 5 finite numbers each"),
        ({"t": 1, "poses": [[[0.5] * 4] * 33]}, "a person must have 33 landmarks of 5 finite numbers each"),
        ({"t": 1, "poses": [[["0.5"] * 5] * 33]}, "a person must have 33 landmarks of 5 finite numbers each"),
        ({"t": 1, "poses": [[[True] * 5] * 33]}, "a person must have 33 landmarks of 5 finite numbers each"),
        ({"t": 1, "poses": [[None] * 33]}, "a person must have 33 landmarks of 5 finite numbers each"),
        ({"t": 1, "poses": [5]}, "a person must have 33 landmarks of 5 finite numbers each"),
        (
            '{"t": 1, "poses": [[' + ", ".join(["[0, 0, 0, 1e999, 0]"] * 33) + "]]}",
            "a person must have 33 landmarks of 5 finite numbers each",
        ),
        ({"t": 1, "poses": [], "brightness": "dark"}, '"brightness" must be a number, not "dark"'),
        ({"t": 1, "poses": [], "label": 3}, '"label" must be a word in quotes, not 3'),
        (
            {"t": 1, "input": "dance"},
            f'"input" is "dance"; it must be one of {", ".join(InputKind)}',
        ),
        ({"t": 1, "input": "snooze", "minutes": 0}, '"minutes" must be above 0'),
    ],
)
def test_any_other_bad_line_is_named(tmp_path: Path, line: object, problem: str) -> None:
    name = trace(tmp_path, {"t": 0.5, "poses": []}, line, {"t": 9, "poses": []})
    assert refusal(name) == f"The trace {name} has a bad line 3: {problem}; mend or remove that line."


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            {"format": "poses"},
            'this is not a landmark trace, which begins with {"format": "posture-trace", ...}',
        ),
        ({"version": 2}, "version 2 cannot be read, only version 1"),
        ({"landmarks": "coco-17"}, '"landmarks" must be "mediapipe-pose-33", not "coco-17"'),
        ({"frame_size": [640]}, '"frame_size" must be the width and height in pixels, such as [640, 480]'),
        ({"frame_size": [640, 0]}, '"frame_size" must be the width and height in pixels, such as [640, 480]'),
        ({"frame_size": None}, '"frame_size" must be the width and height in pixels, such as [640, 480]'),
        (
            {"started": "yesterday"},
            '"started" must be a date and time with an offset or Z, or null, not "yesterday"',
        ),
        (
            {"started": "2026-11-20T09:00:00"},
            '"started" must be a date and time with an offset or Z, or null, not "2026-11-20T09:00:00"',
        ),
        ({"started": 5}, '"started" must be a date and time with an offset or Z, or null, not 5'),
    ],
)
def test_a_header_that_does_not_fit_is_named(tmp_path: Path, change: dict[str, Any], problem: str) -> None:
    name = trace(tmp_path, header={**HEADER, **change})
    assert refusal(name) == (
        f"The trace {name} has a bad first line, its header: {problem}; "
        "mend that line, or choose another file."
    )


def test_an_empty_file_and_no_file(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("")
    assert refusal(str(empty)) == f"The trace {empty} is empty or cut off in its first line: record it again."
    with pytest.raises(SourceError, match="There is no landmark trace"):
        read(str(tmp_path / "none.jsonl.gz"))
    with pytest.raises(SourceError, match="cannot be read"):
        read(str(tmp_path))


def test_something_else_named_like_a_trace(tmp_path: Path) -> None:
    binary = tmp_path / "x.jsonl"
    binary.write_bytes(b"\xff" * 1_500_000)
    assert "it is too long to be a line of a trace" in refusal(str(binary))
    unpacked = tmp_path / "x.jsonl.gz"
    unpacked.write_text("not packed at all\n")
    assert "is damaged after line 0 and cannot be unpacked" in refusal(str(unpacked))


def test_closing_ends_the_observations(tmp_path: Path) -> None:
    name = trace(tmp_path, *({"t": t, "poses": []} for t in range(5000)))
    source = TraceSource(name, warn=print)
    observations = source.observations()
    assert len(list(islice(observations, 3))) == 3
    source.close()
    assert list(observations) == []


def test_a_time_beyond_the_calendar_and_a_picture_beyond_any_camera() -> None:
    header = TraceHeader(frame_size=(640, 480), started=datetime(9999, 12, 31, tzinfo=UTC))
    with pytest.raises(BadLineError, match="beyond the last day of the calendar"):
        parse_item(b'{"t": 90000, "poses": []}', header)
    about = b'"format": "posture-trace", "version": 1, "landmarks": "mediapipe-pose-33"'
    line = b'{%s, "frame_size": [640, %%d]}' % about
    assert parse_header(line % 480).frame_size == (640, 480)
    with pytest.raises(BadLineError, match="must be the width and height in pixels"):
        parse_header(line % 10**400)
