"""Observations are read at once or by the reader with the words: both must read the very same."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture.adapters.observation_line import read_observation
from posture.adapters.trace_lines import (
    LATEST_S,
    BadLineError,
    TraceHeader,
    item_line,
    parse_item,
    parse_unusual,
)
from posture.testing.scenario import scenario

HEADER = TraceHeader(frame_size=(640, 480), started=datetime(2026, 11, 20, 9, tzinfo=UTC))
EVERYTHING = "upright 2s; two_people 2s; away 2s; dark 1s; back_lit 1s; no_frame 1s; camera_taken 1s"


def told(line: bytes, read: Any) -> str:
    """What a reader makes of a line: the item in full, or its complaint."""
    try:
        return repr(read(line, HEADER))
    except BadLineError as error:
        return f"{type(error).__name__}: {error}"


def test_what_we_write_is_read_at_once_and_as_the_careful_reader_reads_it() -> None:
    lines = [item_line(item).encode() for item in scenario(EVERYTHING).observations()]
    assert len(lines) == 20
    for line in lines:
        assert read_observation(line + b"\n", LATEST_S) is not None
        assert told(line, parse_item) == told(line, parse_unusual)


@pytest.mark.parametrize(
    "line",
    [
        b'{"t": 1, "input": "pause"}',
        b'{"t": 1, "poses": [], "colour": "ignored"}',
        b'{"t": 1, "poses": [], "camera_in_use": 1}',
        b'{"t": 1, "poses": [], "face_brightness": [0.5]}',
        b'{"t": -1, "poses": []}',
        b'{"t": 1e10, "poses": []}',
        b'{"t": 1, "poses": [[]]}',
        b'{"t": 1, "poses": [], "label": "\xff"}',
        b'{"t": 1, "poses": [' + json.dumps([[1e308] * 5] * 33).encode() + b"]}",
        b'{"t": 1, "poses": [',
    ],
)
def test_what_is_unusual_is_left_to_the_careful_reader(line: bytes) -> None:
    assert read_observation(line, LATEST_S) is None
    assert told(line, parse_item) == told(line, parse_unusual)


NUMBERS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(0, 1),
    st.integers(-3, 3),
    st.sampled_from([2**63, 2**64, 10**30, 10**400, -(10**400), 5e-324, 1e308]),
)
ODD = st.one_of(st.none(), st.booleans(), st.text(max_size=3), st.lists(NUMBERS, max_size=2), NUMBERS)
FIELDS = st.fixed_dictionaries(
    {"t": st.one_of(st.floats(0, 1e5), ODD)},
    optional={
        "poses": st.one_of(st.none(), st.just([]), st.just("person"), ODD),
        "brightness": ODD,
        "contrast": ODD,
        "face_brightness": ODD,
        "camera_in_use": ODD,
        "camera_frozen": ODD,
        "estimated": ODD,
        "looked": ODD,
        "label": ODD,
        "input": st.sampled_from(["pause", "dance"]),
        "colour": ODD,
    },
)


@given(fields=FIELDS, number=NUMBERS, at=st.integers(0, 32 * 5), cut=st.integers(0, 40))
def test_both_readers_tell_the_same_of_any_line(
    fields: dict[str, Any], number: float, at: int, cut: int
) -> None:
    if fields.get("poses") == "person":
        person = [[0.5, 0.25, -0.125, 0.99, 1] for _ in range(33)]
        person[at // 5][at % 5] = number
        fields = {**fields, "poses": [person]}
    line = json.dumps(fields).encode()
    # Now and then a line that its writer could not finish.
    line = line[: len(line) - cut] if cut < 20 else line
    assert told(line, parse_item) == told(line, parse_unusual)


@given(line=st.binary(max_size=30))
def test_both_readers_tell_the_same_of_anything_at_all(line: bytes) -> None:
    within = b'{"t": 1, "poses": [], "label": "' + line + b'"}'
    assert told(line, parse_item) == told(line, parse_unusual)
    assert told(within, parse_item) == told(within, parse_unusual)
