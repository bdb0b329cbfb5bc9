"""Write docs/education.md: where the library carries each fact of the two articles it is made from.

python scripts/build_education_table.py
"""

from __future__ import annotations

from pathlib import Path

from posture.adapters.education_files import load_library
from posture.education import FACTS, Library

OUT = Path(__file__).parents[1] / "docs" / "education.md"

HEADER = """\
# The education library

Made by `python scripts/build_education_table.py` from the pieces in `posture/data/education`, which
`posture learn` shows.

Two articles on lasting back pain were read fact by fact: A1 to A21 are those of GoHealthier 2025, "Why is
Lower Back Pain so Tough to Treat?", B1 to B33 those of FYZICAL, "Lower Back Pain That Won't Go Away". The
library says every one of them in its own words. Where guidelines or studies refine or contradict an article,
the piece says that too, and names them. Studies were mostly read as abstracts; nothing that could not be
verified is cited.

A piece is general information, not a diagnosis. No PT or doctor has reviewed the texts yet.

## Which fact stands where

| fact | piece | our sentence | sources of the piece |
|---|---|---|---|
"""

PIECES_HEADER = """
## Pieces

The tip is what the app can show in a line; the occasions are when.

| topic | piece | title | tip | occasions |
|---|---|---|---|---|
"""


def page(library: Library) -> str:
    """The whole page."""
    return HEADER + "".join(fact_rows(library)) + PIECES_HEADER + "".join(piece_rows(library))


def fact_rows(library: Library) -> list[str]:
    """A row for each fact in each piece that carries it; an empty one for a fact that nothing carries."""
    rows = []
    for fact in FACTS:
        carriers = [piece for piece in library.pieces if fact in piece.facts]
        rows += [
            _row(
                fact,
                piece.id,
                " ".join(f'"{claim.sentence}"' for claim in piece.claims if fact in claim.facts),
                "; ".join(piece.sources),
            )
            for piece in carriers
        ] or [_row(fact, "", "", "")]
    return rows


def piece_rows(library: Library) -> list[str]:
    """A row for each piece."""
    titles = {topic.id: topic.title for topic in library.topics}
    return [
        _row(
            titles[piece.topic],
            piece.id,
            piece.title,
            piece.tip,
            ", ".join(sorted(trigger.value for trigger in piece.triggers)),
        )
        for piece in library.pieces
    ]


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def main() -> None:
    """Write the page."""
    OUT.write_text(page(load_library()), encoding="utf-8")


if __name__ == "__main__":
    main()
