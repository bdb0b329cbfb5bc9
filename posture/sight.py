"""What one picture says about the user: who he is, whether it can be judged, and what it looks like.

The stages between an observation and a verdict, in their one order: pick the user, smooth his landmarks,
measure, check the view, compare with the personal reference, classify. The reference itself follows the
user slowly (`adaptation`) and is set into a new place when the camera moved (`placement`). While the user
stands (`standing_signs`) he is compared with his standing anchor, and with nothing where there is none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from posture.adaptation import Adaptation
from posture.baseline import Comparison
from posture.classifier import Verdict, classify_obstructed, judge
from posture.features import measure
from posture.filters import OneEuroFilter
from posture.labels import Activity, Label, Reason
from posture.placement import Placement
from posture.side_view import why_unusable
from posture.standing_signs import StandingSigns, moved_along
from posture.tracking import UserTracker

if TYPE_CHECKING:
    from posture.baseline import Baseline
    from posture.features import Features
    from posture.landmarks import Pose, PoseObservation
    from posture.settings import Settings, ViewSettings

BACK_LIGHT = 4.0
"""A picture this many times as bright as the face in it is lit from behind. ENG."""

DARK_BLANK = 0.4
"""Share of `view.blank_contrast` under which a dark picture is blank rather than dark. ENG."""

BLIND = (Reason.TOO_DARK, Reason.BLANK_FRAME)
"""Problems of a picture in which not even presence can be told."""


def blind_reason(observation: PoseObservation, view: ViewSettings) -> Reason | None:
    """Why not even presence can be told from this picture: one of `BLIND`, or `None`."""
    contrast, brightness = observation.contrast, observation.brightness
    dark = brightness is not None and brightness < view.dark_below
    # A dark room has little contrast as well, a closed shutter hardly any.
    blank = view.blank_contrast * (DARK_BLANK if dark else 1.0)
    if contrast is not None and contrast < blank:
        return Reason.BLANK_FRAME
    return Reason.TOO_DARK if dark else None


class Seen(NamedTuple):
    """What one picture says.

    Attributes:
        pose: the user's landmarks, or `None` when he is not in it.
        problem: why posture cannot be judged from it (one of `BLIND` also without a pose), or `None`.
        verdict: what it looks like, or `None` where it cannot be judged or there is no reference.
        features: what was measured of him sitting, in a view without a problem, or `None`.
        activity: `SITTING` or `STANDING` where the picture tells them apart, or `None`.
    """

    pose: Pose | None
    problem: Reason | None
    verdict: Verdict | None
    features: Features | None = None
    activity: Activity | None = None


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
        self._standing: Comparison | None = None
        self._signs = StandingSigns(settings.view)
        self.placement = Placement(settings.view)
        if baseline is not None:
            self.compare_with(baseline)

    def use(self, settings: Settings) -> None:
        """Go by these from now on; the reference stays where it is."""
        self._settings = settings
        self._tracker.use(settings.view)
        self._smooth.use(settings.filter)
        self._signs.use(settings.view)
        self.placement.use(settings.view)
        sensitivity = settings.slouch.sensitivity
        if self._comparison is not None:
            self._comparison = self._comparison.with_sensitivity(sensitivity)
        if self._standing is not None:
            self._standing = self._standing.with_sensitivity(sensitivity)

    @property
    def calibrated(self) -> bool:
        """Whether there is a reference."""
        return self._comparison is not None

    def compare_with(self, baseline: Baseline) -> None:
        """Use this reference from now on."""
        self._comparison = Comparison(baseline, self._settings.slouch.sensitivity)
        self._adaptation = Adaptation(baseline)
        self._standing = None
        if baseline.standing is not None:
            stands = replace(baseline, centre=baseline.standing, relaxed=None, standing=None)
            self._standing = Comparison(stands, self._settings.slouch.sensitivity)
        self._signs.sits_at(baseline.centre)
        self.placement.reset()

    def forget(self) -> None:
        """The user was out of sight: do not connect what comes with what was."""
        self._tracker.reset()
        self._smooth.reset()
        self._signs.forget()
        self.placement.reset()

    def settle_in_new_place(self) -> None:
        """`placement.deadline` has come: take the reference there."""
        assert self._comparison is not None
        before = self._comparison.centre
        now = self.placement.take(before)
        self._comparison = self._comparison.with_centre(now)
        if self._standing is not None:
            self._standing = self._standing.with_centre(moved_along(self._standing.centre, before, now))

    def look(
        self,
        observation: PoseObservation,
        t: float,
        before: Label,
        held: Activity = Activity.SITTING,
        *,
        marked: bool = True,
        exercising: bool = False,
    ) -> Seen:
        """Read one picture.

        Args:
            observation: the picture.
            t: its time, seconds.
            before: the label of the one before it, for hysteresis.
            held: whether the user sits or stands, as far as it is sure.
            marked: whether that is given (he said so himself); then no picture knows better.
            exercising: whether he does an exercise now; then nothing is compared or learned.
        """
        seen = self._read(observation, t, before, held, marked=marked, exercising=exercising)
        if seen.verdict is None:
            self.placement.interrupted(t)
        return seen

    def _read(
        self,
        observation: PoseObservation,
        t: float,
        before: Label,
        held: Activity,
        *,
        marked: bool,
        exercising: bool,
    ) -> Seen:
        frame_size = observation.frame_size
        comparison = self._comparison
        centre = None if comparison is None else comparison.centre
        problem = blind_reason(observation, self._settings.view)
        user = self._tracker.pick(t, observation.poses or (), frame_size, centre)
        if user is None:
            body = self._signs.headless(t, observation.poses or (), frame_size)
            if body is not None:
                return Seen(body, Reason.STANDING, None, activity=Activity.STANDING)
            return Seen(None, problem, None)
        pose, flat = user
        features = measure(self._smooth(t, flat))
        problem = problem or self._back_lit(observation, pose)
        problem = problem or why_unusable(pose, features, frame_size, self._settings.view, centre)
        activity = self._activity(t, pose, features, frame_size, usable=problem is None)
        stands = (held if marked else activity or held) is Activity.STANDING
        if exercising:
            return Seen(pose, Reason.EXERCISING, None, None, activity)
        if stands:
            comparison = self._standing
            problem = problem if comparison is not None else Reason.STANDING
        else:
            self._signs.learn_seat(t)
        measured = features if problem is None and not stands else None
        if comparison is None:
            return Seen(pose, problem, None, measured, activity)
        deviation = comparison.deviation(features)
        if problem is not None:
            self.placement.interrupted(t)
            plain = None if comparison.from_side else classify_obstructed(deviation, before, problem)
            if plain is None:
                return Seen(pose, problem, None, None, activity)
            return Seen(pose, None, plain, None, activity)
        side = comparison.from_side
        verdict = judge(deviation, before, comparison.towards_relaxed(deviation), from_side=side)
        if not stands:
            # By itself, without hysteresis: a label that only lingers must not keep the reference there.
            alone = verdict
            if before is not Label.UPRIGHT:
                alone = judge(deviation, Label.UPRIGHT, from_side=side)
            lingers = verdict.label is not alone.label
            self.placement.observe(t, features, deviation, alone.label, lingers=lingers)
            self._follow(t, features, verdict, comparison)
        return Seen(pose, None, verdict, measured, activity)

    def _follow(self, t: float, features: Features, verdict: Verdict, comparison: Comparison) -> None:
        """The reference of the seated user follows him slowly."""
        if self._adaptation is not None:
            moved = self._adaptation.learn(t, features, verdict.score, comparison.centre)
            if moved is not None:
                self._comparison = comparison.with_centre(moved)

    def _activity(
        self, t: float, pose: Pose, features: Features, frame_size: tuple[int, int], *, usable: bool
    ) -> Activity | None:
        """What this picture says about standing: the anchor first, then the rise."""
        rose = self._signs.by_rise(t, pose, frame_size)
        if self._standing is None or self._comparison is None:
            return rose
        stands = rose if rose is Activity.STANDING else None
        if not usable:
            return stands
        return self._signs.by_anchor(features, self._comparison.centre, self._standing.centre) or stands

    def _back_lit(self, observation: PoseObservation, pose: Pose) -> Reason | None:
        faces, poses, dark = observation.face_brightness, observation.poses, self._settings.view.back_lit_face
        if faces is None or poses is None or observation.brightness is None or min(faces) >= dark:
            return None
        face = faces[next(index for index, other in enumerate(poses) if other is pose)]
        outline = face < dark and observation.brightness > BACK_LIGHT * face
        return Reason.BACK_LIT if outline else None
