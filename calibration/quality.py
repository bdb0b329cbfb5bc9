"""Whether a reference is good enough, and if not, what the user could change.

Every sentence says what to do, not what is wrong with the user. All limits are our own choice (ENG).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from posture.baseline import HIP_SEEN, shoulder_width
from posture.labels import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from posture.baseline import Baseline

MOVED_MUCH = 0.035
"""Spread of the neck height, as a share of it. A person who sits still reads .001 to .004."""

MOVED_MUCH_DEG = 3.0
"""The same from the side: spread of the ear ahead of the shoulder, degrees; a still person reads below 1."""

NEAR_BOTTOM = 0.94
"""Shoulders lower in the picture than this leave no room to see a slump."""

SMALL = 0.2
"""Shoulders narrower than this share of the picture's width give a coarse reading."""

SMALL_FROM_SIDE = 0.1
"""The same for a camera at the side, which must stand farther off to see the trunk."""

LARGE = 0.8
"""Shoulders wider than this share leave no room to move."""

ASIDE = 0.35
"""Nose beside the ears by this many face widths: the camera stands well to the side."""

DIM = 0.2
"""Mean grey level under which landmarks become unsteady."""

FEW = 0.6
"""Share of frames that should be usable."""


class Grade(StrEnum):
    """How much the reference can be relied on."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A grade and, in plain sentences, what would make it better."""

    grade: Grade
    advice: tuple[str, ...]


ADVICE: Mapping[Reason, str] = {
    Reason.NO_FRAME: "No picture arrives: is the shutter open, and does no other program use the camera?",
    Reason.NO_PERSON: "Nobody is in view: sit where you work and turn the camera towards you.",
    Reason.TOO_DARK: "The picture is dark: turn on a light in front of you.",
    Reason.BACK_LIT: "The light is behind you: close a blind, or turn on a light in front of you.",
    Reason.BLANK_FRAME: "The picture is blank: open the camera's shutter.",
    Reason.IMPLAUSIBLE: "The outline is unclear: move things away that cover your head or shoulders.",
    Reason.FACE_HIDDEN: "Your face is not fully in view: tilt the camera until your whole head is inside.",
    Reason.SHOULDERS_HIDDEN: "Your shoulders are not in view: tilt the camera down, or move back a little.",
    Reason.TOO_CLOSE: "You are very close to the camera: move back until both shoulders are well inside.",
    Reason.TOO_FAR: "You are far from the camera: move it closer, so that you fill more of the picture.",
    Reason.TURNED: "You are turned to the side: look at your screen, or move the camera towards it.",
    Reason.HANDS_AT_FACE: "A hand is near your face: rest both hands on the desk for a moment.",
    Reason.ARMS_RAISED: "Your arms are raised: rest both hands on the desk for a moment.",
}
"""What to do about each reason a frame cannot be used."""


def judge(
    baseline: Baseline, *, usable: int, seen: int, problems: Mapping[Reason, int], brightness: float | None
) -> Verdict:
    """Grade a reference.

    Args:
        baseline: what was made.
        usable: observations it was made from.
        seen: all observations in the time.
        problems: how often each reason made an observation unusable.
        brightness: median grey level, 0..1, or `None` where unknown.
    """
    centre, spread = baseline.centre, baseline.spread
    width = shoulder_width(centre) * baseline.frame_size[1] / baseline.frame_size[0]
    if baseline.from_side:
        restless = spread.ear_ahead > MOVED_MUCH_DEG
    else:
        restless = spread.neck > MOVED_MUCH * centre.neck
    serious: list[str] = []
    minor: list[str] = []
    if usable < FEW * seen and problems:
        most = max(problems, key=lambda reason: problems[reason])
        serious.append(ADVICE[most])
    if restless:
        serious.append("You moved a lot: look at the screen and sit as still as you comfortably can.")
    if centre.shoulder_y > NEAR_BOTTOM:
        minor.append(
            "Your shoulders are at the lower edge of the picture: tilt the camera down a little, so that "
            "there is room below them."
        )
    if width > LARGE:
        minor.append(ADVICE[Reason.TOO_CLOSE])
    if width < (SMALL_FROM_SIDE if baseline.from_side else SMALL):
        minor.append(ADVICE[Reason.TOO_FAR])
    if baseline.from_side and centre.hip_seen < HIP_SEEN:
        minor.append(
            "The camera sees you from the side, but not your hips: with them in view it could tell a rounded "
            "back from a head pushed forward."
        )
    if abs(centre.yaw) > ASIDE and not baseline.from_side:
        minor.append(ADVICE[Reason.TURNED])
    if brightness is not None and brightness < DIM:
        minor.append(ADVICE[Reason.TOO_DARK])
    if serious:
        grade = Grade.POOR
    else:
        grade = Grade.FAIR if minor else Grade.GOOD
    return Verdict(grade=grade, advice=tuple(serious + minor))
