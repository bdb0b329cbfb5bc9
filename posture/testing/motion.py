"""How a living body differs from a statue: slow sway, breathing, and the estimator's jitter.

Sway and breathing are smooth functions of time, so the same person sampled at 2 or at 10 frames a
second makes the same movements. The figures are chosen so that somebody who sits still shows what real
webcams show: a neck ratio that spreads by .001 to .004 and tilts that spread by .06 to .25 degrees.
"""

from __future__ import annotations

from math import pi, sin, sqrt
from typing import TYPE_CHECKING

from posture.landmarks import Joint, Landmark, Pose
from posture.testing.body import Stance

if TYPE_CHECKING:
    from random import Random

_SWAY_SPREAD = {
    "trunk_forward_deg": 0.15,
    "head_forward_cm": 0.08,
    "lean_left_deg": 0.06,
    "head_roll_left_deg": 0.08,
    "head_yaw_left_deg": 0.9,
    "head_pitch_down_deg": 0.8,
    "trunk_yaw_left_deg": 0.35,
    "lateral_left_cm": 0.2,
}
"""Standard deviation of each slow movement, in the unit of its name."""
_WAVES = 3
_BREATH_CM = 0.12
_JITTER = 0.0009
"""Standard deviation of a visible landmark, in shoulder widths: the estimator works on a crop that is

scaled to the person."""
_HIDDEN_JITTER = 0.02
"""The same for landmarks that are only guessed."""
_SEEN = 0.3
"""Visibility below which a landmark is only guessed."""


class Sway:
    """The small movements one person cannot help, as a function of time."""

    def __init__(self, random: Random) -> None:
        self._movements = {
            # Waves of equal size and unrelated phase: their variances add up to the spread asked for.
            name: (spread * sqrt(2.0 / _WAVES), tuple(_wave(random) for _ in range(_WAVES)))
            for name, spread in _SWAY_SPREAD.items()
        }
        self._breath_rate = 2.0 * pi / random.uniform(3.5, 5.0)

    def at(self, t: float) -> Stance:
        """What to add to the stance at `t` seconds."""
        offsets = {
            name: amplitude * sum(sin(rate * t + phase) for rate, phase in waves)
            for name, (amplitude, waves) in self._movements.items()
        }
        return Stance(slump_cm=_BREATH_CM * sin(self._breath_rate * t), **offsets)


def _wave(random: Random) -> tuple[float, float]:
    """Angular rate and phase of one slow movement."""
    return 2.0 * pi / random.uniform(7.0, 60.0), random.uniform(0.0, 2.0 * pi)


def jittered(pose: Pose, random: Random, frame_size: tuple[int, int], times: float = 1.0) -> Pose:
    """The pose as an estimator would give it: each landmark a little off, guessed ones much more.

    `times` scales the jitter: a dim picture makes an estimator less sure.
    """
    unit = times * abs(pose[Joint.LEFT_SHOULDER].x - pose[Joint.RIGHT_SHOULDER].x)
    unit_y = unit * frame_size[0] / frame_size[1]
    gauss = random.gauss
    # What is only guessed wanders as one piece: nobody should read it, so one draw is enough.
    guess_x, guess_y = gauss(0.0, unit * _HIDDEN_JITTER), gauss(0.0, unit_y * _HIDDEN_JITTER)
    seen_x, seen_y = unit * _JITTER * times, unit_y * _JITTER * times
    return tuple(
        Landmark(x + gauss(0.0, seen_x), y + gauss(0.0, seen_y), z, visibility, presence)
        if visibility > _SEEN
        else Landmark(x + guess_x, y + guess_y, z, visibility, presence)
        for x, y, z, visibility, presence in pose
    )


def nonsense_pose(random: Random) -> Pose:
    """What an estimator makes of a sleeve or a coat on a chair: points anywhere, some of them trusted."""
    middle_x, middle_y = random.uniform(0.1, 0.9), random.uniform(0.5, 1.0)
    return tuple(
        Landmark(
            middle_x + random.gauss(0.0, 0.08),
            middle_y + random.gauss(0.0, 0.12),
            random.gauss(0.0, 0.3),
            visibility := random.uniform(0.2, 0.9),
            visibility,
        )
        for _ in range(33)
    )


def smooth_step(share: float) -> float:
    """Ease in and out: 0 at 0, 1 at 1, without a jerk at either end."""
    bounded = min(1.0, max(0.0, share))
    return bounded * bounded * (3.0 - 2.0 * bounded)
