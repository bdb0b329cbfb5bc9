"""Whether the user sits or stands: what pictures say, held for a while, and what the user says.

    SITTING --(seen standing for `standing.sure_after_s`)--> STANDING --(seen sitting as long)--> SITTING
    either  --(marked by hand)--> the mark
    marked  --(the camera came to agree and then changed, the mark got old, the user left)--> as seen

A mark is given where the camera errs, so what the camera said at that moment cannot contradict it. Once
pictures have agreed with the mark they are believed again. Whoever is out of sight is expected back sitting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.filters import Dwell
from posture.labels import Activity

if TYPE_CHECKING:
    from posture.settings import StandingSettings


class Stance:
    """The state machine above. All times in seconds of the session.

    Attributes:
        marked: what the user marked by hand and still holds, or `None`.
        mark_ends: when the mark is too old, or `None`.
    """

    __slots__ = ("_agreed", "_seen", "_settings", "mark_ends", "marked")

    def __init__(self, settings: StandingSettings) -> None:
        self._settings = settings
        self._seen: Dwell[Activity] = Dwell(Activity.SITTING, 0.0)
        self.marked: Activity | None = None
        self.mark_ends: float | None = None
        self._agreed = False

    def use(self, settings: StandingSettings) -> None:
        """Go by these from now on; what is under way goes on."""
        self._settings = settings

    @property
    def value(self) -> Activity:
        """`SITTING` or `STANDING`, as far as it is sure."""
        return self._seen.value if self.marked is None else self.marked

    @property
    def since(self) -> float:
        """When what is seen began."""
        return self._seen.since

    @property
    def deadline(self) -> float | None:
        """When what is seen will be sure, or `None`."""
        return self._seen.deadline

    @property
    def pending_since(self) -> float | None:
        """Since when something else is seen than is sure, or `None`."""
        return self._seen.pending_since

    @property
    def may_stand(self) -> bool:
        """Whether the user is seen standing and it is not sure yet."""
        return (
            self.marked is None and self._seen.deadline is not None and self._seen.value is Activity.SITTING
        )

    def see(self, t: float, activity: Activity | None) -> None:
        """What the picture at `t` says; `None` when it says nothing."""
        self._seen.propose(activity or self._seen.value, t, self._settings.sure_after_s)
        if self.marked is not None and self._seen.deadline is None and activity is self.marked:
            self._agreed = True

    def take(self) -> bool:
        """`deadline` has come. Returns whether `value` changed."""
        before = self.value
        seen = self._seen.take()
        if self.marked is not None:
            if seen is self.marked:
                self._agreed = True
            elif self._agreed:
                self._drop_mark()
        return self.value is not before

    def mark(self, t: float, activity: Activity) -> None:
        """The user says so."""
        self.marked = activity
        self.mark_ends = t + self._settings.mark_holds_s
        self._agreed = False

    def mark_over(self) -> bool:
        """`mark_ends` has come. Returns whether `value` changed."""
        before = self.value
        self._drop_mark()
        return self.value is not before

    def forget(self, t: float) -> None:
        """The user left, or is out of sight."""
        self._drop_mark()
        self._seen.force(Activity.SITTING, t)

    def _drop_mark(self) -> None:
        self.marked = None
        self.mark_ends = None
