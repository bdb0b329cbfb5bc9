"""What one replay led to: its events, its frames, and questions to both (CONTRACT.md, Python API)."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from posture import event_json
from posture.episodes import SlouchEpisode, slouch_episodes
from posture.events import SessionStarted
from posture.labels import Activity, Label, Presence
from posture.partition import Kind, Span, partition
from posture.summary import summarise_session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture.events import Event
    from posture.figures import Figures
    from posture.settings import Settings
    from posture.status import Status

E = TypeVar("E", bound="Event")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysedFrame:
    """One analysed frame, with what its JSON line has (CONTRACT.md, Frame lines).

    Attributes:
        t: seconds from the start of the source.
        presence, activity: whether the user is there, and what he does.
        posture: the label of this frame itself, before any dwell.
        deviation: 0 at the reference and 1 where it counts.
        reasons: the features that differ, or why posture is unknown (values of `posture.labels.Reason`).
        confidence: 0..1.
    """

    t: float
    presence: Presence
    activity: Activity
    posture: Label
    deviation: float
    reasons: tuple[str, ...]
    confidence: float


def analysed_frame(status: Status) -> AnalysedFrame:
    """What is kept of the status after an observation: no landmarks, so that a whole day fits in memory."""
    return AnalysedFrame(
        t=round(status.at.mono_s, 3),
        presence=status.presence,
        activity=status.activity,
        posture=status.seen,
        deviation=round(status.deviation, 3),
        reasons=status.reasons,
        confidence=round(status.confidence, 3),
    )


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Timeline:
    """The result of `posture.replay`. The same source, reference and settings give an equal timeline.

    Attributes:
        source: what was replayed, as it was named.
        settings: the thresholds it was replayed with.
        events: every event, in the order of its time; values of `posture.events`.
        frames: every analysed frame, in the order of its time.
        warnings: what was said on the way, a sentence each: a poor reference, a trace that was cut off.
    """

    source: str
    settings: Settings
    events: tuple[Event, ...]
    frames: tuple[AnalysedFrame, ...]
    warnings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return (
            f"<Timeline of {self.source}: {len(self.events)} events, {len(self.frames)} frames, "
            f"{self.end_s:g} s>"
        )

    @property
    def end_s(self) -> float:
        """When it ended: the last event's time, seconds; 0 for a source without anything."""
        return self.events[-1].at.mono_s if self.events else 0.0

    @property
    def types(self) -> list[str]:
        """The events' types in their order, for a quick look."""
        return [event.type for event in self.events]

    def of(self, kind: type[E]) -> list[E]:
        """The events of one class, such as `posture.events.BreakTaken`, in order."""
        return [event for event in self.events if isinstance(event, kind)]

    def between(self, begin_s: float, end_s: float) -> list[Event]:
        """The events with a time in [begin_s, end_s)."""
        return [event for event in self.events if begin_s <= event.at.mono_s < end_s]

    def frame_at(self, t: float) -> AnalysedFrame | None:
        """The last analysed frame at `t` or before it, or `None` before the first."""
        index = bisect_right(self.frames, t, key=lambda frame: frame.t)
        return self.frames[index - 1] if index else None

    def frames_between(self, begin_s: float, end_s: float) -> list[AnalysedFrame]:
        """The analysed frames with a time in [begin_s, end_s)."""
        return [frame for frame in self.frames if begin_s <= frame.t < end_s]

    def share_of(self, label: Label, begin_s: float = 0.0, end_s: float = float("inf")) -> float | None:
        """Which share of the frames in [begin_s, end_s) has this label; `None` without any frame."""
        frames = self.frames_between(begin_s, end_s)
        return sum(frame.posture is label for frame in frames) / len(frames) if frames else None

    @property
    def figures(self) -> Figures:
        """Sitting, breaks and slouch figures of the whole, as `posture log` has them for a day."""
        return summarise_session(self.events, sitting=self.settings.sitting).figures

    @property
    def spans(self) -> tuple[Span, ...]:
        """The whole time as stretches of sitting, standing, away, unknown, paused and suspended."""
        return partition(self.events)

    def seconds(self, kind: Kind) -> float:
        """How long it was sitting, away ... altogether, seconds."""
        return sum(span.length_ms for span in self.spans if span.kind is kind) / 1000

    @property
    def slouch_episodes(self) -> list[SlouchEpisode]:
        """The slouch episodes in order, with the time that counts of each."""
        return slouch_episodes(self.events, self.spans)

    def event_lines(self) -> Iterator[str]:
        """The events as JSON Lines, as `posture replay --events` writes them, without newlines.

        The folder of the source is left out, so that the lines are the same wherever the recording lies.
        """
        for event in self.events:
            payload = event_json.to_dict(event)
            if isinstance(event, SessionStarted):
                payload["source"] = event.source.replace("\\", "/").rpartition("/")[2]
            yield event_json.dict_line(payload)
