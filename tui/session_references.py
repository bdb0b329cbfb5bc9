"""The references of a running session: calibrate, keep, try, check, change over. In the worker's thread.

What stands here joins the procedures of `calibration` to the files of the user and to the monitor that runs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from posture.errors import CalibrationError
from tui.monitor_session import UNSAVED, CalibrationOutcome, Kept, PlaceFound, ValidationOutcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from calibration import place
    from calibration.collector import Collector, Progress
    from calibration.profile import Profile
    from calibration.validation import Validation, ValidationProgress
    from posture.baseline import Baseline
    from posture.instant import Instant
    from posture.landmarks import PoseObservation
    from posture.limit_lines import Line
    from posture.settings import Settings
    from posture.status import Step
    from tui.first_reference import FirstReference


class SessionReferences:
    """What `MonitorSession` offers about references.

    Args:
        settings: every threshold.
        folder: where the profiles lie.
        source: what is watched, as profiles name it.
        first: the profile to begin with, and those to choose from.
        install: has the monitor use a profile, and records that.
        saves: whether a new reference goes into the profile in use; without it only into one that is named:
            what a recording shows need not be the user at his desk.
    """

    def __init__(
        self,
        settings: Settings,
        folder: Path,
        source: str,
        first: FirstReference,
        install: Callable[[Instant, Profile], Step],
        *,
        saves: bool,
    ) -> None:
        self._settings = settings
        self._folder = folder
        self._source = source
        self._name = first.name
        self._current = first.current
        self._choice = first.choice
        self._install = install
        self._saves = saves

    def use(self, settings: Settings) -> None:
        """Go by these from now on."""
        self._settings = settings

    @property
    def place(self) -> str | None:
        """The profile in use."""
        return None if self._current is None else self._current.name

    def calibrate(self, at: Instant, anchor: str) -> ScreenCalibration:
        """Begin to calibrate."""
        from calibration.collector import Collector  # noqa: PLC0415 - only when the user asks for it

        known = None if anchor == "upright" or self._current is None else self._current.baseline
        return ScreenCalibration(
            Collector(self._settings, at), anchor, self._settings.slouch.sensitivity, known
        )

    def keep(self, at: Instant, outcome: CalibrationOutcome, name: str | None) -> Kept:
        """Use an accepted calibration, and save it unless it is of a recording and has no name.

        Raises:
            PostureError: it cannot be saved, or the anchor teaches nothing; nothing was changed.
        """
        from calibration.profile_file import profile_path, write_profile  # noqa: PLC0415 - a slow import

        saves = self._saves or name is not None
        path = profile_path(self._folder, name or self._name)
        if outcome.anchor == "upright":
            made, dropped = self._made(path.stem if saves else UNSAVED, at, outcome)
        else:
            made, dropped = self._with_anchor(outcome), ()
        if saves:
            write_profile(path, made)
            self._name = name or self._name
        else:
            made = replace(made, name=UNSAVED)
        step = self._install(at, made)
        self._current = made
        limits = _limits(made.baseline, self._settings.slouch.sensitivity)
        return Kept(step=step, place=made.name, limits=limits, dropped=dropped)

    def validate(self, at: Instant, _outcome: CalibrationOutcome) -> ScreenValidation:
        """Begin to try the reference in use."""
        from calibration.validation import Validation  # noqa: PLC0415 - only when the user asks for it

        assert self._current is not None
        return ScreenValidation(Validation(self._settings, self._current.baseline, at))

    @property
    def check_place(self) -> Callable[[Instant], ScreenPlaceCheck] | None:
        """Begins the check of the first seconds; `None` where there is nothing to check."""
        return self._check_place if self._choice else None

    def _check_place(self, at: Instant) -> ScreenPlaceCheck:
        from calibration.place import PlaceCheck  # noqa: PLC0415 - not before the first picture

        return ScreenPlaceCheck(PlaceCheck(self._settings, self._choice, self._source, at))

    def use_place(self, at: Instant, name: str) -> Step:
        """Compare with another profile from now on.

        Raises:
            ProfileError: it cannot be read.
        """
        from calibration.profile_file import profile_path, read_profile  # noqa: PLC0415 - a slow import

        profile = replace(read_profile(profile_path(self._folder, name)), name=name)
        step = self._install(at, profile)
        self._current, self._name = profile, name
        return step

    def _made(self, name: str, at: Instant, outcome: CalibrationOutcome) -> tuple[Profile, tuple[str, ...]]:
        """The profile of a new reference, with the anchors of the old one that still fit."""
        from calibration.anchors import carried_over  # noqa: PLC0415 - only when the user asks for it
        from calibration.collector import Result  # noqa: PLC0415
        from calibration.profile import Profile  # noqa: PLC0415

        result = outcome.reference
        assert isinstance(result, Result)
        baseline = result.baseline
        dropped: tuple[str, ...] = ()
        if self._current is not None and self._current.name == name:
            baseline, dropped = carried_over(
                self._current.baseline, baseline, self._settings.slouch.sensitivity
            )
        profile = Profile(
            name=name,
            created=at.wall,
            source=self._source,
            grade=result.verdict.grade,
            baseline=baseline,
        )
        return profile, dropped

    def _with_anchor(self, outcome: CalibrationOutcome) -> Profile:
        from calibration.anchors import with_relaxed, with_standing  # noqa: PLC0415 - as above
        from calibration.collector import Result  # noqa: PLC0415

        result = outcome.reference
        assert isinstance(result, Result)
        if self._current is None:
            raise CalibrationError("there is no reference to add to yet; set yours first, sitting upright")
        add = with_standing if outcome.anchor == "standing" else with_relaxed
        return replace(self._current, baseline=add(self._current.baseline, result.baseline))


def _limits(baseline: Baseline, sensitivity: float) -> tuple[Line, ...]:
    from posture.limit_lines import limit_lines  # noqa: PLC0415 - not before there is a reference

    return limit_lines(baseline, sensitivity).all()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenProgress:
    """A collector's progress (`calibration.collector.Progress`), with the lines so far."""

    phase: str
    seconds_left: float
    usable: int
    advice: tuple[str, ...]
    view: str | None
    limits: tuple[Line, ...]


class ScreenCalibration:
    """The collector as the calibration screen sees it.

    Args:
        collector: what collects.
        anchor: what is collected.
        sensitivity: above 1, smaller changes count.
        known: the reference whose limits are shown while a further anchor is collected, or `None`.
    """

    def __init__(self, collector: Collector, anchor: str, sensitivity: float, known: Baseline | None) -> None:
        self._collector = collector
        self._anchor = anchor
        self._sensitivity = sensitivity
        self._known = known

    def observe(self, observation: PoseObservation) -> ScreenProgress:
        """Take one observation."""
        progress: Progress = self._collector.observe(observation)
        baseline = self._known or self._collector.so_far()
        return ScreenProgress(
            phase=progress.phase,
            seconds_left=progress.seconds_left,
            usable=progress.usable,
            advice=progress.advice,
            view=progress.view,
            limits=() if baseline is None else _limits(baseline, self._sensitivity),
        )

    def outcome(self) -> CalibrationOutcome:
        """The verdict."""
        result = self._collector.result()
        verdict = result.verdict
        return CalibrationOutcome(
            quality=verdict.grade.value, advice=verdict.advice, reference=result, anchor=self._anchor
        )


class ScreenValidation:
    """The trial of a reference as the calibration screen sees it."""

    def __init__(self, validation: Validation) -> None:
        self._validation = validation

    def observe(self, observation: PoseObservation) -> ValidationProgress:
        """Take one observation."""
        return self._validation.observe(observation)

    def outcome(self) -> ValidationOutcome:
        """The verdict."""
        result = self._validation.result()
        return ValidationOutcome(verdict=result.outcome.value, sentences=result.sentences)


class ScreenPlaceCheck:
    """The check of the first seconds as the app sees it."""

    def __init__(self, check: place.PlaceCheck) -> None:
        self._check = check

    def observe(self, observation: PoseObservation) -> PlaceFound | None:
        """Take one observation."""
        verdict = self._check.observe(observation)
        return None if verdict is None else place_found(verdict)


def place_found(verdict: place.PlaceVerdict) -> PlaceFound:
    """What a verdict means for whoever is told."""
    from calibration.place import PlaceFit  # noqa: PLC0415 - loaded already, for the check itself

    return PlaceFound(place=verdict.name, fits=verdict.fit is not PlaceFit.MOVED, among=verdict.among)
