"""What an exercise is: how it is told, how much of it, what the camera counts, how it is drawn.

Definitions are data (`posture/data/exercises/*.toml` and the user's own folder, docs/exercises.md); this is
what they become once they are read and checked. Nothing here knows a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Tier(IntEnum):
    """How far a camera in front of the user can be believed about an exercise."""

    RELIABLE = 1
    """Counted."""
    UNSURE = 2
    """Counted, and the user is asked whether the number is right."""
    WHOLE_BODY = 3
    """Counted where the user steps back or turns sideways, and the user is asked whether it is right."""
    UNSEEN = 4
    """Timed; the user's word is taken."""


class Position(StrEnum):
    """Where the exercise is done."""

    SEATED = "seated"
    STANDING = "standing"
    EITHER = "either"
    FLOOR = "floor"


class Sides(StrEnum):
    """How the two sides of the body make repetitions."""

    WHOLE = "whole"
    """One movement of the whole body; every repetition has the side `both`."""
    OPPOSITE = "opposite"
    """From a middle to the left or to the right: each side reached is one repetition with its side."""
    EACH = "each"
    """Two limbs: together they make one repetition with the side `both`, alone one with their own."""
    ALTERNATE = "alternate"
    """Two limbs in turn: each makes a repetition with its side; both at once are another movement."""


class Anchor(StrEnum):
    """What must stay in its place: somebody who walks is getting into position, not exercising."""

    SHOULDERS = "shoulders"
    FEET = "feet"
    NOTHING = "nothing"


class View(StrEnum):
    """From where the figure is drawn."""

    FRONT = "front"
    SIDE = "side"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Another signal that tells a different movement, by the one limit that is given.

    Attributes:
        signal: its name.
        at_most: the largest change, in the signal's own unit.
        at_least: the smallest change, in the signal's own unit.
        times: the largest change as a multiple of the repetition's own change.
        up_to: the highest value, in the signal's own unit.
    """

    signal: str
    at_most: float | None = None
    at_least: float | None = None
    times: float | None = None
    up_to: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """Another signal that must be at least so high somewhere in the repetition, in its own unit."""

    signal: str
    at_least: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """What makes a repetition. Amplitudes are in the unit of the signal (`exercise_signals.SIGNALS`).

    Attributes:
        signal: what is followed; it grows from the rest to the far end (of `OPPOSITE`: towards the left).
        sides: how the sides make repetitions.
        amplitude: the least change from the own rest to the far end.
        own_share: the least change as a share of the user's own usual change, once that is known.
        rest_at_most: the rest lies no higher than this, or `None`.
        reach_at_least: the far end lies no lower than this, or `None`.
        shortest_s, longest_s: how long a repetition takes, from leaving the rest to most of the way back.
        hold_s: how long the far end must be held.
        glance_s: one that stays at the far end but takes less than this for both ways is a look aside; 0 for
            what nobody looks with.
        anchor: what must stay in its place.
        guards: other movements that this one is not.
        needs: what else must happen.
        side_from: a signal whose sign at the far end tells the side (left is positive), or `None`.
        basis: where the numbers come from, in words.
    """

    signal: str
    sides: Sides
    amplitude: float
    own_share: float = 0.35
    rest_at_most: float | None = None
    reach_at_least: float | None = None
    shortest_s: float
    longest_s: float
    hold_s: float = 0.0
    glance_s: float = 0.0
    anchor: Anchor = Anchor.SHOULDERS
    guards: tuple[Guard, ...] = ()
    needs: tuple[Companion, ...] = ()
    side_from: str | None = None
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """How much of it, where no plan says otherwise.

    Attributes:
        repetitions: in one set; of `per_side`, for each side. `None` for what is only timed.
        sets: how many sets.
        hold_s: how long each repetition is held.
        duration_s: how long it lasts, where time is the measure.
        per_side: whether the repetitions are for each side.
        basis: where the numbers come from, in words.
    """

    repetitions: int | None
    sets: int
    hold_s: float
    duration_s: float | None
    per_side: bool
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyframe:
    """One picture of the drawn figure.

    Attributes:
        seconds: how long the figure takes to come here from the one before.
        joints: angles in degrees (and lengths in torso lengths) by name; what is not named is at rest.
    """

    seconds: float
    joints: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One exercise.

    Attributes:
        id: the name in events and commands.
        name: for people.
        summary: one line.
        position: where it is done.
        tier: how far the camera can be believed.
        camera: where to put the camera, in words.
        cues: how it is done.
        cautions: when to leave it out or to ask first.
        source: where the exercise is described.
        dose: how much of it.
        counting: what makes a repetition; `None` for what is only timed.
        view: from where the figure is drawn.
        drawing: the pictures of the figure, played in a circle.
    """

    id: str
    name: str
    summary: str
    position: Position
    tier: Tier
    camera: str
    cues: tuple[str, ...]
    cautions: tuple[str, ...]
    source: str
    dose: Dose
    counting: Counting | None
    view: View
    drawing: tuple[Keyframe, ...]


FIGURE_JOINTS: dict[str, tuple[float, float]] = {
    "head_turn": (-90.0, 90.0),
    "head_tilt": (-60.0, 60.0),
    "head_nod": (-60.0, 60.0),
    "head_back": (-0.3, 0.3),
    "shoulders_up": (-0.3, 0.3),
    "shoulders_back": (-0.3, 0.3),
    "trunk_turn": (-90.0, 90.0),
    "trunk_lean": (-60.0, 60.0),
    "trunk_fold": (-45.0, 110.0),
    "trunk_round": (-45.0, 60.0),
    "left_arm": (-45.0, 190.0),
    "right_arm": (-45.0, 190.0),
    "left_elbow": (0.0, 160.0),
    "right_elbow": (0.0, 160.0),
    "left_hip": (-30.0, 120.0),
    "right_hip": (-30.0, 120.0),
    "left_knee": (0.0, 150.0),
    "right_knee": (0.0, 150.0),
    "heels_up": (0.0, 0.3),
}
"""What the drawn figure can move, and how far. Left is positive for turns, tilts and leans; an arm hangs at

0 and points up at 180; elbows, hips and knees are straight at 0. Degrees, except `head_back`, `shoulders_*`
and `heels_up`: shares of the trunk's length.
"""
