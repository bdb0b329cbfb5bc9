"""Grades: what makes a reference good, fair or poor, and that the user is told what to change."""

from __future__ import annotations

import pytest

from calibration.quality import (
    ADVICE,
    ASIDE,
    DIM,
    FEW,
    LARGE,
    MOVED_MUCH,
    NEAR_BOTTOM,
    SMALL,
    Grade,
    Verdict,
    judge,
)
from posture.baseline import Baseline
from posture.features import Features
from posture.labels import Reason

SIZE = (640, 480)
WIDTH = SIZE[0] / SIZE[1]
"""The picture's width in frame heights, the unit of `shoulders`."""

CENTRE = Features(
    neck=0.5,
    neck_mouth=0.35,
    face=0.25,
    shoulders=0.4 * WIDTH,
    face_ratio=0.45,
    shoulder_y=0.75,
    shoulder_x=0.65,
    head_y=0.45,
    head_roll=1.0,
    shoulder_tilt=0.5,
    lateral=0.01,
    pitch=0.3,
    yaw=0.05,
    ear_ahead=5.0,
    trunk=2.0,
    hip_seen=0.1,
)
STILL = Features._make([0.0] * len(CENTRE))
GOOD = Verdict(grade=Grade.GOOD, advice=())
MOVED = "You moved a lot: look at the screen and sit as still as you comfortably can."
LOW = (
    "Your shoulders are at the lower edge of the picture: tilt the camera down a little, so that there is "
    "room below them."
)


def verdict_on(
    *,
    centre: Features = CENTRE,
    spread: Features = STILL,
    usable: int = 20,
    problems: dict[Reason, int] | None = None,
    brightness: float | None = 0.5,
) -> Verdict:
    """The verdict on a reference from 20 pictures that is good but for what is named."""
    baseline = Baseline(centre=centre, spread=spread, samples=usable, frame_size=SIZE)
    return judge(baseline, usable=usable, seen=20, problems=problems or {}, brightness=brightness)


def test_nothing_to_change_is_good() -> None:
    assert verdict_on() == verdict_on(brightness=None) == GOOD


@pytest.mark.parametrize(
    ("feature", "within", "beyond", "advice"),
    [
        ("shoulder_y", NEAR_BOTTOM, NEAR_BOTTOM + 0.01, LOW),
        ("shoulders", (LARGE - 0.01) * WIDTH, (LARGE + 0.01) * WIDTH, ADVICE[Reason.TOO_CLOSE]),
        ("shoulders", (SMALL + 0.01) * WIDTH, (SMALL - 0.01) * WIDTH, ADVICE[Reason.TOO_FAR]),
        ("yaw", ASIDE, ASIDE + 0.01, ADVICE[Reason.TURNED]),
        ("yaw", -ASIDE, -ASIDE - 0.01, ADVICE[Reason.TURNED]),
    ],
)
def test_a_place_that_could_be_better_is_fair(
    feature: str, within: float, beyond: float, advice: str
) -> None:
    assert verdict_on(centre=CENTRE._replace(**{feature: within})) == GOOD
    assert verdict_on(centre=CENTRE._replace(**{feature: beyond})) == Verdict(
        grade=Grade.FAIR, advice=(advice,)
    )


def test_a_dim_light_is_fair() -> None:
    assert verdict_on(brightness=DIM) == GOOD
    assert verdict_on(brightness=DIM - 0.01) == Verdict(grade=Grade.FAIR, advice=(ADVICE[Reason.TOO_DARK],))


def test_somebody_who_did_not_sit_still_is_poor() -> None:
    limit = MOVED_MUCH * CENTRE.neck
    assert verdict_on(spread=STILL._replace(neck=limit)) == GOOD
    assert verdict_on(spread=STILL._replace(neck=1.01 * limit)) == Verdict(grade=Grade.POOR, advice=(MOVED,))


def test_too_few_usable_pictures_are_poor_and_the_most_frequent_reason_is_told() -> None:
    problems = {Reason.NO_PERSON: 3, Reason.TURNED: 5}
    enough = round(FEW * 20)
    turned = Verdict(grade=Grade.POOR, advice=(ADVICE[Reason.TURNED],))
    assert verdict_on(usable=enough, problems=problems) == GOOD
    assert verdict_on(usable=enough - 1, problems=problems) == turned


def test_all_that_could_be_better_is_said_the_serious_first() -> None:
    assert verdict_on(
        centre=CENTRE._replace(shoulder_y=0.99, shoulders=0.1 * WIDTH, yaw=0.5),
        spread=STILL._replace(neck=0.1),
        usable=5,
        problems={Reason.NO_FRAME: 15},
        brightness=0.1,
    ).advice == (
        ADVICE[Reason.NO_FRAME],
        MOVED,
        LOW,
        ADVICE[Reason.TOO_FAR],
        ADVICE[Reason.TURNED],
        ADVICE[Reason.TOO_DARK],
    )


@pytest.mark.parametrize("sentence", [*ADVICE.values(), MOVED, LOW])
def test_advice_is_put_in_neutral_words(sentence: str) -> None:
    assert not {"bad", "poor", "correct", "damage", "harm", "wrong"} & set(sentence.lower().split())


def test_every_reason_for_an_unusable_view_has_its_own_advice() -> None:
    not_the_view = {
        Reason.NOT_CALIBRATED, Reason.PAUSED, Reason.SETTLING, Reason.STANDING, Reason.IN_USE,
        Reason.CAMERA_OFF, Reason.EXERCISING, Reason.FROZEN,
    }  # fmt: skip
    first_that_moved = list(Reason).index(Reason.NECK_HEIGHT)
    assert set(ADVICE) == set(list(Reason)[:first_that_moved]) - not_the_view
    assert len(set(ADVICE.values())) == len(ADVICE)
