"""Meeting mode: while it runs, prompts wait.

none --(key or command)--> by the user --(key, command, too long, the computer slept)--> none
none --(another program took the camera)--> by the camera --(the camera is back, or as above)--> none
by the camera --(key or command)--> by the user
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture.settings import ReminderSettings


class MeetingBy(StrEnum):
    """Who says that there is a meeting."""

    USER = "user"
    CAMERA = "camera"


class Meeting:
    """The state machine above. All times in seconds of the session.

    Attributes:
        by: who says so, or `None` without a meeting.
        deadline: when a meeting that nobody ended is over, or `None`.
    """

    __slots__ = ("_settings", "by", "deadline")

    def __init__(self, settings: ReminderSettings) -> None:
        self._settings = settings
        self.by: MeetingBy | None = None
        self.deadline: float | None = None

    def use(self, settings: ReminderSettings) -> None:
        """Go by these from now on; what is under way goes on."""
        self._settings = settings

    def begin(self, t: float, by: MeetingBy) -> bool:
        """There is a meeting. Returns whether there was none before."""
        if self.by is not None:
            if by is MeetingBy.USER:
                self.by = by
            return False
        if by is MeetingBy.CAMERA and not self._settings.meeting_when_camera_taken:
            return False
        self.by = by
        self.deadline = t + self._settings.meeting_ends_after_s
        return True

    def end(self) -> bool:
        """It is over. Returns whether there was one."""
        ran = self.by is not None
        self.by = None
        self.deadline = None
        return ran
