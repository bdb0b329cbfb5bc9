"""Which exercises there are to choose from, in groups, and which fit a break. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture.exercises import Position, Tier
from posture.labels import Activity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from posture.exercises import Exercise

OFFERED = 3
_GROUPS = (
    (Position.SEATED, "Seated"),
    (Position.EITHER, "Seated or standing"),
    (Position.STANDING, "Standing"),
    (Position.FLOOR, "On the floor"),
)
BREAK_GROUP = "For this break"
_NAME_WIDTH = 24
_BRIEF = {
    Tier.RELIABLE: "counted",
    Tier.UNSURE: "you check",
    Tier.WHOLE_BODY: "step back",
    Tier.UNSEEN: "timed",
}
"""What the camera does, in very little room; the text beside the list tells it in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Exercises under one title."""

    title: str
    exercises: tuple[Exercise, ...]


def groups(
    exercises: Iterable[Exercise], *, search: str = "", offered: Sequence[Exercise] = ()
) -> tuple[Group, ...]:
    """The exercises by where they are done, those offered for a break first; only what is searched for."""
    found = [exercise for exercise in exercises if _matches(exercise, search)]
    first = tuple(exercise for exercise in offered if _matches(exercise, search))
    listed = [
        Group(title=name, exercises=tuple(one for one in found if one.position is position))
        for position, name in _GROUPS
    ]
    every = [Group(title=BREAK_GROUP, exercises=first), *listed]
    return tuple(group for group in every if group.exercises)


def for_break(exercises: Iterable[Exercise], activity: Activity, turn: int) -> tuple[Exercise, ...]:
    """Three short exercises that can be done where the user is, others at each turn.

    What he can do on the spot and what the camera counts comes first; the floor is never offered at a desk,
    and what is only timed is no short break. A seated user is offered one for which he stands up.
    """
    here = (Position.EITHER, Position.STANDING)
    if activity is not Activity.STANDING:
        here = (Position.EITHER, Position.SEATED)
    counted = [one for one in exercises if one.tier is not Tier.UNSEEN]
    moving = [one for one in counted if one.position is Position.STANDING or one.id == "sit_to_stand"]
    still = [one for one in counted if one.position in here and one not in moving]
    chosen = [*_turned(moving, turn)[:1], *_turned(still, turn * (OFFERED - 1))]
    return tuple(chosen[:OFFERED])


def line(exercise: Exercise) -> str:
    """One entry of the list: the name, and what the camera does."""
    return f"{exercise.name:<{_NAME_WIDTH}} {_BRIEF[exercise.tier]}"


def _turned(exercises: Sequence[Exercise], turn: int) -> list[Exercise]:
    if not exercises:
        return []
    start = turn % len(exercises)
    return [*exercises[start:], *exercises[:start]]


def _matches(exercise: Exercise, search: str) -> bool:
    words = search.casefold().split()
    text = f"{exercise.id} {exercise.name} {exercise.summary}".casefold()
    return all(word in text for word in words)
