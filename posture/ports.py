"""The Protocols between the pure core and the world. Adapters and test fakes implement them alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from posture.baseline import Baseline
    from posture.events import Event
    from posture.inputs import UserInput
    from posture.instant import Instant
    from posture.landmarks import Pose, PoseObservation
    from posture.pace import Pace
    from posture.settings import Settings
    from posture.status import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceInfo:
    """What a source says about itself once it is open.

    Attributes:
        name: what the user typed.
        frame_size: width and height in pixels, after rotation; of a trace, from its header.
        live: whether it runs at the speed of the world (a camera, a stream). Only live sources are
            written to the user's log: a recording is not his day.
        started: wall time of t = 0, or `None` when nobody knows it.
    """

    name: str
    frame_size: tuple[int, int]
    live: bool
    started: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One picture on its way to the pose estimator. It never goes anywhere else.

    Attributes:
        at: when it was taken.
        bgr: (height, width, 3) uint8, or `None` when no picture came in the time allowed.
        camera_in_use: without a picture: another program holds the camera. `False` also where nobody knows.
        camera_frozen: without a picture: the camera delivers one and the same for long.
        looked: false while the camera is closed on purpose.
    """

    at: Instant
    bgr: npt.NDArray[np.uint8] | None
    camera_in_use: bool = False
    camera_frozen: bool = False
    looked: bool = True


class FrameSource(Protocol):
    """Pictures at the analysis rate, upright, with times that strictly increase."""

    @property
    def info(self) -> SourceInfo:
        """What this source is."""
        ...

    def frames(self) -> Iterator[Frame]:
        """Yield frames until the source ends; each read is bounded in time and may yield `bgr=None`.

        Raises:
            SourceError: the source broke in a way that will not mend by itself.
        """
        ...

    def close(self) -> None:
        """Release the device or file; may be called twice, and from another thread to end `frames`."""
        ...


@runtime_checkable
class RateChanging(Protocol):
    """A source whose analysis rate can be changed while it runs: what is watched now, not a recording."""

    def set_rate(self, fps: float) -> None:
        """Give so many a second from the next one on; called by the thread that takes them."""
        ...


@runtime_checkable
class PaceChanging(Protocol):
    """A source that can look less often, and leave pictures unanalysed that show nothing new."""

    def set_pace(self, pace: Pace) -> None:
        """Go on at this pace from the next look on; called by the thread that takes them."""
        ...

    def hurry(self) -> None:
        """Somebody waits for an answer: look as soon as the source's own rate allows; from any thread."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a source was used for since it was opened.

    Attributes:
        camera_on_s: how long the device was open, seconds; `None` where there is none.
        looks: pictures looked at.
        analysed: those of them that the pose estimator saw.
    """

    camera_on_s: float | None
    looks: int
    analysed: int


@runtime_checkable
class UsageTelling(Protocol):
    """A source that counts what it is used for."""

    def usage(self) -> Usage:
        """So far; from any thread."""
        ...


class PoseEstimator(Protocol):
    """Pictures to landmarks."""

    def estimate(self, bgr: npt.NDArray[np.uint8], t_ms: int) -> tuple[Pose, ...]:
        """The people in the picture, best first; `t_ms` must be larger than at the call before."""
        ...

    def close(self) -> None:
        """Release the model; may be called twice."""
        ...


class ObservationSource(Protocol):
    """The seam: whatever yields observations, from a lens or from a file."""

    @property
    def info(self) -> SourceInfo:
        """What this source is."""
        ...

    def observations(self) -> Iterator[PoseObservation | UserInput]:
        """Yield observations (and recorded user inputs) in the order of their times."""
        ...

    def close(self) -> None:
        """Release everything; may be called twice, and from another thread to end `observations`."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class Core(Protocol):
    """The pure side of the seam, as the runner drives it: a `Monitor`, alone or wrapped."""

    def start(self, at: Instant, source: str) -> Step:
        """Begin to watch."""
        ...

    def observe(self, observation: PoseObservation) -> Step:
        """Take one observation."""
        ...

    def apply(self, action: UserInput) -> Step:
        """Take one action of the user."""
        ...

    def set_baseline(self, at: Instant, baseline: Baseline, profile: str, quality: str) -> Step:
        """Compare with this reference from now on."""
        ...

    def use_settings(self, at: Instant, settings: Settings) -> Step:
        """Go by these from now on; nothing that is under way is lost."""
        ...

    def finish(self, at: Instant, reason: str) -> Step:
        """Stop watching."""
        ...


class Clock(Protocol):
    """The only reader of time."""

    def now(self) -> Instant:
        """Seconds since this clock was made, and the local wall time."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class Sink(Protocol):
    """Somewhere steps go: the store, a file of events, a notifier."""

    def accept(self, step: Step) -> None:
        """Take one step; must not block for long."""
        ...

    def close(self) -> None:
        """Flush and release; may be called twice."""
        ...


class Notifier(Protocol):
    """A way to reach a user who looks elsewhere. It never fails and never waits: a prompt is no emergency."""

    def notify(self, title: str, body: str) -> None:
        """Tell the user; returns at once."""
        ...

    def close(self) -> None:
        """Release; may be called twice."""
        ...


class EventReader(Protocol):
    """The record of the user's days, to look at."""

    def between(self, start: datetime, end: datetime) -> list[list[Event]]:
        """Every session that overlaps [start, end), whole and in order: a cut one would not add up."""
        ...

    def running_until(self) -> Instant | None:
        """The last sign of life of the session that has not ended, or `None` when all have.

        It belongs to the last list of `between`; summaries count the running session up to here.
        """
        ...

    def close(self) -> None:
        """Release; may be called twice."""
        ...


class EventStore(EventReader, Protocol):
    """Append-only record of the user's days. One writer at a time."""

    def append(self, events: tuple[Event, ...]) -> None:
        """Add events, all or none, durably; `SessionStarted` opens a session, `SessionEnded` closes it.

        Raises:
            StorageError: they could not be written; none of them was.
        """
        ...

    def touch(self, at: Instant) -> None:
        """Say that the running session is alive at `at`; kept to within a few seconds."""
        ...
