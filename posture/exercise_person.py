"""Who exercises, and whether he is in his place or still getting into it.

While somebody exercises he may stand sideways, with the head turned, bent or behind an arm, so the tests of a
seated face that `features.is_person` makes do not fit. A head above shoulders finds the person; from then on
place and size tell who it is, and what an estimator makes of a coat on a chair does not stay in its place.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from math import hypot, log
from statistics import median
from typing import TYPE_CHECKING

from posture.exercise_signals import Body
from posture.exercise_smoothing import Smoother
from posture.exercises import Anchor
from posture.landmarks import Joint

if TYPE_CHECKING:
    from posture.landmarks import Pose

_HEAD = (Joint.NOSE, Joint.LEFT_EYE, Joint.RIGHT_EYE, Joint.LEFT_EAR, Joint.RIGHT_EAR)
_SMALLEST = 0.03
"""Shoulders narrower than this share of the picture's height are too far away to follow. ENG."""
_REMEMBER_S = 1.5
"""After this long unseen, place and size say nothing any more. ENG."""
_STEP = 1.5
"""Somebody moves by less than this many shoulder widths between two looks. ENG."""
_SIZES = 1.8
"""Somebody who is so many times larger or smaller is another person. ENG."""
_WINDOW_S = 0.7
_TRAVEL = 0.8
"""Sideways travel in shoulder widths within the window that is walking: 0.4 m/s. ENG: people walk at 1."""
_GROWTH = 0.4
"""Change of size (natural logarithm) within the window that is coming closer or going.

ENG: raised arms draw the shoulders together and make somebody with a small face look a quarter smaller.
"""
_FLICKER_S = 2.0
_LEAP = 0.1
"""Usual change of size (natural logarithm) between two looks that no body makes. ENG: still people 0.01."""
_SIZE_S = 10.0
"""Somebody's size is what he showed in this time. ENG: longer than most repetitions."""
_SIZE_SHARE = 0.75
"""Share of the sizes shown that are no larger than his. ENG: above the folded half, below the slips."""


class PersonFinder:
    """Follows the one who exercises: the largest at first, then whoever continues him."""

    def __init__(self) -> None:
        self._place: tuple[float, float, float] | None = None
        self._t = 0.0

    def find(self, t: float, poses: tuple[Pose, ...], frame_size: tuple[int, int]) -> Body | None:
        """The body of the one who exercises, or `None` when he is not among `poses`."""
        if self._place is not None and t - self._t > _REMEMBER_S:
            self._place = None
        bodies = [body for body in (Body(pose, frame_size) for pose in poses) if body.plausible()]
        best: Body | None = None
        if self._place is None:
            best = max(filter(_is_somebody, bodies), key=lambda body: body.measured, default=None)
        else:
            near = [(self._distance(body), index) for index, body in enumerate(bodies)]
            best = bodies[min(near)[1]] if near and min(near)[0] < 1.0 else None
        if best is not None:
            self._place, self._t = (*best.middle(Joint.LEFT_SHOULDER), best.unit), t
        return best

    def _distance(self, body: Body) -> float:
        """How unlike the last sighting, 1 where it is somebody else; the shoulders must be seen."""
        assert self._place is not None
        x, y, unit = self._place
        if not (body.seen(Joint.LEFT_SHOULDER) or body.seen(Joint.RIGHT_SHOULDER)):
            return 1.0
        here = body.middle(Joint.LEFT_SHOULDER)
        moved = hypot(here[0] - x, here[1] - y) / (unit * _STEP)
        grown = abs(log(body.measured / unit)) / log(_SIZES)
        return max(moved, grown)


def _is_somebody(body: Body) -> bool:
    """A head that is seen above shoulders that are seen."""
    if sum(body.seen(joint) for joint in _HEAD) < 2 or body.measured < _SMALLEST:
        return False
    if not (body.seen(Joint.LEFT_SHOULDER) or body.seen(Joint.RIGHT_SHOULDER)):
        return False
    height = body.middle(Joint.LEFT_SHOULDER)[1] - body.middle(Joint.LEFT_EAR)[1]
    return 0.1 * body.measured < height < 1.5 * body.measured


class Yardstick:
    """How large somebody is while he stays where he is, from what single pictures show of him.

    Pictures err to both sides: a trunk that folds looks short, an estimator's slip looks large. What most
    of the last seconds reach is neither.
    """

    def __init__(self) -> None:
        self._recent: deque[tuple[float, float]] = deque()
        self._sizes: list[float] = []

    def reset(self) -> None:
        """Somebody else, or another place."""
        self._recent.clear()
        self._sizes.clear()

    def size(self, t: float, measured: float) -> float:
        """The size at `t`, in the unit of what was measured."""
        recent = self._recent
        sizes = self._sizes
        recent.append((t, measured))
        insort(sizes, measured)
        while recent[0][0] < t - _SIZE_S:
            _, old = recent.popleft()
            del sizes[bisect_left(sizes, old)]
        return sizes[int(_SIZE_SHARE * (len(sizes) - 1))]


class Steadiness:
    """Whether the body stays where it is, by the shoulders or, for movements of the trunk, by the feet."""

    def __init__(self, anchor: Anchor) -> None:
        self._anchor = anchor
        self._x, self._size = Smoother(), Smoother()
        self._recent: deque[tuple[float, float, float]] = deque()
        self._leaps: deque[tuple[float, float]] = deque()
        self._last_size: float | None = None

    def reset(self) -> None:
        """Forget where it was."""
        self._x.reset()
        self._size.reset()
        self._recent.clear()
        self._leaps.clear()
        self._last_size = None

    def is_steady(self, t: float, body: Body) -> bool:
        """Whether it stayed in its place for as long as was looked at, at most `_WINDOW_S`."""
        if self._anchor is Anchor.NOTHING:
            return True
        joint = Joint.LEFT_SHOULDER
        if self._anchor is Anchor.FEET:
            feet_seen = body.seen(Joint.LEFT_ANKLE) or body.seen(Joint.RIGHT_ANKLE)
            joint = Joint.LEFT_ANKLE if feet_seen else Joint.LEFT_HIP
        recent, size = self._recent, log(body.measured)
        recent.append((t, self._x(t, body.middle(joint)[0]), self._size(t, size)))
        while recent[0][0] < t - _WINDOW_S:
            recent.popleft()
        if self._flickers(t, size):
            return False
        travel = max(x for _, x, _ in recent) - min(x for _, x, _ in recent)
        growth = max(size for _, _, size in recent) - min(size for _, _, size in recent)
        return travel <= _TRAVEL * body.measured and growth <= _GROWTH

    def _flickers(self, t: float, size: float) -> bool:
        """Whether the size leaps from picture to picture: what an estimator makes of no body at all."""
        if self._last_size is not None:
            self._leaps.append((t, abs(size - self._last_size)))
            while self._leaps[0][0] < t - _FLICKER_S:
                self._leaps.popleft()
        self._last_size = size
        return median([0.0, *(leap for _, leap in self._leaps)]) > _LEAP
