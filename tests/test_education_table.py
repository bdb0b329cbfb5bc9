"""docs/education.md: every fact of the two articles stands somewhere, and the page says where."""

from __future__ import annotations

from dataclasses import replace

import pytest

import build_education_table
from posture.adapters.education_files import load_library
from posture.education import FACTS

LIBRARY = load_library()
ARTICLES = {f"A{number}" for number in range(1, 21 + 1)} | {f"B{number}" for number in range(1, 33 + 1)}


def rows(table: str) -> list[list[str]]:
    """The cells of the first table of a page."""
    _, _, after = table.partition("## Which fact stands where\n\n")
    lines = after.partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


@pytest.fixture(scope="module")
def committed() -> str:
    return build_education_table.OUT.read_text(encoding="utf-8")


def test_the_page_is_what_the_pieces_make_it(committed: str) -> None:
    assert committed == build_education_table.page(LIBRARY), "run: python scripts/build_education_table.py"


def test_no_fact_is_missing_and_none_is_invented(committed: str) -> None:
    assert set(FACTS) == ARTICLES
    assert {fact for piece in LIBRARY.pieces for fact in piece.facts} == ARTICLES
    assert {row[0] for row in rows(committed)} == ARTICLES
    assert [row for row in rows(committed) if not all(row)] == []


def test_each_fact_is_quoted_from_the_piece_that_carries_it(committed: str) -> None:
    for fact, piece_id, quotes, sources in rows(committed):
        piece = LIBRARY.piece(piece_id)
        assert piece is not None
        said = [claim.sentence for claim in piece.claims if fact in claim.facts]
        assert quotes == " ".join(f'"{sentence}"' for sentence in said)
        assert all(sentence in piece.body for sentence in said)
        assert sources.split("; ") == list(piece.sources)


def test_a_fact_that_no_piece_carries_would_show() -> None:
    without = replace(LIBRARY, pieces=tuple(one for one in LIBRARY.pieces if "A13" not in one.facts))
    assert [row[0] for row in rows(build_education_table.page(without)) if not all(row)] == ["A13"]
