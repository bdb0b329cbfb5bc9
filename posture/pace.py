"""How often to look: seldom while nothing changes, often while something may be happening.

What the monitor knows after a picture decides when the next one is worth its cost:

    something pending, near a limit, a break due or running   at the source's own rate (`camera.fps`)
    the same, but calm for `camera.calm_after_s`              every `camera.slowest_s`
    an exercise, a reference being taken                      at the source's own rate, every picture analysed

What is pending is *every* state that differs in the newest picture from the one that holds, so each event
still happens at its own deadline; a change is first seen at most `camera.slowest_s` later than at the full
rate. One that does not show in a thumbnail (`posture.adapters.thumbnail`) is seen once a picture is analysed
`camera.analyse_every_s` after the last one.

Time is an argument: the same statuses give the same paces.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture.status import BreakState

if TYPE_CHECKING:
    from posture.ports import PaceChanging
    from posture.settings import Settings
    from posture.status import Status, Step

NEAR_LIMIT = (0.6, 1.4)
"""A deviation between these is near the point where one counts (1). ENG."""

SHARE_OF_GAP = 0.6
"""Never slower than this share of `camera.gap_s`, beyond which the computer is taken to have slept. ENG."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What a source is asked for until it is asked for something else.

    Attributes:
        every_s: at least so long from one look to the next; the source's own rate where that is slower.
        carry_s: a picture that looks like the one analysed last need not be analysed for so long; 0: each is.
    """

    every_s: float = 0.0
    carry_s: float = 0.0


FULL = Pace()
"""The source's own rate, every picture analysed."""


class PaceKeeper:
    """Follows the monitor's statuses. All times in seconds of the session.

    Args:
        settings: the rates.
        awaits_reference: whether the reference will be taken from the source itself, each picture analysed.

    Attributes:
        held: full pace whatever happens, as for an exercise or a calibration.
    """

    def __init__(self, settings: Settings, *, awaits_reference: bool = False) -> None:
        self._settings = settings
        self._awaits_reference = awaits_reference
        self._calm_since: float | None = None
        self.held = False

    def after(self, status: Status) -> Pace:
        """How to go on after this."""
        t = status.at.mono_s
        camera = self._settings.camera
        if self._needs_everything(status):
            self._calm_since = None
            return FULL
        if self._lively(status):
            self._calm_since = None
            return Pace(carry_s=camera.analyse_every_s)
        if self._calm_since is None:
            self._calm_since = t
        calm = t - self._calm_since >= camera.calm_after_s
        slowest_s = min(camera.slowest_s, SHARE_OF_GAP * camera.gap_s)
        return Pace(every_s=slowest_s if calm else 0.0, carry_s=camera.analyse_every_s)

    def _needs_everything(self, status: Status) -> bool:
        """Whether each picture must be analysed: a slip of the estimator must not be carried on then."""
        return (
            self.held
            or status.exercising
            or status.pending
            or status.camera_lost
            or (self._awaits_reference and not status.calibrated)
        )

    def _lively(self, status: Status) -> bool:
        """Whether something may be happening soon."""
        low, high = NEAR_LIMIT
        waits_for_him = status.break_state in (BreakState.ANNOUNCED, BreakState.DUE)
        back_any_time = (
            status.break_state is BreakState.RUNNING
            and status.break_away_s < self._settings.sitting.break_target_s
        )
        return low <= status.deviation <= high or waits_for_him or back_any_time


class PaceSink:
    """A sink (`posture.ports.Sink`) that asks a source for the pace that the newest status calls for."""

    def __init__(self, source: PaceChanging, keeper: PaceKeeper) -> None:
        self._source = source
        self._keeper = keeper

    def accept(self, step: Step) -> None:
        """Take one step."""
        self._source.set_pace(self._keeper.after(step.status))

    def attend(self, needs_everything: bool) -> None:  # noqa: FBT001 - one switch
        """Whether every picture is needed, as for an exercise or a calibration."""
        self._keeper.held = needs_everything
        if needs_everything:
            self._source.set_pace(FULL)

    def close(self) -> None:
        """Nothing to release."""
