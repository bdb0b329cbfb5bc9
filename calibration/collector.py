"""Collects the user's reference, without any I/O: observations and time in, progress out.

The user gets a few seconds to settle, then samples are taken over the whole collecting time, since the
first few consecutive frames make a worse reference than a spread of them. Frames that cannot be judged
are not learned from; if too many of them are so, the time is extended, and in the end the collector
gives up and says what to change.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import TYPE_CHECKING

from calibration.quality import ADVICE, Verdict, judge
from posture.baseline import Baseline
from posture.errors import CalibrationError
from posture.features import Features, measure
from posture.labels import Reason
from posture.side_view import of_one_view, why_unusable
from posture.sight import blind_reason
from posture.tracking import UserTracker

if TYPE_CHECKING:
    from posture.instant import Instant
    from posture.landmarks import Pose, PoseObservation
    from posture.settings import Settings

GET_READY_S = 3.0
"""Time to settle before samples count. ENG."""

COLLECT_S = 10.0
"""Usable time wanted. ENG: ten seconds hold a few breaths and some sway."""

PATIENCE = 3.0
"""The collecting time may stretch to this many times `COLLECT_S` while frames are unusable. ENG."""

MIN_SAMPLES = 5
"""A reference needs at least this many usable observations (CONTRACT.md, `--calibrate`)."""


class Phase(StrEnum):
    """Where the procedure stands."""

    GET_READY = "get_ready"
    COLLECTING = "collecting"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What to show the user now.

    Attributes:
        phase: where the procedure stands.
        seconds_left: of the phase, if frames stay usable.
        seconds_wanted: how many seconds of usable frames are wanted in all.
        usable: observations learned from so far.
        view: why the last observation could not be used, or `None`.
        advice: what to do about it, in plain sentences.
        pose: the user's landmarks in the last observation, or `None`.
    """

    phase: Phase
    seconds_left: float
    seconds_wanted: float
    usable: int
    view: Reason | None
    advice: tuple[str, ...]
    pose: Pose | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A reference and what is thought of it."""

    baseline: Baseline
    verdict: Verdict


class Collector:
    """One run of the procedure.

    Args:
        settings: the thresholds that decide what is usable.
        at: when it begins.
        get_ready_s: time to settle first.
        collect_s: usable time wanted.
        patience: how far the collecting time may stretch, as a factor.
    """

    def __init__(
        self,
        settings: Settings,
        at: Instant,
        *,
        get_ready_s: float = GET_READY_S,
        collect_s: float = COLLECT_S,
        patience: float = PATIENCE,
    ) -> None:
        self._settings = settings
        self._tracker = UserTracker(settings.view)
        self._begins_t = at.mono_s + get_ready_s
        self._collect_s = collect_s
        self._gives_up_t = self._begins_t + patience * collect_s
        self._now_t = at.mono_s
        self._last_t: float | None = None
        self._usable_s = 0.0
        self._samples: list[Features] = []
        self._problems: Counter[Reason] = Counter()
        self._brightness: list[float] = []
        self._frame_size = (0, 0)
        self._view: Reason | None = None
        self._pose: Pose | None = None

    def observe(self, observation: PoseObservation) -> Progress:
        """Take one observation."""
        t = observation.at.mono_s
        self._now_t = max(self._now_t, t)
        features, self._view, self._pose = self._usable(observation)
        if self._begins_t <= t and self._phase() is not Phase.DONE:
            if features is None:
                if self._view is not None:
                    self._problems[self._view] += 1
            else:
                self._samples.append(features)
                self._frame_size = observation.frame_size
                if observation.brightness is not None:
                    self._brightness.append(observation.brightness)
                if self._last_t is not None:
                    self._usable_s += min(t - self._last_t, self._settings.camera.gap_s)
            self._last_t = t
        return self.progress()

    def advance(self, at: Instant) -> Progress:
        """Let time pass without an observation."""
        self._now_t = max(self._now_t, at.mono_s)
        return self.progress()

    def next_deadline(self) -> float | None:
        """When the phase changes if nothing new comes, seconds; `None` when done."""
        phase = self._phase()
        if phase is Phase.DONE:
            return None
        return self._begins_t if phase is Phase.GET_READY else self._gives_up_t

    def progress(self) -> Progress:
        """Where the procedure stands."""
        phase = self._phase()
        if phase is Phase.GET_READY:
            left = self._begins_t - self._now_t
        elif phase is Phase.COLLECTING:
            left = self._collect_s - self._usable_s
        else:
            left = 0.0
        advice = () if self._view is None else (ADVICE[self._view],)
        return Progress(
            phase=phase,
            seconds_left=max(0.0, left),
            seconds_wanted=self._collect_s,
            usable=len(self._samples),
            view=self._view,
            advice=advice,
            pose=self._pose,
        )

    def result(self) -> Result:
        """The reference from what was collected so far.

        Raises:
            CalibrationError: fewer than `MIN_SAMPLES` observations were usable; the message says what
                to change.
        """
        shortage = self.shortage(MIN_SAMPLES)
        if shortage is not None:
            msg = f"no reference could be made, {shortage}"
            raise CalibrationError(msg)
        samples = of_one_view(self._samples)
        baseline = Baseline.from_samples(samples, self._frame_size)
        verdict = judge(
            baseline,
            usable=len(self._samples),
            seen=len(self._samples) + self._problems.total(),
            problems=self._problems,
            brightness=median(self._brightness) if self._brightness else None,
        )
        return Result(baseline=baseline, verdict=verdict)

    def so_far(self) -> Baseline | None:
        """The reference that the observations so far would make, or `None` while there are too few."""
        if len(self._samples) < MIN_SAMPLES:
            return None
        return Baseline.from_samples(of_one_view(self._samples), self._frame_size)

    def shortage(self, needed: int) -> str | None:
        """Why there are fewer than `needed` usable observations and what to change, or `None`."""
        usable = len(self._samples)
        if usable >= needed:
            return None
        if self._problems:
            what = ADVICE[self._problems.most_common(1)[0][0]]
        else:
            what = f"At least {needed} are needed: take a longer stretch, or more pictures a second."
        return f"only {usable} of {usable + self._problems.total()} pictures were usable. {what}"

    def _phase(self) -> Phase:
        if self._now_t < self._begins_t:
            return Phase.GET_READY
        enough = self._usable_s >= self._collect_s and len(self._samples) >= MIN_SAMPLES
        return Phase.DONE if enough or self._now_t >= self._gives_up_t else Phase.COLLECTING

    def _usable(self, observation: PoseObservation) -> tuple[Features | None, Reason | None, Pose | None]:
        if observation.poses is None:
            return None, Reason.NO_FRAME, None
        view = self._settings.view
        blind = blind_reason(observation, view)
        if blind is Reason.BLANK_FRAME:
            return None, blind, None
        user = self._tracker.pick(observation.at.mono_s, observation.poses, observation.frame_size, None)
        if user is None:
            return None, blind or Reason.NO_PERSON, None
        pose, flat = user
        features = measure(flat)
        problem = blind or why_unusable(pose, features, observation.frame_size, view, own=None)
        return (None, problem, pose) if problem else (features, None, pose)
