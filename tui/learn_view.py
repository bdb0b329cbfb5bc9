"""The library as the reader shows it. Pure: pieces and marks in, lines and texts out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from posture.education import Library, Piece, ReaderState, search
from tui.learn_format import BOOKMARKED, NOT_ABOUT_YOU, SEEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_RELATED = 3


class Style(StrEnum):
    """How a paragraph looks."""

    HEADING = "heading"
    TEXT = "text"
    QUIET = "quiet"


class Paragraph(NamedTuple):
    """A stretch of text between empty lines."""

    text: str
    style: Style


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the list: a topic's heading (`piece` is `None`), or a piece."""

    text: str
    piece: Piece | None = None


def found(library: Library, state: ReaderState, words: str) -> list[Entry]:
    """The pieces that these words find, the best first."""
    return [_entry(piece, state) for piece in search(library, words)]


def bookmarked(library: Library, state: ReaderState) -> list[Entry]:
    """The bookmarks, the newest first."""
    kept = [library.piece(one) for one in reversed(state.bookmarks)]
    return [_entry(piece, state) for piece in kept if piece is not None]


def near(library: Library, state: ReaderState, piece: Piece) -> list[Entry]:
    """A piece and those related to it."""
    return [_entry(one, state) for one in (piece, *related(library, piece))]


def entries(library: Library, state: ReaderState) -> list[Entry]:
    """All pieces under their topics."""
    listed: list[Entry] = []
    for topic in library.topics:
        pieces = library.pieces_about(topic)
        read = sum(piece.id in state.seen for piece in pieces)
        listed.append(Entry(text=f"{read}/{len(pieces)} {topic.title}"))
        listed += [_entry(piece, state) for piece in pieces]
    return listed


def refreshed(listed: Sequence[Entry], library: Library, state: ReaderState) -> list[Entry]:
    """The same list with the marks as they are now."""
    headings = iter([entry for entry in entries(library, state) if entry.piece is None])
    return [next(headings) if entry.piece is None else _entry(entry.piece, state) for entry in listed]


def nothing(*, bookmarks: bool) -> str:
    """What to say about an empty list."""
    if bookmarks:
        return "There are no bookmarks yet: b sets one."
    return "Nothing in the library has these words. Fewer or other words may; escape lists everything."


def related(library: Library, piece: Piece) -> tuple[Piece, ...]:
    """A few pieces near this one: of its topic first, and there those that share the most sources."""
    others = [one for one in library.pieces if one.id != piece.id]
    shared = {one.id: len(set(one.sources) & set(piece.sources)) for one in others}
    akin = [one for one in others if shared[one.id] or one.topic == piece.topic]
    akin.sort(key=lambda one: (one.topic != piece.topic, -shared[one.id]))
    return tuple(akin[:_RELATED])


def paragraphs(library: Library, piece: Piece, state: ReaderState) -> tuple[Paragraph, ...]:
    """A piece to read, with its sources and what is near it."""
    topic = library.topic(piece.topic)
    mark = f"   {BOOKMARKED} bookmarked" if piece.id in state.bookmarks else ""
    return (
        Paragraph(piece.title, Style.HEADING),
        Paragraph(f"{topic.title if topic else piece.topic}{mark}", Style.QUIET),
        *(Paragraph(text, Style.TEXT) for text in piece.body.split("\n\n")),
        Paragraph("Sources", Style.HEADING),
        Paragraph(_items(piece.sources), Style.QUIET),
        Paragraph("Related (r lists them)", Style.HEADING),
        Paragraph(_items(one.title for one in related(library, piece)), Style.QUIET),
        Paragraph(NOT_ABOUT_YOU, Style.QUIET),
    )


def progress(library: Library, state: ReaderState) -> str:
    """How much has been read, as a fact and no task."""
    read = sum(piece.id in state.seen for piece in library.pieces)
    return f"{read} of {len(library.pieces)} read   {SEEN} read   {BOOKMARKED} bookmarked"


def _entry(piece: Piece, state: ReaderState) -> Entry:
    seen = SEEN if piece.id in state.seen else " "
    kept = BOOKMARKED if piece.id in state.bookmarks else " "
    return Entry(text=f"{seen}{kept} {piece.title}", piece=piece)


def _items(texts: Iterable[str]) -> str:
    return "\n".join(f"- {text}" for text in texts)
