"""A table of labelled intervals: what is read, and what is refused in a sentence that names the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posture.adapters.label_table import read_label_table, refuse_overlap
from posture.errors import SourceError
from posture.labels import Label

if TYPE_CHECKING:
    from pathlib import Path


def table(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "labels.csv"
    path.write_bytes(content)
    return path


def refusal(tmp_path: Path, content: bytes) -> str:
    path = table(tmp_path, content)
    with pytest.raises(SourceError) as caught:
        refuse_overlap(path, read_label_table(path, warn=pytest.fail))
    assert str(path) in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        b"begin_s,end_s,label\n0,10,upright\n10,20.5,slouched\n",
        b"\xef\xbb\xbfbegin_s,end_s,label\r\n0,10,good\r\n\r\n10,20.5,bad\r\n",
        b' Begin_S , END_S , "label"\n 0 , 10 , Upright \n,,\n 10 , 2.05e1 , "slouching"',
        b"label,person,end_s,begin_s,recording\nnot_slouching,,10,0\nslouched,,20.5,10,,\n",
    ],
)
def test_what_people_and_spreadsheets_write_is_read(tmp_path: Path, content: bytes) -> None:
    intervals = read_label_table(table(tmp_path, content), warn=pytest.fail)
    assert [(interval.begin_s, interval.end_s, interval.label) for interval in intervals] == [
        (0.0, 10.0, Label.UPRIGHT),
        (10.0, 20.5, Label.SLOUCHED),
    ]
    assert {(interval.recording, interval.person) for interval in intervals} == {(None, None)}


def test_recording_person_and_line_are_kept(tmp_path: Path) -> None:
    content = "begin_s,end_s,label,recording,person\n\n0,1,turned,monday.jsonl,Zo\u00eb\n".encode()
    [interval] = read_label_table(table(tmp_path, content), warn=pytest.fail)
    assert (interval.line, interval.recording, interval.person) == (3, "monday.jsonl", "Zo\u00eb")


def test_a_column_that_means_nothing_here_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    path = table(tmp_path, b"begin_s,end_s,label,Notes,persn\n0,1,upright,sunny,ann\n")
    [interval] = read_label_table(path, warn=told.append)
    assert interval.person is None
    assert told == [f"{path}: nothing is read from the column 'Notes', 'persn'."]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "line 1: the header must be begin_s,end_s,label"),
        (b"0,10,upright\n", "line 1: the header must be"),
        (b"begin_s;end_s;label\n0;10;upright\n", "line 1: the header must be"),
        (b"begin_s,end_s,label,label\n0,10,upright,upright\n", "each once"),
        (b"begin_s,end_s,label,person,person\n0,1,upright,a,b\n", "each once"),
        (b"begin_s,end_s,label\n", "holds no interval"),
        (b"begin_s,end_s,label\n0,10,sleepy\n", "line 2: 'sleepy' is no label; use one of upright, slouched"),
        (b"begin_s,end_s,label\n0,10\n", "line 2: '' is no label"),
        (b"begin_s,end_s,label\n0,10,upright,12\n", "line 2: there are 4 values for 3 columns"),
        (b"begin_s,end_s,label\n\n10,10,upright\n", "line 3: begin_s must lie before end_s"),
        (b"begin_s,end_s,label\n20,10,upright\n", "20 does not lie before 10"),
        (b"begin_s,end_s,label\nsoon,10,upright\n", "line 2: begin_s must be seconds"),
        (b"begin_s,end_s,label\n-1,10,upright\n", "not '-1'"),
        (b"begin_s,end_s,label\n0,inf,upright\n", "end_s must be seconds"),
        (b"begin_s,end_s,label\nnan,1,upright\n", "begin_s must be seconds"),
        (
            b"begin_s,end_s,label\n10,20,upright\n0,10.5,upright\n",
            "line 2: 10 to 20 s overlaps line 3, 0 to 10.5 s",
        ),
        ("begin_s,end_s,label\n".encode("utf-16"), "is not UTF-8"),
        (b"begin_s,end_s,label\n0,1," + b"x" * 200_000, "line 2: it is not CSV"),
    ],
)
def test_what_is_no_table_of_intervals_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    assert says in refusal(tmp_path, content)


def test_a_table_that_is_missing_or_a_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="There is no table of labels"):
        read_label_table(tmp_path / "none.csv", warn=pytest.fail)
    with pytest.raises(SourceError, match="cannot be read"):
        read_label_table(tmp_path, warn=pytest.fail)


def test_intervals_may_touch_and_come_in_any_order(tmp_path: Path) -> None:
    path = table(tmp_path, b"begin_s,end_s,label\n10,20,upright\n0,10,slouched\n")
    ordered = refuse_overlap(path, read_label_table(path, warn=pytest.fail))
    assert [interval.line for interval in ordered] == [3, 2]
