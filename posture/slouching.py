"""A slouch episode: when it began, how much of it was seen, when it is over.

    NONE --(a slouch label)--> COUNTING --(cannot be judged)--> FROZEN --(the same label)--> COUNTING
    COUNTING, FROZEN --(another label, the user left, FROZEN for long)--> NONE, told as ended

Time in which nothing could be judged is in no episode. One that is out of sight for
`slouch.unknown_ends_after_s` is over, since it was last seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture.labels import Label
    from posture.settings import SlouchSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Slouch:
    """A finished episode: from `since` to `until` (seconds), of which `counted_s` were seen."""

    label: Label
    since: float
    until: float
    counted_s: float


class SlouchTracker:
    """The state machine above. All times in seconds of the session."""

    __slots__ = ("_counted_s", "_counts_since", "_settings", "_since", "_until", "deadline", "label")

    def __init__(self, settings: SlouchSettings) -> None:
        self._settings = settings
        self.label: Label | None = None
        self.deadline: float | None = None
        self._since = 0.0
        self._until = 0.0
        self._counted_s = 0.0
        self._counts_since: float | None = None

    def use(self, settings: SlouchSettings) -> None:
        """Go by these from now on; what is under way goes on."""
        self._settings = settings

    def begin(self, label: Label, since: float) -> None:
        """An episode of this label began at `since`; there is none open."""
        self.label = label
        self._since = since
        self._counted_s = 0.0
        self.resume(since)

    def resume(self, since: float) -> None:
        """The same label is seen again since `since`."""
        self._counts_since = since
        self.deadline = None

    def freeze(self, since: float) -> None:
        """Since `since` nothing can be judged."""
        if self.label is None or self._counts_since is None:
            return
        self._until = max(since, self._counts_since)
        self._counted_s += self._until - self._counts_since
        self._counts_since = None
        self.deadline = since + self._settings.unknown_ends_after_s

    def counted_s(self, label: Label, t: float) -> float:
        """How much of the open episode of this label was seen until `t`; 0 where there is none."""
        if self.label is not label:
            return 0.0
        running_s = 0.0 if self._counts_since is None else t - self._counts_since
        return self._counted_s + running_s

    def end(self, until: float) -> Slouch | None:
        """Close the episode, if there is one: at `until`, or when it froze."""
        if self.label is None:
            return None
        self.freeze(until)
        ended = Slouch(label=self.label, since=self._since, until=self._until, counted_s=self._counted_s)
        self.label = None
        self.deadline = None
        return ended
