"""Half a minute that says honestly whether a new reference will work, without any I/O.

The user sits as in the reference and looks around, then sits the way he slumps, then sits upright again.
Every picture goes through the same stages as in the monitor (`posture.sight`). The first seconds of each
part are for moving and do not count. What the result means is said in `calibration.validation_verdict`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from calibration.quality import ADVICE
from calibration.validation_verdict import PARTS, Outcome, Part, PartResult, judge_parts
from posture.labels import Label, Reason
from posture.sight import Sight

if TYPE_CHECKING:
    from collections.abc import Mapping

    from posture.baseline import Baseline
    from posture.instant import Instant
    from posture.landmarks import PoseObservation
    from posture.settings import Settings

PART_S = 10.0
"""How long each part lasts. ENG: three of them are half a minute."""

SETTLE_S = 2.5
"""The beginning of each part that does not count: time to read and to move. ENG."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationProgress:
    """What to show the user now.

    Attributes:
        part: what he is asked to do.
        seconds_left: of this part.
        view: why the last picture could not be judged, or `None`.
        advice: what to do about it, in plain sentences.
        label: what the last picture was called; `UNKNOWN` where it could not be judged.
    """

    part: Part
    seconds_left: float
    view: Reason | None
    advice: tuple[str, ...]
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationResult:
    """The verdict, what it rests on, and what it means in plain sentences: the verdict first, then advice."""

    outcome: Outcome
    parts: Mapping[Part, PartResult]
    sentences: tuple[str, ...]


class Validation:
    """One run of the half minute.

    Args:
        settings: every threshold of the monitor.
        baseline: the reference to try.
        at: when it begins.
    """

    def __init__(self, settings: Settings, baseline: Baseline, at: Instant) -> None:
        self._baseline = baseline
        self._sight = Sight(settings, baseline)
        self._begins_t = at.mono_s
        self._label = Label.UPRIGHT
        self._tallies = {part: _Tally() for part in PARTS}
        self._problems: Counter[Reason] = Counter()
        self._brightness: list[float] = []

    def observe(self, observation: PoseObservation) -> ValidationProgress:
        """Take one observation."""
        t = observation.at.mono_s
        seen = self._sight.look(observation, t, self._label)
        label, problem, score = Label.UNKNOWN, None, None
        if seen.verdict is not None:
            label = self._label = seen.verdict.label
            score = 0.0 if label is Label.LEANING_BACK else seen.verdict.score
        else:
            absent = Reason.NO_FRAME if observation.poses is None else Reason.NO_PERSON
            problem = seen.problem or absent
        part, left = self._where(t)
        if part is not Part.DONE and PART_S - left >= SETTLE_S:
            self._tallies[part].count(label, score)
            if problem is not None:
                self._problems[problem] += 1
            if observation.brightness is not None:
                self._brightness.append(observation.brightness)
        advice = () if problem is None else (ADVICE[problem],)
        return ValidationProgress(part=part, seconds_left=left, view=problem, advice=advice, label=label)

    def result(self) -> ValidationResult:
        """The verdict on what was seen so far."""
        parts = {part: tally.result() for part, tally in self._tallies.items()}
        brightness = median(self._brightness) if self._brightness else None
        outcome, sentences = judge_parts(parts, self._baseline, self._problems, brightness)
        return ValidationResult(outcome=outcome, parts=parts, sentences=sentences)

    def _where(self, t: float) -> tuple[Part, float]:
        """The part at `t` and the seconds left of it."""
        elapsed = max(0.0, t - self._begins_t)
        index = int(elapsed // PART_S)
        if index >= len(PARTS):
            return Part.DONE, 0.0
        return PARTS[index], PART_S * (index + 1) - elapsed


@dataclass(slots=True)
class _Tally:
    """Counts of one part."""

    pictures: int = 0
    slouches: int = 0
    scores: list[float] = field(default_factory=list)

    def count(self, label: Label, score: float | None) -> None:
        self.pictures += 1
        if score is not None:
            self.scores.append(score)
            self.slouches += label.is_slouch

    def result(self) -> PartResult:
        return PartResult(
            pictures=self.pictures,
            judged=len(self.scores),
            slouches=self.slouches,
            median_score=median(self.scores) if self.scores else None,
        )
