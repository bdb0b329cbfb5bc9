"""What the user does, as data with a time: a recorded run replays exactly, keys included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from posture.instant import Instant


class InputKind(StrEnum):
    """The actions a user can take on a running monitor."""

    PAUSE = "pause"
    RESUME = "resume"
    SNOOZE = "snooze"
    TOOK_BREAK = "took_break"
    SKIP_BREAK = "skip_break"
    STANDING = "standing"
    SITTING = "sitting"
    MEETING_STARTED = "meeting_started"
    MEETING_ENDED = "meeting_ended"


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


def minutes_until_tomorrow(wall: datetime) -> float:
    """Minutes from `wall` to the next local midnight: how long "until tomorrow" is."""
    midnight = datetime.combine(wall.date() + timedelta(days=1), time(), tzinfo=wall.tzinfo)
    return (midnight.timestamp() - wall.timestamp()) / 60.0
