"""Sitting still in front of a camera: known noise in, that noise out, and what is said about it."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from calibration.collector import Phase
from calibration.quality import ADVICE
from calibration.reliability import (
    COMPARED,
    FitGrade,
    Power,
    Reliability,
    StillCheck,
    Unit,
    fit_of,
    limits_at,
    still_noise,
)
from posture.baseline import LIMITS, Baseline, shape_limits
from posture.errors import CalibrationError
from posture.instant import Instant
from posture.labels import Label, Reason
from posture.landmarks import PoseObservation
from posture.settings import Settings
from posture.testing.body import Body, Stance
from posture.testing.scenario import scenario
from posture.testing.view import Camera, landmarks
from tests.stories import settings_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from posture.inputs import UserInput


def measured(
    items: Iterable[PoseObservation | UserInput], settings: Settings | None = None, collect_s: float = 10.0
) -> Reliability:
    """The whole procedure on these observations."""
    check = StillCheck(settings or Settings(), Instant(mono_s=0.0), collect_s=collect_s)
    for item in items:
        assert isinstance(item, PoseObservation)
        if check.observe(item).phase is Phase.DONE:
            break
    return check.result()


def statue(stance: Callable[[float], Stance], *, seconds: float, fps: float = 10.0) -> list[PoseObservation]:
    """A body without sway or jitter of its own, in the stance of each moment."""
    camera = Camera()
    times = [index / fps for index in range(round(seconds * fps) + 1)]
    return [
        PoseObservation(
            at=Instant(mono_s=t),
            poses=(landmarks(Body(), camera, stance(t)),),
            frame_size=camera.frame_size,
            brightness=0.5,
            contrast=0.2,
        )
        for t in times
    ]


def wobbling(sigma_deg: float, drift_deg_per_s: float = 0.0, seed: int = 5) -> list[PoseObservation]:
    """A head whose tilt is known: noise of this standard deviation on a steady drift."""
    random = Random(seed)
    return statue(
        lambda t: Stance(head_roll_left_deg=random.gauss(0.0, sigma_deg) + drift_deg_per_s * t), seconds=64
    )


def feature(found: Reliability, name: str) -> tuple[float, float, float, Power]:
    """Noise, smallest change, limit and power of one feature."""
    (one,) = (one for one in found.features if one.name == name)
    return one.noise, one.smallest, one.limit, one.power


@pytest.mark.parametrize("sigma", [0.2, 1.0])
@pytest.mark.parametrize("drift", [0.0, 0.1])
def test_known_noise_comes_out_whatever_the_drift(sigma: float, drift: float) -> None:
    noise, smallest, limit, power = feature(measured(wobbling(sigma, drift), collect_s=60.0), "head_roll")
    assert noise == pytest.approx(sigma, rel=0.12)
    assert 0.0 < smallest < 3.0 * noise
    assert (limit, power) == (pytest.approx(LIMITS.head_roll), Power.SEES)


def test_a_statue_has_no_noise_and_any_change_is_seen() -> None:
    found = measured(statue(lambda _t: Stance(), seconds=14))
    assert [one.noise for one in found.features] == pytest.approx([0.0] * len(COMPARED), abs=1e-9)
    assert {one.power for one in found.features} == {Power.SEES}
    assert (found.overall, found.advice, found.readings) == (Power.SEES, (), 101)
    assert found.seconds == pytest.approx(10.0)


def test_noise_and_limits_are_told_in_the_unit_of_the_feature() -> None:
    random = Random(3)
    found = measured(
        statue(lambda _t: Stance(lateral_left_cm=random.gauss(0.0, 0.36)), seconds=64), collect_s=60.0
    )
    # The body's shoulders are 36 cm wide: 0.36 cm are a hundredth of them.
    sideways = feature(found, "shoulder_x")
    assert sideways[0] == pytest.approx(0.01, rel=0.12)
    assert sideways[2] == pytest.approx(LIMITS.shift)
    assert feature(found, "neck")[2] == pytest.approx(LIMITS.neck)
    units = {one.name: one.unit for one in found.features}
    assert (units["neck"], units["shoulder_x"]) == (Unit.SHARE, Unit.SHOULDER_WIDTHS)


def test_somebody_who_sits_still_at_an_ordinary_camera_sees_a_slouch_many_times_over() -> None:
    found = measured(scenario("upright 30s").observations())
    neck = feature(found, "neck")
    assert 0.001 < neck[0] < 0.01
    assert neck[1] < 0.3 * neck[2]
    assert (found.overall, found.advice) == (Power.SEES, ())


@pytest.mark.parametrize(
    ("slump_cm", "overall"), [(0.2, Power.SEES), (6.0, Power.LARGER_ONLY), (9.0, Power.TOO_NOISY)]
)
def test_the_more_noise_the_less_of_a_slouch_is_seen(slump_cm: float, overall: Power) -> None:
    random = Random(1)
    found = measured(statue(lambda _t: Stance(slump_cm=random.gauss(0.0, slump_cm)), seconds=64), None, 60.0)
    assert found.overall is overall


def test_a_glance_away_is_no_noise() -> None:
    random = Random(2)
    quiet = [random.gauss(0.0, 0.01) for _ in range(200)]
    glance = [*quiet[:20], *[5.0] * 10, *quiet[30:]]
    times = [index / 10 for index in range(200)]
    assert still_noise(times, quiet) == pytest.approx(0.01, rel=0.12)
    assert still_noise(times, glance) == pytest.approx(0.01, rel=0.2)


def test_readings_of_one_moment_do_not_divide_by_nothing() -> None:
    assert still_noise([1.0] * 12, [2.0] * 12) == 0.0


def test_limits_are_those_of_the_baseline_at_the_users_sensitivity() -> None:
    rest = measured(scenario("upright 30s").observations()).rest
    usual = limits_at(rest, 1.0)
    for name, limit in shape_limits(rest).items():
        if name in usual:
            assert usual[name] == pytest.approx(limit), name
    assert limits_at(rest, 2.0) == pytest.approx({name: limit / 2 for name, limit in usual.items()})
    keen = settings_with(slouch={"sensitivity": 2.0})
    assert feature(measured(wobbling(1.0), keen), "head_roll")[2] == pytest.approx(LIMITS.head_roll / 2)


def test_the_advice_of_the_view_comes_with_it() -> None:
    found = measured(scenario("upright 30s", camera=Camera(distance_cm=150.0)).observations())
    assert ADVICE[Reason.TOO_FAR] in found.advice


def test_too_few_usable_pictures_say_what_to_change() -> None:
    with pytest.raises(
        CalibrationError, match=r"noise could not be measured, only 0 of .* turned to the side"
    ):
        measured(scenario("turned 60s").observations())
    with pytest.raises(CalibrationError, match=r"only 8 of 8 pictures were usable\. At least 10"):
        measured(scenario("upright 7s").observations())


@pytest.mark.parametrize(
    ("script", "grade", "label"),
    [
        ("upright 30s", FitGrade.FITS, Label.UPRIGHT),
        ("lid_up 6; upright 30s", FitGrade.MOVED, Label.UPRIGHT),
        ("slouch 30s", FitGrade.DIFFERS, Label.SLOUCHED),
        ("lean_left 30s", FitGrade.DIFFERS, Label.LEANING_LEFT),
    ],
)
def test_the_present_view_is_compared_with_the_reference(script: str, grade: FitGrade, label: Label) -> None:
    reference = Baseline.from_samples(
        [measured(scenario("upright 30s", seed=2).observations()).rest], (640, 480)
    )
    fit = fit_of(measured(scenario(script).observations()).rest, reference, 1.0)
    assert (fit.grade, fit.label) == (grade, label)
    assert fit.limits_away[fit.farthest] == max(fit.limits_away.values())
    assert (fit.limits_away[fit.farthest] < 1.0) == (grade is FitGrade.FITS)
