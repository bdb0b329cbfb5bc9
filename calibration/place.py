"""Which of the stored references belongs to what is seen now, and whether it still fits.

Asked in the first seconds of a session, when the user has done nothing special: he may slouch already, look
down or lean. So a change of posture is not held against a reference; a changed place, size or side of view
is, where posture does not explain it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from calibration.collector import Collector, Phase
from calibration.reliability import FitGrade, fit_of
from posture.baseline import Comparison
from posture.errors import CalibrationError
from posture.side_view import sees_side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from calibration.profile import Profile
    from posture.features import Features
    from posture.instant import Instant
    from posture.landmarks import PoseObservation
    from posture.settings import Settings

CHECK_S = 8.0
"""Usable seconds that are looked at. ENG: the ten seconds of a glance at the screen, less some unusable."""

POSTURE_EXPLAINS = 4.0
"""Limits of place and size by which a slouch or a lean moves a body; a deep slump 3 (docs/geometry.md)."""

FAR_LIMITS = 12.0
"""A reference that is farther off than this in any way is counted as this far. ENG."""

_FOR_EVER = 1e9


class PlaceFit(IntEnum):
    """How a reference goes with what is seen, the best first."""

    FITS = 0
    UNSURE = 1
    """The user does not sit as in the reference, and that alone can explain the difference."""
    MOVED = 2
    """The camera, the chair or the place is another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceVerdict:
    """The reference that goes best with what is seen.

    Attributes:
        name: of the profile.
        fit: how well it goes.
        among: how many there were to choose from.
    """

    name: str
    fit: PlaceFit
    among: int


def place_fit(rest: Features, profile: Profile, sensitivity: float) -> tuple[PlaceFit, float]:
    """How a reference goes with the posture `rest`, and how far off it is, in limits."""
    baseline = profile.baseline
    if sees_side(rest) is not baseline.from_side:
        return PlaceFit.MOVED, FAR_LIMITS
    fit = fit_of(rest, baseline, sensitivity)
    deviation = Comparison(baseline, sensitivity).deviation(rest)
    moved = max(
        abs(deviation.shoulder_drop),
        abs(deviation.head_drop),
        abs(deviation.closer),
        abs(deviation.shift_left),
    )
    off = min(FAR_LIMITS, max(moved, abs(deviation.head_forward), abs(deviation.neck_drop)))
    if fit.grade is FitGrade.FITS:
        return PlaceFit.FITS, off
    posture = fit.grade is FitGrade.DIFFERS and fit.label.is_slouch
    return (PlaceFit.UNSURE if posture and moved <= POSTURE_EXPLAINS else PlaceFit.MOVED), off


class PlaceCheck:
    """The first usable seconds of a session, without any I/O: observations in, at last a verdict out.

    Args:
        settings: the thresholds that decide what is usable, and the sensitivity.
        profiles: the references to choose from, at least one.
        source: the camera that is watched now, which decides between references that go equally well.
        at: when it begins.
    """

    def __init__(self, settings: Settings, profiles: Sequence[Profile], source: str, at: Instant) -> None:
        self._sensitivity = settings.slouch.sensitivity
        self._profiles = tuple(profiles)
        self._source = source
        # Nobody need be there at the start: it waits as long as it takes.
        self._collector = Collector(settings, at, get_ready_s=0.0, collect_s=CHECK_S, patience=_FOR_EVER)

    def observe(self, observation: PoseObservation) -> PlaceVerdict | None:
        """Take one observation; the verdict as soon as enough was seen."""
        if self._collector.observe(observation).phase is not Phase.DONE:
            return None
        try:
            rest = self._collector.result().baseline.centre
        except CalibrationError:
            return None
        return self._best(rest)

    def _best(self, rest: Features) -> PlaceVerdict:
        ranked = []
        for profile in self._profiles:
            fit, off = place_fit(rest, profile, self._sensitivity)
            ranked.append((fit, profile.source != self._source, off, profile.name))
        fit, _, _, name = min(ranked)
        return PlaceVerdict(name=name, fit=fit, among=len(self._profiles))
