"""What one picture says about standing: by an anchor of its own, or by a body that rose and shows more.

With an anchor (`Baseline.standing`) a picture is compared with both references in place and size, in the same
limits as everywhere, and belongs to the one that is clearly nearer (`NEARER`); in between it says nothing.

Without one, or where the face left the picture at the top, a body stands when its shoulders are `RISE`
shoulder widths higher than where this user sits, it is not nearer than there, and both hips are in view,
which the desk hides while he sits. A tilted lid also lifts everything in the picture, but shows no hips of
somebody behind a desk. Where the hips are in view while sitting the rise proves nothing, and this rule is
silent: then the anchor or the key tells. It ends when the shoulders are less than half as high over the seat.
"""

from __future__ import annotations

from math import exp, hypot, sqrt
from typing import TYPE_CHECKING, NamedTuple

from posture.baseline import LIMITS
from posture.labels import Activity
from posture.landmarks import Joint

if TYPE_CHECKING:
    from posture.features import Features
    from posture.landmarks import Landmark, Pose
    from posture.settings import ViewSettings

NEARER = 0.6
"""A picture belongs to the reference whose distance is less than this share of the other's. ENG."""

LEAST_APART = 2.0
"""Standing and sitting must differ by this many limits to be told apart. ENG."""

RISE = 0.6
"""Shoulder widths. ENG: standing up where one sits reads 1.0, a slump 0.2 (docs/geometry.md)."""

_FALL = 0.3
"""Less than this over the seat is sitting again. ENG."""

_NEARER_SIZE, _FARTHER_SIZE = 1.15, 0.5
"""Shoulders wider or narrower than these shares of the seated ones are another movement, or person. ENG."""

_HIPS_USUAL = 0.2
"""Hips in view for more than this share of sitting are no sign of standing. ENG."""

_FOLLOW_S = 20.0
"""The seated place follows the user with this time constant. ENG."""

_REMEMBER_S = 3.0
"""After this long unseen, a body without a head is not taken for the user's. ENG."""

_ASIDE = 0.75
"""It must not be further aside than this many shoulder widths. ENG."""

_TOP = 0.08
"""The nose is above the picture, or at its edge (share of its height). ENG."""


# As numbers: a member of an enumeration is slow to look up, and this is done for each picture.
_LEFT_SHOULDER, _RIGHT_SHOULDER = int(Joint.LEFT_SHOULDER), int(Joint.RIGHT_SHOULDER)
_LEFT_HIP, _RIGHT_HIP = int(Joint.LEFT_HIP), int(Joint.RIGHT_HIP)


class Torso(NamedTuple):
    """Shoulders and hips of one pose, in frame heights."""

    x: float
    y: float
    width: float
    hips: bool


def standing_distance(features: Features, reference: Features, sitting: Features) -> float:
    """How far `features` are from a reference in place and size, in limits at the sitting one's size."""
    drop = LIMITS.shoulder_drop * sitting.shoulders
    return sqrt(
        ((features.shoulder_y - reference.shoulder_y) / drop) ** 2
        + ((features.head_y - reference.head_y) / drop) ** 2
        + ((features.shoulders - reference.shoulders) / (LIMITS.size * sitting.shoulders)) ** 2
        + ((features.face - reference.face) / (LIMITS.size * sitting.face)) ** 2
    )


def moved_along(standing: Features, before: Features, now: Features) -> Features:
    """The standing anchor after the sitting one was set from `before` into a new place, `now`.

    A lid that was tilted lifts both alike and changes no size. A chair that was moved says nothing about
    where the user stands.
    """
    if abs(now.shoulders - before.shoulders) > LIMITS.size * before.shoulders:
        return standing
    return standing._replace(
        shoulder_x=standing.shoulder_x + now.shoulder_x - before.shoulder_x,
        shoulder_y=standing.shoulder_y + now.shoulder_y - before.shoulder_y,
        head_y=standing.head_y + now.head_y - before.head_y,
    )


class StandingSigns:
    """Remembers where the user sits, to see him rise. All times in seconds.

    Args:
        settings: what counts as seen.
    """

    def __init__(self, settings: ViewSettings) -> None:
        self._settings = settings
        self._seat: Torso | None = None
        self._hips_share = 0.0
        self._last: Torso | None = None
        self._last_t = 0.0
        self._learned_t: float | None = None
        self._stands = False

    def use(self, settings: ViewSettings) -> None:
        """Go by these from now on; what is under way goes on."""
        self._settings = settings

    def sits_at(self, centre: Features) -> None:
        """The reference says where the user sits."""
        self._seat = Torso(centre.shoulder_x, centre.shoulder_y, centre.shoulders, hips=False)
        self._hips_share = 0.0

    def forget(self) -> None:
        """The user was out of sight: what comes need not be where he was."""
        self._last = None
        self._learned_t = None
        self._stands = False

    def by_anchor(self, features: Features, sitting: Features, standing: Features) -> Activity | None:
        """Which of the two references a picture belongs to, or `None` when neither is clearly nearer."""
        to_sitting = standing_distance(features, sitting, sitting)
        to_standing = standing_distance(features, standing, sitting)
        if to_standing < NEARER * to_sitting:
            return Activity.STANDING
        return Activity.SITTING if to_sitting < NEARER * to_standing else None

    def by_rise(self, t: float, pose: Pose, frame_size: tuple[int, int]) -> Activity | None:
        """Whether the user rose from his seat or sits there, or `None` when that cannot be told."""
        torso = self._torso(pose, frame_size)
        if torso is None:
            return None
        self._last, self._last_t = torso, t
        if self._seat is None:
            return None
        rise = (self._seat.y - torso.y) / self._seat.width
        if self._stands:
            self._stands = rise >= _FALL
        else:
            self._stands = rise >= RISE and self._shows_more(torso)
        if self._stands:
            return Activity.STANDING
        return Activity.SITTING if rise < _FALL else None

    def learn_seat(self, t: float) -> None:
        """The user sits as he was last seen."""
        torso = self._last
        if torso is None or self._last_t != t:
            return
        if self._seat is None:
            self._seat = torso
            self._hips_share = float(torso.hips)
        elif self._learned_t is not None:
            gain = 1.0 - exp(-(t - self._learned_t) / _FOLLOW_S)
            seat = self._seat
            self._seat = Torso(
                seat.x + gain * (torso.x - seat.x),
                seat.y + gain * (torso.y - seat.y),
                seat.width + gain * (torso.width - seat.width),
                hips=False,
            )
            self._hips_share += gain * (torso.hips - self._hips_share)
        self._learned_t = t

    def headless(self, t: float, poses: tuple[Pose, ...], frame_size: tuple[int, int]) -> Pose | None:
        """The user's body where his head has left the picture at the top, or `None`."""
        last = self._last
        if last is None or t - self._last_t > _REMEMBER_S:
            return None
        for pose in poses:
            torso = self._torso(pose, frame_size)
            if torso is None or pose[Joint.NOSE].y > _TOP:
                continue
            if (
                abs(torso.x - last.x) <= _ASIDE * last.width
                and _FARTHER_SIZE * last.width <= torso.width <= _NEARER_SIZE * last.width
                and self.by_rise(t, pose, frame_size) is Activity.STANDING
            ):
                return pose
        return None

    def _shows_more(self, torso: Torso) -> bool:
        seat = self._seat
        assert seat is not None
        return (
            torso.hips
            and self._hips_share < _HIPS_USUAL
            and _FARTHER_SIZE * seat.width <= torso.width <= _NEARER_SIZE * seat.width
        )

    def _torso(self, pose: Pose, frame_size: tuple[int, int]) -> Torso | None:
        aspect = frame_size[0] / frame_size[1]
        visible = self._settings.min_visibility
        left, right = pose[_LEFT_SHOULDER], pose[_RIGHT_SHOULDER]
        y = (left.y + right.y) / 2
        if left.visibility < visible or right.visibility < visible or not (0.0 <= y <= 1.0):
            return None
        return Torso(
            (left.x + right.x) / 2 * aspect,
            y,
            hypot((left.x - right.x) * aspect, left.y - right.y) or 1e-4,
            _in_view(pose[_LEFT_HIP], visible) and _in_view(pose[_RIGHT_HIP], visible),
        )


def _in_view(hip: Landmark, visible: float) -> bool:
    return hip.visibility >= visible and hip.presence >= visible and 0.0 <= hip.x <= 1.0 and hip.y <= 1.0
