"""Pieces from files: what readers see of them, and sentences about files that are not as they should be."""

from __future__ import annotations

from pathlib import Path

import pytest

from posture.adapters.education_files import load_library
from posture.education import Claim, Trigger
from posture.errors import EducationError

LISTING = """\
[[topics]]
id = "rest"
title = "Rest"
pieces = ["sleep"]

[sources]
one-2020 = "One et al. 2020"
"""
PIECE = """\
+++
id = "sleep"
title = "Sleep"
topic = "rest"
facts = ["A20", "A8"]
sources = ["one-2020"]
triggers = ["evening"]
tip = "Go to bed."
+++

A first sentence. Sleep helps, they say; it
is "free". {A20} Then this:

- one
- two, which is longer
  than a line {A8 A20}

The end.
"""


def write(folder: Path, piece: str = PIECE, listing: str = LISTING) -> Path:
    (folder / "library.toml").write_text(listing)
    (folder / "sleep.md").write_text(piece)
    return folder


def test_a_piece_is_read_without_its_marks_and_unwrapped(tmp_path: Path) -> None:
    library = load_library(write(tmp_path))
    piece = library.piece("sleep")
    assert piece is not None
    assert piece.body == (
        'A first sentence. Sleep helps, they say; it is "free". Then this:\n\n'
        "- one\n- two, which is longer than a line\n\nThe end."
    )
    assert piece.claims == (
        Claim(sentence='Sleep helps, they say; it is "free".', facts=("A20",)),
        Claim(sentence="two, which is longer than a line", facts=("A8", "A20")),
    )
    assert piece.facts == ("A8", "A20")
    assert piece.sources == ("One et al. 2020",)
    assert piece.triggers == {Trigger.EVENING}
    assert [topic.title for topic in library.topics] == ["Rest"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("+++\n\nA first", "\nA first", "between two lines of +++"),
        ('title = "Sleep"', 'title = "Sleep', "not valid TOML"),
        ('title = "Sleep"', "", "title: Field required"),
        ('title = "Sleep"', 'titel = "Sleep"\ntitle = "Sleep"', "titel: Extra inputs are not permitted"),
        ('"evening"', '"tea"', "triggers.0: "),
        ('id = "sleep"', 'id = "slep"', "its id 'slep' must be the name of the file"),
        ('"one-2020"', '"two-2020"', "its source 'two-2020' is not in library.toml"),
        ('["one-2020"]', "[]", "sources: "),
        ("{A8 A20}", "{A8 A22}", "there is no fact 'A22'"),
        ("{A8 A20}", "{A7 A20}", "are not those its text marks, ['A20', 'A7']"),
        ("{A8 A20}", "{A8 A20} {A8", "is not closed"),
        ('tip = "Go to bed."', "", "both a tip and triggers, or neither"),
        ('["evening"]', '["evening", "warning_now"]', "may have no other trigger"),
        ('topic = "rest"', 'topic = "work"', "library.toml is not as it should be: its topics must list"),
    ],
)
def test_a_wrong_piece_is_refused_in_a_sentence(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in PIECE
    with pytest.raises(EducationError) as caught:
        load_library(write(tmp_path, piece=PIECE.replace(old, new)))
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('title = "Rest"', "", "topics.0.title: Field required"),
        ("[sources]", "[sources", "not valid TOML"),
        ('id = "rest"', 'id = "sleep"', "is the name of a topic too"),
        ('["sleep"]', '["sleep", "food"]', "its topics must list every piece once"),
        ('["sleep"]', '["sleep", "sleep"]', "its topics must list every piece once"),
    ],
)
def test_a_wrong_listing_is_refused_in_a_sentence(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in LISTING
    with pytest.raises(EducationError) as caught:
        load_library(write(tmp_path, listing=LISTING.replace(old, new)))
    assert says in str(caught.value)


def test_a_library_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EducationError, match="cannot read the education library's"):
        load_library(tmp_path)
