"""How often to look: seldom while nothing changes, often while something may be happening.

What the monitor knows after a picture decides when the next one is worth its cost:

    something pending, near a limit, a break due or running   at the source's own rate (`camera.fps`)
    the same, but calm for `camera.calm_after_s`              every `camera.slowest_s`
    an exercise, a reference being taken                      at the source's own rate, every picture analysed

What is pending is *every* state that differs in the newest picture from the one that holds, so each event
still happens at its own deadline; a change is first seen at most `camera.slowest_s` later than at the full
rate. One that does not show in a thumbnail (`posture.adapters.thumbnail`) is seen once a picture is analysed
`camera.analyse_every_s` after the last one.

The camera can be closed as well. In battery mode (`camera.open_every_s`), and when the chair has been empty
for long, it is opened for a moment now and then: until nothing is pending, and 2 s at least. While the
monitor is paused or the session is locked it stays closed.

Time is an argument: the same statuses give the same paces.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from posture.labels import Presence
from posture.status import BreakState

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture.ports import PaceChanging
    from posture.settings import CameraSettings, Settings
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
        closed: whether the camera is let go until the next look.
    """

    every_s: float = 0.0
    carry_s: float = 0.0
    closed: bool = False


FULL = Pace()
"""The source's own rate, every picture analysed."""

SHUT = Pace(every_s=inf, closed=True)
"""The camera stays closed until something else is asked for."""

HEARTBEAT_S = 2.0
"""While the camera is closed, the monitor is told so this often: deadlines and keys are not late. ENG."""

SETTLED_S = 2.0
"""An opened camera looks for at least this long, and on until nothing is pending. ENG."""

AWAY_LOOK_S = 15.0
"""Between two looks at an empty chair with a closed camera: the most a return is late. ENG."""

LOCK_GRACE_S = 30.0
"""After the session was locked the camera may see the user leave for so long. ENG."""

CARRY_SLACK_S = 15.0
"""A look may come so late, a slow camera included, before what was seen last is forgotten. ENG."""


def carried_s(camera: CameraSettings) -> float:
    """How long what was seen last is carried on while the camera is closed on purpose."""
    return max(camera.open_every_s, AWAY_LOOK_S) + CARRY_SLACK_S


class PaceKeeper:
    """Follows the monitor's statuses. All times in seconds of the session.

    Args:
        settings: the rates.
        awaits_reference: whether the reference will be taken from the source itself, each picture analysed.

    Attributes:
        held: full pace whatever happens, as for an exercise or a calibration.
        locked: whether the session is locked.
    """

    def __init__(self, settings: Settings, *, awaits_reference: bool = False) -> None:
        self._settings = settings
        self._awaits_reference = awaits_reference
        self._calm_since: float | None = None
        self._open_since: float | None = None
        self._away_since: float | None = None
        self._locked_since: float | None = None
        self._was_paused = self._pause_wins = False
        self.held = self.locked = False

    def hold(self, held: bool) -> None:  # noqa: FBT001 - one switch
        """Whether every picture is needed; who begins that while he pauses wants the camera open for it."""
        self.held, self._pause_wins = held, False

    def use(self, settings: Settings) -> None:
        """Go by these from now on; what is under way goes on."""
        self._settings = settings

    def after(self, status: Status) -> Pace:
        """How to go on after this."""
        t = status.at.mono_s
        camera = self._settings.camera
        self._note(status)
        if self._shut(status):
            return SHUT
        if self._needs_everything(status):
            self._calm_since = None
            return FULL
        closed_s = self._closed_s(t)
        if closed_s > 0.0:
            settled = not status.looked or (
                self._open_since is not None and t - self._open_since >= SETTLED_S
            )
            return Pace(every_s=closed_s if settled else 0.0, carry_s=camera.analyse_every_s, closed=settled)
        if self._lively(status):
            self._calm_since = None
            return Pace(carry_s=camera.analyse_every_s)
        if self._calm_since is None:
            self._calm_since = t
        calm = t - self._calm_since >= camera.calm_after_s
        slowest_s = min(camera.slowest_s, SHARE_OF_GAP * camera.gap_s)
        return Pace(every_s=slowest_s if calm else 0.0, carry_s=camera.analyse_every_s)

    def _note(self, status: Status) -> None:
        """Since when what matters for the camera is so."""
        t = status.at.mono_s
        away = status.presence is Presence.AWAY
        began = status.paused and not self._was_paused
        self._pause_wins = status.paused and (self._pause_wins or began)
        self._was_paused = status.paused
        self._open_since = _since(self._open_since, t, status.looked)
        self._away_since = _since(self._away_since, t, away)
        self._locked_since = _since(self._locked_since, t, self.locked)

    def _shut(self, status: Status) -> bool:
        """Whether nothing is to be seen: nobody may look, or nobody can be there."""
        if status.exercising or (self.held and not self._pause_wins):
            return False
        if status.paused:
            return True
        if self._locked_since is None or not self._settings.camera.off_when_locked:
            return False
        gone = status.presence is not Presence.PRESENT and not status.pending
        return gone or status.at.mono_s - self._locked_since >= LOCK_GRACE_S

    def _closed_s(self, t: float) -> float:
        """From one look to the next with the camera closed in between; 0 where it stays open."""
        camera = self._settings.camera
        limit_s = camera.off_when_away_after_s
        if self._away_since is not None and 0.0 < limit_s <= t - self._away_since:
            return max(AWAY_LOOK_S, camera.open_every_s)
        return camera.open_every_s

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


def _since(before: float | None, t: float, holds: bool) -> float | None:  # noqa: FBT001 - what it is about
    """Since when something holds, or `None` when it does not."""
    if not holds:
        return None
    return t if before is None else before


class PaceSink:
    """A sink (`posture.ports.Sink`) that asks a source for the pace that the newest status calls for."""

    def __init__(
        self, source: PaceChanging, keeper: PaceKeeper, locked: Callable[[], bool] = lambda: False
    ) -> None:
        """`locked` tells whether the user's session is locked; asked at each step, so it must be quick."""
        self._source = source
        self._keeper = keeper
        self._locked = locked

    def accept(self, step: Step) -> None:
        """Take one step."""
        self._keeper.locked = self._locked()
        self._source.set_pace(self._keeper.after(step.status))

    def use(self, settings: Settings) -> None:
        """Go by these from now on."""
        self._keeper.use(settings)

    def attend(self, needs_everything: bool) -> None:  # noqa: FBT001 - one switch
        """Whether every picture is needed, as for an exercise or a calibration."""
        self._keeper.hold(needs_everything)
        if needs_everything:
            self._source.set_pace(FULL)

    def close(self) -> None:
        """Nothing to release."""
