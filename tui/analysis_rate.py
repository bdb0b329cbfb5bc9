"""How many pictures a second a session analyses: the usual number, more while movements are followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.exercise_core import EXERCISE_FPS
from posture.ports import RateChanging

if TYPE_CHECKING:
    from posture.ports import ObservationSource
    from posture.settings import Settings


class AnalysisRate:
    """Tells the source, where it can change its rate.

    Args:
        source: what is watched.
        settings: give the usual rate, where none was asked for.
        asked: the rate asked for on the command line, pictures a second, or `None`.
    """

    def __init__(self, source: ObservationSource, settings: Settings, asked: float | None) -> None:
        self._source = source
        self._asked = asked
        self._usual = settings.camera.fps if asked is None else asked
        self._follows = False

    def follow(self, follows: bool) -> None:  # noqa: FBT001 - one switch
        """Whether movements are followed."""
        self._follows = follows
        self._tell()

    def use(self, settings: Settings) -> None:
        """Take the usual rate from these; one that was asked for stays."""
        usual = settings.camera.fps if self._asked is None else self._asked
        if usual != self._usual:
            self._usual = usual
            self._tell()

    def _tell(self) -> None:
        if isinstance(self._source, RateChanging):
            self._source.set_rate(max(EXERCISE_FPS, self._usual) if self._follows else self._usual)
