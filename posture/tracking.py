"""Which of the people in view is the user.

The one who continues the pose seen a moment ago; without one, the person nearest to the calibrated
place and size; without a reference, the largest. Anybody much smaller than the reference sits or walks
behind the user and is nobody to us.

Whoever was seen beside the user is a companion, and stays one wherever he goes: when the user gets up and the
colleague at the next desk is still in view, the chair is empty. One person who flickers is never two at once,
and two sightings with one head are one person (in dim light estimators find a body twice), so nobody is a
companion of himself. A companion who sits in the user's own place for `_ADOPT_S` is taken for the user after
all: the two may have been mistaken for each other.
"""

from __future__ import annotations

from math import hypot, log
from typing import TYPE_CHECKING, NamedTuple

from posture.features import NOSE_TO_EARS, flatten, is_person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture.features import Features
    from posture.landmarks import Pose
    from posture.settings import ViewSettings

_SMALLEST = 0.55
"""Shoulders (or face) under this share of the reference belong to somebody behind the user. ENG."""

_REMEMBER_S = 3.0
"""After this long unseen, continuity says nothing any more. ENG."""

_JUMP = 1.5
"""Nobody moves this far from one sighting to the next: a slip of the estimator, or somebody else. ENG."""

_SAME = 0.6
"""Two sightings of a companion less unlike than this are the same person. ENG."""

_TWIN = 0.3
"""Less unlike than this in one picture, two sightings are one body: two heads are farther apart. ENG."""

_FORGET_S = 60.0
"""A companion unseen for this long is forgotten. ENG."""

_ADOPT_S = 180.0
"""A companion in the user's place for this long is the user. ENG."""


class Place(NamedTuple):
    """Where somebody is in the picture and how large, in frame heights."""

    x: float
    y: float
    shoulders: float
    face: float


class _Person(NamedTuple):
    """Somebody in this picture."""

    pose: Pose
    flat: Sequence[float]
    place: Place


class _Companion(NamedTuple):
    """Somebody who was seen beside the user: where and when last, and since when in the user's own place."""

    place: Place
    t: float
    in_place_since: float | None


class UserTracker:
    """Follows one person from frame to frame."""

    __slots__ = ("_companions", "_last", "_last_t", "_settings")

    def __init__(self, settings: ViewSettings) -> None:
        self._settings = settings
        self._last: Place | None = None
        self._last_t = 0.0
        self._companions: list[_Companion] = []

    def use(self, settings: ViewSettings) -> None:
        """Go by these from now on; what is under way goes on."""
        self._settings = settings

    def reset(self) -> None:
        """Forget where the user was; who was seen beside him is still nobody else."""
        self._last = None

    def pick(
        self, t: float, poses: tuple[Pose, ...], frame_size: tuple[int, int], reference: Features | None
    ) -> tuple[Pose, Sequence[float]] | None:
        """The user's pose and its flattened landmarks, or `None` when the user is not among `poses`."""
        follows = self._last is not None and t - self._last_t <= _REMEMBER_S
        near = self._last if follows else _usual(reference)
        people = self._people(poses, frame_size, reference)
        if len(people) > 1:
            people = _one_each(people, near)
        best: _Person | None = None
        best_cost = _JUMP if follows else float("inf")
        # Where everybody is in view again, places tell more than what was remembered of them.
        remembers = bool(self._companions) and (follows or len(people) == 1)
        for person in people:
            if remembers and self._is_companion(t, person.place, near if follows else None):
                continue
            cost = _distance(person.place, near) if near is not None else -person.place.shoulders
            if cost < best_cost:
                best, best_cost = person, cost
        if best is not None:
            self._last, self._last_t = best.place, t
        if len(people) > 1 or self._companions:
            self._note_companions(
                t, [person.place for person in people if person is not best], _usual(reference)
            )
        return None if best is None else (best.pose, best.flat)

    def _people(
        self, poses: tuple[Pose, ...], frame_size: tuple[int, int], reference: Features | None
    ) -> list[_Person]:
        people = []
        for pose in poses:
            flat = flatten(pose, frame_size)
            if not is_person(pose, flat, self._settings):
                continue
            place = _place(flat)
            if reference is not None and (
                place.shoulders < _SMALLEST * reference.shoulders and place.face < _SMALLEST * reference.face
            ):
                continue
            people.append(_Person(pose, flat, place))
        return people

    def _is_companion(self, t: float, place: Place, user: Place | None) -> bool:
        """Whether somebody here is a known companion rather than the user, who was at `user` a moment ago."""
        for companion in self._companions:
            unlike = _distance(place, companion.place)
            if unlike >= _SAME or (user is not None and unlike >= _distance(place, user)):
                continue
            if companion.in_place_since is None or t - companion.in_place_since < _ADOPT_S:
                return True
        return False

    def _note_companions(self, t: float, places: list[Place], usual: Place | None) -> None:
        """Everybody in view but the user: known ones move on, new ones are only new beside the user."""
        user_in_view = self._last is not None and self._last_t == t
        kept = [companion for companion in self._companions if t - companion.t <= _FORGET_S]
        for place in places:
            known = min(kept, key=lambda one: _distance(place, one.place), default=None)
            if known is not None and _distance(place, known.place) < _SAME:
                kept.remove(known)
            elif user_in_view:
                known = None
            else:
                continue
            since = None
            if usual is not None and _distance(place, usual) < _SAME and not user_in_view:
                since = t if known is None or known.in_place_since is None else known.in_place_since
            kept.append(_Companion(place, t, since))
        self._companions = kept


def _one_each(people: list[_Person], near: Place | None) -> list[_Person]:
    """The people without second sightings of the same body; of two the one nearer to `near` is kept."""
    if near is not None:
        people = sorted(people, key=lambda person: _distance(person.place, near))
    kept: list[_Person] = []
    for person in people:
        if all(_distance(person.place, other.place) >= _TWIN for other in kept):
            kept.append(person)
    return kept


def _usual(reference: Features | None) -> Place | None:
    """Where the user sits as a rule."""
    if reference is None:
        return None
    return Place(reference.shoulder_x, reference.head_y, reference.shoulders, reference.face)


def _place(flat: Sequence[float]) -> Place:
    (
        nose_x, nose_y, left_ear_x, left_ear_y, right_ear_x, right_ear_y, _,
        left_x, left_y, right_x, right_y, *_,
    ) = flat  # fmt: skip
    ear_x, ear_y = (left_ear_x + right_ear_x) / 2, (left_ear_y + right_ear_y) / 2
    return Place(
        (left_x + right_x) / 2,
        ear_y,
        hypot(left_x - right_x, left_y - right_y),
        # The size of the head, however it is turned.
        max(
            hypot(left_ear_x - right_ear_x, left_ear_y - right_ear_y),
            hypot(nose_x - ear_x, nose_y - ear_y) / NOSE_TO_EARS,
        ),
    )


def _distance(place: Place, near: Place) -> float:
    """How unlike two sightings are: place in shoulder widths plus log of size."""
    scale = max(near.shoulders, near.face)
    return (
        abs(place.x - near.x) / scale
        + abs(place.y - near.y) / scale
        + abs(log(max(place.face, 1e-6) / max(near.face, 1e-6)))
    )
