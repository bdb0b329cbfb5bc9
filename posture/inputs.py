"""What the user does, as data with a time: a recorded run replays exactly, keys included."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from posture.instant import Instant


class InputKind(StrEnum):
    """The actions a user can take on a running monitor."""

    PAUSE = "pause"
    RESUME = "resume"
    SNOOZE = "snooze"
    TOOK_BREAK = "took_break"
    SKIP_BREAK = "skip_break"


@dataclass(frozen=True, slots=True, kw_only=True)
class UserInput:
    """One action of the user.

    Attributes:
        at: when the key was pressed or the command came.
        kind: what was asked for.
        minutes: how long, for `SNOOZE`; ignored otherwise.
    """

    at: Instant
    kind: InputKind
    minutes: float | None = None
