"""A monitor that finds out in its first seconds which of the user's references goes with what is seen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from calibration.place import PlaceCheck

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from calibration.place import PlaceVerdict
    from calibration.profile import Profile
    from posture.baseline import Baseline
    from posture.inputs import UserInput
    from posture.instant import Instant
    from posture.landmarks import PoseObservation
    from posture.ports import Core
    from posture.settings import Settings
    from posture.status import Step


class PlacingMonitor:
    """A `Core` that changes over to the profile that `calibration.place` finds, once.

    Args:
        inner: the monitor, which begins with the profile `first`.
        settings: the thresholds that decide what is usable.
        choice: the profiles to choose from, at least one.
        first: the name of the one the monitor begins with.
        source: the camera that is watched, as profiles name it.
        found: is told the verdict.
    """

    def __init__(
        self,
        inner: Core,
        settings: Settings,
        *,
        choice: Sequence[Profile],
        first: str,
        source: str,
        found: Callable[[PlaceVerdict], None],
    ) -> None:
        self._inner = inner
        self._settings = settings
        self._choice = {profile.name: profile for profile in choice}
        self._first = first
        self._source = source
        self._found = found
        self._check: PlaceCheck | None = None

    def start(self, at: Instant, source: str) -> Step:
        """Begin to watch."""
        self._check = PlaceCheck(self._settings, tuple(self._choice.values()), self._source, at)
        return self._inner.start(at, source)

    def observe(self, observation: PoseObservation) -> Step:
        """Take one observation; with the one that decides the other profile comes into use."""
        step = self._inner.observe(observation)
        verdict = None if self._check is None else self._check.observe(observation)
        if verdict is None:
            return step
        self._check = None
        self._found(verdict)
        if verdict.name == self._first:
            return step
        profile = self._choice[verdict.name]
        changed = self._inner.set_baseline(
            observation.at, profile.baseline, profile.name, profile.grade.value
        )
        return replace(changed, events=step.events + changed.events, observed=True)

    def apply(self, action: UserInput) -> Step:
        """Take one action of the user."""
        return self._inner.apply(action)

    def set_baseline(self, at: Instant, baseline: Baseline, profile: str, quality: str) -> Step:
        """Compare with this reference from now on; there is nothing to find out any more."""
        self._check = None
        return self._inner.set_baseline(at, baseline, profile, quality)

    def use_settings(self, at: Instant, settings: Settings) -> Step:
        """Watch by these from now on."""
        return self._inner.use_settings(at, settings)

    def finish(self, at: Instant, reason: str) -> Step:
        """Stop watching."""
        return self._inner.finish(at, reason)
