"""`posture learn`: read and search the education library."""

from __future__ import annotations

import difflib
import shutil
from typing import TYPE_CHECKING, Annotated

import typer

from posture.adapters.education_files import load_library
from posture.adapters.reader_state import read_reader_state, write_reader_state
from posture.education import Library, Piece, ReaderState, search
from posture.errors import StorageError, UsageError
from tui.completions import library_ids, piece_ids
from tui.core_setup import our_places, warn
from tui.learn_format import (
    BOOKMARKED,
    SEEN,
    Format,
    contents_text,
    list_json,
    list_text,
    piece_json,
    piece_text,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def learn(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TOPIC|ID|WORDS",
            help="A topic, a piece, or words to look for.",
            autocompletion=library_ids,
        ),
    ] = None,
    *,
    output_format: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.TEXT,
    bookmark: Annotated[
        str | None,
        typer.Option("--bookmark", metavar="ID", help="Bookmark this piece.", autocompletion=piece_ids),
    ] = None,
    no_bookmark: Annotated[
        str | None,
        typer.Option(
            "--no-bookmark",
            metavar="ID",
            help="Take the bookmark off this piece.",
            autocompletion=piece_ids,
        ),
    ] = None,
    bookmarks: Annotated[bool, typer.Option("--bookmarks", help="List your bookmarks.")] = False,
    no_mark: Annotated[bool, typer.Option("--no-mark", help="Do not mark the piece shown as read.")] = False,
) -> None:
    """Read about back pain, movement and sitting: short pieces with their sources.

    Without words it lists everything by topic. A topic lists its pieces, the id of a piece shows it, and
    other words are looked for in all of them. What was shown is marked as read, in a file of your own.

    Example: posture learn sleep
    """
    if sum(map(bool, (words, bookmark is not None, no_bookmark is not None, bookmarks))) > 1:
        raise UsageError("words, --bookmark, --no-bookmark and --bookmarks exclude each other; use one")
    library, file = load_library(), our_places().reader_file
    if bookmark is not None:
        found = _named(library, bookmark)
        write_reader_state(file, read_reader_state(file).with_bookmark(found.id))
        typer.echo(f"Bookmarked {found.id}: {found.title}", err=True)
    elif no_bookmark is not None:
        found = _named(library, no_bookmark)
        write_reader_state(file, read_reader_state(file).without_bookmark(found.id))
        typer.echo(f"No bookmark on {found.id} any more: {found.title}", err=True)
    elif bookmarks:
        state = read_reader_state(file)
        kept = [piece for one in reversed(state.bookmarks) if (piece := library.piece(one)) is not None]
        if not kept:
            typer.echo("There are no bookmarks yet; `posture learn --bookmark ID` sets one.", err=True)
        typer.echo(_list(library, kept, state, output_format), nl=False)
    else:
        _look_up(library, " ".join(words or ()), file, output_format, mark=not no_mark)


def _look_up(library: Library, words: str, file: Path, output_format: Format, *, mark: bool) -> None:
    """Print what these words name or find; reading goes on where the marks cannot be read."""
    try:
        state = read_reader_state(file)
    except StorageError as error:
        warn(f"{error}; nothing is marked as read meanwhile")
        state, mark = ReaderState(), False
    named, topic = library.piece(words.casefold()), library.topic(words)
    if named is not None:
        _show(library, named, state, output_format)
        if mark and named.id not in state.seen:
            _keep(file, state.with_seen(named.id))
    elif not words:
        as_json = output_format is Format.JSON
        typer.echo(list_json(library.pieces, state) if as_json else contents_text(library, state), nl=False)
        typer.echo(f"`posture learn ID` shows a piece. {SEEN} read, {BOOKMARKED} bookmarked.", err=True)
    else:
        pieces = search(library, words) if topic is None else library.pieces_about(topic)
        if not pieces:
            raise UsageError(f"nothing in the library matches {words!r}; {_nearest(library, words)}")
        typer.echo(_list(library, pieces, state, output_format), nl=False)


def _show(library: Library, piece: Piece, state: ReaderState, output_format: Format) -> None:
    if output_format is Format.JSON:
        text = piece_json(piece, state)
    else:
        text = piece_text(piece, library, state, shutil.get_terminal_size().columns)
    typer.echo(text, nl=False)


def _list(library: Library, pieces: Sequence[Piece], state: ReaderState, output_format: Format) -> str:
    return list_json(pieces, state) if output_format is Format.JSON else list_text(pieces, library, state)


def _keep(file: Path, state: ReaderState) -> None:
    """Save the marks; that they cannot be saved is no reason to fail, as the piece was shown."""
    try:
        write_reader_state(file, state)
    except StorageError as error:
        warn(f"{error}; the piece is not marked as read")


def _named(library: Library, piece_id: str) -> Piece:
    piece = library.piece(piece_id.casefold())
    if piece is None:
        raise UsageError(f"there is no piece {piece_id!r}; {_nearest(library, piece_id)}")
    return piece


def _nearest(library: Library, words: str) -> str:
    """The ids most like these words, as a hint."""
    ids = [piece.id for piece in library.pieces] + [topic.id for topic in library.topics]
    wanted = "-".join(words.casefold().split())
    near = list(dict.fromkeys(difflib.get_close_matches(wanted, ids, n=3, cutoff=0.7)))
    return f"did you mean {' or '.join(near)}?" if near else "`posture learn` lists everything"
