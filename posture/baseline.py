"""The user's own reference, and how far a posture is from it.

A reference holds, for each feature, its centre and its spread while the user sat comfortably upright.
A deviation is measured in *limits*: 1 is the point where it counts. A limit is not smaller than the
noise floor, three times the spread seen while calibrating (the smallest detectable change), so a
jittery camera makes the program less sensitive instead of nervous, and somebody who glances around
while calibrating gets a wider band. It is never widened beyond `WIDEST` times, or a restless
calibration would make the program blind.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import median, quantiles
from typing import TYPE_CHECKING, NamedTuple

from posture.features import Features, shrinks_by
from posture.side_view import head_size, sees_side

if TYPE_CHECKING:
    from collections.abc import Sequence

NOISE_SIGMAS = 3.0
"""The smallest detectable change in standard deviations. ENG, the usual three sigma."""

MAD_TO_SIGMA = 1.4826
"""Median absolute deviation to standard deviation, for a normal distribution."""

LEAST_FOR_DECILES = 10
"""With fewer values than this a single slip would be a whole decile."""

DECILES_TO_SIGMA = 2.563
"""From the first to the last decile there are this many standard deviations, for a normal distribution."""


WIDEST = 1.25
"""How much wider than its usual limit the noise floor can make a limit. ENG, see docs/accuracy.md."""


FACE_YAW = 0.75
"""Nose off the middle of the ears by this many ear distances: from here on the size of the face is a guess,

because the ear behind the head is one. ENG; a head turned by 45 degrees reads about 0.75 (docs/geometry.md).
"""


ASIDE = 0.25
"""A reference whose yaw is beyond this was taken by a camera beside the screen, 16 degrees and more. ENG."""


class Limits(NamedTuple):
    """How large a change must be to count, before the noise floor and the sensitivity.

    Chosen from the geometry of a seated body (docs/geometry.md) and checked on labelled webcam
    pictures; see docs/accuracy.md for what they were tuned on. All ENG.
    """

    neck: float = 0.065
    """Share of the user's own neck height. A slump of 5 cm reads 7 to 17 %, depending on the lens."""
    face_ratio: float = 0.07
    """Share of the user's own. A head 4 cm forward reads about 7 %."""
    shoulder_drop: float = 0.10
    """Shoulder widths. A slump of 5 cm reads 0.2, a chair 4 cm lower 0.1: never enough alone."""
    size: float = 0.08
    """Share of the user's own shoulder width. Leaning in by 12 degrees reads 16 %, back by 8 minus 8."""
    head_roll: float = 9.0
    """Degrees."""
    shoulder_tilt: float = 6.5
    """Degrees."""
    lateral: float = 0.08
    """Shoulder widths. A lean of 12 degrees reads 0.12."""
    shift: float = 0.20
    """Shoulder widths that the shoulders moved sideways."""
    pitch: float = 0.2
    """Nose below the ears, over ear to ear. A slump reads up to 0.19, a look at the keyboard 0.34."""
    ear_ahead: float = 10.0
    """Degrees, from the side. A slump of 5 cm reads about 13, the head 8 cm forward 26."""
    trunk: float = 8.0
    """Degrees, from the side. Leaning in by 12 degrees reads 12."""


LIMITS = Limits()


SHOULDERS_PER_FACE = 2.35
"""Shoulder widths in an ear distance, 36 over 15.3 cm: what stands for the shoulders from the side. ENG."""

HIP_SEEN = 0.5
"""Hips less sure than this say nothing about the trunk. ENG."""


def shoulder_width(centre: Features) -> float:
    """Shoulder to shoulder in frame heights; from the side as wide as they usually are for that head."""
    return SHOULDERS_PER_FACE * head_size(centre) if sees_side(centre) else centre.shoulders


def shape_limits(centre: Features) -> dict[str, float]:
    """The limits of the features of shape, in the features' own units."""
    if sees_side(centre):
        return {"ear_ahead": LIMITS.ear_ahead, "trunk": LIMITS.trunk, "yaw": FACE_YAW}
    return {
        "neck": LIMITS.neck * centre.neck,
        "neck_mouth": LIMITS.neck * centre.neck,
        "face_ratio": LIMITS.face_ratio * centre.face_ratio,
        "head_roll": LIMITS.head_roll,
        "shoulder_tilt": LIMITS.shoulder_tilt,
        "lateral": LIMITS.lateral,
        "yaw": FACE_YAW,
    }


class Deviation(NamedTuple):
    """Each change in limits; positive is the direction named. Derived as `Comparison.deviation` says.

    What cannot be seen is 0: from the front the last two, from the side all but place and those two.
    """

    neck_drop: float
    mouth_drop: float
    head_forward: float
    shoulder_drop: float
    head_drop: float
    closer: float
    face_closer: float
    roll_left: float
    tilt_left: float
    lateral_left: float
    shift_left: float
    looks_down: float
    ear_forward: float
    trunk_forward: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """A personal reference.

    Attributes:
        centre: median of each feature over the calibration.
        spread: standard deviation of each feature, see `_spread`.
        samples: how many observations it was made from.
        frame_size: pixels of the pictures it was made from.
        relaxed: the centre of a second anchor, the user's own relaxed slouch, or `None`.
        standing: the centre of another one, the user standing at his desk, or `None`.
    """

    centre: Features
    spread: Features
    samples: int
    frame_size: tuple[int, int]
    relaxed: Features | None = None
    standing: Features | None = None

    @property
    def from_side(self) -> bool:
        """Whether the camera stood at the user's side."""
        return sees_side(self.centre)

    @classmethod
    def from_samples(cls, samples: Sequence[Features], frame_size: tuple[int, int]) -> Baseline:
        """The reference of `samples`.

        Raises:
            ValueError: `samples` is empty.
        """
        if not samples:
            msg = "a reference needs at least one sample"
            raise ValueError(msg)
        columns = list(zip(*samples, strict=True))
        return cls(
            centre=Features._make(median(column) for column in columns),
            spread=Features._make(_spread(column) for column in columns),
            samples=len(samples),
            frame_size=frame_size,
        )


def _spread(values: Sequence[float]) -> float:
    """A standard deviation that single slips of the estimator do not touch and short glances do.

    The larger of two robust ones, by the median absolute deviation and by the middle four fifths: whoever
    looks around for more than a tenth of the calibration gets a wider band.
    """
    middle = median(values)
    by_median = MAD_TO_SIGMA * median(abs(value - middle) for value in values)
    if len(values) < LEAST_FOR_DECILES:
        return by_median
    deciles = quantiles(values, n=10, method="inclusive")
    return max(by_median, (deciles[-1] - deciles[0]) / DECILES_TO_SIGMA)


LEAST_ANCHOR = 1.5
"""A relaxed anchor must differ from upright by this many limits to be of use. ENG."""

HALFWAY = 0.4
"""Share of the way to the relaxed anchor that counts. ENG; the anchor is a whole slouch."""

ALIKE = 0.85
"""Cosine between a change and the user's own way of slumping under which they are different things. ENG."""


def _slump_part(d: Deviation) -> tuple[float, ...]:
    """The part of a deviation that a slump is made of. The mouth is left out: it feels every look down."""
    drop = max(d.shoulder_drop, d.head_drop)
    return (d.neck_drop, d.head_forward, drop, d.ear_forward, d.trunk_forward)


class Comparison:
    """A baseline made ready to be compared with quickly: limits worked out once.

    Args:
        baseline: the reference.
        sensitivity: above 1, smaller changes count (`slouch.sensitivity`).
        centre: where the reference is now, when the camera moved or the user settled since.
    """

    __slots__ = ("_baseline", "_direction", "_scales", "_sensitivity", "centre", "from_side")

    def __init__(self, baseline: Baseline, sensitivity: float, centre: Features | None = None) -> None:
        self._baseline = baseline
        self._sensitivity = sensitivity
        self._direction: tuple[float, ...] | None = None
        self.from_side = sees_side(baseline.centre)
        self.centre = baseline.centre
        self._scales = self._limits()
        if baseline.relaxed is not None:
            towards = _slump_part(self.deviation(baseline.relaxed))
            length = sqrt(sum(value * value for value in towards))
            # An anchor that can hardly be told from upright would make every fidget a slouch.
            if length >= LEAST_ANCHOR:
                self._direction = towards
        if centre is not None:
            self.centre = centre
            self._scales = self._limits()

    def _limits(self) -> tuple[float, ...]:
        """One over the limit of each part of a deviation."""
        centre, spread = self.centre, self._baseline.spread

        def scale(limit: float, sigma: float) -> float:
            wanted = limit / self._sensitivity
            return 1.0 / min(max(wanted, NOISE_SIGMAS * sigma), WIDEST * wanted)

        if self.from_side:
            width = shoulder_width(centre)
            return (
                scale(LIMITS.ear_ahead, spread.ear_ahead),
                scale(LIMITS.trunk, spread.trunk),
                scale(LIMITS.shoulder_drop * width, spread.shoulder_y),
                scale(LIMITS.shoulder_drop * width, spread.head_y),
                scale(LIMITS.shift * width, spread.shoulder_x),
            )
        return (
            scale(LIMITS.neck * centre.neck, spread.neck),
            scale(LIMITS.neck * centre.neck, spread.neck_mouth),
            scale(LIMITS.face_ratio * centre.face_ratio, spread.face_ratio),
            scale(LIMITS.shoulder_drop * centre.shoulders, spread.shoulder_y),
            scale(LIMITS.shoulder_drop * centre.shoulders, spread.head_y),
            scale(LIMITS.size * centre.shoulders, spread.shoulders),
            scale(LIMITS.size * centre.face, spread.face),
            scale(LIMITS.head_roll, spread.head_roll),
            scale(LIMITS.shoulder_tilt, spread.shoulder_tilt),
            scale(LIMITS.lateral, spread.lateral),
            scale(LIMITS.shift * centre.shoulders, spread.shoulder_x),
            scale(LIMITS.pitch, spread.pitch),
        )

    def with_sensitivity(self, sensitivity: float) -> Comparison:
        """The same reference where it is now, with other limits."""
        return Comparison(self._baseline, sensitivity, self.centre)

    def with_centre(self, centre: Features) -> Comparison:
        """The same comparison around another centre; the user's own direction stays."""
        return Comparison(self._baseline, self._sensitivity, centre)

    def towards_relaxed(self, deviation: Deviation) -> float:
        """How far along the user's own way from upright to relaxed, 1 where it counts; 0 without an anchor.

        `HALFWAY` counts. What is mostly something else (less than `ALIKE` of it points that way) is
        not on the way at all.
        """
        direction = self._direction
        if direction is None:
            return 0.0
        here = _slump_part(deviation)
        dot = sum(one * other for one, other in zip(here, direction, strict=True))
        length = sum(value * value for value in direction)
        size = sqrt(sum(value * value for value in here) * length)
        if dot <= 0.0 or dot < ALIKE * size:
            return 0.0
        return dot / (HALFWAY * length)

    @property
    def knows_relaxed(self) -> bool:
        """Whether a second anchor taught the user's own way of slumping."""
        return self._direction is not None

    @property
    def baseline(self) -> Baseline:
        """The reference compared with."""
        return self._baseline

    def deviation(self, now: Features) -> Deviation:
        """How far `now` is from the reference.

        The size of the face says little while the head is turned more than `FACE_YAW` from the user's
        own direction: what is made of it is 0 then, and the neck, which does not feel a turn, goes on.
        """
        if self.from_side:
            return self._from_side(now)
        centre = self.centre
        scales = self._scales
        faces = -FACE_YAW < now.yaw - centre.yaw < FACE_YAW
        face, face_ratio = now.face, now.face_ratio
        if abs(centre.yaw) > ASIDE:
            # Seen obliquely, whoever comes closer turns trunk and head against the lens alike: as seen, face
            # over shoulders stays, and to undo the turn of the head alone would make it grow.
            undone = min(1.0, shrinks_by(centre.yaw) / shrinks_by(now.yaw))
            face, face_ratio = face * undone, face_ratio * undone
        return Deviation(
            (centre.neck - now.neck) * scales[0],
            (centre.neck_mouth - now.neck_mouth) * scales[1],
            (face_ratio - centre.face_ratio) * scales[2] if faces else 0.0,
            (now.shoulder_y - centre.shoulder_y) * scales[3],
            (now.head_y - centre.head_y) * scales[4],
            (now.shoulders - centre.shoulders) * scales[5],
            (face - centre.face) * scales[6] if faces else 0.0,
            (now.head_roll - centre.head_roll) * scales[7],
            (now.shoulder_tilt - centre.shoulder_tilt) * scales[8],
            (now.lateral - centre.lateral) * scales[9],
            (now.shoulder_x - centre.shoulder_x) * scales[10],
            (now.pitch - centre.pitch) * scales[11],
            0.0,
            0.0,
        )

    def _from_side(self, now: Features) -> Deviation:
        centre = self.centre
        ear, trunk, shoulder_y, head_y, shoulder_x = self._scales
        hips = now.hip_seen >= HIP_SEEN and centre.hip_seen >= HIP_SEEN
        return Deviation(
            neck_drop=0.0,
            mouth_drop=0.0,
            head_forward=0.0,
            shoulder_drop=(now.shoulder_y - centre.shoulder_y) * shoulder_y,
            head_drop=(now.head_y - centre.head_y) * head_y,
            closer=0.0,
            face_closer=0.0,
            roll_left=0.0,
            tilt_left=0.0,
            lateral_left=0.0,
            shift_left=(now.shoulder_x - centre.shoulder_x) * shoulder_x,
            looks_down=0.0,
            ear_forward=(now.ear_ahead - centre.ear_ahead) * ear,
            trunk_forward=(now.trunk - centre.trunk) * trunk if hips else 0.0,
        )
