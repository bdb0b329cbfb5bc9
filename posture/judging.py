"""From the verdict of one picture to labels that hold, slouch episodes, exposure and its prompt.

A label counts for exposure at once, for the screen and for episodes only after a dwell. What cannot be judged
freezes both; being out of the chair lets exposure drain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture import events as ev
from posture.exposure import Exposure
from posture.filters import Dwell
from posture.labels import Label, Reason
from posture.slouching import SlouchTracker

if TYPE_CHECKING:
    from posture.classifier import Verdict
    from posture.outbox import Outbox
    from posture.settings import Settings


GLIMPSE_S = 1.0
"""A picture in between that cannot be judged does not begin the wait for a slouch anew. ENG."""


class Judging:
    """What is said about posture. All times in seconds of the session.

    Attributes:
        seen: the label of the last picture, before any dwell.
        score, reasons, confidence: of the last picture, as `posture.status.Status` has them.
        label: the label that holds.
    """

    def __init__(self, settings: Settings, outbox: Outbox) -> None:
        self._settings = settings
        self._outbox = outbox
        self._slouching = SlouchTracker(settings.slouch)
        self.exposure = Exposure(settings.slouch)
        self.label: Dwell[Label] = Dwell(Label.UNKNOWN, 0.0)
        self.seen = Label.UNKNOWN
        self.score = 0.0
        self.reasons: tuple[str, ...] = (Reason.SETTLING.value,)
        self.confidence = 0.0

    def use(self, settings: Settings) -> None:
        """Go by these from now on; what is under way goes on."""
        self._settings = settings
        self._slouching.use(settings.slouch)
        self.exposure.use(settings.slouch)

    @property
    def episode_deadline(self) -> float | None:
        """When an episode that is out of sight will be over, or `None`."""
        return self._slouching.deadline

    def judge(self, t: float, verdict: Verdict) -> None:
        """The picture at `t` can be judged."""
        label = self.seen = verdict.label
        self.score, self.reasons, self.confidence = verdict.score, verdict.reasons, verdict.confidence
        slouch, slouching = self._settings.slouch, label.is_slouch
        self.label.propose(label, t, slouch.start_after_s if slouching else slouch.end_after_s)
        self.exposure.set(t, slouching=slouching)

    def cannot_judge(self, t: float, reason: Reason, *, rests: bool) -> None:
        """Posture cannot be told from the picture at `t`; `rests` says that the user is out of his chair."""
        self.seen = Label.TURNED if reason is Reason.TURNED else Label.UNKNOWN
        self.score, self.reasons, self.confidence = 0.0, (reason.value,), 0.0
        slouches = self.label.pending is not None and self.label.pending.is_slouch
        patience_s = GLIMPSE_S if slouches else 0.0
        self.label.propose(self.seen, t, self._settings.view.unusable_after_s, patience_s=patience_s)
        # Out of the chair is as good as near the reference; where nobody can tell, exposure stands still.
        self.exposure.set(t, slouching=False if rests else None)

    def label_changed(self, t: float) -> None:
        """`label.deadline` has come."""
        label = self.label.take()
        since = self.label.since
        if label is self._slouching.label:
            self._slouching.resume(since)
        elif label in (Label.UNKNOWN, Label.TURNED):
            self._slouching.freeze(since)
        else:
            self.end_episode(t, since)
            if label.is_slouch:
                self._slouching.begin(label, since)
                at = self._outbox.instant(t)
                self._outbox.tell(ev.SlouchStarted(at=at, label=label, since_t=since))

    def prompt(self, t: float) -> None:
        """`exposure.deadline` has come."""
        reached = self.exposure.fire(t)
        at = self._outbox.instant(t)
        lasted = self._slouching.counted_s(self.seen, t)
        self._outbox.tell(ev.SlouchProlonged(at=at, label=self.seen, duration_s=reached, lasted_s=lasted))

    def end_episode(self, t: float, until: float) -> None:
        """The episode, if there is one, ended at `until` (or when it froze); it became sure at `t`."""
        ended = self._slouching.end(until)
        if ended is not None:
            self._outbox.tell(
                ev.SlouchEnded(
                    at=self._outbox.instant(t),
                    label=ended.label,
                    since_t=ended.since,
                    until_t=ended.until,
                    duration_s=ended.counted_s,
                )
            )

    def forget(self, since: float) -> None:
        """What is seen of the user ended at `since`."""
        self.label.force(Label.UNKNOWN, since)
        self._slouching.freeze(since)

    def begin_anew(self, t: float, since: float) -> None:
        """He is compared with another reference since `since`; it became sure at `t`."""
        self.end_episode(t, since)
        self.label.force(Label.UNKNOWN, since)
        self.seen = Label.UNKNOWN
