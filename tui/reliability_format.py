"""What the check of a view found, as a table for people or a dict for JSON. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from calibration.reliability import FitGrade, Power, Unit
from posture.labels import Label
from tui.wording import LABEL_WORDS

if TYPE_CHECKING:
    from calibration.reliability import FeatureReliability, Fit, Reliability

_NAMES = {
    "neck": "head over the shoulders",
    "neck_mouth": "mouth over the shoulders",
    "face_ratio": "face beside shoulders",
    "shoulder_y": "height of the shoulders",
    "head_y": "height of the head",
    "shoulders": "width of the shoulders",
    "face": "width of the face",
    "head_roll": "tilt of the head",
    "shoulder_tilt": "tilt of the shoulders",
    "lateral": "head to the side",
    "shoulder_x": "shoulders to the side",
}

_SUMMARY = {
    Power.SEES: "Good enough: while you sit still the noise stays below the change that counts as a slouch.",
    Power.LARGER_ONLY: "Noisy: a slouch that just counts drowns in the noise, a larger one is seen.",
    Power.TOO_NOISY: "Too noisy: sitting still cannot be told from a slouch.",
}

_CALMER = "More light in front of you and a camera that stands firm make it calmer."
"""What to do about noise where the view itself gives no better advice."""

_VERDICTS = {
    Power.SEES: "sees a change of {smallest}; one that counts is {limit}",
    Power.LARGER_ONLY: "sees only a change of {smallest}; one that counts is {limit}",
    Power.TOO_NOISY: "too noisy: sees nothing under {smallest}; one that counts is {limit}",
}


def reliability_table(found: Reliability, fit: Fit | None, profile: str) -> str:
    """The features, the summary, and whether the reference `profile` still fits (`None`: there is none)."""
    lines = [
        f"{found.readings} pictures in {found.seconds:.0f} s of sitting still.",
        "% is a share of your own value, % sw of your shoulder width.",
        "",
        f"{'feature':<26}{'at rest':>9}{'noise':>11}   what is seen",
    ]
    lines += [_line(feature) for feature in found.features]
    lines += ["", *_sentences(found), _fit_sentence(fit, profile)]
    return "\n".join(lines) + "\n"


def reliability_dict(found: Reliability, fit: Fit | None, profile: str) -> dict[str, Any]:
    """Stable keys; noise, smallest change and limit in the feature's `unit`, `at_rest` as in the profile."""
    told: dict[str, Any] = {
        "overall": found.overall.value,
        "summary": " ".join(_sentences(found)),
        "readings": found.readings,
        "seconds": found.seconds,
        "features": {
            feature.name: {
                "at_rest": feature.at_rest,
                "unit": feature.unit.value,
                "noise": feature.noise,
                "smallest_change": feature.smallest,
                "limit": feature.limit,
                "sees": feature.power.value,
            }
            for feature in found.features
        },
        "profile": None,
    }
    if fit is not None:
        told["profile"] = {
            "name": profile,
            "fits": fit.grade.value,
            "summary": _fit_sentence(fit, profile),
            "label": fit.label.value,
            "score": fit.score,
            "farthest": fit.farthest,
            "limits_away": dict(fit.limits_away),
        }
    return told


def _line(feature: FeatureReliability) -> str:
    words = _VERDICTS[feature.power].format(
        smallest=_amount(feature.smallest, feature.unit), limit=_amount(feature.limit, feature.unit)
    )
    noise = _amount(feature.noise, feature.unit)
    return f"{_NAMES[feature.name]:<26}{feature.at_rest:>9.3f}{noise:>11}   {words}"


def _sentences(found: Reliability) -> list[str]:
    sentences = [_SUMMARY[found.overall], *found.advice]
    if found.overall is not Power.SEES and not found.advice:
        sentences.append(_CALMER)
    return sentences


def _fit_sentence(fit: Fit | None, profile: str) -> str:
    if fit is None:
        return f"There is no reference {profile!r} to compare with yet: make one with `posture calibrate`."
    away = f"at rest you are {fit.limits_away[fit.farthest]:.1f} limits from it ({_NAMES[fit.farthest]})"
    if fit.grade is FitGrade.FITS:
        return f"The reference {profile!r} fits: {away}; 1 is where a change counts."
    if fit.grade is FitGrade.MOVED:
        return (
            f"The reference {profile!r} fits your shape and not your place in the picture: {away}. "
            "The camera or the chair has moved; put it back or calibrate again."
        )
    called = "" if fit.label is Label.UPRIGHT else f", which looks {LABEL_WORDS[fit.label].been}"
    return f"The reference {profile!r} does not fit: {away}{called}. Sit as you did then, or calibrate again."


def _amount(value: float, unit: Unit) -> str:
    if unit is Unit.DEGREES:
        return f"{_short(value)}°"
    return f"{_short(100 * value)} %" + (" sw" if unit is Unit.SHOULDER_WIDTHS else "")


def _short(value: float) -> str:
    return f"{value:.2f}" if value < 0.995 else f"{value:.1f}" if value < 9.95 else f"{value:.0f}"
