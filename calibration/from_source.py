"""Takes the reference from a stretch of the very source that is being watched (`--calibrate A:B`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calibration.collector import Collector
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


class CalibratingMonitor:
    """A monitor that gets its reference at `end_s` from what was seen since `begin_s`.

    Until then posture is `unknown`; presence, sitting and breaks work from the start. When no reference
    can be made the log says `calibration_failed` and the rest goes on without one.

    Args:
        monitor: the monitor to feed.
        settings: the thresholds that decide what is usable.
        begin_s: start of the stretch, seconds of the source.
        end_s: its end.
        warn: told, in one sentence, when the reference is poor or could not be made.
    """

    def __init__(
        self,
        monitor: Monitor,
        settings: Settings,
        begin_s: float,
        end_s: float,
        warn: Callable[[str], None],
    ) -> None:
        self._monitor = monitor
        self._end_s = end_s
        self._warn = warn
        begin = Instant(mono_s=begin_s)
        self._collector: Collector | None = Collector(
            settings, begin, get_ready_s=0.0, collect_s=end_s - begin_s, patience=1.0
        )

    def start(self, at: Instant, source: str) -> Step:
        """Begin to watch."""
        return self._monitor.start(at, source)

    def observe(self, observation: PoseObservation) -> Step:
        """Take one observation, learning from it if it lies in the stretch."""
        calibrated: Step | None = None
        if self._collector is not None:
            if observation.at.mono_s >= self._end_s:
                calibrated = self._finish_calibration(observation.at)
            else:
                self._collector.observe(observation)
        return _joined(calibrated, self._monitor.observe(observation))

    def apply(self, action: UserInput) -> Step:
        """Take one action of the user."""
        return self._monitor.apply(action)

    def set_baseline(self, at: Instant, baseline: Baseline, profile: str, quality: str) -> Step:
        """Compare with this reference from now on; what was being collected is dropped."""
        self._collector = None
        return self._monitor.set_baseline(at, baseline, profile, quality)

    def finish(self, at: Instant, reason: str) -> Step:
        """Stop watching; a source that ends inside the stretch still gives its reference to the log."""
        calibrated = None if self._collector is None else self._finish_calibration(at)
        return _joined(calibrated, self._monitor.finish(at, reason))

    def _finish_calibration(self, at: Instant) -> Step:
        assert self._collector is not None
        collector, self._collector = self._collector, None
        due = at.shifted_to(min(self._end_s, at.mono_s))
        try:
            result = collector.result()
        except CalibrationError as error:
            self._warn(f"calibration failed: {error}")
            return self._monitor.calibration_failed(due, str(error))
        grade = result.verdict.grade
        if result.verdict.advice and grade != "good":
            self._warn(f"the reference is {grade}: {' '.join(result.verdict.advice)}")
        return self._monitor.set_baseline(due, result.baseline, "from source", grade.value)


def _joined(first: Step | None, second: Step) -> Step:
    if first is None:
        return second
    return Step(status=second.status, events=first.events + second.events, observed=second.observed)
