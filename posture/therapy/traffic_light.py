"""The pain traffic light: from pain before, after and the next morning to go on, go on gently, or stop.

Green up to 3, amber up to 5 that settles within 24 hours, red above: one clinic's published rule [S108].
Others draw the lines elsewhere [S109, S110], so the limits are the plan's, written by the therapist.
What is not rated has no light: nothing is assumed about pain that nobody told.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from posture.therapy.items import Light

if TYPE_CHECKING:
    from posture.therapy.plan import PainLimits


class Advice(StrEnum):
    """What the light says to do."""

    GO_ON = "go_on"
    GO_GENTLY = "go_gently"
    STOP_AND_NOTE = "stop_and_note"


ADVICE = {Light.GREEN: Advice.GO_ON, Light.AMBER: Advice.GO_GENTLY, Light.RED: Advice.STOP_AND_NOTE}
"""What each colour says to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PainRatings:
    """What was rated around one session, 0 to 10; `None` is not rated.

    Attributes:
        before, after: right before and right after it.
        later: the next morning, or whenever it was asked again.
        later_after_h: hours between the session and `later`, or `None` where nobody knows.
        later_highest: the highest where it was asked more than once; else `later` is all there is.
    """

    before: int | None = None
    after: int | None = None
    later: int | None = None
    later_after_h: float | None = None
    later_highest: int | None = None


def light_of(limits: PainLimits, ratings: PainRatings) -> Light | None:
    """The light of a session: of the pain after it; `None` without a rating."""
    return None if ratings.after is None else limits.light(ratings.after)


def has_settled(limits: PainLimits, ratings: PainRatings) -> bool | None:
    """Whether the pain went back to green, or to what it was before the session; `None` if not known.

    A rating that came before the plan's hours were over and is still raised says nothing yet.
    """
    if ratings.later is None:
        return None
    rest = limits.green_up_to if ratings.before is None else max(limits.green_up_to, ratings.before)
    if ratings.later <= rest:
        return True
    early = ratings.later_after_h is not None and ratings.later_after_h < limits.settles_within_h
    return None if early else False


@dataclass(frozen=True, slots=True, kw_only=True)
class Flare:
    """The rating that makes a flare, and the limit that it lies above."""

    pain: int
    limit: int


def flare_of(limits: PainLimits, ratings: PainRatings) -> Flare | None:
    """Red after the session or the next day, or raised and not settled within the plan's hours; or `None`.

    Red the next day is one whatever the session was, and stays one when it settles later that day. Green
    after the session and amber the next day is watched.
    """
    later = ratings.later if ratings.later_highest is None else ratings.later_highest
    for pain in (ratings.after, later):
        if pain is not None and limits.light(pain) is Light.RED:
            return Flare(pain=pain, limit=limits.amber_up_to)
    unsettled = light_of(limits, ratings) is not Light.GREEN and has_settled(limits, ratings) is False
    if unsettled and ratings.later is not None:
        return Flare(pain=ratings.later, limit=max(limits.green_up_to, ratings.before or 0))
    return None


def is_flare(limits: PainLimits, ratings: PainRatings) -> bool:
    """Whether these ratings are a flare."""
    return flare_of(limits, ratings) is not None


def advice_before(limits: PainLimits, pain: int) -> Advice:
    """What to do about a session when pain is this much before it."""
    return ADVICE[limits.light(pain)]
