"""Pieces of the education library as text for a terminal, and as JSON with stable keys for scripts."""

from __future__ import annotations

import json
import textwrap
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from posture.education import Library, Piece, ReaderState

SEEN = "✓"
BOOKMARKED = "★"
NOT_ABOUT_YOU = "General information, not a diagnosis. For your own case, ask a professional."

_WIDEST = 80
_NARROWEST = 30


class Format(StrEnum):
    """How pieces are printed."""

    TEXT = "text"
    JSON = "json"


def contents_text(library: Library, state: ReaderState) -> str:
    """Every topic with its pieces."""
    parts = [
        f"{topic.title} ({topic.id})\n{list_text(library.pieces_about(topic), library, state)}"
        for topic in library.topics
    ]
    return "\n".join(parts)


def list_text(pieces: Iterable[Piece], library: Library, state: ReaderState) -> str:
    """A line for each piece: its marks, id and title."""
    width = max(len(piece.id) for piece in library.pieces)
    return "".join(f"  {_marks(piece, state)}  {piece.id:<{width}}  {piece.title}\n" for piece in pieces)


def piece_text(piece: Piece, library: Library, state: ReaderState, columns: int) -> str:
    """A whole piece, wrapped to a terminal of so many columns, its sources at the end."""
    width = max(_NARROWEST, min(columns, _WIDEST))
    topic = library.topic(piece.topic)
    below = f"{piece.id}, in: {topic.title if topic else piece.topic}"
    if piece.id in state.bookmarks:
        below += f" {BOOKMARKED}"
    lines = [
        *textwrap.wrap(piece.title, width),
        *textwrap.wrap(below, width),
        "",
        *(line for paragraph in piece.body.split("\n") for line in _wrapped(paragraph, width)),
        "",
        "Sources",
        *(line for source in piece.sources for line in _wrapped(f"- {source}", width)),
        "",
        *textwrap.wrap(NOT_ABOUT_YOU, width),
    ]
    return "\n".join(lines) + "\n"


def list_json(pieces: Iterable[Piece], state: ReaderState) -> str:
    """The pieces without their texts, as one JSON object."""
    return json.dumps({"pieces": [_entry(piece, state) for piece in pieces]}, indent=2) + "\n"


def piece_json(piece: Piece, state: ReaderState) -> str:
    """A whole piece as one JSON object."""
    document = {
        **_entry(piece, state),
        "body": piece.body,
        "sources": list(piece.sources),
        "facts": list(piece.facts),
    }
    return json.dumps(document, indent=2) + "\n"


def _entry(piece: Piece, state: ReaderState) -> dict[str, Any]:
    return {
        "id": piece.id,
        "title": piece.title,
        "topic": piece.topic,
        "seen": piece.id in state.seen,
        "bookmarked": piece.id in state.bookmarks,
    }


def _marks(piece: Piece, state: ReaderState) -> str:
    seen = SEEN if piece.id in state.seen else " "
    return seen + (BOOKMARKED if piece.id in state.bookmarks else " ")


def _wrapped(paragraph: str, width: int) -> list[str]:
    """A paragraph or an item of a list; the lines of an item stand below its first word."""
    indent = "  " if paragraph.startswith("- ") else ""
    return textwrap.wrap(paragraph, width, subsequent_indent=indent) or [""]
