"""What one picture says about the user: who he is, whether it can be judged, and what it looks like.

The stages between an observation and a verdict, in their one order: pick the user, smooth his landmarks,
measure, check the view, compare with the personal reference, classify. The reference itself follows the
user slowly (`adaptation`) and is set into a new place when the camera moved (`placement`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from posture.adaptation import Adaptation
from posture.baseline import Comparison
from posture.classifier import Verdict, classify, classify_obstructed, classify_side
from posture.features import measure
from posture.filters import OneEuroFilter
from posture.labels import Label, Reason
from posture.placement import Placement
from posture.side_view import why_unusable
from posture.tracking import UserTracker

if TYPE_CHECKING:
    from posture.baseline import Baseline
    from posture.landmarks import Pose, PoseObservation
    from posture.settings import Settings

BACK_LIGHT = 4.0
"""A picture this many times as bright as the face in it is lit from behind. ENG."""

BLIND = (Reason.TOO_DARK, Reason.BLANK_FRAME)
"""Problems of a picture in which not even presence can be told."""


class Seen(NamedTuple):
    """What one picture says.

    Attributes:
        pose: the user's landmarks, or `None` when he is not in it.
        problem: why posture cannot be judged from it (one of `BLIND` also without a pose), or `None`.
        verdict: what it looks like, or `None` where it cannot be judged or there is no reference.
    """

    pose: Pose | None
    problem: Reason | None
    verdict: Verdict | None


class Sight:
    """The stages, with what they remember from picture to picture.

    Args:
        settings: every threshold.
        baseline: the personal reference, or `None`.
    """

    def __init__(self, settings: Settings, baseline: Baseline | None) -> None:
        self._settings = settings
        self._tracker = UserTracker(settings.view)
        self._smooth = OneEuroFilter(settings.filter)
        self._comparison: Comparison | None = None
        self._adaptation: Adaptation | None = None
        self.placement = Placement(settings.view)
        if baseline is not None:
            self.compare_with(baseline)

    @property
    def calibrated(self) -> bool:
        """Whether there is a reference."""
        return self._comparison is not None

    def compare_with(self, baseline: Baseline) -> None:
        """Use this reference from now on."""
        self._comparison = Comparison(baseline, self._settings.slouch.sensitivity)
        self._adaptation = Adaptation(baseline)
        self.placement.reset()

    def forget(self) -> None:
        """The user was out of sight: do not connect what comes with what was."""
        self._tracker.reset()
        self._smooth.reset()
        self.placement.reset()

    def settle_in_new_place(self) -> None:
        """`placement.deadline` has come: take the reference there."""
        assert self._comparison is not None
        self._comparison = self._comparison.with_centre(self.placement.take(self._comparison.centre))

    def look(self, observation: PoseObservation, t: float, before: Label) -> Seen:
        """Read one picture; `before` is the label of the one before it, for hysteresis."""
        seen = self._read(observation, t, before)
        if seen.verdict is None:
            self.placement.interrupted(t)
        return seen

    def _read(self, observation: PoseObservation, t: float, before: Label) -> Seen:
        frame_size = observation.frame_size
        comparison = self._comparison
        centre = None if comparison is None else comparison.centre
        problem = self._blind(observation)
        user = self._tracker.pick(t, observation.poses or (), frame_size, centre)
        if user is None:
            return Seen(None, problem, None)
        pose, flat = user
        features = measure(self._smooth(t, flat))
        problem = problem or self._back_lit(observation, pose)
        problem = problem or why_unusable(pose, features, frame_size, self._settings.view, centre)
        if comparison is None:
            return Seen(pose, problem, None)
        deviation = comparison.deviation(features)
        if problem is not None:
            self.placement.interrupted(t)
            plain = None if comparison.from_side else classify_obstructed(deviation, before, problem)
            return Seen(pose, problem, None) if plain is None else Seen(pose, None, plain)
        judge = classify_side if comparison.from_side else classify
        verdict = judge(deviation, before, comparison.towards_relaxed(deviation))
        # By itself, without hysteresis: a label that only lingers must not keep the reference where it was.
        alone = verdict if before is Label.UPRIGHT else judge(deviation, Label.UPRIGHT)
        self.placement.observe(t, features, deviation, alone.label)
        if self._adaptation is not None:
            moved = self._adaptation.learn(t, features, verdict.score, comparison.centre)
            if moved is not None:
                self._comparison = comparison.with_centre(moved)
        return Seen(pose, None, verdict)

    def _back_lit(self, observation: PoseObservation, pose: Pose) -> Reason | None:
        faces, poses = observation.face_brightness, observation.poses
        if faces is None or poses is None or observation.brightness is None:
            return None
        face = faces[next(index for index, other in enumerate(poses) if other is pose)]
        outline = face < self._settings.view.back_lit_face and observation.brightness > BACK_LIGHT * face
        return Reason.BACK_LIT if outline else None

    def _blind(self, observation: PoseObservation) -> Reason | None:
        view = self._settings.view
        if observation.contrast is not None and observation.contrast < view.blank_contrast:
            return Reason.BLANK_FRAME
        if observation.brightness is not None and observation.brightness < view.dark_below:
            return Reason.TOO_DARK
        return None
