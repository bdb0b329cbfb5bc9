"""Somebody who exercises, with counts put in: recordings for tests of counting.

    moves = [Repetition(out=BOTH_UP), Repetition(out=BOTH_UP, share=0.8, out_s=2.0)]
    performance(moves, rest=ARMS_DOWN, fps=15).observations()

A repetition goes from the rest out to a stance, holds it, comes back and pauses. What else happens before,
between and after is a `Repetition` too: walking in is one that comes back from out of the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random

from posture.instant import Instant
from posture.landmarks import PoseObservation
from posture.testing.body import Body, Stance
from posture.testing.list_source import ListSource
from posture.testing.motion import Sway, jittered, smooth_step
from posture.testing.view import STEPPED_BACK, Camera, is_found, landmarks

ARMS_DOWN = Stance(arms_hang=1.0)
"""Sitting, arms hanging beside the chair."""
STANDING = Stance(arms_hang=1.0, rise_cm=40.0, standing=1.0)
"""Standing; a camera further away sees all of it."""
HEAD_LEFT = Stance(head_yaw_left_deg=60.0)
HEAD_RIGHT = Stance(head_yaw_left_deg=-60.0)
EAR_LEFT = Stance(head_roll_left_deg=32.0)
EAR_RIGHT = Stance(head_roll_left_deg=-32.0)
LEFT_UP = Stance(left_arm_side_deg=170.0)
RIGHT_UP = Stance(right_arm_side_deg=170.0)
BOTH_UP = LEFT_UP.plus(RIGHT_UP)
LEFT_CURL = Stance(left_elbow_deg=140.0)
RIGHT_CURL = Stance(right_elbow_deg=140.0)
BOTH_CURL = LEFT_CURL.plus(RIGHT_CURL)
SQUAT = Stance(squat_deg=85.0, trunk_forward_deg=30.0, left_arm_front_deg=60.0, right_arm_front_deg=60.0)
WALKED_OUT = Stance(lateral_left_cm=-330.0, turn_left_deg=-80.0)

DESK_FAR = Camera(distance_cm=150.0, above_eyes_cm=0.0, tilt_down_deg=8.0)
"""Far enough from somebody who sits for raised arms and hanging hands to stay in the picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repetition:
    """Out to a stance (added to the rest) and back.

    Attributes:
        out: what is added to the rest at the far end.
        share: how much of it is reached.
        out_s, hold_s, back_s, pause_s: how long each part takes.
    """

    out: Stance
    share: float = 1.0
    out_s: float = 1.2
    hold_s: float = 0.3
    back_s: float = 1.2
    pause_s: float = 0.6

    @property
    def duration_s(self) -> float:
        """All of it."""
        return self.out_s + self.hold_s + self.back_s + self.pause_s

    def at(self, elapsed_s: float) -> Stance:
        """What is added to the rest."""
        if elapsed_s < self.out_s:
            far = smooth_step(elapsed_s / self.out_s)
        elif elapsed_s < self.out_s + self.hold_s:
            far = 1.0
        else:
            far = 1.0 - smooth_step((elapsed_s - self.out_s - self.hold_s) / self.back_s)
        return Stance().towards(self.out, far * self.share)


def walking_in(seconds: float = 2.5) -> Repetition:
    """From outside the picture to the place."""
    return Repetition(out=WALKED_OUT, out_s=1e-6, hold_s=0.5, back_s=seconds, pause_s=0.5)


def walking_out(seconds: float = 2.5) -> Repetition:
    """From the place to outside the picture."""
    return Repetition(out=WALKED_OUT, out_s=seconds, hold_s=0.5, back_s=1e-6, pause_s=1e-6)


def performance(
    moves: Sequence[Repetition],
    *,
    rest: Stance = ARMS_DOWN,
    lead_s: float = 1.0,
    fps: float = 15.0,
    seed: int = 1,
    body: Body | None = None,
    camera: Camera | None = None,
    jitter: float = 1.0,
    dropout: float = 0.0,
    missed: float = 0.0,
    drift: Stance | None = None,
) -> Performance:
    """A recording of these moves, one after the other.

    Args:
        moves: what is done.
        rest: the stance between them.
        lead_s: rest before the first and after the last.
        fps: observations a second.
        seed: of sway, jitter and everything else that looks like chance.
        body: who does it; an average adult by default.
        camera: where the lens is; by default far enough for the rest.
        jitter: how many times the usual jitter of an estimator.
        dropout: probability that an observation never comes.
        missed: probability that the estimator overlooks everybody in a picture.
        drift: what is added to the rest evenly until the end.
    """
    return Performance(
        moves=tuple(moves),
        rest=rest,
        lead_s=lead_s,
        fps=fps,
        seed=seed,
        body=Body() if body is None else body,
        camera=camera if camera is not None else STEPPED_BACK if rest.standing else DESK_FAR,
        jitter=jitter,
        dropout=dropout,
        missed=missed,
        drift=Stance() if drift is None else drift,
    )


@dataclass(frozen=True, kw_only=True)
class Performance:
    """Moves that can be looked at as observations or as a source; a body that sways is no mirror image."""

    moves: tuple[Repetition, ...]
    rest: Stance
    lead_s: float
    fps: float
    seed: int
    body: Body
    camera: Camera
    jitter: float
    dropout: float
    missed: float
    drift: Stance
    swaying: bool = True

    @property
    def duration_s(self) -> float:
        """How long it all lasts."""
        return 2.0 * self.lead_s + sum(move.duration_s for move in self.moves)

    def stance_at(self, t: float) -> Stance:
        """What the body does at `t` seconds."""
        here = self.rest.plus(Stance().towards(self.drift, t / self.duration_s))
        elapsed = t - self.lead_s
        for move in self.moves:
            if elapsed < 0.0:
                break
            if elapsed < move.duration_s:
                return here.plus(move.at(elapsed))
            elapsed -= move.duration_s
        return here

    def observations(self) -> list[PoseObservation]:
        """Everything that is seen, in the order of time."""
        seen = []
        for index in range(int(self.duration_s * self.fps)):
            t = round(index / self.fps, 3)
            # Seeded by the moment, so that neither the rate nor a dropout moves the chance of the others.
            chance = Random((self.seed << 40) + round(t * 1000.0))
            if chance.random() < self.dropout:
                continue
            seen.append(self._observation(t, chance))
        return seen

    def source(self) -> ListSource:
        """The same as an `ObservationSource`."""
        return ListSource(self.observations(), name="performance", frame_size=self.camera.frame_size)

    def mirrored(self) -> Performance:
        """The same with left and right exchanged."""
        return replace(
            self,
            rest=mirrored(self.rest),
            drift=mirrored(self.drift),
            moves=tuple(replace(move, out=mirrored(move.out)) for move in self.moves),
        )

    def _observation(self, t: float, chance: Random) -> PoseObservation:
        size = self.camera.frame_size
        stance = self.stance_at(t)
        if self.swaying:
            stance = stance.plus(self._sway.at(t))
        pose = jittered(landmarks(self.body, self.camera, stance), chance, size, self.jitter)
        missed = chance.random() < self.missed
        return PoseObservation(
            at=Instant(mono_s=t), poses=(pose,) if is_found(pose) and not missed else (), frame_size=size
        )

    @cached_property
    def _sway(self) -> Sway:
        return Sway(Random(self.seed))


_SIGNED = (
    "lean_left_deg", "head_roll_left_deg", "head_yaw_left_deg", "trunk_yaw_left_deg", "lateral_left_cm",
    "turn_left_deg",
)  # fmt: skip
_PAIRED = ("arm_side_deg", "arm_front_deg", "elbow_deg", "knee_up_deg")


def mirrored(stance: Stance) -> Stance:
    """Left and right exchanged; a hand at the face has no counterpart and stays."""
    changed = {name: -getattr(stance, name) for name in _SIGNED}
    for name in _PAIRED:
        changed[f"left_{name}"] = getattr(stance, f"right_{name}")
        changed[f"right_{name}"] = getattr(stance, f"left_{name}")
    return replace(stance, **changed)
