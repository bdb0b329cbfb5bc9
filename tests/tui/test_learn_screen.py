"""Learn: reading, searching and marking, in the same file as `posture learn`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from posture.adapters.education_files import load_library
from posture.adapters.reader_state import read_reader_state, write_reader_state
from posture.education import ReaderState, search
from tests.tui.screens_app import folders, press, screens_app, settled
from tests.tui.scripted_feed import text_of, told
from tui import learn_view

LIBRARY = load_library()
FIRST, SECOND = LIBRARY.pieces[:2]


async def test_the_first_piece_is_shown_and_reading_marks_it(tmp_path: Path) -> None:
    where = folders(tmp_path)
    async with screens_app(where).run_test() as pilot:
        await press(pilot, "6")
        assert text_of(pilot, "#learn-text")[0] == FIRST.title
        assert not where.reader_file.exists()
        await press(pilot, "down")
        assert text_of(pilot, "#learn-text")[0] == SECOND.title
        await press(pilot, "enter")
        assert read_reader_state(where.reader_file).seen == {SECOND.id}
        assert text_of(pilot, "#learn-progress")[0].startswith(f"1 of {len(LIBRARY.pieces)} read")
        listing = pilot.app.screen.query_one("#learn-list", OptionList)
        assert str(listing.get_option_at_index(0).prompt).startswith("1/")
        assert str(listing.get_option_at_index(2).prompt).startswith("✓")


async def test_space_reads_on_and_leads_to_the_next_piece(tmp_path: Path) -> None:
    where = folders(tmp_path)
    async with screens_app(where).run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "space")
        assert read_reader_state(where.reader_file).seen == {FIRST.id}
        for _ in range(10):
            if text_of(pilot, "#learn-text")[0] == SECOND.title:
                break
            await press(pilot, "space")
        assert text_of(pilot, "#learn-text")[0] == SECOND.title
        assert pilot.app.screen.query_one("#learn-reading").scroll_offset.y == 0
        assert read_reader_state(where.reader_file).seen == {FIRST.id, SECOND.id}


async def test_next_goes_through_the_list_and_begins_again() -> None:
    async with screens_app().run_test() as pilot:
        await press(pilot, "6", "slash")
        pilot.app.screen.query_one(Input).value = "fascia"
        await press(pilot, "enter")
        found = [piece.title for piece in search(LIBRARY, "fascia")]
        titles = []
        for _ in range(len(found) + 1):
            await press(pilot, "n")
            titles.append(text_of(pilot, "#learn-text")[0])
        assert titles == [*found[1:], found[0], found[1 % len(found)]]


async def test_a_search_lists_while_it_is_typed_and_escape_lists_everything() -> None:
    async with screens_app().run_test() as pilot:
        await press(pilot, "6")
        listing = pilot.app.screen.query_one("#learn-list", OptionList)
        everything = listing.option_count
        await press(pilot, "slash")
        pilot.app.screen.query_one(Input).value = "slee"
        await press(pilot, "p")
        assert listing.option_count == len(search(LIBRARY, "sleep"))
        assert text_of(pilot, "#learn-text")[0] == search(LIBRARY, "sleep")[0].title
        await press(pilot, *"xz")
        assert listing.option_count == 0
        assert text_of(pilot, "#learn-text")[0].startswith("Nothing in the library has these words")
        await press(pilot, "escape")
        assert (pilot.app.screen.id, listing.option_count) == ("learn", everything)
        await press(pilot, "escape")
        assert pilot.app.screen.id == "main"


async def test_bookmarks_are_set_listed_and_taken_off(tmp_path: Path) -> None:
    where = folders(tmp_path)
    async with screens_app(where).run_test() as pilot:
        await press(pilot, "6", "f")
        assert text_of(pilot, "#learn-text")[0].startswith("There are no bookmarks yet")
        await press(pilot, "f", "b", "down", "b")
        assert read_reader_state(where.reader_file).bookmarks == (FIRST.id, SECOND.id)
        assert "★" in text_of(pilot, "#learn-text")[2]
        await press(pilot, "f")
        assert pilot.app.screen.query_one("#learn-list", OptionList).option_count == 2
        await press(pilot, "b")
        assert len(read_reader_state(where.reader_file).bookmarks) == 1


async def test_marks_written_by_the_command_meanwhile_stay(tmp_path: Path) -> None:
    where = folders(tmp_path)
    async with screens_app(where).run_test() as pilot:
        await press(pilot, "6")
        write_reader_state(where.reader_file, ReaderState(seen=frozenset({"sleep"}), bookmarks=("sleep",)))
        await press(pilot, "enter")
        state = read_reader_state(where.reader_file)
        assert (state.seen, state.bookmarks) == ({"sleep", FIRST.id}, ("sleep",))


async def test_related_pieces_are_listed() -> None:
    async with screens_app().run_test() as pilot:
        await press(pilot, "6", "r")
        listing = pilot.app.screen.query_one("#learn-list", OptionList)
        assert listing.option_count == 1 + len(learn_view.related(LIBRARY, FIRST)) == 4


async def test_a_tip_opens_its_piece_once() -> None:
    app = screens_app()
    async with app.run_test() as pilot:
        app.pending_piece = "sleep"
        await press(pilot, "6")
        assert text_of(pilot, "#learn-text")[0] == "Sleep"
        assert app.pending_piece is None
        await press(pilot, "escape", "6")
        assert text_of(pilot, "#learn-text")[0] == FIRST.title


async def test_the_demo_keeps_no_marks() -> None:
    async with screens_app().run_test() as pilot:
        await press(pilot, "6", "enter")
        assert text_of(pilot, "#learn-progress")[0].endswith("Demo: no marks are kept.")
        assert text_of(pilot, "#learn-progress")[0].startswith("1 of")


@pytest.mark.parametrize("content", ["{", json.dumps({"format": "other"})])
async def test_marks_that_cannot_be_read_are_told_and_left_alone(tmp_path: Path, content: str) -> None:
    where = folders(tmp_path)
    where.reader_file.parent.mkdir(parents=True)
    where.reader_file.write_text(content)
    async with screens_app(where).run_test() as pilot:
        await press(pilot, "6", "enter", "b")
        assert any("move the file away" in one for one in told(pilot))
        await settled(pilot)
    assert where.reader_file.read_text() == content


def test_related_pieces_are_of_the_same_topic_first_and_never_the_piece_itself() -> None:
    for piece in LIBRARY.pieces:
        near = learn_view.related(LIBRARY, piece)
        assert piece not in near
        topics = [one.topic == piece.topic for one in near]
        assert topics == sorted(topics, reverse=True)
