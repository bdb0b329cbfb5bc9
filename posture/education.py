"""The education library: short pieces, how they are found, and which one suits a moment.

The texts stand as data in `posture/data/education` and are read by `posture/adapters/education_files.py`.
Everything here is pure: a search ranks, and a tip is chosen from what just happened, what was shown before,
and the time, all of which are arguments.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from posture.settings import TipSettings

FACTS = (*(f"A{number}" for number in range(1, 22)), *(f"B{number}" for number in range(1, 34)))
"""The facts the library must carry: those of two articles on lasting back pain (docs/education.md)."""


class Trigger(StrEnum):
    """What can make a piece the tip of the moment."""

    LONG_BOUT = "long_bout"
    LONG_STANDING = "long_standing"
    STILL = "still"
    OFF_REFERENCE = "off_reference"
    BREAK_TAKEN = "break_taken"
    BREAK_MISSED = "break_missed"
    PAINFUL_CHECKIN = "painful_checkin"
    LASTING_PAIN = "lasting_pain"
    WARNING_SOON = "warning_soon"
    WARNING_NOW = "warning_now"
    QUIET = "quiet"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


WARNINGS = frozenset({Trigger.WARNING_NOW, Trigger.WARNING_SOON})
"""What only a check-in calls for. A piece with one of these has no other trigger, so it never comes up

at random.
"""

TRIGGER_OF_EVENT = {
    "break_due": Trigger.LONG_BOUT,
    "break_missed": Trigger.BREAK_MISSED,
    "break_taken": Trigger.BREAK_TAKEN,
    "slouch_prolonged": Trigger.OFF_REFERENCE,
    "standing_prolonged": Trigger.LONG_STANDING,
    "stillness_prolonged": Trigger.STILL,
}
"""The trigger behind an event, by the event's `type`; other events are no occasion for a tip."""

_ENDING = re.compile(r"(?<=\w{3})(ing|ed|s)$")
"""What may differ between a word looked for and one in a text."""

_MORNING = time(5)
_AFTERNOON = time(12)
_EVENING = time(17)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A heading of the library."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence of a piece and the facts it carries."""

    sentence: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One short text.

    Attributes:
        id: its name on the command line.
        title: its heading.
        topic: the id of its topic.
        tip: the piece in a line, shown as a tip; empty where there is no trigger.
        body: paragraphs between empty lines; a line that begins with "- " is an item of a list.
        claims: the sentences that carry a fact, in their order.
        sources: citations, each with its year if it has one.
        triggers: when the tip suits.
    """

    id: str
    title: str
    topic: str
    tip: str
    body: str
    claims: tuple[Claim, ...]
    sources: tuple[str, ...]
    triggers: frozenset[Trigger]

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts its sentences carry, each once, in the order of `FACTS`."""
        carried = {fact for claim in self.claims for fact in claim.facts}
        return tuple(fact for fact in FACTS if fact in carried)


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """All topics, and all pieces in the order of their topics."""

    topics: tuple[Topic, ...]
    pieces: tuple[Piece, ...]

    def piece(self, piece_id: str) -> Piece | None:
        """The piece with this id."""
        return next((piece for piece in self.pieces if piece.id == piece_id), None)

    def topic(self, name: str) -> Topic | None:
        """The topic with this id or title, in any case."""
        wanted = name.casefold()
        return next((one for one in self.topics if wanted in {one.id, one.title.casefold()}), None)

    def pieces_about(self, topic: Topic) -> tuple[Piece, ...]:
        """The pieces of a topic."""
        return tuple(piece for piece in self.pieces if piece.topic == topic.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderState:
    """What a reader has done with the library. Ids of pieces that are gone stay and do nothing."""

    seen: frozenset[str] = frozenset()
    bookmarks: tuple[str, ...] = ()

    def with_seen(self, piece_id: str) -> ReaderState:
        """The same with this piece read."""
        return replace(self, seen=self.seen | {piece_id})

    def with_bookmark(self, piece_id: str) -> ReaderState:
        """The same with this piece as the newest bookmark."""
        return replace(self, bookmarks=(*self._other_bookmarks(piece_id), piece_id))

    def without_bookmark(self, piece_id: str) -> ReaderState:
        """The same without this bookmark."""
        return replace(self, bookmarks=self._other_bookmarks(piece_id))

    def _other_bookmarks(self, piece_id: str) -> tuple[str, ...]:
        return tuple(bookmark for bookmark in self.bookmarks if bookmark != piece_id)


def search(library: Library, words: str) -> tuple[Piece, ...]:
    """The pieces in which every one of these words, but for its ending, begins some word; the best first.

    A word in the title counts more than one in the text, and a whole word more than a beginning; among
    equals the order of the library stays.
    """
    wanted = _words(words)
    if not wanted:
        return ()
    found = []
    for piece in library.pieces:
        title, body = _words(f"{piece.title} {piece.id}"), _words(piece.body)
        ranks = [_rank(word, title, body) for word in wanted]
        if all(ranks):
            found.append((sum(ranks), piece))
    return tuple(piece for _, piece in sorted(found, key=lambda one: -one[0]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What a tip is chosen for.

    Attributes:
        at_s: now, in seconds on the clock of the history.
        happened: what has just happened; `Trigger.QUIET` when it is a quiet moment.
        local: the user's time of day, `None` where nobody knows it.
    """

    at_s: float
    happened: Collection[Trigger]
    local: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A tip that was shown.

    Attributes:
        piece_id: which.
        at_s: when, in seconds.
    """

    piece_id: str
    at_s: float


def choose_tip(
    library: Library, moment: Moment, history: Sequence[Shown], settings: TipSettings
) -> Piece | None:
    """The piece whose tip suits this moment, or none; `history` has what was shown, the oldest first.

    Never the one shown last; among those that suit, one never shown or shown longest ago. Tips keep the
    gap of the settings and can be off. Pieces about warning signs answer what the user just said in a
    check-in: they wait for neither, and nothing else brings them.
    """
    happened = frozenset(moment.happened)
    for warning in (Trigger.WARNING_NOW, Trigger.WARNING_SOON):
        if warning in happened:
            return _longest_unseen(library, frozenset({warning}), history)
    if not settings.enabled or (history and moment.at_s - history[-1].at_s < settings.min_gap_s):
        return None
    chosen = _longest_unseen(library, happened - {Trigger.QUIET}, history)
    if chosen is None and Trigger.QUIET in happened:
        chosen = _longest_unseen(library, frozenset({Trigger.QUIET, *_time_of_day(moment.local)}), history)
    return chosen


def _longest_unseen(library: Library, triggers: frozenset[Trigger], history: Sequence[Shown]) -> Piece | None:
    last = history[-1].piece_id if history else None
    shown = {one.piece_id: number for number, one in enumerate(history)}
    suiting = [piece for piece in library.pieces if piece.triggers & triggers and piece.id != last]
    return min(suiting, key=lambda piece: shown.get(piece.id, -1), default=None)


def _time_of_day(local: time | None) -> tuple[Trigger, ...]:
    """The part of the day; none at night."""
    if local is None or local < _MORNING:
        return ()
    if local < _AFTERNOON:
        return (Trigger.MORNING,)
    return (Trigger.AFTERNOON,) if local < _EVENING else (Trigger.EVENING,)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _rank(word: str, title: Sequence[str], body: Sequence[str]) -> int:
    """How well a word is met: nothing is 0."""
    stem = _ENDING.sub("", word)
    return (
        12 * (word in title)
        + 6 * any(other.startswith(stem) for other in title)
        + min(3, body.count(word))
        + any(other.startswith(stem) for other in body)
    )
