"""What the app tells of itself in its one line of messages, and for how long. Pure.

A message stands for a few seconds; the next one takes its place. Two that come within a moment of each other
stand together, because nobody has read the first one yet.
"""

from __future__ import annotations

from dataclasses import dataclass

TOGETHER_S = 2.0
"""Messages less than this apart stand together. ENG: a short sentence takes about this long to read."""
CHARACTERS_A_SECOND = 12.0
"""Half of how fast adults read English in silence (238 words a minute, Brysbaert 2019, Journal of Memory and
Language 109:104047): the line is noticed first. ENG for the half."""
_MOST = 3
"""More would take the room of what they are about. ENG."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One message.

    Attributes:
        text: what is told.
        is_problem: whether something did not work.
        at_s: since when, in seconds of any steady clock.
        until_s: until when at least.
    """

    text: str
    is_problem: bool
    at_s: float
    until_s: float

    @property
    def line(self) -> str:
        """The text after a sign that says what it is without a colour."""
        return f"{'!' if self.is_problem else '»'} {self.text}"


def told(text: str, *, at_s: float, least_s: float, title: str = "", is_problem: bool = False) -> Told:
    """A message from now on, for `least_s` seconds or as long as it takes to read."""
    whole = f"{title}: {text}" if title else text
    stays_s = max(least_s, len(whole) / CHARACTERS_A_SECOND)
    return Told(text=whole, is_problem=is_problem, at_s=at_s, until_s=at_s + stays_s)


def with_new(before: tuple[Told, ...], new: Told) -> tuple[Told, ...]:
    """What stands in the line once a message has come; the same one again only counts anew."""
    unread = [one for one in before if new.at_s - one.at_s < TOGETHER_S and one.text != new.text]
    return (*unread, new)[-_MOST:]


def ends_s(told: tuple[Told, ...]) -> float:
    """When the line has said everything."""
    return max(one.until_s for one in told)
