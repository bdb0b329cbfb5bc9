"""Learn: the education library to read and search, with the user's marks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from posture.education import Library, Piece, ReaderState
from posture.errors import PostureError, StorageError
from tui import learn_view
from tui.learn_view import Entry, Style
from tui.navigation import HOME, DestinationScreen
from tui.reading_marks import ReadingMarks
from tui.screens.learn_parts import LibraryFailed, LibraryRead
from tui.widgets.search_input import SearchInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.app import PostureApp

_STYLES = {Style.HEADING: "bold", Style.TEXT: "", Style.QUIET: "$foreground-muted"}
_NOT_KEPT = "Demo: no marks are kept."


class LearnScreen(DestinationScreen):
    """Lists the pieces at the left and shows one at the right.

    Args:
        file: where the marks are kept; `None` keeps none.
        piece: the id of the piece to open at once.
    """

    DESTINATION = "learn"
    AUTO_FOCUS = "#learn-list"
    DEFAULT_CSS = """
    LearnScreen {
        #learn-progress { height: 1; padding: 0 1; color: $text-muted; }
        #learn-body { height: 1fr; }
        #learn-side { width: 2fr; max-width: 52; height: 1fr; border-right: solid $primary 50%; }
        #learn-search { height: 3; border: round $primary; }
        #learn-list {
            height: 1fr; border: none; padding: 0 1; background: $background;
            text-wrap: nowrap; text-overflow: ellipsis; scrollbar-size-vertical: 1;
        }
        #learn-reading { width: 3fr; height: 1fr; padding: 0 2; scrollbar-size-vertical: 1; }
        #learn-text { height: auto; max-width: 84; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", tooltip="back to the whole list, then to what is seen now"),
        Binding("up,down", "to_list", "Choose", key_display="↑↓", tooltip="choose a piece"),
        Binding("space", "read_on", "Read on", tooltip="read on; after the end, the next piece"),
        Binding("n", "next", "Next", tooltip="the next piece"),
        Binding("slash", "search", "Search", key_display="/", tooltip="look for words as you type"),
        Binding("b", "bookmark", "Mark", tooltip="set or take off a bookmark"),
        Binding("f", "bookmarks", "Marked", tooltip="list the bookmarks, or everything again"),
        Binding("r", "related", "Related", tooltip="list what is related to this piece"),
    ]

    def __init__(self, file: Path | None, piece: str | None = None) -> None:
        super().__init__()
        self._file = file
        self._wanted = piece
        self._library: Library | None = None
        self._marks = ReadingMarks(None, ReaderState())
        self._piece: Piece | None = None
        self._entries: list[Entry] = []
        self._filter: str = ""

    def compose_body(self) -> ComposeResult:
        """The list and what is read."""
        yield Static("" if self._file else _NOT_KEPT, id="learn-progress")
        with Horizontal(id="learn-body"):
            with Vertical(id="learn-side"):
                search = SearchInput(placeholder="words to look for", id="learn-search")
                search.display = False
                yield search
                yield OptionList(id="learn-list", markup=False)
            reading = VerticalScroll(Static("", id="learn-text"), id="learn-reading")
            reading.can_focus = False
            yield reading

    def on_mount(self) -> None:
        """Read the library in a thread: checking it takes a library of its own."""
        self._read()

    @work(thread=True, group="library")
    def _read(self) -> None:
        from posture.adapters.education_files import load_library  # noqa: PLC0415 - its library loads slowly
        from posture.adapters.reader_state import read_reader_state  # noqa: PLC0415

        state, warning = ReaderState(), ""
        try:
            library = load_library()
            if self._file is not None:
                state = read_reader_state(self._file)
        except StorageError as error:
            warning = f"{error}; nothing is marked meanwhile"
        except PostureError as error:
            self.post_message(LibraryFailed(str(error)))
            return
        self.post_message(LibraryRead(library, state, warning))

    @on(LibraryFailed)
    def _library_failed(self, message: LibraryFailed) -> None:
        self.query_one("#learn-text", Static).update(Content(message.sentence))

    @on(LibraryRead)
    def _library_read(self, message: LibraryRead) -> None:
        self._library = message.library
        self._marks = ReadingMarks(None if message.warning else self._file, message.state)
        if message.warning:
            self.notify(message.warning, severity="warning")
        wanted = None if self._wanted is None else self._library.piece(self._wanted)
        self._list(learn_view.entries(self._library, self._marks.state), wanted)
        if wanted is not None:
            self._open(wanted)

    def _list(self, entries: list[Entry], chosen: Piece | None) -> None:
        """Show this list with a piece chosen: the one given, or else the first."""
        self._entries = entries
        listing = self.query_one("#learn-list", OptionList)
        listing.clear_options()
        listing.add_options(
            Option(self._line(entry), id=entry.piece.id)
            if entry.piece
            else Option(self._line(entry), disabled=True)
            for entry in entries
        )
        places = [number for number, entry in enumerate(entries) if entry.piece is not None]
        wanted = [number for number in places if entries[number].piece == chosen]
        listing.highlighted = next(iter(wanted or places), None)
        if not places:
            self._piece = None
            self.query_one("#learn-text", Static).update(
                Content(learn_view.nothing(bookmarks=self._filter == "bookmarks"))
            )
        self._say_progress()

    def _line(self, entry: Entry) -> Content:
        return Content(entry.text) if entry.piece else Content.styled(entry.text, "bold")

    def _say_progress(self) -> None:
        if self._library is not None:
            told = learn_view.progress(self._library, self._marks.state)
            self.query_one("#learn-progress", Static).update(told if self._file else f"{told}   {_NOT_KEPT}")

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, message: OptionList.OptionHighlighted) -> None:
        piece = self._piece_of(message)
        if piece is not None and piece != self._piece and message.option is self._highlighted_option():
            self._piece = piece
            self._show()
            self.query_one("#learn-reading").scroll_home(animate=False)

    @on(OptionList.OptionSelected)
    def _selected(self, message: OptionList.OptionSelected) -> None:
        piece = self._piece_of(message)
        if piece is not None:
            self._open(piece)

    def _highlighted_option(self) -> Option | None:
        """As it is by now: a message may be about a list that is gone."""
        listing = self.query_one("#learn-list", OptionList)
        return None if listing.highlighted is None else listing.get_option_at_index(listing.highlighted)

    def _piece_of(self, message: OptionList.OptionMessage) -> Piece | None:
        if self._library is None or message.option_id is None:
            return None
        return self._library.piece(message.option_id)

    def _show(self) -> None:
        if self._library is None or self._piece is None:
            return
        parts = learn_view.paragraphs(self._library, self._piece, self._marks.state)
        text = Content("\n\n").join(Content.styled(part.text, _STYLES[part.style]) for part in parts)
        self.query_one("#learn-text", Static).update(text)

    def _open(self, piece: Piece) -> None:
        """Read a piece: it is marked as read."""
        self._piece = piece
        self._show()
        if piece.id not in self._marks.state.seen:
            self._mark(lambda state: state.with_seen(piece.id))

    def _mark(self, change: Callable[[ReaderState], ReaderState]) -> None:
        warning = self._marks.change(change)
        if warning:
            self.notify(warning, severity="warning")
        self._refresh_marks()

    def _refresh_marks(self) -> None:
        if self._library is None:
            return
        listing = self.query_one("#learn-list", OptionList)
        new = learn_view.refreshed(self._entries, self._library, self._marks.state)
        for number, (entry, before) in enumerate(zip(new, self._entries, strict=True)):
            if entry != before:
                listing.replace_option_prompt_at_index(number, self._line(entry))
        self._entries = new
        self._say_progress()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While words are typed, the key for it is one of them."""
        del parameters
        return action != "search" or not isinstance(self.focused, SearchInput)

    async def action_back(self) -> None:
        """From a search or a part of the list to all of it; from there, home."""
        if self._filter:
            self._everything()
        else:
            await self.app.run_action(f"go('{HOME}')")

    def _everything(self) -> None:
        self._filter = ""
        search = self.query_one("#learn-search", SearchInput)
        search.display = False
        search.value = ""
        self.query_one("#learn-list").focus()
        if self._library is not None:
            self._list(learn_view.entries(self._library, self._marks.state), self._piece)

    def action_to_list(self) -> None:
        """The list has the keys."""
        self.query_one("#learn-list").focus()

    def action_read_on(self) -> None:
        """A page further; at the end of a piece, the next one."""
        reading = self.query_one("#learn-reading", VerticalScroll)
        if self._piece is None:
            return
        if self._piece.id not in self._marks.state.seen:
            self._open(self._piece)
        if reading.scroll_offset.y >= reading.max_scroll_y:
            self.action_next()
        else:
            reading.scroll_page_down(animate=False)

    def action_next(self) -> None:
        """The next piece of the list that is shown; after the last, the first."""
        places = [number for number, entry in enumerate(self._entries) if entry.piece is not None]
        if not places:
            return
        listing = self.query_one("#learn-list", OptionList)
        here = -1 if listing.highlighted is None else listing.highlighted
        listing.highlighted = next((number for number in places if number > here), places[0])
        piece = self._entries[listing.highlighted].piece
        assert piece is not None
        self._open(piece)
        self.query_one("#learn-reading").scroll_home(animate=False)

    def action_search(self) -> None:
        """Look for words."""
        self._filter = "search"
        search = self.query_one("#learn-search", SearchInput)
        search.display = True
        search.focus()

    @on(Input.Changed, "#learn-search")
    def _words_changed(self, message: Input.Changed) -> None:
        if self._library is None or self._filter != "search":
            return
        words = message.value
        self._list(
            learn_view.found(self._library, self._marks.state, words)
            if words.strip()
            else learn_view.entries(self._library, self._marks.state),
            None,
        )

    def action_bookmark(self) -> None:
        """Set a bookmark on this piece, or take it off."""
        piece = self._piece
        if piece is None:
            return
        has = piece.id in self._marks.state.bookmarks
        self._mark(lambda state: state.without_bookmark(piece.id) if has else state.with_bookmark(piece.id))
        self._show()

    def action_bookmarks(self) -> None:
        """List the bookmarks; again, everything."""
        if self._library is None:
            return
        if self._filter == "bookmarks":
            self._everything()
        else:
            self._everything()
            self._filter = "bookmarks"
            self._list(learn_view.bookmarked(self._library, self._marks.state), self._piece)

    def action_related(self) -> None:
        """List what is related to this piece."""
        if self._library is None or self._piece is None:
            return
        piece = self._piece
        self._everything()
        self._filter = "related"
        self._list(learn_view.near(self._library, self._marks.state, piece), piece)


def learn_screen(app: PostureApp) -> LearnScreen:
    """The reader, at the piece that a tip has asked for, if one has."""
    piece, app.pending_piece = app.pending_piece, None
    return LearnScreen(None if app.where is None else app.where.reader_file, piece)
