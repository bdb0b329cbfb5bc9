"""Whether the user's desktop session is locked, as far as the system tells.

On Linux logind knows (`LockedHint`, which GNOME, KDE and others set). Its own command is asked, a few
milliseconds every few seconds. Elsewhere, without a session or where the desktop does not tell, nobody knows,
and the session counts as open.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture.ports import Clock

ASK_EVERY_S = 5.0
"""A locked session may be known this late. ENG."""
ANSWER_WITHIN_S = 1.0


class SessionLock:
    """Asks now and then and remembers the answer."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._program = shutil.which("loginctl")
        # "auto" is the caller's own session, or the user's graphical one.
        self._session = os.environ.get("XDG_SESSION_ID", "auto")
        self._asked_s: float | None = None
        self._locked = False

    def is_locked(self) -> bool:
        """Whether it is locked; `False` also where nobody knows."""
        now_s = self._clock.now().mono_s
        if self._program is not None and (self._asked_s is None or now_s - self._asked_s >= ASK_EVERY_S):
            self._asked_s = now_s
            self._locked = self._ask(self._program)
        return self._locked

    def _ask(self, program: str) -> bool:
        try:
            answer = subprocess.run(  # noqa: S603 - fixed words
                [program, "show-session", self._session, "--property=LockedHint", "--value"],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=ANSWER_WITHIN_S,
                check=True,
                text=True,
            )
        except (OSError, subprocess.SubprocessError):
            self._program = None  # no session here: it is not asked again
            return False
        return answer.stdout.strip() == "yes"
