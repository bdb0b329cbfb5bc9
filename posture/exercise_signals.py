"""Landmarks to the numbers that repetitions are counted on: 2-D, one unit, free of scale.

Theory of operation
-------------------
As in `features`, landmarks are first undone to one unit (the frame's height), y grows downwards, left and
right are the user's own. Lengths are given in *shoulder widths*, but shoulders look narrow from the side and
when the trunk turns; so the unit is the largest of three: the shoulders, the trunk over `_TORSO`, and the
face's height times `_FACE`, all the same length on an average body seen from the front. In one picture that
is what was `measured`; a trunk that folds or arms that are raised change it although nobody grew, so lengths
are taken in the size of the last seconds (`exercise_person.Yardstick`).

Angles of limbs are taken from *how much of a limb still points along its axis*, not from the angle between
two drawn lines. A forearm that comes up towards the lens first gets short and then points the other way: the
angle between the lines jumps from 180 degrees to 0, the projection passes through every value. Seen from the
side both are the same.

A signal is a number, or `None` where it cannot be known: a joint it needs is hidden or outside the picture,
or the body is turned so that the number would mean nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import acos, atan2, cos, degrees, hypot, log, sin
from typing import TYPE_CHECKING

from posture.landmarks import Joint

if TYPE_CHECKING:
    from posture.landmarks import Landmark, Pose

_TORSO = 1.35
"""Trunk over shoulder width, average body: 48 cm over 36 (posture/testing/body.py). ENG."""
_FACE = 3.5
"""Shoulder width over mouth to eyes, less than people have (4 to 5): it leads only from the side.

ENG, from the estimator's landmarks of two portraits.
"""
_UPPER_ARM = 0.8
"""Upper arm over shoulder width: 29 cm over 36. ENG."""
_FOREARM = 0.9
"""Forearm over upper arm: 26 cm over 29. ENG."""
_NOSE = 0.74
"""Nose in front of the ears, over ear to ear, as `features.NOSE_TO_EARS`."""
_VISIBLE = 0.5
"""Visibility and, of limbs, presence under which a joint is hidden: the same as `features`. ENG."""
_MARGIN = 0.03
"""A joint this far outside the picture (share of it) is a guess. ENG."""
_ABOVE = 0.04
"""A wrist that left the picture at the top is taken as still raised when it is no lower than this. ENG."""
_FACING = 0.45
"""Shoulders narrower than this share of the unit: the body is turned, and tilts mean nothing. ENG."""

_MOUTH_BELOW = 0.3
"""The mouth is below the eyes by this share of their distance: heads tilt by 70 degrees at most. ENG."""
_WIDEST_HEAD = 8.0
"""Ear to ear over mouth to eyes: 3.4 on an average face, more where it looks far up or down. ENG."""
_TURNED_LARGEST = 0.3
"""A body that is turned sideways is no larger than this share of the picture's height. ENG."""

_FACE_IN_ROLL = 2.0
"""Weight of the face's height beside the lines of ears and eyes: two thirds of them from the front. ENG."""
_SHOULDERS_FOLLOW = 0.2
"""Share of the shoulders' tilt that is taken off the head's.

A leaning trunk tilts both, but an estimator lets the shoulders follow a head that tilts alone: on two warped
portraits by half of it and by nearly all. ENG.
"""

_LEFT, _RIGHT = 0, 1

_Point = tuple[float, float]


class Body:
    """One pose, undone to one unit; what is not asked for is not computed.

    Attributes:
        measured: a shoulder width as this picture alone shows it.
        unit: a shoulder width as lengths are taken in it; who follows a body over time sets it.
    """

    __slots__ = ("_aspect", "_pose", "_trunk", "measured", "unit")

    def __init__(self, pose: Pose, frame_size: tuple[int, int]) -> None:
        self._pose = pose
        self._aspect = frame_size[0] / frame_size[1]
        self._trunk = self._measure_trunk()
        face = _distance(self.middle(Joint.LEFT_EYE), self.middle(Joint.MOUTH_LEFT))
        self.measured = self.unit = max(self._trunk, _FACE * face, 1e-4)

    def landmark(self, joint: int) -> Landmark:
        """The landmark as it came."""
        return self._pose[joint]

    def point(self, joint: int) -> _Point:
        """Where a joint is, frame heights."""
        landmark = self._pose[joint]
        return landmark[0] * self._aspect, landmark[1]

    def middle(self, left: int) -> _Point:
        """Between a joint and its right counterpart."""
        (left_x, left_y), (right_x, right_y) = self.point(left), self.point(_other(left))
        return (left_x + right_x) / 2, (left_y + right_y) / 2

    def seen(self, joint: int) -> bool:
        """Whether the estimator sees this joint, inside the picture."""
        x, y, _, visibility, presence = self._pose[joint]
        if visibility < _VISIBLE or (joint > Joint.RIGHT_SHOULDER and presence < _VISIBLE):
            return False
        return -_MARGIN <= x <= 1.0 + _MARGIN and -_MARGIN <= y <= 1.0 + _MARGIN

    def facing(self) -> bool:
        """Whether the shoulders are seen from the front."""
        return self.point(Joint.LEFT_SHOULDER)[0] - self.point(Joint.RIGHT_SHOULDER)[0] > _FACING * self.unit

    def plausible(self) -> bool:
        """Whether this can be a body at all, rather than what an estimator makes of a coat on a chair."""
        eyes, mouth = self.middle(Joint.LEFT_EYE), self.middle(Joint.MOUTH_LEFT)
        face = _distance(eyes, mouth)
        if mouth[1] - eyes[1] < _MOUTH_BELOW * face:
            return False
        if hypot(*_line(self, Joint.LEFT_EAR)) > _WIDEST_HEAD * face:
            return False
        # From the side the face alone gives the size; close to the lens that is more likely no face at all.
        return self.measured <= _TURNED_LARGEST or self.measured <= 1.5 * self._trunk

    def _measure_trunk(self) -> float:
        """Shoulders and trunk, in shoulder widths of the picture."""
        lengths = [_distance(self.point(Joint.LEFT_SHOULDER), self.point(Joint.RIGHT_SHOULDER))]
        lengths += [
            _distance(self.point(shoulder), self.point(hip)) / _TORSO
            for shoulder, hip in (
                (Joint.LEFT_SHOULDER, Joint.LEFT_HIP),
                (Joint.RIGHT_SHOULDER, Joint.RIGHT_HIP),
            )
            if self.seen(hip)
        ]
        return max(lengths)


_Measure = Callable[[Body, int], float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A number to count on.

    Attributes:
        name: as exercises name it.
        unit: what it is measured in, for people.
        means: what it is, for people.
        joints: alternatives of joints, named on the left side, of which one must be seen wholly; the first
            is the usual one. Of a signal with sides they are the joints of the side asked for.
        sided: whether there is one number for each side.
        low_is_known: whether an arm under the lower edge of the picture says enough: it is down.
        measure: the number, for a side (0 left, 1 right), or `None` where it would mean nothing.
    """

    name: str
    unit: str
    means: str
    joints: tuple[tuple[int, ...], ...]
    sided: bool
    measure: _Measure
    low_is_known: bool = False

    def hidden(self, body: Body, side: int = _LEFT, *, raised: bool = False) -> tuple[int, ...]:
        """The joints that keep this signal from being known; empty when it can be.

        Args:
            body: whose joints.
            side: 0 left, 1 right.
            raised: a moment ago a limb was; then a wrist under the picture has come down, where that of
                somebody who works may be anywhere.
        """
        fewest: tuple[int, ...] | None = None
        for wanted in self.joints:
            missing = tuple(
                joint
                for joint in (_on(side, one) for one in wanted)
                if not _seen_or_up(body, joint)
                and not (raised and _hangs(body, joint))
                and not (self.low_is_known and _is_under(body, side, joint))
            )
            if not missing:
                return ()
            if fewest is None or len(missing) < len(fewest):
                fewest = missing
        return fewest or ()


def _other(joint: int) -> int:
    """The same joint of the right side; eyes stand three apart in the topology."""
    return joint + 3 if joint == Joint.LEFT_EYE else joint + 1


def _on(side: int, joint: int) -> int:
    return joint if side == _LEFT else _other(joint)


def _distance(one: _Point, two: _Point) -> float:
    return hypot(one[0] - two[0], one[1] - two[1])


def _seen_or_up(body: Body, joint: int) -> bool:
    """Seen, or a wrist or elbow that was raised out of the picture at its top."""
    if body.seen(joint):
        return True
    if joint in (Joint.LEFT_WRIST, Joint.RIGHT_WRIST):
        elbow = joint - 2
        raised = body.point(elbow)[1] < body.point(elbow - 2)[1] - 0.4 * body.unit
        return (
            raised and (body.seen(elbow) or body.point(elbow)[1] < _ABOVE) and body.point(joint)[1] < _ABOVE
        )
    if joint in (Joint.LEFT_ELBOW, Joint.RIGHT_ELBOW):
        return body.seen(joint - 2) and body.point(joint)[1] < 0.0
    return False


def _hangs(body: Body, joint: int) -> bool:
    """A wrist that left the picture at its lower edge, under an elbow that is under its shoulder."""
    if joint not in (Joint.LEFT_WRIST, Joint.RIGHT_WRIST):
        return False
    elbow, wrist = body.point(joint - 2), body.point(joint)
    return wrist[1] > 1.0 and wrist[1] > elbow[1] > body.point(joint - 4)[1]


def _is_under(body: Body, side: int, joint: int) -> bool:
    """An elbow or a wrist that is under the picture while its shoulder is in it."""
    shoulder = _on(side, Joint.LEFT_SHOULDER)
    return joint != shoulder and body.point(joint)[1] > 1.0 and body.seen(shoulder)


def _degrees_of(share: float) -> float:
    return degrees(acos(min(1.0, max(-1.0, share))))


def _line(body: Body, left: int) -> _Point:
    (left_x, left_y), (right_x, right_y) = body.point(left), body.point(_other(left))
    return left_x - right_x, left_y - right_y


def _head_roll(body: Body) -> float:
    # A head that turns draws the ears together and lifts the farther one, which looks like a tilt; the line
    # from the mouth to the eyes stays as long as it was.
    ears, eyes = _line(body, Joint.LEFT_EAR), _line(body, Joint.LEFT_EYE)
    top, mouth = body.middle(Joint.LEFT_EYE), body.middle(Joint.MOUTH_LEFT)
    across = ears[0] + eyes[0] + _FACE_IN_ROLL * (mouth[1] - top[1])
    down = ears[1] + eyes[1] + _FACE_IN_ROLL * (top[0] - mouth[0])
    return degrees(atan2(down, across))


def _shoulder_tilt(body: Body, _side: int = _LEFT) -> float | None:
    if not body.facing():
        return None
    across = _line(body, Joint.LEFT_SHOULDER)
    return degrees(atan2(across[1], across[0]))


def _head_yaw(body: Body, _side: int) -> float | None:
    # A body that is turned takes its head along: somebody who walks away looks over no shoulder.
    if not body.facing():
        return None
    # In the head's own frame, so that a tilt to the side is no turn. The face from mouth to eyes says which
    # way is up also in profile, where the line of the ears is a point; where the ears are far apart they
    # know better, because the mouth stands further forward than the eyes.
    ears = _line(body, Joint.LEFT_EAR)
    eyes, mouth = body.middle(Joint.LEFT_EYE), body.middle(Joint.MOUTH_LEFT)
    face = _distance(eyes, mouth)
    roll = atan2(ears[1], ears[0]) if ears[0] > face else 0.0
    nose, middle = body.point(Joint.NOSE), body.middle(Joint.LEFT_EAR)
    beside = (nose[0] - middle[0]) * cos(roll) + (nose[1] - middle[1]) * sin(roll)
    width = ears[0] * cos(roll) + ears[1] * sin(roll)
    return degrees(atan2(beside / _NOSE, width))


def _neck_bend(body: Body, _side: int) -> float | None:
    tilt = _shoulder_tilt(body)
    return None if tilt is None else _head_roll(body) - _SHOULDERS_FOLLOW * tilt


def _head_up(body: Body, _side: int) -> float:
    nose, ears = body.point(Joint.NOSE), body.middle(Joint.LEFT_EAR)
    face = hypot(*_line(body, Joint.LEFT_EAR)) or 1e-4
    return degrees(atan2(ears[1] - nose[1], face * _NOSE))


def _face_away(body: Body, _side: int) -> float:
    ears, beside = _line(body, Joint.LEFT_EAR), body.point(Joint.NOSE)[0] - body.middle(Joint.LEFT_EAR)[0]
    return -100.0 * log(max(1e-4, hypot(ears[0], ears[1], beside / _NOSE)))


def _shoulder_spread(body: Body, _side: int) -> float:
    return 100.0 * log(max(1e-4, hypot(*_line(body, Joint.LEFT_SHOULDER))))


def _shoulder_narrowing(body: Body, _side: int) -> float:
    face = _distance(body.middle(Joint.LEFT_EYE), body.middle(Joint.MOUTH_LEFT))
    shoulders = hypot(*_line(body, Joint.LEFT_SHOULDER))
    return -100.0 * log(max(1e-4, shoulders) / max(1e-4, face))


def _shoulder_lift(body: Body, _side: int) -> float:
    return (body.middle(Joint.LEFT_EAR)[1] - body.middle(Joint.LEFT_SHOULDER)[1]) / body.unit


def _shoulder_height(body: Body, _side: int) -> float:
    return -body.middle(Joint.LEFT_SHOULDER)[1] / body.unit


def _highest_hand(body: Body, _side: int) -> float:
    return max(_hand_height(body, _LEFT), _hand_height(body, _RIGHT))


def _hand_height(body: Body, side: int) -> float:
    shoulder = body.point(_on(side, Joint.LEFT_SHOULDER))
    wrist = _on(side, Joint.LEFT_WRIST)
    height = (shoulder[1] - body.point(wrist)[1]) / body.unit
    if not body.seen(wrist) and body.point(wrist)[1] <= 1.0:
        # Above the picture: it cannot be lower than a short way beyond the elbow.
        elbow = (shoulder[1] - body.point(wrist - 2)[1]) / body.unit
        height = max(height, elbow + 0.4)
    return height


def _upper_arm(body: Body, side: int) -> tuple[_Point, float]:
    """From the elbow to the shoulder, and how long that is when it does not point at the lens."""
    elbow, shoulder = body.point(_on(side, Joint.LEFT_ELBOW)), body.point(_on(side, Joint.LEFT_SHOULDER))
    up = (shoulder[0] - elbow[0], shoulder[1] - elbow[1])
    return up, max(hypot(*up), _UPPER_ARM * body.unit)


def _arm_raise(body: Body, side: int) -> float:
    up, length = _upper_arm(body, side)
    return _degrees_of(-up[1] / length)


def _elbow_bend(body: Body, side: int) -> float:
    up, length = _upper_arm(body, side)
    elbow, wrist = body.point(_on(side, Joint.LEFT_ELBOW)), body.point(_on(side, Joint.LEFT_WRIST))
    fore = (wrist[0] - elbow[0], wrist[1] - elbow[1])
    along = (fore[0] * up[0] + fore[1] * up[1]) / (hypot(*up) or 1e-4)
    return 180.0 - _degrees_of(along / max(_FOREARM * length, hypot(*fore)))


def _leg(body: Body, side: int) -> float:
    """The knee under the hip, in units; 1.15 standing, 0 with a level thigh."""
    return (body.point(_on(side, Joint.LEFT_KNEE))[1] - body.point(_on(side, Joint.LEFT_HIP))[1]) / body.unit


def _size(body: Body, _side: int) -> float:
    return 100.0 * log(body.measured)


def _elbow_straight(body: Body, side: int) -> float:
    return -_elbow_bend(body, side)


def _squat_depth(body: Body, _side: int) -> float:
    legs = [
        _leg(body, side)
        for side in (_LEFT, _RIGHT)
        if body.seen(_on(side, Joint.LEFT_HIP)) and body.seen(_on(side, Joint.LEFT_KNEE))
    ]
    # The straighter leg decides: a knee that is lifted is no squat.
    return -max(legs) if legs else 0.0


def _knee_lift(body: Body, side: int) -> float:
    return -_leg(body, side)


def _trunk_fold(body: Body, _side: int) -> float:
    upright = body.middle(Joint.LEFT_HIP)[1] - body.middle(Joint.LEFT_SHOULDER)[1]
    return _degrees_of(upright / (_TORSO * body.unit))


def _over_toes(body: Body, _side: int) -> float:
    return (body.middle(Joint.LEFT_FOOT)[1] - body.middle(Joint.LEFT_SHOULDER)[1]) / body.unit


_S, _E, _W = Joint.LEFT_SHOULDER, Joint.LEFT_ELBOW, Joint.LEFT_WRIST
_H, _K = Joint.LEFT_HIP, Joint.LEFT_KNEE
_SHOULDERS = (_S, Joint.RIGHT_SHOULDER)
_ARM = (_S, _E, _W)
_EARS = (Joint.LEFT_EAR, Joint.RIGHT_EAR)
_LEGS = (_H, _K, Joint.RIGHT_HIP, Joint.RIGHT_KNEE)
_RIGHT_LEG = (Joint.RIGHT_SHOULDER, Joint.RIGHT_HIP, Joint.RIGHT_KNEE)
# A turned head hides one ear; where the other is can still be guessed well enough.
_HEAD = ((Joint.NOSE, Joint.LEFT_EAR), (Joint.NOSE, Joint.RIGHT_EAR))
_TRUNK = ((_S, _H), (Joint.RIGHT_SHOULDER, Joint.RIGHT_HIP))
_ON_TOES = (*_SHOULDERS, Joint.LEFT_FOOT, Joint.RIGHT_FOOT)

_DEGREES, _PERCENT, _WIDTHS = "degrees", "percent", "shoulder widths"
RANGE_UNITS = (_DEGREES, _WIDTHS)
"""In these a signal is how far something moved in the picture; a share of a size only stands for that."""


def _whole(
    name: str, unit: str, means: str, measure: _Measure, *joints: tuple[int, ...]
) -> tuple[str, Signal]:
    signal = Signal(name=name, unit=unit, means=means, joints=joints, sided=False, measure=measure)
    return name, signal


def _sided(
    name: str,
    unit: str,
    means: str,
    measure: _Measure,
    *joints: tuple[int, ...],
    low_is_known: bool = False,
) -> tuple[str, Signal]:
    return name, Signal(
        name=name,
        unit=unit,
        means=means,
        joints=joints,
        sided=True,
        measure=measure,
        low_is_known=low_is_known,
    )


SIGNALS: dict[str, Signal] = dict(
    (
        _whole("head_yaw", _DEGREES, "turn of the head, left positive", _head_yaw, *_HEAD),
        _whole(
            "neck_bend",
            _DEGREES,
            "tilt of the head, less a part of that of the shoulders, left positive",
            _neck_bend,
            *_HEAD,
        ),
        _whole("head_up", _DEGREES, "look up, by nose and ears", _head_up, (Joint.NOSE, *_EARS)),
        _whole("face_away", _PERCENT, "head farther from the lens, by its size", _face_away, *_HEAD),
        _whole("size", _PERCENT, "the whole body larger in the picture", _size, _SHOULDERS),
        _whole(
            "shoulder_tilt",
            _DEGREES,
            "tilt of the shoulders, left lower positive",
            _shoulder_tilt,
            _SHOULDERS,
        ),
        _whole("shoulder_spread", _PERCENT, "width of the shoulders", _shoulder_spread, _SHOULDERS),
        _whole(
            "shoulder_narrowing",
            _PERCENT,
            "shoulders narrower beside the face: a turned trunk",
            _shoulder_narrowing,
            (Joint.NOSE, *_SHOULDERS),
        ),
        _whole(
            "shoulder_lift", _WIDTHS, "shoulders nearer to the ears", _shoulder_lift, (*_EARS, *_SHOULDERS)
        ),
        _whole(
            "shoulder_height", _WIDTHS, "height of the shoulders in the picture", _shoulder_height, _SHOULDERS
        ),
        _whole("highest_hand", _WIDTHS, "the higher wrist above its shoulder", _highest_hand, _SHOULDERS),
        _sided("hand_height", _WIDTHS, "wrist above its shoulder", _hand_height, _ARM, low_is_known=True),
        _sided("arm_raise", _DEGREES, "upper arm from hanging (0) to overhead (180)", _arm_raise, (_S, _E)),
        _sided("elbow_bend", _DEGREES, "elbow from straight (0) to bent", _elbow_bend, _ARM),
        _sided("elbow_straight", _DEGREES, "elbow_bend, the other way round", _elbow_straight, _ARM),
        _whole(
            "squat_depth",
            _WIDTHS,
            "hips down towards the knees",
            _squat_depth,
            (*_SHOULDERS, *_LEGS),
            (_S, _H, _K),
            _RIGHT_LEG,
        ),
        _sided("knee_lift", _WIDTHS, "knee up towards its hip", _knee_lift, (_S, _H, _K)),
        _whole("trunk_fold", _DEGREES, "trunk from upright (0) to level (90)", _trunk_fold, *_TRUNK),
        _whole("over_toes", _WIDTHS, "shoulders above the toes", _over_toes, _ON_TOES),
    )
)
"""Every signal an exercise can be counted on, by name."""
