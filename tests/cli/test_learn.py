"""`posture learn` as a user runs it: everything, a topic, a piece, a search, and what was read."""

from __future__ import annotations

import json
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from posture.adapters.education_files import load_library
from tests.cli.conftest import Command
from tests.cli.test_wrong_input import refused

if TYPE_CHECKING:
    from pathlib import Path

LIBRARY = load_library()


def reader_file(posture: Command) -> Path:
    return posture.home / "data" / "reader.json"


def test_without_words_everything_is_listed_by_topic(posture: Command) -> None:
    ran = posture("learn")
    assert ran.code == 0
    for topic in LIBRARY.topics:
        assert f"{topic.title} ({topic.id})\n" in ran.out
    assert all(f" {piece.id} " in ran.out and piece.title in ran.out for piece in LIBRARY.pieces)
    assert "`posture learn ID` shows a piece" in ran.err
    assert not reader_file(posture).exists()


def test_a_topic_lists_its_pieces_by_id_and_by_title(posture: Command) -> None:
    ran = posture("learn", "mind-body")
    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines()] == [
        "calming-the-system",
        "fear-of-moving",
        "mood-work-and-coping",
    ]
    assert posture("learn", "mind", "and", "body").out == ran.out


@pytest.mark.parametrize(("columns", "width"), [("46", 46), ("10", 30), ("300", 80)])
def test_a_piece_is_wrapped_to_the_terminal_with_its_sources_at_the_end(
    posture: Command, columns: str, width: int
) -> None:
    ran = posture("learn", "signs-to-check-soon", COLUMNS=columns)
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0] == "Signs to have checked soon"
    assert width - 12 < max(map(len, lines)) <= width
    piece = LIBRARY.piece("signs-to-check-soon")
    assert piece is not None
    assert " ".join(piece.body.split()) in " ".join(ran.out.split())
    text, _, sources = ran.out.partition("\nSources\n")
    assert "{" not in text
    assert all(source in " ".join(sources.split()) for source in piece.sources)


def test_words_are_looked_for(posture: Command) -> None:
    ran = posture("learn", "grey", "hair")
    assert (ran.code, ran.out.split()[0]) == (0, "scans")
    found = json.loads(posture("learn", "walk", "--format", "json").out)["pieces"]
    assert found[0]["id"] == "walking"
    assert len(found) > 3


def test_a_piece_as_json_has_everything(posture: Command) -> None:
    shown = json.loads(posture("learn", "SLEEP", "--format", "json").out)
    piece = LIBRARY.piece("sleep")
    assert piece is not None
    assert shown == {
        "id": "sleep",
        "title": "Sleep",
        "topic": "recovery",
        "seen": False,
        "bookmarked": False,
        "body": piece.body,
        "sources": list(piece.sources),
        "facts": ["A8", "A20"],
    }
    every = json.loads(posture("learn", "--format", "json").out)["pieces"]
    assert [one["id"] for one in every] == [one.id for one in LIBRARY.pieces]
    assert [one["id"] for one in every if one["seen"]] == ["sleep"]


def test_what_was_shown_is_marked_as_read_for_the_user_alone(posture: Command) -> None:
    posture("learn", "scans", "--no-mark")
    posture("learn", "grey", "hair")
    assert not reader_file(posture).exists()
    posture("learn", "scans")
    assert "✓   scans" in posture("learn", "grey", "hair").out
    if sys.platform != "win32":
        assert stat.S_IMODE(reader_file(posture).stat().st_mode) == 0o600
    assert json.loads(reader_file(posture).read_text())["seen"] == ["scans"]


def test_bookmarks_are_set_listed_newest_first_and_taken_off(posture: Command) -> None:
    assert "no bookmarks yet" in posture("learn", "--bookmarks").err
    for piece in ("scans", "sleep", "scans", "walking"):
        ran = posture("learn", "--bookmark", piece)
        assert (ran.code, ran.out) == (0, "")
        assert f"Bookmarked {piece}: " in ran.err
    assert [line.split()[1] for line in posture("learn", "--bookmarks").out.splitlines()] == [
        "walking",
        "scans",
        "sleep",
    ]
    assert "sleep, in: Sleep, food, recovery ★" in posture("learn", "sleep").out
    assert posture("learn", "--no-bookmark", "scans").code == 0
    kept = json.loads(posture("learn", "--bookmarks", "--format", "json").out)["pieces"]
    assert [(one["id"], one["bookmarked"], one["seen"]) for one in kept] == [
        ("walking", True, False),
        ("sleep", True, True),
    ]


def test_wrong_words_are_wrong_usage_with_the_nearest_ids(posture: Command) -> None:
    refused(posture, "learn", "surgrey", code=2, says="did you mean surgery?")
    refused(posture, "learn", "bed", "reest", code=2, says="did you mean bed-rest")
    refused(posture, "learn", "xqzzy", code=2, says="`posture learn` lists everything")
    refused(
        posture, "learn", "--bookmark", "scan", code=2, says="there is no piece 'scan'; did you mean scans"
    )
    refused(posture, "learn", "--no-bookmark", "xqz", code=2, says="`posture learn` lists everything")
    refused(posture, "learn", "sleep", "--bookmarks", code=2, says="exclude each other")
    refused(posture, "learn", "sleep", "--format", "html", code=2, says="html")
    assert not reader_file(posture).exists()


@pytest.mark.parametrize("content", [b"{", b"\xff", b'{"format": "posture-reader", "version": 2}', b"[]"])
def test_marks_that_cannot_be_read_stop_no_reading_and_are_left_alone(
    posture: Command, content: bytes
) -> None:
    file = reader_file(posture)
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    ran = posture("learn", "sleep")
    assert ran.code == 0
    assert ran.out.startswith("Sleep\n")
    assert "move the file away; nothing is marked as read meanwhile" in ran.err
    refused(posture, "learn", "--bookmark", "sleep", code=1, says="move the file away")
    assert file.read_bytes() == content


def test_marks_that_cannot_be_kept_stop_no_reading(posture: Command) -> None:
    posture.home.mkdir()
    (posture.home / "data").write_text("in the way")
    ran = posture("learn", "sleep")
    assert ran.code == 0
    assert ran.out.startswith("Sleep\n")
    assert ran.err.count("\n") == 1
    assert "a file stands where a folder is needed" in ran.err
