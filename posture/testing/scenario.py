"""Recordings with a known truth, written as a sentence: `scenario("upright 5m; slouch 20s; away 6m")`.

Verbs, each with a duration (`90s`, `5m`, `1h30m`, `2.5s`); left and right are the user's own:

| verb | what happens |
|---|---|
| `upright` | sits as at calibration |
| `slouch`, `half_slouch` | rounded trunk 5 cm lower, 8 degrees forward, head 4 cm forward; or half of it |
| `head_forward` | the head alone 8 cm forward |
| `lean_left`, `lean_right` | trunk and head 12 degrees to the side |
| `lean_forward`, `lean_back` | trunk 12 degrees to the lens, 8 degrees away from it |
| `turned`, `turned_left`, `turned_right` | head 50 degrees and trunk 15 to the side (the first is left) |
| `look_down` | at the keyboard, head only |
| `reading` | paper on the desk: looking down for long, the trunk a little forward |
| `texting` | looking down at a phone in the lap |
| `phone` | a call: hand at the right ear, head and trunk turned left |
| `drink` | right hand at the mouth, head back |
| `arms_raised`, `hand_at_face`, `talking` | hands behind the head; right hand at the chin; hands in and out |
| `creep` | from upright to `slouch` evenly, over the whole duration |
| `stand` | stands up where he is: the face leaves the picture at the top |
| `stand_at_desk` | stands at a desk that came up with him and the camera: 12 cm farther, 6 cm higher |
| `passer_by` | upright; somebody walks past behind, and may come first in the list of poses |
| `two_people` | upright; somebody sits at his left, and may come first in the list of poses |
| `colleague_stays` | the user walks out as in `away`, who sits at his left in `two_people` stays there |
| `replaced` | the same, and after 8 s somebody else sits upright in the user's own chair |
| `away` | walks out within a second, then nobody; what follows begins with a second of coming back |
| `sleeve` | the same, but a sleeve on the chair makes the estimator flicker between nobody and nonsense |
| `twilight` | upright in a dim room: the estimator's jitter is three times as large |
| `back_lit` | upright before a bright window: the face is a dark outline |
| `dark` | pictures too dark to find anybody |
| `no_frame` | observations without a picture (the camera is lost) |
| `camera_taken` | the same, because another program holds the camera |
| `gap` | no observations at all (the computer slept) |

Changes, without a duration, that stay from there on, with an optional amount: `lid_up` and `lid_down`
(4 degrees; `lid_up` lets the lens look higher, so everything sinks in the picture), `chair_back` (20 cm),
`chair_closer` (12), `chair_lower` (4).

Inputs: `!pause`, `!resume`, `!snooze 5`, `!took_break`, `!skip_break`, `!standing`, `!sitting`,
`!meeting_started`, `!meeting_ended`. Repeats: `(slouch 3s; upright 2s) x 60`.

The same seed gives the same recording. Each observation depends on the seed and its own time alone, so
a recording at 2 frames a second is every second observation of the one at 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from random import Random
from typing import TYPE_CHECKING

from posture.inputs import UserInput
from posture.instant import Instant
from posture.landmarks import Pose, PoseObservation
from posture.testing.body import Body, Stance
from posture.testing.language import parse
from posture.testing.list_source import ListSource
from posture.testing.motion import Sway, jittered, nonsense_pose
from posture.testing.timeline import Timeline
from posture.testing.verbs import Verb, bystander
from posture.testing.view import Camera, is_found, landmarks

if TYPE_CHECKING:
    from collections.abc import Iterator

_OTHER_PERSON = Body(torso=51.0, shoulder_width=41.0, ear_width=15.8)
_NONSENSE_SHARE = 0.5
_BRIGHTNESS = {Verb.TWILIGHT: 0.12, Verb.BACK_LIT: 0.6}
_DIM_JITTER = 3.0


def scenario(
    script: str,
    *,
    fps: float = 2.0,
    seed: int = 1,
    body: Body | None = None,
    camera: Camera | None = None,
    started: datetime | None = None,
    jitter_s: float = 0.0,
    dropout: float = 0.0,
    missed: float = 0.0,
) -> Scenario:
    """A recording of what `script` tells; observation k is taken at k / fps seconds.

    Args:
        script: see the module's table of verbs.
        fps: observations per second.
        seed: of sway, jitter and everything else that looks like chance.
        body: who sits there; an average adult by default.
        camera: where the lens is; by default 65 cm away, 5 cm above the eyes, tilted down by 6 degrees.
        started: timezone-aware wall time of t = 0.
        jitter_s: times are off by up to this much either way; less than half an interval.
        dropout: probability that an observation never comes.
        missed: probability that the estimator overlooks everybody in a picture.

    Raises:
        ValueError: a piece of the script or an option is not allowed; the message says which.
    """
    if fps <= 0.0:
        msg = f"fps is {fps}: it must be above 0"
        raise ValueError(msg)
    if not 0.0 <= jitter_s < 0.5 / fps:
        msg = f"jitter_s is {jitter_s}: at {fps} fps it must be at least 0 and below {0.5 / fps:g}"
        raise ValueError(msg)
    for name, share in (("dropout", dropout), ("missed", missed)):
        if not 0.0 <= share <= 1.0:
            msg = f"{name} is {share}: it must be a probability between 0 and 1"
            raise ValueError(msg)
    return Scenario(
        timeline=Timeline(parse(script)),
        fps=fps,
        seed=seed,
        body=Body() if body is None else body,
        camera=Camera() if camera is None else camera,
        started=started,
        jitter_s=jitter_s,
        dropout=dropout,
        missed=missed,
    )


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """A script that can be looked at as observations, as a source, and as the truth about itself."""

    timeline: Timeline
    fps: float
    seed: int
    body: Body
    camera: Camera
    started: datetime | None
    jitter_s: float
    dropout: float
    missed: float

    @property
    def duration_s(self) -> float:
        """How long it all lasts."""
        return self.timeline.end_s

    def truth(self) -> list[tuple[float, float, str]]:
        """Start, end and verb of every span, in order."""
        return [(placed.start_s, placed.end_s, placed.span.verb.value) for placed in self.timeline.spans]

    def observations(self) -> list[PoseObservation | UserInput]:
        """Everything that happens, in the order of time; an input comes before what is seen at its moment."""
        return list(self.stream())

    def source(self) -> ListSource:
        """The same as an `ObservationSource`."""
        return ListSource(
            self.observations(), name="scenario", frame_size=self.camera.frame_size, started=self.started
        )

    def stream(self) -> Iterator[PoseObservation | UserInput]:
        """The same as `observations`, one at a time: a whole day need not be made to look at its morning."""
        inputs = [
            UserInput(at=self._instant(t), kind=press.kind, minutes=press.minutes)
            for t, press in self.timeline.presses
        ]
        for observation in self._seen():
            while inputs and inputs[0].at.mono_s <= observation.at.mono_s:
                yield inputs.pop(0)
            yield observation
        yield from inputs

    def _seen(self) -> Iterator[PoseObservation]:
        index = 0
        while (planned := round(index / self.fps, 3)) < self.timeline.end_s:
            index += 1
            # Seeded by the moment, so that neither the rate nor a dropout moves the chance of the others.
            chance = Random((self.seed << 40) + round(planned * 1000.0))
            late = chance.uniform(-self.jitter_s, self.jitter_s)
            t = max(0.0, round(planned + late, 3))
            if chance.random() >= self.dropout and self.timeline.placed_at(t).span.verb is not Verb.GAP:
                yield self._observation(t, chance)

    def _observation(self, t: float, chance: Random) -> PoseObservation:
        verb = self.timeline.placed_at(t).span.verb
        at, size = self._instant(t), self.camera.frame_size
        if verb in (Verb.NO_FRAME, Verb.CAMERA_TAKEN):
            taken = verb is Verb.CAMERA_TAKEN
            return PoseObservation(at=at, poses=None, frame_size=size, camera_in_use=taken)
        if verb is Verb.DARK:
            return PoseObservation(at=at, poses=(), frame_size=size, brightness=0.03, contrast=0.01)
        missed = chance.random() < self.missed
        poses = () if missed else self._poses(t, chance)
        brightness = _BRIGHTNESS.get(verb, 0.45)
        face = 0.03 if verb is Verb.BACK_LIT else 0.8 * brightness
        return PoseObservation(
            at=at,
            poses=poses,
            frame_size=size,
            brightness=round(brightness + chance.gauss(0.0, 0.004), 4),
            contrast=round(0.2 + chance.gauss(0.0, 0.002), 4),
            face_brightness=tuple(face for _ in poses),
        )

    def _poses(self, t: float, chance: Random) -> tuple[Pose, ...]:
        placed = self.timeline.placed_at(t)
        setup = self.timeline.setup_at(t)
        camera = setup.seen_by(self.camera)
        chair = Stance(toward_cm=setup.toward_cm, sink_cm=setup.sink_cm)
        user = self.timeline.user_at(t)
        people = []
        if user is not None:
            people.append(landmarks(self.body, camera, user.plus(chair).plus(self._sway.at(t))))
        other = bystander(placed.span.verb, t - placed.start_s, placed.span.duration_s)
        if other is not None:
            people.append(landmarks(_OTHER_PERSON, camera, other.plus(self._other_sway.at(t))))
        jitter = _DIM_JITTER if placed.span.verb is Verb.TWILIGHT else 1.0
        found = [jittered(pose, chance, camera.frame_size, jitter) for pose in people if is_found(pose)]
        if user is None and placed.span.verb is Verb.SLEEVE and chance.random() < _NONSENSE_SHARE:
            found.append(nonsense_pose(chance))
        # The estimator's order means nothing: whoever takes the first one will be wrong half of the time.
        chance.shuffle(found)
        return tuple(found)

    def _instant(self, t: float) -> Instant:
        return Instant(mono_s=t, wall=None if self.started is None else self.started + timedelta(seconds=t))

    @cached_property
    def _sway(self) -> Sway:
        return Sway(Random(self.seed))

    @cached_property
    def _other_sway(self) -> Sway:
        return Sway(Random(self.seed + 1))
