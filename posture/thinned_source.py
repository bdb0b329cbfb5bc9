"""A recording looked at as a live source would be: at the pace that what happens calls for.

A live source waits for its next look; a recording passes over what lies before it. The same recording and the
same settings give the same looks, and so the same events.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from posture.closable import Closable
from posture.inputs import UserInput
from posture.landmarks import PoseObservation
from posture.pace import FULL, HEARTBEAT_S, PaceKeeper, PaceSink
from posture.ports import PaceChanging, Usage, UsageTelling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from posture.pace import Pace
    from posture.ports import ObservationSource, SourceInfo
    from posture.settings import Settings

TIME_TOLERANCE_S = 0.0005
"""Times are rounded to the millisecond."""


class ThinnedSource(Closable):
    """`source`, with only those of its observations that are due at the pace asked for."""

    def __init__(self, source: ObservationSource) -> None:
        self._source = source
        self._pace = FULL
        self._looks = 0

    @property
    def info(self) -> SourceInfo:
        """What the source is."""
        return self._source.info

    def set_pace(self, pace: Pace) -> None:
        """Go on at this pace."""
        self._pace = pace
        if isinstance(self._source, PaceChanging):
            self._source.set_pace(pace)

    def hurry(self) -> None:
        """Nobody waits for a recording."""

    def usage(self) -> Usage:
        """What the source was used for so far."""
        if isinstance(self._source, UsageTelling):
            return self._source.usage()
        return Usage(camera_on_s=None, looks=self._looks, analysed=0)

    def observations(self) -> Iterator[PoseObservation | UserInput]:
        """Yield the observations that are due, and every input."""
        looked_t = told_t = -inf
        for item in self._source.observations():
            if isinstance(item, UserInput):
                yield item
                continue
            t = item.at.mono_s
            if t >= looked_t + self._pace.every_s - TIME_TOLERANCE_S:
                looked_t = told_t = t
                self._looks += 1
                yield item
            elif self._pace.closed and t >= told_t + HEARTBEAT_S - TIME_TOLERANCE_S:
                told_t = t
                yield PoseObservation(at=item.at, poses=None, frame_size=item.frame_size, looked=False)

    def close(self) -> None:
        """Close the source."""
        self._source.close()


def at_a_pace(
    source: ObservationSource,
    settings: Settings,
    *,
    awaits_reference: bool = False,
    locked: Callable[[], bool] = lambda: False,
) -> tuple[ObservationSource, PaceSink | None]:
    """The source as `camera.adaptive` has it, with the sink that sets its pace, if it has one.

    Args:
        source: what is watched.
        settings: how.
        awaits_reference: whether the reference will be taken from the source itself.
        locked: whether the user's session is locked; asked for live sources.
    """
    adaptive = settings.camera.adaptive
    if adaptive == "never" or (adaptive == "live" and not source.info.live):
        return source, None
    paced = source if source.info.live else ThinnedSource(source)
    if not isinstance(paced, PaceChanging):
        return source, None
    keeper = PaceKeeper(settings, awaits_reference=awaits_reference)
    return paced, PaceSink(paced, keeper, locked) if source.info.live else PaceSink(paced, keeper)
