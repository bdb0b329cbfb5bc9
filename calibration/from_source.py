"""Takes the reference from stretches of the very source that is being watched (`--calibrate A:B`)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from calibration.anchors import with_standing
from calibration.collector import Collector, Result
from posture.errors import CalibrationError
from posture.instant import Instant
from posture.status import Step

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture.baseline import Baseline
    from posture.inputs import UserInput
    from posture.landmarks import PoseObservation
    from posture.monitor import Monitor
    from posture.settings import Settings

PROFILE = "from source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """From `begin_s` to `end_s`, seconds of the source."""

    begin_s: float
    end_s: float


class CalibratingMonitor:
    """A monitor that gets its reference from what was seen in one stretch of its source, or a few.

    Until the end of the first stretch posture is `unknown`; presence, sitting and breaks work from the
    start. When no reference can be made the log says `calibration_failed` and the rest goes on without
    one. Further stretches, of the user's relaxed slouch and of standing, make it better from their end on.

    Args:
        monitor: the monitor to feed.
        settings: the thresholds that decide what is usable.
        upright: the stretch of comfortable upright sitting.
        relaxed: the stretch of the relaxed slouch, or `None`.
        standing: the stretch of standing at the desk, or `None`.
        warn: told, in one sentence, when the reference is poor or could not be made.
    """

    def __init__(
        self,
        monitor: Monitor,
        settings: Settings,
        *,
        upright: Stretch,
        relaxed: Stretch | None = None,
        standing: Stretch | None = None,
        warn: Callable[[str], None],
    ) -> None:
        self._monitor = monitor
        self._warn = warn
        self._running = {"upright": _Running(settings, upright)}
        if relaxed is not None:
            self._running["relaxed"] = _Running(settings, relaxed)
        if standing is not None:
            self._running["standing"] = _Running(settings, standing)
        self._results: dict[str, Result] = {}

    def start(self, at: Instant, source: str) -> Step:
        """Begin to watch."""
        return self._monitor.start(at, source)

    def observe(self, observation: PoseObservation) -> Step:
        """Take one observation, learning from it if it lies in a stretch."""
        if not self._running:
            return self._monitor.observe(observation)
        calibrated = self._finish_those_over(observation.at, at_end=False)
        for running in self._running.values():
            running.collector.observe(observation)
        return _joined(calibrated, self._monitor.observe(observation))

    def apply(self, action: UserInput) -> Step:
        """Take one action of the user."""
        return self._monitor.apply(action)

    def exercised(self, at: Instant, duration_s: float) -> Step:
        """The camera counted an exercise."""
        return self._monitor.exercised(at, duration_s)

    def exercising(self, at: Instant, *, under_way: bool) -> Step:
        """A guided exercise begins, or is over."""
        return self._monitor.exercising(at, under_way=under_way)

    def set_baseline(self, at: Instant, baseline: Baseline, profile: str, quality: str) -> Step:
        """Compare with this reference from now on; what was being collected is dropped."""
        self._running.clear()
        return self._monitor.set_baseline(at, baseline, profile, quality)

    def use_settings(self, at: Instant, settings: Settings) -> Step:
        """Watch by these from now on; what is being collected goes on as it began."""
        return self._monitor.use_settings(at, settings)

    def finish(self, at: Instant, reason: str) -> Step:
        """Stop watching; a source that ends inside a stretch still gives its reference to the log."""
        return _joined(self._finish_those_over(at, at_end=True), self._monitor.finish(at, reason))

    def _finish_those_over(self, at: Instant, *, at_end: bool) -> list[Step]:
        over = [name for name, running in self._running.items() if at_end or at.mono_s >= running.end_s]
        steps = []
        for name in sorted(over, key=lambda name: self._running[name].end_s):
            running = self._running.pop(name)
            due = at.shifted_to(min(running.end_s, at.mono_s))
            if at.mono_s < running.begin_s:
                steps.append(self._failed(name, due, _beyond_the_end(running, at)))
                continue
            step = self._finish(name, running.collector, due)
            if step is not None:
                steps.append(step)
        return steps

    def _finish(self, name: str, collector: Collector, due: Instant) -> Step | None:
        try:
            result = collector.result()
        except CalibrationError as error:
            return self._failed(name, due, str(error))
        grade = result.verdict.grade
        if result.verdict.advice and grade != "good":
            self._warn(f"the {name} reference is {grade}: {' '.join(result.verdict.advice)}")
        self._results[name] = result
        upright, relaxed = self._results.get("upright"), self._results.get("relaxed")
        standing = self._results.get("standing")
        if upright is None:
            return None
        baseline = upright.baseline
        if relaxed is not None:
            baseline = replace(baseline, relaxed=relaxed.baseline.centre)
        if standing is not None:
            try:
                baseline = with_standing(baseline, standing.baseline)
            except CalibrationError as error:
                del self._results["standing"]
                self._warn(f"{name} calibration failed: {error}")
                return self._monitor.calibration_failed(due, str(error))
        return self._monitor.set_baseline(due, baseline, PROFILE, upright.verdict.grade.value)

    def _failed(self, name: str, due: Instant, reason: str) -> Step:
        self._warn(f"{name} calibration failed: {reason}")
        return self._monitor.calibration_failed(due, reason)


class _Running:
    """A collector over one stretch."""

    def __init__(self, settings: Settings, stretch: Stretch) -> None:
        self.begin_s = stretch.begin_s
        self.end_s = stretch.end_s
        self.collector = Collector(
            settings,
            Instant(mono_s=stretch.begin_s),
            get_ready_s=0.0,
            collect_s=stretch.end_s - stretch.begin_s,
            patience=1.0,
        )


def _beyond_the_end(running: _Running, end: Instant) -> str:
    return (
        f"the stretch from {running.begin_s:g} to {running.end_s:g} s lies after the end of the source, "
        f"at {end.mono_s:g} s; choose one before it."
    )


def _joined(first: list[Step], last: Step) -> Step:
    events = tuple(event for step in first for event in step.events)
    return Step(status=last.status, events=events + last.events, observed=last.observed)
