"""The personal reference: robust centre and spread, and changes counted in limits above the noise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture.baseline import (
    DECILES_TO_SIGMA,
    LIMITS,
    MAD_TO_SIGMA,
    NOISE_SIGMAS,
    WIDEST,
    Baseline,
    Comparison,
    Deviation,
)
from posture.features import Features

SIZE = (640, 480)
CENTRE = Features(
    neck=0.5,
    neck_mouth=0.35,
    face=0.25,
    shoulders=0.5,
    face_ratio=0.5,
    shoulder_y=0.75,
    shoulder_x=0.65,
    head_y=0.45,
    head_roll=1.0,
    shoulder_tilt=-2.0,
    lateral=0.01,
    pitch=0.3,
    yaw=0.05,
    ear_ahead=5.0,
    trunk=2.0,
    hip_seen=0.1,
)
STILL = Features._make([0.0] * len(CENTRE))
NOTHING = Deviation._make([0.0] * len(Deviation._fields))

ONE_LIMIT = {
    "neck_drop": {"neck": -LIMITS.neck * CENTRE.neck},
    "mouth_drop": {"neck_mouth": -LIMITS.neck * CENTRE.neck},
    "head_forward": {"face_ratio": LIMITS.face_ratio * CENTRE.face_ratio},
    "shoulder_drop": {"shoulder_y": LIMITS.shoulder_drop * CENTRE.shoulders},
    "head_drop": {"head_y": LIMITS.shoulder_drop * CENTRE.shoulders},
    "closer": {"shoulders": LIMITS.size * CENTRE.shoulders},
    "face_closer": {"face": LIMITS.size * CENTRE.face},
    "roll_left": {"head_roll": LIMITS.head_roll},
    "tilt_left": {"shoulder_tilt": LIMITS.shoulder_tilt},
    "lateral_left": {"lateral": LIMITS.lateral},
    "shift_left": {"shoulder_x": LIMITS.shift * CENTRE.shoulders},
    "looks_down": {"pitch": LIMITS.pitch},
}
"""The change of features that is one limit of each deviation."""


def reference(spread: Features = STILL) -> Baseline:
    """A reference around `CENTRE`."""
    return Baseline(centre=CENTRE, spread=spread, samples=20, frame_size=SIZE)


def moved(by: dict[str, float], times: float = 1.0) -> Features:
    """`CENTRE` with some features changed."""
    return CENTRE._replace(**{name: getattr(CENTRE, name) + times * delta for name, delta in by.items()})


def test_the_centre_is_the_median_and_the_spread_is_robust() -> None:
    necks = (0.50, 0.52, 0.51, 0.49, 9.0)
    made = Baseline.from_samples([CENTRE._replace(neck=neck) for neck in necks], SIZE)
    assert made == Baseline(
        centre=CENTRE._replace(neck=0.51),
        spread=STILL._replace(neck=pytest.approx(MAD_TO_SIGMA * 0.01)),
        samples=5,
        frame_size=SIZE,
    )


def test_one_sample_is_its_own_centre() -> None:
    made = Baseline.from_samples([CENTRE], SIZE)
    assert (made.centre, made.spread, made.samples) == (CENTRE, STILL, 1)


def test_nothing_makes_no_reference() -> None:
    with pytest.raises(ValueError, match="at least one sample"):
        Baseline.from_samples([], SIZE)


features = st.builds(
    Features._make, st.lists(st.floats(-100, 100), min_size=len(CENTRE), max_size=len(CENTRE))
)


@given(samples=st.lists(features, min_size=1, max_size=9), data=st.data())
def test_the_order_of_the_samples_says_nothing(samples: list[Features], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(samples))
    assert Baseline.from_samples(shuffled, SIZE) == Baseline.from_samples(samples, SIZE)


@given(samples=st.lists(features, min_size=1, max_size=9))
def test_a_reference_lies_within_its_samples(samples: list[Features]) -> None:
    made = Baseline.from_samples(samples, SIZE)
    for column, centre, spread in zip(zip(*samples, strict=True), made.centre, made.spread, strict=True):
        assert min(column) <= centre <= max(column)
        assert 0.0 <= spread <= MAD_TO_SIGMA * (max(column) - min(column))


def test_at_the_reference_nothing_deviates() -> None:
    assert Comparison(reference(), 1.0).deviation(CENTRE) == NOTHING


@pytest.mark.parametrize("name", ONE_LIMIT)
def test_one_limit_reads_one_in_its_own_deviation_alone(name: str) -> None:
    compare = Comparison(reference(), 1.0)
    by = ONE_LIMIT[name]
    assert compare.deviation(moved(by)) == pytest.approx(NOTHING._replace(**{name: 1.0}))
    assert compare.deviation(moved(by, -1.5)) == pytest.approx(NOTHING._replace(**{name: -1.5}))


@pytest.mark.parametrize("name", ONE_LIMIT)
@pytest.mark.parametrize("sensitivity", [0.5, 2.0])
def test_sensitivity_scales_every_limit(name: str, sensitivity: float) -> None:
    now = moved(ONE_LIMIT[name])
    assert Comparison(reference(), sensitivity).deviation(now) == pytest.approx(
        NOTHING._replace(**{name: sensitivity})
    )


@pytest.mark.parametrize("name", ONE_LIMIT)
def test_a_jittery_camera_makes_the_program_less_sensitive_not_nervous(name: str) -> None:
    """Spread over a third of the limit is the floor: three sigmas are then what counts."""
    [(feature, limit)] = ONE_LIMIT[name].items()
    noisy = reference(STILL._replace(**{feature: 1.2 * abs(limit) / NOISE_SIGMAS}))
    deviation = Comparison(noisy, 1.0).deviation(moved({feature: limit}))
    assert getattr(deviation, name) == pytest.approx(1.0 / 1.2)


@pytest.mark.parametrize("name", ONE_LIMIT)
def test_a_restless_calibration_does_not_make_the_program_blind(name: str) -> None:
    """However wide the spread, no limit grows beyond `WIDEST` times what is usual."""
    [(feature, limit)] = ONE_LIMIT[name].items()
    restless = reference(STILL._replace(**{feature: 10 * abs(limit)}))
    for sensitivity in (1.0, 3.0):
        deviation = Comparison(restless, sensitivity).deviation(moved({feature: limit}))
        assert getattr(deviation, name) == pytest.approx(sensitivity / WIDEST)


def test_noise_under_a_third_of_the_limit_changes_nothing() -> None:
    calm = Comparison(reference(STILL._replace(neck=LIMITS.neck * CENTRE.neck / NOISE_SIGMAS * 0.99)), 1.0)
    assert calm.deviation(moved(ONE_LIMIT["neck_drop"])).neck_drop == pytest.approx(1.0)


def test_a_turned_head_is_no_deviation() -> None:
    assert Comparison(reference(), 1.0).deviation(CENTRE._replace(yaw=2.0)) == NOTHING


def test_the_comparison_shows_its_reference() -> None:
    assert Comparison(reference(), 1.0).baseline == reference()


def test_glances_during_calibration_widen_the_band() -> None:
    """Eight still samples of ten and two glances: the median does not see them, the deciles do."""
    still = Baseline.from_samples([CENTRE] * 20, SIZE)
    glances = Baseline.from_samples([CENTRE] * 16 + [CENTRE._replace(neck=0.9 * CENTRE.neck)] * 4, SIZE)
    assert still.spread.neck == 0.0
    assert glances.spread.neck == pytest.approx(0.1 * CENTRE.neck / DECILES_TO_SIGMA)
    assert glances.centre == still.centre
