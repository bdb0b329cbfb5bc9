"""Further anchors make a reference better."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from calibration.reliability import FitGrade, fit_of
from posture.baseline import Comparison
from posture.errors import CalibrationError
from posture.standing_signs import LEAST_APART, standing_distance

if TYPE_CHECKING:
    from posture.baseline import Baseline


def with_relaxed(upright: Baseline, relaxed: Baseline) -> Baseline:
    """`upright` with the second anchor that `relaxed` was collected for.

    Raises:
        CalibrationError: the two can hardly be told apart, so the second would teach nothing, or the camera
            saw one from the side and the other not.
    """
    if upright.from_side is not relaxed.from_side:
        raise CalibrationError(
            "the camera saw you from the side for one anchor and not for the other, so nothing was changed; "
            "sit as you did for the first, or calibrate upright again"
        )
    both = replace(upright, relaxed=relaxed.centre)
    if not Comparison(both, sensitivity=1.0).knows_relaxed:
        raise CalibrationError(
            "the relaxed position looks almost like the upright one, so nothing was changed; let go a little "
            "more, or calibrate upright again if the camera has moved"
        )
    return both


def with_standing(sitting: Baseline, standing: Baseline) -> Baseline:
    """`sitting` with the anchor that `standing` was collected for.

    Raises:
        CalibrationError: the two can hardly be told apart in the picture, so the second would teach nothing.
    """
    apart = standing_distance(standing.centre, sitting.centre, sitting.centre)
    if apart < LEAST_APART:
        raise CalibrationError(
            "standing looks almost like sitting to this camera, so nothing was changed; stand where you "
            "stand to work, or tell the app with the key t when you stand"
        )
    return replace(sitting, standing=standing.centre)


def carried_over(old: Baseline, new: Baseline, sensitivity: float) -> tuple[Baseline, tuple[str, ...]]:
    """A new reference with the further anchors of the one it replaces, where they still fit.

    They are places in the picture as well as shapes, so they fit only what sits where the old reference did.

    Returns:
        The reference, and the names of the anchors (`relaxed`, `standing`) that had to be left out.
    """
    fits = fit_of(new.centre, old, sensitivity).grade is FitGrade.FITS and new.from_side is old.from_side
    made = new
    dropped = []
    for name, anchor, add in (
        ("relaxed", old.relaxed, with_relaxed),
        ("standing", old.standing, with_standing),
    ):
        if anchor is not None and fits:
            with suppress(CalibrationError):
                made = add(made, replace(new, centre=anchor))
                continue
        if anchor is not None:
            dropped.append(name)
    return made, tuple(dropped)
