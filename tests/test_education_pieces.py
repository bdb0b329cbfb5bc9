"""What the embedded pieces must be: short, easy to read, sourced, and there for every occasion."""

from __future__ import annotations

import re
import tomllib

import pytest

from posture.adapters.education_files import embedded_folder, load_library
from posture.education import TRIGGER_OF_EVENT, WARNINGS, Piece, Trigger
from posture.events import EVENT_TYPES

PIECES = load_library().pieces
CITATIONS = tomllib.loads((embedded_folder() / "library.toml").read_text(encoding="utf-8"))["sources"]
every_piece = pytest.mark.parametrize("piece", PIECES, ids=[piece.id for piece in PIECES])


def syllables(word: str) -> int:
    """About how many: groups of vowels, without a silent e."""
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = word.lower().endswith("e") and not word.lower().endswith("le")
    return max(1, groups - silent)


def school_grade(text: str) -> float:
    """The Flesch-Kincaid grade: the year of school in which a text is easily read."""
    words = re.findall(r"[A-Za-z][A-Za-z'-]*", text)
    sentences = len(re.findall(r"[.!?](?=\s|$|\")|\n- ", text))
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / sentences + 11.8 * per_word - 15.59


@every_piece
def test_a_piece_is_short_and_easy_to_read(piece: Piece) -> None:
    assert 60 <= len(piece.body.split()) <= 180
    assert school_grade(piece.body) < 8.0


@every_piece
def test_a_tip_fits_on_a_line(piece: Piece) -> None:
    assert len(piece.tip) <= 110
    assert "\n" not in piece.tip
    assert not piece.tip or piece.tip[-1] in ".?!"


@every_piece
def test_a_piece_names_the_article_whose_facts_it_carries(piece: Piece) -> None:
    articles = {"A": CITATIONS["gohealthier"], "B": CITATIONS["fyzical"]}
    assert {articles[fact[0]] for fact in piece.facts} <= set(piece.sources)


def test_every_source_has_its_year_and_is_used() -> None:
    undated = [key for key, citation in CITATIONS.items() if not re.search(r"\b(19|20)\d\d\b", citation)]
    assert undated == ["fyzical"]
    assert "without a date" in CITATIONS["fyzical"]
    assert {citation for piece in PIECES for citation in piece.sources} == set(CITATIONS.values())


@pytest.mark.parametrize("trigger", Trigger)
def test_every_occasion_has_another_tip_when_one_was_just_shown(trigger: Trigger) -> None:
    assert sum(trigger in piece.triggers for piece in PIECES) >= 2


def test_pieces_on_warning_signs_say_where_to_turn() -> None:
    warnings = [piece for piece in PIECES if piece.triggers & WARNINGS]
    assert {piece.topic for piece in warnings} == {"getting-help"}
    assert all(re.search(r"\b(call|doctor)\b", piece.tip, re.IGNORECASE) for piece in warnings)


def test_events_that_bring_tips_exist() -> None:
    assert set(TRIGGER_OF_EVENT) <= set(EVENT_TYPES)
