"""What the reader needs beside itself: what its thread tells it."""

from __future__ import annotations

from textual.message import Message

from posture.education import Library, ReaderState


class LibraryRead(Message):
    """The library and the user's marks; `warning` says what is wrong with the marks."""

    def __init__(self, library: Library, state: ReaderState, warning: str) -> None:
        super().__init__()
        self.library = library
        self.state = state
        self.warning = warning


class LibraryFailed(Message):
    """The library cannot be read."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence
