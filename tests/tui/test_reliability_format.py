"""What the check of a view says, as people read it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from calibration.reliability import FeatureReliability, Fit, FitGrade, Power, Reliability, Unit
from posture.features import Features
from posture.labels import Label
from tui.reliability_format import reliability_dict, reliability_table

NECK = FeatureReliability(
    name="neck", at_rest=0.5312, unit=Unit.SHARE, noise=0.004, smallest=0.012, limit=0.065, power=Power.SEES
)
TILT = FeatureReliability(
    name="head_roll", at_rest=-1.5, unit=Unit.DEGREES, noise=4.0, smallest=11.4, limit=9.0,
    power=Power.LARGER_ONLY,
)  # fmt: skip
HEIGHT = FeatureReliability(
    name="shoulder_y", at_rest=0.7, unit=Unit.SHOULDER_WIDTHS, noise=0.1, smallest=0.2, limit=0.1,
    power=Power.TOO_NOISY,
)  # fmt: skip
FOUND = Reliability(
    features=(NECK, TILT, HEIGHT),
    overall=Power.SEES,
    advice=(),
    rest=Features._make([0.5] * len(Features._fields)),
    readings=20,
    seconds=10.0,
)
FIT = Fit(
    grade=FitGrade.FITS,
    limits_away={"neck": 0.41, "shoulder_y": 0.2},
    farthest="neck",
    label=Label.UPRIGHT,
    score=0.3,
)


def lines(found: Reliability = FOUND, fit: Fit | None = FIT) -> list[str]:
    """The table without what pads it."""
    return [" ".join(line.split()) for line in reliability_table(found, fit, "office").splitlines()]


def test_each_feature_says_what_it_sees_and_what_counts() -> None:
    told = lines()
    assert told[0] == "20 pictures in 10 s of sitting still."
    assert "head over the shoulders 0.531 0.40 % sees a change of 1.2 %; one that counts is 6.5 %" in told
    assert "tilt of the head -1.500 4.0° sees only a change of 11°; one that counts is 9.0°" in told
    height = "height of the shoulders 0.700 10 % sw too noisy: sees nothing under 20 % sw;"
    assert f"{height} one that counts is 10 % sw" in told


@pytest.mark.parametrize(
    ("overall", "advice", "says"),
    [
        (Power.SEES, (), "Good enough"),
        (Power.LARGER_ONLY, ("Turn on a light.",), "Turn on a light."),
        (Power.TOO_NOISY, (), "More light in front of you"),
    ],
)
def test_the_summary_comes_with_what_helps(overall: Power, advice: tuple[str, ...], says: str) -> None:
    found = replace(FOUND, overall=overall, advice=advice)
    assert any(line.startswith(says) for line in lines(found))
    assert says in reliability_dict(found, None, "office")["summary"]


@pytest.mark.parametrize(
    ("fit", "says"),
    [
        (None, "There is no reference 'office' to compare with yet"),
        (FIT, "The reference 'office' fits: at rest you are 0.4 limits from it (head over the shoulders)"),
        (replace(FIT, grade=FitGrade.MOVED), "fits your shape and not your place"),
        (replace(FIT, grade=FitGrade.DIFFERS, label=Label.SLOUCHED), "which looks lower than your reference"),
        (
            replace(FIT, grade=FitGrade.DIFFERS),
            "does not fit: at rest you are 0.4 limits from it (head over the shoulders). Sit",
        ),
    ],
)
def test_whether_the_reference_still_fits_is_one_sentence(fit: Fit | None, says: str) -> None:
    assert says in lines(fit=fit)[-1]


def test_scripts_get_the_same_in_stable_keys() -> None:
    told = reliability_dict(FOUND, FIT, "office")
    assert told["features"]["neck"] == {
        "at_rest": 0.5312,
        "unit": "share",
        "noise": 0.004,
        "smallest_change": 0.012,
        "limit": 0.065,
        "sees": "sees",
    }
    assert (told["profile"]["name"], told["profile"]["fits"]) == ("office", "fits")
    assert reliability_dict(FOUND, None, "office")["profile"] is None
