"""What each verb of the scenario language means: the stance it leads to, and who is in the picture.

The table of verbs for people stands in `posture.testing.scenario`.
"""

from __future__ import annotations

from enum import StrEnum
from math import pi, sin

from posture.testing.body import Stance


class Verb(StrEnum):
    """What happens for a while."""

    UPRIGHT = "upright"
    SLOUCH = "slouch"
    HALF_SLOUCH = "half_slouch"
    HEAD_FORWARD = "head_forward"
    LEAN_LEFT = "lean_left"
    LEAN_RIGHT = "lean_right"
    LEAN_FORWARD = "lean_forward"
    LEAN_BACK = "lean_back"
    TURNED = "turned"
    TURNED_LEFT = "turned_left"
    TURNED_RIGHT = "turned_right"
    LOOK_DOWN = "look_down"
    READING = "reading"
    TEXTING = "texting"
    PHONE = "phone"
    DRINK = "drink"
    ARMS_RAISED = "arms_raised"
    HAND_AT_FACE = "hand_at_face"
    TALKING = "talking"
    CREEP = "creep"
    STAND = "stand"
    STAND_AT_DESK = "stand_at_desk"
    PASSER_BY = "passer_by"
    TWO_PEOPLE = "two_people"
    REPLACED = "replaced"
    COLLEAGUE_STAYS = "colleague_stays"
    AWAY = "away"
    SLEEVE = "sleeve"
    TWILIGHT = "twilight"
    BACK_LIT = "back_lit"
    DARK = "dark"
    NO_FRAME = "no_frame"
    CAMERA_TAKEN = "camera_taken"
    GAP = "gap"


class Change(StrEnum):
    """What is moved once and stays so: the lid (the lens) or the chair."""

    LID_UP = "lid_up"
    LID_DOWN = "lid_down"
    CHAIR_BACK = "chair_back"
    CHAIR_CLOSER = "chair_closer"
    CHAIR_LOWER = "chair_lower"


USUAL_AMOUNT = {
    Change.LID_UP: 4.0,
    Change.LID_DOWN: 4.0,
    Change.CHAIR_BACK: 20.0,
    Change.CHAIR_CLOSER: 12.0,
    Change.CHAIR_LOWER: 4.0,
}
"""Degrees of a lid, centimetres of a chair, when the script names no amount."""

EMPTY_CHAIR = frozenset({Verb.AWAY, Verb.SLEEVE, Verb.REPLACED, Verb.COLLEAGUE_STAYS})
"""The user is not there: he walks out as it begins and comes back as it ends."""
UNSEEN = frozenset({Verb.DARK, Verb.NO_FRAME, Verb.CAMERA_TAKEN, Verb.GAP})
"""Nothing can be seen, whatever the user does meanwhile."""

OUT_OF_VIEW = Stance(lateral_left_cm=-80.0, rise_cm=30.0)
"""Where somebody who leaves walks to, and comes back from."""

_GUEST_COMES_S = 8.0
"""The chair is empty this long before somebody else sits down in it."""

_SLOUCH = Stance(slump_cm=5.0, trunk_forward_deg=8.0, head_forward_cm=4.0)
_TURNED_LEFT = Stance(head_yaw_left_deg=50.0, trunk_yaw_left_deg=15.0)

_STANCES = {
    Verb.SLOUCH: _SLOUCH,
    Verb.HALF_SLOUCH: Stance().towards(_SLOUCH, 0.5),
    Verb.HEAD_FORWARD: Stance(head_forward_cm=8.0),
    Verb.LEAN_LEFT: Stance(lean_left_deg=12.0),
    Verb.LEAN_RIGHT: Stance(lean_left_deg=-12.0),
    Verb.LEAN_FORWARD: Stance(trunk_forward_deg=12.0),
    Verb.LEAN_BACK: Stance(trunk_forward_deg=-8.0),
    Verb.TURNED: _TURNED_LEFT,
    Verb.TURNED_LEFT: _TURNED_LEFT,
    Verb.TURNED_RIGHT: Stance().towards(_TURNED_LEFT, -1.0),
    Verb.LOOK_DOWN: Stance(head_pitch_down_deg=28.0),
    Verb.READING: Stance(head_pitch_down_deg=35.0, trunk_forward_deg=4.0, head_forward_cm=1.0),
    Verb.TEXTING: Stance(head_pitch_down_deg=40.0, slump_cm=2.0, head_forward_cm=3.0),
    Verb.PHONE: Stance(
        right_hand_at_ear=1.0, head_roll_left_deg=-8.0, head_yaw_left_deg=40.0, trunk_yaw_left_deg=15.0
    ),
    Verb.DRINK: Stance(right_hand_at_face=1.0, head_pitch_down_deg=-15.0),
    Verb.ARMS_RAISED: Stance(arms_raised=1.0),
    Verb.HAND_AT_FACE: Stance(right_hand_at_face=1.0, head_roll_left_deg=-6.0, head_pitch_down_deg=4.0),
    Verb.STAND: Stance(rise_cm=40.0, toward_cm=-15.0),
    Verb.STAND_AT_DESK: Stance(rise_cm=6.0, toward_cm=-12.0),
}


def stance_during(verb: Verb, elapsed_s: float, duration_s: float) -> Stance:
    """What the user does `elapsed_s` seconds into a span of `verb` that lasts `duration_s`."""
    if verb is Verb.CREEP:
        return Stance().towards(_SLOUCH, min(1.0, elapsed_s / duration_s))
    if verb is Verb.TALKING:
        hands = max(0.0, sin(2.0 * pi * elapsed_s / 4.0))
        return Stance(
            arms_raised=0.5 * hands,
            head_yaw_left_deg=12.0 * sin(2.0 * pi * elapsed_s / 5.3),
            head_roll_left_deg=4.0 * sin(2.0 * pi * elapsed_s / 7.1),
        )
    return _STANCES.get(verb, Stance())


def bystander(verb: Verb, elapsed_s: float, duration_s: float) -> Stance | None:
    """Where a second person is during `verb`, relative to the user's chair; `None` for nobody."""
    if verb is Verb.PASSER_BY:
        across = 260.0 * elapsed_s / duration_s - 130.0
        return Stance(toward_cm=-90.0, rise_cm=40.0, lateral_left_cm=across, head_yaw_left_deg=60.0)
    if verb in (Verb.TWO_PEOPLE, Verb.COLLEAGUE_STAYS):
        return Stance(toward_cm=-25.0, lateral_left_cm=42.0, head_yaw_left_deg=-20.0)
    if verb is Verb.REPLACED:
        return None if elapsed_s < _GUEST_COMES_S else Stance()
    return None
