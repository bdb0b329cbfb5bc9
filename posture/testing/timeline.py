"""Steps on a time axis: what the user does, and how lid and chair stand, at any moment.

Stances do not jump. A change takes `TRANSITION_S`, eased in and out; walking out of the picture, or
into it, takes `WALK_S` at the start of the span that follows. Where the picture was gone in between
(dark, no frames, a sleeping computer) whatever comes after is simply there.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from posture.testing.body import Stance
from posture.testing.language import Move, Press, Span, Step
from posture.testing.motion import smooth_step
from posture.testing.verbs import EMPTY_CHAIR, OUT_OF_VIEW, UNSEEN, Change, Verb, stance_during

if TYPE_CHECKING:
    from posture.testing.view import Camera

TRANSITION_S = 0.7
"""From one stance to the next."""
WALK_S = 1.0
"""From the chair out of the picture, and back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """How lid and chair stand against the beginning: degrees, centimetres."""

    tilt_down_deg: float = 0.0
    toward_cm: float = 0.0
    sink_cm: float = 0.0

    def after(self, move: Move) -> Setup:
        """The setup once `move` is made."""
        match move.change:
            case Change.LID_UP:
                return replace(self, tilt_down_deg=self.tilt_down_deg - move.amount)
            case Change.LID_DOWN:
                return replace(self, tilt_down_deg=self.tilt_down_deg + move.amount)
            case Change.CHAIR_BACK:
                return replace(self, toward_cm=self.toward_cm - move.amount)
            case Change.CHAIR_CLOSER:
                return replace(self, toward_cm=self.toward_cm + move.amount)
            case Change.CHAIR_LOWER:
                return replace(self, sink_cm=self.sink_cm + move.amount)

    def towards(self, other: Setup, share: float) -> Setup:
        """The setup at `share` (0..1) of the way to `other`."""
        return Setup(
            tilt_down_deg=self.tilt_down_deg + share * (other.tilt_down_deg - self.tilt_down_deg),
            toward_cm=self.toward_cm + share * (other.toward_cm - self.toward_cm),
            sink_cm=self.sink_cm + share * (other.sink_cm - self.sink_cm),
        )

    def seen_by(self, camera: Camera) -> Camera:
        """`camera` with the lid as it stands now."""
        return replace(camera, tilt_down_deg=camera.tilt_down_deg + self.tilt_down_deg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A span on the time axis; `previous` is the verb before it."""

    start_s: float
    span: Span
    previous: Verb | None
    previous_stance: Stance

    @property
    def end_s(self) -> float:
        """When the span is over, rounded to the millisecond."""
        return round(self.start_s + self.span.duration_s, 3)


class Timeline:
    """Answers what is true at a time."""

    def __init__(self, steps: tuple[Step, ...]) -> None:
        spans: list[Placed] = []
        setups: list[tuple[float, Setup]] = [(0.0, Setup())]
        presses: list[tuple[float, Press]] = []
        now, previous, stance = 0.0, None, Stance()
        for step in steps:
            match step:
                case Span():
                    placed = Placed(start_s=now, span=step, previous=previous, previous_stance=stance)
                    spans.append(placed)
                    now, previous = placed.end_s, step.verb
                    stance = stance_during(step.verb, step.duration_s, step.duration_s)
                case Move():
                    setups.append((now, setups[-1][1].after(step)))
                case Press():
                    presses.append((now, step))
        self.spans = tuple(spans)
        self.presses = tuple(presses)
        self.end_s = now
        self._starts = [placed.start_s for placed in spans]
        self._setups = setups
        self._setup_times = [time for time, _ in setups]

    def placed_at(self, t: float) -> Placed:
        """The span that `t` lies in; the last one from its start on."""
        return self.spans[bisect_right(self._starts, t) - 1]

    def setup_at(self, t: float) -> Setup:
        """How lid and chair stand at `t`; moves made at one moment happen together."""
        index = bisect_right(self._setup_times, t) - 1
        moved_at, target = self._setups[index]
        first = self._setup_times.index(moved_at)
        if first == 0:
            return target
        return self._setups[first - 1][1].towards(target, smooth_step((t - moved_at) / TRANSITION_S))

    def user_at(self, t: float) -> Stance | None:
        """What the user does at `t`, or `None` when he is out of the picture."""
        placed = self.placed_at(t)
        verb, elapsed = placed.span.verb, t - placed.start_s
        gone = verb in EMPTY_CHAIR
        was_gone = placed.previous in EMPTY_CHAIR
        target = OUT_OF_VIEW if gone else stance_during(verb, elapsed, placed.span.duration_s)
        if placed.previous is None or placed.previous in UNSEEN or (gone and was_gone):
            return None if gone else target
        origin = OUT_OF_VIEW if was_gone else placed.previous_stance
        takes = min(placed.span.duration_s, WALK_S if gone or was_gone else TRANSITION_S)
        if elapsed >= takes:
            return None if gone else target
        return origin.towards(target, smooth_step(elapsed / takes))
